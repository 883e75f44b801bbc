// SO-TimeZone in a request of the WebAPI and its answer, and the list of zones.
#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "adapters/rest/time_zone_header.hpp"
#include "core/contract/answers.hpp"
#include "support/rest_call.hpp"

using namespace uag;
using test::Headers;
using test::json_headers;
using test::Sent;

namespace {

constexpr const char* save_user_path = "/api/v1/Agents/User/SaveUser";
constexpr const char* get_user_path = "/api/v1/Agents/User/GetUser";

Headers with_zone(std::string_view zone, Headers headers = json_headers) {
    headers.emplace_back("SO-Timezone", zone);  // as the official client spells it
    return headers;
}

std::string text_member(const std::string& body, const std::string& name) {
    const std::size_t at = body.find('"' + name + "\":\"");
    if (at == std::string::npos) return "(none)";
    const std::size_t begin = at + name.size() + 4;
    return body.substr(begin, body.find('"', begin) - begin);
}

User seen_user() {
    User user;
    user.lastlogin = *parse_datetime("2024-05-01T10:20:30Z");
    return user;
}

}  // namespace

TEST_CASE("what the header may say") {
    struct Row {
        const char* header;
        const char* answer;  // empty: names no zone
    };
    for (const auto& [header, answer] : std::vector<Row>{{"NO", "NO"},
                                                         {"261", "NO"},
                                                         {"no", "NO"},
                                                         {"utc", "UTC"},
                                                         {" us-ny ", "US-NY"},
                                                         {"NO,includeTZOffset", "NO, includeTZOffset"},
                                                         {"NO, includeTZOffset", "NO, includeTZOffset"},
                                                         {"NO ,\tINCLUDETZOFFSET ,", "NO, includeTZOffset"},
                                                         {"NO; includeTZOffset", "NO, includeTZOffset"},
                                                         {"includeTZOffset, 460", "US-NY, includeTZOffset"},
                                                         {"includeTZOffset", "DK, includeTZOffset"},
                                                         {"NO, 261", "NO"},
                                                         {"", ""},
                                                         {"  ", ""},
                                                         {",;,", ""}}) {
        CAPTURE(header);
        const auto zones = rest::parse_time_zone(header, *find_time_zone("DK"));
        REQUIRE(zones.has_value());
        CHECK((zones->asked == nullptr && !zones->with_offset) == std::string_view(answer).empty());
        CHECK(zones->base->code == "DK");
        if (*answer != '\0') CHECK(rest::time_zone_answer(*zones) == answer);
    }
}

TEST_CASE("section 11: an unknown zone is 400, before the credentials are looked at") {
    const std::string long_text(10'240, 'N');
    std::vector<std::string> headers{
        "XX",       "Europe/Oslo", "NO DK",   "NO, DK",         "0", "-1", "includeTZ", "NO includeTZOffset", "+02:00",
        "\xFF\xFE", "<b>",         long_text, long_text + ",NO"};
    std::string commas(200, ',');
    headers.push_back(commas);
    for (const std::string& header : headers) {
        CAPTURE(header.substr(0, 40));
        Headers all = with_zone(header);
        all.emplace_back("Authorization", "Nonsense");
        Sent sent("POST", save_user_path, all, "{}");
        CHECK(sent.call() == nullptr);
        CHECK(sent.reply.status == 400);
        CHECK(text_member(sent.reply.body, "ErrorType") == "ArgumentException");
        CHECK(text_member(sent.reply.body, "Message").starts_with("The SO-TimeZone header "));
        CHECK(sent.header("SO-TimeZone").empty());
    }
}

TEST_CASE("dates of a request's body") {
    struct Row {
        const char* zone;
        const char* sent;
        const char* core;
    };
    for (const auto& [zone, text, core] :
         std::vector<Row>{{"", "2024-05-01T10:20:30", "2024-05-01T10:20:30"},
                          {"NO", "2024-05-01T10:20:30", "2024-05-01T08:20:30Z"},
                          {"NO,includeTZOffset", "2024-05-01T10:20:30", "2024-05-01T08:20:30Z"},
                          {"NO", "2024-05-01T10:20:30.000Z", "2024-05-01T10:20:30Z"},
                          {"NO", "2024-05-01T10:20:30-05:00", "2024-05-01T10:20:30-05:00"},
                          {"NO", "0000-12-31T23:06:32.000Z", "0001-01-01T00:00:00Z"}}) {
        CAPTURE(zone);
        CAPTURE(text);
        const std::string date(text);
        const Headers xml_headers{{"Content-Type", "application/xml"}};
        Sent json("POST", save_user_path, with_zone(zone), R"({"lastlogin":")" + date + "\"}");
        Sent xml("POST", save_user_path, with_zone(zone, xml_headers),
                 "<User><Lastlogin>" + date + "</Lastlogin></User>");
        for (Sent* const sent : {&json, &xml}) {
            REQUIRE(sent->call() != nullptr);
            Object request = make_object(sent->call()->operation->request());
            REQUIRE(sent->call()->parameters->decode(*sent->call()->operation, request.get()).has_value());
            const FieldInfo& field = sent->call()->operation->request().fields.front();
            const auto* const user = static_cast<const Box<User>*>(field.get(request.get()));
            REQUIRE(user->has_value());
            CHECK(format((*user)->lastlogin) == core);
        }
    }
}

