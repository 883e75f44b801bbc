// Enumerations as the WebAPI writes and reads them: names, comma lists of names for flags, and numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/contract/type_info.hpp"

namespace uag::json {

/// Appends the name of the value. Flags without a name of their own: the names of the largest parts, in
/// ascending order, joined by ", " (as .NET's Enum.ToString); the number where no name fits.
void append_enum(std::string& out, const TypeInfo& type, std::int32_t value);

/// Reads a name in any ASCII case, a comma list for flags, or a number. The WebAPI's names and SOAP's are
/// both known. Nothing for an unknown name or number.
std::optional<std::int32_t> parse_enum(const TypeInfo& type, std::string_view text);

/// The number, if it is a member's, or for flags made of members' bits.
std::optional<std::int32_t> checked_enum(const TypeInfo& type, std::int64_t number);

}  // namespace uag::json
