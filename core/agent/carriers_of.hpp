// Stored records as the contract's carriers. Members that this service has no source for keep their type's default.
#pragma once

#include <vector>

#include "core/agent/directory.hpp"
#include "core/contract/carriers.hpp"
#include "core/store/rows.hpp"

namespace uag {

/// What the User carrier needs beside the user's own rows.
struct Installation {
    std::vector<ModuleLicenseRecord> licenses;
    const std::vector<LinkedCredentialType>& types;
};

User user_of(const UserEntry& entry, const Installation& installation);
UserInfo user_info_of(const UserEntry& entry, const Installation& installation);
Person person_of(const PersonRecord& person, const AssociateRecord* associate);
Associate associate_of(const Identity& identity);
Role role_of(const RoleRecord& role);
UserGroup group_of(const GroupRecord& group);
/// The password credential's type, which every installation has.
CredentialType password_type();
CredentialType credential_type_of(const LinkedCredentialType& type);

}  // namespace uag
