// xs:dateTime in and out, the edges of .NET's DateTime, and the way to the wall clock.
#include "core/base/datetime.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace uag;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t one_second = DateTime::ticks_per_second;
constexpr std::int64_t one_day = 24 * 3600 * one_second;
constexpr std::int64_t unix_epoch = 719'162 * one_day;

std::string again(std::string_view text) {
    const auto value = parse_datetime(text);
    return value ? format(*value) : "refused";
}

TimePoint at(std::int64_t milliseconds) { return TimePoint{std::chrono::milliseconds{milliseconds}}; }

}  // namespace

TEST_CASE("known instants") {
    CHECK(parse_datetime("0001-01-01T00:00:00")->ticks == 0);
    CHECK(parse_datetime("0001-01-02T00:00:00")->ticks == one_day);
    CHECK(parse_datetime("1970-01-01T00:00:00Z")->ticks == unix_epoch);
    CHECK(parse_datetime("2000-01-01T00:00:00")->ticks == 630'822'816'000'000'000);  // .NET: new DateTime(2000,1,1)
    CHECK(parse_datetime("9999-12-31T23:59:59.9999999")->ticks == DateTime::max_ticks);
    CHECK(format({}) == "0001-01-01T00:00:00");
    CHECK(format({DateTime::max_ticks, DateTime::Zone::utc, 0}) == "9999-12-31T23:59:59.9999999Z");
}

TEST_CASE("what is written is read back as it was") {
    for (const char* const text : {
             "2024-05-01T10:20:30",
             "2024-05-01T10:20:30Z",
             "2024-05-01T10:20:30+02:00",
             "2024-05-01T10:20:30-00:30",
             "2024-05-01T10:20:30+00:00",
             "2024-05-01T10:20:30+14:00",
             "2024-05-01T10:20:30-14:00",
             "2024-05-01T10:20:30.5Z",
             "2024-05-01T10:20:30.0000001",
             "2024-05-01T10:20:30.123456-03:30",
             "2024-02-29T00:00:00",
             "2000-02-29T00:00:00",
             "0001-01-01T00:00:00",
             "0004-02-29T12:00:00",
             "9999-12-31T23:59:59.9999999Z",
         }) {
        CHECK(again(text) == text);
    }
    for (std::int64_t n = 0; n <= 9999; ++n) {
        // A stride through all years that meets every kind of day and of fraction.
        const std::int64_t ticks = n * (DateTime::max_ticks / 9999);
        const DateTime value{ticks, DateTime::Zone::utc, 0};
        REQUIRE(parse_datetime(format(value)) == value);
    }
}

TEST_CASE("other spellings of the same") {
    CHECK(again("2024-05-01") == "2024-05-01T00:00:00");
    CHECK(again("2024-05-01T10:20:30.500") == "2024-05-01T10:20:30.5");
    CHECK(again("2024-05-01T10:20:30.000Z") == "2024-05-01T10:20:30Z");
    CHECK(again("2024-05-01T10:20:30.123456789") == "2024-05-01T10:20:30.1234567");
    CHECK(again("2024-05-01T10:20:30.00000009") == "2024-05-01T10:20:30");
    CHECK(again("2024-05-01T10:20:30-00:00") == "2024-05-01T10:20:30+00:00");
    CHECK(again("2024-05-01T24:00:00") == "2024-05-02T00:00:00");
    CHECK(again("2024-02-28T24:00:00.000Z") == "2024-02-29T00:00:00Z");
    CHECK(again("2023-12-31T24:00:00") == "2024-01-01T00:00:00");
}

TEST_CASE("what .NET takes for a date in JSON") {
    const auto loose = [](std::string_view text) {
        const auto value = parse_loose_datetime(text);
        return value ? format(*value) : "refused";
    };
    for (const auto& [text, same] : std::vector<std::pair<std::string, std::string>>{
             {"2024-05-01T10:20:30", "2024-05-01T10:20:30"},
             {"2024-05-01T10:20:30+02:00", "2024-05-01T10:20:30+02:00"},
             {"2024-05-01T10:20:30-0500", "2024-05-01T10:20:30-05:00"},
             {"2024-05-01T10:20:30+02", "2024-05-01T10:20:30+02:00"},
             {"2024-05-01T10:20:30z", "2024-05-01T10:20:30Z"},
             {"2024-05-01T10:20:30.1234567z", "2024-05-01T10:20:30.1234567Z"},
             {"2024-05-01 10:20:30", "2024-05-01T10:20:30"},
             {"2024-05-01t10:20:30", "2024-05-01T10:20:30"},
             {"2024-05-01 10:20:30 +0200", "2024-05-01T10:20:30+02:00"},
             {"2024-05-01 10:20:30 Z", "2024-05-01T10:20:30Z"},
             {"2024-05-01T10:20", "2024-05-01T10:20:00"},
             {"2024-05-01T10:20Z", "2024-05-01T10:20:00Z"},
             {"2024-05-01T10:20+0200", "2024-05-01T10:20:00+02:00"},
             {" 2024-05-01T10:20:30 ", "2024-05-01T10:20:30"},
             {"2024-05-01", "2024-05-01T00:00:00"},
             {"0000-12-31T23:06:32.000Z", "0001-01-01T00:00:00Z"},
             {"/Date(0)/", "1970-01-01T00:00:00Z"},
             {"/Date(1714558830123)/", "2024-05-01T10:20:30.123Z"},
             {"/Date(1714558830000+0200)/", "2024-05-01T12:20:30+02:00"},
             {"/Date(1714558830000-05:30)/", "2024-05-01T04:50:30-05:30"},
             {"/Date(-62135596800000)/", "0001-01-01T00:00:00Z"},
             {"/Date(-62135596800000-0100)/", "0001-01-01T00:00:00-01:00"},
             {"/Date(-99999999999999999999)/", "0001-01-01T00:00:00Z"},
             {"/Date(99999999999999999999)/", "9999-12-31T23:59:59.999Z"}}) {
        CAPTURE(text);
        CHECK(loose(text) == same);
    }
    for (const char* const text : {"",
                                   " ",
                                   "/",
                                   "/Date()/",
                                   "/Date(x)/",
                                   "/Date(1",
                                   "/Date(1)",
                                   "/Date(1)/ x",
                                   "/Date(1Z)/",
                                   "/Date(1+2)/",
                                   "/Date(1+0200x)/",
                                   "/Date(1+1500)/",
                                   "/Date(/",
                                   "2024-05-01T10",
                                   "2024-05-01T10:",
                                   "2024-05-01T10:20:",
                                   "2024-05-01T10:20:30+",
                                   "2024-05-01T10:20:30+2",
                                   "2024-05-01T10:20:30+020",
                                   "2024-05-01T10:20:30+02:",
                                   "2024-05-01T10:20:30+02000",
                                   "2024-05-01  10:20:30",
                                   "2024-05-01T10:20.5",
                                   "2024-05-01T10:20:30.",
                                   "2024-05-01T10:20:30x",
                                   "2024-05-01 ",
                                   "01.05.2024",
                                   "5/1/2024"}) {
        CAPTURE(text);
        const bool date_alone = std::string_view(text) == "2024-05-01 ";
        CHECK(loose(text) == (date_alone ? "2024-05-01T00:00:00" : "refused"));
    }
}

TEST_CASE("years out of range are the first or the last tick") {
    for (const char* const text : {"0000-12-31T23:59:59", "0000-01-01", "-0001-06-01T00:00:00", "-0004-02-29T00:00:00",
                                   "-000001-01-01T00:00:00", "-12345-01-01T00:00:00", "-2024-05-01T10:20:30"}) {
        CAPTURE(text);
        CHECK(again(text) == "0001-01-01T00:00:00");
    }
    for (const char* const text : {"10000-01-01T00:00:00", "+010000-01-01T00:00:00", "+275760-09-13T00:00:00",
                                   "12000-02-29T00:00:00", "9999-12-31T24:00:00", "123456789012345678901-01-01"}) {
        CAPTURE(text);
        CHECK(again(text) == "9999-12-31T23:59:59.9999999");
    }
    CHECK(again("10000-01-01T00:00:00Z") == "9999-12-31T23:59:59.9999999Z");
    CHECK(again("0000-01-01T00:00:00+02:00") == "0001-01-01T00:00:00+02:00");
    CHECK(again("+002024-05-01T10:20:30") == "2024-05-01T10:20:30");
}

TEST_CASE("anything else is refused") {
    for (const char* const text : {
             "",
             " ",
             "2024",
             "2024-05",
             "2024-05-",
             "24-05-01",
             "024-05-01",
             "2024-5-01",
             "2024-05-1",
             "20240501",
             "2024/05/01",
             "2024-13-01",
             "2024-00-01",
             "2024-05-00",
             "2024-05-32",
             "2024-04-31",
             "2023-02-29",
             "1900-02-29",
             "2100-02-29",
             "10001-02-29T00:00:00",
             "-0001-02-29T00:00:00",
             "02024-05-01",
             "+2024-05-01",
             "+10000-01-01",
             "--2024-05-01",
             "+-2024-05-01",
             "2024-05-01T",
             "2024-05-01T10",
             "2024-05-01T10:20",
             "2024-05-01T10:20:",
             "2024-05-01T1:20:30",
             "2024-05-01 10:20:30",
             "2024-05-01t10:20:30",
             "2024-05-01T25:00:00",
             "2024-05-01T24:00:01",
             "2024-05-01T24:01:00",
             "2024-05-01T24:00:00.1",
             "2024-05-01T24:00:00.00000001",
             "2024-05-01T10:60:00",
             "2024-05-01T10:20:60",
             "2024-05-01T10:20:30.",
             "2024-05-01T10:20:30.Z",
             "2024-05-01T10:20:30,5",
             "2024-05-01T10:20:30.1234567890",
             "2024-05-01T10:20:30z",
             "2024-05-01T10:20:30ZZ",
             "2024-05-01T10:20:30+",
             "2024-05-01T10:20:30+2",
             "2024-05-01T10:20:30+02",
             "2024-05-01T10:20:30+0200",
             "2024-05-01T10:20:30+14:01",
             "2024-05-01T10:20:30+15:00",
             "2024-05-01T10:20:30+02:60",
             "2024-05-01T10:20:30+02:00Z",
             "2024-05-01T10:20:30 Z",
             " 2024-05-01T10:20:30",
             "2024-05-01T10:20:30 ",
             "2024-05-01Z",
             "\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4-05-01",
             "/Date(1714558830000)/",
         }) {
        CAPTURE(text);
        CHECK_FALSE(parse_datetime(text).has_value());
    }
    CHECK_FALSE(parse_datetime(std::string_view("2024-05-01T10:20:30\0", 20)).has_value());
}

TEST_CASE("to and from the wall clock") {
    CHECK(format(to_datetime(at(0))) == "1970-01-01T00:00:00Z");
    CHECK(format(to_datetime(at(1'714'558'830'250))) == "2024-05-01T10:20:30.25Z");
    CHECK(format(to_datetime(at(-1))) == "1969-12-31T23:59:59.999Z");
    for (const std::int64_t milliseconds :
         {0LL, -1LL, 1'714'558'830'250LL, -62'135'596'800'000LL, 253'402'300'799'999LL})
        CHECK(to_time_point(to_datetime(at(milliseconds))) == at(milliseconds));
    CHECK(format(to_datetime(TimePoint::max())) == "9999-12-31T23:59:59.999Z");
    CHECK(format(to_datetime(TimePoint::min())) == "0001-01-01T00:00:00Z");
}

TEST_CASE("an instant is what the zone makes of it") {
    const TimePoint instant = to_time_point(*parse_datetime("2024-05-01T10:20:30Z"));
    CHECK(instant == at(1'714'558'830'000));
    CHECK(to_time_point(*parse_datetime("2024-05-01T12:20:30+02:00")) == instant);
    CHECK(to_time_point(*parse_datetime("2024-05-01T06:50:30-03:30")) == instant);
    CHECK(to_time_point(*parse_datetime("2024-05-01T10:20:30")) == instant);
    CHECK(to_time_point(*parse_datetime("2024-05-01T10:20:30.0009999Z")) == instant);
    CHECK(to_time_point(*parse_datetime("0001-01-01T00:00:00+14:00")) == to_time_point({}) - 14h);
}

TEST_CASE("values out of range are written as the nearest one in it") {
    CHECK(format({-1, DateTime::Zone::utc, 0}) == "0001-01-01T00:00:00Z");
    CHECK(format({std::numeric_limits<std::int64_t>::max(), DateTime::Zone::unspecified, 0}) ==
          "9999-12-31T23:59:59.9999999");
    CHECK(format({0, DateTime::Zone::offset, 900}) == "0001-01-01T00:00:00+14:00");
}
