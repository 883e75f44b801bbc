// The Content-Type of a SOAP request: media type, charset and SOAP 1.2's action (RFC 9110, 8.3; RFC 3902).
#pragma once

#include <optional>
#include <string_view>

namespace uag::soap {

/// Views into the header's text.
struct ContentType {
    std::string_view media_type;   ///< as sent; compare without regard to case
    std::string_view charset;      ///< empty: not stated
    std::string_view action;       ///< empty: not stated
};

/// Nothing if the text is not a media type with parameters, or a parameter stands twice.
std::optional<ContentType> parse_content_type(std::string_view text) noexcept;

}  // namespace uag::soap
