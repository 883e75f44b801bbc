#include "core/base/time_zone.hpp"

#include <unicode/basictz.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <vector>

#include "core/base/text.hpp"

namespace uag {
namespace {

using Rules = std::unique_ptr<const icu::BasicTimeZone>;

constexpr std::int64_t year_1900_ticks = 599'266'080'000'000'000;  // 1900-01-01
// The year in which a table of offsets is asked for: all changes that are known are behind it, so that the
// rules of today show, whenever the program runs.
constexpr UDate january_2037 = 2'114'380'800'000.0;
constexpr UDate july_2037 = 2'130'019'200'000.0;

Rules load(const TimeZone& zone) {
    const icu::StringPiece name(zone.olson.data(), static_cast<std::int32_t>(zone.olson.size()));
    std::unique_ptr<icu::TimeZone> rules(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    // Everything that ICU makes from a name is one; a null would mean that it is out of memory.
    auto* const basic = dynamic_cast<icu::BasicTimeZone*>(rules.get());
    if (basic != nullptr) rules.release();
    return Rules(basic);
}

// Loaded when first asked for, per thread: no lock on the way of a request.
const icu::BasicTimeZone* rules_of(const TimeZone& zone) {
    thread_local std::vector<Rules> loaded(time_zones().size());
    Rules& rules = loaded[static_cast<std::size_t>(&zone - time_zones().data())];
    if (rules == nullptr) rules = load(zone);
    return rules.get();
}

UDate to_udate(std::int64_t ticks) {
    return static_cast<UDate>((ticks - DateTime::unix_epoch_ticks) / DateTime::ticks_per_millisecond);
}

int to_minutes(int milliseconds) {
    const int half = milliseconds < 0 ? -30'000 : 30'000;
    return (milliseconds + half) / 60'000;
}

// What a date is of: the instant, or the zone's own clock.
enum class Of { utc, local };

int offset_at(const icu::BasicTimeZone* rules, UDate date, Of date_of) {
    if (rules == nullptr) return 0;
    std::int32_t raw = 0;
    std::int32_t daylight = 0;
    UErrorCode status = U_ZERO_ERROR;
    if (date_of == Of::utc) {
        rules->getOffset(date, false, raw, daylight, status);
    } else {
        rules->getOffsetFromLocal(date, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_LATTER, raw, daylight, status);
    }
    return U_SUCCESS(status) ? to_minutes(raw + daylight) : 0;
}

int offset_minutes(const TimeZone& zone, std::int64_t ticks, Of date_of) {
    if (&zone == &utc_zone()) return 0;
    const icu::BasicTimeZone* const rules = rules_of(zone);
    if (rules != nullptr && ticks < year_1900_ticks) return to_minutes(rules->getRawOffset());
    return offset_at(rules, to_udate(ticks), date_of);
}

std::int64_t within_years(std::int64_t ticks) {
    if (ticks < 0) return 0;
    return ticks > DateTime::max_ticks ? DateTime::last_second_ticks : ticks;
}

// The instant in ticks of UTC.
std::int64_t utc_ticks(const DateTime& value) {
    if (value.zone != DateTime::Zone::offset) return within_years(value.ticks);
    return within_years(value.ticks - value.offset_minutes * DateTime::ticks_per_minute);
}

const TimeZone* find_code(std::string_view code) noexcept {
    std::array<char, max_zone_code> upper{};
    if (code.size() > upper.size()) return nullptr;
    std::transform(code.begin(), code.end(), upper.begin(), ascii_upper);
    const std::string_view wanted(upper.data(), code.size());
    const auto zones = time_zones();
    const auto at = std::lower_bound(zones.begin(), zones.end(), wanted,
                                     [](const TimeZone& zone, std::string_view text) { return zone.code < text; });
    return at != zones.end() && at->code == wanted ? &*at : nullptr;
}

}  // namespace

const TimeZone& utc_zone() noexcept {
    static const TimeZone& utc = *find_code("UTC");
    return utc;
}

const TimeZone* find_time_zone(std::int32_t id) noexcept {
    const auto zones = time_zones();
    const auto at = std::find_if(zones.begin(), zones.end(), [id](const TimeZone& zone) { return zone.id == id; });
    return at == zones.end() ? nullptr : &*at;
}

const TimeZone* find_time_zone(std::string_view code_or_id) noexcept {
    std::int32_t id = 0;
    const char* const end = code_or_id.data() + code_or_id.size();
    const auto [stop, error] = std::from_chars(code_or_id.data(), end, id);
    if (error == std::errc{} && stop == end) return find_time_zone(id);
    return find_code(code_or_id);
}

std::string display_name(const TimeZone& zone) {
    std::string name(zone.country);
    if (!name.empty() && !zone.region.empty()) name += " - ";
    return name += zone.region;
}

DateTime to_zone(const DateTime& value, const TimeZone& zone) {
    const std::int64_t instant = utc_ticks(value);
    DateTime shown;
    if (&zone == &utc_zone()) {
        shown.ticks = instant;
        shown.zone = DateTime::Zone::utc;
        return shown;
    }
    const int minutes = offset_minutes(zone, instant, Of::utc);
    shown.ticks = within_years(instant + minutes * DateTime::ticks_per_minute);
    shown.zone = DateTime::Zone::offset;
    shown.offset_minutes = static_cast<std::int16_t>(minutes);
    return shown;
}

DateTime from_zone(const DateTime& local, const TimeZone& zone) {
    const std::int64_t ticks = within_years(local.ticks);
    DateTime utc;
    utc.ticks = within_years(ticks - offset_minutes(zone, ticks, Of::local) * DateTime::ticks_per_minute);
    utc.zone = DateTime::Zone::utc;
    return utc;
}

ZoneOffsets offsets_of(const TimeZone& zone) {
    // Not kept: this is asked of all zones at once, and most are never asked for anything else.
    const Rules rules = load(zone);
    const int january = offset_at(rules.get(), january_2037, Of::utc);
    const int july = offset_at(rules.get(), july_2037, Of::utc);
    return {std::min(january, july), std::max(january, july)};
}

}  // namespace uag
