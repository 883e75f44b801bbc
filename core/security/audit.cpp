#include "core/security/audit.hpp"

#include <algorithm>
#include <limits>

#include "core/base/text.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

// Of what the database has not taken for a while.
constexpr std::size_t most_restored = 10'000;

std::int64_t minute_number(TimePoint time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

// Whoever fails to log in chooses the name: no longer than an associate's may be, or it would fill memory, database
// and log.
std::string_view bounded_name(std::string_view name) {
    std::string_view rest = name;
    for (std::size_t i = 0; i < max_name_code_points && !rest.empty(); ++i) take_code_point(rest);
    return name.substr(0, name.size() - rest.size());
}

Result<void> count_event(Rows& rows, const AuditEvent& event) {
    const std::int64_t minute = minute_number(event.when);
    const auto there = rows.event_of_minute(event, minute);
    if (!there.has_value()) return there.error();
    if (there->has_value()) {
        const std::int64_t count = std::int64_t{(*there)->count} + std::max(event.count, 1);
        const auto most = std::int64_t{std::numeric_limits<std::int32_t>::max()};
        return rows.update_event((*there)->id, static_cast<std::int32_t>(std::min(count, most)),
                                 std::max((*there)->when, event.when));
    }
    return rows.insert_event(event, minute);
}

}  // namespace

std::string_view name_of(Protocol protocol) {
    switch (protocol) {
        case Protocol::soap11: return "soap11";
        case Protocol::soap12: return "soap12";
        case Protocol::rest: return "rest";
        case Protocol::web: return "web";
        case Protocol::local: break;
    }
    return "local";
}

Result<void> keep_event(Rows& rows, const AuditEvent& event) {
    if (event.is_merged) return count_event(rows, event);
    return rows.insert_event(event, std::nullopt);
}

Result<void> count_events(Rows& rows, const std::vector<AuditEvent>& events) {
    for (const AuditEvent& event : events) {
        Result<void> counted = count_event(rows, event);
        if (!counted.has_value()) return counted;
    }
    return {};
}

AuditEvent AuditLog::event(AuditKind kind, const Context& context) const {
    AuditEvent event = this->event(kind, context.operation, context.caller.name, context.origin);
    event.actor_id = context.caller.associate_id;
    return event;
}

AuditEvent AuditLog::event(AuditKind kind, std::string_view operation, std::string_view actor,
                           const Origin& origin) const {
    AuditEvent event;
    event.when = clock_.now();
    event.kind = kind;
    event.operation = operation;
    event.actor = bounded_name(actor);
    event.source = origin.address;
    event.protocol = name_of(origin.protocol);
    event.request_id = origin.request_id;
    return event;
}

AuditLog::Key AuditLog::key_of(const AuditEvent& event) {
    return {event.kind, event.actor, event.actor_id, event.source, event.operation, minute_number(event.when)};
}

void AuditLog::count(AuditEvent event) {
    bool is_first = false;
    {
        const std::scoped_lock lock(mutex_);
        Key key = key_of(event);
        if (is_left_out(key, minute_number(event.when))) {
            AuditEvent rest;
            rest.when = event.when;
            rest.kind = event.kind;
            rest.count = event.count;
            rest.detail = "more in this minute, of whom only the number is kept";
            event = std::move(rest);
            key = key_of(event);
        }
        is_first = seen_.insert(key).second;
        add(std::move(key), event);
    }
    if (is_first) sink_.tell(event);
}

void AuditLog::bound(AuditEvent& event) {
    const std::scoped_lock lock(mutex_);
    begin_minute(minute_number(event.when));
    std::size_t& rows = own_rows_[{event.kind, event.actor_id, event.operation}];
    if (rows < settings_.own_rows_a_minute) {
        ++rows;
        return;
    }
    AuditEvent rest;
    rest.when = event.when;
    rest.kind = event.kind;
    rest.actor_id = event.actor_id;
    rest.actor = std::move(event.actor);
    rest.protocol = std::move(event.protocol);
    rest.detail = "more by this associate in this minute, of which only the number is kept";
    rest.is_merged = true;
    event = std::move(rest);
}

void AuditLog::stored(const AuditEvent& event) {
    if (event.is_merged) {
        const std::scoped_lock lock(mutex_);
        if (!told_.emplace(event.kind, event.actor_id).second) return;
    }
    sink_.tell(event);
}

// Calls that began in one minute may end in the next, and a clock may be set back: only what is neither begins anew.
void AuditLog::begin_minute(std::int64_t minute) {
    if (minute == minute_ || minute + 1 == minute_) return;
    seen_.clear();
    rows_.clear();
    own_rows_.clear();
    told_.clear();
    minute_ = minute;
}

void AuditLog::start_over() {
    const std::scoped_lock lock(mutex_);
    counted_.clear();
    seen_.clear();
    rows_.clear();
    own_rows_.clear();
    told_.clear();
    minute_ = 0;
}

bool AuditLog::is_left_out(const Key& key, std::int64_t minute) {
    begin_minute(minute);
    if (seen_.contains(key)) return false;
    std::size_t& rows = rows_[std::get<AuditKind>(key)];
    if (rows >= settings_.rows_a_minute) return true;
    ++rows;
    return false;
}

std::vector<AuditEvent> AuditLog::take_counted() {
    std::map<Key, AuditEvent> taken;
    {
        const std::scoped_lock lock(mutex_);
        taken.swap(counted_);
    }
    std::vector<AuditEvent> events;
    events.reserve(taken.size());
    for (auto& [key, event] : taken) events.push_back(std::move(event));
    return events;
}

void AuditLog::restore(const std::vector<AuditEvent>& events) {
    const std::scoped_lock lock(mutex_);
    for (const AuditEvent& event : events)
        if (counted_.size() < most_restored) add(key_of(event), event);
}

void AuditLog::add(Key key, const AuditEvent& event) {
    const auto [at, is_new] = counted_.try_emplace(std::move(key), event);
    if (is_new) return;
    at->second.count += event.count;
    at->second.when = std::max(at->second.when, event.when);
}

}  // namespace uag
