// The rows of sessions, of counters of failed log-ins and of the audit.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/store/records.hpp"

namespace uag {

class SessionRows {
public:
    virtual ~SessionRows() = default;

    virtual Result<std::optional<SessionRecord>> session(const Digest& key) = 0;
    /// An expiry is never after the end.
    virtual Result<void> insert_session(const SessionRecord& session) = 0;
    virtual Result<void> set_session_use(const Digest& key, TimePoint expires, TimePoint used) = 0;
    /// Live sessions, of one associate (0: of all), in order of issue.
    virtual Result<std::vector<SessionRecord>> sessions(std::int32_t associate_id, TimePoint now) = 0;
    /// The keys of the associate's sessions of a kind, the latest used first, but the first `skip`.
    virtual Result<std::vector<Digest>> sessions_by_use(std::int32_t associate_id, SessionKind kind,
                                                        std::int32_t skip) = 0;
    /// The latest use of any; the epoch if there is none.
    virtual Result<TimePoint> latest_session_use() = 0;
    virtual Result<void> end_sessions(std::int32_t associate_id, const std::optional<Digest>& keep) = 0;
    /// False if the associate has no such session.
    virtual Result<bool> end_session(std::int32_t associate_id, const Digest& key) = 0;
    /// Ends the sessions whose keys begin with these hexadecimal digits; whose they were.
    virtual Result<std::vector<std::int32_t>> end_sessions_by_key(std::string_view hex_prefix) = 0;
    /// Ends the sessions whose expiry is not after `now`; how many.
    virtual Result<std::int32_t> end_expired_sessions(TimePoint now) = 0;
    /// Adds `by` to every time of every session.
    virtual Result<void> move_sessions(std::chrono::milliseconds by) = 0;
};

class FailureRows {
public:
    virtual ~FailureRows() = default;

    /// In order of last activity, oldest first.
    virtual Result<std::vector<FailureRecord>> failures() = 0;
    virtual Result<std::optional<FailureRecord>> failure(std::string_view key) = 0;
    /// Inserts or replaces by key.
    virtual Result<void> put_failure(const FailureRecord& record) = 0;
    virtual Result<void> remove_failure(std::string_view key) = 0;
    /// Those of the account, which is not empty, and the one with it as its key; how many.
    virtual Result<std::int32_t> remove_failures_of(std::string_view account) = 0;
    /// Adds `by` to the last failure of those whose keys begin with the prefix.
    virtual Result<void> move_failures(std::string_view key_prefix, std::chrono::milliseconds by) = 0;
};

class AuditRows {
public:
    virtual ~AuditRows() = default;

    /// `minute`: the row is that minute's of its kind, actor and source, and there must be no other such.
    virtual Result<void> insert_event(const AuditEvent& event, std::optional<std::int64_t> minute) = 0;
    /// The row of that minute and the event's kind, actor, actor's id and source.
    virtual Result<std::optional<AuditEvent>> event_of_minute(const AuditEvent& event, std::int64_t minute) = 0;
    virtual Result<void> update_event(std::int64_t id, std::int32_t count, TimePoint when) = 0;
    /// Oldest first.
    virtual Result<std::vector<AuditEvent>> events(const AuditFilter& filter) = 0;
    virtual Result<std::int32_t> remove_events_before(TimePoint time) = 0;
};

}  // namespace uag
