// Dates of conditional headers (RFC 9110 5.6.7).
#include <doctest/doctest.h>

#include <string>

#include "adapters/http/http_date.hpp"

using namespace uag;
using namespace std::chrono;

TEST_CASE("the three forms of a date") {
    const TimePoint expected = sys_days{1994y / November / 6} + 8h + 49min + 37s;
    for (const char* const text :
         {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
        CAPTURE(text);
        REQUIRE(http::parse_http_date(text).has_value());
        CHECK(*http::parse_http_date(text) == expected);
    }
    CHECK(http::format_http_date(expected + 999ms) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(http::format_http_date(TimePoint{}) == "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST_CASE("anything else is no date") {
    for (const std::string text :
         {"", "0", "yesterday", "2024-05-01T10:20:30Z", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994",
          "Sun, 06 Nov 1994 08:49:37 GMT x", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT"}) {
        CAPTURE(text);
        CHECK_FALSE(http::parse_http_date(text).has_value());
    }
    CHECK_FALSE(http::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT" + std::string(100, ' ')).has_value());
}
