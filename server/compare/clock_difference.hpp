// How far the clocks of two servers are apart, from the Date of their answers, which has whole seconds.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "core/base/clock.hpp"

namespace uag::compare {

/// What answers tell of one server's clock.
class ClockReading {
public:
    /// An answer with that Date, asked for and received at these times of our own clock. A Date that is none tells
    /// nothing.
    void saw(std::string_view date, TimePoint sent, TimePoint received);

    /// How far the server's clock is ahead of ours, as near as its answers tell; nothing without a Date.
    std::optional<std::chrono::milliseconds> ahead() const;

private:
    std::chrono::milliseconds least_ = std::chrono::milliseconds::min();
    std::chrono::milliseconds most_ = std::chrono::milliseconds::max();
    bool has_any_ = false;
};

/// How far the right clock is ahead of the left one; 0 where that cannot be told, or is less than what a Date can tell.
std::chrono::milliseconds clock_difference(const ClockReading& left, const ClockReading& right);

}  // namespace uag::compare
