// Where commands get passwords from: a file, standard input, or a person at a terminal; never an argument,
// which every user of the machine could read.
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag {

/// The first line of `file` if one is named; else standard input's if that is no terminal; else what a person
/// types, unseen, twice (the prompt goes to standard error). errc::invalid_argument: unreadable, empty, more
/// than one line, over 64 KiB, or the two entries differ.
Result<Secret> read_new_password(const std::string& file, const std::string& whose);

}  // namespace uag
