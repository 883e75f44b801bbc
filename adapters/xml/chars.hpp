// Character classes of XML 1.0 (fifth edition) and a strict UTF-8 step; shared by the guard and the writer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace uag::xml {

/// Bits of `char_class`.
enum CharClass : std::uint8_t {
    name_start = 1,    ///< ASCII NameStartChar without ':'
    name_char = 2,     ///< ASCII NameChar without ':'
    space = 4,         ///< S: space, tab, CR, LF
    plain_text = 8,    ///< stands for itself in character data: no '<', '&', ']', no control, ASCII
    plain_value = 16,  ///< stands for itself in an attribute value: no '<', '&', quote, no control, ASCII
    uri_char = 32,  ///< in a namespace name: RFC 3986's characters without '&', which would begin a reference
    plain_uri = 64  ///< uri_char without a quote: in a namespace name and for sure inside of its quotes
};

inline constexpr std::array<std::uint8_t, 256> char_class = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned c = 0; c < 0x80; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool digit = c >= '0' && c <= '9';
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        unsigned bits = 0;
        if (letter) bits |= name_start | name_char;
        if (digit || c == '-' || c == '.') bits |= name_char;
        if (blank) bits |= space;
        if (blank || c >= 0x20) {
            if (c != '<' && c != '&' && c != ']') bits |= plain_text;
            if (c != '<' && c != '&' && c != '"' && c != '\'') bits |= plain_value;
        }
        constexpr std::string_view not_in_uri = "\"&<>\\^`{|}\x7F";
        if (c > 0x20 && not_in_uri.find(static_cast<char>(c)) == std::string_view::npos) bits |= uri_char;
        if ((bits & uri_char) != 0 && (bits & plain_value) != 0) bits |= plain_uri;
        table[c] = static_cast<std::uint8_t>(bits);
    }
    return table;
}();

inline bool has_class(char c, CharClass which) noexcept {
    return (char_class[static_cast<unsigned char>(c)] & which) != 0;
}

inline bool is_above_ascii(char c) noexcept { return static_cast<unsigned char>(c) >= 0x80; }

inline constexpr char32_t bad_char = 0xFFFFFFFF;

/// Reads one code point of UTF-8 (Unicode table 3-7) at `at` < `end` and moves past it; on an ill-formed
/// sequence answers bad_char and moves one byte.
inline char32_t next_code_point(const char*& at, const char* end) noexcept {
    const auto byte = [&](std::ptrdiff_t i) -> unsigned {
        return i < end - at ? static_cast<unsigned char>(at[i]) : 0U;
    };
    const auto tail = [&](std::ptrdiff_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) return static_cast<unsigned char>(*at++);
    char32_t code = bad_char;
    std::ptrdiff_t length = 1;
    if (first >= 0xC2 && first <= 0xDF && tail(1)) {
        code = (first & 0x1FU) << 6 | (byte(1) & 0x3FU);
        length = 2;
    } else if (first >= 0xE0 && first <= 0xEF && tail(1) && tail(2)) {
        const char32_t value = (first & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
        if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF)) {
            code = value;
            length = 3;
        }
    } else if (first >= 0xF0 && first <= 0xF4 && tail(1) && tail(2) && tail(3)) {
        const char32_t value =
            (first & 0x07U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU);
        if (value >= 0x10000 && value <= 0x10FFFF) {
            code = value;
            length = 4;
        }
    }
    at += length;
    return code;
}

/// Char (XML 1.0, production 2).
constexpr bool is_xml_char(char32_t c) noexcept {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/// NameStartChar above ASCII (production 4).
constexpr bool is_name_start_above_ascii(char32_t c) noexcept {
    return (c >= 0xC0 && c <= 0xD6) || (c >= 0xD8 && c <= 0xF6) || (c >= 0xF8 && c <= 0x2FF) ||
           (c >= 0x370 && c <= 0x37D) || (c >= 0x37F && c <= 0x1FFF) || c == 0x200C || c == 0x200D ||
           (c >= 0x2070 && c <= 0x218F) || (c >= 0x2C00 && c <= 0x2FEF) || (c >= 0x3001 && c <= 0xD7FF) ||
           (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0xEFFFF);
}

/// NameChar above ASCII (production 4a).
constexpr bool is_name_char_above_ascii(char32_t c) noexcept {
    return is_name_start_above_ascii(c) || c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

/// Without leading and trailing S: what xs:whiteSpace="collapse" does to a value of one word.
constexpr std::string_view trim_space(std::string_view text) noexcept {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace uag::xml
