// The trace a caller says the request belongs to (W3C Trace Context, field traceparent), for the log line.
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace uag::http {

/// The value of the only traceparent field, if it is a valid one: `00-`, 32 lower-case hex digits, `-`, 16, `-`, 2,
/// neither id all zeros. Of a later version the part that this one knows. Else empty: the field is dropped.
std::string_view traceparent_of(std::span<const std::pair<std::string_view, std::string_view>> fields);

}  // namespace uag::http
