// The part of UserRows that is about credentials, licences, presence and owner contacts.
#include <algorithm>

#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {

Result<void> put_password(Connection& db, std::int32_t associate_id, std::string_view phc, bool must_change,
                          Stamp stamp) {
    return change(
        db,
        "INSERT INTO password_credential (associate_id, phc, must_change, valid_from, valid_to, changed_at, "
        "changed_by, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (associate_id) DO UPDATE SET phc = "
        "excluded.phc, revision = abs(random()), must_change = excluded.must_change, changed_at = "
        "excluded.changed_at, changed_by = excluded.changed_by, expires = excluded.expires",
        {associate_id, phc, must_change, TimePoint{}, TimePoint::max(), stamp.when, stamp.by, TimePoint::max()});
}

Result<void> SqliteRows::put_password(std::int32_t associate_id, std::string_view phc, bool must_change, Stamp stamp) {
    return sqlite::put_password(db_, associate_id, phc, must_change, stamp);
}

Result<PasswordChangeResult> SqliteRows::change_password(const PasswordChange& change) {
    return sqlite::change_password(db_, change);
}

Result<void> SqliteRows::require_password_change(std::int32_t associate_id, Stamp stamp) {
    const auto required = change_one(db_, "UPDATE password_credential SET must_change = 1 WHERE associate_id = ?",
                                     {associate_id}, "The associate has no password.");
    if (!required) return required.error();
    return change(db_, "UPDATE associate SET updated = ?, updated_by = ? WHERE id = ?",
                  {stamp.when, stamp.by, associate_id});
}

Result<bool> SqliteRows::remove_password(std::int32_t associate_id) {
    return changes_any(db_, "DELETE FROM password_credential WHERE associate_id = ?", {associate_id});
}

Result<void> SqliteRows::put_linked_credential(std::int32_t associate_id, const LinkedCredential& credential) {
    return change(db_,
                  "INSERT INTO linked_credential (associate_id, type, value, folded_value, display_value) VALUES (?, "
                  "?, ?, ?, ?) ON CONFLICT (associate_id, type) DO UPDATE SET type = excluded.type, value = "
                  "excluded.value, folded_value = excluded.folded_value, display_value = excluded.display_value",
                  {associate_id, credential.type, credential.value, fold(credential.value), credential.display_value});
}

Result<bool> SqliteRows::remove_linked_credential(std::int32_t associate_id, std::string_view type) {
    return changes_any(db_, "DELETE FROM linked_credential WHERE associate_id = ? AND type = ?", {associate_id, type});
}

Result<std::optional<std::int32_t>> SqliteRows::credential_owner(std::string_view type, std::string_view folded_value) {
    return db_.first("SELECT associate_id FROM linked_credential WHERE type = ? AND folded_value = ?",
                     {type, folded_value}, read_id);
}

Result<std::vector<ModuleLicenseRecord>> SqliteRows::module_licenses() {
    return read_all(db_,
                    "SELECT id, owner, name, description, total, unrestricted, in_use FROM module_license ORDER BY id",
                    {}, [](const Row& row) {
                        return ModuleLicenseRecord{row.int32(0), row.text(1), row.text(2), row.text(3),
                                                   row.int32(4), row.flag(5), row.int32(6)};
                    });
}

Result<void> SqliteRows::set_licenses(std::int32_t associate_id, const std::vector<std::int32_t>& license_ids) {
    const auto returned = change(db_, "DELETE FROM associate_license WHERE associate_id = ?", {associate_id});
    if (!returned) return returned.error();
    for (const std::int32_t license : license_ids) {
        const auto given =
            change(db_, "INSERT INTO associate_license (associate_id, license_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                   {associate_id, license});
        if (!given) return given.error();
    }
    return {};
}

Result<std::optional<PresenceRecord>> SqliteRows::presence(std::int32_t associate_id) {
    return db_.first("SELECT status, message FROM presence WHERE associate_id = ?", {associate_id}, [](const Row& row) {
        return PresenceRecord{static_cast<EjUserStatus>(row.int32(0)), row.text(1)};
    });
}

Result<std::vector<std::int32_t>> SqliteRows::associates_with_presence(std::int32_t limit) {
    return read_ids(db_, "SELECT associate_id FROM presence ORDER BY associate_id LIMIT ?", {limit});
}

Result<void> SqliteRows::put_presence(std::int32_t associate_id, const PresenceRecord& presence) {
    return change(db_,
                  "INSERT INTO presence (associate_id, status, message) VALUES (?, ?, ?) ON CONFLICT (associate_id) DO "
                  "UPDATE SET status = excluded.status, message = excluded.message",
                  {associate_id, static_cast<std::int32_t>(presence.status), presence.message});
}

Result<std::vector<std::int32_t>> SqliteRows::owner_contacts() {
    return read_ids(db_, "SELECT contact_id FROM owner_contact ORDER BY contact_id", {});
}

Result<bool> SqliteRows::add_owner_contact(std::int32_t contact_id, Stamp stamp) {
    return changes_any(db_,
                       "INSERT INTO owner_contact (contact_id, registered, registered_by) VALUES (?, ?, ?) "
                       "ON CONFLICT DO NOTHING",
                       {contact_id, stamp.when, stamp.by});
}

Result<bool> SqliteRows::remove_owner_contact(std::int32_t contact_id) {
    return changes_any(db_, "DELETE FROM owner_contact WHERE contact_id = ?", {contact_id});
}

Result<PasswordRules> SqliteRows::password_rules() { return sqlite::password_rules(db_); }

Result<std::int32_t> SqliteRows::clear_failures(std::string_view account, TimePoint now) {
    return sqlite::clear_failures(db_, account, now);
}

Result<TimePoint> SqliteRows::failures_cleared(std::string_view account) {
    const std::string mark = std::string(unlock_mark) + std::string(account);
    const auto found = db_.first("SELECT last_failure FROM login_failure WHERE key = ?", {mark},
                                 [](const Row& row) { return row.time(0); });
    if (!found) return found.error();
    return found->value_or(TimePoint{});
}

}  // namespace uag::sqlite
