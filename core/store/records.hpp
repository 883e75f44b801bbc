// What the store's port hands over: plain records, one a thing that is stored.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/encoding.hpp"
#include "core/contract/enums.hpp"
#include "core/store/audit_event.hpp"

namespace uag {

inline bool contains(const std::vector<std::int32_t>& ids, std::int32_t id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// A person's row: names and how to reach them.
struct PersonRecord {
    std::int32_t id = 0;
    std::string first_name;
    std::string middle_name;
    std::string last_name;
    std::string email;
    std::int32_t contact_id = 0;
    std::int32_t country_id = 0;
    std::int32_t home_country_id = 0;
    std::int32_t business_id = 0;
    std::int32_t category_id = 0;
    std::string position{};
    std::string mrmrs{};
    std::string title{};
    std::string description{};
    std::string direct_phone{};
    std::string mobile_phone{};
    std::string fax_phone{};
    std::string person_number{};
    std::string kana_first_name{};
    std::string kana_last_name{};
    std::int16_t rank = 0;
    bool retired = false;
};

struct AssociateRecord {
    std::int32_t id = 0;
    std::string name;               ///< the associate name, unique without regard to case
    std::string user_name;          ///< log-in name beside it, unique likewise; may be empty
    UserType type = UserType::internal_associate;
    std::int32_t person_id = 0;     ///< 0: none
    std::int32_t role_id = 0;
    std::int32_t group_id = 0;
    std::int32_t ej_user_id = 0;
    bool deleted = false;
    bool retired = false;
    bool waiting_for_approval = false;
    std::int16_t rank = 0;
    std::string tooltip{};
    std::string nick_name{};        ///< unique without regard to case among nick names; may be empty
    std::string request_signature{};
};

/// The CRM5/PASSWORD credential.
struct PasswordRecord {
    std::string phc;                ///< Argon2id PHC string
    std::int64_t revision = 0;      ///< another with every change; a rehash of the same password leaves it
    bool must_change = false;
    TimePoint valid_from{};
    TimePoint valid_to = TimePoint::max();
    TimePoint expires = TimePoint::max();  ///< of this password, not of the credential: a new one has its own
};

struct RoleRecord {
    std::int32_t id = 0;
    std::string name;
    std::string description;
    RoleType type = RoleType::employee;
    std::int16_t rank = 0;
    std::int16_t use_categories = 0;
    bool deleted = false;
};

struct GroupRecord {
    std::int32_t id = 0;
    std::string name;
    std::string description;
    std::int16_t rank = 0;
    bool deleted = false;
};

/// Everything a log-in and an access decision need, read in one snapshot.
struct Identity {
    AssociateRecord associate;
    PersonRecord person;                          ///< id 0: none
    RoleRecord role;
    GroupRecord group;
    std::vector<std::int32_t> secondary_groups;   ///< ascending
    std::vector<std::string> functional_rights;   ///< code names, ascending
    std::optional<PasswordRecord> password;
};

/// The password_rules row. Counts are of code points.
struct PasswordRules {
    std::int32_t min_characters = 8;
    std::int32_t min_numbers = 0;
    std::int32_t min_lowercase = 0;
    std::int32_t min_uppercase = 0;
    std::int32_t min_special = 0;
    friend bool operator==(const PasswordRules&, const PasswordRules&) = default;
};

/// `web`: of a browser that signed in on the account page.
enum class SessionKind : std::uint8_t { ticket = 1, access_token = 2, web = 3 };

/// A ticket, access token or web session. Only the SHA-256 of its text is stored.
struct SessionRecord {
    Digest key{};
    SessionKind kind = SessionKind::ticket;
    std::int32_t associate_id = 0;
    TimePoint issued{};
    TimePoint expires{};             ///< moves with use, but an access token's does not
    TimePoint ends{};                ///< never later than this
    std::string source;              ///< address that asked for it
    TimePoint last_used{};           ///< to about a minute; add_session begins with `issued`
    std::string device{};            ///< of a web session: "Firefox on Linux"; empty: unknown
    /// For add_session only: store it only while this is still the revision of the associate's password, so that a
    /// log-in with the old one cannot outlive a change made meanwhile.
    std::optional<std::int64_t> expected_revision{};
    /// For add_session only: of that kind the associate has at most so many, the least recently used end; 0: no limit.
    std::int32_t most = 0;
};

/// A new password and what it does to sessions.
struct PasswordChange {
    std::int32_t associate_id = 0;
    std::string phc;
    std::optional<std::int64_t> expected_revision;  ///< change only if the stored one has still this revision
    bool must_change = false;
    TimePoint expires = TimePoint::max();  ///< of a generated password; it does not log in from then on
    std::optional<Digest> keep_session;  ///< the session that made the call; all others of the associate end
    std::int32_t changed_by = 0;  ///< associate id, 0 for a command
    TimePoint when{};
};

enum class PasswordChangeResult : std::uint8_t { changed, outdated, no_such_associate };

/// A one-use link that was mailed to the associate. Only the SHA-256 of its token is stored.
struct PasswordLinkRecord {
    Digest key{};
    std::int32_t associate_id = 0;
    std::int64_t revision = 0;  ///< of the password that it replaces; the link is good for no other
    TimePoint expires{};
};

/// Failed log-ins of one counter; `key` is made by core/security/throttle.
struct FailureRecord {
    std::string key;
    std::string account;  ///< folded name, empty for a source's counter
    std::int32_t failures = 0;
    TimePoint last_failure{};
    TimePoint blocked_until{};
    TimePoint last_success{};
};

/// Key of the record that clear_failures leaves: this and the account. Failures up to its `last_failure` are forgiven,
/// also those that a running service has not saved yet.
inline constexpr std::string_view unlock_mark = "u|";

/// A new associate, as `user add` and the seed format make one. Ids of 0 are assigned; a person id that is
/// stored already stands for that person as it is. A role or group id of 0 means none.
struct NewAssociate {
    AssociateRecord associate;
    std::optional<PersonRecord> person;
    std::optional<std::string> phc;
    std::vector<std::int32_t> secondary_groups;
    bool must_change = false;  ///< of the password
};

struct FunctionalRight {
    std::int32_t id = 0;
    std::string code;  ///< "admin-users"
    std::string name;
    std::int32_t role_types = 15;  ///< bit 1 << RoleType for each type of role that it fits
};

/// One cell of a role's data rights: what it may do with a table's rows of that relation to their owner.
struct DataRightCell {
    std::string table;  ///< lower case: "contact"
    RoleRelationToOwner relation = RoleRelationToOwner::my_own;
    std::string value;  ///< "", "R", "CR", "CRU" or "CRUD"
};

struct NewRole {
    RoleRecord role;
    std::vector<std::string> functional_rights;  ///< code names; each must exist
    std::vector<DataRightCell> data_rights{};
};

struct ModuleLicenseRecord {
    std::int32_t id = 0;
    std::string owner;  ///< "SuperOffice"
    std::string name;  ///< "user"
    std::string description;
    std::int32_t total = 0;  ///< meaningless when unrestricted
    bool unrestricted = false;
    std::int32_t in_use = 0;
};

/// A whole seed file, loaded as one transaction. Rows whose id or name exists are left as they are, and so are
/// password rules once there are some.
struct Seed {
    std::vector<FunctionalRight> rights;
    std::vector<NewRole> roles;
    std::vector<GroupRecord> groups;
    std::vector<NewAssociate> associates;
    std::optional<PasswordRules> password_rules;
    std::vector<ModuleLicenseRecord> licenses{};
    std::vector<std::int32_t> owner_contacts{};
};

struct SeedCounts {
    std::int32_t added = 0;
    std::int32_t kept = 0;
};

/// What `user list` shows.
struct AssociateSummary {
    AssociateRecord associate;
    std::string full_name;
    std::string email;
    std::string role;
    bool has_password = false;
};

}  // namespace uag
