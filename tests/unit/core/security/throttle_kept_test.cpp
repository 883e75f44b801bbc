// What the throttle keeps: over a restart, beside another process, and within its bounds.
#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "core/security/stored_failures.hpp"
#include "core/security/throttle_key.hpp"
#include "support/manual_clock.hpp"
#include "support/throttle_rig.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;
using Judged = ThrottleDecision::Kind;

namespace {

// A store as the throttle sees it: rows by key, those to forget deleted.
struct FakeStore {
    std::map<std::string, FailureRecord> rows;

    void save(const std::vector<FailureRecord>& changes) {
        for (const FailureRecord& change : changes) {
            if (change.failures == 0 && change.last_success == TimePoint{})
                rows.erase(change.key);
            else
                rows[change.key] = change;
        }
    }
    std::vector<FailureRecord> all() const {
        std::vector<FailureRecord> records;
        for (const auto& [key, record] : rows) records.push_back(record);
        return records;
    }
};

}  // namespace

TEST_CASE("the state survives a restart") {
    test::ManualClock clock;
    FakeStore store;
    {
        Throttle before({}, clock);
        fail_times(before, 9, "nora", home_source);
        fail_times(before, 90, "oskar", other_source);
        store.save(before.take_changes());
    }
    Throttle after({}, clock);
    after.load(store.all());
    CHECK(after.check("nora", home_source).retry_after == 16s);
    CHECK(after.check("nora", other_source).kind == Judged::pass);
    CHECK(after.take_changes().empty());
    after.failed("nora", home_source);
    CHECK(after.check("nora", home_source).retry_after == 32s);
    SUBCASE("a source's count goes on") {
        fail_times(after, 10, "siri", other_source);
        CHECK(after.check("nora", other_source).kind == Judged::source_blocked);
    }
    SUBCASE("and leaves the window as before") {
        clock.advance(600s);
        fail_times(after, 10, "siri", other_source);
        CHECK(after.check("nora", other_source).kind == Judged::pass);
    }
}

TEST_CASE("a blocked source stays blocked over a restart and goes on doubling") {
    test::ManualClock clock;
    FakeStore store;
    Throttle before({}, clock);
    for (int i = 0; i < 103; ++i) before.failed("account" + std::to_string(i), home_source);
    store.save(before.take_changes());
    Throttle after({}, clock);
    after.load(store.all());
    CHECK(after.check("nora", home_source).kind == Judged::source_blocked);
    CHECK(after.check("nora", home_source).retry_after == 8s);
    clock.advance(8s);
    after.failed("nora", home_source);
    CHECK(after.check("nora", home_source).retry_after == 16s);
}

TEST_CASE("unlock forgets the account everywhere") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 20, "nora", home_source);
    fail_times(throttle, 20, "nora", other_source);
    fail_times(throttle, 20, "oskar", home_source);
    FakeStore store;
    store.save(throttle.take_changes());
    throttle.unlock("nora");
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    CHECK(throttle.check("nora", other_source).kind == Judged::pass);
    CHECK(throttle.check("oskar", home_source).kind == Judged::pair_blocked);
    throttle.failed("oskar", other_source);
    store.save(throttle.take_changes());
    const auto records = store.all();
    CHECK(std::none_of(records.begin(), records.end(), [](const FailureRecord& r) { return r.account == "nora"; }));
}

TEST_CASE("another process's unlock arrives with load; what changed here since stays") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 20, "nora", home_source);
    fail_times(throttle, 20, "oskar", home_source);
    FakeStore store;
    store.save(throttle.take_changes());
    std::erase_if(store.rows, [](const auto& row) { return row.second.account == "nora"; });
    fail_times(throttle, 8, "siri", other_source);
    throttle.load(store.all());
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    CHECK(throttle.check("oskar", home_source).kind == Judged::pair_blocked);
    CHECK(throttle.check("siri", other_source).retry_after == 8s);
    const auto changes = throttle.take_changes();
    CHECK(changes.size() == 2);
}

TEST_CASE("another process's unlock also ends what was counted on top until it arrived") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    throttle.load({});
    fail_times(throttle, 20, "nora", home_source);
    FakeStore store;
    const FailureRecord mark{std::string(unlock_mark) + "nora", "nora", 0, clock.now(), {}, {}};
    clock.advance(100ms);
    throttle.failed("nora", home_source);
    SUBCASE("before it was saved") {}
    SUBCASE("after it was saved") { store.save(throttle.take_changes()); }
    store.rows[mark.key] = mark;
    throttle.load(store.all());
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    store.save(throttle.take_changes());
    throttle.load(store.all());
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    Throttle after({}, clock);
    after.load(store.all());
    CHECK(after.check("nora", home_source).kind == Judged::pass);
    // It forgives once.
    fail_times(throttle, 20, "nora", home_source);
    throttle.load(store.all());
    CHECK(throttle.check("nora", home_source).kind == Judged::pair_blocked);
}

