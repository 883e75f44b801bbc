// Database work on its way: what is answered where there is no place, and what an exception becomes.
#include "adapters/sqlite/jobs.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>
#include <stdexcept>
#include <vector>

using namespace uag;
namespace asio = boost::asio;
using sqlite::Connection;

namespace {

using JobAnswer = std::optional<Result<int>>;

template <class Queue, class Work, class... Rank>
void ask(asio::io_context& io, Queue& queue, Work work, JobAnswer& answer, Rank... rank) {
    auto wait = [](Queue& asked, Work todo, JobAnswer& out, Rank... rank_of_it) -> Task<void> {
        Result<int> result = co_await sqlite::submit(asked, std::move(todo), rank_of_it...);
        out.emplace(std::move(result));
    };
    asio::co_spawn(io.get_executor(), wait(queue, std::move(work), answer, rank...), asio::detached);
    io.restart();
    io.poll();
}

Result<int> seven(Connection&) { return 7; }

void check_refused(const JobAnswer& answer) {
    REQUIRE(answer.has_value());
    CHECK(answer->error().code == errc::overloaded);
    CHECK(answer->error().retry_after == std::chrono::seconds{1});
}

}  // namespace

TEST_CASE("a job without a place is told at once when to come back") {
    asio::io_context io(1);
    std::vector<JobAnswer> answers(5);
    sqlite::JobQueue queue(1);
    ask(io, queue, seven, answers[0]);
    ask(io, queue, seven, answers[1]);
    CHECK_FALSE(answers[0].has_value());
    check_refused(answers[1]);
    sqlite::ListQueue lists(3, 1);
    ask(io, lists, seven, answers[2], 1);
    ask(io, lists, seven, answers[3], 1);
    ask(io, lists, seven, answers[4], 2);
    CHECK_FALSE(answers[2].has_value());
    check_refused(answers[3]);
    CHECK_FALSE(answers[4].has_value());
    for (const auto& job : queue.stop_and_empty()) refuse(*job, fail_in_english(errc::storage, "It is over."));
    for (const auto& job : lists.stop_and_empty()) refuse(*job, fail_in_english(errc::storage, "It is over."));
    io.restart();
    io.run();
    CHECK(answers[0]->error().code == errc::storage);
}

TEST_CASE("work that throws says that the database cannot answer") {
    const Error error = sqlite::error_of_exception("disk I/O");
    CHECK(error.code == errc::storage);
    CHECK(error.detail == "disk I/O");
}
