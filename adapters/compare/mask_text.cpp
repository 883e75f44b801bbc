#include "adapters/compare/mask_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/base/text.hpp"

namespace uag::compare {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

std::optional<std::uint32_t> number_of(std::string_view digits, int base) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

void append_valid(std::string& out, std::uint32_t code) {
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    append_code_point(out, code > 0x10FFFF || is_surrogate ? U'\uFFFD' : static_cast<char32_t>(code));
}

// The reference between '&' and ';'. False: it is none.
bool append_reference(std::string& out, std::string_view name) {
    constexpr std::array<std::pair<std::string_view, char>, 5> named{
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& [word, c] : named)
        if (name == word) {
            out += c;
            return true;
        }
    if (!name.starts_with('#')) return false;
    const bool is_hex = name.size() > 1 && name[1] == 'x';
    const auto code = is_hex ? number_of(name.substr(2), 16) : number_of(name.substr(1), 10);
    if (code) append_valid(out, *code);
    return code.has_value();
}

// Behind a backslash; how many bytes it took, 0: it is no escape.
std::size_t append_escape(std::string& out, std::string_view rest) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    if (rest.empty()) return 0;
    if (const std::size_t at = letters.find(rest.front()); at != std::string_view::npos) {
        out += meant[at];
        return 1;
    }
    const auto code = rest.front() == 'u' && rest.size() > 4 ? number_of(rest.substr(1, 4), 16) : std::nullopt;
    if (!code) return 0;
    const bool is_high = *code >= 0xD800 && *code < 0xDC00;
    if (is_high && rest.size() > 10 && rest.substr(5, 2) == "\\u")
        if (const auto low = number_of(rest.substr(7, 4), 16); low && *low >= 0xDC00 && *low < 0xE000) {
            append_valid(out, 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00));
            return 11;
        }
    append_valid(out, *code);
    return 5;
}

}  // namespace

std::string percent_written(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~')
            out += c;
        else
            ((out += '%') += hex_digits[byte >> 4]) += hex_digits[byte & 15];
    }
    return out;
}

std::string json_written(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < ' ') {
            ((out += "\\u00") += hex_digits[static_cast<unsigned char>(c) >> 4]) += hex_digits[c & 15];
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string xml_text(std::string_view written) {
    constexpr std::size_t longest_name = 12;
    std::string out;
    for (std::size_t at = 0; at < written.size(); ++at) {
        const std::size_t end = written[at] == '&' ? written.substr(at, longest_name).find(';') : std::string::npos;
        if (end != std::string::npos && append_reference(out, written.substr(at + 1, end - 1)))
            at += end;
        else
            out += written[at];
    }
    return out;
}

std::string json_text(std::string_view written) {
    std::string out;
    for (std::size_t at = 0; at < written.size(); ++at) {
        const std::size_t taken = written[at] == '\\' ? append_escape(out, written.substr(at + 1)) : 0;
        if (taken == 0) out += written[at];
        at += taken;
    }
    return out;
}

std::string form_text(std::string_view written) {
    std::string out;
    for (std::size_t at = 0; at < written.size(); ++at) {
        const bool may_be_byte = written[at] == '%' && at + 2 < written.size() && is_hex_digit(written[at + 1]) &&
                                 is_hex_digit(written[at + 2]);
        if (may_be_byte) {
            out += static_cast<char>(*number_of(written.substr(at + 1, 2), 16));
            at += 2;
        } else {
            out += written[at] == '+' ? ' ' : written[at];
        }
    }
    return out;
}

}  // namespace uag::compare
