// What the schemes of hash_scheme.hpp compute, through libcrypt and OpenSSL. For that table only.
#pragma once

#include <string>
#include <string_view>

#include "core/security/hash_scheme.hpp"

namespace uag::hash_compute {

/// Each computes the tag of the password under the hash's cost and salt, as long as the hash's own; of a hash of nobody
/// (without salt) as one under the cost. Empty where the scheme cannot take the password.
std::string crypt_tag(const ForeignHash& hash, std::string_view password);
std::string scrypt_tag(const ForeignHash& hash, std::string_view password);
std::string pbkdf2_tag(const ForeignHash& hash, std::string_view password);
std::string salted_tag(const ForeignHash& hash, std::string_view password);

}  // namespace uag::hash_compute
