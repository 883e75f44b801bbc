// Threads that wait for another server so that no I/O thread has to.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/bounded_queue.hpp"
#include "core/base/hand_over.hpp"

namespace uag {

class Worker {
public:
    /// `whom` it waits for, as error texts name it: "the mail server". `stopping` must outlive the worker; it becomes
    /// true when what runs should come to its end soon.
    Worker(MessageId whom, unsigned threads, std::size_t waiting, std::atomic<bool>& stopping);
    /// Waits for what runs and refuses what waits. The io_contexts of those who wait must still exist.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// `work()` on one of the threads; its Result. errc::overloaded if too many wait. What `work` refers to
    /// must live until then.
    template <class Work> Task<std::invoke_result_t<Work&>> run(Work work) {
        const auto put = [this](std::unique_ptr<Job<>> job) { push(std::move(job)); };
        return hand_over<>(std::move(work), put, error_of_exception);
    }

private:
    static Error error_of_exception(std::string what);
    void push(std::unique_ptr<Job<>> job);

    const MessageId whom_;
    BoundedQueue<ArrivalOrder<std::unique_ptr<Job<>>>> queue_;
    std::atomic<bool>& stopping_;
    std::vector<std::thread> threads_;
};

}  // namespace uag
