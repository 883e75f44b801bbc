// SessionRows.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"

namespace uag::sqlite {
namespace {

constexpr std::size_t digest_digits = 2 * std::tuple_size_v<Digest>;

}  // namespace

Result<std::optional<SessionRecord>> SqliteRows::session(const Digest& key) {
    return db_.first("SELECT " UAG_SESSION_COLUMNS " FROM session s WHERE s.key = ?", {key}, read_session);
}

Result<void> SqliteRows::insert_session(const SessionRecord& session) {
    return change(db_,
                  "INSERT INTO session (key, kind, associate_id, issued, expires, ends, source, last_used, device) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  {session.key, static_cast<std::int32_t>(session.kind), session.associate_id, session.issued,
                   session.expires, session.ends, session.source, session.last_used, session.device});
}

Result<void> SqliteRows::set_session_use(const Digest& key, TimePoint expires, TimePoint used) {
    return change(db_, "UPDATE session SET expires = ?, last_used = ? WHERE key = ?", {expires, used, key});
}

Result<std::vector<SessionRecord>> SqliteRows::sessions(std::int32_t associate_id, TimePoint now) {
    if (associate_id == 0)
        return read_all(db_,
                        "SELECT " UAG_SESSION_COLUMNS " FROM session s WHERE s.expires > ? ORDER BY s.issued, s.key",
                        {now}, read_session);
    return read_all(db_,
                    "SELECT " UAG_SESSION_COLUMNS
                    " FROM session s WHERE s.associate_id = ? AND s.expires > ? ORDER BY s.issued, s.key",
                    {associate_id, now}, read_session);
}

Result<std::vector<std::int32_t>> SqliteRows::end_sessions_by_key(std::string_view hex_prefix) {
    // Without a digit it would be everybody's.
    if (hex_prefix.empty() || hex_prefix.size() > digest_digits) return std::vector<std::int32_t>{};
    std::string lowest(hex_prefix);
    std::string highest(hex_prefix);
    lowest.resize(digest_digits, '0');
    highest.resize(digest_digits, 'f');
    const auto first = digest_from_hex(lowest);
    const auto last = digest_from_hex(highest);
    if (!first || !last) return std::vector<std::int32_t>{};
    return read_ids(db_, "DELETE FROM session WHERE key BETWEEN ? AND ? RETURNING associate_id", {*first, *last});
}

Result<std::vector<Digest>> SqliteRows::sessions_by_use(std::int32_t associate_id, SessionKind kind,
                                                        std::int32_t skip) {
    return read_all(db_,
                    "SELECT key FROM session WHERE associate_id = ? AND kind = ? ORDER BY last_used DESC, key DESC "
                    "LIMIT -1 OFFSET ?",
                    {associate_id, static_cast<std::int32_t>(kind), skip},
                    [](const Row& row) { return row.digest(0); });
}

Result<TimePoint> SqliteRows::latest_session_use() {
    const auto latest =
        db_.first("SELECT coalesce(max(last_used), 0) FROM session", {}, [](const Row& row) { return row.time(0); });
    if (!latest) return latest.error();
    return latest->value_or(TimePoint{});
}

Result<void> SqliteRows::end_sessions(std::int32_t associate_id, const std::optional<Digest>& keep) {
    if (!keep) return change(db_, "DELETE FROM session WHERE associate_id = ?", {associate_id});
    return change(db_, "DELETE FROM session WHERE associate_id = ? AND key <> ?", {associate_id, *keep});
}

Result<bool> SqliteRows::end_session(std::int32_t associate_id, const Digest& key) {
    return changes_any(db_, "DELETE FROM session WHERE key = ? AND associate_id = ?", {key, associate_id});
}

// An expiry is never after the end (a constraint says so), so the index on it is enough.
Result<std::int32_t> SqliteRows::end_expired_sessions(TimePoint now) {
    const auto removed = db_.run("DELETE FROM session WHERE expires <= ?", {now});
    if (!removed) return removed.error();
    return static_cast<std::int32_t>(*removed);
}

Result<void> SqliteRows::move_sessions(std::chrono::milliseconds by) {
    return change(db_,
                  "UPDATE session SET issued = issued + ?1, expires = expires + ?1, ends = ends + ?1, last_used = "
                  "last_used + ?1",
                  {by.count()});
}

}  // namespace uag::sqlite
