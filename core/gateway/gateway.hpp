// The one way into the core: every call of every protocol is authenticated, read, authorized and run here, in this
// order, so that no protocol can forget a check.
#pragma once

#include <vector>

#include "core/agent/user_agent.hpp"
#include "core/call/call_runner.hpp"
#include "core/security/login.hpp"

namespace uag {

class Gateway final : public CallRunner {
public:
    /// `application_tokens` are SHA-256 values of the tokens; none: application tokens are not checked.
    Gateway(UserAgent& agent, Login& login, Sessions& sessions, AuditLog& audit, Store& store,
            std::vector<Digest> application_tokens)
        : agent_(agent),
          login_(login),
          sessions_(sessions),
          audit_(audit),
          store_(store),
          application_tokens_(std::move(application_tokens)) {}

    /// Runs the call to its end. Never throws: what no code foresaw is errc::internal with a text that says nothing.
    Task<Outcome> run(Call& call) override;

private:
    bool find_remembered(const Call& call, Caller& caller);
    Task<Result<void>> authenticate(const Call& call, Caller& caller);
    Task<Result<Object>> answer(Call& call, Context& context);
    Task<Result<void>> authorize_object(const Operation& operation, const Caller& caller, const void* request);

    UserAgent& agent_;
    Login& login_;
    Sessions& sessions_;
    AuditLog& audit_;
    Store& store_;
    const std::vector<Digest> application_tokens_;
};

}  // namespace uag
