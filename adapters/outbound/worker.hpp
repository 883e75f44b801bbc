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
    /// `name` is for give_up() and unlike that of whatever waits beside it; null: none.
    template <class Work> Task<std::invoke_result_t<Work&>> run(Work work, const void* name = nullptr) {
        const auto put = [this, name](std::unique_ptr<Job<>> job) { push({std::move(job), name}); };
        return hand_over<>(std::move(work), put, error_of_exception);
    }

    /// What waits under that name waits no longer: it gives back its place, and comes to the error. What runs already is
    /// not ended.
    void give_up(const void* name, Error error);

private:
    struct Waiting {
        std::unique_ptr<Job<>> job{};
        const void* name = nullptr;
        explicit operator bool() const noexcept { return job != nullptr; }
    };

    static Error error_of_exception(std::string what);
    void push(Waiting waiting);

    const MessageId whom_;
    BoundedQueue<ArrivalOrder<Waiting>> queue_;
    std::atomic<bool>& stopping_;
    std::vector<std::thread> threads_;
};

}  // namespace uag
