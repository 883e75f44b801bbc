// The file of what a team accepts: `[[rule]]` with path, matcher, argument, reason and expires.
#pragma once

#include <string>
#include <string_view>

#include "adapters/compare/rules.hpp"
#include "core/base/error.hpp"

namespace uag::compare {

/// Adds the rules of the text; `name` stands for the file in errors. errc::invalid_argument with file, line and column.
Result<void> parse_rules(std::string_view text, const std::string& name, Rules& rules);

/// The same of a file of at most a MiB.
Result<void> read_rules(const std::string& path, Rules& rules);

}  // namespace uag::compare
