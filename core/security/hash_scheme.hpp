// Password hashes that other programs made, which a seed file may bring: one table of schemes with how each is recognised,
// read, computed and bounded. They are only compared with; what this service stores itself is Argon2id (phc.hpp).
// Sources: RFC 7914 (scrypt), RFC 8018 (PBKDF2), the PHC string format, Drepper's "Unix crypt using SHA-256 and SHA-512",
// crypt(5), RFC 2307 (how LDAP writes hashes).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace uag {

enum class HashScheme : std::uint8_t {
    bcrypt,
    scrypt,
    pbkdf2_sha1,
    pbkdf2_sha256,
    pbkdf2_sha512,
    sha256crypt,
    sha512crypt,
    salted_sha1,
    salted_sha256,
};
inline constexpr std::size_t hash_schemes = 9;

/// What comparing with a hash takes, in its scheme's own measure: 2^cost of bcrypt, N * r * p of scrypt, iterations of
/// PBKDF2, rounds of SHA-crypt. Different schemes are not compared with each other.
struct SchemeCost {
    std::uint64_t units = 0;
    std::uint32_t log2_n = 0;  ///< of scrypt, which takes 128 * 2^log2_n * block bytes
    std::uint32_t block = 0;  ///< scrypt's r
    friend bool operator==(const SchemeCost&, const SchemeCost&) = default;
};

struct ForeignHash {
    HashScheme scheme{};
    SchemeCost cost;
    std::string salt;  ///< bytes; of crypt(3)'s schemes the whole setting, "$6$salt$". Empty: a hash of nobody
    std::string tag;  ///< bytes; of crypt(3)'s schemes as they write it
};

/// Reads strictly. The error's text goes on after the name of what holds the hash ("is no bcrypt hash: ..."): it is of no
/// scheme in the table, malformed, unsalted, or comparing with it would take more than about a second of a core or
/// 256 MiB (the limits are those of the handbook's page on seed files).
Result<ForeignHash> read_foreign_hash(std::string_view text);

/// "bcrypt".
std::string_view name_of(HashScheme scheme);
/// All names, as a list for people.
std::string scheme_names();

/// Whether the password is the hash's. bcrypt looks at its first 72 bytes, as everywhere; crypt(3) takes no more than 511
/// bytes, and no U+0000: such a password matches none of its hashes. Blocks. Throws std::runtime_error where there is no
/// memory.
bool matches(const ForeignHash& hash, std::string_view password);

/// Spends what a comparison of that cost takes, in vain.
void spend(HashScheme scheme, const SchemeCost& cost, std::string_view password);

/// The costs to spend beside `spent` to have spent `whole`: as near below it as the scheme can (SHA-crypt to its least
/// 1,000 rounds, scrypt to one of 2 * r).
std::vector<SchemeCost> makeup_for(HashScheme scheme, const SchemeCost& spent, const SchemeCost& whole);

/// The cost as a text for the store, which counts the hashes of each: "pbkdf2-sha256 29696", "scrypt 131072 14 8". Units
/// are rounded up to five binary digits, so that there are few texts whatever number of rounds each hash has.
std::string scheme_cost_text(const ForeignHash& hash);

struct NamedCost {
    HashScheme scheme{};
    SchemeCost cost;
};
/// Reads such a text; nothing for any other, and for what is above the limits.
std::optional<NamedCost> read_scheme_cost(std::string_view text);

}  // namespace uag
