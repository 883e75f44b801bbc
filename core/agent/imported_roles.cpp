#include "core/agent/imported_roles.hpp"

#include <algorithm>

#include "core/agent/data_rights.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/groups.hpp"
#include "core/agent/role_rules.hpp"

namespace uag {
namespace {

Result<std::vector<std::int32_t>> ids_of_codes(Rows& rows, const std::vector<std::string>& codes) {
    const auto rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    std::vector<std::int32_t> ids;
    for (const std::string& code : codes) {
        const auto right = std::ranges::find(*rights, code, &FunctionalRight::code);
        if (right == rights->end())
            return wrong_field("FunctionalRights", Message::verbatim("There is no right " + code + '.'));
        ids.push_back(right->id);
    }
    return ids;
}

// Exactly these cells.
Result<void> put_imported_cells(Rows& rows, std::int32_t role_id, const std::vector<DataRightCell>& cells) {
    const auto stored = rows.data_rights(role_id);
    if (!stored.has_value()) return stored.error();
    for (DataRightCell cell : *stored) {
        if (!value_at(cells, cell.table, cell.relation).empty()) continue;
        cell.value.clear();
        if (Result<void> put = rows.put_data_right(role_id, cell); !put.has_value()) return put;
    }
    for (const DataRightCell& given : cells) {
        const auto cell = data_right_cell(given.table, given.relation, given.value);
        if (!cell.has_value()) return cell.error();
        if (Result<void> put = rows.put_data_right(role_id, *cell); !put.has_value()) return put;
    }
    return {};
}

}  // namespace

Result<void> store_imported_role(Change& change, const NewRole& wanted) {
    Rows& rows = change.rows;
    RoleRecord role = wanted.role;
    if (Result<void> judged = judge_role(rows, role); !judged.has_value()) return judged;
    const auto asked = ids_of_codes(rows, wanted.functional_rights);
    if (!asked.has_value()) return asked.error();
    const auto rights = judge_rights(rows, *asked, role.type);
    if (!rights.has_value()) return rights.error();
    const auto stored = rows.role(role.id);
    if (!stored.has_value()) return stored.error();
    const bool is_new = !stored->has_value();
    if (!is_new && (*stored)->role.type != role.type)
        return wrong_field("RoleType", Message::verbatim("The type of a role never changes."));
    Result<void> done;
    if (is_new) {
        const auto id = rows.insert_role(role, change.stamp);
        if (!id.has_value()) return id.error();
    } else {
        done = rows.update_role(role, change.stamp);
    }
    if (done.has_value()) done = rows.set_functional_rights(role.id, *rights);
    if (done.has_value()) done = put_imported_cells(rows, role.id, wanted.data_rights);
    if (!done.has_value()) return done;
    change.done(role.id, subject_of(role), is_new ? "imported" : "changed");
    change.forget_all_sessions();
    return {};
}

Result<void> store_imported_group(Change& change, const GroupRecord& wanted) {
    Rows& rows = change.rows;
    GroupRecord group = wanted;
    if (Result<void> judged = judge_group(rows, group); !judged.has_value()) return judged;
    const auto stored = rows.group(group.id);
    if (!stored.has_value()) return stored.error();
    const bool is_new = !stored->has_value();
    if (is_new) {
        const auto id = rows.insert_group(group, change.stamp);
        if (!id.has_value()) return id.error();
    } else if (Result<void> done = rows.update_group(group, change.stamp); !done.has_value()) {
        return done;
    }
    change.done(group.id, "group " + group.name, is_new ? "imported" : "changed");
    change.forget_all_sessions();
    return {};
}

}  // namespace uag
