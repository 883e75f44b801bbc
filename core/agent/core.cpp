#include "core/agent/core.hpp"

namespace uag {

Core::Core(const CoreSettings& settings, const CorePorts& ports)
    : audit(ports.clock, ports.audit),
      sessions(settings.sessions, ports.store, ports.clock, ports.random),
      names(ports.store),
      throttle(settings.throttle, ports.clock),
      login(ports.store, ports.clock, ports.hashing, sessions, throttle, audit),
      agent(settings.agent, ports, sessions, names, throttle, login, audit),
      gateway(agent, login, sessions, audit, ports.store, settings.agent.application_tokens),
      account(agent, login, sessions, names, audit, ports.store, ports.clock) {}

}  // namespace uag
