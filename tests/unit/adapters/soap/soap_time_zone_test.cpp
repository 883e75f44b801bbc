// SOAP's TimeZone header: what it may say and what the answer makes of it.
#include "adapters/soap/time_zone.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/http/errors.hpp"

using namespace uag;

namespace {

Box<SoTimeZone> zone_header(std::int32_t id, String code) {
    SoTimeZone zone;
    zone.so_time_zone_id = id;
    zone.so_time_zone_location_code = std::move(code);
    return zone;
}

String nil_text() {
    String text;
    text.presence = Presence::nil;
    return text;
}

}  // namespace

TEST_CASE("a header that names no zone: absent, nil, number 0 and no code") {
    for (const Box<SoTimeZone>& sent : {Box<SoTimeZone>{}, Box<SoTimeZone>::nil(), zone_header(0, {}),
                                        zone_header(0, ""), zone_header(0, nil_text()), zone_header(0, "  ")}) {
        const auto zone = soap::asked_time_zone(sent);
        REQUIRE(zone.has_value());
        CHECK(*zone == nullptr);
    }
}

TEST_CASE("the answer's header has number and code, whichever the request had") {
    struct Row {
        std::int32_t id;
        String code;
        std::int32_t answer_id;
        const char* answer_code;
    };
    for (const auto& [id, code, answer_id, answer_code] : std::vector<Row>{{140, {}, 140, "DK"},
                                                                           {140, "", 140, "DK"},
                                                                           {140, nil_text(), 140, "DK"},
                                                                           {0, "DK", 140, "DK"},
                                                                           {0, "us-ny", 460, "US-NY"},
                                                                           {0, " NO ", 261, "NO"},
                                                                           {0, "261", 261, "NO"},
                                                                           {1, {}, 1, "UTC"},
                                                                           {261, "no", 261, "NO"},
                                                                           {2, "NO", 261, "NO"},
                                                                           {-1, "DK", 140, "DK"}}) {
        CAPTURE(id);
        CAPTURE(code.text);
        const auto zone = soap::asked_time_zone(zone_header(id, code));
        REQUIRE(zone.has_value());
        REQUIRE(*zone != nullptr);
        const SoTimeZone answer = soap::time_zone_header(**zone);
        CHECK(answer.so_time_zone_id == answer_id);
        CHECK(answer.so_time_zone_location_code == String(answer_code));
    }
}

TEST_CASE("a zone that does not exist, and a number and a code of two zones, are Client faults") {
    for (const Box<SoTimeZone>& sent :
         {zone_header(2, {}), zone_header(-1, {}), zone_header(2'147'483'647, {}), zone_header(0, "XX"),
          zone_header(0, "Europe/Oslo"), zone_header(0, std::string(10'240, 'N')), zone_header(140, "NO"),
          zone_header(140, "XX")}) {
        CAPTURE(sent->so_time_zone_id);
        CAPTURE(sent->so_time_zone_location_code.text.substr(0, 20));
        const auto zone = soap::asked_time_zone(sent);
        REQUIRE(zone.has_error());
        CHECK(form_of(zone.error().code).soap == SoapForm::client_fault);
        CHECK(zone.error().public_text.english().starts_with("The TimeZone header names "));
    }
}
