// The store's rows, as a transaction sees them: what the rules of core/agent read and write. Used on a thread of the
// store's, inside Store::read_rows and write_rows; nothing here waits for anything but the database.
//
// Every function may fail with errc::storage. Changes of a snapshot fail so. Rules (names in use, the last
// administrator, who may) are not asked for here: they are the core's.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/store/archive_query.hpp"
#include "core/store/records.hpp"
#include "core/store/secret_records.hpp"

namespace uag {

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

class UserRows {
public:
    virtual ~UserRows() = default;

    virtual Result<std::optional<UserEntry>> user(std::int32_t associate_id) = 0;
    /// By folded associate name; a user name beside it does not count.
    virtual Result<std::optional<std::int32_t>> associate_by_name(std::string_view folded_name) = 0;
    /// Whose associate name or user name folds to this.
    virtual Result<std::optional<std::int32_t>> name_owner(std::string_view folded_name) = 0;
    /// Two at most of the associates whom somebody could mean by this when logging in: by associate name, user name or
    /// e-mail address. Deleted ones too: they may come back.
    virtual Result<std::vector<std::int32_t>> associates_called(std::string_view folded) = 0;
    virtual Result<std::optional<std::int32_t>> nick_name_owner(std::string_view folded_name) = 0;
    virtual Result<std::vector<std::int32_t>> associates_of_person(std::int32_t person_id) = 0;
    virtual Result<std::vector<std::int32_t>> associates_with_ej_user(std::int32_t ej_user_id) = 0;
    /// Not deleted ones whose associate name, user name, full name or e-mail address contains the folded text
    /// (all for an empty one), in order of name; optionally only of one group, by its id.
    virtual Result<std::vector<AssociateSummary>> search_associates(std::string_view folded_text,
                                                                    std::optional<std::int32_t> group_id,
                                                                    std::int32_t limit) = 0;
    /// In order of id, `limit` of them after the first `skip`. Deleted ones too.
    virtual Result<ArchiveRecords> archive(const ArchiveQuery& query) = 0;
    /// Whether somebody holds the functional right `admin-all` who can log in: by type and state (not deleted, retired,
    /// waiting or a resource), and with a password that is good at `now`.
    virtual Result<bool> has_administrator(TimePoint now) = 0;

    /// Its new id (never one that was given before); record.id is ignored. Names are stored as they are.
    virtual Result<std::int32_t> insert_associate(const AssociateRecord& record, Stamp stamp) = 0;
    /// Every member of the row of record.id, its names' keys too.
    virtual Result<void> update_associate(const AssociateRecord& record, Stamp stamp) = 0;
    /// With everything that hangs on it: names, sessions, credentials, groups, licences, presence, tokens.
    virtual Result<void> remove_associate(std::int32_t associate_id) = 0;
    virtual Result<void> set_other_groups(std::int32_t associate_id, const std::vector<std::int32_t>& group_ids) = 0;
    virtual Result<void> end_sessions(std::int32_t associate_id, const std::optional<Digest>& keep) = 0;
    /// False if the associate has no such session.
    virtual Result<bool> end_session(std::int32_t associate_id, const Digest& key) = 0;
    /// Stamps the associate's last log-out.
    virtual Result<void> record_logout(std::int32_t associate_id, TimePoint when) = 0;

    virtual Result<std::optional<PersonRecord>> person(std::int32_t person_id) = 0;
    virtual Result<std::int32_t> insert_person(const PersonRecord& record, Stamp stamp) = 0;
    virtual Result<void> update_person(const PersonRecord& record, Stamp stamp) = 0;
    /// Persons of the contact (0: of any), by folded e-mail address; by the digits of any of their phones; by folded
    /// full name. In order of id.
    virtual Result<std::vector<PersonRecord>> persons_by_email(std::int32_t contact_id, std::string_view folded) = 0;
    virtual Result<std::vector<PersonRecord>> persons_by_phone(std::int32_t contact_id, std::string_view digits) = 0;
    virtual Result<std::vector<PersonRecord>> persons_by_name(std::int32_t contact_id, std::string_view folded) = 0;

