// Copies of a whole database, through SQLite's online backup: the service beside it goes on reading and writing.
#pragma once

#include <string>

#include "core/base/error.hpp"

namespace uag {

/// Copies the database, as it is at one moment, into the new file `to` (mode 0600), which is on the disk and has been
/// checked when this returns. errc::storage with a text for the operator if the database is missing, damaged or not
/// ours, or if `to` is there already or cannot be written; there is no `to` then.
Result<void> back_up_database(const std::string& database, const std::string& to);

/// Puts a copy of the backup in the place of the database, of the file behind it if it is a link. What was there, its log
/// (`...-wal`) included, is kept beside it as `DATABASE.replaced`, else `DATABASE.replaced-1` and so on: the answer is that
/// path, empty if nothing was there. errc::storage with a text for the operator if the backup is
/// missing, damaged, not ours or made by a newer program, or if a process has the database open; the database is
/// as it was then.
Result<std::string> restore_database(const std::string& backup, const std::string& database);

/// Makes the database what the copy holds, in one transaction, while it is open in this process; the copy is one of
/// back_up_database(). Not on the disk when this returns: for databases that nobody will miss. errc::storage if either
/// cannot be read or written.
Result<void> copy_back(const std::string& copy, const std::string& database);

}  // namespace uag
