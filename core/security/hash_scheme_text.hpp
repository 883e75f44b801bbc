// How the schemes of hash_scheme.hpp write their hashes. For that table only.
#pragma once

#include <string_view>

#include "core/security/hash_scheme.hpp"

namespace uag::hash_text {

/// Each reads what stands behind `prefix`, by which the table knew the scheme; false unless the whole is as the scheme's own
/// programs write it. Costs are read whatever they are, and are 2^64 - 1 where they are absurd.
bool read_bcrypt(std::string_view prefix, std::string_view rest, ForeignHash& hash);
bool read_scrypt(std::string_view prefix, std::string_view rest, ForeignHash& hash);
bool read_pbkdf2(std::string_view prefix, std::string_view rest, ForeignHash& hash);
bool read_sha_crypt(std::string_view prefix, std::string_view rest, ForeignHash& hash);
bool read_salted(std::string_view prefix, std::string_view rest, ForeignHash& hash);

}  // namespace uag::hash_text
