#include "core/gateway/account.hpp"

#include <algorithm>

#include "core/base/failures.hpp"
#include "core/security/ticket.hpp"

namespace uag {
namespace {

std::string_view name_of(SessionKind kind) {
    switch (kind) {
        case SessionKind::ticket: return "ticket";
        case SessionKind::access_token: return "access token";
        case SessionKind::web: break;
    }
    return "web session";
}

}  // namespace

Task<Result<std::optional<Secret>>> Account::sign_in(const Context& context, std::string_view login,
                                                     std::string_view password, std::string device) {
    if (looks_like_ticket(login)) co_return std::optional<Secret>{};
    const auto proof = co_await login_.with_password(login, password, context.origin, context.operation);
    if (!proof.has_value()) co_return proof.error();
    if (!proof->has_value()) co_return std::optional<Secret>{};
    co_return co_await login_.begin_session(SessionKind::web, **proof, context.origin, context.operation,
                                            std::move(device));
}

Task<Result<Caller>> Account::recognise(std::string_view session) {
    const auto found = co_await sessions_.resolve(SessionKind::web, session);
    if (!found.has_value()) co_return found.error();
    co_return (*found)->caller;
}

Task<Result<AccountView>> Account::view(const Context& context) {
    const std::int32_t id = context.caller.associate_id;
    const TimePoint now = clock_.now();
    const auto read = [id, now](Rows& rows) -> Result<AccountView> {
        auto user = rows.user(id);
        if (!user.has_value()) return user.error();
        if (!user->has_value()) return not_authenticated();
        auto sessions = rows.sessions(id, now);
        if (!sessions.has_value()) return sessions.error();
        const auto rules = password_rules(rows);
        if (!rules.has_value()) return rules.error();
        return AccountView{std::move(**user), std::move(*sessions), *rules};
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<bool>> Account::change_password(const Context& context, std::string_view old_password,
                                            std::string_view new_password) {
    ChangeOwnPasswordRequest request;
    request.old_password = String(old_password);
    request.new_password = String(new_password);
    Result<bool> changed = co_await agent_.change_own_password(context, request);
    wipe_secrets(type_of<ChangeOwnPasswordRequest>(), &request);
    if (!changed.has_value()) co_return changed.error();
    co_return *changed;
}

Task<Result<void>> Account::end_session(const Context& context, const Digest& key) {
    const Caller& caller = context.caller;
    const auto end = [&](Change& change) -> Result<void> {
        const auto sessions = change.rows.sessions(caller.associate_id, change.stamp.when);
        if (!sessions.has_value()) return sessions.error();
        const auto at = std::ranges::find(*sessions, key, &SessionRecord::key);
        if (at == sessions->end()) return fail(errc::not_found, "This session has ended already.");
        const auto ended = change.rows.end_session(caller.associate_id, key);
        if (!ended.has_value()) return ended.error();
        change.forget_sessions(caller.associate_id);
        change.done(caller.associate_id, associate_subject(caller.name), std::string(name_of(at->kind)) + " ended");
        return {};
    };
    co_return co_await changes_.run(context, end);
}

Task<Result<std::int32_t>> Account::end_other_sessions(const Context& context) {
    const Caller& caller = context.caller;
    const auto end = [&](Change& change) -> Result<std::int32_t> {
        const auto sessions = change.rows.sessions(caller.associate_id, change.stamp.when);
        if (!sessions.has_value()) return sessions.error();
        const auto others = std::ranges::count_if(
            *sessions, [&](const SessionRecord& session) { return session.key != caller.session; });
        const Result<void> ended = change.rows.end_sessions(caller.associate_id, caller.session);
        if (!ended.has_value()) return ended.error();
        change.forget_sessions(caller.associate_id);
        change.done(caller.associate_id, associate_subject(caller.name),
                    "other sessions ended: " + std::to_string(others));
        return static_cast<std::int32_t>(others);
    };
    co_return co_await changes_.run(context, end);
}

Task<Result<void>> Account::sign_out(const Context& context) {
    const Caller& caller = context.caller;
    if (!caller.session) co_return not_authenticated();
    const auto end = [&](Change& change) -> Result<void> {
        const auto ended = change.rows.end_session(caller.associate_id, *caller.session);
        if (!ended.has_value()) return ended.error();
        const Result<void> stamped = change.rows.set_last_logout(caller.associate_id, change.stamp.when);
        if (!stamped.has_value()) return stamped.error();
        change.forget_sessions(caller.associate_id);
        change.done(caller.associate_id, associate_subject(caller.name), "signed out");
        return {};
    };
    co_return co_await changes_.run(context, end);
}

}  // namespace uag
