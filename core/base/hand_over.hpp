// Work that a coroutine hands to another thread, and its result on the way back. The one way between threads.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "core/base/async.hpp"
#include "core/base/error.hpp"

namespace uag {

/// A piece of work and who waits for it. `Tools` is what the thread that runs it has for it, a connection for example.
/// Whoever waits goes on once, on their own executor, whose context cannot run out of work before and must exist until
/// then: after the first complete(), or with errc::internal when the job is let go of without one.
template <class... Tools> class Job {
public:
    virtual ~Job() = default;
    /// Does the work, once, and lets go of it. False: it came to an error, which whoever waits gets unless fail() replaces
    /// it. An exception is an error too.
    virtual bool run(Tools&... tools) noexcept = 0;
    /// What it came to is this, whether it ran or not.
    virtual void fail(Error error) noexcept = 0;
    /// Hands the result over; after run() or fail().
    virtual void complete() noexcept = 0;
};

/// What an exception of the work becomes; `what` is for the log.
using ExceptionError = Error (*)(std::string what);

/// The job of a coroutine: `work(tools...)` gives its Result.
template <class Work, class Handler, class... Tools> class AwaitedJob final : public Job<Tools...> {
public:
    using Outcome = std::invoke_result_t<Work&, Tools&...>;

    AwaitedJob(Work work, Handler handler, ExceptionError on_exception)
        : work_(std::move(work)),
          handler_(std::move(handler)),
          guard_(boost::asio::get_associated_executor(*handler_)),
          on_exception_(on_exception) {}
    ~AwaitedJob() override {
        if (!handler_) return;
        fail(uag::fail(errc::internal, "Internal error.", "a job was dropped"));
        complete();
    }
    AwaitedJob(const AwaitedJob&) = delete;
    AwaitedJob& operator=(const AwaitedJob&) = delete;

    bool run(Tools&... tools) noexcept override {
        try {
            outcome_.emplace((*work_)(tools...));
        } catch (const std::exception& error) {
            outcome_.emplace(on_exception_(error.what()));
        } catch (...) {
            outcome_.emplace(on_exception_("an unknown exception"));
        }
        work_.reset();
        return outcome_->has_value();
    }

    void fail(Error error) noexcept override {
        work_.reset();
        outcome_.emplace(std::move(error));
    }

    void complete() noexcept override {
        if (!handler_) return;
        auto resume = [handler = std::move(*handler_), outcome = std::move(*outcome_)]() mutable {
            std::move(handler)(std::move(outcome));
        };
        handler_.reset();
        boost::asio::post(guard_.get_executor(), std::move(resume));
        guard_.reset();
    }

private:
    std::optional<Work> work_;  // gone, and its secrets wiped, before the coroutine goes on
    std::optional<Handler> handler_;
    boost::asio::executor_work_guard<boost::asio::associated_executor_t<Handler>> guard_;
    const ExceptionError on_exception_;
    std::optional<Outcome> outcome_;
};

/// Hands `work` over by `put(std::unique_ptr<Job<Tools...>>)` and waits for its Result. Nothing happens before it is
/// awaited; nothing of where the job was put is touched after the coroutine went on.
template <class... Tools, class Work, class Put>
Task<std::invoke_result_t<Work&, Tools&...>> hand_over(Work work, Put put, ExceptionError on_exception) {
    using Token = boost::asio::use_awaitable_t<Executor>;
    auto initiate = [on_exception](auto handler, Work todo, Put put_job) {
        using Awaited = AwaitedJob<Work, decltype(handler), Tools...>;
        put_job(std::make_unique<Awaited>(std::move(todo), std::move(handler), on_exception));
    };
    Token token;
    return boost::asio::async_initiate<Token, void(std::invoke_result_t<Work&, Tools&...>)>(
        initiate, token, std::move(work), std::move(put));
}

/// Completes a job that is not run.
template <class... Tools> void refuse(Job<Tools...>& job, Error error) {
    job.fail(std::move(error));
    job.complete();
}

}  // namespace uag
