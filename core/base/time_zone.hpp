// Time zones as the vendor's clients name them (country codes, numbers) and what the clock says in them. The
// rules are ICU's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/datetime.hpp"

namespace uag {

/// A row of the table in time_zone_table.cpp. All text is static.
struct TimeZone {
    std::int32_t id;           ///< the number on record, else 10000 and up; never changes
    std::string_view code;     ///< "NO", "US-NY", "UTC"; at most max_zone_code characters
    std::string_view olson;    ///< ICU's name
    std::string_view country;  ///< English; empty for UTC
    std::string_view region;   ///< English; empty where the country has no regions here
};

inline constexpr std::size_t max_zone_code = 6;

/// Every zone, in the order of their codes (bytes).
std::span<const TimeZone> time_zones() noexcept;

const TimeZone& utc_zone() noexcept;

/// By code in any ASCII case, or by number in decimal; null if there is none.
const TimeZone* find_time_zone(std::string_view code_or_id) noexcept;
const TimeZone* find_time_zone(std::int32_t id) noexcept;

/// "Norway", "United States - New York", "UTC/GMT".
std::string display_name(const TimeZone& zone);

/// The same instant as the zone's clock shows it, with its offset (UTC: Zone::utc). An unspecified value is
/// UTC. What leaves the years 1..9999 is the first tick or the last whole second of them. Before 1900, where
/// offsets were each town's own, the zone's standard offset of today holds; later ones are rounded to
/// minutes.
DateTime to_zone(const DateTime& value, const TimeZone& zone);

/// UTC for what the zone's clock shows; the value's own zone is not looked at. A time that a change of the
/// clock skips is read with the offset before the change, one that it repeats is the later one. Clamped as
/// above.
DateTime from_zone(const DateTime& local, const TimeZone& zone);

/// Minutes east of UTC by the rules in force; both alike where the clock is never changed.
struct ZoneOffsets {
    int standard = 0;
    int daylight = 0;
};
ZoneOffsets offsets_of(const TimeZone& zone);

}  // namespace uag
