// xs:dateTime and .NET's DateTime in one value: 100 ns ticks in the years 1..9999 and what the text said of the zone.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"

namespace uag {

struct DateTime {
    enum class Zone : std::uint8_t { unspecified, utc, offset };

    static constexpr std::int64_t ticks_per_second = 10'000'000;
    static constexpr std::int64_t ticks_per_millisecond = ticks_per_second / 1000;
    static constexpr std::int64_t ticks_per_minute = 60 * ticks_per_second;
    static constexpr std::int64_t ticks_per_day = 24 * 60 * ticks_per_minute;
    static constexpr std::int64_t unix_epoch_ticks = 621'355'968'000'000'000;  ///< 1970-01-01
    static constexpr std::int64_t max_ticks = 3'155'378'975'999'999'999;       ///< 9999-12-31T23:59:59.9999999
    static constexpr std::int64_t last_second_ticks = max_ticks - max_ticks % ticks_per_second;

    std::int64_t ticks = 0;            ///< 100 ns since 0001-01-01T00:00:00, in the zone stated; 0..max_ticks
    Zone zone = Zone::unspecified;
    std::int16_t offset_minutes = 0;   ///< east of UTC, -840..840; meaningful for Zone::offset only

    friend auto operator<=>(const DateTime&, const DateTime&) = default;
};

/// `2024-05-01T10:20:30[.fffffff][Z|+hh:mm]`: fraction only when it is not zero, trailing zeros trimmed (.NET's form).
std::string format(const DateTime& value);

/// Accepts what format writes, xs:dateTime with up to 9 fraction digits (beyond seven they are cut), a date alone,
/// and years outside 1..9999 (`0000-…`, `-0001-…`, `+010000-…`, `10000-…`), which are clamped to the first or last
/// tick. Nothing for anything else; 24:00:00 is the next day's 00:00:00.
std::optional<DateTime> parse_datetime(std::string_view text);

/// Beside that what Newtonsoft.Json and .NET read as a date in JSON: `-0500`, `+02` and `z` for a zone, a blank before
/// it and for `T`, no seconds, blanks around, and `/Date(ms)/` with or without an offset: the instant, shown there.
std::optional<DateTime> parse_loose_datetime(std::string_view text);

/// UTC, whole milliseconds.
DateTime to_datetime(TimePoint time);

/// The instant, an unspecified zone read as UTC.
TimePoint to_time_point(const DateTime& value);

}  // namespace uag
