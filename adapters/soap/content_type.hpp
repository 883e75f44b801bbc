// The Content-Type of a SOAP request, read strictly (RFC 9110, 8.3; RFC 3902).
#pragma once

#include <optional>
#include <string_view>

#include "adapters/http/media_type.hpp"

namespace uag::soap {

/// Nothing if the text is not a media type with parameters, or charset or action stands twice.
std::optional<http::MediaType> parse_content_type(std::string_view text);

/// Whether the media type is SOAP 1.2's, whatever may be wrong with its parameters: how a refusal is worded.
bool is_soap12_type(std::string_view text);

}  // namespace uag::soap
