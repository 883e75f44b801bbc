// Database work on its way from a coroutine to a database thread and back to the coroutine's own executor.
#pragma once

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
#include <string>
#include <type_traits>
#include <utility>

#include "adapters/sqlite/connection.hpp"
#include "core/base/async.hpp"
#include "core/base/error.hpp"

namespace uag::sqlite {

/// A piece of work and who waits for it. complete() is called exactly once, after run() or fail().
class Job {
public:
    virtual ~Job() = default;
    /// False if the work came to an error; whoever waits gets that error unless fail() replaces it.
    virtual bool run(Connection& connection) noexcept = 0;
    virtual void fail(const Error& error) noexcept = 0;
    /// Posts the result to the executor of whoever waits.
    virtual void complete() noexcept = 0;
};

/// Completes a job that gets no place: errc::overloaded, a second to wait, and `why` for the log.
void refuse(Job& job, std::string why);

/// A bounded queue: any number of threads put, any number take.
class JobQueue {
public:
    explicit JobQueue(std::size_t limit) : limit_(limit) {}

    /// A full queue completes the job at once with errc::overloaded and a second to wait.
    void push(std::unique_ptr<Job> job);
    /// Waits for the next job. Null: the queue has been stopped and is empty.
    std::unique_ptr<Job> take_one();
    /// Waits until there is something and takes all of it. Empty: stopped.
    std::deque<std::unique_ptr<Job>> take_all();
    /// What is queued is still handed out.
    void stop();

private:
    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::unique_ptr<Job>> jobs_;
    bool stopped_ = false;
};

/// The job of a coroutine: `work(connection)` gives its Result.
template <class Work, class Handler> class AwaitedJob final : public Job {
public:
    using Outcome = std::invoke_result_t<Work&, Connection&>;

    AwaitedJob(Work work, Handler handler)
        : work_(std::move(work)),
          handler_(std::move(handler)),
          guard_(boost::asio::get_associated_executor(handler_)) {}

    bool run(Connection& connection) noexcept override {
        try {
            outcome_.emplace(work_(connection));
        } catch (const std::exception& error) {
            outcome_.emplace(uag::fail(errc::storage, "The database cannot answer now.", error.what()));
        } catch (...) {
            outcome_.emplace(uag::fail(errc::storage, "The database cannot answer now.", "an unknown exception"));
        }
        return outcome_->has_value();
    }

    void fail(const Error& error) noexcept override { outcome_.emplace(error); }

    void complete() noexcept override {
        // The guard goes last: until then the executor's context cannot run out of work and end.
        auto resume = [handler = std::move(handler_), outcome = std::move(*outcome_)]() mutable {
            std::move(handler)(std::move(outcome));
        };
        boost::asio::post(guard_.get_executor(), std::move(resume));
        guard_.reset();
    }

private:
    using Target = boost::asio::associated_executor_t<Handler>;

    Work work_;
    Handler handler_;
    boost::asio::executor_work_guard<Target> guard_;
    std::optional<Outcome> outcome_;
};

/// Queues `work` by `put(job)` and waits for its Result; the coroutine goes on where it ran before. The queue must
/// outlive the wait, and the coroutine's io_context must outlive the queue's threads.
template <class Put, class Work> Task<std::invoke_result_t<Work&, Connection&>> submit_by(Put put, Work work) {
    using Token = boost::asio::use_awaitable_t<Executor>;
    auto initiate = [put](auto handler, Work todo) {
        using Handler = decltype(handler);
        put(std::make_unique<AwaitedJob<Work, Handler>>(std::move(todo), std::move(handler)));
    };
    Token token;
    return boost::asio::async_initiate<Token, void(std::invoke_result_t<Work&, Connection&>)>(initiate, token,
                                                                                              std::move(work));
}

template <class Work> Task<std::invoke_result_t<Work&, Connection&>> submit(JobQueue& queue, Work work) {
    return submit_by([&queue](std::unique_ptr<Job> job) { queue.push(std::move(job)); }, std::move(work));
}

}  // namespace uag::sqlite
