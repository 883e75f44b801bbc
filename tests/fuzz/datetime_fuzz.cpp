// Dates: whatever is read is within range, and written again it reads the same.
#include "core/base/datetime.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(datetime) {
    const auto strict = uag::parse_datetime(bytes);
    const auto value = uag::parse_loose_datetime(bytes);
    // Whatever is a date is one where more is taken for a date, and the same.
    if (strict) FUZZ_HOLDS(value && *value == *strict);
    if (!value) return;
    FUZZ_HOLDS(value->ticks >= 0 && value->ticks <= uag::DateTime::max_ticks);
    const auto again = uag::parse_datetime(uag::format(*value));
    FUZZ_HOLDS(again && again->ticks == value->ticks && again->offset_minutes == value->offset_minutes);
}
