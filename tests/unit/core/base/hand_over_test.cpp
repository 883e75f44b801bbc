// Work that a coroutine hands to another thread: it comes to one result, whatever happens, and the coroutine goes on where it
// ran before.
#include "core/base/hand_over.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "core/base/bounded_queue.hpp"

using namespace uag;
namespace asio = boost::asio;

namespace {

using Tool = std::string;
using ToolJob = std::unique_ptr<Job<Tool>>;

Error broken(std::string what) { return fail_in_english(errc::storage, "It broke.", std::move(what)); }

// One coroutine that waits on an io_context of its own, whose job is done by hand.
class Waiting {
public:
    template <class Work> explicit Waiting(Work work) {
        auto wait = [](Waiting& self, Work todo) -> Task<void> {
            const auto put = [&self](ToolJob handed) { self.job = std::move(handed); };
            Result<std::string> result = co_await hand_over<Tool>(std::move(todo), put, broken);
            ++self.answers;
            self.went_on = std::this_thread::get_id();
            self.answer.emplace(std::move(result));
        };
        asio::co_spawn(io_.get_executor(), wait(*this, std::move(work)), [](std::exception_ptr error) {
            if (error) std::rethrow_exception(error);
        });
        io_.poll();
    }

    /// Until the coroutine has its answer, and as much as is to be done for it then.
    void go_on() {
        io_.restart();
        io_.run();
    }
    /// What can be done now.
    void look() {
        io_.restart();
        io_.poll();
    }

    ToolJob job;
    int answers = 0;
    std::thread::id went_on;
    std::optional<Result<std::string>> answer;

private:
    asio::io_context io_{1};
};

Result<std::string> repeat(Tool& tool) { return tool + tool; }

}  // namespace

TEST_CASE("work is done by another thread with that one's tools, and the coroutine goes on where it was") {
    std::thread::id worked;
    Waiting waiting([&worked](Tool& tool) -> Result<std::string> {
        worked = std::this_thread::get_id();
        tool += "!";
        return "done with " + tool;
    });
    REQUIRE(waiting.job != nullptr);
    std::string tool = "hammer";
    std::thread other([&] {
        CHECK(waiting.job->run(tool));
        waiting.job->complete();
        waiting.job.reset();
    });
    waiting.go_on();  // does not end before somebody has an answer
    CHECK(waiting.answers == 1);
    other.join();
    CHECK(**waiting.answer == "done with hammer!");
    CHECK(tool == "hammer!");
    CHECK(waiting.went_on == std::this_thread::get_id());
    CHECK(worked != std::this_thread::get_id());
}

TEST_CASE("nothing is handed over before it is awaited") {
    bool put = false;
    {
        const auto never = hand_over<Tool>(repeat, [&put](ToolJob) { put = true; }, broken);
    }
    CHECK_FALSE(put);
}

TEST_CASE("an error is a result, and so is an exception") {
    std::string tool;
    const auto error_of = [&tool](auto work) {
        Waiting waiting(work);
        CHECK_FALSE(waiting.job->run(tool));
        waiting.job->complete();
        waiting.go_on();
        REQUIRE(waiting.answers == 1);
        return waiting.answer->error();
    };
    const Error plain =
        error_of([](Tool&) -> Result<std::string> { return fail_in_english(errc::not_found, "There is none."); });
    CHECK(plain.code == errc::not_found);
    const Error thrown = error_of([](Tool&) -> Result<std::string> { throw std::runtime_error("no hammer"); });
    CHECK(thrown.code == errc::storage);
    CHECK(thrown.detail == "no hammer");
    const Error unknown = error_of([](Tool&) -> Result<std::string> { throw 7; });
    CHECK(unknown.code == errc::storage);
    CHECK_FALSE(unknown.detail.empty());
}

