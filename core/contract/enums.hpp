// The contract's enumerations. The numbers are on record and mean the same in every protocol; flag enumerations have
// a `none` of 0 that has no word of its own on the wire.
#pragma once

#include <cstdint>

#include "core/contract/type_info.hpp"

namespace uag {

enum class ETableRight : std::int32_t {
    none = 0,
    select = 1,
    update = 2,
    insert = 4,
    delete_ = 8,
    filtering = 16,
    restricted_update = 32,
    unused1 = 64,
    uninitialized = 128,
    r = 1,
    f = 16
};

enum class EFieldRight : std::int32_t {
    none = 0,
    read = 1,
    write = 2,
    unused1 = 4,
    unused2 = 8,
    unused3 = 16,
    unused4 = 32,
    ui_hint_mandatory = 64,
    ui_hint_read_only = 128,
    undefined_value256 = 256,
    nullable = 32
};

enum class RoleType : std::int32_t { employee = 0, external_user = 1, anonymous = 2, system = 3 };

enum class UserType : std::int32_t {
    unknown = 0,
    internal_associate = 1,
    resource_associate = 2,
    external_associate = 3,
    anonymous_associate = 4,
    system_associate = 5
};

enum class CredentialControlType : std::int32_t { static_ = 0, edit = 1, password = 2, link = 3, hidden = 4 };

enum class RoleRelationToOwner : std::int32_t {
    my_own = 0,
    primary_group = 1,
    other_groups = 2,
    other_associates = 3,
    external_user = 4,
    anonymous = 5,
    my_company = 6,
    same_project = 7,
    custom_objects = 10
};

enum class ExternalUserInfoModification : std::int32_t {
    none = 0,
    user_name = 1,
    password = 2,
    role = 4,
    active = 8,
    undefined_value16 = 16
};

enum class CommandAction : std::int32_t { implicit = 0, yes_no = 1, ok_cancel = 2, ok = 3 };

enum class CommandActionResult : std::int32_t { implicit = 0, yes = 1, ok = 2, no = 3, cancel = 4 };

enum class EjUserStatus : std::int32_t {
    status_none = 0,
    status_normal = 1,
    status_not_available = 2,
    status_deleted = 3,
    status_read_only = 4,
    status_spm = 5,
    status_system = 127
};

enum class ChangePasswordType : std::int32_t { email = 0, password = 1 };

enum class LicenseType : std::int32_t { unknown = 0, site_license = 1, satellite_license = 2, user_license = 3 };

enum class NetServerBuildType : std::int32_t {
    feature = 0,
    stable = 1,
    alpha = 2,
    beta = 3,
    release_candidate = 4,
    release = 5
};

template <> const TypeInfo& type_of<ETableRight>();
template <> const TypeInfo& type_of<EFieldRight>();
template <> const TypeInfo& type_of<RoleType>();
template <> const TypeInfo& type_of<UserType>();
template <> const TypeInfo& type_of<CredentialControlType>();
template <> const TypeInfo& type_of<RoleRelationToOwner>();
template <> const TypeInfo& type_of<ExternalUserInfoModification>();
template <> const TypeInfo& type_of<CommandAction>();
template <> const TypeInfo& type_of<CommandActionResult>();
template <> const TypeInfo& type_of<EjUserStatus>();
template <> const TypeInfo& type_of<ChangePasswordType>();
template <> const TypeInfo& type_of<LicenseType>();
template <> const TypeInfo& type_of<NetServerBuildType>();

}  // namespace uag
