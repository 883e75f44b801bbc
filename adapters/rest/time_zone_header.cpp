#include "adapters/rest/time_zone_header.hpp"

#include "core/base/text.hpp"

namespace uag::rest {
namespace {

// Takes the part before the next separator off the front.
std::string_view take_part(std::string_view& rest) {
    const std::size_t end = rest.find_first_of(",;");
    const std::string_view part = trim_blanks(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return part;
}

}  // namespace

Result<ZoneChoice> parse_time_zone(std::string_view header, const TimeZone& base) {
    ZoneChoice zones;
    zones.base = &base;
    if (header.size() > max_time_zone_header) return fail(errc::malformed, "The SO-TimeZone header is too long.");
    while (!header.empty()) {
        const std::string_view part = take_part(header);
        if (part.empty()) continue;
        if (ascii_iequals(part, offset_word)) {
            zones.with_offset = true;
            continue;
        }
        const TimeZone* const zone = find_time_zone(part);
        if (zone == nullptr)
            return fail(errc::malformed, "The SO-TimeZone header names a time zone that does not exist.");
        if (zones.asked != nullptr && zones.asked != zone)
            return fail(errc::malformed, "The SO-TimeZone header names two time zones.");
        zones.asked = zone;
    }
    return zones;
}

std::string time_zone_answer(const ZoneChoice& zones) {
    std::string text(zones.zone().code);
    if (zones.with_offset) (text += ", ") += offset_word;
    return text;
}

}  // namespace uag::rest
