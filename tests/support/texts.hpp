// Small work on texts that many tests do.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace uag::test {

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// How often the part stands in it, without overlapping.
inline std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

/// `count` times this text.
inline std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

/// Each `part` is `with`; what that brings in is not looked at again.
inline std::string replaced_everywhere(std::string text, std::string_view part, std::string_view with) {
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += with.size())
        text.replace(at, part.size(), with);
    return text;
}

/// The units as UTF-16, with a byte order mark if asked for.
inline std::string to_utf16(std::u16string_view units, bool big_endian, bool mark) {
    std::string bytes;
    const auto put = [&](char16_t unit) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        bytes += big_endian ? high : low;
        bytes += big_endian ? low : high;
    };
    if (mark) put(0xFEFF);
    for (const char16_t unit : units) put(unit);
    return bytes;
}

/// ASCII text.
inline std::string to_utf16(std::string_view ascii, bool big_endian, bool mark) {
    return to_utf16(std::u16string(ascii.begin(), ascii.end()), big_endian, mark);
}

}  // namespace uag::test
