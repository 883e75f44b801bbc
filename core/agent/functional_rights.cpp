// The functional rights of roles.
//
// GetAllFunctionalRights lists what a role of the type may be given, nothing selected; GetFunctionalRights
// lists what the role has, all selected (the vendor: rights that are not set are not included).
#include <algorithm>
#include <array>

#include "core/agent/fields.hpp"
#include "core/agent/list_limit.hpp"
#include "core/agent/role_rules.hpp"
#include "core/agent/roles.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

using Items = List<Box<SelectableMDOListItem>>;
using Ids = std::vector<std::int32_t>;

// The rights that every database begins with. Another right may be called as one of them, or one of them renamed: that
// name is somebody's.
struct BuiltInRight {
    std::string_view code;
    MessageId name;
};
constexpr std::array built_in_rights{
    BuiltInRight{"admin-all", label("General Administrator")},
    BuiltInRight{"admin-users", label("User Administrator")},
    BuiltInRight{"admin-role", label("Role Administrator")},
    BuiltInRight{"admin-external-users", label("External User Administrator")},
    BuiltInRight{"admin-lists", label("List Administrator")},
    BuiltInRight{"admin-preferences", label("Preference Administrator")},
    BuiltInRight{"admin-licenses", label("License Administrator")},
    BuiltInRight{"admin-import", label("Import Administrator")},
    BuiltInRight{"bulk-update", label("Bulk Update")},
    BuiltInRight{"create-selection", label("Create Selections")},
    BuiltInRight{"export-data", label("Export Data")},
    BuiltInRight{"allow-delete-contact", label("Delete Companies")},
};

String name_of(const FunctionalRight& right) {
    for (const BuiltInRight& row : built_in_rights)
        if (row.code == right.code && row.name.english() == right.name) return row.name;
    return right.name;
}

SelectableMDOListItem item_of(const FunctionalRight& right, bool selected) {
    SelectableMDOListItem item = list_item<SelectableMDOListItem>(right.id, right.name, "");
    item.name = name_of(right);
    item.extra_info = right.code;
    item.selected = selected;
    return item;
}

bool fits(const FunctionalRight& right, RoleType type) {
    return (right.role_types >> static_cast<std::int32_t>(type) & 1) != 0;
}

/// Ids of the rights with these code names; unknown ones have none.
Result<Ids> ids_of(Rows& rows, const std::vector<String>& codes) {
    const Result<std::vector<FunctionalRight>> rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    Ids ids;
    for (const FunctionalRight& right : *rights) {
        const bool wanted = std::any_of(codes.begin(), codes.end(),
                                        [&](const String& code) { return ascii_iequals(code.text, right.code); });
        if (wanted) ids.push_back(right.id);
    }
    return ids;
}

/// The code names of these rights, for the audit.
Result<std::string> codes_of(Rows& rows, const Ids& ids) {
    const Result<std::vector<FunctionalRight>> rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    std::string codes;
    for (const FunctionalRight& right : *rights) {
        if (!contains(ids, right.id)) continue;
        if (!codes.empty()) codes += ", ";
        codes += right.code;
    }
    return codes;
}

/// The live roles that have (or, for !having, do not have) one or more of the rights, in order of rank.
Result<std::vector<RoleRecord>> roles_by_rights(Rows& rows, const std::vector<String>& codes, bool having) {
    const Result<Ids> wanted = ids_of(rows, codes);
    if (!wanted.has_value()) return wanted.error();
    const Result<std::vector<RoleRecord>> roles = live_roles(rows);
    if (!roles.has_value()) return roles.error();
    std::vector<RoleRecord> found;
    for (const RoleRecord& role : *roles) {
        const Result<std::optional<RoleEntry>> entry = rows.role(role.id);
        if (!entry.has_value()) return entry.error();
        if (!entry->has_value()) continue;
        const Ids& has = (*entry)->functional_rights;
        const bool any = std::any_of(has.begin(), has.end(), [&](std::int32_t id) { return contains(*wanted, id); });
        if (any == having) found.push_back(role);
    }
    return found;
}

Result<List<std::int32_t>> role_ids(Rows& rows, const FunctionalRightNamesRequest& request, bool having) {
    if (const auto fits = judge_count("FunctionalRightNames", request.functional_right_names.items.size());
        !fits.has_value())
        return fits.error();
    const Result<std::vector<RoleRecord>> roles = roles_by_rights(rows, request.functional_right_names.items, having);
    if (!roles.has_value()) return roles.error();
    Ids ids;
    for (const RoleRecord& role : *roles) ids.push_back(role.id);
    return List<std::int32_t>(std::move(ids));
}

