// The whole core, put together from its ports: what a service, a command and a test fixture build first.
#pragma once

#include <memory>
#include <vector>

#include "core/agent/password_takeover.hpp"
#include "core/agent/ports.hpp"
#include "core/agent/user_agent.hpp"
#include "core/gateway/account.hpp"
#include "core/gateway/gateway.hpp"
#include "core/security/throttle.hpp"

namespace uag {

struct CoreSettings {
    AgentSettings agent;
    SessionSettings sessions;
    BasicCacheSettings basic;
    ThrottleSettings throttle;
    AuditSettings audit;
    FirstLogInSettings first_log_in{};
};

struct Core {
    Core(const CoreSettings& settings, const CorePorts& ports);

    /// Forgets whatever it remembers of store and clock, as if it had just been put together: for a service that sets both
    /// back. No call may be under way.
    void start_over();

    AuditLog audit;
    Sessions sessions;
    BasicCache basic;
    Remembered remembered;
    NameCache names;
    Throttle throttle;
    PasswordTakeover takeover;
    Login login;
    UserAgent agent;
    Gateway gateway;
    Account account;
};

}  // namespace uag
