// Guessing slows down, the right people are not locked out, and none of it is lost or grows without end.
#include "core/security/throttle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "core/security/throttle_key.hpp"
#include "support/manual_clock.hpp"

using namespace uag;
using namespace std::chrono_literals;
using Judged = ThrottleDecision::Kind;

namespace {

constexpr const char* home = "192.0.2.10";
constexpr const char* elsewhere = "198.51.100.7";

void fail_times(Throttle& throttle, int times, std::string_view account, std::string_view source) {
    for (int i = 0; i < times; ++i)
        throttle.failed(account, source);
}

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
        for (const auto& [key, record] : rows)
            records.push_back(record);
        return records;
    }
};

}  // namespace

TEST_CASE("a pair's pauses start at the fifth failure and double up to a quarter of an hour") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    for (int i = 0; i < 4; ++i) {
        throttle.failed("nora", home);
        CHECK(throttle.check("nora", home).kind == Judged::pass);
    }
    for (const int expected : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900}) {
        throttle.failed("nora", home);
        const ThrottleDecision decision = throttle.check("nora", home);
        CHECK(decision.kind == Judged::pair_blocked);
        CHECK(decision.retry_after == std::chrono::seconds(expected));
        clock.advance(std::chrono::seconds(expected) - 1ms);
        CHECK(throttle.check("nora", home).kind == Judged::pair_blocked);
        CHECK(throttle.check("nora", home).retry_after == 1s);
        clock.advance(1ms);
        CHECK(throttle.check("nora", home).kind == Judged::pass);
    }
}

TEST_CASE("asking does not count") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 4, "nora", home);
    for (int i = 0; i < 1000; ++i)
        CHECK(throttle.check("nora", home).kind == Judged::pass);
    CHECK(throttle.take_changes().size() == 2);
    CHECK(throttle.take_changes().empty());
}

TEST_CASE("success ends the pair's count") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 7, "nora", home);
    throttle.succeeded("nora", home);
    CHECK(throttle.check("nora", home).kind == Judged::pass);
    fail_times(throttle, 4, "nora", home);
    CHECK(throttle.check("nora", home).kind == Judged::pass);
    throttle.failed("nora", home);
    CHECK(throttle.check("nora", home).retry_after == 1s);
}

TEST_CASE("a hundred consecutive failures stop the pair for a day") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    for (int i = 1; i < 100; ++i) {
        throttle.failed("nora", home);
        clock.advance(900s);
        REQUIRE(throttle.check("nora", home).kind == Judged::pass);
    }
    throttle.failed("nora", home);
    CHECK(throttle.check("nora", home).kind == Judged::pair_blocked);
    CHECK(throttle.check("nora", home).retry_after == 24h);
    clock.advance(24h - 1s);
    CHECK(throttle.check("nora", home).retry_after == 1s);
    clock.advance(1s);
    CHECK(throttle.check("nora", home).kind == Judged::pass);
    throttle.failed("nora", home);
    CHECK(throttle.check("nora", home).retry_after == 24h);
}

TEST_CASE("guesses that ran at the same time all count") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 12, "nora", home);
    CHECK(throttle.check("nora", home).retry_after == 128s);
}

TEST_CASE("nobody locks an account out from elsewhere") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    throttle.succeeded("nora", home);
    fail_times(throttle, 99, "nora", elsewhere);
    CHECK(throttle.check("nora", elsewhere).kind == Judged::pair_blocked);
    CHECK(throttle.check("nora", home).kind == Judged::pass);
    CHECK(throttle.check("oskar", elsewhere).kind == Judged::pass);
}

TEST_CASE("a blocked pair that is tried again counts against the source alone") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 5, "nora", home);
    for (int i = 0; i < 94; ++i)
        throttle.turned_away(home);
    CHECK(throttle.check("nora", home).kind == Judged::pair_blocked);
    CHECK(throttle.check("nora", home).retry_after == 1s);
    throttle.turned_away(home);
    CHECK(throttle.check("oskar", home).kind == Judged::source_blocked);
}

TEST_CASE("a source may fail 99 times in any ten minutes") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    const auto fail_others = [&](int times) {
        for (int i = 0; i < times; ++i)
            throttle.failed("account" + std::to_string(i), home);
    };
    SUBCASE("and again in the next ten") {
        fail_others(99);
        clock.advance(600s);
        fail_others(99);
        CHECK(throttle.check("nora", home).kind == Judged::pass);
    }
    SUBCASE("the window slides") {
        fail_others(1);
        clock.advance(540s);
        fail_others(50);
        clock.advance(120s);
        fail_others(49);
        CHECK(throttle.check("nora", home).kind == Judged::pass);
        fail_others(1);
        CHECK(throttle.check("nora", home).kind == Judged::source_blocked);
        CHECK(throttle.check("nora", home).retry_after == 1s);
    }
    SUBCASE("a success does not end the source's count") {
        fail_others(99);
        throttle.succeeded("nora", home);
        fail_others(1);
        CHECK(throttle.check("nora", home).kind == Judged::source_blocked);
    }
}

