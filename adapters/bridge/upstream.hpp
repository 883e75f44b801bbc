// The server behind this one: calls of it from any thread, bounded in number and time, and a breaker that spares both
// sides the waiting while it does not answer at all.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <vector>

#include "adapters/bridge/breaker.hpp"
#include "adapters/outbound/worker.hpp"
#include "adapters/remote/remote_server.hpp"
#include "core/base/time_zone.hpp"

namespace uag::bridge {

struct UpstreamSettings {
    remote::ServerFace face{};
    outbound::HttpSettings http{};
    unsigned connections = 16;    ///< calls at a time, a kept connection each
    std::size_t waiting = 240;    ///< calls that may wait for one; more are errc::overloaded
    Secret application_token{};   ///< shown with every call; empty: the caller's own
    const TimeZone* zone = &utc_zone();  ///< of dates in its answers that do not say theirs
};

/// An answer to a call, as far as it is one: a success with its object, or an error that the server states itself.
using Answered = Result<client::CallResult>;

class Upstream {
public:
    explicit Upstream(UpstreamSettings settings);
    ~Upstream();
    Upstream(const Upstream&) = delete;
    Upstream& operator=(const Upstream&) = delete;

    const UpstreamSettings& settings() const noexcept { return settings_; }

    /// Waits for the answer on a thread of its own. `request` outlives that. What only reads is asked a second time where
    /// no byte of an answer has come. Where the coroutine is cancelled meanwhile (terminal), the call is ended, or gives
    /// back its place if it has not begun. Errors: upstream_failed, upstream_slow, overloaded, server for what cannot be
    /// written; their texts name nothing of the other side, `detail` does.
    Task<Answered> ask(const Operation& operation, const void* request, client::Sender sender);
    /// The same of an address of the WebAPI beside the agent.
    Task<Answered> ask(const RestResource& row, const void* request, client::Sender sender);

private:
    /// As many answers longer than outbound::long_answer_bytes are read and held at a time; others wait on their way.
    static constexpr std::ptrdiff_t long_answers = 4;

    class Lent;
    class LongAnswer;

    template <class Call> Task<Answered> run(bool only_reads, Call call);
    Answered judge(remote::Called called);
    std::unique_ptr<remote::RemoteServer> take();
    void give_back(std::unique_ptr<remote::RemoteServer> server);

    const UpstreamSettings settings_;
    std::atomic<bool> stopping_{false};
    Breaker breaker_;
    std::counting_semaphore<long_answers> long_answers_{long_answers};
    std::mutex mutex_;
    std::vector<std::unique_ptr<remote::RemoteServer>> idle_;
    Worker worker_;
};

}  // namespace uag::bridge
