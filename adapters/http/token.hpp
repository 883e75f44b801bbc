// The characters of a token: methods, names of fields, media types and their parameters (RFC 9110 5.6.2).
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/text.hpp"

namespace uag::http {

inline constexpr std::array<bool, 256> token_chars = [] {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    std::array<bool, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = static_cast<char>(i);
        table[i] = is_ascii_alphanumeric(c) || marks.find(c) != std::string_view::npos;
    }
    return table;
}();

constexpr bool is_token_char(char c) { return token_chars[static_cast<unsigned char>(c)]; }

constexpr bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_char); }

}  // namespace uag::http
