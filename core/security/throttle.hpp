// Slows down guessing. Counters live in memory and are saved through the store, so they survive a restart.
// Pair (folded account name, source): from the `pair_free`th failure on each one brings a pause that starts
// at `first_pause` and doubles up to `longest_pause`; from the `pair_stop`th consecutive one on it is
// `stop_time`. Source (an IPv4 address or an IPv6 /64): from the `source_free`th failure within
// `source_window` on the same kind of pause, until a source has kept quiet for `source_window` after its last
// one. Should the wall clock be set back, every time in here moves with it: no pause grows.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "core/store/records.hpp"

namespace uag {

struct ThrottleSettings {
    std::int32_t pair_free = 5;
    std::int32_t pair_stop = 100;
    std::chrono::seconds stop_time{24 * 3600};
    std::int32_t source_free = 100;
    std::chrono::seconds source_window{600};
    std::chrono::seconds first_pause{1};
    std::chrono::seconds longest_pause{900};
    /// Kept in memory; the least recently used go first, but not a pair that logged in within 30 days while
    /// such pairs are under three quarters.
    std::size_t max_counters = 100'000;
};

struct ThrottleDecision {
    enum class Kind : std::uint8_t { pass, pair_blocked, source_blocked } kind = Kind::pass;
    std::chrono::seconds retry_after{0};
    std::int32_t source_failures = 0;  ///< that count against the source at present, whatever the account
    /// Some account, whichever, logged in from the source within 30 days (read within an hour of it, and while its
    /// counter is kept). Like source_failures it says nothing about the account asked for.
    bool is_known = false;
};

/// What a failure brought about: whom to slow down was begun with it.
struct ThrottleStart {
    bool pair = false;     ///< the account from that source: pauses from now on
    bool stopped = false;  ///< the account from that source: for `stop_time`
    bool source = false;   ///< everybody from that source
};

/// What whoever is turned away gets: `code`, errc::throttled or errc::password_throttled, with how long to wait.
Error too_many_attempts(errc code, std::chrono::seconds retry_after);

/// The source of an address: the IPv4 address itself, the /64 of an IPv6 address (IPv4-mapped ones count as
/// IPv4). Brackets and a zone (`%eth0`) are left out. All that is no address shares one source, "unknown".
std::string throttle_source(std::string_view address);

/// Who shares turns where clients wait for each other: as throttle_source, but the /48 of an IPv6 address, since one
/// customer of a provider has as many /64s as they like.
std::string turn_source(std::string_view address);

/// Failed mailed links of such a source are counted under this, apart from its log-ins: dead links in somebody's mail
/// box must not slow down the log-ins of everybody behind the same address, nor those the links.
std::string link_source(std::string_view source);

/// Safe from any thread; nothing here waits.
class Throttle {
public:
    Throttle(const ThrottleSettings& settings, const Clock& clock);
    ~Throttle();
    Throttle(const Throttle&) = delete;
    Throttle& operator=(const Throttle&) = delete;

    /// Judged before any hash is spent; counts nothing. A blocked source wins over a blocked pair.
    ThrottleDecision check(std::string_view folded_account, std::string_view source);
    /// A wrong password that was really judged (its check passed). Attempts that raced past the check
    /// together all count, also when an earlier one of them has blocked the pair meanwhile.
    ThrottleStart failed(std::string_view folded_account, std::string_view source);
    /// An attempt that a blocked pair turned away: it counts against the source only, for the hash it cost.
    /// The pair's pause does not grow, or somebody who tries the right password too early would never get in.
    ThrottleStart turned_away(std::string_view source);
    /// Ends the pair's count. The source's count goes on.
    void succeeded(std::string_view folded_account, std::string_view source);
    /// Forgets every counter of the account.
    void unlock(std::string_view folded_account);
    /// The same, if another process did so at this time and load() has not told of it yet.
    void unlocked(std::string_view folded_account, TimePoint when);

    /// Takes the state over at start-up, and again after another process changed it. A counter that changed
    /// here since the last take_changes() stays as it is; any other becomes what `records` say, or goes if
    /// they do not have it. An unlock_mark that is new since the last load wins over both, also over failures that
    /// were counted until it arrived. Read `records` after the last taken changes were saved.
    void load(const std::vector<FailureRecord>& records);
    /// As just made: nothing is counted, and nothing is to be saved.
    void start_over();
    /// What changed since the last call, to be saved. A record without failures and without a last success is
    /// one to forget.
    std::vector<FailureRecord> take_changes();

private:
    struct Counter;
    using Counters = std::list<Counter>;
    struct Place {
        Counters* list;
        Counters::iterator at;
    };
    struct Successes {
        std::size_t pairs = 0;  // of the source, in trusted_
        TimePoint last{};
    };

    void look_at_clock();
    void move_back(std::chrono::milliseconds step);
    FailureRecord judged_by_clock(FailureRecord record);
    Counter* find(const std::string& key);
    const Counter* find(const std::string& key) const;
    Counter& touch(const std::string& key, std::string_view account);
    void add(Counter counter);
    void forget(const std::string& key);
    void forget_account(const std::string& account);
    bool is_news(const std::string& account, TimePoint unlocked) const;
    void make_room();
    void count_success(const FailureRecord& record);
    void uncount_success(const std::string& key);
    bool is_known(std::string_view source) const;
    bool is_trusted(const FailureRecord& record) const;
    void mark_changed(const std::string& key);
    bool count_source(std::string_view source);
    std::chrono::seconds pause(std::int64_t doublings) const;
    std::chrono::seconds left(const Counter* counter) const;
    bool is_over_limit(const FailureRecord& source) const;
    bool is_past(std::uint32_t when) const;
    std::int32_t current_failures(const Counter* source) const;

    const ThrottleSettings settings_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    Counters ordinary_;  // most recently used first
    Counters trusted_;   // pairs that logged in within 30 days, latest log-in first
    std::unordered_map<std::string, Place> by_key_;
    std::unordered_map<std::string, Successes> successes_;  // by source
    std::unordered_set<std::string> changed_;
    std::unordered_map<std::string, TimePoint> unlocks_;  // by account or source: as many as the store has marks
    bool has_loaded_ = false;
    TimePoint now_;      // as of the call that runs; never goes back but with everything else
};

}  // namespace uag
