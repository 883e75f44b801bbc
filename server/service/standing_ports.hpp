// Time and random values that repeat themselves, for a service that tests are run against.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"
#include "core/base/encoding.hpp"
#include "core/base/random.hpp"

namespace uag {

/// Stands where it was put. Safe from any thread.
class StandingClock final : public Clock {
public:
    explicit StandingClock(TimePoint begins) { put(begins); }
    TimePoint now() const override { return TimePoint(std::chrono::milliseconds(now_.load())); }
    void put(TimePoint time) { now_ = time.time_since_epoch().count(); }

private:
    std::atomic<std::int64_t> now_{0};
};

/// SHA-256 of the seed and a count: the same bytes again for the same calls, on every machine. Guessed by whoever knows the
/// seed. Safe from any thread.
class SeededBytes final : public Random {
public:
    explicit SeededBytes(std::string_view seed) : seed_(seed) {}
    void fill(std::span<std::byte> out) override;
    void start_over();

private:
    std::mutex mutex_;
    const std::string seed_;
    std::uint64_t block_ = 0;
    Digest bytes_{};
    std::size_t used_ = sizeof(Digest);
};

}  // namespace uag
