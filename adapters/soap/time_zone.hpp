// SOAP's TimeZone header: which zone a client's dates are of, and what the answer says of it.
#pragma once

#include "adapters/walk/convert_times.hpp"
#include "core/base/error.hpp"
#include "core/contract/carriers.hpp"

namespace uag::soap {

/// The zone that a request names by number, code (any ASCII case, also a number as text) or both; null where
/// the header is absent, nil, or has neither (0 and blank). errc::malformed, which is a Client fault: a zone
/// that does not exist, or a number and a code of two zones.
Result<const TimeZone*> asked_time_zone(const Box<SoTimeZone>& header);

/// The header of the answer: number and code, whichever the request had.
SoTimeZone time_zone_header(const TimeZone& zone);

}  // namespace uag::soap
