// Time as a port: every rule about time reads it here, so a test moves it by hand.
#pragma once

#include <chrono>

namespace uag {

/// Wall-clock time in UTC with a resolution of one millisecond, as it is stored.
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
public:
    TimePoint now() const override {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

}  // namespace uag
