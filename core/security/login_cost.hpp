// What one attempt to log in costs, whoever it is about: of each scheme of which hashes are stored the costliest.
#pragma once

#include <array>
#include <cstdint>

#include "core/security/hash_scheme.hpp"

namespace uag {

/// Cost of one hash. Parallelism is 1 always: libargon2 starts threads of its own otherwise.
struct HashSettings {
    std::uint32_t memory_kib = 19456;
    std::uint32_t passes = 2;
    friend bool operator==(const HashSettings&, const HashSettings&) = default;
    /// What a hash costs: KiB filled, over all passes.
    std::uint64_t units() const { return std::uint64_t{memory_kib} * passes; }
};
inline constexpr HashSettings no_cost{0, 0};

struct LoginCost {
    HashSettings argon2 = no_cost;
    std::array<SchemeCost, hash_schemes> foreign{};  ///< by HashScheme

    SchemeCost& of(HashScheme scheme) { return foreign[static_cast<std::size_t>(scheme)]; }
    const SchemeCost& of(HashScheme scheme) const { return foreign[static_cast<std::size_t>(scheme)]; }
    friend bool operator==(const LoginCost&, const LoginCost&) = default;
};

}  // namespace uag
