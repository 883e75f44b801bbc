#include "core/agent/imported_roles.hpp"

#include "core/agent/data_rights.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/groups.hpp"
#include "core/agent/role_rules.hpp"

namespace uag {
namespace {

Error unknown_right(const std::string& code) {
    return wrong_field("FunctionalRights", Message::verbatim("There is no right " + code + '.'));
}

// Exactly these cells.
Result<void> put_imported_cells(Rows& rows, std::int32_t role_id, const std::vector<DataRightCell>& cells) {
    if (Result<void> done = empty_cells(rows, role_id, cells); !done.has_value()) return done;
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
    const auto asked = ids_of_codes(rows, wanted.functional_rights, unknown_right);
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
