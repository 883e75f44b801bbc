// The texts of simple types in SOAP: those of every XML, and its enumerations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/xml/scalars.hpp"
#include "core/contract/type_info.hpp"

namespace uag::soap {

using xml::parse_base64;
using xml::parse_boolean;
using xml::parse_int;
using xml::parse_short;

/// A word of an enumeration, or any number of words of a flags enumeration; only words that the version has.
std::optional<std::int32_t> parse_enum(const TypeInfo& type, std::string_view text, Version version) noexcept;

/// Appends an enumeration's word, or a flags enumeration's words in the order of its members; a bit with two
/// words goes out by the first. What the version has no word for goes out as the first member, or is left out
/// of the flags.
void append_enum(const TypeInfo& type, std::int32_t value, Version version, std::string& out);

}  // namespace uag::soap
