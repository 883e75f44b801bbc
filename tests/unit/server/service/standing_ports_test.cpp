// Time and random values of a service that repeats itself.
#include "server/service/standing_ports.hpp"

#include <array>
#include <set>

#include "server/service/test_routes.hpp"
#include "support/results.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("standing ports: bytes follow the seed, however many are asked for at once") {
    const auto bytes_of = [](SeededBytes& random, std::size_t size) {
        std::string text(size, '\0');
        random.fill(std::as_writable_bytes(std::span(text)));
        return text;
    };
    SeededBytes one("a");
    SeededBytes same("a");
    SeededBytes other("b");
    const std::string first = bytes_of(one, 100);
    const std::string begun = bytes_of(same, 7);
    CHECK(begun + bytes_of(same, 93) == first);
    CHECK(bytes_of(other, 100) != first);
    CHECK(std::set<char>(first.begin(), first.end()).size() > 50);
    CHECK(bytes_of(one, 100) != first);
    one.start_over();
    CHECK(bytes_of(one, 100) == first);
}

TEST_CASE("standing ports: the clock stands where it was put") {
    StandingClock clock(TimePoint(std::chrono::seconds(5)));
    CHECK(clock.now() == TimePoint(std::chrono::seconds(5)));
    clock.put(TimePoint(std::chrono::seconds(3)));
    CHECK(clock.now() == TimePoint(std::chrono::seconds(3)));
}

TEST_CASE("standing ports: a move of the clock is an instant or so many seconds") {
    const TimePoint now(std::chrono::seconds(1000));
    CHECK(*read_clock_move("90", now) == now + std::chrono::seconds(90));
    CHECK(*read_clock_move(" -90\r\n", now) == now - std::chrono::seconds(90));
    CHECK(*read_clock_move("1970-01-01T02:00:01.5+02:00", now) == TimePoint(std::chrono::milliseconds(1500)));
    for (const char* const wrong :
         {"", "+", "1e3", "90 s", "9223372036854775807", "-1001", "-9223372036854775808", "99999999999999999999",
          "1970-01-01", "1970-01-01T00:00:00", "1969-12-31T23:59:59Z", "9000-01-01T00:00:01Z", "\xFF"}) {
        CAPTURE(wrong);
        CHECK(code_of(read_clock_move(wrong, now)) == errc::invalid_argument);
    }
}
