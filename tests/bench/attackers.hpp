// Clients that mean no good, each a thread: they send until they are told to stop, and count what they got.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>

namespace uag::bench {

/// What a flood of log-ins was told.
struct FloodCounts {
    std::size_t sent = 0;
    std::map<int, std::size_t> statuses;
    std::size_t judged = 0;             ///< wrong passwords that cost a hash: 401, or a SOAP answer that says no
    std::size_t without_retry_after = 0;  ///< 429 and 503 that do not say when to come back
    std::size_t cut = 0;                ///< no answer
};

/// So many log-ins a second with wrong passwords, each on a connection of its own, SOAP and Basic in turn. One in six
/// comes from 127.0.0.2, the others from 250 further addresses, each for a name of its own.
FloodCounts flood_log_ins(std::uint16_t port, unsigned a_second, const std::atomic<bool>& stop);

/// What slow connections met.
struct SlowCounts {
    std::size_t most_open = 0;
    std::size_t opened = 0;
    std::size_t cut = 0;  ///< by the service; opened anew
};

/// Keeps so many connections from 127.0.0.2.., 50 an address, each sending a byte of a head or of a body every two
/// seconds.
SlowCounts hold_slow_connections(std::uint16_t port, unsigned count, const std::atomic<bool>& stop);

}  // namespace uag::bench