TEST_CASE("what came of the work can be replaced until the result is handed over") {
    std::string tool = "a";
    Waiting waiting(repeat);
    CHECK(waiting.job->run(tool));
    waiting.look();
    CHECK(waiting.answers == 0);
    waiting.job->fail(fail_in_english(errc::storage, "It was undone."));
    waiting.job->complete();
    waiting.go_on();
    CHECK(waiting.answers == 1);
    CHECK(waiting.answer->error().code == errc::storage);
}

TEST_CASE("a result is handed over once") {
    std::string tool = "a";
    Waiting waiting(repeat);
    CHECK(waiting.job->run(tool));
    waiting.job->complete();
    waiting.job->complete();
    waiting.go_on();
    waiting.job.reset();
    waiting.look();
    CHECK(waiting.answers == 1);
    CHECK(**waiting.answer == "aa");
}

TEST_CASE("a job that is refused is not run, and one that is dropped leaves nobody waiting") {
    int runs = 0;
    const auto counted = [&runs](Tool&) -> Result<std::string> {
        ++runs;
        return "ran";
    };
    Waiting refused(counted);
    refuse(*refused.job, fail_in_english(errc::overloaded, "There is no place."));
    refused.go_on();
    CHECK(refused.answer->error().code == errc::overloaded);
    Waiting dropped(counted);
    dropped.job.reset();
    dropped.go_on();
    CHECK(dropped.answers == 1);
    CHECK(dropped.answer->error().code == errc::internal);
    CHECK(runs == 0);
}

TEST_CASE("what the work holds is gone before the coroutine goes on") {
    std::string tool;
    for (const bool runs : {true, false}) {
        auto secret = std::make_shared<std::string>("secret");
        const std::weak_ptr<std::string> left = secret;
        Waiting waiting([secret](Tool&) -> Result<std::string> { return *secret; });
        secret.reset();
        CHECK_FALSE(left.expired());
        if (runs)
            static_cast<void>(waiting.job->run(tool));
        else
            waiting.job->fail(fail_in_english(errc::overloaded, "There is no place."));
        CHECK(left.expired());
        waiting.job->complete();
        waiting.go_on();
    }
}

TEST_CASE("coroutines of many threads and the threads that work for them: each gets its own result, once") {
    constexpr int threads = 3;
    constexpr int each = 200;
    BoundedQueue<ArrivalOrder<ToolJob>> queue(threads * each);
    std::vector<std::thread> workers;
    for (int i = 0; i < 2; ++i)
        workers.emplace_back([&queue] {
            std::string tool;
            while (const ToolJob job = queue.take_one()) {
                static_cast<void>(job->run(tool));
                job->complete();
            }
        });
    std::vector<std::vector<int>> answers(threads, std::vector<int>(each));
    std::vector<std::thread> io_threads;
    for (int i = 0; i < threads; ++i)
        io_threads.emplace_back([&queue, &own = answers[static_cast<std::size_t>(i)]] {
            asio::io_context io(1);
            auto ask = [](BoundedQueue<ArrivalOrder<ToolJob>>& jobs, int& answer, int number) -> Task<void> {
                const auto put = [&jobs](ToolJob job) { CHECK_FALSE(jobs.push(std::move(job))); };
                const auto work = [number](Tool&) -> Result<int> { return number; };
                const Result<int> result = co_await hand_over<Tool>(work, put, broken);
                answer += *result;
            };
            for (int k = 0; k < each; ++k)
                asio::co_spawn(io.get_executor(), ask(queue, own[static_cast<std::size_t>(k)], k + 1),
                               [](std::exception_ptr error) {
                                   if (error) std::rethrow_exception(error);
                               });
            io.run();
        });
    for (std::thread& thread : io_threads) thread.join();
    queue.stop();
    for (std::thread& thread : workers) thread.join();
    for (const std::vector<int>& own : answers)
        for (int k = 0; k < each; ++k) CHECK(own[static_cast<std::size_t>(k)] == k + 1);
}
