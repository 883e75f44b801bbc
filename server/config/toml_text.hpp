// How the service writes TOML that people and its own reader read.
#pragma once

#include <string>
#include <string_view>

namespace uag {

/// A basic string (TOML 1.0, "String") with its quotes; what is not seen on a terminal is escaped.
std::string toml_text(std::string_view text);

}  // namespace uag
