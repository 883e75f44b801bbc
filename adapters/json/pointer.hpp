// Pointers into a JSON document (RFC 6901).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uag::json {

/// Longest and deepest pointer that is read, in bytes and in steps: more than anything in the contract needs.
inline constexpr std::size_t max_pointer = 4096;
inline constexpr std::size_t max_pointer_depth = 64;

/// The steps, `~1` and `~0` decoded; none for the whole document. The first slash may be left out, as the vendor's
/// clients do. Nothing for an escape that does not exist and for a pointer beyond the limits.
std::optional<std::vector<std::string>> pointer_tokens(std::string_view pointer);

/// Whether a pointer leads to somewhere inside of what the other leads to; names in any ASCII case. False for one that
/// cannot be read.
bool is_pointer_below(std::string_view pointer, std::string_view other);

}  // namespace uag::json
