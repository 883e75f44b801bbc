// One HTTPS request at a time, blocking: certificate and host name always verified, no redirect followed, the
// time and the size of an answer bounded. For a thread that may wait.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/openid/settings.hpp"
#include "core/base/error.hpp"

namespace uag::openid {

struct HttpsAnswer {
    long status = 0;
    Secret body;
};

class HttpsClient {
public:
    /// What is handed in must outlive the client.
    HttpsClient(const OpenIdSettings& settings, const std::atomic<bool>& stopping);

    /// errc::server if there is no complete answer; its detail names the host and the reason. Fields are
    /// whole lines: "Authorization: Bearer x". Safe from any thread.
    Result<HttpsAnswer> get(const std::string& url) const;
    Result<HttpsAnswer> post(const std::string& url, const Secret& body, std::vector<Secret> fields) const;

private:
    Result<HttpsAnswer> send(const std::string& url, const Secret* body, const std::vector<Secret>& fields) const;

    const OpenIdSettings& settings_;
    const std::atomic<bool>& stopping_;
};

}  // namespace uag::openid
