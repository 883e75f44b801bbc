// Whether calls of a server are worth the waiting: after several failures of the transport in a row they are not for a
// moment, then one call finds out. An application's error is an answer and counts as one.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>

namespace uag::bridge {

/// Safe from any thread; nothing here waits.
class Breaker {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::uint32_t most_failures = 8;  ///< in a row; then calls are refused
    static constexpr std::chrono::milliseconds pause{1000};

    /// Whether a call may be made now. Of those at the end of a pause only one, which must come to answered() or failed().
    bool admits(Time now) {
        const std::scoped_lock lock(mutex_);
        if (failures_ < most_failures) return true;
        if (now < closed_until_) return false;
        closed_until_ = now + pause;
        return true;
    }
    void answered() {
        const std::scoped_lock lock(mutex_);
        failures_ = 0;
    }
    void failed(Time now) {
        const std::scoped_lock lock(mutex_);
        if (failures_ < most_failures) ++failures_;
        if (failures_ == most_failures) closed_until_ = now + pause;
    }

private:
    std::mutex mutex_;
    std::uint32_t failures_ = 0;
    Time closed_until_{};
};

}  // namespace uag::bridge
