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
    std::string phc;                ///< the hash, as stored_hash.hpp reads it
    std::int64_t revision = 0;      ///< given by the store, from 0 on: another with every Rows::put_password
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
    TimePoint last_used{};           ///< to about a minute
    std::string device{};            ///< of a web session: "Firefox on Linux"; empty: unknown
};

/// A one-use link that was mailed to the associate. Only the SHA-256 of its token is stored.
struct PasswordLinkRecord {
    static constexpr std::int64_t no_password = -1;  // the store gives none below 0

    Digest key{};
    std::int32_t associate_id = 0;
    /// Of the password that it replaces, or no_password where there is none yet; the link is good for no other.
    std::int64_t revision = 0;
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

struct ModuleLicenseRecord {
    std::int32_t id = 0;
    std::string owner;  ///< "SuperOffice"
    std::string name;  ///< "user"
    std::string description;
    std::int32_t total = 0;  ///< meaningless when unrestricted
    bool unrestricted = false;
    std::int32_t in_use = 0;
};

/// What a list of associates shows of one.
struct AssociateSummary {
    AssociateRecord associate;
    std::string full_name;
    std::string email;
    std::string role;
    bool has_password = false;
};

/// Who changes a row and when; kept in its registered and updated columns.
struct Stamp {
    TimePoint when{};
    std::int32_t by = 0;
};

struct Stamps {
    Stamp registered;
    Stamp updated;
};

/// A credential beside the password: of a type that the installation links to a directory.
struct LinkedCredential {
    std::string type;
    std::string value;
    std::string display_value;
};

/// Everything that the User carrier shows.
struct UserEntry {
    Identity identity;
    std::vector<GroupRecord> other_groups;      ///< in order of rank, then id
    std::vector<LinkedCredential> credentials;  ///< without the password
    std::vector<std::int32_t> licenses;         ///< module licence ids, ascending
    std::optional<TimePoint> last_login;
    std::optional<TimePoint> last_logout;
    Stamps stamps;
};

struct PresenceRecord {
    EjUserStatus status = EjUserStatus::status_none;
    std::string message;
    friend bool operator==(const PresenceRecord&, const PresenceRecord&) = default;
};

struct RoleEntry {
    RoleRecord role;
    std::vector<std::int32_t> functional_rights;   ///< ids, ascending
    Stamps stamps;
};

}  // namespace uag
