// Whose list is made next.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/sqlite/list_queue.hpp"

using namespace uag;
using sqlite::Job;
using sqlite::ListQueue;

namespace {

class NamedJob final : public Job {
public:
    NamedJob(std::string name, std::vector<std::string>& refused) : name_(std::move(name)), refused_(refused) {}
    bool run(sqlite::Connection&) noexcept override { return true; }
    void fail(const Error& error) noexcept override {
        CHECK(error.code == errc::overloaded);
        CHECK(error.retry_after == std::chrono::seconds{1});
        refused_.push_back(name_);
    }
    void complete() noexcept override {}
    const std::string& name() const { return name_; }

private:
    std::string name_;
    std::vector<std::string>& refused_;
};

struct Lists {
    ListQueue queue;
    std::vector<std::string> refused{};

    void push(std::int32_t asked_by, std::string name) {
        queue.push(asked_by, std::make_unique<NamedJob>(std::move(name), refused));
    }
    std::string take() {
        const std::unique_ptr<Job> job = queue.take_one();
        return job == nullptr ? "" : static_cast<const NamedJob&>(*job).name();
    }
};

}  // namespace

TEST_CASE("turns go round: one of an associate's lists, then one of the next") {
    Lists lists{ListQueue(64, 3)};
    for (const char* const name : {"a1", "a2", "a3"}) lists.push(1, name);
    lists.push(2, "b1");
    CHECK(lists.take() == "a1");
    lists.push(3, "c1");
    CHECK(lists.take() == "b1");
    CHECK(lists.take() == "a2");
    lists.push(2, "b2");
    CHECK(lists.take() == "c1");
    CHECK(lists.take() == "a3");
    CHECK(lists.take() == "b2");
    lists.queue.stop();
    CHECK(lists.take().empty());
    CHECK(lists.refused.empty());
}

TEST_CASE("an associate has a few places, all together have some more, and what waits is served after the end") {
    Lists lists{ListQueue(3, 2)};
    for (const char* const name : {"a1", "a2", "a3", "a4"}) lists.push(1, name);
    CHECK(lists.refused == std::vector<std::string>{"a3", "a4"});
    lists.push(2, "b1");
    lists.push(3, "c1");
    CHECK(lists.refused.back() == "c1");
    CHECK(lists.take() == "a1");
    lists.push(3, "c2");
    lists.queue.stop();
    CHECK(lists.refused.size() == 3);
    CHECK(lists.take() == "b1");
    CHECK(lists.take() == "a2");
    CHECK(lists.take() == "c2");
    CHECK(lists.take().empty());
}
