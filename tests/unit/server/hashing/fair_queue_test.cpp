// The fair queue: whose turn it is, and who makes room for whom.
#include "server/hashing/fair_queue.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using uag::FairQueue;
using uag::FairShare;

namespace {

using Queue = FairQueue<std::string>;
using Names = std::vector<std::string>;

std::string took(Queue& queue) { return queue.empty() ? "nothing" : queue.take(); }

/// Who has no place after it; "" when nobody lost one.
std::string lost(Queue& queue, std::string job, FairShare share) {
    return queue.add(std::move(job), std::move(share)).value_or("");
}

Names left_over(Queue& queue) {
    Names names;
    while (!queue.empty()) names.push_back(queue.take());
    return names;
}

FairShare known(std::string source, std::int32_t failures = 0) { return {std::move(source), failures, true}; }

}  // namespace

TEST_CASE("sources take turns, each in its own order") {
    Queue queue(64);
    for (const char* const job : {"a0", "a1", "a2", "a3"}) queue.add(job, {"a"});
    queue.add("b0", {"b"});
    for (const char* const job : {"c0", "c1"}) queue.add(job, {"c"});
    queue.add("a4", {"a"});
    CHECK(queue.size() == 8);
    CHECK(left_over(queue) == Names{"a0", "b0", "c0", "a1", "c1", "a2", "a3", "a4"});
    CHECK(queue.empty());
}

TEST_CASE("a source that always has something waiting gets its turn beside ever new ones") {
    Queue queue(6);
    int own = 0;
    for (int i = 0; i < 3; ++i) queue.add("own", {"a"});
    for (int i = 0; i < 3; ++i) queue.add("new", {"n" + std::to_string(i)});
    for (int i = 3; i < 300; ++i) {
        const bool is_own = queue.take() == "own";
        own += is_own ? 1 : 0;
        queue.add(is_own ? "own" : "new", {is_own ? "a" : "n" + std::to_string(i)});
        CHECK(queue.size() == 6);
    }
    // Every round has one turn of it, and as many of the new as there are other places at most.
    CHECK(own >= 297 / 6);
}

TEST_CASE("a source that always has something waiting keeps a place in a queue that ever new ones keep full") {
    Queue queue(4);
    int number = 0;
    int served = 0;
    for (int i = 0; i < 200; ++i) {
        queue.add("own", {"a"});
        while (lost(queue, "new", {"n" + std::to_string(number++)}).empty()) continue;
        served += took(queue) == "own" ? 1 : 0;
    }
    CHECK(served >= 200 / 4);
}

TEST_CASE("failures delay by so many rounds, and not for ever") {
    Queue queue(64);
    queue.add("bad", {"x", 3});
    queue.add("first", {"f"});
    CHECK(took(queue) == "first");
    Names names;
    for (int i = 0; i < 6; ++i) {
        queue.add("n" + std::to_string(i), {"n" + std::to_string(i)});
        names.push_back(took(queue));
    }
    CHECK(names == Names{"n0", "n1", "bad", "n2", "n3", "n4"});
}

TEST_CASE("in a full queue the newest of those with most rounds to wait makes room") {
    Queue queue(6);
    for (int i = 0; i < 6; ++i) queue.add("a" + std::to_string(i), {"a"});
    CHECK(lost(queue, "b0", {"b"}) == "a5");
    CHECK(lost(queue, "a6", {"a"}) == "a6");
    CHECK(lost(queue, "b1", {"b"}) == "a4");
    CHECK(lost(queue, "b2", {"b"}) == "a3");
    CHECK(lost(queue, "b3", {"b"}) == "b3");
    CHECK(lost(queue, "c0", {"c"}) == "b2");
    CHECK(queue.size() == 6);
    CHECK(left_over(queue) == Names{"a0", "b0", "c0", "a1", "b1", "a2"});
}

TEST_CASE("who has no failures gets a place beside any number of sources that have some, in every round") {
    Queue queue(8);
    int number = 0;
    for (int round = 0; round < 50; ++round) {
        while (lost(queue, "bad", {"bad" + std::to_string(number++), 1}).empty()) continue;
        for (int i = 0; i < 3; ++i) CHECK(lost(queue, "good", {"good" + std::to_string(i)}) == "bad");
        for (int i = 0; i < 5; ++i) queue.take();
    }
}

TEST_CASE("a known source gets a place beside any number of strangers, in every round, and goes first") {
    Queue queue(6);
    int number = 0;
    for (int i = 0; i < 50; ++i) {
        while (lost(queue, "stranger", {"s" + std::to_string(number++)}).empty()) continue;
        CHECK(lost(queue, "known", known("k" + std::to_string(i))) == "stranger");
        CHECK(took(queue) == "known");
        CHECK(took(queue) == "stranger");
    }
}

TEST_CASE("a known source has one job in front of a round, the others are as anybody's") {
    Queue queue(4);
    for (int i = 0; i < 4; ++i) queue.add("s" + std::to_string(i), {"s" + std::to_string(i)});
    CHECK(lost(queue, "k0", known("k")) == "s3");
    CHECK(lost(queue, "k1", known("k")) == "k1");
    CHECK(took(queue) == "k0");
    queue.add("k2", known("k"));
    CHECK(took(queue) == "s0");  // a new round
    CHECK(left_over(queue) == Names{"s1", "s2", "k2"});
}

TEST_CASE("a known source that comes again and again does not starve strangers") {
    Queue queue(8);
    queue.add("known", known("k"));
    queue.add("stranger", {"s"});
    Names names;
    for (int i = 0; i < 3; ++i) {
        names.push_back(queue.take());
        if (names.back() == "known") queue.add("known", known("k"));
    }
    CHECK(names == Names{"known", "stranger", "known"});
}

TEST_CASE("failures count for a known source too") {
    Queue queue(8);
    queue.add("stranger", {"s"});
    queue.add("worse", known("w", 3));
    queue.add("known", known("k", 1));
    CHECK(left_over(queue) == Names{"known", "stranger", "worse"});
}

TEST_CASE("a source starts anew when nothing of it waits any more") {
    Queue queue(2);
    for (int i = 0; i < 20; ++i) {
        CHECK(lost(queue, "a", {"a"}).empty());
        CHECK(lost(queue, "a", {"a"}).empty());
        CHECK(lost(queue, "b", {"b"}) == "a");
        CHECK(left_over(queue) == Names{"a", "b"});
    }
}