Result<void> set_rights(Change& change, const SetFunctionalRightsRequest& request) {
    const Result<RoleEntry> entry = role_to_change(change.rows, request.role_id, "RoleId");
    if (!entry.has_value()) return entry.error();
    const Result<Standing> caller = standing_of(change.rows, change.context);
    if (!caller.has_value()) return caller.error();
    const Result<Ids> ids = judge_rights(change.rows, request.functional_right_ids.items, entry->role.type);
    if (!ids.has_value()) return ids.error();
    // To give one's own role a right is to change what one may do oneself, as a change of role would.
    // General administrators gain nothing by it, and somebody must be able to edit the only
    // administrators' role.
    const Ids& has = entry->functional_rights;
    Ids gained = *ids;
    std::erase_if(gained, [&](std::int32_t id) { return contains(has, id); });
    Ids lost = has;
    std::erase_if(lost, [&](std::int32_t id) { return contains(*ids, id); });
    if (!gained.empty() && caller->role_id == request.role_id && !caller->is_general)
        return denied("a right for the caller's own role");
    Result<void> allowed = change.holding.may_grant(change.rows, change.context.caller, gained);
    if (allowed.has_value()) allowed = change.holding.may_take_away(change.rows, change.context.caller, lost);
    if (!allowed.has_value()) return allowed;
    const Result<std::string> codes = codes_of(change.rows, *ids);
    if (!codes.has_value()) return codes.error();
    Result<void> stored = change.rows.set_functional_rights(request.role_id, *ids);
    if (!stored.has_value()) return stored;
    Result<void> stamped = change.rows.update_role(entry->role, change.stamp);
    if (!stamped.has_value()) return stamped;
    change.done(request.role_id, subject_of(entry->role), "functional rights: " + (codes->empty() ? "none" : *codes));
    change.forget_all_sessions();
    return {};
}

}  // namespace

Result<Ids> ids_of_codes(Rows& rows, const std::vector<std::string>& codes, Error (*unknown)(const std::string& code)) {
    const auto rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    Ids ids;
    for (const std::string& code : codes) {
        const auto right = std::ranges::find(*rights, code, &FunctionalRight::code);
        if (right == rights->end()) return unknown(code);
        ids.push_back(right->id);
    }
    return ids;
}

Result<Ids> judge_rights(Rows& rows, const Ids& asked, RoleType type) {
    const Result<std::vector<FunctionalRight>> rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    Ids ids = asked;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const std::int32_t id : ids) {
        const auto right = std::find_if(rights->begin(), rights->end(), [&](const auto& one) { return one.id == id; });
        if (right == rights->end())
            return wrong_field("FunctionalRightIds", sentence("There is no functional right with the id {0}.", {id}));
        if (!fits(*right, type))
            return wrong_field("FunctionalRightIds",
                               sentence("The functional right {0} is not for roles of this type.", {right->code}));
    }
    return ids;
}

Task<Result<Items>> Roles::get_all_functional_rights(const Context&, const RoleTypeRequest& request) {
    const auto read = [&](Rows& rows) -> Result<Items> {
        const Result<std::vector<FunctionalRight>> rights = rows.functional_rights();
        if (!rights.has_value()) return rights.error();
        std::vector<Box<SelectableMDOListItem>> items;
        for (const FunctionalRight& right : *rights)
            if (fits(right, request.role_type)) items.emplace_back(item_of(right, false));
        return Items(std::move(items));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Items>> Roles::get_functional_rights(const Context&, const RoleIdRequest& request) {
    const auto read = [&](Rows& rows) -> Result<Items> {
        const Result<std::optional<RoleEntry>> role = rows.role(request.role_id);
        if (!role.has_value()) return role.error();
        Items answer;
        answer.presence = Presence::value;
        if (!role->has_value()) return answer;
        const Result<std::vector<FunctionalRight>> rights = rows.functional_rights();
        if (!rights.has_value()) return rights.error();
        for (const FunctionalRight& right : *rights)
            if (contains((*role)->functional_rights, right.id)) answer.items.emplace_back(item_of(right, true));
        return answer;
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<void>> Roles::set_functional_rights(const Context& context, const SetFunctionalRightsRequest& request) {
    // A list that was left out is a mistake, not the wish to take every right away: that is an empty list.
    if (!request.functional_right_ids.has_value())
        co_return wrong_argument("FunctionalRightIds",
                                 "The functional rights must be given; none of them is an empty list.");
    if (const auto fits = judge_count("FunctionalRightIds", request.functional_right_ids.items.size());
        !fits.has_value())
        co_return fits.error();
    const auto set = [&](Change& change) {
        return keep_ordinary_roles(change, [&] { return set_rights(change, request); });
    };
    co_return co_await changes_.run(context, set);
}

Task<Result<List<Box<MDOListItem>>>> Roles::find_roles_with_functional_right(
    const Context&, const FindRolesWithFunctionalRightRequest& request) {
    const auto read = [&](Rows& rows) -> Result<List<Box<MDOListItem>>> {
        const Result<std::vector<RoleRecord>> roles = roles_by_rights(rows, {request.functional_right_name}, true);
        if (!roles.has_value()) return roles.error();
        std::vector<Box<MDOListItem>> items;
        for (const RoleRecord& role : *roles) {
            MDOListItem item = list_item<MDOListItem>(role.id, role.name, role.description);
            item.rank = role.rank;
            items.emplace_back(std::move(item));
        }
        return List<Box<MDOListItem>>(std::move(items));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<List<std::int32_t>>> Roles::find_roles_with_functional_rights(const Context&,
                                                                          const FunctionalRightNamesRequest& request) {
    const auto read = [&](Rows& rows) { return role_ids(rows, request, true); };
    co_return co_await read_rows(store_, read);
}

Task<Result<List<std::int32_t>>> Roles::find_roles_without_functional_rights(
    const Context&, const FunctionalRightNamesRequest& request) {
    const auto read = [&](Rows& rows) { return role_ids(rows, request, false); };
    co_return co_await read_rows(store_, read);
}

}  // namespace uag
