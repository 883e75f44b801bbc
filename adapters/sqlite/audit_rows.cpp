#include <algorithm>

#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {
namespace {

constexpr std::size_t digest_digits = 2 * std::tuple_size_v<Digest>;

AuditEvent read_event(const Row& row) {
    AuditEvent event;
    event.id = row.int64(0);
    event.when = row.time(1);
    event.kind = static_cast<AuditKind>(row.int32(2));
    event.operation = row.text(3);
    event.actor_id = row.int32(4);
    event.actor = row.text(5);
    event.subject_id = row.int32(6);
    event.subject = row.text(7);
    event.source = row.text(8);
    event.protocol = row.text(9);
    event.request_id = row.text(10);
    event.count = row.int32(11);
    event.detail = row.text(12);
    return event;
}

// `minute` is nothing for an event that stands alone; such a row never conflicts.
Result<void> store_event(Connection& db, const AuditEvent& event, std::optional<std::int64_t> minute) {
    return change(
        db,
        "INSERT INTO audit_event (at, kind, operation, actor_id, actor, folded_actor, subject_id, subject, "
        "folded_subject, source, protocol, request_id, count, detail, minute) VALUES (?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, actor, actor_id, source, minute) WHERE minute IS NOT "
        "NULL DO UPDATE SET count = min(count + excluded.count, 2147483647), at = max(at, excluded.at)",
        {event.when, static_cast<std::int32_t>(event.kind), event.operation, event.actor_id, event.actor,
         fold(event.actor), event.subject_id, event.subject, fold(event.subject), event.source, event.protocol,
         event.request_id, std::max(event.count, 1), event.detail, minute ? Value(*minute) : Value(nullptr)});
}

std::int64_t minute_of(TimePoint time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

}  // namespace

Result<void> add_event(Connection& db, const AuditEvent& event) {
    return store_event(db, event, event.is_merged ? std::optional(minute_of(event.when)) : std::nullopt);
}

Result<void> SqliteRows::add_event(const AuditEvent& event) { return sqlite::add_event(db_, event); }

Result<void> SqliteRows::count_events(const std::vector<AuditEvent>& events) {
    for (const AuditEvent& event : events)
        if (const auto stored = store_event(db_, event, minute_of(event.when)); !stored) return stored.error();
    return {};
}

// The newest of those that satisfy the filter. With an actor its index leads, otherwise the time's.
#define UAG_SELECT_EVENTS                                                                                  \
    "SELECT id, at, kind, operation, actor_id, actor, subject_id, subject, source, protocol, request_id, " \
    "count, "                                                                                              \
    "detail FROM audit_event WHERE at >= ?1 AND at < ?2 AND (?3 IS NULL OR kind = ?3) AND "                \
    "(?4 = '' OR operation = ?4) AND instr(folded_subject, ?5) > 0 AND (?6 = '' OR source = ?6) AND "
#define UAG_NEWEST_EVENTS " ORDER BY at DESC, id DESC LIMIT ?8"

Result<std::vector<AuditEvent>> SqliteRows::events(const AuditFilter& filter) {
    const Value kind = filter.kind ? Value(static_cast<std::int32_t>(*filter.kind)) : Value(nullptr);
    const std::initializer_list<Value> values{filter.since.value_or(TimePoint::min()),
                                              filter.until.value_or(TimePoint::max()),
                                              kind,
                                              filter.operation,
                                              filter.subject,
                                              filter.source,
                                              filter.actor,
                                              filter.limit > 0 ? filter.limit : -1};
    auto events = filter.actor.empty()
                      ? read_all(db_, UAG_SELECT_EVENTS "?7 = ''" UAG_NEWEST_EVENTS, values, read_event)
                      : read_all(db_, UAG_SELECT_EVENTS "folded_actor = ?7" UAG_NEWEST_EVENTS, values, read_event);
    if (events) std::reverse(events->begin(), events->end());
    return events;
}

Result<std::int32_t> SqliteRows::remove_events_before(TimePoint time) {
    const auto removed = db_.run("DELETE FROM audit_event WHERE at < ?", {time});
    if (!removed) return removed.error();
    return static_cast<std::int32_t>(*removed);
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

}  // namespace uag::sqlite
