#include "adapters/soap/time_zone.hpp"

#include "core/base/text.hpp"

namespace uag::soap {

Result<const TimeZone*> asked_time_zone(const Box<SoTimeZone>& header) {
    const TimeZone* const none = nullptr;
    if (!header.has_value()) return none;
    const std::int32_t id = header->so_time_zone_id;
    const std::string_view code = trim(header->so_time_zone_location_code.text);
    if (id == 0 && code.empty()) return none;
    const TimeZone* const by_id = id != 0 ? find_time_zone(id) : nullptr;
    const TimeZone* const by_code = !code.empty() ? find_time_zone(code) : nullptr;
    // The ids are each installation's own, so a code that is known says it alone.
    if (by_code == nullptr && (by_id == nullptr || !code.empty()))
        return fail(errc::malformed, "The TimeZone header names a time zone that does not exist.");
    if (by_id != nullptr && by_code != nullptr && by_id != by_code)
        return fail(errc::malformed, "The TimeZone header names two time zones.");
    return by_code != nullptr ? by_code : by_id;
}

SoTimeZone time_zone_header(const TimeZone& zone) {
    SoTimeZone header;
    header.so_time_zone_id = zone.id;
    header.so_time_zone_location_code = String(zone.code);
    return header;
}

}  // namespace uag::soap
