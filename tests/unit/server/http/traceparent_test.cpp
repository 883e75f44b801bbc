// Which traceparent is believed (W3C Trace Context 3.2).
#include "server/http/traceparent.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace uag;

namespace {

const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string parent = "00f067aa0ba902b7";
const std::string good_traceparent = "00-" + trace + '-' + parent + "-01";

std::string judged(const std::string& value) {
    const std::vector<std::pair<std::string_view, std::string_view>> fields{{"Host", "h"}, {"TraceParent", value}};
    return std::string(http::traceparent_of(fields));
}

}  // namespace

TEST_CASE("a valid traceparent is taken, whatever its field's letter case") {
    CHECK(judged(good_traceparent) == good_traceparent);
    CHECK(judged("00-" + trace + '-' + parent + "-00") == "00-" + trace + '-' + parent + "-00");
}

TEST_CASE("of a later version the part that is known is taken") {
    CHECK(judged("cc" + good_traceparent.substr(2)) == "cc" + good_traceparent.substr(2));
    CHECK(judged("cc" + good_traceparent.substr(2) + "-what\"ever") == "cc" + good_traceparent.substr(2));
    CHECK(judged("cc" + good_traceparent.substr(2) + ".x").empty());
}

TEST_CASE("anything else is dropped") {
    const std::vector<std::string> bad{"",
                                       "00",
                                       good_traceparent + "-",
                                       good_traceparent + "-01",
                                       good_traceparent.substr(0, good_traceparent.size() - 1),
                                       "ff" + good_traceparent.substr(2),
                                       "0G" + good_traceparent.substr(2),
                                       "00-" + std::string(32, '0') + '-' + parent + "-01",
                                       "00-" + trace + '-' + std::string(16, '0') + "-01",
                                       "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + parent + "-01",
                                       "00-" + trace + '-' + parent + "-0x",
                                       "00_" + trace + '-' + parent + "-01",
                                       "00-" + trace + '_' + parent + "-01",
                                       "00-" + trace + '-' + parent + "_01",
                                       "00-" + trace.substr(1) + "g-" + parent + "-01",
                                       std::string(55, '"'),
                                       std::string(10'000, '0')};
    for (const std::string& value : bad) {
        CAPTURE(value);
        CHECK(judged(value).empty());
    }
}

TEST_CASE("two fields say nothing, and neither does none") {
    const std::vector<std::pair<std::string_view, std::string_view>> twice{{"traceparent", good_traceparent},
                                                                           {"traceparent", good_traceparent}};
    CHECK(http::traceparent_of(twice).empty());
    CHECK(http::traceparent_of({}).empty());
}
