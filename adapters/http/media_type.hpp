// Content-Type and Accept (RFC 9110 sections 8.3, 12.5.1), read leniently where that harms nobody.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace uag::rest {

/// Longest value of these headers that is looked at, in bytes.
inline constexpr std::size_t max_media_header = 1024;

struct MediaType {
    std::string_view name;     ///< "application/json", as sent
    std::string_view charset;  ///< without quotes; empty if there is none
};

/// Nothing if it is not `type/subtype` with parameters, or too long.
std::optional<MediaType> parse_media_type(std::string_view header);

/// How much an Accept header wants a type; compared in this order.
struct Preference {
    int quality = 0;    ///< 0..1000
    int precision = 0;  ///< 3 named exactly, 2 `type/*`, 1 `*/*`, 0 not mentioned
    friend auto operator<=>(const Preference&, const Preference&) = default;
};

/// The preference for the best of these types. An empty header wants everything alike, as does one too long
/// to read.
Preference preference(std::string_view accept, std::span<const std::string_view> types);

/// The forms that a result can have: JSON and XML, each under every name that the WebAPI knows for it.
enum class DataFormat : std::uint8_t { json, text_json, json_patch, merge_patch, application_xml, text_xml };

/// The one that the header wants most, the first of those alike: application/json also where it wants none
/// (there is no 406).
DataFormat wanted_data(std::string_view accept);

constexpr bool is_xml(DataFormat format) { return format >= DataFormat::application_xml; }

/// With the charset, always UTF-8.
std::string_view content_type(DataFormat format);

/// The form of a request's body, by its Content-Type and charset; nothing for one that is not read here.
enum class BodyFormat : std::uint8_t { json, xml, form };
std::optional<BodyFormat> body_format(const MediaType& media);

/// How the body of a PATCH is to be read (RFC 5789), by its Content-Type and charset.
enum class PatchForm : std::uint8_t {
    json_patch,   ///< RFC 6902
    merge_patch,  ///< RFC 7396
    by_body       ///< plain JSON: an array is a JSON Patch, an object a merge patch
};
std::optional<PatchForm> patch_form(const MediaType& media);

/// What Accept-Patch says of an address that takes PATCH.
inline constexpr std::string_view accept_patch = "application/json-patch+json, application/merge-patch+json";

/// True if an Accept-Encoding names gzip, or `*`, with a quality above zero and not below that of a named
/// `identity` (RFC 9110 12.5.3). False for an empty header and for one too long to read.
bool accepts_gzip(std::string_view accept_encoding);

/// True if the header names application/problem+json and wants it no less than plain JSON and XML.
bool wants_problem(std::string_view accept);

/// True if HTML is wanted more than data; when neither is wanted more, `otherwise`.
bool wants_html(std::string_view accept, bool otherwise);

}  // namespace uag::rest
