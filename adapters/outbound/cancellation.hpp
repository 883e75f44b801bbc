// Ends a call of another server before its time: nobody waits for its answer any more.
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace uag::outbound {

/// Safe from any thread.
class Cancellation {
public:
    void cancel() {
        const std::scoped_lock lock(mutex_);
        is_cancelled_ = true;
        if (wake_) wake_();
    }
    bool is_cancelled() const {
        const std::scoped_lock lock(mutex_);
        return is_cancelled_;
    }
    /// What makes whoever waits look at is_cancelled(); null: nobody waits. It does not wait itself.
    void wake_by(std::function<void()> wake) {
        const std::scoped_lock lock(mutex_);
        wake_ = std::move(wake);
    }

private:
    mutable std::mutex mutex_;
    std::function<void()> wake_;
    bool is_cancelled_ = false;
};

}  // namespace uag::outbound
