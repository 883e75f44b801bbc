// A new file that its owner alone may read: what a command writes that has secrets in it.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace uag {

/// Writes the text to `path` (mode 0600) and to the disk. A file that is there is replaced with `force`, as a whole or not at
/// all; what is no plain file is not. errc::invalid_argument, with the path and why, if it is there or cannot be written;
/// nothing is left of it then.
Result<void> write_private_file(const std::string& path, std::string_view text, bool force);

}  // namespace uag
