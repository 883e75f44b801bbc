// The threads that hash. They run at nice 19, so an I/O thread that wakes up never waits for a hash, and
// their queue is bounded, so a flood of log-ins costs the ones who log in and nobody else.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
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
    std::uint64_t rejected = 0;  ///< turned away because the queue was full, since the start
};

class HashJob;

/// Each coroutine goes on on its own executor. A full queue answers errc::overloaded at once. A ticket
/// holder's job goes before an anonymous one, but every fourth job is anonymous while both kinds wait. A
/// coroutine that is cancelled meanwhile gets its answer nevertheless.
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

    Task<Result<std::string>> hash(Secret password, HashPriority priority) override;
    Task<Result<Verdict>> verify(std::string phc, Secret password, HashPriority priority) override;
    Task<Result<void>> verify_nothing(Secret password, HashPriority priority) override;

    /// Safe from any thread.
    HashPoolCounters counters() const;
    unsigned workers() const { return static_cast<unsigned>(threads_.size()); }

private:
    template <class T, class Work>
    Task<Result<T>> submit(HashPriority priority, Work work);
    void enqueue(std::unique_ptr<HashJob> job, HashPriority priority);
    bool has_room(HashPriority priority) const;
    std::chrono::seconds wait_estimate() const;
    void work_until_stopped();
    std::unique_ptr<HashJob> take_next();

    PasswordHasher& hasher_;
    const std::size_t capacity_;
    const unsigned worker_count_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::unique_ptr<HashJob>> holders_;
    std::deque<std::unique_ptr<HashJob>> anonymous_;
    HashPoolCounters counters_;
    unsigned holders_in_a_row_ = 0;                 // while an anonymous job waited
    std::chrono::microseconds usual_time_{25'000};  // of one hash, a moving average
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace uag
