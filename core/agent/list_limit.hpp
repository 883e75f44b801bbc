// How many ids, names or addresses one call may name: each costs a look-up, and an id three bytes long has an answer
// of hundreds.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/error.hpp"

namespace uag {

/// As many as a page of a list has at most.
inline constexpr std::size_t most_named = 1000;

/// Bytes of what an answer of many shows: whoever writes it does nothing else meanwhile.
inline constexpr std::size_t most_text = std::size_t{1} << 20;

/// errc::invalid_argument on `field` if the list has more than `most` elements, repeated ones counted.
Result<void> judge_count(std::string field, std::size_t count, std::size_t most = most_named);

}  // namespace uag
