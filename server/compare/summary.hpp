// A run as plain lines for who started it: what makes it mean less first, then what differs, then the counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/compare/results.hpp"

namespace uag::compare {

/// So many differences are told; the report has all of them.
inline constexpr std::size_t most_told_differences = 40;

/// What a run comes to as a whole; the exit code and the last line say it.
enum class RunEnd : std::uint8_t {
    agree,
    differ,
    not_whole,  ///< it could not run to its end, left something behind, or a target refused everybody
    nothing_compared  ///< no answer of one target stands beside one of another
};
RunEnd end_of(const Report& report, const std::vector<std::string>& problems);

/// `problems` are why the run could not be what it should have been.
std::string summary_of(const Report& report, const std::vector<std::string>& problems);

/// The bar of a run for a terminal: `[#####.....]  42%  users`, so wide. It begins with a carriage return.
std::string progress_bar(std::size_t done, std::size_t all, std::size_t width);

}  // namespace uag::compare
