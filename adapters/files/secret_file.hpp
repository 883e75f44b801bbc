// Files with secrets, and the one rule of who may read them. Those of the settings are made by hand, or by
// systemd (LoadCredential= puts them in /run/credentials/UNIT/).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag {

/// Who beside root may read or write a file: the keys that seal everything their owner alone, others its
/// group too, as for a certificate's key that several services share.
enum class Readers : std::uint8_t { owner, group };

/// errc::invalid_argument, with what to do, if the file's mode lets anybody else.
Result<void> check_closed(const std::string& path, mode_t mode, Readers readers);

/// The same for the database with its password hashes; there need not be one yet.
Result<void> check_database_closed(const std::string& path);

/// What stands in the file, without white space around it; empty for an empty path. errc::invalid_argument, with the
/// path and the `setting` that names it, for a file that is missing, empty, longer than 64 KiB or open to everybody.
Result<Secret> read_secret_file(const std::string& path, const char* setting);

}  // namespace uag
