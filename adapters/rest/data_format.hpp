// The forms of a body that the WebAPI reads and writes, by Content-Type and Accept, read leniently where that harms nobody.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/http/media_type.hpp"

namespace uag::rest {

/// The Content-Type of a request. Nothing if it is not `type/subtype`, has no clear charset (an empty one, or two), or is
/// longer than http::max_media_header; whatever else is wrong with its parameters does not matter.
std::optional<http::MediaType> read_content_type(std::string_view header);

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
std::optional<BodyFormat> body_format(const http::MediaType& media);

/// How the body of a PATCH is to be read (RFC 5789), by its Content-Type and charset.
enum class PatchForm : std::uint8_t {
    json_patch,  ///< RFC 6902
    merge_patch,  ///< RFC 7396
    by_body  ///< plain JSON: an array is a JSON Patch, an object a merge patch
};
std::optional<PatchForm> patch_form(const http::MediaType& media);

/// What Accept-Patch says of an address that takes PATCH.
inline constexpr std::string_view accept_patch = "application/json-patch+json, application/merge-patch+json";

/// True if the header names application/problem+json and wants it no less than plain JSON and XML.
bool wants_problem(std::string_view accept);

/// True if HTML is wanted more than data; when neither is wanted more, `otherwise`.
bool wants_html(std::string_view accept, bool otherwise);

}  // namespace uag::rest
