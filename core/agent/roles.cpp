// Roles themselves. Three decisions: a role's type and its Deleted member are read-only once it is stored, so
// what is sent of them then is ignored (the vendor: changing the type has no effect); a new role gets the
// highest rank, whatever is sent; and "nobody changes their own role" is about who has which role, so a
// caller may not delete the role they have (that would move them), while its name, rank and data rights are
// an administrator's to edit.
#include "core/agent/roles.hpp"

#include <algorithm>

#include "core/agent/carriers_of.hpp"
#include "core/agent/data_rights.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/role_rules.hpp"
#include "core/base/datetime.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

/// Nil for a command, and for an associate who is gone.
Result<Box<Associate>> associate_by(Rows& rows, std::int32_t associate_id) {
    if (associate_id == 0) return Box<Associate>::nil();
    const Result<std::optional<UserEntry>> user = rows.user(associate_id);
    if (!user.has_value()) return user.error();
    if (!user->has_value()) return Box<Associate>::nil();
    return Box<Associate>(associate_of((*user)->identity));
}

RoleEntity entity_of(const RoleRecord& role, const std::vector<DataRightCell>& cells) {
    RoleEntity entity;
    entity.base.field_properties.presence = Presence::value;
    entity.role_id = role.id;
    entity.name = role.name;
    entity.tooltip = role.description;
    entity.role_type = role.type;
    entity.deleted = role.deleted ? 1 : 0;
    entity.rank = role.rank;
    entity.use_categories = role.use_categories;
    entity.created_by.clear(Presence::nil);
    entity.updated_by.clear(Presence::nil);
    entity.data_rights = Box<DataRights>(data_rights_of(cells));
    return entity;
}

/// Nil if there is no such role.
Result<Box<RoleEntity>> read_entity(Rows& rows, std::int32_t role_id) {
    const Result<std::optional<RoleEntry>> entry = rows.role(role_id);
    if (!entry.has_value()) return entry.error();
    if (!entry->has_value()) return Box<RoleEntity>::nil();
    const Result<std::vector<DataRightCell>> cells = rows.data_rights(role_id);
    if (!cells.has_value()) return cells.error();
    const Stamps& stamps = (*entry)->stamps;
    Result<Box<Associate>> created_by = associate_by(rows, stamps.registered.by);
    if (!created_by.has_value()) return created_by.error();
    Result<Box<Associate>> updated_by = associate_by(rows, stamps.updated.by);
    if (!updated_by.has_value()) return updated_by.error();
    RoleEntity entity = entity_of((*entry)->role, *cells);
    entity.created = to_datetime(stamps.registered.when);
    entity.updated = to_datetime(stamps.updated.when);
    entity.created_by = std::move(*created_by);
    entity.updated_by = std::move(*updated_by);
    return Box<RoleEntity>(std::move(entity));
}

Result<Box<RoleEntity>> default_entity(Rows& rows, RoleType type) {
    const Result<std::vector<RoleRecord>> roles = rows.roles();
    if (!roles.has_value()) return roles.error();
    RoleRecord role;
    role.type = type;
    role.rank = next_rank(*roles);
    return Box<RoleEntity>(entity_of(role, {}));
}

/// The stored role that an update is about, or a new one.
Result<RoleRecord> record_to_save(Rows& rows, const RoleEntity& sent) {
    if (sent.role_id != 0) {
        const Result<RoleEntry> entry = role_to_change(rows, sent.role_id, "RoleId");
        if (!entry.has_value()) return entry.error();
        RoleRecord role = entry->role;
        role.rank = sent.rank;
        return role;
    }
    const Result<std::vector<RoleRecord>> roles = rows.roles();
    if (!roles.has_value()) return roles.error();
    RoleRecord role;
    role.type = sent.role_type;
    role.rank = next_rank(*roles);
    return role;
}

/// Puts the cells that differ from what is stored.
Result<void> put_cells(Rows& rows, std::int32_t role_id, const std::vector<DataRightCell>& cells) {
    const Result<std::vector<DataRightCell>> stored = rows.data_rights(role_id);
    if (!stored.has_value()) return stored.error();
    for (const DataRightCell& cell : cells) {
        if (value_at(*stored, cell.table, cell.relation) == cell.value) continue;
        Result<void> put = rows.put_data_right(role_id, cell);
        if (!put.has_value()) return put;
    }
    return {};
}

Result<Box<RoleEntity>> save(Change& change, const RoleEntity& sent) {
    Result<RoleRecord> role = record_to_save(change.rows, sent);
    if (!role.has_value()) return role.error();
    role->use_categories = sent.use_categories;
    role->name = sent.name.text;
    role->description = sent.tooltip.text;
    const Result<void> taken = judge_role(change.rows, *role);
    if (!taken.has_value()) return taken.error();
    std::vector<DataRightCell> cells;
    if (sent.data_rights.has_value()) {
        Result<std::vector<DataRightCell>> read = cells_of(*sent.data_rights);
        if (!read.has_value()) return read.error();
        cells = std::move(*read);
    }
    const bool is_new = role->id == 0;
    if (is_new) {
        const Result<std::vector<RoleRecord>> roles = change.rows.roles();
        if (!roles.has_value()) return roles.error();
        if (!has_room(std::ssize(*roles), change.quotas.roles)) return quota_reached("Name", change.quotas.roles);
        const Result<std::int32_t> id = change.rows.insert_role(*role, change.stamp);
        if (!id.has_value()) return id.error();
        role->id = *id;
    } else {
        const Result<void> updated = change.rows.update_role(*role, change.stamp);
        if (!updated.has_value()) return updated.error();
        // Principals show their role's name.
        change.forget_all_sessions();
    }
    const Result<void> put = put_cells(change.rows, role->id, cells);
    if (!put.has_value()) return put.error();
    change.done(role->id, subject_of(*role), is_new ? "created" : "changed");
    return read_entity(change.rows, role->id);
}

