// A clock that stands still until a test moves it.
#pragma once

#include <atomic>

#include "core/base/clock.hpp"

namespace uag::test {

class ManualClock final : public Clock {
public:
    /// 2026-01-01T00:00:00Z
    ManualClock() : now_(1'767'225'600'000) {}
    TimePoint now() const override { return TimePoint{std::chrono::milliseconds{now_.load()}}; }
    void advance(std::chrono::milliseconds by) { now_ += by.count(); }

private:
    std::atomic<std::int64_t> now_;
};

}  // namespace uag::test
