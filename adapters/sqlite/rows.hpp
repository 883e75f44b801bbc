// The rows of core/store/rows.hpp in SQL, on one connection inside a transaction that the caller has begun.
#pragma once

#include "adapters/sqlite/connection.hpp"
#include "core/store/rows.hpp"

namespace uag::sqlite {

class SqliteRows final : public Rows {
public:
    explicit SqliteRows(Connection& db) : db_(db) {}

    // UserRows: identity_rows.cpp, user_rows.cpp, person_rows.cpp, archive_rows.cpp
    Result<std::optional<Identity>> identity(std::int32_t associate_id) override;
    Result<std::optional<UserEntry>> user(std::int32_t associate_id) override;
    Result<std::vector<AssociateSummary>> associates() override;
    Result<std::optional<std::int32_t>> associate_by_name(std::string_view folded_name) override;
    Result<std::optional<std::int32_t>> name_owner(std::string_view folded_name) override;
    Result<std::vector<std::int32_t>> associates_called(std::string_view folded) override;
    Result<std::vector<std::int32_t>> associates_of_address(std::string_view folded_email) override;
    Result<std::optional<std::int32_t>> nick_name_owner(std::string_view folded_name) override;
    Result<std::vector<std::int32_t>> associates_of_person(std::int32_t person_id) override;
    Result<std::vector<std::int32_t>> associates_with_ej_user(std::int32_t ej_user_id) override;
    Result<std::vector<AssociateRecord>> associates_of_role(std::int32_t role_id, std::int32_t after,
                                                            std::int32_t limit) override;
    Result<std::vector<AssociateSummary>> search_associates(std::string_view folded_text,
                                                            std::optional<std::int32_t> group_id,
                                                            std::int32_t limit) override;
    Result<ArchiveRecords> archive(const ArchiveQuery& query) override;
    Result<bool> is_associate_id_used(std::int32_t associate_id) override;
    Result<std::int32_t> insert_associate(const AssociateRecord& record, Stamp stamp) override;
    Result<void> update_associate(const AssociateRecord& record, Stamp stamp) override;
    Result<void> stamp_associate(std::int32_t associate_id, Stamp stamp) override;
    Result<void> remove_associate(std::int32_t associate_id) override;
    Result<void> set_other_groups(std::int32_t associate_id, const std::vector<std::int32_t>& group_ids) override;
    Result<void> set_last_login(std::int32_t associate_id, TimePoint when) override;
    Result<void> set_last_logout(std::int32_t associate_id, TimePoint when) override;
    Result<std::optional<PersonRecord>> person(std::int32_t person_id) override;
    Result<std::int32_t> insert_person(const PersonRecord& record, Stamp stamp) override;
    Result<void> update_person(const PersonRecord& record, Stamp stamp) override;
    Result<std::vector<PersonRecord>> persons_by_email(std::int32_t contact_id, std::string_view folded) override;
    Result<std::vector<PersonRecord>> persons_by_phone(std::int32_t contact_id, std::string_view digits) override;
    Result<std::vector<PersonRecord>> persons_by_name(std::int32_t contact_id, std::string_view folded) override;
    Result<std::optional<PresenceRecord>> presence(std::int32_t associate_id) override;
    Result<std::vector<std::int32_t>> associates_with_presence(std::int32_t limit) override;
    Result<void> put_presence(std::int32_t associate_id, const PresenceRecord& presence) override;

    // RoleRows: role_rows.cpp
    Result<std::vector<RoleRecord>> roles() override;
    Result<std::optional<RoleEntry>> role(std::int32_t role_id) override;
    Result<std::int32_t> insert_role(const RoleRecord& record, Stamp stamp) override;
    Result<void> update_role(const RoleRecord& record, Stamp stamp) override;
    Result<std::int32_t> role_members(std::int32_t role_id) override;
    Result<std::int32_t> move_role_members(std::int32_t from, std::int32_t to, Stamp stamp) override;
    Result<std::vector<FunctionalRight>> functional_rights() override;
    Result<std::int32_t> insert_functional_right(const FunctionalRight& right) override;
    Result<std::vector<std::int32_t>> roles_with_right(std::string_view code) override;
    Result<void> set_functional_rights(std::int32_t role_id, const std::vector<std::int32_t>& right_ids) override;
    Result<std::vector<DataRightCell>> data_rights(std::int32_t role_id) override;
    Result<void> put_data_right(std::int32_t role_id, const DataRightCell& cell) override;

    // GroupRows: group_rows.cpp
    Result<std::vector<GroupRecord>> groups() override;
    Result<std::optional<GroupRecord>> group(std::int32_t group_id) override;
    Result<std::int32_t> insert_group(const GroupRecord& record, Stamp stamp) override;
    Result<void> update_group(const GroupRecord& record, Stamp stamp) override;
    Result<std::int32_t> group_members(std::int32_t group_id) override;
    Result<void> move_group_members(std::int32_t from, std::int32_t to, Stamp stamp) override;

    // LicenseRows: license_rows.cpp
    Result<std::vector<ModuleLicenseRecord>> module_licenses() override;
    Result<std::int32_t> insert_module_license(const ModuleLicenseRecord& record) override;
    Result<void> set_licenses(std::int32_t associate_id, const std::vector<std::int32_t>& license_ids) override;
    Result<std::vector<std::int32_t>> owner_contacts() override;
    Result<bool> add_owner_contact(std::int32_t contact_id, Stamp stamp) override;
    Result<bool> remove_owner_contact(std::int32_t contact_id) override;

