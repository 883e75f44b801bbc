#include "adapters/outbound/worker.hpp"

#include "core/base/messages.hpp"

namespace uag {
namespace {

Error too_many(const char* whom) {
    Error error = fail(errc::overloaded, sentence("Too many calls wait for {*}; try again later.", {whom}));
    error.retry_after = std::chrono::seconds(1);
    return error;
}

}  // namespace

Worker::Worker(const char* whom, unsigned threads, std::size_t waiting, std::atomic<bool>& stopping)
    : whom_(whom), waiting_(waiting), stopping_(stopping) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Worker::~Worker() {
    std::deque<std::unique_ptr<Job>> left;
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        left.swap(jobs_);
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    for (const std::unique_ptr<Job>& job : left) job->refuse(fail(errc::server, "The service is stopping."));
}

void Worker::push(std::unique_ptr<Job> job) {
    {
        const std::scoped_lock lock(mutex_);
        if (!stopping_ && jobs_.size() < waiting_) {
            jobs_.push_back(std::move(job));
            ready_.notify_one();
            return;
        }
    }
    job->refuse(too_many(whom_));
}

void Worker::work() {
    for (;;) {
        std::unique_ptr<Job> job;
        {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (stopping_) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job->run();
    }
}

}  // namespace uag
