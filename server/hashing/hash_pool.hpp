// The threads that hash. They run at nice 19, so an I/O thread that wakes up never waits for a hash, and
// their queues are bounded and shared by source, so a flood costs those who send it first.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/security/password_hasher.hpp"
#include "server/hashing/fair_queue.hpp"

namespace uag {

struct HashPoolSettings {
    unsigned workers = 0;    ///< 0: one a core
    /// Log-ins that may wait, as many changes of ticket holders, and as many judgements. At least 1.
    std::size_t queue = 64;
};

/// One consistent reading.
struct HashPoolCounters {
    std::size_t queued = 0;      ///< waiting now
    std::size_t running = 0;     ///< being hashed now
    std::uint64_t done = 0;      ///< since the start
    std::uint64_t rejected = 0;  ///< turned away because their queue was full, at once or later, since the start
};

class HashJob;

/// Each coroutine goes on on its own executor. Changes of ticket holders, judgements of passwords and the anonymous have a
/// queue each, so none takes another's places; changes and judgements take turns and go first, but every fourth job is
/// anonymous while one waits. Each queue shares
/// places and turns by source (fair_queue.hpp); whoever has no place is answered errc::overloaded, at once or when another
/// takes it. A coroutine that is cancelled meanwhile gets its answer nevertheless.
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

    /// Safe from any thread.
    HashPoolCounters counters() const;
    unsigned workers() const { return static_cast<unsigned>(threads_.size()); }

private:
    using Job = std::unique_ptr<HashJob>;

    template <class T, class Work> Task<Result<T>> submit(HashClaim claim, Work work);
    void enqueue(Job job, HashClaim claim);
    FairQueue<Job>& queue_of(HashPriority priority);
    FairQueue<Job>& next_queue();
    std::size_t waiting() const { return holders_.size() + judgements_.size() + anonymous_.size(); }
    std::chrono::seconds wait_estimate() const;
    void work_until_stopped();
    Job take_next();

    PasswordHasher& hasher_;
    const unsigned worker_count_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    FairQueue<Job> holders_;
    FairQueue<Job> judgements_;
    FairQueue<Job> anonymous_;
    HashPoolCounters counters_;
    unsigned holders_in_a_row_ = 0;  // they or judgements, while an anonymous job waited
    bool judgement_was_last_ = false;  // of those two
    std::chrono::microseconds usual_time_{25'000};  // of one hash, a moving average
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace uag
