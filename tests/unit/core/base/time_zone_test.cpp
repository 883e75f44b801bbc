// The table of time zones, and dates between UTC and what a zone's clock shows.
#include "core/base/time_zone.hpp"

#include <doctest/doctest.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/dates.hpp"

using namespace uag;
using test::date_of;

namespace {

const TimeZone& zone(std::string_view code) {
    const TimeZone* const found = find_time_zone(code);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_CASE("codes and numbers on record") {
    struct Row {
        const char* code;
        std::int32_t id;
        const char* name;
    };
    for (const auto& [code, id, name] : std::vector<Row>{{"UTC", 1, "UTC/GMT"},
                                                         {"AU-ACT", 36, "Australia - Capital Territory"},
                                                         {"DK", 140, "Denmark"},
                                                         {"FR", 156, "France"},
                                                         {"NO", 261, "Norway"},
                                                         {"US-CA", 425, "United States - California"},
                                                         {"US-NY", 460, "United States - New York"},
                                                         {"BD", 50, "Bangladesh"},
                                                         {"CA-QC", 114, "Canada - Quebec"},
                                                         {"US-HI", 433, "United States - Hawaii"}}) {
        CAPTURE(code);
        CHECK(zone(code).id == id);
        CHECK(find_time_zone(id) == &zone(code));
        CHECK(find_time_zone(std::to_string(id)) == &zone(code));
        CHECK(display_name(zone(code)) == name);
    }
}

TEST_CASE("names in any case; what is no name is no zone") {
    CHECK(&zone("utc") == &utc_zone());
    CHECK(&zone("no") == &zone("NO"));
    CHECK(&zone("Us-Ny") == &zone("US-NY"));
    CHECK(&zone("0261") == &zone("NO"));
    for (const char* const text :
         {"",  "XX",   "N",    "NOR",   "Europe/Oslo",          "US-",    "US_NY", " NO",      "NO ",        "-1", "0",
          "2", "261x", "+261", "261.0", "99999999999999999999", "US-NYX", "UTC\n", "\xC3\x85", "a-b-c-d-e-f"}) {
        CAPTURE(text);
        CHECK(find_time_zone(text) == nullptr);
    }
    CHECK(find_time_zone(std::string(10'000, 'N')) == nullptr);
    CHECK(find_time_zone(std::string_view("NO\0", 3)) == nullptr);
    CHECK(find_time_zone(-261) == nullptr);
}

TEST_CASE("section 11: every zone is one that ICU knows, has a code and a number of its own") {
    std::set<std::int32_t> ids;
    int countries = 0;
    for (const TimeZone& row : time_zones()) {
        CAPTURE(row.code);
        CHECK(ids.insert(row.id).second);
        CHECK(find_time_zone(row.code) == &row);
        CHECK(find_time_zone(row.id) == &row);
        CHECK(row.id > 0);
        CHECK((row.id < 500 || row.id >= 10'000));
        const icu::UnicodeString name = icu::UnicodeString::fromUTF8(std::string(row.olson));
        const std::unique_ptr<icu::TimeZone> loaded(icu::TimeZone::createTimeZone(name));
        CHECK(*loaded != icu::TimeZone::getUnknown());
        CHECK_FALSE(display_name(row).empty());
        if (row.code.size() == 2) ++countries;
        // A region's zone lies in its country's row too.
        if (row.code.find('-') != std::string_view::npos) CHECK(find_time_zone(row.code.substr(0, 2)) != nullptr);
    }
    CHECK(countries == 249);
    CHECK(time_zones().size() == 249 + 1 + 51 + 13 + 8);
}

TEST_CASE("between UTC and a zone") {
    struct Row {
        const char* zone;
        const char* utc;
        const char* local;
    };
    for (const auto& [code, utc, local] :
         std::vector<Row>{{"UTC", "2024-05-01T10:20:30Z", "2024-05-01T10:20:30Z"},
                          {"NO", "2024-05-01T10:20:30Z", "2024-05-01T12:20:30+02:00"},
                          {"NO", "2024-12-24T11:34:45Z", "2024-12-24T12:34:45+01:00"},
                          {"US-NY", "2018-12-24T12:34:45Z", "2018-12-24T07:34:45-05:00"},
                          {"US-HI", "2024-07-01T00:00:00Z", "2024-06-30T14:00:00-10:00"},
                          {"AU-ACT", "2024-01-01T00:00:00Z", "2024-01-01T11:00:00+11:00"},
                          // Half hours and quarters
                          {"IN", "2024-01-01T00:00:00Z", "2024-01-01T05:30:00+05:30"},
                          {"NP", "2024-01-01T00:00:00Z", "2024-01-01T05:45:00+05:45"},
                          {"CA-NL", "2024-01-01T00:00:00Z", "2023-12-31T20:30:00-03:30"},
                          {"AU-SA", "2024-01-01T00:00:00Z", "2024-01-01T10:30:00+10:30"},
                          {"KI", "2024-01-01T00:00:00Z", "2024-01-01T12:00:00+12:00"},
                          // the last and the first second around a change of the clock
                          {"NO", "2024-03-31T00:59:59Z", "2024-03-31T01:59:59+01:00"},
                          {"NO", "2024-03-31T01:00:00Z", "2024-03-31T03:00:00+02:00"},
                          {"NO", "2024-10-27T01:00:00Z", "2024-10-27T02:00:00+01:00"},
                          {"US-NY", "2024-03-10T06:59:59Z", "2024-03-10T01:59:59-05:00"},
                          {"US-NY", "2024-03-10T07:00:00Z", "2024-03-10T03:00:00-04:00"},
                          // rules of other years hold in them
                          {"RU", "2012-01-01T00:00:00Z", "2012-01-01T04:00:00+04:00"},
                          {"RU", "2020-01-01T00:00:00Z", "2020-01-01T03:00:00+03:00"},
                          {"NO", "1941-06-01T00:00:00Z", "1941-06-01T02:00:00+02:00"},
                          // before 1900 the standard offset
                          {"NO", "1899-07-01T00:00:00Z", "1899-07-01T01:00:00+01:00"},
                          {"US-NY", "1850-01-01T12:00:00Z", "1850-01-01T07:00:00-05:00"},
                          // ticks below a millisecond stay
                          {"NO", "2024-05-01T10:20:30.1234567Z", "2024-05-01T12:20:30.1234567+02:00"},
                          {"NO", "1941-06-01T10:20:30.1234567Z", "1941-06-01T12:20:30.1234567+02:00"},
                          // the far end
                          {"NO", "9999-07-01T00:00:00Z", "9999-07-01T02:00:00+02:00"},
                          {"US-NY", "9999-12-31T23:59:59Z", "9999-12-31T18:59:59-05:00"},
                          {"NO", "0001-01-01T00:00:00Z", "0001-01-01T01:00:00+01:00"}}) {
        CAPTURE(code);
        CAPTURE(utc);
        CHECK(format(to_zone(date_of(utc), zone(code))) == local);
        CHECK(format(from_zone(date_of(local), zone(code))) == utc);
    }
}

TEST_CASE("a clock that skips an hour or repeats one") {
    struct Row {
        const char* zone;
        const char* local;
        const char* utc;
    };
    for (const auto& [code, local, utc] :
         std::vector<Row>{{"NO", "2024-03-31T02:00:00", "2024-03-31T01:00:00Z"},  // skipped: the offset before
                          {"NO", "2024-03-31T02:30:00", "2024-03-31T01:30:00Z"},
                          {"NO", "2024-10-27T01:59:59", "2024-10-26T23:59:59Z"},
                          {"NO", "2024-10-27T02:00:00", "2024-10-27T01:00:00Z"},  // repeated: the later one
                          {"NO", "2024-10-27T02:59:59", "2024-10-27T01:59:59Z"},
                          {"NO", "2024-10-27T03:00:00", "2024-10-27T02:00:00Z"},
                          {"US-NY", "2024-03-10T02:30:00", "2024-03-10T07:30:00Z"},
                          {"US-NY", "2024-11-03T01:30:00", "2024-11-03T06:30:00Z"},
                          {"WS", "2011-12-30T12:00:00", "2011-12-30T22:00:00Z"},  // a day that never was
                          {"AU-NSW", "2024-04-07T02:30:00", "2024-04-06T16:30:00Z"}}) {
        CAPTURE(code);
        CAPTURE(local);
        CHECK(format(from_zone(date_of(local), zone(code))) == utc);
    }
}

TEST_CASE("dates at the ends of time are clamped") {
    CHECK(format(to_zone(DateTime{}, zone("NO"))) == "0001-01-01T01:00:00+01:00");
    CHECK(format(to_zone(DateTime{}, zone("US-NY"))) == "0001-01-01T00:00:00-05:00");
    CHECK(format(to_zone(date_of("9999-12-31T23:59:59Z"), zone("NO"))) == "9999-12-31T23:59:59+01:00");
    CHECK(format(to_zone(date_of("9999-12-31T23:59:59.9999999Z"), zone("NO"))) == "9999-12-31T23:59:59+01:00");
    CHECK(format(to_zone(date_of("9999-12-31T23:59:59.9999999Z"), utc_zone())) == "9999-12-31T23:59:59.9999999Z");
    CHECK(format(from_zone(date_of("0001-01-01T00:00:00"), zone("NO"))) == "0001-01-01T00:00:00Z");
    CHECK(format(from_zone(date_of("0001-01-01T01:00:00"), zone("NO"))) == "0001-01-01T00:00:00Z");
    CHECK(format(from_zone(date_of("9999-12-31T23:59:59"), zone("US-NY"))) == "9999-12-31T23:59:59Z");
    CHECK(format(to_zone(date_of("0000-12-31T23:06:32.000Z"), zone("NO"))) == "0001-01-01T01:00:00+01:00");
    CHECK(format(to_zone(date_of("+010000-01-01T04:59:59.000Z"), zone("US-NY"))) ==
          "9999-12-31T18:59:59.9999999-05:00");
    CHECK(format(to_zone(date_of("0001-01-01T00:00:00+14:00"), utc_zone())) == "0001-01-01T00:00:00Z");
    DateTime wrong;
    wrong.ticks = -5;
    CHECK(to_zone(wrong, zone("NO")) == to_zone(DateTime{}, zone("NO")));
    CHECK(from_zone(wrong, zone("NO")).ticks == 0);
    wrong.ticks = INT64_MAX;
    CHECK(format(to_zone(wrong, zone("NO"))) == "9999-12-31T23:59:59+01:00");
    CHECK(format(from_zone(wrong, zone("US-NY"))) == "9999-12-31T23:59:59Z");
}

TEST_CASE("a date with an offset is moved as the instant that it is") {
    CHECK(format(to_zone(date_of("2024-05-01T12:00:00+05:30"), zone("NO"))) == "2024-05-01T08:30:00+02:00");
    CHECK(format(to_zone(date_of("2024-05-01T12:00:00-09:30"), utc_zone())) == "2024-05-01T21:30:00Z");
}

TEST_CASE("every zone goes there and back in every month since 1900") {
    for (const TimeZone& row : time_zones()) {
        CAPTURE(row.code);
        int failures = 0;
        DateTime instant = date_of("1900-01-03T12:00:00Z");
        const DateTime end = date_of("2100-01-01T00:00:00Z");
        for (; instant < end; instant.ticks += 30LL * 86'400 * DateTime::ticks_per_second) {
            const DateTime there = to_zone(instant, row);
            if (from_zone(there, row) != instant || to_zone(there, utc_zone()) != instant) ++failures;
            if (there.offset_minutes < -840 || there.offset_minutes > 840) ++failures;
        }
        CHECK(failures == 0);
    }
}

TEST_CASE("offsets in force") {
    struct Row {
        const char* zone;
        int standard;
        int daylight;
    };
    for (const auto& [code, winter, summer] : std::vector<Row>{{"UTC", 0, 0},
                                                               {"NO", 60, 120},
                                                               {"GB", 0, 60},
                                                               {"IE", 0, 60},
                                                               {"US-NY", -300, -240},
                                                               {"US-HI", -600, -600},
                                                               {"AU-ACT", 600, 660},
                                                               {"BD", 360, 360},
                                                               {"IN", 330, 330}}) {
        CAPTURE(code);
        CHECK(offsets_of(zone(code)).standard == winter);
        CHECK(offsets_of(zone(code)).daylight == summer);
    }
}
