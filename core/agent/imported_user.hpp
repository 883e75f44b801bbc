// A user as another server tells it, as the record that is stored of it here.
#pragma once

#include <optional>
#include <vector>

#include "core/agent/seeding.hpp"
#include "core/contract/carriers.hpp"

namespace uag {

/// What is told of one user.
struct ToldUser {
    const User* user = nullptr;
    Version version = newest_version;  ///< which members the server knows
    std::optional<PresenceRecord> presence{};  ///< nothing: not told
    /// Retired without being deleted, as an external user is who is not active; a User does not tell it. Nothing: not told.
    std::optional<bool> is_inactive{};
};

/// The module licences that the carrier names, held or not; ids are that server's.
std::vector<ModuleLicenseRecord> licenses_told(const User& user);

/// `stored` (default-made: there is none yet) with all that is told of it, which is exact: a group, licence or credential
/// that is told no more goes. What the version does not know, a member that was left out and a person that is nil stay.
/// `licenses`: those that are here; a licence is the one of its owner and name.
NewAssociate imported_user(const NewAssociate& stored, const ToldUser& told,
                           const std::vector<ModuleLicenseRecord>& licenses);

}  // namespace uag
