#include "core/gateway/core.hpp"

namespace uag {

Core::Core(const CoreSettings& settings, const CorePorts& ports)
    : audit(ports.clock, ports.audit, settings.audit),
      sessions(settings.sessions, ports.store, ports.clock, ports.random),
      basic(settings.basic, ports.clock, ports.random),
      remembered(sessions, basic),
      names(ports.store),
      throttle(settings.throttle, ports.clock),
      takeover(
          settings.first_log_in, ports.store, ports.hashing,
          NewPasswords(ports.store, ports.hashing, ports.random, settings.agent.policy, ports.breached),
          Changes(ports.store, ports.clock, audit, remembered, names, settings.agent.access, settings.agent.quotas),
          ports.elsewhere),
      login(ports.store, ports.clock, ports.hashing, sessions, basic, throttle, audit, takeover),
      agent(settings.agent, ports, sessions, remembered, names, throttle, login, audit),
      gateway(agent, login, sessions, audit, ports.store, settings.agent.application_tokens),
      account(agent, login, sessions, remembered, names, audit, ports.store, ports.clock) {}

void Core::start_over() {
    audit.start_over();
    sessions.start_over();
    basic.forget_all();
    names.clear();
    throttle.start_over();
}

}  // namespace uag
