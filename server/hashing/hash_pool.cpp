#include "server/hashing/hash_pool.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/base/hand_over.hpp"

namespace uag {
namespace {

constexpr int lowest_priority = 19;
constexpr int average_weight = 16;

Error overloaded(std::string detail, std::chrono::seconds retry_after) {
    Error error = fail(errc::overloaded, "The service is busy; try again in a moment.", std::move(detail));
    error.retry_after = retry_after;
    return error;
}

unsigned worker_count(const HashPoolSettings& settings) {
    if (settings.workers != 0) return settings.workers;
    return std::max(1U, std::thread::hardware_concurrency());
}

Error hash_failed(std::string what) { return fail(errc::internal, "Internal error.", "hash pool: " + what); }

}  // namespace

HashPool::HashPool(PasswordHasher& hasher, const HashPoolSettings& settings)
    : hasher_(hasher), worker_count_(worker_count(settings)), queue_(settings.queue) {
    threads_.reserve(worker_count_);
    for (unsigned i = 0; i < worker_count_; ++i) threads_.emplace_back([this] { work_until_stopped(); });
}

HashPool::~HashPool() {
    for (const Item& job : queue_.stop_and_empty())
        refuse(*job, overloaded("the hash pool is stopping", std::chrono::seconds{1}));
    for (std::thread& thread : threads_) thread.join();
}

// A job owns what it needs, password included.
template <class Work> auto HashPool::submit(HashClaim claim, Work work) {
    auto put = [this, claim = std::move(claim)](Item job) mutable { enqueue(std::move(job), std::move(claim)); };
    return hand_over<PasswordHasher>(std::move(work), std::move(put), hash_failed);
}

Task<Result<std::string>> HashPool::hash(Secret password, HashClaim claim) {
    auto work = [password = std::move(password)](PasswordHasher& hasher) { return hasher.hash(password.reveal()); };
    return submit(std::move(claim), std::move(work));
}

Task<Result<Verdict>> HashPool::verify(std::string phc, Secret password, HashClaim claim) {
    auto work = [phc = std::move(phc), password = std::move(password), least = claim.at_least](PasswordHasher& hasher) {
        return Result<Verdict>(hasher.verify(phc, password.reveal(), least));
    };
    return submit(std::move(claim), std::move(work));
}

Task<Result<void>> HashPool::verify_nothing(Secret password, HashClaim claim) {
    auto work = [password = std::move(password), least = claim.at_least](PasswordHasher& hasher) {
        hasher.verify_nothing(password.reveal(), least);
        return Result<void>();
    };
    return submit(std::move(claim), std::move(work));
}

Task<Result<void>> HashPool::judge(std::function<void()> judgement, HashClaim claim) {
    auto work = [judgement = std::move(judgement)](PasswordHasher&) {
        judgement();
        return Result<void>();
    };
    return submit(std::move(claim), std::move(work));
}

void HashPool::enqueue(Item job, HashClaim claim) {
    FairShare share{std::move(claim.source), claim.failures, claim.is_known};
    const auto refused = queue_.push(std::move(job), claim.priority, std::move(share));
    if (refused) refuse(**refused, overloaded("the hash queue is full", wait_estimate()));
}

std::chrono::seconds HashPool::wait_estimate() {
    const std::size_t waiting = queue_.size();
    const std::scoped_lock lock(pace_mutex_);
    const auto time =
        usual_time_ * static_cast<std::int64_t>(waiting + running_) / static_cast<std::int64_t>(worker_count_);
    return std::max(std::chrono::ceil<std::chrono::seconds>(time), std::chrono::seconds{1});
}

void HashPool::work_until_stopped() {
    // Linux gives each thread a nice value of its own. Raising it is always allowed.
    (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), lowest_priority);
    while (const Item job = queue_.take_one()) {
        begin_hash();
        const auto begin = std::chrono::steady_clock::now();
        static_cast<void>(job->run(hasher_));
        end_hash(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin));
        job->complete();
    }
}

void HashPool::begin_hash() {
    const std::scoped_lock lock(pace_mutex_);
    ++running_;
}

void HashPool::end_hash(std::chrono::microseconds took) {
    const std::scoped_lock lock(pace_mutex_);
    --running_;
    usual_time_ += (took - usual_time_) / average_weight;
}

}  // namespace uag
