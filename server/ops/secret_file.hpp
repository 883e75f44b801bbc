// Secrets of the settings stand in files of their own, for the service's user only: made by hand, or by systemd
// (LoadCredential= puts them in /run/credentials/UNIT/).
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag {

/// What stands in the file, without white space around it; empty for an empty path. errc::invalid_argument, with the
/// path and the `setting` that names it, for a file that is missing, empty, longer than 64 KiB or open to everybody.
Result<Secret> read_secret_file(const std::string& path, const char* setting);

}  // namespace uag
