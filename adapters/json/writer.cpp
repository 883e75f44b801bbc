#include "adapters/json/writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/text.hpp"

namespace uag::json {
namespace {

// 0: as it is; 'u': \u00XX; 'E': perhaps the first byte of U+2028 or U+2029; else the letter after the
// backslash.
constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = 'u';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['"'] = '"';
    table['\\'] = '\\';
    table[0xE2] = 'E';
    return table;
}();

void append_control(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto code = static_cast<unsigned char>(c);
    out += "\\u00";
    out += digits[code >> 4U];
    out += digits[code & 15U];
}

// As UTF-16: two of them beyond U+FFFF (RFC 8259 7).
void append_escape(std::string& out, char32_t point) {
    constexpr std::string_view digits = "0123456789abcdef";
    if (point > 0xFFFF) {
        append_escape(out, 0xD7C0 + (point >> 10U));
        point = 0xDC00 + (point & 0x3FFU);
    }
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits[(point >> shift) & 15U];
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char escape = escapes[static_cast<unsigned char>(text[i])];
        if (escape == 0) [[likely]]
            continue;
        const std::string_view tail = text.substr(i, 3);
        const bool separator = tail == "\xE2\x80\xA8" || tail == "\xE2\x80\xA9";
        if (escape == 'E' && !separator) continue;
        out.append(text.substr(written, i - written));
        if (escape == 'E') {
            out += tail[2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else if (escape == 'u') {
            append_control(out, text[i]);
        } else {
            out += '\\';
            out += escape;
        }
        written = i + 1;
    }
    out.append(text.substr(written));
    out += '"';
}

void append_seen_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const std::string_view before = text;
        const std::size_t sound = utf8_prefix(text.substr(0, std::min<std::size_t>(text.size(), 4)));
        if (sound == 0) {
            append_escape(out, static_cast<unsigned char>(text.front()));
            text.remove_prefix(1);
            continue;
        }
        const char32_t c = take_code_point(text);
        if (is_unseen(c)) {
            append_escape(out, c);
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += before.substr(0, before.size() - text.size());
    }
    out += '"';
}

void append_integer(std::string& out, std::int64_t number) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_name(std::string& out, std::string_view name) {
    if (out.back() != '{') out += ',';
    out += '"';
    out += name;
    out += "\":";
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
    append_name(out, name);
    append_string(out, text);
}

}  // namespace uag::json
