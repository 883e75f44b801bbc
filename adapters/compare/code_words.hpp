// The error codes by name, for suites, rules and reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/client/codes.hpp"

namespace uag::compare {

/// "access_denied": the name as core/base/error.hpp has it.
std::string_view word_of(errc code);
std::optional<errc> find_code(std::string_view word);

/// "not_found", "malformed or bad_parameter"; of none: "unknown".
std::string words_of(client::CodeSet codes);

} // namespace uag::compare