    /// Stores or replaces the password by one that does not expire, with another revision. The credential's validity
    /// stays as it was; a first password's is without limit.
    virtual Result<void> put_password(std::int32_t associate_id, std::string_view phc, bool must_change,
                                      Stamp stamp) = 0;
    /// Stores the password, stamps the associate and ends its sessions but the kept one. The credential's validity stays
    /// as it was; a first password's is without limit.
    virtual Result<PasswordChangeResult> change_password(const PasswordChange& change) = 0;
    virtual Result<void> require_password_change(std::int32_t associate_id, Stamp stamp) = 0;
    /// False if there was none.
    virtual Result<bool> remove_password(std::int32_t associate_id) = 0;
    virtual Result<void> put_linked_credential(std::int32_t associate_id, const LinkedCredential& credential) = 0;
    virtual Result<bool> remove_linked_credential(std::int32_t associate_id, std::string_view type) = 0;
    /// Who has the credential of that type (without regard to ASCII case) and value (folded).
    virtual Result<std::optional<std::int32_t>> credential_owner(std::string_view type,
                                                                 std::string_view folded_value) = 0;

    virtual Result<std::vector<ModuleLicenseRecord>> module_licenses() = 0;
    virtual Result<void> set_licenses(std::int32_t associate_id, const std::vector<std::int32_t>& license_ids) = 0;

    virtual Result<std::optional<PresenceRecord>> presence(std::int32_t associate_id) = 0;
    /// Whose presence was ever set: the first `limit`, by id.
    virtual Result<std::vector<std::int32_t>> associates_with_presence(std::int32_t limit) = 0;
    virtual Result<void> put_presence(std::int32_t associate_id, const PresenceRecord& presence) = 0;

    virtual Result<std::vector<std::int32_t>> owner_contacts() = 0;
    /// False if it was (add) or was not (remove) there already.
    virtual Result<bool> add_owner_contact(std::int32_t contact_id, Stamp stamp) = 0;
    virtual Result<bool> remove_owner_contact(std::int32_t contact_id) = 0;

    virtual Result<PasswordRules> password_rules() = 0;
    /// Forgets the failed log-ins of this folded account name and leaves an unlock_mark; how many.
    virtual Result<std::int32_t> clear_failures(std::string_view account, TimePoint now) = 0;
    /// When that was done last; the epoch if never.
    virtual Result<TimePoint> failures_cleared(std::string_view account) = 0;
};

class RoleRows {
public:
    virtual ~RoleRows() = default;

    /// In order of rank, then id; deleted ones too.
    virtual Result<std::vector<RoleRecord>> roles() = 0;
    virtual Result<std::optional<RoleEntry>> role(std::int32_t role_id) = 0;
    virtual Result<std::int32_t> insert_role(const RoleRecord& record, Stamp stamp) = 0;
    /// Every member of the row of record.id.
    virtual Result<void> update_role(const RoleRecord& record, Stamp stamp) = 0;
    /// How many associates have it, deleted ones too.
    virtual Result<std::int32_t> role_members(std::int32_t role_id) = 0;
    /// How many moved.
    virtual Result<std::int32_t> move_role_members(std::int32_t from, std::int32_t to, Stamp stamp) = 0;

    /// In order of id.
    virtual Result<std::vector<FunctionalRight>> functional_rights() = 0;
    /// Exactly these.
    virtual Result<void> set_functional_rights(std::int32_t role_id, const std::vector<std::int32_t>& right_ids) = 0;
    virtual Result<std::vector<DataRightCell>> data_rights(std::int32_t role_id) = 0;
    /// An empty value removes the cell.
    virtual Result<void> put_data_right(std::int32_t role_id, const DataRightCell& cell) = 0;
};

class GroupRows {
public:
    virtual ~GroupRows() = default;

    /// In order of rank, then id; deleted ones too.
    virtual Result<std::vector<GroupRecord>> groups() = 0;
    virtual Result<std::optional<GroupRecord>> group(std::int32_t group_id) = 0;
    virtual Result<std::int32_t> insert_group(const GroupRecord& record, Stamp stamp) = 0;
    virtual Result<void> update_group(const GroupRecord& record, Stamp stamp) = 0;
    /// Primary and other memberships together.
    virtual Result<std::int32_t> group_members(std::int32_t group_id) = 0;
    /// Both kinds of membership; nobody ends up in a group twice.
    virtual Result<void> move_group_members(std::int32_t from, std::int32_t to, Stamp stamp) = 0;
};

/// Rows that hold what SecretBox has sealed.
class SecretRows {
public:
    virtual ~SecretRows() = default;

