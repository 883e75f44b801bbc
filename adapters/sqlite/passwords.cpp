#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/records.hpp"
#include "core/base/secret.hpp"

namespace uag::sqlite {
namespace {

Result<bool> is_stored(Connection& db, std::int32_t associate_id, std::string_view expected) {
    const auto phc = db.first("SELECT phc FROM password_credential WHERE associate_id = ?", {associate_id},
                              [](const Row& row) { return row.text(0); });
    if (!phc) return phc.error();
    return *phc && equal_constant_time(**phc, expected);
}

}  // namespace

Result<PasswordRules> password_rules(Connection& db) {
    const auto rules =
        db.first("SELECT min_characters, min_numbers, min_lowercase, min_uppercase, min_special FROM password_rules",
                 {}, [](const Row& row) {
                     return PasswordRules{row.int32(0), row.int32(1), row.int32(2), row.int32(3), row.int32(4)};
                 });
    if (!rules) return rules.error();
    return rules->value_or(PasswordRules{});
}

Result<std::optional<std::int64_t>> stored_revision(Connection& db, std::int32_t associate_id) {
    return db.first("SELECT revision FROM password_credential WHERE associate_id = ?", {associate_id},
                    [](const Row& row) { return row.int64(0); });
}

Result<PasswordChangeResult> change_password(Connection& db, const PasswordChange& change) {
    const auto known = db.exists("SELECT 1 FROM associate WHERE id = ?", {change.associate_id});
    if (!known) return known.error();
    if (!*known) return PasswordChangeResult::no_such_associate;
    if (change.expected_revision) {
        const auto current = stored_revision(db, change.associate_id);
        if (!current) return current.error();
        if (*current != change.expected_revision) return PasswordChangeResult::outdated;
    }

    // A new password does not lengthen the time for which an administrator lets the credential be used.
    const auto stored = db.run(
        "INSERT INTO password_credential (associate_id, phc, must_change, valid_from, valid_to, changed_at, "
        "changed_by, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (associate_id) DO UPDATE SET "
        "phc = excluded.phc, revision = abs(random()), must_change = excluded.must_change, changed_at = "
        "excluded.changed_at, changed_by = excluded.changed_by, expires = excluded.expires",
        {change.associate_id, change.phc, change.must_change, TimePoint{}, TimePoint::max(), change.when,
         change.changed_by, change.expires});
    if (!stored) return stored.error();
    const auto stamped = db.run("UPDATE associate SET updated = ?, updated_by = ? WHERE id = ?",
                                {change.when, change.changed_by, change.associate_id});
    if (!stamped) return stamped.error();
    const auto ended = end_sessions(db, change.associate_id, change.keep_session);
    if (!ended) return ended.error();
    return PasswordChangeResult::changed;
}

Result<std::vector<std::string>> password_costs(Connection& db) {
    return read_all(db, "SELECT parameters FROM password_cost WHERE hashes > 0", {},
                    [](const Row& row) { return row.text(0); });
}

Result<bool> rehash_password(Connection& db, std::int32_t associate_id, std::string_view expected,
                             std::string_view phc) {
    const auto current = is_stored(db, associate_id, expected);
    if (!current || !*current) return current;
    const auto stored = db.run("UPDATE password_credential SET phc = ? WHERE associate_id = ?", {phc, associate_id});
    if (!stored) return stored.error();
    return true;
}

}  // namespace uag::sqlite
