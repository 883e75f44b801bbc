// The whole core, put together from its ports: what a service, a command and a test fixture build first.
#pragma once

#include <memory>
#include <vector>

#include "core/agent/account.hpp"
#include "core/agent/gateway.hpp"
#include "core/agent/user_agent.hpp"
#include "core/security/throttle.hpp"

namespace uag {

struct CoreSettings {
    AgentSettings agent;
    SessionSettings sessions;
    BasicCacheSettings basic;
    ThrottleSettings throttle;
    AuditSettings audit;
};

/// What the core needs from outside; all of it outlives the core.
struct CorePorts {
    Store& store;
    const Clock& clock;
    Random& random;
    PasswordWork& hashing;
    SecretBox& box;
    AuditSink& audit;
    OpenIdProvider* provider = nullptr;   ///< null: none is configured
    Mailer* mailer = nullptr;             ///< null: none is configured
    BreachedPasswords* breached = nullptr;   ///< null: no list is configured
};

struct Core {
    Core(const CoreSettings& settings, const CorePorts& ports);

    AuditLog audit;
    Sessions sessions;
    BasicCache basic;
    Remembered remembered;
    NameCache names;
    Throttle throttle;
    Login login;
    UserAgent agent;
    Gateway gateway;
    Account account;
};

}  // namespace uag