TEST_CASE("a source's pauses double too, and end with ten quiet minutes") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    int account = 0;
    const auto fail_once = [&] { throttle.failed("account" + std::to_string(account++), home); };
    for (int i = 0; i < 99; ++i)
        fail_once();
    for (const int expected : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
        fail_once();
        const ThrottleDecision decision = throttle.check("nora", home);
        CHECK(decision.kind == Judged::source_blocked);
        CHECK(decision.retry_after == std::chrono::seconds(expected));
        CHECK(throttle.check("nora", elsewhere).kind == Judged::pass);
        clock.advance(decision.retry_after);
        CHECK(throttle.check("nora", home).kind == Judged::pass);
    }
    clock.advance(600s);
    for (int i = 0; i < 99; ++i)
        fail_once();
    CHECK(throttle.check("nora", home).kind == Judged::pass);
    fail_once();
    CHECK(throttle.check("nora", home).retry_after == 1s);
}

TEST_CASE("a blocked source wins over a blocked pair") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 100, "nora", home);
    CHECK(throttle.check("nora", home).kind == Judged::source_blocked);
    CHECK(throttle.check("nora", home).retry_after == 1s);
    clock.advance(1s);
    CHECK(throttle.check("nora", home).kind == Judged::pair_blocked);
}

TEST_CASE("a decision says what counts against the source at present") {
    test::ManualClock clock;
    ThrottleSettings settings;
    settings.source_free = 10;
    Throttle throttle(settings, clock);
    const auto failures = [&] { return throttle.check("nora", home).source_failures; };
    CHECK(failures() == 0);
    throttle.failed("a", home);
    throttle.failed("b", home);
    throttle.failed("b", elsewhere);
    throttle.succeeded("a", home);
    CHECK(failures() == 2);
    clock.advance(5min);
    throttle.turned_away(home);
    CHECK(failures() == 3);
    clock.advance(5min);
    CHECK(failures() == 1);
    fail_times(throttle, 11, "c", home);
    CHECK(throttle.check("nora", home).kind == Judged::source_blocked);
    CHECK(failures() == 12);
    clock.advance(1h);
    CHECK(failures() == 0);
}

TEST_CASE("a decision says where somebody is known for success, and tells nothing about the account") {
    test::ManualClock clock;
    ThrottleSettings settings;
    settings.pair_free = 1;
    settings.source_free = 4;
    Throttle throttle(settings, clock);
    const auto is_known = [&](std::string_view source) {
        const bool known = throttle.check("nora", source).is_known;
        for (const char* const other : {"tom", "nobody", ""}) CHECK(throttle.check(other, source).is_known == known);
        return known;
    };
    CHECK_FALSE(is_known(home));
    throttle.succeeded("nora", home);
    CHECK(is_known(home));
    CHECK_FALSE(is_known(elsewhere));
    // Also while the pair pauses, and the source.
    throttle.failed("nora", home);
    CHECK(throttle.check("nora", home).kind == Judged::pair_blocked);
    CHECK(is_known(home));
    fail_times(throttle, 4, "tom", home);
    CHECK(throttle.check("nora", home).kind == Judged::source_blocked);
    CHECK(is_known(home));
    // As long as one of them counts.
    throttle.succeeded("tom", home);
    throttle.unlock("nora");
    CHECK(is_known(home));
    throttle.unlock("tom");
    CHECK_FALSE(is_known(home));
    throttle.succeeded("nora", home);
    clock.advance(24h * 29);
    throttle.succeeded("tom", home);
    clock.advance(24h * 2);
    throttle.failed("nora", home);  // hers has run out
    CHECK(is_known(home));
    throttle.load(throttle.take_changes());
    CHECK(is_known(home));
    clock.advance(24h * 28);
    CHECK_FALSE(is_known(home));
    throttle.failed("tom", home);
    throttle.load({});
    CHECK_FALSE(is_known(home));
}

