#include "adapters/sqlite/jobs.hpp"

namespace uag::sqlite {

void refuse(Job& job, std::string why) {
    Error error = fail(errc::overloaded, "The service is busy; try again in a moment.", std::move(why));
    error.retry_after = std::chrono::seconds{1};
    job.fail(error);
    job.complete();
}

void JobQueue::push(std::unique_ptr<Job> job) {
    {
        const std::scoped_lock lock(mutex_);
        if (jobs_.size() < limit_) {
            jobs_.push_back(std::move(job));
            ready_.notify_one();
            return;
        }
    }
    refuse(*job, "the database queue is full");
}

std::unique_ptr<Job> JobQueue::take_one() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return stopped_ || !jobs_.empty(); });
    if (jobs_.empty()) return nullptr;
    std::unique_ptr<Job> job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
}

std::deque<std::unique_ptr<Job>> JobQueue::take_all() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return stopped_ || !jobs_.empty(); });
    return std::exchange(jobs_, {});
}

void JobQueue::stop() {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
    ready_.notify_all();
}

}  // namespace uag::sqlite
