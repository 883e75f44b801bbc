// User groups. As the vendor has it, SaveUserGroup with Deleted marks a group as deleted, and without it
// takes the mark away again; a group that still has members, and the last group, stay. A new group gets the
// highest rank, whatever is sent.
#include "core/agent/groups.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/agent/carriers_of.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/list_limit.hpp"
#include "core/agent/role_rules.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

using Boxes = List<Box<UserGroup>>;

std::string subject_of(const GroupRecord& group) { return "group " + group.name; }

/// errc::not_found if there is none.
Result<GroupRecord> existing_group(Rows& rows, std::int32_t group_id) {
    Result<std::optional<GroupRecord>> found = rows.group(group_id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) return fail(errc::not_found, "The user group does not exist.");
    return std::move(**found);
}

/// Whether a group may be marked as deleted as far as others are concerned: errc::validation on `field` if
/// not.
Result<void> judge_end(Rows& rows, std::int32_t group_id, bool members_move, std::string_view field) {
    const Result<std::vector<GroupRecord>> groups = rows.groups();
    if (!groups.has_value()) return groups.error();
    const bool is_last = std::none_of(groups->begin(), groups->end(),
                                      [&](const GroupRecord& group) { return !group.deleted && group.id != group_id; });
    if (is_last) return wrong_field(field, "The last user group cannot be deleted.");
    if (members_move) return {};
    const Result<std::int32_t> members = rows.group_members(group_id);
    if (!members.has_value()) return members.error();
    if (*members == 0) return {};
    if (*members == 1) return wrong_field(field, "The user group is still used by 1 user; move them to another group.");
    return wrong_field(field,
                       sentence("The user group is still used by {0} users; move them to another group.", {*members}));
}

/// Gives the group the texts that were sent, as they are kept.
Result<void> take_texts(Rows& rows, const UserGroup& sent, GroupRecord& group) {
    group.name = sent.value.text;
    group.description = sent.tooltip.text;
    return judge_group(rows, group);
}

Result<Box<UserGroup>> insert(Change& change, const UserGroup& sent) {
    const Result<std::vector<GroupRecord>> groups = change.rows.groups();
    if (!groups.has_value()) return groups.error();
    if (!has_room(std::ssize(*groups), change.quotas.groups)) return quota_reached("Value", change.quotas.groups);
    GroupRecord group;
    group.rank = next_rank(*groups);
    const Result<void> taken = take_texts(change.rows, sent, group);
    if (!taken.has_value()) return taken.error();
    const Result<std::int32_t> id = change.rows.insert_group(group, change.stamp);
    if (!id.has_value()) return id.error();
    group.id = *id;
    change.done(group.id, subject_of(group), "created");
    return Box<UserGroup>(group_of(group));
}

Result<Box<UserGroup>> update(Change& change, const UserGroup& sent) {
    const Result<GroupRecord> stored = existing_group(change.rows, sent.id);
    if (!stored.has_value()) return stored.error();
    GroupRecord group = *stored;
    group.rank = sent.rank;
    group.deleted = sent.deleted;
    const Result<void> taken = take_texts(change.rows, sent, group);
    if (!taken.has_value()) return taken.error();
    const bool ends = group.deleted && !stored->deleted;
    if (ends) {
        const Result<void> may_end = judge_end(change.rows, group.id, false, "Deleted");
        if (!may_end.has_value()) return may_end.error();
    }
    const Result<void> updated = change.rows.update_group(group, change.stamp);
    if (!updated.has_value()) return updated.error();
    change.done(group.id, subject_of(group),
                ends                                ? "deleted"
                : stored->deleted && !group.deleted ? "restored"
                                                    : "changed");
    change.forget_all_sessions();
    return Box<UserGroup>(group_of(group));
}

Result<void> remove(Change& change, const DeleteUserGroupRequest& request) {
    constexpr std::string_view target_field = "UserGroupToMoveTo";
    const std::int32_t target_id = request.user_group_to_move_to;
    Result<GroupRecord> group = existing_group(change.rows, request.user_group_to_delete);
    if (!group.has_value()) return group.error();
    if (group->deleted) return wrong_field("UserGroupToDelete", "The user group has been deleted already.");
    if (target_id == group->id) return wrong_field(target_field, "The members must move to another group.");
    if (target_id != 0) {
        const Result<GroupRecord> target = existing_group(change.rows, target_id);
        if (!target.has_value()) return target.error();
        if (target->deleted) return wrong_field(target_field, "The user group to move to has been deleted.");
    }
    const Result<void> may_end =
        judge_end(change.rows, group->id, target_id != 0, target_id != 0 ? "UserGroupToDelete" : target_field);
    if (!may_end.has_value()) return may_end.error();
    if (target_id != 0) {
        const Result<void> moved = change.rows.move_group_members(group->id, target_id, change.stamp);
        if (!moved.has_value()) return moved.error();
    }
    group->deleted = true;
    const Result<void> updated = change.rows.update_group(*group, change.stamp);
    if (!updated.has_value()) return updated.error();
    change.done(group->id, subject_of(*group),
                target_id != 0 ? "deleted, members moved to group " + std::to_string(target_id) : "deleted");
    change.forget_all_sessions();
    return {};
}

