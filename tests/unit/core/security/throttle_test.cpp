// Guessing slows down, and the right people are not locked out.
#include "core/security/throttle.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "support/manual_clock.hpp"
#include "support/throttle_rig.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;
using Judged = ThrottleDecision::Kind;

TEST_CASE("a pair's pauses start at the fifth failure and double up to a quarter of an hour") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    for (int i = 0; i < 4; ++i) {
        throttle.failed("nora", home_source);
        CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    }
    for (const int expected : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900}) {
        throttle.failed("nora", home_source);
        const ThrottleDecision decision = throttle.check("nora", home_source);
        CHECK(decision.kind == Judged::pair_blocked);
        CHECK(decision.retry_after == std::chrono::seconds(expected));
        clock.advance(std::chrono::seconds(expected) - 1ms);
        CHECK(throttle.check("nora", home_source).kind == Judged::pair_blocked);
        CHECK(throttle.check("nora", home_source).retry_after == 1s);
        clock.advance(1ms);
        CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    }
}

TEST_CASE("asking does not count") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 4, "nora", home_source);
    for (int i = 0; i < 1000; ++i) CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    CHECK(throttle.take_changes().size() == 2);
    CHECK(throttle.take_changes().empty());
}

TEST_CASE("success ends the pair's count") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 7, "nora", home_source);
    throttle.succeeded("nora", home_source);
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    fail_times(throttle, 4, "nora", home_source);
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    throttle.failed("nora", home_source);
    CHECK(throttle.check("nora", home_source).retry_after == 1s);
}

TEST_CASE("a hundred consecutive failures stop the pair for a day") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    for (int i = 1; i < 100; ++i) {
        throttle.failed("nora", home_source);
        clock.advance(900s);
        REQUIRE(throttle.check("nora", home_source).kind == Judged::pass);
    }
    throttle.failed("nora", home_source);
    CHECK(throttle.check("nora", home_source).kind == Judged::pair_blocked);
    CHECK(throttle.check("nora", home_source).retry_after == 24h);
    clock.advance(24h - 1s);
    CHECK(throttle.check("nora", home_source).retry_after == 1s);
    clock.advance(1s);
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    throttle.failed("nora", home_source);
    CHECK(throttle.check("nora", home_source).retry_after == 24h);
}

TEST_CASE("guesses that ran at the same time all count") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 12, "nora", home_source);
    CHECK(throttle.check("nora", home_source).retry_after == 128s);
}

TEST_CASE("nobody locks an account out from elsewhere") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    throttle.succeeded("nora", home_source);
    fail_times(throttle, 99, "nora", other_source);
    CHECK(throttle.check("nora", other_source).kind == Judged::pair_blocked);
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    CHECK(throttle.check("oskar", other_source).kind == Judged::pass);
}

TEST_CASE("a blocked pair that is tried again counts against the source alone") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 5, "nora", home_source);
    for (int i = 0; i < 94; ++i) throttle.turned_away(home_source);
    CHECK(throttle.check("nora", home_source).kind == Judged::pair_blocked);
    CHECK(throttle.check("nora", home_source).retry_after == 1s);
    throttle.turned_away(home_source);
    CHECK(throttle.check("oskar", home_source).kind == Judged::source_blocked);
}

TEST_CASE("a source may fail 99 times in any ten minutes") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    const auto fail_others = [&](int times) {
        for (int i = 0; i < times; ++i) throttle.failed("account" + std::to_string(i), home_source);
    };
    SUBCASE("and again in the next ten") {
        fail_others(99);
        clock.advance(600s);
        fail_others(99);
        CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    }
    SUBCASE("the window slides") {
        fail_others(1);
        clock.advance(540s);
        fail_others(50);
        clock.advance(120s);
        fail_others(49);
        CHECK(throttle.check("nora", home_source).kind == Judged::pass);
        fail_others(1);
        CHECK(throttle.check("nora", home_source).kind == Judged::source_blocked);
        CHECK(throttle.check("nora", home_source).retry_after == 1s);
    }
    SUBCASE("a success does not end the source's count") {
        fail_others(99);
        throttle.succeeded("nora", home_source);
        fail_others(1);
        CHECK(throttle.check("nora", home_source).kind == Judged::source_blocked);
    }
}

