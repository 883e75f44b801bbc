// The store's functions as SQL on one connection, inside a transaction that the caller has begun.
// What each does is said at the port, core/store/store.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/sqlite/connection.hpp"
#include "core/store/store.hpp"

namespace uag::sqlite {

/// login_name.kind
inline constexpr std::int64_t associate_name = 1;
inline constexpr std::int64_t user_name = 2;

// identities.cpp
Result<std::optional<Identity>> find_identity(Connection& db, std::int32_t associate_id);
Result<std::optional<Identity>> find_identity_by_name(Connection& db, std::string_view folded_name);
Result<std::optional<Identity>> find_identity_for_login(Connection& db, std::string_view folded_login);
Result<std::optional<std::int32_t>> find_associate_by_name(Connection& db, std::string_view folded_name);
Result<std::optional<std::int32_t>> find_name_owner(Connection& db, std::string_view folded_name);
Result<std::vector<std::int32_t>> find_associates_called(Connection& db, std::string_view folded);
Result<std::vector<AssociateSummary>> list_associates(Connection& db);
Result<std::int64_t> generation(Connection& db);

// passwords.cpp
Result<PasswordRules> password_rules(Connection& db);
/// Of the associate's password, if there is one.
Result<std::optional<std::int64_t>> stored_revision(Connection& db, std::int32_t associate_id);
Result<PasswordChangeResult> change_password(Connection& db, const PasswordChange& change);
Result<std::vector<std::string>> password_costs(Connection& db);
Result<bool> rehash_password(Connection& db, std::int32_t associate_id, std::string_view expected,
                             std::string_view phc);

// sessions.cpp
Result<std::vector<Digest>> add_session(Connection& db, const SessionRecord& session);
Result<TimePoint> latest_use(Connection& db);
Result<void> set_back(Connection& db, std::chrono::milliseconds by);
Result<std::optional<std::pair<SessionRecord, Identity>>> find_session(Connection& db, const Digest& key);
Result<void> extend_session(Connection& db, const Digest& key, TimePoint expires, TimePoint used);
Result<std::int32_t> remove_expired_sessions(Connection& db, TimePoint now);
/// Ends the associate's sessions but the kept one.
Result<void> end_sessions(Connection& db, std::int32_t associate_id, const std::optional<Digest>& keep);
Result<void> record_login(Connection& db, std::int32_t associate_id, TimePoint when, const AuditEvent& event);
Result<std::vector<FailureRecord>> load_failures(Connection& db);
Result<void> save_failures(Connection& db, const std::vector<FailureRecord>& failures);
Result<std::int32_t> clear_failures(Connection& db, std::string_view account, TimePoint now);

// user_rows.cpp; an id of 0 is assigned. The caller has seen to it that names and ids are free.
Result<std::int32_t> insert_associate(Connection& db, const AssociateRecord& record, Stamp stamp);
/// Whether an associate has the id or has had it.
Result<bool> is_associate_id_used(Connection& db, std::int32_t associate_id);
Result<std::optional<std::int32_t>> find_nick_name_owner(Connection& db, std::string_view folded_name);

// person_rows.cpp; an id of 0 is assigned
Result<std::int32_t> insert_person(Connection& db, const PersonRecord& record, Stamp stamp);

// credential_rows.cpp
Result<void> put_password(Connection& db, std::int32_t associate_id, std::string_view phc, bool must_change,
                          Stamp stamp);

// role_rows.cpp, group_rows.cpp; an id of 0 is assigned
Result<std::int32_t> insert_role(Connection& db, const RoleRecord& record, Stamp stamp);
Result<void> put_data_right(Connection& db, std::int32_t role_id, const DataRightCell& cell);
Result<std::int32_t> insert_group(Connection& db, const GroupRecord& record, Stamp stamp);

// accounts.cpp; `now` stamps the registered and updated columns
Result<std::int32_t> add_associate(Connection& db, const NewAssociate& associate, TimePoint now);

// audit_rows.cpp
Result<void> add_event(Connection& db, const AuditEvent& event);

// seeding.cpp
Result<SeedCounts> load_seed(Connection& db, const Seed& seed, TimePoint now);

}  // namespace uag::sqlite
