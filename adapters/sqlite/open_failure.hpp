// Why a database cannot be opened, in words for whoever starts the program: the one table of SQLite's codes.
#pragma once

#include <string>

#include "core/base/error.hpp"

namespace uag::sqlite {

/// The way back to a sound database, as a sentence.
std::string restore_advice(const std::string& path);

/// `error` with the reason of SQLite's (extended) `code` and what to do about it. Only damage names a backup:
/// whoever restores one because of a full disk or a lock loses what is in the file. A code that is not in
/// the table (0: none of SQLite's) leaves the text as it is.
Error open_failure(Error error, int code, const std::string& path);

}  // namespace uag::sqlite
