// Remembers for a short time who proved a name and password, so that Basic does not cost a hash a request. The key is
// an HMAC-SHA256 under a key of this process: neither passwords nor anything that could be tried elsewhere is kept.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/base/secret.hpp"
#include "core/call/call.hpp"
#include "core/store/records.hpp"

namespace uag {

struct BasicCacheSettings {
    std::chrono::seconds time{60};  ///< from the hash on, however often it is used; 0: nothing is remembered
    std::size_t entries = 10'000;   ///< beyond it the oldest goes
};

/// Somebody whose password a hash has proven.
struct ProvenPassword {
    Caller caller;
    std::string account;  ///< the folded associate name, as the throttle counts it
    Identity judged;      ///< what may_log_in() looks at, and nothing else
    TimePoint proven{};   ///< when
};

/// Safe from any thread; nothing here waits.
class BasicCache {
public:
    /// Throws std::runtime_error if the generator fails.
    BasicCache(const BasicCacheSettings& settings, const Clock& clock, Random& random);
    BasicCache(const BasicCache&) = delete;
    BasicCache& operator=(const BasicCache&) = delete;

    /// What credentials are remembered under. The source is in it: what one source has proven does not let another
    /// guess faster than the throttle allows.
    Digest key_of(std::string_view name, std::string_view password, std::string_view source) const;

    /// Whoever proved these credentials; null if nobody did, too long ago, or may not log in at this moment.
    std::shared_ptr<const ProvenPassword> find(const Digest& key) const;

    /// To be read before a verification begins, and handed to keep().
    std::uint64_t as_of() const { return endings_.load(); }
    /// Remembers the proof, unless something was forgotten since `as_of`: it may have been about this one.
    void keep(const Digest& key, const Identity& identity, Caller caller, std::uint64_t as_of);

    void forget_associate(std::int32_t associate_id);
    void forget_all();

private:
    using Entries = std::map<Digest, std::shared_ptr<const ProvenPassword>>;

    bool is_fresh(const ProvenPassword& entry, TimePoint now) const;
    void make_room(TimePoint now);

    const BasicCacheSettings settings_;
    const Clock& clock_;
    Secret key_;
    mutable std::mutex mutex_;
    Entries entries_;
    std::atomic<std::uint64_t> endings_{0};
};

}  // namespace uag
