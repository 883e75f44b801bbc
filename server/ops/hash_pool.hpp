// The threads that hash. They run at nice 19, so an I/O thread that wakes up never waits for a hash, and
// their queue is bounded and shared by source, so a flood of log-ins costs those who send it first.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/security/password_hasher.hpp"

namespace uag {

struct HashPoolSettings {
    unsigned workers = 0;    ///< 0: one a core
    std::size_t queue = 64;  ///< jobs that may wait; the last quarter is for ticket holders. At least 1.
};

/// One consistent reading.
struct HashPoolCounters {
    std::size_t queued = 0;      ///< waiting now
    std::size_t running = 0;     ///< being hashed now
    std::uint64_t done = 0;      ///< since the start
    std::uint64_t rejected = 0;  ///< turned away because the queue was full, at once or later, since the start
};

class HashJob;

/// Each coroutine goes on on its own executor. A ticket holder's job goes before an anonymous one, but every fourth job is
/// anonymous while both kinds wait. A coroutine that is cancelled meanwhile gets its answer nevertheless.
///
/// The anonymous wait in the order of their ranks, and in the order in which they came within one. A job's rank is how
/// many log-ins of its source have failed lately or wait before it: the claim's failures for the first, one more for
/// each further one. So sources take turns, whoever has one job waits for one job of each other source at most, and a
/// source of failures waits behind those without. When the anonymous have no place left, the newest job of the highest
/// rank makes room for one of a lower rank; a job of the same or a higher rank is turned away. Both are answered
/// errc::overloaded. What that promises: who is known for success (failures are -1) is not kept out by any number of
/// strangers, and a stranger without failures not by any number of sources that have some; among more strangers without
/// failures than there are places, all have the same chance.
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

    /// Safe from any thread.
    HashPoolCounters counters() const;
    unsigned workers() const { return static_cast<unsigned>(threads_.size()); }

private:
    using Job = std::unique_ptr<HashJob>;
    /// The rank, then the order of arrival.
    using Place = std::pair<std::int64_t, std::uint64_t>;
    struct Waiting {
        Job job;
        std::string source;
    };
    struct Source {
        std::size_t waiting = 0;
        std::int64_t last_rank = 0;
    };

    template <class T, class Work>
    Task<Result<T>> submit(HashClaim claim, Work work);
    void enqueue(Job job, HashClaim claim);
    /// The job that has no place after this: `job` itself, the one it displaced, or null.
    Job admit(Job job, HashClaim claim);
    Job take(std::map<Place, Waiting>::iterator at);
    std::chrono::seconds wait_estimate() const;
    void work_until_stopped();
    Job take_next();

    PasswordHasher& hasher_;
    const std::size_t capacity_;
    const unsigned worker_count_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> holders_;
    std::map<Place, Waiting> anonymous_;
    std::unordered_map<std::string, Source> sources_;  // of the anonymous that wait
    std::uint64_t arrivals_ = 0;
    HashPoolCounters counters_;
    unsigned holders_in_a_row_ = 0;                 // while an anonymous job waited
    std::chrono::microseconds usual_time_{25'000};  // of one hash, a moving average
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace uag
