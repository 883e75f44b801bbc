// A user as somebody wants it stored: what is there, with what a carrier or an argument changes of it.
#pragma once

#include <list>
#include <string_view>
#include <vector>

#include "core/agent/users_validation.hpp"
#include "core/contract/carriers.hpp"
#include "core/store/rows.hpp"

namespace uag {

struct WantedUser {
    UserEntry stored;                           ///< associate id 0: there is none yet
    AssociateRecord associate;
    PersonRecord person;                        ///< id 0: none, or one to be made
    bool write_person = false;
    std::vector<std::int32_t> other_groups;     ///< in the order given
    std::vector<std::int32_t> licenses;         ///< ascending
    std::vector<LinkedCredential> credentials;  ///< to be added, or to replace those of their type
    std::string_view password{};  ///< empty: stays as it is. Refers to the request, which is wiped

    bool is_new() const { return stored.identity.associate.id == 0; }
};

/// The carriers that a patch made, wiped together: what a WantedUser refers to.
class PatchedUsers {
public:
    PatchedUsers() = default;
    PatchedUsers(const PatchedUsers&) = delete;
    PatchedUsers& operator=(const PatchedUsers&) = delete;
    ~PatchedUsers();
    /// An empty one, which stays where it is.
    User& add() { return users_.emplace_back(); }

private:
    std::list<User> users_;
};

/// errc::invalid_argument for a list of the carrier that is longer than most_named.
Result<void> judge_lists(const User& carrier);

/// The user just as it is stored; of a default-made entry, one that is to be created.
WantedUser wanted_as_stored(UserEntry stored);

/// The same with what the carrier says. What a member that is not there, empty or read-only means stands in
/// the .cpp. What the carrier names and cannot be found is added to `errors`.
Result<WantedUser> wanted_user(Rows& rows, const User& carrier, UserEntry stored,
                               const std::vector<LinkedCredentialType>& types, FieldErrors& errors);

}  // namespace uag
