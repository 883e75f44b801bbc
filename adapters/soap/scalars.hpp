// The texts of simple types (XSD part 2) in SOAP: numbers, booleans and enumerations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/contract/type_info.hpp"

namespace uag::soap {

/// xs:boolean: true, false, 1, 0; white space around it is collapsed.
std::optional<bool> parse_boolean(std::string_view text) noexcept;

/// xs:int and xs:short: an optional sign and digits, within the range; white space around it is collapsed.
std::optional<std::int32_t> parse_int(std::string_view text) noexcept;
std::optional<std::int16_t> parse_short(std::string_view text) noexcept;

/// A word of an enumeration, or any number of words of a flags enumeration; only words that the version has.
std::optional<std::int32_t> parse_enum(const TypeInfo& type, std::string_view text, Version version) noexcept;

/// Appends an enumeration's word, or a flags enumeration's words in the order of its members; a bit with two
/// words goes out by the first. What the version has no word for goes out as the first member, or is left out
/// of the flags.
void append_enum(const TypeInfo& type, std::int32_t value, Version version, std::string& out);

/// xs:base64Binary; white space within it is dropped.
std::optional<std::string> parse_base64(std::string_view text);

}  // namespace uag::soap
