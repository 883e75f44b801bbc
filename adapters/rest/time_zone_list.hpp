// The answer of `GET …/api/v1/timezone`: every zone that SO-TimeZone may name.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/media_type.hpp"
#include "core/base/time_zone.hpp"

namespace uag::rest {

/// Appends the archive of zones: odata.metadata, odata.nextLink (always null: there is one page) and, in
/// value, a row a zone: id, timeZone (the code), country, region, offset and daylight (`+1:00`; `0` for none,
/// empty where the clock is never changed), isActive. `api` is the address of `…/api` without a slash.
void write_time_zones(DataFormat format, std::string_view api, std::string& out);

/// Appends one zone: a TimeZoneData.
void write_time_zone(DataFormat format, const TimeZone& zone, std::string& out);

}  // namespace uag::rest
