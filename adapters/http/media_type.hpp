// Content-Type, Accept and Accept-Encoding (RFC 9110 sections 8.3, 12.5.1, 12.5.3): one parser, which says what was irregular;
// how strict one is is the adapter's decision.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string_view>

namespace uag::http {

/// Longest Accept or Accept-Encoding that is looked at, in bytes.
inline constexpr std::size_t max_media_header = 1024;

/// A media type with its parameters; views into the header's text. Of a parameter that stands twice the last counts.
struct MediaType {
    std::string_view name;  ///< "application/json", as sent; compare without regard to ASCII case
    std::string_view charset{};  ///< without quotes; empty if there is none
    std::string_view action{};  ///< of SOAP 1.2 (RFC 3902), without quotes; empty if there is none
    bool is_malformed = false;  ///< breaks the grammar of RFC 9110 8.3.1; what could be read of it stands here
    bool has_empty_charset = false;
    bool repeats_charset = false;
    bool repeats_action = false;
};

/// Nothing if it does not begin with `type/subtype`. A value without quotes may hold what is no token, as jQuery and others
/// write an action's address: all up to a semicolon, but no blank, comma or quote. An escape in a quoted value stays as it
/// is: nothing that we know has one.
std::optional<MediaType> parse_media_type(std::string_view header);

/// The name alone, whatever may be wrong with it and what follows: all before the first semicolon, without blanks.
std::string_view media_name(std::string_view header);

/// How much an Accept header wants a type; compared in this order.
struct Preference {
    int quality = 0;  ///< 0..1000
    int precision = 0;  ///< 3 named exactly, 2 `type/*`, 1 `*/*`, 0 not mentioned
    friend auto operator<=>(const Preference&, const Preference&) = default;
};

/// The preference for the best of these types. An empty header wants everything alike, as does one too long
/// to read.
Preference preference(std::string_view accept, std::span<const std::string_view> types);

/// True if an Accept-Encoding names gzip, or `*`, with a quality above zero and not below that of a named
/// `identity` (RFC 9110 12.5.3). False for an empty header and for one too long to read.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace uag::http
