#include "adapters/xml/scalars.hpp"

#include <charconv>

#include "adapters/xml/chars.hpp"
#include "core/base/encoding.hpp"

namespace uag::xml {
namespace {

template <class Number> std::optional<Number> parse_number(std::string_view text) noexcept {
    text = trim_space(text);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return std::nullopt;
    }
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return number;
}

}  // namespace

std::optional<bool> parse_boolean(std::string_view text) noexcept {
    text = trim_space(text);
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return std::nullopt;
}

std::optional<std::int32_t> parse_int(std::string_view text) noexcept { return parse_number<std::int32_t>(text); }

std::optional<std::int16_t> parse_short(std::string_view text) noexcept { return parse_number<std::int16_t>(text); }

std::optional<std::string> parse_base64(std::string_view text) {
    text = trim_space(text);
    if (text.find_first_of(" \t\r\n") == std::string_view::npos) return base64_decode(text);
    std::string packed;
    packed.reserve(text.size());
    for (const char c : text)
        if (!has_class(c, space)) packed += c;
    return base64_decode(packed);
}

}  // namespace uag::xml
