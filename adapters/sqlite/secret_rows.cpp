#include <algorithm>

#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"

namespace uag::sqlite {
namespace {

UntrustedRecord read_untrusted(const Row& row) {
    UntrustedRecord record;
    record.associate_id = row.int32(0);
    record.type = row.text(1);
    record.public_value = row.text(2);
    record.sealed_secret = row.bytes(3);
    record.valid_from = row.time(4);
    record.valid_to = row.time(5);
    record.is_active = row.flag(6);
    record.comment = row.text(7);
    return record;
}

ServiceAuthRecord read_service_auth(const Row& row) {
    ServiceAuthRecord record;
    record.id = row.int32(0);
    record.owner_id = row.int32(1);
    record.seal_id = row.text(2);
    record.server = row.text(3);
    record.port = row.int32(4);
    record.auth_type = row.text(5);
    record.user_name = row.text(6);
    record.sealed_password = row.bytes(7);
    return record;
}

ExternalTokenRecord read_token(const Row& row) {
    return {row.digest(0), row.int32(1), row.text(2), row.bytes(3), row.time(4)};
}

ClientRegistration read_registration(const Row& row) { return {row.text(0), row.text(1), row.bytes(2)}; }

Result<std::int32_t> read_count(const Result<std::optional<std::int32_t>>& counted) {
    if (!counted) return counted.error();
    return counted->value_or(0);
}

using Reseal = std::function<Result<std::string>(const std::string& identity, const std::string& sealed)>;

// Gives every record of a table another seal; an empty text is no seal.
template <class Records, class Write> Result<void> reseal_records(const Records& records,
                                                                  std::string Records::value_type::* sealed,
                                                                  const Reseal& reseal, Write write) {
    for (const auto& record : records) {
        if ((record.*sealed).empty()) continue;
        const auto fresh = reseal(seal_identity(record), record.*sealed);
        if (!fresh) return fresh.error();
        const Result<void> written = write(record, Value::blob(*fresh));
        if (!written) return written.error();
    }
    return {};
}

}  // namespace

#define UAG_UNTRUSTED_COLUMNS \
    "associate_id, type, public_value, sealed_secret, valid_from, valid_to, is_active, comment"
#define UAG_TOKEN_COLUMNS "key, associate_id, provider, sealed, registered"
#define UAG_SERVICE_AUTH_COLUMNS "id, owner_id, seal_id, server, port, auth_type, user_name, sealed_password"

Result<std::vector<UntrustedRecord>> SqliteRows::untrusted(std::int32_t associate_id, std::string_view type) {
    return read_all(db_,
                    "SELECT " UAG_UNTRUSTED_COLUMNS
                    " FROM untrusted_credential WHERE associate_id = ? AND type = ? ORDER BY public_value",
                    {associate_id, type}, read_untrusted);
}

Result<void> SqliteRows::put_untrusted(const UntrustedRecord& record, Stamp stamp) {
    return change(db_,
                  "INSERT INTO untrusted_credential (" UAG_UNTRUSTED_COLUMNS
                  ", registered, registered_by, updated, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                  "?9, ?10) ON CONFLICT (associate_id, type, public_value) DO UPDATE SET sealed_secret = "
                  "excluded.sealed_secret, valid_from = excluded.valid_from, valid_to = excluded.valid_to, is_active = "
                  "excluded.is_active, comment = excluded.comment, updated = excluded.updated, updated_by = "
                  "excluded.updated_by",
                  {record.associate_id, record.type, record.public_value, Value::blob(record.sealed_secret),
                   record.valid_from, record.valid_to, record.is_active, record.comment, stamp.when, stamp.by});
}

Result<bool> SqliteRows::remove_untrusted(std::int32_t associate_id, std::string_view type,
                                          std::string_view public_value) {
    return changes_any(db_, "DELETE FROM untrusted_credential WHERE associate_id = ? AND type = ? AND public_value = ?",
                       {associate_id, type, public_value});
}

Result<std::optional<ServiceAuthRecord>> SqliteRows::service_auth(std::int32_t id) {
    return db_.first("SELECT " UAG_SERVICE_AUTH_COLUMNS " FROM service_auth WHERE id = ?", {id}, read_service_auth);
}

Result<std::int32_t> SqliteRows::insert_service_auth(const ServiceAuthRecord& record, Stamp stamp) {
    const auto stored = db_.run(
        "INSERT INTO service_auth (owner_id, seal_id, server, port, auth_type, user_name, sealed_password, "
        "registered, registered_by, updated, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?8, ?9)",
        {record.owner_id, record.seal_id, record.server, record.port, record.auth_type, record.user_name,
         Value::blob(record.sealed_password), stamp.when, stamp.by});
    if (!stored) return stored.error();
    return db_.last_id();
}

Result<void> SqliteRows::update_service_auth(const ServiceAuthRecord& record, Stamp stamp) {
    return change_one(db_,
                      "UPDATE service_auth SET owner_id = ?2, seal_id = ?3, server = ?4, port = ?5, auth_type = ?6, "
                      "user_name = ?7, sealed_password = ?8, updated = ?9, updated_by = ?10 WHERE id = ?1",
                      {record.id, record.owner_id, record.seal_id, record.server, record.port, record.auth_type,
                       record.user_name, Value::blob(record.sealed_password), stamp.when, stamp.by},
                      "There is no such service account.");
}

Result<bool> SqliteRows::remove_service_auth(std::int32_t id) {
    return changes_any(db_, "DELETE FROM service_auth WHERE id = ?", {id});
}