TEST_CASE("dates of an answer, and the zone that they are of") {
    struct Row {
        const char* zone;
        const char* shown;
        const char* none;
        const char* header;
    };
    for (const auto& [zone, shown, none, header] : std::vector<Row>{
             {"", "2024-05-01T10:20:30", "0001-01-01T00:00:00", ""},
             {"NO", "2024-05-01T12:20:30", "0001-01-01T01:00:00", "NO"},
             {"261", "2024-05-01T12:20:30", "0001-01-01T01:00:00", "NO"},
             {"NO, includeTZOffset", "2024-05-01T12:20:30+02:00", "0001-01-01T01:00:00+01:00", "NO, includeTZOffset"},
             {"us-ny,includeTZOffset", "2024-05-01T06:20:30-04:00", "0001-01-01T00:00:00-05:00",
              "US-NY, includeTZOffset"},
             {"includeTZOffset", "2024-05-01T10:20:30Z", "0001-01-01T00:00:00Z", "UTC, includeTZOffset"}}) {
        CAPTURE(zone);
        Sent sent("POST", get_user_path, with_zone(zone), "null", "userId=11");
        REQUIRE(sent.call() != nullptr);
        sent.answer(Answer<Box<User>>{seen_user()});
        CHECK(sent.reply.status == 200);
        CHECK(text_member(sent.reply.body, "Lastlogin") == shown);
        CHECK(text_member(sent.reply.body, "Lastlogout") == none);
        CHECK(sent.header("SO-TimeZone") == header);
    }
    const Headers xml_headers{{"Accept", "application/xml"}};
    Sent xml("POST", get_user_path, with_zone("NO, includeTZOffset", xml_headers), "", "userId=11");
    xml.answer(Answer<Box<User>>{seen_user()});
    CHECK(xml.reply.body.find("<Lastlogin>2024-05-01T12:20:30+02:00</Lastlogin>") != std::string::npos);
}

TEST_CASE("answers without dates name the zone too, errors do not") {
    Sent scalar("POST", test::change_path, with_zone("NO"), test::change_body);
    scalar.answer(Answer<bool>{true});
    CHECK(scalar.reply.body == "true");
    CHECK(scalar.header("SO-TimeZone") == "NO");
    Sent failed("POST", test::change_path, with_zone("NO"), test::change_body);
    failed.answer(fail_in_english(errc::access_denied, "No."));
    CHECK(failed.reply.status == 403);
    CHECK(failed.header("SO-TimeZone").empty());
}

TEST_CASE("GET …/timezone lists the zones to whoever may call") {
    Headers headers{{"Accept", "application/json"}};
    headers.emplace_back("Authorization", "Basic QURNMDpzZWNyZXQ=");
    Sent json("GET", "/Cust1/api/v1/TimeZone", headers);
    REQUIRE(json.call() != nullptr);
    CHECK(json.call()->operation->name == "listTimeZones");
    CHECK(json.call()->evidence.user_name == "ADM0");
}

TEST_CASE("the list of zones is not for everybody, and only read") {
    Sent refused("GET", "/api/v1/timezone");
    refused.answer(fail_in_english(errc::session, "Log in."));
    CHECK(refused.reply.status == 401);
    for (const char* const method : {"POST", "PUT", "DELETE"}) {
        Sent sent(method, "/api/v1/timezone");
        CHECK(sent.call() == nullptr);
        CHECK(sent.reply.status == 405);
        CHECK(sent.header("Allow") == "GET, HEAD");
    }
}
