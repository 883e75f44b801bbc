// What bodies and answers may take together: never more than there is, and every byte comes back once.
#include "server/http/memory_budget.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

using namespace uag::http;

TEST_CASE("what is small needs nothing of the budget, what is larger counts from its first byte") {
    MemoryBudget budget(100'000);
    HeldMemory held(budget);
    CHECK(held.reach(HeldMemory::own));
    CHECK(budget.left() == 100'000);
    CHECK(held.reach(HeldMemory::own + 1));
    CHECK(budget.left() == 100'000 - HeldMemory::own - 1);
}

TEST_CASE("what needs nothing of the budget is a matter of what it is for") {
    MemoryBudget budget(100'000);
    HeldMemory tree(budget, 65'536);
    CHECK(tree.reach(65'536));
    CHECK(budget.left() == 100'000);
    CHECK(tree.reach(65'537));
    CHECK(budget.left() == 100'000 - 65'537);
    CHECK_FALSE(HeldMemory(budget, 0).reach(40'000));
}

TEST_CASE("a body grows within the budget, and one that does not fit keeps what it has") {
    MemoryBudget budget(100'000);
    HeldMemory grows(budget);
    CHECK(grows.reach(20'000));
    CHECK(grows.reach(40'000));
    CHECK(grows.reach(30'000));  // less than it has
    CHECK(budget.left() == 60'000);
    HeldMemory other(budget);
    CHECK_FALSE(other.reach(60'001));
    CHECK(budget.left() == 60'000);
    CHECK(other.reach(60'000));
    CHECK_FALSE(grows.reach(40'001));
    CHECK(budget.left() == 0);
    HeldMemory small(budget);
    CHECK(small.reach(16'000));
    grows.release();
    CHECK(budget.left() == 40'000);
    CHECK(small.reach(40'000));
}

TEST_CASE("what was taken comes back once") {
    MemoryBudget budget(100'000);
    {
        HeldMemory released(budget);
        HeldMemory kept(budget);
        CHECK(released.reach(30'000));
        CHECK(kept.reach(50'000));
        released.release();
        released.release();
        CHECK(budget.left() == 50'000);
    }
    CHECK(budget.left() == 100'000);
}

TEST_CASE("threads that take and give back side by side lose nothing and get no more than there is") {
    constexpr std::size_t all = 100'000;
    MemoryBudget budget(all);
    std::atomic<std::size_t> taken{0};
    std::atomic<bool> too_much{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 2000; ++round) {
                HeldMemory held(budget);
                if (!held.reach(40'000)) continue;
                if ((taken += 40'000) > all) too_much = true;
                taken -= 40'000;
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK_FALSE(too_much.load());
    CHECK(budget.left() == all);
}

TEST_CASE("a text is emptied, and what was large is given back") {
    std::string text(HeldMemory::own + 100, 'x');
    empty_wiped(text);
    CHECK(text.empty());
    CHECK(text.capacity() < HeldMemory::own);
    text.assign(1000, 'x');
    const char* const kept = text.data();
    empty_wiped(text);
    CHECK(text.capacity() >= 1000);
    CHECK(text.data() == kept);
}
