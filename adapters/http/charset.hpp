// Charsets in which request bodies and credentials come, and how they become UTF-8.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/message.hpp"

namespace uag {

enum class Charset : std::uint8_t { unstated, utf8, utf16, utf16le, utf16be, windows1252 };

/// By a name in any ASCII case; empty: unstated. US-ASCII is read as UTF-8, its superset, and ISO-8859-1 as
/// windows-1252, which differs in controls only (WHATWG Encoding, 4.2). Nothing for a charset that is not read here.
std::optional<Charset> find_charset(std::string_view name) noexcept;

/// Whether a byte order mark of UTF-8 or UTF-16 comes first.
bool has_byte_order_mark(std::string_view bytes) noexcept;

/// Why a text is not what its charset says: static text of the catalogue, and the byte.
struct CharsetError {
    Message text;  ///< a phrase
    std::size_t offset = 0;
};

/// The body as UTF-8 without its byte order mark: in the body itself, or decoded into `storage`, which is never
/// more than three times as long and grows in one step, so that nothing of a password is left elsewhere. UTF-16 of
/// no stated order is that of its mark, else that of its first character, which is an ASCII one. Refused: a mark
/// that contradicts the charset or stands twice, UTF-16 and windows-1252 that cannot be decoded. UTF-8 is not
/// validated here: the guards do that.
boost::system::result<std::span<char>, CharsetError> to_utf8(std::span<char> body, Charset charset,
                                                             std::string& storage);

/// The same of windows-1252; nothing for one of its five bytes that mean nothing.
std::optional<std::string> from_windows1252(std::string_view bytes);

}  // namespace uag
