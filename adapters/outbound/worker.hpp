// Threads that wait for another server so that no I/O thread has to: a bounded queue of jobs, each of whose
// results goes back to the executor of the coroutine that waits for it.
#pragma once

#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/async.hpp"
#include "core/base/error.hpp"

namespace uag {

class Worker {
public:
    /// `whom` it waits for, as error texts name it: "the mail server". `stopping` must outlive the worker; it becomes
    /// true when what runs should come to its end soon.
    Worker(const char* whom, unsigned threads, std::size_t waiting, std::atomic<bool>& stopping);
    /// Waits for what runs and refuses what waits. The io_contexts of those who wait must still exist.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// `work()` on one of the threads; its Result. errc::overloaded if too many wait. What `work` refers to
    /// must live until then.
    template <class Work> Task<std::invoke_result_t<Work&>> run(Work work) {
        using Token = boost::asio::use_awaitable_t<Executor>;
        auto initiate = [this](auto handler, Work todo) {
            using Handler = decltype(handler);
            push(std::make_unique<Awaited<Work, Handler>>(std::move(todo), std::move(handler)));
        };
        Token token;
        return boost::asio::async_initiate<Token, void(std::invoke_result_t<Work&>)>(initiate, token, std::move(work));
    }

private:
    class Job {
    public:
        virtual ~Job() = default;
        virtual void run() noexcept = 0;
        virtual void refuse(Error error) noexcept = 0;
    };

    template <class Work, class Handler> class Awaited final : public Job {
    public:
        Awaited(Work work, Handler handler)
            : work_(std::move(work)),
              handler_(std::move(handler)),
              guard_(boost::asio::get_associated_executor(handler_)) {}

        void run() noexcept override {
            try {
                complete(work_());
            } catch (const std::exception& error) {
                refuse(fail(errc::server, "The service cannot ask another server now.", error.what()));
            }
        }
        void refuse(Error error) noexcept override { complete(std::move(error)); }

    private:
        using Outcome = std::invoke_result_t<Work&>;

        // The guard goes last: until then the executor's context cannot run out of work and end.
        void complete(Outcome outcome) {
            auto resume = [handler = std::move(handler_), result = std::move(outcome)]() mutable {
                std::move(handler)(std::move(result));
            };
            boost::asio::post(guard_.get_executor(), std::move(resume));
            guard_.reset();
        }

        Work work_;
        Handler handler_;
        boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler>> guard_;
    };

    void push(std::unique_ptr<Job> job);
    void work();

    const char* const whom_;
    const std::size_t waiting_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::unique_ptr<Job>> jobs_;
    std::atomic<bool>& stopping_;
    std::vector<std::thread> threads_;
};

}  // namespace uag