TEST_CASE("turns are shared by IPv4 address and by IPv6 /48") {
    CHECK(turn_source("192.0.2.1") == "192.0.2.1");
    CHECK(turn_source("::ffff:192.0.2.1") == "192.0.2.1");
    CHECK(turn_source("2001:db8:1:2:3::4") == "2001:db8:1::/48");
    CHECK(turn_source("[2001:db8:1:ffff::1%eth0]") == "2001:db8:1::/48");
    CHECK(turn_source("2001:db8:2::1") == "2001:db8:2::/48");
    CHECK(turn_source("no address") == "unknown");
}

TEST_CASE("the state survives a restart") {
    test::ManualClock clock;
    FakeStore store;
    {
        Throttle before({}, clock);
        fail_times(before, 9, "nora", home);
        fail_times(before, 90, "oskar", elsewhere);
        store.save(before.take_changes());
    }
    Throttle after({}, clock);
    after.load(store.all());
    CHECK(after.check("nora", home).retry_after == 16s);
    CHECK(after.check("nora", elsewhere).kind == Judged::pass);
    CHECK(after.take_changes().empty());
    after.failed("nora", home);
    CHECK(after.check("nora", home).retry_after == 32s);
    SUBCASE("a source's count goes on") {
        fail_times(after, 10, "siri", elsewhere);
        CHECK(after.check("nora", elsewhere).kind == Judged::source_blocked);
    }
    SUBCASE("and leaves the window as before") {
        clock.advance(600s);
        fail_times(after, 10, "siri", elsewhere);
        CHECK(after.check("nora", elsewhere).kind == Judged::pass);
    }
}

TEST_CASE("a blocked source stays blocked over a restart and goes on doubling") {
    test::ManualClock clock;
    FakeStore store;
    Throttle before({}, clock);
    for (int i = 0; i < 103; ++i)
        before.failed("account" + std::to_string(i), home);
    store.save(before.take_changes());
    Throttle after({}, clock);
    after.load(store.all());
    CHECK(after.check("nora", home).kind == Judged::source_blocked);
    CHECK(after.check("nora", home).retry_after == 8s);
    clock.advance(8s);
    after.failed("nora", home);
    CHECK(after.check("nora", home).retry_after == 16s);
}

TEST_CASE("unlock forgets the account everywhere") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 20, "nora", home);
    fail_times(throttle, 20, "nora", elsewhere);
    fail_times(throttle, 20, "oskar", home);
    FakeStore store;
    store.save(throttle.take_changes());
    throttle.unlock("nora");
    CHECK(throttle.check("nora", home).kind == Judged::pass);
    CHECK(throttle.check("nora", elsewhere).kind == Judged::pass);
    CHECK(throttle.check("oskar", home).kind == Judged::pair_blocked);
    throttle.failed("oskar", elsewhere);
    store.save(throttle.take_changes());
    const auto records = store.all();
    CHECK(std::none_of(records.begin(), records.end(),
                       [](const FailureRecord& r) { return r.account == "nora"; }));
}

TEST_CASE("another process's unlock arrives with load; what changed here since stays") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 20, "nora", home);
    fail_times(throttle, 20, "oskar", home);
    FakeStore store;
    store.save(throttle.take_changes());
    std::erase_if(store.rows, [](const auto& row) { return row.second.account == "nora"; });
    fail_times(throttle, 8, "siri", elsewhere);
    throttle.load(store.all());
    CHECK(throttle.check("nora", home).kind == Judged::pass);
    CHECK(throttle.check("oskar", home).kind == Judged::pair_blocked);
    CHECK(throttle.check("siri", elsewhere).retry_after == 8s);
    const auto changes = throttle.take_changes();
    CHECK(changes.size() == 2);
}

TEST_CASE("another process's unlock of a source arrives with load, also for what is not saved yet") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) fail_times(throttle, 20, name, home);
    REQUIRE(throttle.check("nobody", home).kind == Judged::source_blocked);
    FailureRecord mark;
    mark.account = source_key(home);
    mark.key = std::string(unlock_mark) + mark.account;
    mark.last_failure = clock.now();
    throttle.load({mark});
    CHECK(throttle.check("nobody", home).kind == Judged::pass);
    CHECK(throttle.check("a", home).kind == Judged::pair_blocked);
    for (const char* name : {"g", "h", "i", "j", "k", "l"}) fail_times(throttle, 20, name, elsewhere);
    throttle.load({mark});
    CHECK(throttle.check("nobody", elsewhere).kind == Judged::source_blocked);
}

