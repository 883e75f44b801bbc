// A run as plain lines for who started it: what makes it mean less first, then what differs, then the counts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "server/compare/results.hpp"

namespace uag::compare {

/// So many differences are told; the report has all of them.
inline constexpr std::size_t most_told_differences = 40;

/// `problems` are why the run could not be what it should have been.
std::string summary_of(const Report& report, const std::vector<std::string>& problems);

/// The bar of a run for a terminal: `[#####.....]  42%  users`, so wide. It begins with a carriage return.
std::string progress_bar(std::size_t done, std::size_t all, std::size_t width);

}  // namespace uag::compare
