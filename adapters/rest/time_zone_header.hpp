// The header SO-TimeZone: which zone a client's dates are of, and whether it wants their offsets.
#pragma once

#include <string>
#include <string_view>

#include "adapters/walk/convert_times.hpp"
#include "core/base/error.hpp"

namespace uag::rest {

inline constexpr std::string_view time_zone_header = "SO-TimeZone";

/// What a client says who wants the offsets of dates.
inline constexpr std::string_view offset_word = "includeTZOffset";

/// Longest value that is read, in bytes.
inline constexpr std::size_t max_time_zone_header = 128;

/// Reads a zone's code or number and the word includeTZOffset, each or both, in any order and ASCII case,
/// between commas or semicolons; empty parts count for nothing. errc::malformed: a zone that does not exist,
/// two that differ, or a value too long.
Result<ZoneChoice> parse_time_zone(std::string_view header, const TimeZone& base);

/// The answer's header: the zone that was used, `NO` or `NO, includeTZOffset`.
std::string time_zone_answer(const ZoneChoice& zones);

}  // namespace uag::rest
