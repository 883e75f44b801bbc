// AuditRows.
#include <algorithm>

#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {
namespace {

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

}  // namespace

#define UAG_EVENT_COLUMNS                                                                                  \
    "id, at, kind, operation, actor_id, actor, subject_id, subject, source, protocol, request_id, count, " \
    "detail"

Result<void> SqliteRows::insert_event(const AuditEvent& event, std::optional<std::int64_t> minute) {
    return change(
        db_,
        "INSERT INTO audit_event (at, kind, operation, actor_id, actor, folded_actor, subject_id, subject, "
        "folded_subject, source, protocol, request_id, count, detail, minute) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?)",
        {event.when, static_cast<std::int32_t>(event.kind), event.operation, event.actor_id, event.actor,
         fold(event.actor), event.subject_id, event.subject, fold(event.subject), event.source, event.protocol,
         event.request_id, std::max(event.count, 1), event.detail, minute ? Value(*minute) : Value(nullptr)});
}

Result<std::optional<AuditEvent>> SqliteRows::event_of_minute(const AuditEvent& event, std::int64_t minute) {
    return db_.first(
        "SELECT " UAG_EVENT_COLUMNS
        " FROM audit_event WHERE kind = ? AND actor = ? AND actor_id = ? AND source = ? AND "
        "operation = ? AND minute = ?",
        {static_cast<std::int32_t>(event.kind), event.actor, event.actor_id, event.source, event.operation, minute},
        read_event);
}

Result<void> SqliteRows::update_event(std::int64_t id, std::int32_t count, TimePoint when) {
    return change(db_, "UPDATE audit_event SET count = ?, at = ? WHERE id = ?", {count, when, id});
}

// The newest of those that satisfy the filter. With an actor its index leads, otherwise the time's.
#define UAG_SELECT_EVENTS                                                             \
    "SELECT " UAG_EVENT_COLUMNS                                                       \
    " FROM audit_event WHERE at >= ?1 AND at < ?2 AND (?3 IS NULL OR kind = ?3) AND " \
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

}  // namespace uag::sqlite
