// The threads that hash. They run at nice 19, so an I/O thread that wakes up never waits for a hash, and
// their queues are bounded and shared by source, so a flood costs those who send it first.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/bounded_queue.hpp"
#include "core/security/password_hasher.hpp"
#include "server/hashing/hash_order.hpp"

namespace uag {

struct HashPoolSettings {
    unsigned workers = 0;    ///< 0: one a core
    /// Log-ins that may wait, as many changes of ticket holders, and as many judgements. At least 1.
    std::size_t queue = 64;
};

/// Each coroutine goes on on its own executor. Who goes first is hash_order.hpp's business; each kind of work shares places
/// and turns by source; whoever has no place is answered errc::overloaded, at once or when another takes it. A coroutine
/// that is cancelled meanwhile gets its answer nevertheless.
///
/// What that promises: no unknown source with failures, and nothing that a source sends beyond one job a round, keeps out
/// an unknown source without failures of which nothing waits; no number of unknown sources keeps out a known one without
/// failures, once a round. Nothing is promised within one source: who shares an address (or an IPv6 /48) with an attacker
/// waits with them. Nor when more sources without failures attack than there are places: then who comes when a place is
/// free gets it.
///
/// The destructor lets the running hashes end, answers errc::overloaded to the waiting ones and joins the
/// threads; an io_context whose coroutines wait here must outlive it.
class HashPool final : public PasswordWork {
public:
    /// `hasher` is used from all workers at once.
    HashPool(PasswordHasher& hasher, const HashPoolSettings& settings);
    ~HashPool() override;
    HashPool(const HashPool&) = delete;
    HashPool& operator=(const HashPool&) = delete;

    Task<Result<std::string>> hash(Secret password, HashClaim claim) override;
    Task<Result<Verdict>> verify(std::string phc, Secret password, HashClaim claim) override;
    Task<Result<void>> verify_nothing(Secret password, HashClaim claim) override;
    Task<Result<void>> judge(std::function<void()> judgement, HashClaim claim) override;

    unsigned workers() const { return static_cast<unsigned>(threads_.size()); }

private:
    using Item = HashOrder::Item;

    template <class Work> auto submit(HashClaim claim, Work work);
    void enqueue(Item job, HashClaim claim);
    std::chrono::seconds wait_estimate();
    void work_until_stopped();
    void begin_hash();
    void end_hash(std::chrono::microseconds took);

    PasswordHasher& hasher_;
    const unsigned worker_count_;
    BoundedQueue<HashOrder> queue_;

    std::mutex pace_mutex_;
    std::size_t running_ = 0;
    std::chrono::microseconds usual_time_{25'000};  // of one hash, a moving average

    std::vector<std::thread> threads_;
};

}  // namespace uag
