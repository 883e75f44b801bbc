// Threads that wait for another server: who is answered what when it is slow, breaks, or the service stops.
#include "adapters/outbound/worker.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/run_task.hpp"

using namespace uag;
namespace asio = boost::asio;

namespace {

using NumberAnswer = std::optional<Result<int>>;

void ask(asio::io_context& io, Worker& worker, std::function<Result<int>()> work, NumberAnswer& answer) {
    auto wait = [](Worker& asked, std::function<Result<int>()> todo, NumberAnswer& out) -> Task<void> {
        Result<int> result = co_await asked.run(std::move(todo));
        out.emplace(std::move(result));
    };
    asio::co_spawn(io.get_executor(), wait(worker, std::move(work), answer), asio::detached);
    io.restart();
    io.poll();
}

}  // namespace

TEST_CASE("what another server says is the result, and an exception says that it cannot be asked") {
    std::atomic<bool> stopping{false};
    Worker worker("the mail server", 1, 4, stopping);
    CHECK(*test::run_task(worker.run([]() -> Result<int> { return 7; })) == 7);
    const auto broken = test::run_task(worker.run([]() -> Result<int> { throw std::runtime_error("no line"); }));
    REQUIRE_FALSE(broken.has_value());
    CHECK(broken.error().code == errc::server);
    CHECK(broken.error().detail == "no line");
    CHECK(*test::run_task(worker.run([]() -> Result<int> { return 8; })) == 8);
}

TEST_CASE("beyond its places it turns away, and when it goes it answers who waits and ends what runs") {
    std::atomic<bool> stopping{false};
    auto worker = std::make_unique<Worker>(label("the mail server"), 1, 2, stopping);
    asio::io_context io(1);
    std::promise<void> begun;
    std::promise<void> gate;
    std::vector<NumberAnswer> answers(4);
    const auto slow = [&]() -> Result<int> {
        begun.set_value();
        gate.get_future().wait();
        return stopping ? 1 : 0;
    };
    ask(io, *worker, slow, answers[0]);
    begun.get_future().wait();
    for (std::size_t i = 1; i < answers.size(); ++i) ask(io, *worker, []() -> Result<int> { return 2; }, answers[i]);
    REQUIRE(answers[3].has_value());
    CHECK(answers[3]->error().code == errc::overloaded);
    CHECK(answers[3]->error().retry_after == std::chrono::seconds{1});
    CHECK_FALSE(answers[1].has_value());

    std::thread goes([&] { worker.reset(); });
    while (!stopping) std::this_thread::yield();
    gate.set_value();
    goes.join();
    io.restart();
    io.run();
    CHECK(**answers[0] == 1);
    for (const std::size_t waited : {std::size_t{1}, std::size_t{2}}) {
        REQUIRE(answers[waited].has_value());
        CHECK(answers[waited]->error().code == errc::server);
    }
}

TEST_CASE("what is given up gives back its place, and what runs is not ended") {
    std::atomic<bool> stopping{false};
    Worker worker("the mail server", 1, 1, stopping);
    asio::io_context io(1);
    std::promise<void> begun;
    std::promise<void> gate;
    std::vector<NumberAnswer> answers(3);
    ask(
        io, worker,
        [&]() -> Result<int> {
            begun.set_value();
            gate.get_future().wait();
            return 1;
        },
        answers[0]);
    begun.get_future().wait();
    const int name = 0;
    auto wait = [&](const void* under, NumberAnswer& out) -> Task<void> {
        auto two = []() -> Result<int> { return 2; };
        Result<int> result = co_await worker.run(std::move(two), under);
        out.emplace(std::move(result));
    };
    asio::co_spawn(io.get_executor(), wait(&name, answers[1]), asio::detached);
    io.restart();
    io.poll();
    worker.give_up(&answers, fail_in_english(errc::server, "another's"));
    io.restart();
    io.poll();
    CHECK_FALSE(answers[1].has_value());
    worker.give_up(&name, fail_in_english(errc::server, "given up"));
    io.restart();
    io.poll();
    REQUIRE(answers[1].has_value());
    CHECK((*answers[1]).error().public_text.english() == "given up");
    // There is a place again.
    asio::co_spawn(io.get_executor(), wait(&name, answers[2]), asio::detached);
    io.restart();
    io.poll();
    CHECK_FALSE(answers[2].has_value());
    gate.set_value();
    io.restart();
    io.run();
    CHECK(**answers[0] == 1);
    CHECK(**answers[2] == 2);
}
