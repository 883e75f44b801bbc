// How many ids, names or addresses one call may name: each costs a look-up, and an id three bytes long has an answer
// of hundreds.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/error.hpp"

namespace uag {

/// As many as a page of a list has at most.
inline constexpr std::size_t most_named = 1000;

/// errc::invalid_argument on `field` if the list has more than `most_named` elements, repeated ones counted.
Result<void> judge_count(std::string field, std::size_t count);

}  // namespace uag
