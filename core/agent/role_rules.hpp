// What the changes of roles and of their rights have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/agent/changes.hpp"
#include "core/contract/carriers.hpp"
#include "core/store/rows.hpp"

namespace uag {

/// errc::access_denied, in the words that every denial has; `detail` is for the log.
Error denied(std::string detail);

/// The role that a change is about. errc::not_found if there is none, errc::validation on `field` if it is
/// deleted.
Result<RoleEntry> role_to_change(Rows& rows, std::int32_t role_id, std::string_view field);

/// What a caller is, for the rules about one's own role.
struct Standing {
    std::int32_t role_id = 0;  ///< 0: none, or a local command
    bool is_general = false;   ///< holds `admin-all`, or is a system associate or a local command
};
Result<Standing> standing_of(Rows& rows, const Context& context);

/// Whether there is such a type.
bool is_role_type(RoleType type);

/// As the audit names it: "role Sales".
std::string subject_of(const RoleRecord& role);

/// The roles that are not deleted, in order of rank.
Result<std::vector<RoleRecord>> live_roles(Rows& rows);

/// What must hold of a role that is to be stored, whose texts become as they are kept. errc::validation with a message a
/// field.
Result<void> judge_role(Rows& rows, RoleRecord& role);

/// The ids asked for, ascending and each once, if a role of this type may have them. errc::validation.
Result<std::vector<std::int32_t>> judge_rights(Rows& rows, const std::vector<std::int32_t>& asked, RoleType type);

/// The ids of functional rights by their codes, in the order given; `unknown` says what is wrong with a code that no right
/// has.
Result<std::vector<std::int32_t>> ids_of_codes(Rows& rows, const std::vector<std::string>& codes,
                                               Error (*unknown)(const std::string& code));

/// The rank after the highest of these, as far as a rank can go.
template <class Record> std::int16_t next_rank(const std::vector<Record>& records) {
    std::int16_t highest = 0;
    for (const Record& record : records)
        if (record.rank > highest) highest = record.rank;
    return highest == INT16_MAX ? highest : static_cast<std::int16_t>(highest + 1);
}

/// A list item with the texts that it always has.
template <class Item> Item list_item(std::int32_t id, std::string_view name, std::string_view tooltip) {
    Item item;
    item.base.field_properties.presence = Presence::value;
    item.id = id;
    item.name = name;
    item.tooltip = tooltip;
    item.type = "";
    item.icon_hint = "";
    item.style_hint = "";
    item.extra_info = "";
    item.full_name = name;
    item.child_items.presence = Presence::value;
    return item;
}

/// Does what changes roles, unless another role becomes the ordinary one by it and gives what the caller does not hold.
template <class Work> std::invoke_result_t<Work&> keep_ordinary_roles(Change& change, Work work) {
    const Result<OrdinaryRoles> before = change.holding.ordinary_roles(change.rows);
    if (!before.has_value()) return before.error();
    std::invoke_result_t<Work&> done = work();
    if (!done.has_value()) return done;
    const Result<void> allowed = change.holding.may_make_ordinary(change.rows, change.context.caller, *before);
    if (!allowed.has_value()) return allowed.error();
    return done;
}

/// Whether the role has a functional right to administer by; none that is not stored has.
Result<bool> administers(Rows& rows, std::int32_t role_id);

}  // namespace uag
