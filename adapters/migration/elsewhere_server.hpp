// The server that associates came from, asked over its own face whether a password is right there.
#pragma once

#include <string>

#include "adapters/bridge/upstream.hpp"
#include "core/security/first_log_in.hpp"

namespace uag {

/// Over SOAP by AuthenticateUsernamePassword, over the WebAPI by User/currentPrincipal with Basic. What it answers counts
/// only if it names the associate that was asked about. Calls are bounded in number and time, and a server that does not
/// answer at all is not waited for by everybody (bridge::Upstream).
class ElsewhereServer final : public ElsewhereProof {
public:
    explicit ElsewhereServer(bridge::UpstreamSettings settings) : server_(std::move(settings)) {}

    Task<Result<bool>> proves(std::int32_t associate_id, std::string associate_name, Secret password) override;

private:
    Task<bridge::Answered> ask_soap(const std::string& name, const Secret& password);
    Task<bridge::Answered> ask_rest(const std::string& name, const Secret& password);

    bridge::Upstream server_;
};

}  // namespace uag
