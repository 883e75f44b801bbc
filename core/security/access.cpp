#include "core/security/access.hpp"

#include <algorithm>

#include "core/base/failures.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

bool is_about_caller(const Operation& operation, const Caller& caller, const void* request) {
    if (operation.subject == nullptr) return false;
    const Subject subject = operation.subject(request);
    switch (subject.kind) {
        case Subject::Kind::associate_id: return subject.id == caller.associate_id;
        case Subject::Kind::associate_name: return folded_name(subject.name) == fold(caller.name);
        case Subject::Kind::person_id: return subject.id != 0 && subject.id == caller.person_id;
        case Subject::Kind::ej_user_id: return subject.id != 0 && subject.id == caller.ej_user_id;
        case Subject::Kind::none: return false;
    }
    return false;
}

bool is_allowed(const Operation& operation, const Caller& caller, const void* request) {
    switch (operation.access) {
        case Access::open:
        case Access::any: return true;
        case Access::self: return caller.rights.users || is_about_caller(operation, caller, request);
        case Access::users: return caller.rights.users;
        case Access::externals: return caller.rights.external_users;
        case Access::roles: return caller.rights.roles;
    }
    return false;
}

Result<bool> is_good(Rows& rows, const AssociateRecord& associate, TimePoint now) {
    Identity identity;
    identity.associate = associate;
    if (!may_log_in(identity, now)) return false;
    auto password = rows.password(associate.id);
    if (!password.has_value()) return password.error();
    identity.password = std::move(*password);
    return identity.password && may_log_in(identity, now);
}

// Whoever comes first is enough, so few are read at a time.
Result<bool> has_good_member(Rows& rows, std::int32_t role_id, TimePoint now) {
    constexpr std::int32_t at_a_time = 16;
    for (std::int32_t after = 0;;) {
        const auto members = rows.associates_of_role(role_id, after, at_a_time);
        if (!members.has_value()) return members.error();
        for (const AssociateRecord& member : *members) {
            const Result<bool> good = is_good(rows, member, now);
            if (!good.has_value() || *good) return good;
        }
        if (std::ssize(*members) < at_a_time) return false;
        after = members->back().id;
    }
}

Error denied(const Operation& operation, const Caller& caller) {
    return fail(errc::access_denied, "You do not have the right to do this.",
                std::string(operation.name) + " denied for associate " + std::to_string(caller.associate_id));
}

}  // namespace

bool may_log_in(const Identity& identity, TimePoint now) {
    const AssociateRecord& associate = identity.associate;
    if (associate.deleted || associate.retired || associate.waiting_for_approval) return false;
    if (associate.type == UserType::resource_associate || associate.type == UserType::unknown) return false;
    if (!identity.password) return true;
    const PasswordRecord& password = *identity.password;
    return password.valid_from <= now && now < password.valid_to && now < password.expires;
}

Result<bool> has_administrator(Rows& rows, TimePoint now) {
    const auto roles = rows.roles_with_right("admin-all");
    if (!roles.has_value()) return roles.error();
    for (const std::int32_t role : *roles) {
        const Result<bool> found = has_good_member(rows, role, now);
        if (!found.has_value() || *found) return found;
    }
    return false;
}

std::optional<RoleType> role_type_for(UserType type) {
    switch (type) {
        case UserType::internal_associate:
        case UserType::resource_associate: return RoleType::employee;
        case UserType::external_associate: return RoleType::external_user;
        case UserType::anonymous_associate: return RoleType::anonymous;
        case UserType::system_associate: return RoleType::system;
        case UserType::unknown: break;
    }
    return std::nullopt;
}

bool may_have_password(const AssociateRecord& associate) {
    return associate.type != UserType::resource_associate && associate.type != UserType::anonymous_associate;
}

Rights rights_of(const Identity& identity) {
    const auto has = [&](std::string_view code) {
        return std::find(identity.functional_rights.begin(), identity.functional_rights.end(), code) !=
               identity.functional_rights.end();
    };
    const bool all = identity.associate.type == UserType::system_associate || has("admin-all");
    Rights rights;
    rights.users = all || has("admin-users");
    rights.roles = all || has("admin-role");
    rights.external_users = rights.users || has("admin-external-users");
    return rights;
}

Caller caller_of(const Identity& identity) {
    Caller caller;
    caller.associate_id = identity.associate.id;
    caller.name = identity.associate.name;
    caller.type = identity.associate.type;
    caller.person_id = identity.associate.person_id;
    caller.ej_user_id = identity.associate.ej_user_id;
    caller.rights = rights_of(identity);
    return caller;
}

Result<void> authorize(const Operation& operation, const Caller& caller, const void* request) {
    if (operation.access == Access::open) return {};
    if (caller.associate_id == 0) return not_authenticated();
    if (is_allowed(operation, caller, request)) return {};
    return denied(operation, caller);
}

bool needs_object(const Operation& operation, const Caller& caller) {
    return operation.access == Access::externals && !caller.rights.users && operation.subject != nullptr;
}

bool exceeds(const Caller& caller, const Rights& rights) {
    return (rights.users && !caller.rights.users) || (rights.roles && !caller.rights.roles);
}

Result<void> may_manage(const Operation& operation, const Caller& caller, const Identity& object) {
    if (!needs_object(operation, caller)) return {};
    const bool external = object.associate.type == UserType::external_associate;
    if (external && !exceeds(caller, rights_of(object))) return {};
    return denied(operation, caller);
}

}  // namespace uag
