// Charsets of request bodies: UTF-8 and UTF-16, the ones in which every client can write everything.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace uag::rest {

/// The name that xml::to_utf8 has for a charset parameter in any ASCII case: utf-8 (also utf8 and us-ascii,
/// its subset), utf-16, utf-16le, utf-16be; empty for an empty one. Nothing for a charset that is not read
/// here.
std::optional<std::string_view> known_charset(std::string_view charset);

/// The same, where `utf-16` without a byte order mark becomes the one that the body is in: its first
/// character is an ASCII one, so one of its first two bytes is zero. .NET writes such bodies.
std::string_view charset_of_body(std::string_view known, std::span<const char> body);

}  // namespace uag::rest
