// Tickets, access tokens and web sessions: issued, recognised, extended, ended. A sharded cache answers holders without the
// store.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/call/call.hpp"
#include "core/security/quotas.hpp"
#include "core/security/ticket.hpp"
#include "core/store/store.hpp"

namespace uag {

struct SessionSettings {
    std::chrono::minutes ticket_idle{360};  ///< slides with use; of web sessions too
    std::chrono::minutes ticket_longest{1440};  ///< from the log-in, however much it is used; of web sessions too
    std::chrono::minutes token_time{60};  ///< does not slide
    std::chrono::seconds renewal_step{60};  ///< a use moves the stored expiry only when it moves this far
    std::size_t cached = 100'000;  ///< sessions kept in memory
    SessionQuotas quotas{};
};

/// A session that has just begun.
struct NewSession {
    Secret text;
    std::size_t ended = 0;  ///< older ones of its kind that ended for it
};

/// A recognised session with the associate behind it.
struct Session {
    SessionRecord record;
    std::shared_ptr<const Identity> identity;
    Caller caller;
    std::atomic<std::int64_t> expires_ms{0};  ///< as used
    std::atomic<std::int64_t> stored_ms{0};  ///< as the store has it, or soon will
    std::atomic<std::int64_t> stored_use_ms{0};  ///< the last use, likewise
};

/// Safe from any thread.
class Sessions {
public:
    Sessions(const SessionSettings& settings, Store& store, const Clock& clock, Random& random);

    /// A new session for the associate, on disk when this returns. Its text is told only here.
    /// It ends at `not_after` at the latest: what was proven with a session must not outlive that session.
    /// Beyond the quota of its kind the least recently used end.
    /// errc::session if the password has changed since `identity` was read.
    Task<Result<NewSession>> issue(SessionKind kind, const Identity& identity, std::string source, TimePoint not_after,
                                   std::string device = {});

    /// Whether the wall clock was set back since the last time anybody asked. Then settle() comes before anything is
    /// judged by time: what lasts until a moment would last longer by the step. Waits for nothing.
    bool is_clock_back();
    /// Moves what is stored with the clock (stored_sessions.hpp: set_back) and forgets what is in memory.
    Task<Result<void>> settle();
    /// For the start of a service: the clock may have been set back while nobody looked.
    Task<Result<void>> begin();

    /// The session behind a text, whose white space around it does not count (people copy tickets out of files), its
    /// expiry moved. errc::session if it is malformed, unknown or
    /// expired, or if its associate may no longer log in.
    Task<Result<std::shared_ptr<const Session>>> resolve(SessionKind kind, std::string_view text);

    /// The same without waiting: for a session in memory that is alive and whose expiry need not be written
    /// yet. Null otherwise, and then only resolve() can tell.
    std::shared_ptr<const Session> resolve_at_once(SessionKind kind, std::string_view text);

    /// Drops the associate's sessions from memory, but the kept one, after the store has ended or changed
    /// them.
    void forget_associate(std::int32_t associate_id, const std::optional<Digest>& keep);
    void forget_all();
    /// As just made, where store and clock were set back together: nothing is in memory, and no step is to be settled.
    void start_over();

private:
    // The key is uniformly distributed already: its first bytes are the hash.
    struct KeyHash {
        std::size_t operator()(const Digest& key) const {
            std::size_t hash = 0;
            std::memcpy(&hash, key.data(), sizeof hash);
            return hash;
        }
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<Digest, std::shared_ptr<Session>, KeyHash> sessions;
    };

    Shard& shard_of(const Digest& key);
    std::shared_ptr<Session> find_cached(const Digest& key);
    void keep(const std::shared_ptr<Session>& session, std::uint64_t as_of);
    void drop(const Digest& key);
    bool is_alive(const Session& session, TimePoint now) const;
    TimePoint moved_expiry(const Session& session, TimePoint now) const;
    bool is_to_be_written(const Session& session, TimePoint expires, TimePoint now) const;
    std::optional<TimePoint> move_expiry(Session& session, TimePoint now) const;

    const SessionSettings settings_;
    Store& store_;
    const Clock& clock_;
    Random& random_;
    std::array<Shard, 16> shards_;
    std::atomic<std::int64_t> latest_ms_;  ///< the furthest time seen, to clock_grain
    std::atomic<std::int64_t> step_ms_{0};  ///< set back by so much, not yet settled
    std::atomic<std::uint64_t> endings_{0};  ///< raised by every forget: a look-up that began before it is not cached
};

}  // namespace uag
