// The limits of a connection, filled from `[limits]`.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "server/http/framing.hpp"

namespace uag::http {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Limits {
    FramingLimits head;
    std::size_t body_bytes = std::size_t{1} << 20;    ///< 413 beyond
    std::uint32_t body_rate = 500;                    ///< bytes a second, on average, after body_grace; 408
    std::size_t memory_bytes = std::size_t{256} << 20;  ///< see MemoryBudget; 503 beyond
    std::uint32_t connections = 1024;                 ///< beyond: who waits longest is displaced
    std::uint32_t connections_per_address = 64;  ///< (IPv6: a /64) beyond: 503 and closed; not for trusted proxies
    std::uint32_t requests_per_connection = 1000;  ///< the last answer closes
    std::uint32_t pipelined_requests = 16;  ///< that came together; the last answer closes
    std::chrono::seconds header_time{10};  ///< from the first byte to the empty line; 408. TLS handshake; closed
    std::chrono::seconds request_time{30};  ///< from the first byte to the last of the body; 408
    std::chrono::seconds write_time{30};  ///< for an answer; the connection is cut
    std::chrono::seconds idle_time{60};  ///< between requests; closed
    std::chrono::seconds drain_time{20};  ///< after SIGTERM; then what is left is cut
};

/// What a body may take without coming at any rate.
inline constexpr std::chrono::seconds body_grace{5};

/// What the heads of a body's chunks and its trailers may take: the size of a head and this much, and as many bytes
/// more for each byte of the body as a chunk of one byte takes; 413 beyond.
inline constexpr std::size_t chunk_framing_bytes = 16384;
inline constexpr std::size_t chunk_framing_per_byte = 5;
/// The extensions of one chunk (nobody reads them); 400 beyond.
inline constexpr std::size_t chunk_extension_bytes = 1024;

/// When more of a body must have come, of which there are `received` bytes: as late as Limits::body_rate allows,
/// and no later than Limits::request_time after the request's first byte.
SteadyTime body_deadline(const Limits& limits, SteadyTime request_begun, SteadyTime body_begun, std::size_t received);

}  // namespace uag::http
