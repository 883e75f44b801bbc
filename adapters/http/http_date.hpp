// Dates of HTTP's own headers (RFC 9110 5.6.7).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"

namespace uag::http {

/// `Sun, 06 Nov 1994 08:49:37 GMT` and the two obsolete forms. Nothing for any other text: a header with such a
/// date is to be ignored (RFC 9110 13.1.3).
std::optional<TimePoint> parse_http_date(std::string_view text);

/// The preferred form; part of a second is cut.
std::string format_http_date(TimePoint time);

}  // namespace uag::http
