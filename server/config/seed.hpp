// The seed file: rights, roles, groups and associates to begin with, as TOML; read by `seed`, written by `export state`.
// samples/demo.toml is one, with passwords as plain text.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/agent/seeding.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag {

struct SeedFile {
    Seed seed;
    /// Index into seed.associates, and the password in the form that is hashed (NFC). Whoever loads the seed
    /// hashes it into that associate's `phc`.
    std::vector<std::pair<std::size_t, Secret>> passwords;

    enum class What : std::uint8_t { role, group };
    /// A role or group that the file names without having it: whoever loads the seed looks for it in the database.
    struct Named {
        What what;
        std::size_t associate;  ///< index into seed.associates
        std::string name;
        std::string place;  ///< path:line:column
    };
    std::vector<Named> named;
};

/// Reads a seed file of at most 16 MiB; its keys are those of server/docs/seed-file.md. errc::invalid_argument with
/// `path:line:column: what is wrong` as its public text for the first thing that is not as written there, an unknown key
/// included; it never quotes a password.
Result<SeedFile> read_seed(const std::string& path);

/// The seed as a file that read_seed() reads to the same seed; what is as the format leaves it out is left out. No comment,
/// nothing of the time or the place, so that the same seed is the same text. errc::invalid_argument if it is longer than a
/// seed file may be.
Result<std::string> write_seed(const Seed& seed);

}  // namespace uag
