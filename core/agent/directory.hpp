// What the installation offers beside passwords: linked credential types with the people that their directory knows.
// Filled from `[[credential_type]]` and its directory file; the core only searches it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"
#include "core/contract/enums.hpp"

namespace uag {

/// The type of the password credential.
inline constexpr std::string_view password_credential_type = "CRM5/PASSWORD";
inline bool is_password_type(std::string_view type) { return ascii_iequals(type, password_credential_type); }

struct DirectoryUser {
    std::string value;                   ///< what identifies the person there; unique in the directory
    std::string display_value;
    std::vector<std::string> columns;    ///< as many as the type's headings
    std::vector<std::string> groups;     ///< names of groups
    bool can_create_person = false;
};

struct DirectoryGroup {
    std::string name;
    std::string display_name;
};

struct LinkedCredentialType {
    std::string type;                    ///< unique without regard to ASCII case; not CRM5/PASSWORD
    std::string display_type;
    std::string description;
    CredentialControlType control = CredentialControlType::link;
    bool can_create_person = false;
    bool is_user_name_supported = false;
    std::uint32_t user_types = 0xffff'ffff;  ///< bit 1 << UserType for each type of user that may have it
    std::vector<std::string> headings;
    std::vector<DirectoryGroup> groups;
    std::vector<DirectoryUser> users;
};

/// Null if the installation does not offer it. Types are compared without regard to ASCII case.
const LinkedCredentialType* find_type(const std::vector<LinkedCredentialType>& types, std::string_view type);
/// Whether a user of that type may have the credential.
bool fits(const LinkedCredentialType& type, UserType user);

}  // namespace uag
