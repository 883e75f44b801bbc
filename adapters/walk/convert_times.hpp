// Dates of requests and responses between the zone that a client speaks of and the UTC of the core. A walk
// over every member of an object, for each protocol alike.
#pragma once

#include "core/base/time_zone.hpp"
#include "core/contract/type_info.hpp"

namespace uag {

/// The zones of one request. Zones outlive it: they stand in a static table.
struct ZoneChoice {
    const TimeZone* base = &utc_zone();  ///< the installation's
    const TimeZone* asked = nullptr;     ///< the request's; null: it named none
    bool with_offset = false;            ///< dates of the response carry their offset

    const TimeZone& zone() const { return asked != nullptr ? *asked : *base; }
};

/// Makes UTC of every date below a request that does not say its zone itself: it is of the zone asked for,
/// else of the base zone. The very first instant of a DateTime stands for no date and is left alone. `object`
/// is of that type: a carrier, a request or a response.
void read_times(const TypeInfo& type, void* object, const ZoneChoice& zones);

/// Makes of every date below a response what the client gets: the clock of the zone asked for, else of the
/// base zone; with an offset only where that was asked for. An unspecified date is of the base zone. Created
/// and Updated keep away from the zone asked for: they are UTC with an offset, else of the base zone.
void show_times(const TypeInfo& type, void* object, const ZoneChoice& zones);

}  // namespace uag