TEST_CASE("another process's unlock of a source arrives with load, also for what is not saved yet") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) fail_times(throttle, 20, name, home_source);
    REQUIRE(throttle.check("nobody", home_source).kind == Judged::source_blocked);
    FailureRecord mark;
    mark.account = source_key(home_source);
    mark.key = std::string(unlock_mark) + mark.account;
    mark.last_failure = clock.now();
    throttle.load({mark});
    CHECK(throttle.check("nobody", home_source).kind == Judged::pass);
    CHECK(throttle.check("a", home_source).kind == Judged::pair_blocked);
    for (const char* name : {"g", "h", "i", "j", "k", "l"}) fail_times(throttle, 20, name, other_source);
    throttle.load({mark});
    CHECK(throttle.check("nobody", other_source).kind == Judged::source_blocked);
}

TEST_CASE("memory is bounded, and who logged in lately is kept") {
    test::ManualClock clock;
    ThrottleSettings settings;
    settings.max_counters = 100;
    Throttle throttle(settings, clock);
    for (int i = 0; i < 20; ++i) throttle.succeeded("friend" + std::to_string(i), home_source);
    for (int i = 0; i < 20; ++i) fail_times(throttle, 5, "friend" + std::to_string(i), home_source);
    FakeStore store;
    for (int i = 0; i < 5000; ++i) {
        throttle.failed("stranger" + std::to_string(i), "2001:db8:0:" + std::to_string(i) + "::/64");
        store.save(throttle.take_changes());
        REQUIRE(store.rows.size() <= 100);
    }
    for (int i = 0; i < 20; ++i) {
        const std::string key = "p|" + std::string(home_source) + "|friend" + std::to_string(i);
        REQUIRE(store.rows.contains(key));
        CHECK(store.rows[key].failures == 5);
    }
    CHECK(store.rows.contains("s|2001:db8:0:4999::/64"));
    CHECK_FALSE(store.rows.contains("s|2001:db8:0:1::/64"));

    SUBCASE("trust runs out after thirty days") {
        clock.advance(31 * 24h);
        for (int i = 0; i < 200; ++i) {
            throttle.failed("late" + std::to_string(i), other_source);
            store.save(throttle.take_changes());
        }
        CHECK_FALSE(store.rows.contains("p|" + std::string(home_source) + "|friend3"));
    }
    SUBCASE("the trusted alone never fill it") {
        for (int i = 0; i < 500; ++i) throttle.succeeded("more" + std::to_string(i), home_source);
        fail_times(throttle, 5, "nora", other_source);
        for (int i = 500; i < 600; ++i) throttle.succeeded("more" + std::to_string(i), home_source);
        CHECK(throttle.check("nora", other_source).kind == Judged::pair_blocked);
    }
}

TEST_CASE("what nobody saves does not grow without end, and long names cost no more than short ones") {
    test::ManualClock clock;
    ThrottleSettings settings;
    settings.max_counters = 50;
    Throttle throttle(settings, clock);
    const std::string long_name(100'000, 'x');
    for (int i = 0; i < 500; ++i) throttle.failed(long_name + std::to_string(i), home_source);
    const auto changes = throttle.take_changes();
    CHECK(changes.size() <= 100);
    for (const FailureRecord& record : changes) CHECK(record.key.size() < 200);
    Throttle other({}, clock);
    fail_times(other, 5, long_name, home_source);
    CHECK(other.check(long_name, home_source).kind == Judged::pair_blocked);
    CHECK(other.check(long_name + "1", home_source).kind == Judged::pass);
    other.unlock(long_name);
    CHECK(other.check(long_name, home_source).kind == Judged::pass);
}

TEST_CASE("repeated log-ins are not repeated writes") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    throttle.succeeded("nora", home_source);
    CHECK(throttle.take_changes().size() == 1);
    clock.advance(59min);
    throttle.succeeded("nora", home_source);
    CHECK(throttle.take_changes().empty());
    clock.advance(1min);
    throttle.succeeded("nora", home_source);
    CHECK(throttle.take_changes().size() == 1);
}
