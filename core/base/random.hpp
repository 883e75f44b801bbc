// Randomness as a port: tests hand in a seeded generator.
#pragma once

#include <cstddef>
#include <span>

namespace uag {

class Random {
public:
    virtual ~Random() = default;
    /// Fills `out` with cryptographically strong random bytes. Throws std::runtime_error if the generator fails.
    virtual void fill(std::span<std::byte> out) = 0;
};

/// OpenSSL's generator (RAND_bytes). Safe from any thread.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::byte> out) override;
};

}  // namespace uag
