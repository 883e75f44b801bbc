// The answer of `GET …/api/v1/TimeZone/base` and `/current`.
#pragma once

#include <string>
#include <string_view>

#include "adapters/rest/data_format.hpp"
#include "core/base/time_zone.hpp"

namespace uag::rest {

/// Appends one zone: a TimeZoneData.
void write_time_zone(DataFormat format, const TimeZone& zone, std::string& out);

}  // namespace uag::rest