Error bad_contact() { return wrong_argument("ContactId", "A contact's id is a positive number."); }

}  // namespace

Result<void> judge_group(Rows& rows, GroupRecord& group) {
    FieldErrors errors;
    group.name = errors.text("Value", group.name, max_text, true);
    group.description = errors.text("Tooltip", group.description, max_description);
    const Result<std::vector<GroupRecord>> groups = rows.groups();
    if (!groups.has_value()) return groups.error();
    const std::string folded = fold(group.name);
    for (const GroupRecord& other : *groups)
        if (!group.deleted && !other.deleted && other.id != group.id && fold(other.name) == folded)
            errors.add("Value", "Another user group has the name.");
    return errors.result();
}

Task<Result<Box<UserGroup>>> Groups::get_user_group(const Context&, const GetUserGroupRequest& request) {
    const auto read = [&](Rows& rows) -> Result<Box<UserGroup>> {
        const Result<std::optional<GroupRecord>> group = rows.group(request.user_group_id);
        if (!group.has_value()) return group.error();
        if (!group->has_value()) return Box<UserGroup>::nil();
        return Box<UserGroup>(group_of(**group));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Boxes>> Groups::get_user_group_list(const Context&, const GetUserGroupListRequest& request) {
    if (const auto fits = judge_count("UserGroupIds", request.user_group_ids.items.size()); !fits.has_value())
        co_return fits.error();
    const auto read = [&](Rows& rows) -> Result<Boxes> {
        const Result<std::vector<GroupRecord>> groups = rows.groups();
        if (!groups.has_value()) return groups.error();
        const std::vector<std::int32_t>& wanted = request.user_group_ids.items;
        const std::unordered_set<std::int32_t> ids(wanted.begin(), wanted.end());
        std::vector<Box<UserGroup>> found;
        for (const GroupRecord& group : *groups)
            if (ids.contains(group.id)) found.emplace_back(group_of(group));
        return Boxes(std::move(found));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Boxes>> Groups::get_all_user_groups(const Context&, const GetAllUserGroupsRequest& request) {
    const auto read = [&](Rows& rows) -> Result<Boxes> {
        const Result<std::vector<GroupRecord>> groups = rows.groups();
        if (!groups.has_value()) return groups.error();
        std::vector<Box<UserGroup>> found;
        for (const GroupRecord& group : *groups)
            if (request.include_deleted || !group.deleted) found.emplace_back(group_of(group));
        return Boxes(std::move(found));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<UserGroup>>> Groups::create_user_group(const Context&) {
    const auto read = [](Rows& rows) -> Result<Box<UserGroup>> {
        const Result<std::vector<GroupRecord>> groups = rows.groups();
        if (!groups.has_value()) return groups.error();
        GroupRecord group;
        group.rank = next_rank(*groups);
        return Box<UserGroup>(group_of(group));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<UserGroup>>> Groups::save_user_group(const Context& context, const SaveUserGroupRequest& request) {
    if (!request.user_group.has_value()) co_return wrong_argument("UserGroup", "A user group is needed.");
    const UserGroup& sent = *request.user_group;
    const auto work = [&](Change& change) { return sent.id == 0 ? insert(change, sent) : update(change, sent); };
    co_return co_await changes_.run(context, work);
}

Task<Result<void>> Groups::delete_user_group(const Context& context, const DeleteUserGroupRequest& request) {
    const auto work = [&](Change& change) { return remove(change, request); };
    co_return co_await changes_.run(context, work);
}

Task<Result<void>> Groups::add_owner_contact(const Context& context, const ContactIdRequest& request) {
    if (request.contact_id <= 0) co_return bad_contact();
    const auto work = [&](Change& change) -> Result<void> {
        const Result<std::vector<std::int32_t>> contacts = change.rows.owner_contacts();
        if (!contacts.has_value()) return contacts.error();
        const Result<bool> added = change.rows.add_owner_contact(request.contact_id, change.stamp);
        if (!added.has_value()) return added.error();
        if (*added && !has_room(std::ssize(*contacts), change.quotas.owner_contacts))
            return quota_reached("ContactId", change.quotas.owner_contacts);
        change.done(request.contact_id, "contact " + std::to_string(request.contact_id),
                    *added ? "added to the owners" : "was an owner already");
        return {};
    };
    co_return co_await changes_.run(context, work);
}

Task<Result<void>> Groups::remove_owner_contact(const Context& context, const ContactIdRequest& request) {
    if (request.contact_id <= 0) co_return bad_contact();
    const auto work = [&](Change& change) -> Result<void> {
        const Result<bool> removed = change.rows.remove_owner_contact(request.contact_id);
        if (!removed.has_value()) return removed.error();
        if (!*removed) return fail(errc::not_found, "The contact is not an owner.");
        change.done(request.contact_id, "contact " + std::to_string(request.contact_id), "removed from the owners");
        return {};
    };
    co_return co_await changes_.run(context, work);
}

}  // namespace uag
