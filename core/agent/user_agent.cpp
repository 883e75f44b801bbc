#include "core/agent/user_agent.hpp"

#include "core/agent/ports.hpp"
#include "core/base/failures.hpp"
#include "core/security/identities.hpp"

namespace uag {

UserAgent::UserAgent(const AgentSettings& settings, const CorePorts& ports, Sessions& sessions, Remembered& remembered,
                     NameCache& names, Throttle& throttle, Login& login, AuditLog& audit)
    : settings_(settings),
      store_(ports.store),
      clock_(ports.clock),
      sessions_(sessions),
      names_(names),
      login_(login),
      audit_(audit),
      passwords_(ports.store, ports.hashing, ports.random, settings.policy, ports.breached),
      changes_(ports.store, ports.clock, audit, remembered, names, settings.access, settings.quotas),
      links_(settings.links, ports.store, ports.clock, ports.random, passwords_, changes_, throttle, audit,
             ports.mailer),
      users_(ports.store, changes_, passwords_, names, throttle, settings_.credential_types),
      archives_(ports.store, ports.clock),
      roles_(ports.store, changes_),
      groups_(ports.store, changes_),
      credentials_(ports.store, changes_, passwords_, ports.box, ports.random, settings_.credential_types),
      external_tokens_(ports.store, changes_, ports.box, ports.random, ports.provider) {}

Task<Result<Identity>> UserAgent::caller_identity(const Context& context) {
    auto found = co_await find_identity(store_, context.caller.associate_id);
    if (!found.has_value()) co_return found.error();
    if (!found->has_value()) co_return not_authenticated();
    co_return std::move(**found);
}

}  // namespace uag
