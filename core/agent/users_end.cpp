// The end of a user: deleted, retired and brought back, or without licences.
#include "core/agent/conditions.hpp"
#include "core/agent/link_endings.hpp"
#include "core/agent/role_rules.hpp"
#include "core/agent/users.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

std::string subject_of(const UserEntry& user) { return associate_subject(user.identity.associate.name); }

Result<UserEntry> user_to_change(Rows& rows, std::int32_t id) {
    Result<std::optional<UserEntry>> found = rows.user(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) return no_such_user();
    return std::move(**found);
}

Result<void> retire_person(Change& change, std::int32_t person_id, bool retired) {
    if (person_id == 0) return {};
    Result<std::optional<PersonRecord>> person = change.rows.person(person_id);
    if (!person.has_value()) return person.error();
    if (!person->has_value() || (*person)->retired == retired) return {};
    (*person)->retired = retired;
    return change.rows.update_person(**person, change.stamp);
}

}  // namespace

// The person stays: it is the CRM's.
Task<Result<void>> Users::remove(const Context& context, std::function<Result<std::int32_t>(Rows&)> find) {
    auto work = [&](Change& change) -> Result<void> {
        const Result<std::int32_t> id = find(change.rows);
        if (!id.has_value()) return id.error();
        const Result<UserEntry> user = user_to_change(change.rows, *id);
        if (!user.has_value()) return user.error();
        if (*id == context.caller.associate_id) return denied("deletion of oneself");
        Result<void> unchanged = judge_conditions(context, *user);
        if (!unchanged.has_value()) return unchanged;
        Result<void> removed = change.rows.remove_associate(*id);
        if (!removed.has_value()) return removed;
        change.done(*id, subject_of(*user), "deleted");
        change.forget_sessions(*id);
        change.names_changed();
        return removed;
    };
    co_return co_await changes_.run(context, work);
}

Task<Result<void>> Users::delete_user(const Context& context, const UserIdRequest& request) {
    std::function<Result<std::int32_t>(Rows&)> find = [&](Rows&) { return Result<std::int32_t>(request.user_id); };
    co_return co_await remove(context, std::move(find));
}

Task<Result<void>> Users::delete_user_from_name(const Context& context, const UserNameRequest& request) {
    std::function<Result<std::int32_t>(Rows&)> find = [&](Rows& rows) -> Result<std::int32_t> {
        const auto id = rows.associate_by_name(folded_name(request.user_name.text));
        if (!id.has_value()) return id.error();
        if (!id->has_value()) return no_such_user();
        return **id;
    };
    co_return co_await remove(context, std::move(find));
}

Task<Result<void>> Users::make_retired(const Context& context, const MakeRetiredRequest& request) {
    auto work = [&](Change& change) -> Result<void> {
        Rows& rows = change.rows;
        const Result<UserEntry> user = user_to_change(rows, request.associate_id);
        if (!user.has_value()) return user.error();
        AssociateRecord associate = user->identity.associate;
        if (associate.id == context.caller.associate_id) return denied("retirement of oneself");
        if (!request.retired) {
            const Result<void> allowed = change.holding.may_bring_back(rows, context.caller, user->identity);
            if (!allowed.has_value()) return allowed;
        }
        associate.deleted = request.retired;
        associate.retired = request.retired;
        Result<void> stored = rows.update_associate(associate, change.stamp);
        if (stored.has_value()) stored = end_link_with_associate(rows, user->identity.associate, associate);
        if (stored.has_value()) stored = retire_person(change, associate.person_id, request.retired);
        if (stored.has_value() && request.retired) stored = rows.set_licenses(associate.id, {});
        if (stored.has_value() && request.retired) stored = rows.end_sessions(associate.id, std::nullopt);
        if (!stored.has_value()) return stored;
        change.done(associate.id, subject_of(*user), request.retired ? "retired" : "no longer retired");
        change.forget_sessions(associate.id);
        return stored;
    };
    co_return co_await changes_.run(context, work);
}

Task<Result<void>> Users::remove_licenses(const Context& context, const AssociateIdRequest& request) {
    auto work = [&](Change& change) -> Result<void> {
        const Result<UserEntry> user = user_to_change(change.rows, request.associate_id);
        if (!user.has_value()) return user.error();
        Result<void> stored = change.rows.set_licenses(request.associate_id, {});
        if (stored.has_value()) stored = change.rows.update_associate(user->identity.associate, change.stamp);
        if (!stored.has_value()) return stored;
        change.done(request.associate_id, subject_of(*user), "licences removed");
        return stored;
    };
    co_return co_await changes_.run(context, work);
}

}  // namespace uag