Result<std::optional<ExternalTokenRecord>> SqliteRows::external_token(const Digest& key) {
    return db_.first("SELECT " UAG_TOKEN_COLUMNS " FROM external_token WHERE key = ?", {key}, read_token);
}

Result<void> SqliteRows::insert_external_token(const ExternalTokenRecord& record, Stamp stamp) {
    return change(db_,
                  "INSERT INTO external_token (key, associate_id, provider, sealed, registered, registered_by) VALUES "
                  "(?, ?, ?, ?, ?, ?)",
                  {record.key, record.associate_id, record.provider, Value::blob(record.sealed), stamp.when, stamp.by});
}

Result<std::int32_t> SqliteRows::trim_external_tokens(std::int32_t associate_id, std::int32_t most,
                                                      const Digest& kept) {
    const auto removed = db_.run(
        "DELETE FROM external_token WHERE key IN (SELECT key FROM external_token WHERE associate_id = ?1 AND "
        "key <> ?2 ORDER BY registered DESC, rowid DESC LIMIT -1 OFFSET ?3)",
        {associate_id, kept, std::max(most, 1) - 1});
    if (!removed) return removed.error();
    return static_cast<std::int32_t>(*removed);
}

Result<std::int32_t> SqliteRows::remove_external_tokens_until(TimePoint time) {
    const auto removed = db_.run("DELETE FROM external_token WHERE registered <= ?", {time});
    if (!removed) return removed.error();
    return static_cast<std::int32_t>(*removed);
}

Result<std::int32_t> SqliteRows::untrusted_count(std::int32_t associate_id) {
    return read_count(
        db_.first("SELECT count(*) FROM untrusted_credential WHERE associate_id = ?", {associate_id}, read_id));
}

Result<std::int32_t> SqliteRows::service_auth_count(std::int32_t owner_id) {
    return read_count(db_.first("SELECT count(*) FROM service_auth WHERE owner_id = ?", {owner_id}, read_id));
}

Result<void> SqliteRows::move_external_tokens(std::chrono::milliseconds by) {
    return change(db_, "UPDATE external_token SET registered = registered + ?", {by.count()});
}

Result<std::optional<ClientRegistration>> SqliteRows::client_registration() {
    return db_.first("SELECT client_id, redirect_uri, sealed_secret FROM client_registration", {}, read_registration);
}

Result<void> SqliteRows::put_client_registration(const ClientRegistration& record, Stamp stamp) {
    return change(db_,
                  "INSERT INTO client_registration (id, client_id, redirect_uri, sealed_secret, updated, updated_by) "
                  "VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET client_id = excluded.client_id, "
                  "redirect_uri = excluded.redirect_uri, sealed_secret = excluded.sealed_secret, updated = "
                  "excluded.updated, updated_by = excluded.updated_by",
                  {record.client_id, record.redirect_uri, Value::blob(record.sealed_secret), stamp.when, stamp.by});
}

Result<std::optional<std::string>> SqliteRows::key_check() {
    return db_.first("SELECT sealed FROM key_check", {}, [](const Row& row) { return row.bytes(0); });
}

Result<void> SqliteRows::put_key_check(std::string_view sealed) {
    return change(db_,
                  "INSERT INTO key_check (id, sealed) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET sealed = "
                  "excluded.sealed",
                  {Value::blob(sealed)});
}

Result<void> SqliteRows::reseal_all(const Reseal& reseal) {
    const auto untrusted =
        read_all(db_, "SELECT " UAG_UNTRUSTED_COLUMNS " FROM untrusted_credential", {}, read_untrusted);
    if (!untrusted) return untrusted.error();
    Result<void> done = reseal_records(
        *untrusted, &UntrustedRecord::sealed_secret, reseal, [&](const UntrustedRecord& record, const Value& sealed) {
            return change(db_,
                          "UPDATE untrusted_credential SET sealed_secret = ?4 WHERE "
                          "associate_id = ?1 AND type = ?2 AND public_value = ?3",
                          {record.associate_id, record.type, record.public_value, sealed});
        });
    if (!done) return done;

    const auto services = read_all(db_, "SELECT " UAG_SERVICE_AUTH_COLUMNS " FROM service_auth", {}, read_service_auth);
    if (!services) return services.error();
    done = reseal_records(*services, &ServiceAuthRecord::sealed_password, reseal,
                          [&](const ServiceAuthRecord& record, const Value& sealed) {
                              return change(db_, "UPDATE service_auth SET sealed_password = ?2 WHERE id = ?1",
                                            {record.id, sealed});
                          });
    if (!done) return done;

    const auto tokens = read_all(db_, "SELECT " UAG_TOKEN_COLUMNS " FROM external_token", {}, read_token);
    if (!tokens) return tokens.error();
    done = reseal_records(
        *tokens, &ExternalTokenRecord::sealed, reseal, [&](const ExternalTokenRecord& record, const Value& sealed) {
            return change(db_, "UPDATE external_token SET sealed = ?2 WHERE key = ?1", {record.key, sealed});
        });
    if (!done) return done;

    const auto registrations =
        read_all(db_, "SELECT client_id, redirect_uri, sealed_secret FROM client_registration", {}, read_registration);
    if (!registrations) return registrations.error();
    return reseal_records(*registrations, &ClientRegistration::sealed_secret, reseal,
                          [&](const ClientRegistration&, const Value& sealed) {
                              return change(db_, "UPDATE client_registration SET sealed_secret = ?1", {sealed});
                          });
}

}  // namespace uag::sqlite
