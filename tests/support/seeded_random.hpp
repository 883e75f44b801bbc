// A generator with a seed: the same bytes in every run.
#pragma once

#include <mutex>
#include <random>

#include "core/base/random.hpp"

namespace uag::test {

class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed = 1) : engine_(seed) {}
    void fill(std::span<std::byte> out) override {
        const std::scoped_lock lock(mutex_);
        for (std::byte& b : out) b = static_cast<std::byte>(engine_() >> 24 & 0xFF);
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

}  // namespace uag::test
