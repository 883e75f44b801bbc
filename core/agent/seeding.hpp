// Loads what an installation begins with: rights, roles, groups, licences and associates (server/docs/seed-file.md),
// under the rules of everything that stores them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/changes.hpp"
#include "core/store/records.hpp"

namespace uag {

/// A new associate, as the seed format makes one. Ids of 0 are assigned; a person id that is stored already stands for
/// that person as it is. A role or group id of 0 means none.
struct NewAssociate {
    AssociateRecord associate;
    /// Whoever is a person by type and has none here is called as the associate is.
    std::optional<PersonRecord> person;
    std::optional<std::string> phc;
    std::vector<std::int32_t> secondary_groups;
    bool must_change = false;  ///< of the password, as the next
    TimePoint password_expires = TimePoint::max();
    std::vector<LinkedCredential> credentials{};  ///< beside the password; one of a type
    std::vector<std::int32_t> licenses{};         ///< module licence ids, ascending
    std::optional<PresenceRecord> presence{};
};

struct NewRole {
    RoleRecord role;
    std::vector<std::string> functional_rights;  ///< code names; each must exist
    std::vector<DataRightCell> data_rights{};
};

/// A whole seed file.
struct Seed {
    std::vector<FunctionalRight> rights;
    std::vector<NewRole> roles;
    std::vector<GroupRecord> groups;
    std::vector<NewAssociate> associates;
    std::optional<PasswordRules> password_rules;
    std::vector<ModuleLicenseRecord> licenses{};
    std::vector<std::int32_t> owner_contacts{};
    /// Everything that there is to be: for a store without associates, where what is built in becomes what stands here, and
    /// what does not stand here is deleted. Otherwise a seed only adds.
    bool whole = false;
};

struct SeedCounts {
    std::int32_t added = 0;
    std::int32_t kept = 0;
    std::vector<std::string> other_associates{};  ///< names that were left out, for their id is somebody else's
};

/// Whether it is the licence of this owner and name, by which licences are known; case does not count.
bool is_license(const ModuleLicenseRecord& license, std::string_view owner, std::string_view name);

/// Stores the seed; the caller's event tells of it. Rows whose id or name exists are left as they are, one that was removed
/// is not brought back, and password rules are kept once there are some. Where a role or group of the same name is stored
/// under another id, the seed's associates get that one.
///
/// errc::validation, with a message for each field that is wrong, which says of what: "associate kim: Name". errc::not_found
/// for a functional right that is not there. errc::invalid_argument for a whole state where there are associates already.
Result<SeedCounts> load_seed(Change& change, const Seed& seed);

}  // namespace uag
