// A file that a library will open by its name, looked at when the service starts.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace uag {

/// errc::invalid_argument naming path and setting, where it cannot be read. An empty path is no file and is right.
Result<void> check_readable(const std::string& path, std::string_view setting);

}  // namespace uag
