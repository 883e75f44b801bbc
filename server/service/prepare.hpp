// What the settings name beside themselves: opened in one way by `serve` and by `check-config`.
#pragma once

#include <memory>
#include <optional>

#include "adapters/bridge/bridge.hpp"
#include "core/gateway/core.hpp"
#include "server/config/config.hpp"
#include "server/http/tls_context.hpp"

namespace uag {

struct Prepared {
    CoreSettings core;
    std::unique_ptr<OpenIdProvider> provider;     ///< null if none is configured, as the next two
    std::unique_ptr<Mailer> mailer;
    std::unique_ptr<BreachedPasswords> breached;
    std::optional<bridge::UpstreamSettings> elsewhere;  ///< nothing if nobody is asked about a first log-in
    std::optional<bridge::UpstreamSettings> upstream;  ///< nothing: there is no server behind
    bridge::BridgeSettings bridge{};  ///< of that
    http::TlsContext tls;                         ///< null where the listener speaks plain HTTP
};

/// Opens every file that the settings name, and judges the places of database, key file and log without making or changing
/// them. Connects to nothing. Clock and random must outlive what it answers, which must go before the io_contexts. Errors:
/// what is wrong, for the operator.
Result<Prepared> prepare(const Config& config, const Clock& clock, Random& random);

}  // namespace uag
