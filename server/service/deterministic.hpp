// A service for tests that repeats itself: its own data, a clock that stands still, random values that follow a seed, the
// cheapest hashes. On loopback only, and every answer says so.
#pragma once

#include <chrono>
#include <string>

#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "server/config/config.hpp"

namespace uag {

struct DeterministicSettings {
    std::string seed;  ///< of the random values
    std::string seed_file;  ///< what it begins with
    TimePoint begins = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
};

/// As serve(), with a database and a key file in a new folder that is removed at the end; those of the settings are not
/// looked at. `POST /test/clock` moves the clock, `POST /test/reset` goes back to the beginning
/// (server/docs/deterministic.md). errc::invalid_argument for an address that is not loopback, a seed that is no word, and
/// what is wrong with the seed file.
Result<void> serve_deterministic(Config config, const DeterministicSettings& settings);

}  // namespace uag
