#include "core/agent/user_agent.hpp"

namespace uag {

UserAgent::UserAgent(const AgentSettings& settings, Store& store, const Clock& clock, Random& random,
                     PasswordWork& hashing, Sessions& sessions, NameCache& names, Login& login)
    : settings_(settings), store_(store), clock_(clock), random_(random), hashing_(hashing), sessions_(sessions),
      names_(names), login_(login) {}

Task<Result<Identity>> UserAgent::caller_identity(const Context& context) {
    auto found = co_await store_.find_identity(context.caller.associate_id);
    if (!found.has_value()) co_return found.error();
    if (!found->has_value()) co_return fail(errc::session, "Authentication failed.");
    co_return std::move(**found);
}

}  // namespace uag
