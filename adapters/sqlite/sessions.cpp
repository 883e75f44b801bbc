#include <algorithm>

#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/records.hpp"
#include "core/base/failures.hpp"

namespace uag::sqlite {

namespace {

// The new one stays, whatever the others' stamps say.
Result<std::vector<Digest>> end_least_used(Connection& db, const SessionRecord& added) {
    if (added.most <= 0) return std::vector<Digest>{};
    return read_all(db,
                    "DELETE FROM session WHERE key IN (SELECT key FROM session WHERE associate_id = ?1 AND kind = ?2 "
                    "AND key <> ?3 ORDER BY last_used DESC, key DESC LIMIT -1 OFFSET ?4) RETURNING key",
                    {added.associate_id, static_cast<std::int32_t>(added.kind), added.key, added.most - 1},
                    [](const Row& row) { return row.digest(0); });
}

}  // namespace

Result<std::vector<Digest>> add_session(Connection& db, const SessionRecord& session) {
    const auto known = db.exists("SELECT 1 FROM associate WHERE id = ?", {session.associate_id});
    if (!known) return known.error();
    if (!*known) return no_such_associate();
    if (session.expected_revision) {
        const auto revision = stored_revision(db, session.associate_id);
        if (!revision) return revision.error();
        if (*revision != session.expected_revision) return fail(errc::session, "The password was changed meanwhile.");
    }
    const auto stored = db.run(
        "INSERT INTO session (key, kind, associate_id, issued, expires, ends, source, last_used, device) "
        "VALUES (?, ?, ?, ?4, ?, ?, ?, ?4, ?)",
        {session.key, static_cast<std::int32_t>(session.kind), session.associate_id, session.issued,
         std::min(session.expires, session.ends), session.ends, session.source, session.device});
    if (!stored) return stored.error();
    return end_least_used(db, session);
}

Result<TimePoint> latest_use(Connection& db) {
    const auto latest =
        db.first("SELECT coalesce(max(last_used), 0) FROM session", {}, [](const Row& row) { return row.time(0); });
    if (!latest) return latest.error();
    return latest->value_or(TimePoint{});
}

// Two requests for a link must not meet on the way: they go through negative times, where there are no others.
Result<void> set_back(Connection& db, std::chrono::milliseconds by) {
    const std::int64_t step = by.count();
    Result<void> done = change(db,
                               "UPDATE session SET issued = issued - ?1, expires = expires - ?1, ends = ends - ?1, "
                               "last_used = last_used - ?1",
                               {step});
    if (done) done = change(db, "UPDATE password_link SET expires = expires - ?", {step});
    if (done) done = change(db, "UPDATE password_link_request SET asked = -asked WHERE asked > 0", {});
    if (done) done = change(db, "UPDATE password_link_request SET asked = max(-asked - ?, 0) WHERE asked < 0", {step});
    if (done)
        done = change(db, "UPDATE password_credential SET expires = expires - ? WHERE expires < ?",
                      {step, TimePoint::max()});
    if (done) done = change(db, "UPDATE external_token SET registered = registered - ?", {step});
    if (done)
        done = change(db, "UPDATE login_failure SET last_failure = last_failure - ? WHERE key >= 'u|' AND key < 'u}'",
                      {step});
    return done;
}

Result<std::optional<std::pair<SessionRecord, Identity>>> find_session(Connection& db, const Digest& key) {
    using Found = std::optional<std::pair<SessionRecord, Identity>>;
    const auto session = db.first("SELECT " UAG_SESSION_COLUMNS " FROM session s WHERE s.key = ?", {key}, read_session);
    if (!session) return session.error();
    if (!*session) return Found{};
    auto identity = find_identity(db, (*session)->associate_id);
    if (!identity) return identity.error();
    if (!*identity) return Found{};
    return Found(std::in_place, **session, std::move(**identity));
}

Result<void> extend_session(Connection& db, const Digest& key, TimePoint expires, TimePoint used) {
    const auto extended = db.run(
        "UPDATE session SET expires = max(expires, min(?2, ends)), last_used = max(last_used, ?3) "
        "WHERE key = ?1",
        {key, expires, used});
    if (!extended) return extended.error();
    return {};
}

Result<std::int32_t> remove_expired_sessions(Connection& db, TimePoint now) {
    // An expiry is never after the end (add_session, and a constraint), so the index on it is enough.
    const auto removed = db.run("DELETE FROM session WHERE expires <= ?", {now});
    if (!removed) return removed.error();
    return static_cast<std::int32_t>(*removed);
}

Result<void> end_sessions(Connection& db, std::int32_t associate_id, const std::optional<Digest>& keep) {
    if (!keep) return change(db, "DELETE FROM session WHERE associate_id = ?", {associate_id});
    return change(db, "DELETE FROM session WHERE associate_id = ? AND key <> ?", {associate_id, *keep});
}

Result<void> record_login(Connection& db, std::int32_t associate_id, TimePoint when, const AuditEvent& event) {
    const auto noted = db.run("UPDATE associate SET last_login = ? WHERE id = ?", {when, associate_id});
    if (!noted) return noted.error();
    return add_event(db, event);
}

Result<std::vector<FailureRecord>> load_failures(Connection& db) {
    std::vector<FailureRecord> failures;
    const auto read = db.each(
        "SELECT key, account, failures, last_failure, blocked_until, last_success FROM login_failure ORDER "
        "BY max(last_failure, last_success), key",
        {}, [&](const Row& row) {
            failures.push_back({row.text(0), row.text(1), row.int32(2), row.time(3), row.time(4), row.time(5)});
        });
    if (!read) return read.error();
    return failures;
}

Result<void> save_failures(Connection& db, const std::vector<FailureRecord>& failures) {
    for (const FailureRecord& failure : failures) {
        if (failure.failures == 0 && failure.last_success == TimePoint{}) {
            const auto removed = db.run("DELETE FROM login_failure WHERE key = ?", {failure.key});
            if (!removed) return removed.error();
            continue;
        }
        const auto saved = db.run(
            "INSERT OR REPLACE INTO login_failure (key, account, failures, last_failure, blocked_until, "
            "last_success) VALUES (?, ?, ?, ?, ?, ?)",
            {failure.key, failure.account, failure.failures, failure.last_failure, failure.blocked_until,
             failure.last_success});
        if (!saved) return saved.error();
    }
    return {};
}

Result<std::int32_t> clear_failures(Connection& db, std::string_view account, TimePoint now) {
    if (account.empty()) return 0;
    const std::string mark = std::string(unlock_mark) + std::string(account);
    const auto cleared =
        db.run("DELETE FROM login_failure WHERE (account = ?1 OR key = ?1) AND key <> ?2", {account, mark});
    if (!cleared) return cleared.error();
    const auto marked = db.run(
        "INSERT OR REPLACE INTO login_failure (key, account, failures, last_failure, blocked_until, "
        "last_success) VALUES (?1, ?2, 0, ?3, ?4, ?4)",
        {mark, account, now, TimePoint{}});
    if (!marked) return marked.error();
    return static_cast<std::int32_t>(*cleared);
}

}  // namespace uag::sqlite
