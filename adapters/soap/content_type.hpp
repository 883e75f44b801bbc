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

/// Nothing if the text is not a media type with parameters, or a parameter stands twice. Values without quotes may
/// hold what is no token, as jQuery and others write an action's address: all up to a blank or semicolon.
std::optional<ContentType> parse_content_type(std::string_view text) noexcept;

/// Whether the media type is SOAP 1.2's, whatever may be wrong with its parameters: how a refusal is worded.
bool is_soap12_type(std::string_view text) noexcept;

}  // namespace uag::soap
