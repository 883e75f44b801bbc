// Why connections were refused or cut, counted. The sums go to the log; a metrics page may read them too.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace uag::http {

enum class Cause : std::uint8_t {
    too_many,          ///< limits.connections
    too_many_of_one,   ///< limits.connections_per_address
    accept_failed,     ///< out of descriptors or the like
    handshake_failed,  ///< TLS: no common version or suite, plain HTTP, a peer that went away
    handshake_slow,
    header_slow,
    body_slow,
    answer_slow,  ///< the client did not take its answer in time
    idle,
    pipelined,  ///< more requests at once than limits.pipelined_requests
    displaced,  ///< waited for its peer for longest when limits.connections was reached
    no_memory,  ///< limits.memory_bytes
    refused     ///< heads and bodies that were answered 4xx or 5xx before any adapter saw them
};

/// Safe from any thread.
class Counters {
public:
    static constexpr std::array<std::string_view, 13> names{
        "too_many",  "too_many_of_one", "accept_failed", "handshake_failed", "handshake_slow", "header_slow",
        "body_slow", "answer_slow",     "idle",          "pipelined",        "displaced",      "no_memory",
        "refused"};

    void add(Cause cause) { counts_[static_cast<std::size_t>(cause)].fetch_add(1, std::memory_order_relaxed); }

    /// What has risen since the last call ("idle 3, header_slow 1"); empty if nothing. For one caller.
    std::string take_risen() {
        std::string text;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            const std::uint64_t now = counts_[i].load();
            if (now != told_[i]) {
                if (!text.empty()) text += ", ";
                text.append(names[i]).append(" ").append(std::to_string(now - told_[i]));
            }
            told_[i] = now;
        }
        return text;
    }

private:
    std::array<std::atomic<std::uint64_t>, names.size()> counts_{};
    std::array<std::uint64_t, names.size()> told_{};
};

}  // namespace uag::http
