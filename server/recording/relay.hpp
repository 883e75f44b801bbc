// Stands between clients and their server: what comes goes on as it came, and a recording is made of it. Plain HTTP in,
// HTTP or HTTPS out; a thread a connection, so it is a tool and no gateway.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/outbound/http_client.hpp"
#include "server/http/limits.hpp"
#include "server/http/memory_budget.hpp"
#include "server/http/router.hpp"
#include "server/recording/socket.hpp"
#include "server/recording/writer.hpp"

namespace uag::recording {

struct RelaySettings {
    std::string address;  ///< IP address to listen at
    std::uint16_t port = 0;  ///< 0: the system chooses
    outbound::HttpSettings target{};
    bool own_host = false;  ///< the target gets its own name in Host, not what the client says
    std::size_t connections = 64;  ///< at a time; who comes then waits until an idle one is closed
    http::Limits limits{};
};

/// The limits of a relay: those of the service, but for what a recorder must not refuse.
http::Limits relay_limits();

class Relay {
public:
    /// All outlive this.
    Relay(RelaySettings settings, Writer& writer, const Clock& clock);
    ~Relay();
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    /// The port.
    Result<std::uint16_t> listen();

    /// Serves until stop(), then lets what is under way come to its end, for Limits::drain_time at most.
    void run();

    /// No more connections. A second call ends what is under way too. From any thread and from a signal's handler.
    void stop() noexcept;

private:
    struct Served {
        std::thread thread;
        std::atomic<bool> is_over{false};
    };

    void cut() noexcept;
    void take(Descriptor socket);
    void join_finished();
    bool is_full() const { return served_.size() >= settings_.connections; }

    const RelaySettings settings_;
    Writer& writer_;
    const Clock& clock_;
    const http::Router words_;  // of our own refusals
    http::MemoryBudget memory_;
    Descriptor listener_;
    const Bell stop_bell_;  // rung once and left so
    const Bell crowd_bell_;  // rung once for each who waits for a place
    const Bell cut_bell_;  // as stop_bell_
    const Bell place_bell_;  // rung once for each who has given one back
    std::atomic<int> stops_{0};
    std::atomic<bool> cut_{false};
    std::uint32_t connections_ = 0;
    std::list<Served> served_;
};

}  // namespace uag::recording
