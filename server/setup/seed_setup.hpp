// From a seed file to what is stored: its passwords hashed, its names looked up.
#pragma once

#include "core/agent/changes.hpp"
#include "core/agent/seeding.hpp"
#include "core/security/password_hasher.hpp"
#include "server/config/seed.hpp"

namespace uag {

/// Hashes the file's passwords into its seed, before the transaction in which it is loaded.
Result<void> hash_passwords(SeedFile& file, PasswordHasher& hasher);

/// load_seed(), once the roles and groups that the file names without having them are found among those that are stored.
/// errc::invalid_argument, with the place in the file, for one that is not.
Result<SeedCounts> load_seed_file(Change& change, SeedFile& file);

}  // namespace uag
