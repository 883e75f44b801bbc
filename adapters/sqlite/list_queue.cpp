#include "adapters/sqlite/list_queue.hpp"

#include <utility>

namespace uag::sqlite {

bool ListQueue::keep(std::int32_t asked_by, std::unique_ptr<Job>& job) {
    const std::scoped_lock lock(mutex_);
    if (waiting_ >= places_) return false;
    std::deque<std::unique_ptr<Job>>& own = jobs_[asked_by];
    if (own.size() >= places_of_one_) return false;
    if (own.empty()) turns_.push_back(asked_by);
    own.push_back(std::move(job));
    ++waiting_;
    ready_.notify_one();
    return true;
}

void ListQueue::push(std::int32_t asked_by, std::unique_ptr<Job> job) {
    if (!keep(asked_by, job)) refuse(*job, "too many lists wait");
}

std::unique_ptr<Job> ListQueue::take_one() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return stopped_ || !turns_.empty(); });
    if (turns_.empty()) return nullptr;
    const std::int32_t asked_by = turns_.front();
    turns_.pop_front();
    const auto own = jobs_.find(asked_by);
    std::unique_ptr<Job> job = std::move(own->second.front());
    own->second.pop_front();
    --waiting_;
    if (own->second.empty())
        jobs_.erase(own);
    else
        turns_.push_back(asked_by);
    return job;
}

void ListQueue::stop() {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
    ready_.notify_all();
}

}  // namespace uag::sqlite
