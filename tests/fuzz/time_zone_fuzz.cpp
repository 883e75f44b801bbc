// The SO-TimeZone header: a zone or a refusal; the answer's header reads as the same choice.
#include "adapters/rest/time_zone_header.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(time_zone) {
    const auto zones = uag::rest::parse_time_zone(bytes, uag::utc_zone());
    if (!zones.has_value()) return;
    const auto again = uag::rest::parse_time_zone(uag::rest::time_zone_answer(*zones), uag::utc_zone());
    FUZZ_HOLDS(again.has_value() && again->with_offset == zones->with_offset);
    if (zones->asked != nullptr) FUZZ_HOLDS(again->asked == zones->asked);
}
