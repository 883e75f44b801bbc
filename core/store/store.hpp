// The store's port. One test suite (tests/store) is its contract; every store passes it.
//
// Every function may fail with errc::storage (the database cannot answer now; nothing has changed). A change is
// acknowledged only when it is on disk, and is one transaction: all of it or nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/async.hpp"
#include "core/base/clock.hpp"
#include "core/base/encoding.hpp"
#include "core/base/error.hpp"
#include "core/contract/enums.hpp"

namespace uag {

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
};

/// The CRM5/PASSWORD credential.
struct PasswordRecord {
    std::string phc;                ///< Argon2id PHC string
    std::int64_t revision = 0;      ///< another with every change; a rehash of the same password leaves it
    bool must_change = false;
    TimePoint valid_from{};
    TimePoint valid_to = TimePoint::max();
};

struct RoleRecord {
    std::int32_t id = 0;
    std::string name;
    std::string description;
    RoleType type = RoleType::employee;
};

struct GroupRecord {
    std::int32_t id = 0;
    std::string name;
    std::string description;
    std::int16_t rank = 0;
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

enum class SessionKind : std::uint8_t { ticket = 1, access_token = 2 };

/// A ticket or access token. Only the SHA-256 of its text is stored.
struct SessionRecord {
    Digest key{};
    SessionKind kind = SessionKind::ticket;
    std::int32_t associate_id = 0;
    TimePoint issued{};
    TimePoint expires{};             ///< moves with use for a ticket
    TimePoint ends{};                ///< never later than this
    std::string source;              ///< address that asked for it
    /// For add_session only: store it only while this is still the revision of the associate's password, so that a
    /// log-in with the old one cannot outlive a change made meanwhile.
    std::optional<std::int64_t> expected_revision{};
};

/// A new password and what it does to sessions.
struct PasswordChange {
    std::int32_t associate_id = 0;
    std::string phc;
    std::optional<std::int64_t> expected_revision;  ///< change only if the stored one has still this revision
    bool must_change = false;
    std::optional<Digest> keep_session;       ///< the session that made the call; all others of the associate end
    std::int32_t changed_by = 0;              ///< associate id, 0 for a command
    TimePoint when{};
};

enum class PasswordChangeResult : std::uint8_t { changed, outdated, no_such_associate };

/// Failed log-ins of one counter; `key` is made by core/security/throttle.
struct FailureRecord {
    std::string key;
    std::string account;             ///< folded name, empty for a source's counter
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
    bool must_change = false;                 ///< of the password
};

struct FunctionalRight {
    std::int32_t id = 0;
    std::string code;                ///< "admin-users"
    std::string name;
};

struct NewRole {
    RoleRecord role;
    std::vector<std::string> functional_rights;  ///< code names; each must exist
};

/// A whole seed file, loaded as one transaction. Rows whose id or name exists are left as they are, and so are
/// password rules once there are some.
struct Seed {
    std::vector<FunctionalRight> rights;
    std::vector<NewRole> roles;
    std::vector<GroupRecord> groups;
    std::vector<NewAssociate> associates;
    std::optional<PasswordRules> password_rules;
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

class Store {
public:
    virtual ~Store() = default;

    /// By associate id; nothing if there is none. Deleted and retired associates are found too.
    virtual Task<Result<std::optional<Identity>>> find_identity(std::int32_t associate_id) = 0;
    /// By folded associate name.
    virtual Task<Result<std::optional<Identity>>> find_identity_by_name(std::string folded_name) = 0;
    /// By what a person types to log in: folded associate name, else folded user name, else an e-mail address that
    /// exactly one associate has.
    virtual Task<Result<std::optional<Identity>>> find_identity_for_login(std::string folded_login) = 0;
    /// The associate whose associate name or user name folds to this.
    virtual Task<Result<std::optional<std::int32_t>>> find_name_owner(std::string folded_name) = 0;
    virtual Task<Result<PasswordRules>> password_rules() = 0;

    /// errc::not_found if the associate does not exist, errc::session if `expected_revision` is no longer the stored
    /// one. An expiry after the end is cut to it.
    virtual Task<Result<void>> add_session(SessionRecord session) = 0;
    /// The session and its associate in one snapshot; nothing if the session is not stored (any more).
    virtual Task<Result<std::optional<std::pair<SessionRecord, Identity>>>> find_session(Digest key) = 0;
    /// Moves the expiry forward, never back, and never past the session's end. Unknown sessions are ignored.
    virtual Task<Result<void>> extend_session(Digest key, TimePoint expires) = 0;
    /// Ends the sessions whose expiry or end is not after `now`; how many.
    virtual Task<Result<std::int32_t>> remove_expired_sessions(TimePoint now) = 0;

    /// Stores the password and ends the associate's sessions but the kept one. The credential's validity stays as
    /// it was; a first password is valid without limit.
    virtual Task<Result<PasswordChangeResult>> change_password(PasswordChange change) = 0;
    /// Replaces the hash of the same password; sessions go on. False if `expected` is no longer the stored one.
    virtual Task<Result<bool>> rehash_password(std::int32_t associate_id, std::string expected, std::string phc) = 0;
    virtual Task<Result<void>> record_login(std::int32_t associate_id, TimePoint when) = 0;

    /// In order of last activity, oldest first.
    virtual Task<Result<std::vector<FailureRecord>>> load_failures() = 0;
    /// Inserts or replaces by key; a record without failures and without a last success is removed instead.
    virtual Task<Result<void>> save_failures(std::vector<FailureRecord> failures) = 0;
    /// Forgets every counter of this folded account name and leaves an unlock_mark; how many.
    virtual Task<Result<std::int32_t>> clear_failures(std::string account) = 0;

    /// Errors as add_associate's, and errc::not_found for an unknown right; nothing is stored then. Where a role
    /// or group of the same name is stored under another id, the seed's associates get that one.
    virtual Task<Result<SeedCounts>> load_seed(Seed seed) = 0;
    /// The new id. errc::validation (with `messages`) if a name or the id is in use, the name is empty or the role
    /// is not one for the user's type; errc::not_found if the role, a group or the person does not exist.
    virtual Task<Result<std::int32_t>> add_associate(NewAssociate associate) = 0;
    /// In order of id.
    virtual Task<Result<std::vector<AssociateSummary>>> list_associates() = 0;
    /// Every role with its functional rights' code names, in order of id.
    virtual Task<Result<std::vector<NewRole>>> list_roles() = 0;
    /// In order of rank, then id.
    virtual Task<Result<std::vector<GroupRecord>>> list_groups() = 0;

    /// A number that another process's changes have raised; caches older than it must be dropped.
    virtual Task<Result<std::int64_t>> generation() = 0;
};

}  // namespace uag