    // PasswordRows: password_rows.cpp
    Result<std::optional<PasswordRecord>> password(std::int32_t associate_id) override;
    Result<void> put_password(std::int32_t associate_id, const PasswordRecord& record, Stamp stamp) override;
    Result<void> set_password_hash(std::int32_t associate_id, std::string_view phc) override;
    Result<void> set_password_must_change(std::int32_t associate_id) override;
    Result<bool> remove_password(std::int32_t associate_id) override;
    Result<void> move_password_expiries(std::chrono::milliseconds by) override;
    Result<std::vector<std::string>> password_costs() override;
    Result<std::optional<PasswordRules>> password_rules() override;
    Result<void> put_password_rules(const PasswordRules& rules) override;

    // LinkedCredentialRows: credential_rows.cpp
    Result<void> put_linked_credential(std::int32_t associate_id, const LinkedCredential& credential) override;
    Result<bool> remove_linked_credential(std::int32_t associate_id, std::string_view type) override;
    Result<std::optional<std::int32_t>> credential_owner(std::string_view type, std::string_view folded_value) override;

    // LinkRows: link_rows.cpp
    Result<std::optional<PasswordLinkRecord>> password_link(const Digest& key) override;
    Result<void> put_password_link(const PasswordLinkRecord& record) override;
    Result<void> remove_password_link(std::int32_t associate_id) override;
    Result<std::vector<TimePoint>> link_requests(std::int32_t associate_id, TimePoint since) override;
    Result<void> add_link_request(std::int32_t associate_id, TimePoint when) override;
    Result<void> remove_old_links(TimePoint now, TimePoint requests_until) override;
    Result<void> move_links(std::chrono::milliseconds by) override;

    // SecretRows: secret_rows.cpp
    Result<std::vector<UntrustedRecord>> untrusted(std::int32_t associate_id, std::string_view type) override;
    Result<void> put_untrusted(const UntrustedRecord& record, Stamp stamp) override;
    Result<bool> remove_untrusted(std::int32_t associate_id, std::string_view type,
                                  std::string_view public_value) override;
    Result<std::int32_t> untrusted_count(std::int32_t associate_id) override;
    Result<std::optional<ServiceAuthRecord>> service_auth(std::int32_t id) override;
    Result<std::int32_t> insert_service_auth(const ServiceAuthRecord& record, Stamp stamp) override;
    Result<void> update_service_auth(const ServiceAuthRecord& record, Stamp stamp) override;
    Result<bool> remove_service_auth(std::int32_t id) override;
    Result<std::int32_t> service_auth_count(std::int32_t owner_id) override;
    Result<std::optional<ExternalTokenRecord>> external_token(const Digest& key) override;
    Result<void> insert_external_token(const ExternalTokenRecord& record, Stamp stamp) override;
    Result<std::int32_t> trim_external_tokens(std::int32_t associate_id, std::int32_t most,
                                              const Digest& kept) override;
    Result<std::int32_t> remove_external_tokens_until(TimePoint time) override;
    Result<void> move_external_tokens(std::chrono::milliseconds by) override;
    Result<std::optional<ClientRegistration>> client_registration() override;
    Result<void> put_client_registration(const ClientRegistration& record, Stamp stamp) override;
    Result<std::optional<std::string>> key_check() override;
    Result<void> put_key_check(std::string_view sealed) override;
    Result<void> reseal_all(const std::function<Result<std::string>(const std::string& identity,
                                                                    const std::string& sealed)>& reseal) override;

    // SessionRows: session_rows.cpp
    Result<std::optional<SessionRecord>> session(const Digest& key) override;
    Result<void> insert_session(const SessionRecord& session) override;
    Result<void> set_session_use(const Digest& key, TimePoint expires, TimePoint used) override;
    Result<std::vector<SessionRecord>> sessions(std::int32_t associate_id, TimePoint now) override;
    Result<std::vector<Digest>> sessions_by_use(std::int32_t associate_id, SessionKind kind,
                                                std::int32_t skip) override;
    Result<TimePoint> latest_session_use() override;
    Result<void> end_sessions(std::int32_t associate_id, const std::optional<Digest>& keep) override;
    Result<bool> end_session(std::int32_t associate_id, const Digest& key) override;
    Result<std::vector<std::int32_t>> end_sessions_by_key(std::string_view hex_prefix) override;
    Result<std::int32_t> end_expired_sessions(TimePoint now) override;
    Result<void> move_sessions(std::chrono::milliseconds by) override;

    // FailureRows: failure_rows.cpp
    Result<std::vector<FailureRecord>> failures() override;
    Result<std::optional<FailureRecord>> failure(std::string_view key) override;
    Result<void> put_failure(const FailureRecord& record) override;
    Result<void> remove_failure(std::string_view key) override;
    Result<std::int32_t> remove_failures_of(std::string_view account) override;
    Result<void> move_failures(std::string_view key_prefix, std::chrono::milliseconds by) override;

    // AuditRows: audit_rows.cpp
    Result<void> insert_event(const AuditEvent& event, std::optional<std::int64_t> minute) override;
    Result<std::optional<AuditEvent>> event_of_minute(const AuditEvent& event, std::int64_t minute) override;
    Result<void> update_event(std::int64_t id, std::int32_t count, TimePoint when) override;
    Result<std::vector<AuditEvent>> events(const AuditFilter& filter) override;
    Result<std::int32_t> remove_events_before(TimePoint time) override;

private:
    Connection& db_;
};

}  // namespace uag::sqlite
