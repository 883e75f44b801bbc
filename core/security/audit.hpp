// What is remembered of log-ins, denials, throttling and changes. A change's event is stored with the change, a session's with
// the session; failed log-ins and denials are counted in memory, a row a kind, account, source and minute, and stored by the
// service's housekeeping.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/call/call.hpp"
#include "core/store/rows.hpp"

namespace uag {

/// "soap11", "soap12", "rest", "web", "local".
std::string_view name_of(Protocol protocol);

/// An associate as the subject of an event: "associate tje0".
inline std::string associate_subject(std::string_view name) { return "associate " + std::string(name); }

/// Stores the event: as a row of its own or, if it is to be merged, as count_events does.
Result<void> keep_event(Rows& rows, const AuditEvent& event);
/// Adds the counts of a kind, actor and source to the row of their minute, or makes one.
Result<void> count_events(Rows& rows, const std::vector<AuditEvent>& events);

/// Where events go beside the database: the log. Called from any thread; must neither throw nor wait.
class AuditSink {
public:
    virtual ~AuditSink() = default;
    virtual void tell(const AuditEvent& event) noexcept = 0;
};

struct AuditSettings {
    /// Rows of one kind that a minute may begin; whatever comes beside them is one more, with a count.
    std::size_t rows_a_minute = 200;
    /// Rows that an associate may make in a minute with one operation, of log-ins and of changes of what is their own.
    std::size_t own_rows_a_minute = 60;
};

/// Safe from any thread.
class AuditLog {
public:
    AuditLog(const Clock& clock, AuditSink& sink, const AuditSettings& settings = {})
        : clock_(clock), sink_(sink), settings_(settings) {}

    /// An event of this call at this moment; the caller's subject and detail are added by whoever knows them.
    AuditEvent event(AuditKind kind, const Context& context) const;
    AuditEvent event(AuditKind kind, std::string_view operation, std::string_view actor, const Origin& origin) const;

    /// For an event that is about to be stored, and that its actor can cause as often as they like: beyond
    /// `own_rows_a_minute` it becomes part of one row, which has the number of what was left out. Each operation has its own
    /// count, so that nothing is hidden behind a flood of something harmless.
    void bound(AuditEvent& event);
    /// For an event that is stored already. Of those in one row only the first is told to the sink.
    void stored(const AuditEvent& event);
    /// Counts a failed log-in, a denial, the start of a throttling or a log-in without a session. The first of its minute is told to the sink at
    /// once. Whoever comes from ever new addresses or with ever new names fills neither memory nor disk: beyond
    /// `rows_a_minute` only their number is kept, in a row without actor and source.
    void count(AuditEvent event);
    /// What was counted since the last time, for count_events. If that fails hand them back with restore().
    std::vector<AuditEvent> take_counted();
    void restore(const std::vector<AuditEvent>& events);
    /// As just made: what was counted and not taken is gone.
    void start_over();

private:
    using Key = std::tuple<AuditKind, std::string, std::int32_t, std::string, std::string, std::int64_t>;
    static Key key_of(const AuditEvent& event);
    void add(Key key, const AuditEvent& event);
    bool is_left_out(const Key& key, std::int64_t minute);
    void begin_minute(std::int64_t minute);

    const Clock& clock_;
    AuditSink& sink_;
    const AuditSettings settings_;
    std::mutex mutex_;
    std::map<Key, AuditEvent> counted_;
    std::set<Key> seen_;  // of minute_ and the one before it, taken or not
    std::map<AuditKind, std::size_t> rows_;  // how many of those, without the row of what was left out
    std::map<std::tuple<AuditKind, std::int32_t, std::string>, std::size_t> own_rows_;  // by actor and operation
    std::set<std::pair<AuditKind, std::int32_t>> told_;  // of whom a merged one was told
    std::int64_t minute_ = 0;
};

}  // namespace uag
