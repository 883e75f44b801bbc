#include "core/contract/enums.hpp"

#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<ETableRight>() {
    static constexpr EnumMember members[] = {
        {"Select", 1},
        {"Update", 2},
        {"Insert", 4},
        {"Delete", 8},
        {"Filtering", 16},
        {"RestrictedUpdate", 32},
        {"Unused1", 64, Version::v88},
        {"Uninitialized", 128, Version::v88},
        {"R", 1, Version::v88},
        {"F", 16, Version::v88},
    };
    static constexpr EnumMember rest[] = {
        {"None", 0},       {"Select", 1},
        {"Update", 2},     {"UR", 3},
        {"Insert", 4},     {"RI", 5},
        {"URI", 7},        {"Delete", 8},
        {"UDR", 11},       {"FULL", 15},
        {"Filtering", 16}, {"RF", 17},
        {"FI", 20},        {"RestrictedUpdate", 32},
        {"URU", 34},       {"WRITE", 38},
        {"Unused1", 64},   {"Uninitialized", 128},
    };
    static constexpr TypeInfo info = as_rest_text(enum_info("ETableRight", members, true, rest));
    return info;
}

template <> const TypeInfo& type_of<EFieldRight>() {
    static constexpr EnumMember members[] = {
        {"Read", 1},
        {"Write", 2},
        {"Unused1", 4},
        {"Unused2", 8},
        {"Unused3", 16},
        {"Unused4", 32},
        {"UIHintMandatory", 64},
        {"UIHintReadOnly", 128},
        {"UndefinedValue256", 256},
        {"Nullable", 32, Version::v88},
    };
    static constexpr EnumMember rest[] = {
        {"None", 0},      {"Read", 1},     {"Write", 2},     {"Update", 3},           {"Unused1", 4},
        {"Unused2", 8},   {"Unused3", 16}, {"Nullable", 32}, {"UIHintMandatory", 64}, {"UIHintReadOnly", 128},
        {"UIHints", 192}, {"Unused4", 32},
    };
    static constexpr TypeInfo info = as_rest_text(enum_info("EFieldRight", members, true, rest));
    return info;
}

template <> const TypeInfo& type_of<RoleType>() {
    static constexpr EnumMember members[] = {
        {"Employee", 0},
        {"ExternalUser", 1},
        {"Anonymous", 2},
        {"System", 3},
    };
    static constexpr TypeInfo info = over_short(enum_info("RoleType", members));
    return info;
}

template <> const TypeInfo& type_of<UserType>() {
    static constexpr EnumMember members[] = {
        {"Unknown", 0},           {"InternalAssociate", 1},  {"ResourceAssociate", 2},
        {"ExternalAssociate", 3}, {"AnonymousAssociate", 4}, {"SystemAssociate", 5},
    };
    static constexpr TypeInfo info = enum_info("UserType", members);
    return info;
}

template <> const TypeInfo& type_of<CredentialControlType>() {
    static constexpr EnumMember members[] = {
        {"Static", 0}, {"Edit", 1}, {"Password", 2}, {"Link", 3}, {"Hidden", 4, Version::v86},
    };
    static constexpr TypeInfo info = enum_info("CredentialControlType", members);
    return info;
}

template <> const TypeInfo& type_of<RoleRelationToOwner>() {
    static constexpr EnumMember members[] = {
        {"MyOwn", 0},           {"PrimaryGroup", 1}, {"OtherGroups", 2},
        {"OtherAssociates", 3}, {"ExternalUser", 4}, {"Anonymous", 5},
        {"MyCompany", 6},       {"SameProject", 7},  {"CustomObjects", 10, Version::v88},
    };
    // The WebAPI documents two words the other way round.
    static constexpr EnumMember rest[] = {
        {"MyOwn", 0},     {"PrimaryGroup", 1}, {"OtherAssociates", 3}, {"OtherGroups", 2},    {"ExternalUser", 4},
        {"Anonymous", 5}, {"MyCompany", 6},    {"SameProject", 7},     {"CustomObjects", 10},
    };
    static constexpr TypeInfo info = enum_info("RoleRelationToOwner", members, false, rest);
    return info;
}

template <> const TypeInfo& type_of<ExternalUserInfoModification>() {
    static constexpr EnumMember members[] = {
        {"UserName", 1}, {"Password", 2}, {"Role", 4}, {"Active", 8}, {"UndefinedValue16", 16},
    };
    static constexpr EnumMember rest[] = {
        {"Unknown", 0}, {"UserName", 1}, {"Password", 2}, {"Role", 4}, {"Active", 8}, {"All", 15},
    };
    static constexpr TypeInfo info = enum_info("ExternalUserInfoModification", members, true, rest);
    return info;
}

template <> const TypeInfo& type_of<CommandAction>() {
    static constexpr EnumMember members[] = {
        {"Implicit", 0},
        {"YesNo", 1},
        {"OkCancel", 2},
        {"Ok", 3},
    };
    static constexpr TypeInfo info = enum_info("CommandAction", members);
    return info;
}

template <> const TypeInfo& type_of<CommandActionResult>() {
    static constexpr EnumMember members[] = {
        {"Implicit", 0}, {"Yes", 1}, {"Ok", 2}, {"No", 3}, {"Cancel", 4},
    };
    static constexpr TypeInfo info = enum_info("CommandActionResult", members);
    return info;
}

template <> const TypeInfo& type_of<EjUserStatus>() {
    static constexpr EnumMember members[] = {
        {"StatusNone", 0},     {"StatusNormal", 1}, {"StatusNotAvailable", 2}, {"StatusDeleted", 3},
        {"StatusReadOnly", 4}, {"StatusSpm", 5},    {"StatusSystem", 127},
    };
    static constexpr TypeInfo info = enum_info("EjUserStatus", members);
    return info;
}

template <> const TypeInfo& type_of<ChangePasswordType>() {
    static constexpr EnumMember members[] = {
        {"Email", 0},
        {"Password", 1},
    };
    static constexpr TypeInfo info = enum_info("ChangePasswordType", members);
    return info;
}

template <> const TypeInfo& type_of<LicenseType>() {
    static constexpr EnumMember members[] = {
        {"Unknown", 0},
        {"SiteLicense", 1},
        {"SatelliteLicense", 2},
        {"UserLicense", 3},
    };
    static constexpr TypeInfo info = over_short(enum_info("LicenseType", members));
    return info;
}

template <> const TypeInfo& type_of<NetServerBuildType>() {
    static constexpr EnumMember members[] = {
        {"Feature", 0}, {"Stable", 1}, {"Alpha", 2}, {"Beta", 3}, {"ReleaseCandidate", 4}, {"Release", 5},
    };
    static constexpr TypeInfo info = enum_info("NetServerBuildType", members);
    return info;
}

}  // namespace uag