TEST_CASE("a source's pauses double too, and end with ten quiet minutes") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    int account = 0;
    const auto fail_once = [&] { throttle.failed("account" + std::to_string(account++), home_source); };
    for (int i = 0; i < 99; ++i) fail_once();
    for (const int expected : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
        fail_once();
        const ThrottleDecision decision = throttle.check("nora", home_source);
        CHECK(decision.kind == Judged::source_blocked);
        CHECK(decision.retry_after == std::chrono::seconds(expected));
        CHECK(throttle.check("nora", other_source).kind == Judged::pass);
        clock.advance(decision.retry_after);
        CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    }
    clock.advance(600s);
    for (int i = 0; i < 99; ++i) fail_once();
    CHECK(throttle.check("nora", home_source).kind == Judged::pass);
    fail_once();
    CHECK(throttle.check("nora", home_source).retry_after == 1s);
}

TEST_CASE("a blocked source wins over a blocked pair") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 100, "nora", home_source);
    CHECK(throttle.check("nora", home_source).kind == Judged::source_blocked);
    CHECK(throttle.check("nora", home_source).retry_after == 1s);
    clock.advance(1s);
    CHECK(throttle.check("nora", home_source).kind == Judged::pair_blocked);
}

TEST_CASE("a decision says what counts against the source at present") {
    test::ManualClock clock;
    ThrottleSettings settings;
    settings.source_free = 10;
    Throttle throttle(settings, clock);
    const auto failures = [&] { return throttle.check("nora", home_source).source_failures; };
    CHECK(failures() == 0);
    throttle.failed("a", home_source);
    throttle.failed("b", home_source);
    throttle.failed("b", other_source);
    throttle.succeeded("a", home_source);
    CHECK(failures() == 2);
    clock.advance(5min);
    throttle.turned_away(home_source);
    CHECK(failures() == 3);
    clock.advance(5min);
    CHECK(failures() == 1);
    fail_times(throttle, 11, "c", home_source);
    CHECK(throttle.check("nora", home_source).kind == Judged::source_blocked);
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
    CHECK_FALSE(is_known(home_source));
    throttle.succeeded("nora", home_source);
    CHECK(is_known(home_source));
    CHECK_FALSE(is_known(other_source));
    // Also while the pair pauses, and the source.
    throttle.failed("nora", home_source);
    CHECK(throttle.check("nora", home_source).kind == Judged::pair_blocked);
    CHECK(is_known(home_source));
    fail_times(throttle, 4, "tom", home_source);
    CHECK(throttle.check("nora", home_source).kind == Judged::source_blocked);
    CHECK(is_known(home_source));
    // As long as one of them counts.
    throttle.succeeded("tom", home_source);
    throttle.unlock("nora");
    CHECK(is_known(home_source));
    throttle.unlock("tom");
    CHECK_FALSE(is_known(home_source));
    throttle.succeeded("nora", home_source);
    clock.advance(24h * 29);
    throttle.succeeded("tom", home_source);
    clock.advance(24h * 2);
    throttle.failed("nora", home_source);  // hers has run out
    CHECK(is_known(home_source));
    throttle.load(throttle.take_changes());
    CHECK(is_known(home_source));
    clock.advance(24h * 28);
    CHECK_FALSE(is_known(home_source));
    throttle.failed("tom", home_source);
    throttle.load({});
    CHECK_FALSE(is_known(home_source));
}

TEST_CASE("turns are shared by IPv4 address and by IPv6 /48") {
    CHECK(turn_source("192.0.2.1") == "192.0.2.1");
    CHECK(turn_source("::ffff:192.0.2.1") == "192.0.2.1");
    CHECK(turn_source("2001:db8:1:2:3::4") == "2001:db8:1::/48");
    CHECK(turn_source("[2001:db8:1:ffff::1%eth0]") == "2001:db8:1::/48");
    CHECK(turn_source("2001:db8:2::1") == "2001:db8:2::/48");
    CHECK(turn_source("no address") == "unknown");
}

TEST_CASE("a clock that is set back does not lengthen a pause") {
    test::ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 5, "nora", home_source);
    clock.advance(-48h);
    CHECK(throttle.check("nora", home_source).retry_after == 1s);
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
    fail_times(throttle, 10, "nora", home_source);
    CHECK(throttle.check("nora", home_source).retry_after == 1s);
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
