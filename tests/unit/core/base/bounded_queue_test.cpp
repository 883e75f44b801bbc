// What waits for threads: who has a place, who is next, and what becomes of it at the end.
#include "core/base/bounded_queue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace uag;

namespace {

using Arrivals = BoundedQueue<ArrivalOrder<std::string>>;
using Rounds = BoundedQueue<RoundOrder<std::string, int>>;
using Numbers = BoundedQueue<ArrivalOrder<std::unique_ptr<int>>>;
using Names = std::vector<std::string>;

Names names_of(const std::deque<std::string>& items) { return {items.begin(), items.end()}; }

}  // namespace

TEST_CASE("first come, first served, up to the last place") {
    Arrivals queue(2);
    CHECK_FALSE(queue.push("a"));
    CHECK_FALSE(queue.push("b"));
    CHECK(queue.push("c") == "c");
    CHECK(queue.size() == 2);
    CHECK(queue.take_one() == "a");
    CHECK_FALSE(queue.push("d"));
    CHECK(names_of(queue.take_all()) == Names{"b", "d"});
    CHECK(queue.size() == 0);
}

TEST_CASE("what waits when a queue is stopped is still handed out, and nothing else gets a place") {
    Arrivals queue(8);
    for (const char* const name : {"a", "b", "c"}) CHECK_FALSE(queue.push(name));
    queue.stop();
    CHECK(queue.push("late") == "late");
    CHECK(queue.take_one() == "a");
    CHECK(names_of(queue.take_all()) == Names{"b", "c"});
    CHECK(queue.take_one().empty());
    CHECK(queue.take_all().empty());
}

TEST_CASE("or it is given back") {
    Arrivals queue(8);
    for (const char* const name : {"a", "b"}) CHECK_FALSE(queue.push(name));
    CHECK(names_of(queue.stop_and_empty()) == Names{"a", "b"});
    CHECK(queue.take_one().empty());
    CHECK(queue.push("late") == "late");
    CHECK(queue.stop_and_empty().empty());
}

TEST_CASE("turns go round: one of an asker's, then one of the next") {
    Rounds queue(64, 3);
    for (const char* const name : {"a1", "a2", "a3"}) CHECK_FALSE(queue.push(name, 1));
    CHECK_FALSE(queue.push("b1", 2));
    CHECK(queue.take_one() == "a1");
    CHECK_FALSE(queue.push("c1", 3));
    CHECK(queue.take_one() == "b1");
    CHECK(queue.take_one() == "a2");
    CHECK_FALSE(queue.push("b2", 2));
    CHECK(queue.take_one() == "c1");
    CHECK(queue.take_one() == "a3");
    CHECK(queue.take_one() == "b2");
    queue.stop();
    CHECK(queue.take_one().empty());
}

TEST_CASE("an asker has a few places, all together have some more, and what waits is served after the end") {
    Rounds queue(3, 2);
    for (const char* const name : {"a1", "a2"}) CHECK_FALSE(queue.push(name, 1));
    for (const std::string name : {"a3", "a4"}) CHECK(queue.push(name, 1) == name);
    CHECK_FALSE(queue.push("b1", 2));
    CHECK(queue.push("c1", 3) == "c1");
    CHECK(queue.take_one() == "a1");
    CHECK_FALSE(queue.push("c2", 3));
    queue.stop();
    CHECK(queue.take_one() == "b1");
    CHECK(queue.take_one() == "a2");
    CHECK(queue.take_one() == "c2");
    CHECK(queue.take_one().empty());
}

TEST_CASE("who waits for something is woken by it, or by the end") {
    Numbers queue(1);
    std::thread takes([&] {
        const std::unique_ptr<int> first = queue.take_one();
        CHECK(first != nullptr);
        CHECK((first != nullptr && *first == 7));
        CHECK(queue.take_one() == nullptr);
    });
    CHECK_FALSE(queue.push(std::make_unique<int>(7)));
    while (queue.size() != 0) std::this_thread::yield();
    queue.stop();
    takes.join();
}

TEST_CASE("of many threads that put and take each gets what nobody else does, and nothing is lost") {
    constexpr int each = 2000;
    Numbers queue(16);
    std::vector<std::vector<int>> taken(3);
    std::vector<std::thread> takers;
    for (std::vector<int>& own : taken)
        takers.emplace_back([&] {
            while (const std::unique_ptr<int> number = queue.take_one()) own.push_back(*number);
        });
    std::vector<std::thread> putters;
    for (int i = 0; i < 3; ++i)
        putters.emplace_back([&, i] {
            for (int k = 0; k < each; ++k) {
                auto refused = queue.push(std::make_unique<int>(i * each + k));
                while (refused) refused = queue.push(std::move(*refused));
            }
        });
    for (std::thread& thread : putters) thread.join();
    queue.stop();
    for (std::thread& thread : takers) thread.join();
    std::vector<int> all;
    for (const std::vector<int>& own : taken) all.insert(all.end(), own.begin(), own.end());
    std::sort(all.begin(), all.end());
    REQUIRE(all.size() == 3 * each);
    for (int i = 0; i < 3 * each; ++i) CHECK(all[static_cast<std::size_t>(i)] == i);
}
