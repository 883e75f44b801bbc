// Which bytes may stand where in the head of a request: one look a byte.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "adapters/http/token.hpp"
#include "core/base/text.hpp"

namespace uag::http {

enum ByteClass : std::uint8_t {
    token_byte = 1,   ///< tchar: RFC 9110 5.6.2
    value_byte = 2,   ///< of a field's value: RFC 9110 5.5, and horizontal tabs
    target_byte = 4,  ///< of a request target: visible ASCII but '#', which begins a fragment
    host_byte = 8  ///< unreserved and sub-delims but ',': RFC 3986 3.2.2. Two hosts may have been joined by a comma
};

inline constexpr std::array<std::uint8_t, 256> byte_classes = [] {
    constexpr std::string_view host_marks = "-._~!$&'()*+;=";
    std::array<std::uint8_t, 256> classes{};
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const char c = static_cast<char>(i);
        const bool alphanumeric = is_ascii_alphanumeric(c);
        if (is_token_char(c)) classes[i] |= token_byte;
        if (i == '\t' || (i >= ' ' && i != 0x7F)) classes[i] |= value_byte;
        if (i > ' ' && i < 0x7F && i != '#') classes[i] |= target_byte;
        if (alphanumeric || host_marks.find(c) != std::string_view::npos) classes[i] |= host_byte;
    }
    return classes;
}();

template <ByteClass wanted> bool is_of_class(char c) {
    return (byte_classes[static_cast<unsigned char>(c)] & wanted) != 0;
}

template <ByteClass wanted> bool all_of_class(std::string_view text) {
    // Not the function itself: through a pointer it costs three times as much.
    return std::all_of(text.begin(), text.end(), [](char c) { return is_of_class<wanted>(c); });
}

}  // namespace uag::http