/// Where the members of a role that is deleted may go.
Result<void> judge_replacing(Rows& rows, const RoleRecord& role, std::int32_t replacing_id) {
    constexpr std::string_view field = "ReplacingRoleId";
    if (replacing_id == role.id) return wrong_field(field, "A role cannot replace itself.");
    if (replacing_id == 0) {
        const Result<std::int32_t> members = rows.role_members(role.id);
        if (!members.has_value()) return members.error();
        if (*members == 0) return {};
        if (*members == 1)
            return wrong_field(field, "The role is still used by 1 user; choose a role that replaces it.");
        return wrong_field(
            field, sentence("The role is still used by {0} users; choose a role that replaces it.", {*members}));
    }
    const Result<RoleEntry> replacing = role_to_change(rows, replacing_id, field);
    if (!replacing.has_value()) return replacing.error();
    if (replacing->role.type != role.type) return wrong_field(field, "The replacing role is of another type.");
    return {};
}

/// Nobody gains or loses by it what the caller does not hold.
Result<void> may_end(Change& change, const RoleEntry& role, std::int32_t replacing_id) {
    const Caller& caller = change.context.caller;
    if (replacing_id == 0) return change.holding.may_take_away(change.rows, caller, role.functional_rights);
    const Result<RoleEntry> replacing = role_to_change(change.rows, replacing_id, "ReplacingRoleId");
    if (!replacing.has_value()) return replacing.error();
    return change.holding.may_replace(change.rows, caller, role, *replacing);
}

Result<void> remove(Change& change, const DeleteRoleRequest& request) {
    Result<RoleEntry> entry = role_to_change(change.rows, request.role_id_to_delete, "RoleIdToDelete");
    if (!entry.has_value()) return entry.error();
    RoleRecord& role = entry->role;
    const Result<Standing> caller = standing_of(change.rows, change.context);
    if (!caller.has_value()) return caller.error();
    if (caller->role_id == role.id) return denied("the caller's own role");
    const Result<void> judged = judge_replacing(change.rows, role, request.replacing_role_id);
    if (!judged.has_value()) return judged.error();
    const Result<void> allowed = may_end(change, *entry, request.replacing_role_id);
    if (!allowed.has_value()) return allowed;
    std::int32_t moved = 0;
    if (request.replacing_role_id != 0) {
        const Result<std::int32_t> done =
            change.rows.move_role_members(role.id, request.replacing_role_id, change.stamp);
        if (!done.has_value()) return done.error();
        moved = *done;
    }
    role.deleted = true;
    const Result<void> updated = change.rows.update_role(role, change.stamp);
    if (!updated.has_value()) return updated.error();
    std::string detail = "deleted";
    if (moved > 0)
        detail += ", " + std::to_string(moved) + " moved to role " + std::to_string(request.replacing_role_id);
    change.done(role.id, subject_of(role), std::move(detail));
    change.forget_all_sessions();
    return {};
}

}  // namespace

Task<Result<Box<Role>>> Roles::get_role(const Context&, const RoleIdRequest& request) {
    const auto read = [&](Rows& rows) -> Result<Box<Role>> {
        const Result<std::optional<RoleEntry>> entry = rows.role(request.role_id);
        if (!entry.has_value()) return entry.error();
        if (!entry->has_value()) return Box<Role>::nil();
        return Box<Role>(role_of((*entry)->role));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<RoleEntity>>> Roles::get_role_entity(const Context&, const GetRoleEntityRequest& request) {
    const auto read = [&](Rows& rows) { return read_entity(rows, request.role_entity_id); };
    co_return co_await read_rows(store_, read);
}

Task<Result<List<Box<SelectableMDOListItem>>>> Roles::get_all_roles(const Context&, const RoleTypeRequest& request) {
    const auto read = [&](Rows& rows) -> Result<List<Box<SelectableMDOListItem>>> {
        const Result<std::vector<RoleRecord>> roles = live_roles(rows);
        if (!roles.has_value()) return roles.error();
        std::vector<Box<SelectableMDOListItem>> items;
        for (const RoleRecord& role : *roles) {
            if (role.type != request.role_type) continue;
            SelectableMDOListItem item = list_item<SelectableMDOListItem>(role.id, role.name, role.description);
            item.rank = role.rank;
            items.emplace_back(std::move(item));
        }
        return List<Box<SelectableMDOListItem>>(std::move(items));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<RoleEntity>>> Roles::create_default_role_entity(const Context&) {
    const auto read = [](Rows& rows) { return default_entity(rows, RoleType::employee); };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<RoleEntity>>> Roles::create_default_role_entity_from_type(
    const Context&, const CreateDefaultRoleEntityFromTypeRequest& request) {
    if (!is_role_type(request.type)) co_return wrong_argument("Type", "There is no such type of role.");
    const auto read = [&](Rows& rows) { return default_entity(rows, request.type); };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<RoleEntity>>> Roles::save_role_entity(const Context& context, const SaveRoleEntityRequest& request) {
    if (!request.role_entity.has_value()) co_return wrong_argument("RoleEntity", "A role is needed.");
    const auto work = [&](Change& change) {
        return keep_ordinary_roles(change, [&] { return save(change, *request.role_entity); });
    };
    co_return co_await changes_.run(context, work);
}

Task<Result<void>> Roles::delete_role(const Context& context, const DeleteRoleRequest& request) {
    const auto work = [&](Change& change) {
        return keep_ordinary_roles(change, [&] { return remove(change, request); });
    };
    co_return co_await changes_.run(context, work);
}

}  // namespace uag
