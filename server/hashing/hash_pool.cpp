#include "server/hashing/hash_pool.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace uag {
namespace {

namespace asio = boost::asio;

constexpr int lowest_priority = 19;
constexpr unsigned holders_for_one_anonymous = 3;
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

}  // namespace

// A job owns what it needs, password included, and the right to answer its coroutine once.
class HashJob {
public:
    virtual ~HashJob() = default;
    virtual void run(PasswordHasher& hasher) noexcept = 0;
    virtual void refuse(Error error) = 0;
    /// Hands the answer over to the coroutine's executor. Once, after run or refuse.
    virtual void answer() = 0;
};

namespace {

template <class T, class Work, class Handler> class WaitingJob final : public HashJob {
public:
    WaitingJob(Work work, Handler handler)
        : work_(std::move(work)), handler_(std::move(handler)), guard_(asio::make_work_guard(handler_)) {}

    void run(PasswordHasher& hasher) noexcept override {
        try {
            result_ = (*work_)(hasher);
        } catch (const std::exception& e) {
            result_ = fail(errc::internal, "Internal error.", std::string("hash pool: ") + e.what());
        }
        work_.reset();
    }

    void refuse(Error error) override {
        work_.reset();
        result_ = std::move(error);
    }

    void answer() override {
        auto resume = [handler = std::move(handler_), result = std::move(result_)]() mutable {
            std::move(handler)(std::move(result));
        };
        asio::post(guard_.get_executor(), std::move(resume));
        guard_.reset();
    }

private:
    std::optional<Work> work_;  // gone, and its password wiped, before the coroutine goes on
    Handler handler_;
    asio::executor_work_guard<asio::associated_executor_t<Handler>> guard_;
    Result<T> result_{fail(errc::internal, "Internal error.", "hash pool: no answer")};
};

}  // namespace

HashPool::HashPool(PasswordHasher& hasher, const HashPoolSettings& settings)
    : hasher_(hasher),
      worker_count_(worker_count(settings)),
      holders_(settings.queue),
      judgements_(settings.queue),
      anonymous_(settings.queue) {
    threads_.reserve(worker_count_);
    for (unsigned i = 0; i < worker_count_; ++i) threads_.emplace_back([this] { work_until_stopped(); });
}

HashPool::~HashPool() {
    std::vector<Job> waiting;
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        for (FairQueue<Job>* const queue : {&holders_, &judgements_, &anonymous_})
            while (!queue->empty()) waiting.push_back(queue->take());
    }
    wake_.notify_all();
    for (const Job& job : waiting) {
        job->refuse(overloaded("the hash pool is stopping", std::chrono::seconds{1}));
        job->answer();
    }
    for (std::thread& thread : threads_) thread.join();
}

Task<Result<std::string>> HashPool::hash(Secret password, HashClaim claim) {
    auto work = [password = std::move(password)](PasswordHasher& hasher) { return hasher.hash(password.reveal()); };
    return submit<std::string>(std::move(claim), std::move(work));
}

Task<Result<Verdict>> HashPool::verify(std::string phc, Secret password, HashClaim claim) {
    auto work = [phc = std::move(phc), password = std::move(password), least = claim.at_least](PasswordHasher& hasher) {
        return Result<Verdict>(hasher.verify(phc, password.reveal(), least));
    };
    return submit<Verdict>(std::move(claim), std::move(work));
}

Task<Result<void>> HashPool::verify_nothing(Secret password, HashClaim claim) {
    auto work = [password = std::move(password), least = claim.at_least](PasswordHasher& hasher) {
        hasher.verify_nothing(password.reveal(), least);
        return Result<void>();
    };
    return submit<void>(std::move(claim), std::move(work));
}

Task<Result<void>> HashPool::judge(std::function<void()> judgement, HashClaim claim) {
    auto work = [judgement = std::move(judgement)](PasswordHasher&) {
        judgement();
        return Result<void>();
    };
    return submit<void>(std::move(claim), std::move(work));
}

template <class T, class Work> Task<Result<T>> HashPool::submit(HashClaim claim, Work work) {
    // Nothing runs before the coroutine is awaited, and nothing of the pool is touched after it goes on.
    auto start = [this, claim = std::move(claim), work = std::move(work)](auto handler) mutable {
        using Started = WaitingJob<T, Work, decltype(handler)>;
        enqueue(std::make_unique<Started>(std::move(work), std::move(handler)), std::move(claim));
    };
    using Token = asio::use_awaitable_t<Executor>;
    Token token;
    return asio::async_initiate<Token, void(Result<T>)>(std::move(start), token);
}

void HashPool::enqueue(Job job, HashClaim claim) {
    FairQueue<Job>& queue = queue_of(claim.priority);
    FairShare share{std::move(claim.source), claim.failures, claim.is_known};
    std::optional<Job> refused;
    {
        const std::scoped_lock lock(mutex_);
        if (stopping_) {
            refused = std::move(job);
        } else {
            refused = queue.add(std::move(job), std::move(share));
        }
        if (refused) {
            ++counters_.rejected;
            (*refused)->refuse(overloaded("the hash queue is full", wait_estimate()));
        }
        counters_.queued = waiting();
    }
    // Of a displaced job the place is taken, and a worker was woken for it.
    if (refused) return (*refused)->answer();
    wake_.notify_one();
}

std::chrono::seconds HashPool::wait_estimate() const {
    const auto jobs = static_cast<std::int64_t>(waiting() + counters_.running);
    const auto time = usual_time_ * jobs / static_cast<std::int64_t>(worker_count_);
    return std::max(std::chrono::ceil<std::chrono::seconds>(time), std::chrono::seconds{1});
}

void HashPool::work_until_stopped() {
    // Linux gives each thread a nice value of its own. Raising it is always allowed.
    (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), lowest_priority);
    for (;;) {
        Job job = take_next();
        if (!job) return;
        const auto begin = std::chrono::steady_clock::now();
        job->run(hasher_);
        const auto took =
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
        {
            const std::scoped_lock lock(mutex_);
            --counters_.running;
            ++counters_.done;
            usual_time_ += (took - usual_time_) / average_weight;
        }
        job->answer();
    }
}

HashPool::Job HashPool::take_next() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || waiting() != 0; });
    if (stopping_) return nullptr;
    Job job = next_queue().take();
    --counters_.queued;
    ++counters_.running;
    return job;
}

FairQueue<HashPool::Job>& HashPool::queue_of(HashPriority priority) {
    switch (priority) {
        case HashPriority::ticket_holder: return holders_;
        case HashPriority::judgement: return judgements_;
        case HashPriority::anonymous: break;
    }
    return anonymous_;
}

// Something waits somewhere.
FairQueue<HashPool::Job>& HashPool::next_queue() {
    const bool holder_waits = !holders_.empty() || !judgements_.empty();
    const bool both = holder_waits && !anonymous_.empty();
    const bool anonymous = !holder_waits || (both && holders_in_a_row_ >= holders_for_one_anonymous);
    holders_in_a_row_ = both && !anonymous ? holders_in_a_row_ + 1 : 0;
    if (anonymous) return anonymous_;
    judgement_was_last_ = holders_.empty() || (!judgements_.empty() && !judgement_was_last_);
    return judgement_was_last_ ? judgements_ : holders_;
}

HashPoolCounters HashPool::counters() const {
    const std::scoped_lock lock(mutex_);
    return counters_;
}

}  // namespace uag
