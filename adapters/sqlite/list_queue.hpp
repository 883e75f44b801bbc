// Lists that wait for the one thread that makes them: whoever asks for many waits behind their own, not others behind
// them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "adapters/sqlite/jobs.hpp"

namespace uag::sqlite {

/// A bounded queue whose turns go round by associate: any number of threads put, any number take.
class ListQueue {
public:
    /// `places` for all that wait, `places_of_one` for an associate's.
    ListQueue(std::size_t places, std::size_t places_of_one) : places_(places), places_of_one_(places_of_one) {}

    /// Without a place the job is completed at once with errc::overloaded and a second to wait.
    void push(std::int32_t asked_by, std::unique_ptr<Job> job);
    /// Waits for the next job. Null: the queue has been stopped and is empty.
    std::unique_ptr<Job> take_one();
    /// What is queued is still handed out.
    void stop();

private:
    bool keep(std::int32_t asked_by, std::unique_ptr<Job>& job);

    const std::size_t places_;
    const std::size_t places_of_one_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::size_t waiting_ = 0;
    std::unordered_map<std::int32_t, std::deque<std::unique_ptr<Job>>> jobs_;  // by associate; none is empty
    std::deque<std::int32_t> turns_;                                           // each of those once
    bool stopped_ = false;
};

}  // namespace uag::sqlite