    /// In order of public value.
    virtual Result<std::vector<UntrustedRecord>> untrusted(std::int32_t associate_id, std::string_view type) = 0;
    /// Inserts or replaces by associate, type and public value.
    virtual Result<void> put_untrusted(const UntrustedRecord& record, Stamp stamp) = 0;
    virtual Result<bool> remove_untrusted(std::int32_t associate_id, std::string_view type,
                                          std::string_view public_value) = 0;
    /// Of all types.
    virtual Result<std::int32_t> untrusted_count(std::int32_t associate_id) = 0;

    virtual Result<std::optional<ServiceAuthRecord>> service_auth(std::int32_t id) = 0;
    virtual Result<std::int32_t> insert_service_auth(const ServiceAuthRecord& record, Stamp stamp) = 0;
    virtual Result<void> update_service_auth(const ServiceAuthRecord& record, Stamp stamp) = 0;
    virtual Result<bool> remove_service_auth(std::int32_t id) = 0;
    virtual Result<std::int32_t> service_auth_count(std::int32_t owner_id) = 0;

    virtual Result<std::optional<ExternalTokenRecord>> external_token(const Digest& key) = 0;
    virtual Result<void> insert_external_token(const ExternalTokenRecord& record, Stamp stamp) = 0;
    /// Removes the associate's but the newest `most`, and whatever their age never the one with this key; how many.
    virtual Result<std::int32_t> trim_external_tokens(std::int32_t associate_id, std::int32_t most,
                                                      const Digest& kept) = 0;
    /// Removes those that were saved at `time` or before; how many.
    virtual Result<std::int32_t> remove_external_tokens_until(TimePoint time) = 0;

    virtual Result<std::optional<ClientRegistration>> client_registration() = 0;
    /// There is one row at most.
    virtual Result<void> put_client_registration(const ClientRegistration& record, Stamp stamp) = 0;

    /// The value that shows whether a key is the right one; nothing in a database that has never sealed anything.
    virtual Result<std::optional<std::string>> key_check() = 0;
    virtual Result<void> put_key_check(std::string_view sealed) = 0;
    /// Calls `reseal(identity, sealed)` for every sealed value and stores what it returns.
    virtual Result<void> reseal_all(
        const std::function<Result<std::string>(const std::string& identity, const std::string& sealed)>& reseal) = 0;
};

/// Links by which somebody without their password sets a new one. A link is gone as soon as the associate's password is
/// changed or removed, and as soon as the associate is deleted, retired or removed.
class LinkRows {
public:
    virtual ~LinkRows() = default;

    virtual Result<std::optional<PasswordLinkRecord>> password_link(const Digest& key) = 0;
    /// Replaces the associate's link, if there is one. errc::storage if the associate has no password.
    virtual Result<void> put_password_link(const PasswordLinkRecord& record) = 0;
    /// When links were asked for on behalf of the associate after `since`, oldest first.
    virtual Result<std::vector<TimePoint>> link_requests(std::int32_t associate_id, TimePoint since) = 0;
    virtual Result<void> add_link_request(std::int32_t associate_id, TimePoint when) = 0;
    /// Removes links that expire at `now` or before, and requests up to `requests_until`.
    virtual Result<void> remove_old_links(TimePoint now, TimePoint requests_until) = 0;
};

class AuditRows {
public:
    virtual ~AuditRows() = default;

    virtual Result<void> add_event(const AuditEvent& event) = 0;
    /// Adds the counts of a kind, actor, source and minute to the row that is there, or makes one.
    virtual Result<void> count_events(const std::vector<AuditEvent>& events) = 0;
    /// Oldest first.
    virtual Result<std::vector<AuditEvent>> events(const AuditFilter& filter) = 0;
    virtual Result<std::int32_t> remove_events_before(TimePoint time) = 0;
    /// Live sessions, of one associate (0: of all), in order of issue.
    virtual Result<std::vector<SessionRecord>> sessions(std::int32_t associate_id, TimePoint now) = 0;
    /// Ends the sessions whose keys begin with these hexadecimal digits; whose they were.
    virtual Result<std::vector<std::int32_t>> end_sessions_by_key(std::string_view hex_prefix) = 0;
};

class Rows : public UserRows,
             public RoleRows,
             public GroupRows,
             public SecretRows,
             public LinkRows,
             public AuditRows {};

}  // namespace uag
