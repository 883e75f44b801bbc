#include "server/importing/role_list.hpp"

#include <algorithm>
#include <map>

#include "core/agent/data_rights.hpp"
#include "core/base/text.hpp"
#include "core/security/names.hpp"

namespace uag::importing {
namespace {

using Items = List<Box<SelectableMDOListItem>>;

void note_once(std::vector<std::string>& notes, std::string note) {
    if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
}

// A right is told with the types of role that it fits.
Told<void> add_rights(Source& source, RoleType type, RoleList& list) {
    const auto told = source.ask<Items>(user_operation("GetAllFunctionalRights"), RoleTypeRequest{type});
    if (!told.has_value()) return told.error();
    for (const auto& item : told->items) {
        if (!item.has_value() || item->extra_info.blank()) continue;
        auto right = std::ranges::find(list.rights, item->extra_info.text, &FunctionalRight::code);
        if (right == list.rights.end())
            right = list.rights.insert(right, {item->id, item->extra_info.text, kept_name(item->name.text), 0});
        right->role_types |= 1 << static_cast<std::int32_t>(type);
    }
    return {};
}

void take_data_rights(const DataRights& matrix, NewRole& role, std::vector<std::string>& left_out) {
    for (std::size_t row = 0; row < matrix.rows_info.items.size() && row < matrix.rights.items.size(); ++row) {
        const Box<EntityName>& table = matrix.rows_info.items[row];
        const auto& cells = matrix.rights.items[row].items;
        if (!table.has_value()) continue;
        for (std::size_t column = 0; column < cells.size() && column < matrix.columns_info.items.size(); ++column) {
            const Box<RelationToOwner>& relation = matrix.columns_info.items[column];
            if (!cells[column].has_value() || !relation.has_value() || cells[column]->value.blank()) continue;
            Result<DataRightCell> cell = data_right_cell(
                table->table_name.text, static_cast<RoleRelationToOwner>(relation->id), cells[column]->value.text);
            if (cell.has_value())
                role.data_rights.push_back(std::move(*cell));
            else
                note_once(left_out, table->table_name.text);
        }
    }
}

Told<void> take_role_rights(Source& source, NewRole& role) {
    const auto told = source.ask<Items>(user_operation("GetFunctionalRights"), RoleIdRequest{role.role.id});
    if (!told.has_value()) return told.error();
    for (const auto& item : told->items)
        if (item.has_value() && !item->extra_info.blank()) role.functional_rights.push_back(item->extra_info.text);
    return {};
}

// Whether there is such a role.
Told<bool> add_role(Source& source, std::int32_t id, RoleList& list) {
    const auto told = source.ask<Box<RoleEntity>>(user_operation("GetRoleEntity"), GetRoleEntityRequest{id});
    if (!told.has_value()) return told.error();
    if (!told->has_value() || (*told)->role_id == 0) return false;
    const RoleEntity& entity = **told;
    if (entity.role_id != id)
        return Trouble{source.name() + ": GetRoleEntity answers about the role " + std::to_string(entity.role_id) +
                       " when asked for " + std::to_string(id)};
    NewRole role;
    role.role = {id,
                 kept_name(entity.name.text),
                 kept_name(entity.tooltip.text),
                 entity.role_type,
                 entity.rank,
                 entity.use_categories,
                 entity.deleted != 0};
    if (entity.data_rights.has_value()) take_data_rights(*entity.data_rights, role, list.left_out);
    if (Told<void> rights = take_role_rights(source, role); !rights.has_value()) return rights.error();
    list.roles.push_back(std::move(role));
    return true;
}

}  // namespace

Told<RoleList> list_roles(Source& source) {
    RoleList list;
    std::map<std::int32_t, bool> ids;  // and whether the role must be there
    for (const EnumMember& member : type_of<RoleType>().members) {
        const auto type = static_cast<RoleType>(member.value);
        if (Told<void> rights = add_rights(source, type, list); !rights.has_value()) return rights.error();
        const auto told = source.ask<Items>(user_operation("GetAllRoles"), RoleTypeRequest{type});
        if (!told.has_value()) return told.error();
        for (const auto& item : told->items)
            if (item.has_value()) ids[item->id] = true;
    }
    const std::int32_t highest = ids.empty() ? 0 : ids.rbegin()->first;
    const std::int32_t last = std::min(highest_asked_role, highest) + ids_behind_roles;
    for (std::int32_t id = 1; id <= last; ++id) ids.try_emplace(id, false);
    for (const auto& [id, is_listed] : ids) {
        const Told<bool> added = add_role(source, id, list);
        // What is not there is told by nil or by an error.
        if (!added.has_value() && (is_listed || !added.error().is_of_this_call)) return added.error();
        if (added.has_value() && !*added && is_listed)
            return Trouble{source.name() + ": it lists the role " + std::to_string(id) + " and does not have it"};
    }
    return list;
}

Told<std::vector<GroupRecord>> list_groups(Source& source) {
    const auto told =
        source.ask<List<Box<UserGroup>>>(user_operation("GetAllUserGroups"), GetAllUserGroupsRequest{true});
    if (!told.has_value()) return told.error();
    std::vector<GroupRecord> groups;
    for (const Box<UserGroup>& group : told->items)
        if (group.has_value())
            groups.push_back(
                {group->id, kept_name(group->value.text), kept_name(group->tooltip.text), group->rank, group->deleted});
    std::ranges::sort(groups, {}, &GroupRecord::id);
    return groups;
}

}  // namespace uag::importing
