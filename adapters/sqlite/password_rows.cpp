// PasswordRows.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/security/stored_hash.hpp"

namespace uag::sqlite {

Result<std::optional<PasswordRecord>> SqliteRows::password(std::int32_t associate_id) {
    return db_.first("SELECT " UAG_PASSWORD_COLUMNS " FROM password_credential c WHERE c.associate_id = ?",
                     {associate_id}, [](const Row& row) { return read_password(row, 0); });
}

// A revision is as good as never given twice, also in a database that was restored from a backup.
Result<void> SqliteRows::put_password(std::int32_t associate_id, const PasswordRecord& record, Stamp stamp) {
    return change(
        db_,
        "INSERT INTO password_credential (associate_id, phc, must_change, valid_from, valid_to, changed_at, "
        "changed_by, expires, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (associate_id) DO UPDATE SET phc = "
        "excluded.phc, revision = abs(random()), must_change = excluded.must_change, valid_from = excluded.valid_from, "
        "valid_to = excluded.valid_to, changed_at = excluded.changed_at, changed_by = excluded.changed_by, expires = "
        "excluded.expires, cost = excluded.cost",
        {associate_id, record.phc, record.must_change, record.valid_from, record.valid_to, stamp.when, stamp.by,
         record.expires, cost_text(record.phc)});
}

Result<void> SqliteRows::set_password_hash(std::int32_t associate_id, std::string_view phc) {
    return change(db_, "UPDATE password_credential SET phc = ?, cost = ? WHERE associate_id = ?",
                  {phc, cost_text(phc), associate_id});
}

Result<void> SqliteRows::set_password_must_change(std::int32_t associate_id) {
    return change_one(db_, "UPDATE password_credential SET must_change = 1 WHERE associate_id = ?", {associate_id},
                      "The associate has no password.");
}

Result<bool> SqliteRows::remove_password(std::int32_t associate_id) {
    return changes_any(db_, "DELETE FROM password_credential WHERE associate_id = ?", {associate_id});
}

Result<void> SqliteRows::move_password_expiries(std::chrono::milliseconds by) {
    return change(db_, "UPDATE password_credential SET expires = expires + ? WHERE expires < ?",
                  {by.count(), TimePoint::max()});
}

Result<std::vector<std::string>> SqliteRows::password_costs() {
    return read_all(db_, "SELECT cost FROM password_cost WHERE hashes > 0", {},
                    [](const Row& row) { return row.text(0); });
}

Result<std::optional<PasswordRules>> SqliteRows::password_rules() {
    return db_.first(
        "SELECT min_characters, min_numbers, min_lowercase, min_uppercase, min_special FROM password_rules", {},
        [](const Row& row) {
            return PasswordRules{row.int32(0), row.int32(1), row.int32(2), row.int32(3), row.int32(4)};
        });
}

Result<void> SqliteRows::put_password_rules(const PasswordRules& rules) {
    return change(
        db_,
        "INSERT OR REPLACE INTO password_rules (id, min_characters, min_numbers, min_lowercase, min_uppercase, "
        "min_special) VALUES (1, ?, ?, ?, ?, ?)",
        {rules.min_characters, rules.min_numbers, rules.min_lowercase, rules.min_uppercase, rules.min_special});
}

}  // namespace uag::sqlite
