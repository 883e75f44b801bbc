// The stored form of a password hash: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>` (PHC string format), read
// strictly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/security/login_cost.hpp"

namespace uag {

inline constexpr std::uint32_t phc_min_memory_kib = 8;            ///< RFC 9106 3.1: 8 KiB a lane
inline constexpr std::uint32_t phc_max_memory_kib = 1024 * 1024;  ///< 1 GiB
inline constexpr std::uint32_t phc_max_passes = 64;
/// KiB filled over all passes, about a second: every log-in costs what the costliest hash does, so no hash that comes from
/// elsewhere may cost what it likes.
inline constexpr std::uint64_t phc_max_units = 2 * 1024 * 1024;
inline constexpr std::size_t phc_min_salt = 8;
inline constexpr std::size_t phc_max_salt = 64;
inline constexpr std::size_t phc_min_tag = 16;
inline constexpr std::size_t phc_max_tag = 64;

/// Argon2id version 19 with parallelism 1; salt and tag are raw bytes.
struct PhcHash {
    HashSettings settings;
    std::string salt;
    std::string tag;
    friend bool operator==(const PhcHash&, const PhcHash&) = default;
};

/// Nothing unless the text is exactly what write_phc makes of a hash within the limits above: every other
/// spelling of the same hash is refused too, so a hash has one text only.
std::optional<PhcHash> read_phc(std::string_view text);

std::string write_phc(const PhcHash& hash);

/// The settings as they stand in such texts: "m=19456,t=2,p=1".
std::optional<HashSettings> read_phc_settings(std::string_view text);
std::string write_phc_settings(const HashSettings& settings);

}  // namespace uag
