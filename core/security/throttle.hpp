// Slows down guessing. Counters live in memory and are saved through the store, so they survive a restart.
//
// A pair is (folded account name, source); a source is an IPv4 address or an IPv6 /64. Pair: `pair_free` failures, then
// a pause of `first_pause` that doubles up to `longest_pause`; `pair_stop` consecutive failures stop the pair for
// `stop_time`. Source: `source_free` failures within `source_window`, then the same kind of pause.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/clock.hpp"
#include "core/store/store.hpp"

namespace uag {

struct ThrottleSettings {
    std::int32_t pair_free = 5;
    std::int32_t pair_stop = 100;
    std::chrono::seconds stop_time{24 * 3600};
    std::int32_t source_free = 100;
    std::chrono::seconds source_window{600};
    std::chrono::seconds first_pause{1};
    std::chrono::seconds longest_pause{900};
    std::size_t max_counters = 100'000;   ///< kept in memory; the least recently used go first, but never a pair that
                                          ///< logged in within 30 days while another can go
};

struct ThrottleDecision {
    enum class Kind : std::uint8_t { pass, pair_blocked, source_blocked } kind = Kind::pass;
    std::chrono::seconds retry_after{0};
};

/// The source of an address: the IPv4 address itself, the /64 of an IPv6 address (IPv4-mapped ones count as IPv4).
std::string throttle_source(std::string_view address);

/// Safe from any thread; nothing here waits.
class Throttle {
public:
    Throttle(const ThrottleSettings& settings, const Clock& clock);

    /// Judged before any hash is spent. A blocked source wins over a blocked pair.
    ThrottleDecision check(std::string_view folded_account, std::string_view source) const;
    void failed(std::string_view folded_account, std::string_view source);
    /// Ends the pair's count. The source's count goes on.
    void succeeded(std::string_view folded_account, std::string_view source);
    /// Forgets every counter of the account.
    void unlock(std::string_view folded_account);

    /// Takes the state over at start-up, and again after another process changed it.
    void load(const std::vector<FailureRecord>& records);
    /// What changed since the last call, to be saved.
    std::vector<FailureRecord> take_changes();

private:
    struct Counter;
    const ThrottleSettings settings_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::list<FailureRecord> counters_;   // most recently used first
    std::unordered_map<std::string, std::list<FailureRecord>::iterator> by_key_;
    std::unordered_map<std::string, bool> changed_;
};

}  // namespace uag
