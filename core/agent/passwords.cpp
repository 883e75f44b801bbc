// Everything about passwords: who changes which, in what order it is judged, and what ends with the old one.
#include "core/agent/passwords.hpp"

#include "core/agent/user_agent.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/identities.hpp"

namespace uag {
namespace {

// Deleted associates are gone for every operation that changes something.
const Identity* existing(const Result<std::optional<Identity>>& found) {
    if (!found->has_value() || (*found)->associate.deleted) return nullptr;
    return &**found;
}

// What a new password leaves of the old one.
PasswordRecord record_of(const PasswordToStore& password, const std::optional<PasswordRecord>& now) {
    PasswordRecord record = now.value_or(PasswordRecord{});
    record.phc = password.accepted.phc;
    record.must_change = password.must_change;
    record.expires = password.expires;
    return record;
}

Result<void> end_others(Change& change, std::int32_t associate_id, const std::optional<Digest>& kept) {
    change.forget_sessions(associate_id);
    return change.rows.end_sessions(associate_id, kept);
}

}  // namespace

Result<void> store_password(Change& change, std::int32_t associate_id, const PasswordToStore& password) {
    const Result<std::optional<Identity>> found = change.rows.identity(associate_id);
    if (!found.has_value()) return found.error();
    const Identity* const now = existing(found);
    if (now == nullptr) return no_such_associate();
    if (!may_have_password(now->associate)) return no_password_for_type();
    if (!password.accepted.is_for(now->password)) return just_changed();
    const std::string subject = associate_subject(now->associate.name);
    if (password.accepted.is_revision) {
        if (!password.told.empty()) change.done(associate_id, subject, "password is the one that was set");
        return {};
    }
    Result<void> stored = change.rows.put_password(associate_id, record_of(password, now->password), change.stamp);
    if (stored.has_value()) stored = change.rows.remove_password_link(associate_id);
    if (stored.has_value()) stored = change.rows.stamp_associate(associate_id, change.stamp);
    if (stored.has_value()) stored = end_others(change, associate_id, password.kept_session);
    if (stored.has_value() && !password.told.empty()) change.done(associate_id, subject, std::string(password.told));
    return stored;
}

Result<void> require_password_change(Change& change, std::int32_t associate_id) {
    Result<void> required = change.rows.set_password_must_change(associate_id);
    if (required.has_value()) required = change.rows.stamp_associate(associate_id, change.stamp);
    change.forget_sessions(associate_id);
    return required;
}

Result<bool> remove_password(Change& change, std::int32_t associate_id) {
    Result<bool> removed = change.rows.remove_password(associate_id);
    if (!removed.has_value()) return removed;
    Result<void> ended = change.rows.remove_password_link(associate_id);
    if (ended.has_value()) ended = end_others(change, associate_id, change.context.caller.session);
    if (!ended.has_value()) return ended.error();
    return removed;
}

Task<Result<bool>> UserAgent::change_own_password(const Context& context, const ChangeOwnPasswordRequest& request) {
    MaybeIdentity found = co_await find_identity(store_, context.caller.associate_id);
    co_return co_await change(context, std::move(found), request.old_password.text, request.new_password.text, false);
}

Task<Result<bool>> UserAgent::change_password(const Context& context, const ChangePasswordRequest& request) {
    MaybeIdentity found = co_await find_identity(store_, request.associate_id);
    co_return co_await change(context, std::move(found), request.old_password.text, request.new_password.text,
                              context.caller.rights.users);
}

Task<Result<bool>> UserAgent::change_password_from_name(const Context& context,
                                                        const ChangePasswordFromNameRequest& request) {
    MaybeIdentity found = co_await find_identity_by_name(store_, folded_name(request.associate_name.text));
    co_return co_await change(context, std::move(found), request.old_password.text, request.new_password.text,
                              context.caller.rights.users);
}

Task<Result<bool>> UserAgent::set_password(const Context& context, const SetPasswordRequest& request) {
    const MaybeIdentity found = co_await find_identity(store_, request.associate_id);
    if (!found.has_value()) co_return found.error();
    const Identity* const identity = existing(found);
    if (identity == nullptr) co_return no_such_associate();
    co_return co_await store_new(context, *identity, {request.password.text, std::nullopt});
}

Task<Result<bool>> UserAgent::set_password_from_name(const Context& context,
                                                     const SetPasswordFromNameRequest& request) {
    const MaybeIdentity found = co_await find_identity_by_name(store_, folded_name(request.associate_name.text));
    if (!found.has_value()) co_return found.error();
    const Identity* const identity = existing(found);
    if (identity == nullptr) co_return no_such_associate();
    co_return co_await store_new(context, *identity, {request.password.text, std::nullopt});
}

Task<Result<Secret>> UserAgent::set_generated_password(const Context& context, const AssociateIdRequest& request) {
    MaybeIdentity found = co_await find_identity(store_, request.associate_id);
    co_return co_await generate(context, std::move(found));
}

Task<Result<Secret>> UserAgent::set_generated_password_from_name(const Context& context,
                                                                 const AssociateNameRequest& request) {
    MaybeIdentity found = co_await find_identity_by_name(store_, folded_name(request.associate_name.text));
    co_return co_await generate(context, std::move(found));
}

Task<Result<Secret>> UserAgent::generate_new_password_for_external_user(const Context& context,
                                                                        const AssociateNameRequest& request) {
    MaybeIdentity found = co_await find_identity_by_name(store_, folded_name(request.associate_name.text));
    if (!found.has_value()) co_return found.error();
    const Identity* const identity = existing(found);
    if (identity == nullptr) co_return no_such_associate();
    if (identity->associate.type != UserType::external_associate) {
        Error error = fail(errc::invalid_argument, "This associate is not an external user.");
        error.field = "AssociateName";
        co_return error;
    }
    co_return co_await generate(context, std::move(found));
}

Task<Result<bool>> UserAgent::change(const Context& context, MaybeIdentity found, std::string_view old_password,
                                     std::string_view new_password, bool may_force) {
    if (!found.has_value()) co_return found.error();
    const Identity* const identity = existing(found);
    if (identity == nullptr) co_return no_such_associate();
    const Result<void> allowed = co_await may_take_over(context, *identity);
    if (!allowed.has_value()) co_return allowed.error();
    if (may_force && old_password.empty())
        co_return co_await store_new(context, *identity, {new_password, std::nullopt});
    const Result<bool> matches =
        co_await login_.check_old_password(*identity, old_password, context.origin, context.operation);
    if (!matches.has_value()) co_return matches.error();
    if (!*matches) co_return false;
    co_return co_await store_new(context, *identity, {new_password, old_password});
}

Task<Result<void>> UserAgent::may_take_over(const Context& context, const Identity& object) {
    if (context.caller.associate_id == object.associate.id) co_return Result<void>{};
    auto ask = [&](Rows& rows) { return changes_.holding().may_take_over(rows, context.caller, object); };
    co_return co_await read_rows(store_, ask);
}

Task<Result<bool>> UserAgent::store_new(const Context& context, const Identity& identity, NewPassword password) {
    const Result<void> allowed = co_await may_take_over(context, identity);
    if (!allowed.has_value()) co_return allowed.error();
    // Only of one's own password one is told that the new one must differ.
    std::optional<std::string_view> own_old;
    if (identity.associate.id == context.caller.associate_id) own_old = password.proven_old;
    Result<NewPhc> accepted =
        co_await passwords_.accept(password.text, identity.associate, identity.person, identity.password, own_old);
    if (!accepted.has_value()) co_return accepted.error();
    if (password.proven_old && identity.password && !accepted->is_revision)
        accepted->replaces = identity.password->revision;
    // Somebody else changed it since the old one was judged, so that one is no longer the current password.
    bool outdated = false;
    auto work = [&](Change& change) -> Result<bool> {
        const std::int32_t id = identity.associate.id;
        const Result<std::optional<Identity>> now = change.rows.identity(id);
        if (!now.has_value()) return now.error();
        if (existing(now) == nullptr) return no_such_associate();
        const Result<void> still = change.holding.may_take_over(change.rows, context.caller, **now);
        if (!still.has_value()) return still.error();
        outdated = accepted->replaces && !accepted->is_for((*now)->password);
        PasswordToStore wanted{*accepted};
        wanted.must_change = password.must_change;
        wanted.expires = password.expires;
        wanted.kept_session = context.caller.session;
        const Result<void> stored = store_password(change, id, wanted);
        if (!stored.has_value()) return stored.error();
        return true;
    };
    const Result<bool> done = co_await changes_.run(context, work);
    if (outdated) co_return false;
    if (!done.has_value()) co_return done.error();
    co_return true;
}

Task<Result<Secret>> UserAgent::generate(const Context& context, MaybeIdentity found) {
    if (!found.has_value()) co_return found.error();
    const Identity* const identity = existing(found);
    if (identity == nullptr) co_return no_such_associate();
    Result<Secret> password = co_await passwords_.generate(identity->associate.id);
    if (!password.has_value()) co_return password.error();
    const std::chrono::hours life = settings_.policy.generated_life;
    const TimePoint expires = life.count() == 0 ? TimePoint::max() : clock_.now() + life;
    const Result<bool> stored =
        co_await store_new(context, *identity, {password->reveal(), std::nullopt, true, expires});
    if (!stored.has_value()) co_return stored.error();
    co_return std::move(*password);
}

Task<Result<std::optional<PolicyRefusal>>> UserAgent::judge_candidate(const Context& context,
                                                                      const PasswordCandidateRequest& request) {
    // Another associate's names and address weigh in only for those who may read them anyway.
    const bool may_read = context.caller.rights.users || request.associate_id == context.caller.associate_id;
    std::vector<std::string> words;
    if (may_read && request.associate_id != 0) {
        const MaybeIdentity found = co_await find_identity(store_, request.associate_id);
        if (!found.has_value()) co_return found.error();
        if (found->has_value()) words = own_words((*found)->associate, (*found)->person);
    }
    co_return co_await passwords_.judge(request.password.text, std::move(words), context.caller.associate_id);
}

Task<Result<bool>> UserAgent::is_password_valid(const Context& context, const PasswordCandidateRequest& request) {
    const auto refusal = co_await judge_candidate(context, request);
    if (!refusal.has_value()) co_return refusal.error();
    co_return !refusal->has_value();
}

Task<Result<Box<UserValidationResult>>> UserAgent::is_password_valid_with_reason(
    const Context& context, const PasswordCandidateRequest& request) {
    const auto refusal = co_await judge_candidate(context, request);
    if (!refusal.has_value()) co_return refusal.error();
    UserValidationResult result;
    result.base.field_properties.presence = Presence::value;
    result.reason = refusal->has_value() ? String((*refusal)->reason) : String("");
    result.result = !refusal->has_value();
    co_return Box<UserValidationResult>(std::move(result));
}

Task<Result<bool>> UserAgent::can_change_password(const Context& context, const AssociateIdRequest& request) {
    const bool own = request.associate_id == context.caller.associate_id;
    if (!own && !context.caller.rights.users) co_return false;
    const MaybeIdentity found = co_await find_identity(store_, request.associate_id);
    if (!found.has_value()) co_return found.error();
    const Identity* const identity = existing(found);
    if (identity == nullptr || !may_have_password(identity->associate)) co_return false;
    const Result<void> allowed = co_await may_take_over(context, *identity);
    if (!allowed.has_value() && allowed.error().code != errc::access_denied) co_return allowed.error();
    co_return allowed.has_value();
}

Task<Result<List<ChangePasswordType>>> UserAgent::get_supported_change_password_types(
    const Context&, const AssociateIdRequest& request) {
    const MaybeIdentity found = co_await find_identity(store_, request.associate_id);
    if (!found.has_value()) co_return found.error();
    const Identity* const identity = existing(found);
    std::vector<ChangePasswordType> types;
    if (identity == nullptr) co_return List<ChangePasswordType>(std::move(types));
    if (identity->password) types.push_back(ChangePasswordType::password);
    if (links_.is_offered_to(*identity)) types.push_back(ChangePasswordType::email);
    co_return List<ChangePasswordType>(std::move(types));
}

Task<Result<Box<OperationResult>>> UserAgent::send_change_password_email(const Context& context,
                                                                         const AssociateIdRequest& request) {
    Result<OperationResult> sent = co_await links_.send(context, request.associate_id);
    if (!sent.has_value()) co_return sent.error();
    co_return Box<OperationResult>(std::move(*sent));
}

}  // namespace uag
