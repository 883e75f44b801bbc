#include "core/agent/role_rules.hpp"

#include <algorithm>

#include "core/agent/fields.hpp"
#include "core/base/text.hpp"
#include "core/security/holding.hpp"

namespace uag {

bool is_role_type(RoleType type) {
    const auto members = type_of<RoleType>().members;
    return std::any_of(members.begin(), members.end(),
                       [&](const EnumMember& member) { return member.value == static_cast<std::int32_t>(type); });
}

Error denied(std::string detail) {
    return fail(errc::access_denied, "You do not have the right to do this.", std::move(detail));
}

Result<RoleEntry> role_to_change(Rows& rows, std::int32_t role_id, std::string_view field) {
    Result<std::optional<RoleEntry>> found = rows.role(role_id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) return fail(errc::not_found, "The role does not exist.");
    if ((*found)->role.deleted) return wrong_field(field, "The role has been deleted.");
    return std::move(**found);
}

Result<Standing> standing_of(Rows& rows, const Context& context) {
    if (context.caller.associate_id == 0) return Standing{0, true};
    const Result<std::optional<UserEntry>> found = rows.user(context.caller.associate_id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) return denied("the caller is gone");
    const Identity& identity = (*found)->identity;
    const auto& rights = identity.functional_rights;
    const bool is_general = identity.associate.type == UserType::system_associate ||
                            std::find(rights.begin(), rights.end(), "admin-all") != rights.end();
    return Standing{identity.associate.role_id, is_general};
}

std::string subject_of(const RoleRecord& role) { return "role " + role.name; }

Result<std::vector<RoleRecord>> live_roles(Rows& rows) {
    Result<std::vector<RoleRecord>> roles = rows.roles();
    if (!roles.has_value()) return roles.error();
    std::erase_if(*roles, [](const RoleRecord& role) { return role.deleted; });
    return roles;
}

Result<void> judge_role(Rows& rows, RoleRecord& role) {
    FieldErrors errors;
    role.name = errors.text("Name", role.name, max_text, true);
    role.description = errors.text("Tooltip", role.description, max_description);
    if (!is_role_type(role.type)) errors.add("RoleType", "There is no such type of role.");
    const Result<std::vector<RoleRecord>> roles = live_roles(rows);
    if (!roles.has_value()) return roles.error();
    const std::string folded = fold(role.name);
    for (const RoleRecord& other : *roles)
        if (!role.deleted && other.id != role.id && other.type == role.type && fold(other.name) == folded)
            errors.add("Name", "Another role of this type has the name.");
    return errors.result();
}

Result<bool> administers(Rows& rows, std::int32_t role_id) {
    const Result<std::optional<RoleEntry>> role = rows.role(role_id);
    if (!role.has_value()) return role.error();
    if (!role->has_value()) return false;
    const Result<std::vector<FunctionalRight>> rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    return std::ranges::any_of(*rights, [&](const FunctionalRight& right) {
        return is_administrative(right.code) && contains((*role)->functional_rights, right.id);
    });
}

}  // namespace uag