TEST_CASE("memory is bounded, and who logged in lately is kept") {
    test::ManualClock clock;
    ThrottleSettings settings;
    settings.max_counters = 100;
    Throttle throttle(settings, clock);
    for (int i = 0; i < 20; ++i)
        throttle.succeeded("friend" + std::to_string(i), home);
    for (int i = 0; i < 20; ++i)
        fail_times(throttle, 5, "friend" + std::to_string(i), home);
    FakeStore store;
    for (int i = 0; i < 5000; ++i) {
        throttle.failed("stranger" + std::to_string(i), "2001:db8:0:" + std::to_string(i) + "::/64");
        store.save(throttle.take_changes());
        REQUIRE(store.rows.size() <= 100);
    }
    for (int i = 0; i < 20; ++i) {
        const std::string key = "p|" + std::string(home) + "|friend" + std::to_string(i);
        REQUIRE(store.rows.contains(key));
        CHECK(store.rows[key].failures == 5);
    }
    CHECK(store.rows.contains("s|2001:db8:0:4999::/64"));
    CHECK_FALSE(store.rows.contains("s|2001:db8:0:1::/64"));

    SUBCASE("trust runs out after thirty days") {
        clock.advance(31 * 24h);
        for (int i = 0; i < 200; ++i) {
            throttle.failed("late" + std::to_string(i), elsewhere);
            store.save(throttle.take_changes());
        }
        CHECK_FALSE(store.rows.contains("p|" + std::string(home) + "|friend3"));
    }
    SUBCASE("the trusted alone never fill it") {
        for (int i = 0; i < 500; ++i)
            throttle.succeeded("more" + std::to_string(i), home);
        fail_times(throttle, 5, "nora", elsewhere);
        for (int i = 500; i < 600; ++i)
            throttle.succeeded("more" + std::to_string(i), home);
        CHECK(throttle.check("nora", elsewhere).kind == Judged::pair_blocked);
    }
}

TEST_CASE("what nobody saves does not grow without end, and long names cost no more than short ones") {
    test::ManualClock clock;
    ThrottleSettings settings;
    settings.max_counters = 50;
    Throttle throttle(settings, clock);
    const std::string long_name(100'000, 'x');
    for (int i = 0; i < 500; ++i)
        throttle.failed(long_name + std::to_string(i), home);
    const auto changes = throttle.take_changes();
    CHECK(changes.size() <= 100);
    for (const FailureRecord& record : changes)
        CHECK(record.key.size() < 200);
    Throttle other({}, clock);
    fail_times(other, 5, long_name, home);
    CHECK(other.check(long_name, home).kind == Judged::pair_blocked);
    CHECK(other.check(long_name + "1", home).kind == Judged::pass);
    other.unlock(long_name);
    CHECK(other.check(long_name, home).kind == Judged::pass);
}

TEST_CASE("repeated log-ins are not repeated writes") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    throttle.succeeded("nora", home);
    CHECK(throttle.take_changes().size() == 1);
    clock.advance(59min);
    throttle.succeeded("nora", home);
    CHECK(throttle.take_changes().empty());
    clock.advance(1min);
    throttle.succeeded("nora", home);
    CHECK(throttle.take_changes().size() == 1);
}

TEST_CASE("a clock that is set back does not lengthen a pause") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 5, "nora", home);
    clock.advance(-48h);
    CHECK(throttle.check("nora", home).retry_after == 1s);
}

TEST_CASE("settings of nought do no harm") {
    test::ManualClock clock;
    ThrottleSettings settings;
    settings.pair_free = 0;
    settings.source_free = 0;
    settings.first_pause = 0s;
    settings.longest_pause = 0s;
    settings.max_counters = 0;
    Throttle throttle(settings, clock);
    fail_times(throttle, 10, "nora", home);
    CHECK(throttle.check("nora", home).retry_after == 1s);
}

TEST_CASE("the source of an address") {
    struct Row {
        const char* address;
        const char* source;
    };
    for (const Row& row : {
             Row{"192.0.2.1", "192.0.2.1"},
             Row{"::ffff:192.0.2.1", "192.0.2.1"},
             Row{"::FFFF:C000:0201", "192.0.2.1"},
             Row{"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
             Row{"2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"},
             Row{"[2001:db8:1:2::9]", "2001:db8:1:2::/64"},
             Row{"fe80::1%eth0", "fe80::/64"},
             Row{"::1", "::/64"},
             Row{"", "unknown"},
             Row{"localhost", "unknown"},
             Row{"192.0.2.256", "unknown"},
             Row{"192.0.2", "unknown"},
             Row{"192.0.2.1 ", "unknown"},
             Row{"1:2:3", "unknown"},
             Row{"a|b", "unknown"},
         }) {
        CAPTURE(row.address);
        CHECK(throttle_source(row.address) == row.source);
    }
    CHECK(throttle_source(std::string(5000, '1')) == "unknown");
    CHECK(throttle_source(std::string_view("192.0.2.1\0x", 11)) == "unknown");
}
