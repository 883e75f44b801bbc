// The texts of simple types (XSD part 2): numbers, booleans and base64.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace uag::xml {

/// xs:boolean: true, false, 1, 0; white space around it is collapsed.
std::optional<bool> parse_boolean(std::string_view text) noexcept;

/// xs:int and xs:short: an optional sign and digits, within the range; white space around it is collapsed.
std::optional<std::int32_t> parse_int(std::string_view text) noexcept;
std::optional<std::int16_t> parse_short(std::string_view text) noexcept;

/// xs:base64Binary; white space within it is dropped.
std::optional<std::string> parse_base64(std::string_view text);

}  // namespace uag::xml
