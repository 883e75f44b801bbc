// LinkRows: one-use links to a new password.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"

namespace uag::sqlite {

Result<std::optional<PasswordLinkRecord>> SqliteRows::password_link(const Digest& key) {
    return db_.first(
        "SELECT key, associate_id, revision, expires FROM password_link WHERE key = ?", {key},
        [](const Row& row) { return PasswordLinkRecord{row.digest(0), row.int32(1), row.int64(2), row.time(3)}; });
}

Result<void> SqliteRows::put_password_link(const PasswordLinkRecord& record) {
    return change(db_,
                  "INSERT OR REPLACE INTO password_link (associate_id, key, revision, expires) VALUES (?, ?, "
                  "?, ?)",
                  {record.associate_id, record.key, record.revision, record.expires});
}

Result<void> SqliteRows::remove_password_link(std::int32_t associate_id) {
    return change(db_, "DELETE FROM password_link WHERE associate_id = ?", {associate_id});
}

Result<std::vector<TimePoint>> SqliteRows::link_requests(std::int32_t associate_id, TimePoint since) {
    return read_all(db_, "SELECT asked FROM password_link_request WHERE associate_id = ? AND asked > ? ORDER BY asked",
                    {associate_id, since}, [](const Row& row) { return row.time(0); });
}

// Two in one millisecond are one: the primary key says so.
Result<void> SqliteRows::add_link_request(std::int32_t associate_id, TimePoint when) {
    return change(db_, "INSERT INTO password_link_request (associate_id, asked) VALUES (?, ?) ON CONFLICT DO NOTHING",
                  {associate_id, when});
}

Result<void> SqliteRows::remove_old_links(TimePoint now, TimePoint requests_until) {
    const auto removed = change(db_, "DELETE FROM password_link WHERE expires <= ?", {now});
    if (!removed) return removed.error();
    return change(db_, "DELETE FROM password_link_request WHERE asked <= ?", {requests_until});
}

// Two requests must not meet on the way: they go through negative times, where there are no others.
Result<void> SqliteRows::move_links(std::chrono::milliseconds by) {
    const std::int64_t step = by.count();
    Result<void> done = change(db_, "UPDATE password_link SET expires = expires + ?", {step});
    if (done) done = change(db_, "UPDATE password_link_request SET asked = -asked WHERE asked > 0", {});
    if (done) done = change(db_, "UPDATE password_link_request SET asked = max(-asked + ?, 0) WHERE asked < 0", {step});
    return done;
}

}  // namespace uag::sqlite
