// Whether whoever has called still waits for the answer. Watched only where that saves somebody work: it costs.
#pragma once

#include <functional>
#include <utility>

namespace uag {

/// For the thread that the call runs on.
class CallerWatch {
public:
    virtual ~CallerWatch() = default;
    /// Until end(): calls `on_gone` once, on that thread, as soon as the caller has closed the connection, or has begun to.
    /// One at a time.
    virtual void begin(std::function<void()> on_gone) = 0;
    virtual void end() noexcept = 0;
};

/// Watches as long as it lives.
class WatchedCaller {
public:
    WatchedCaller(CallerWatch& watch, std::function<void()> on_gone) : watch_(watch) {
        watch_.begin(std::move(on_gone));
    }
    ~WatchedCaller() { watch_.end(); }
    WatchedCaller(const WatchedCaller&) = delete;
    WatchedCaller& operator=(const WatchedCaller&) = delete;

private:
    CallerWatch& watch_;
};

}  // namespace uag
