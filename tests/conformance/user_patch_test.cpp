// PATCH of a user (RFC 5789): JSON Patch (RFC 6902), merge patch (RFC 7396), and that both keep the rules of PUT.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "conformance/resource_calls.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr const char* json_patch = "application/json-patch+json";
constexpr const char* merge_patch = "application/merge-patch+json";

HttpReply patch(GatewayFixture& gateway, std::string_view caller, const std::string& path, const char* type,
                std::string body, Fields more = {}) {
    more.emplace_back("Content-Type", type);
    if (!caller.empty()) more.emplace_back("Authorization", basic(caller, password_of(caller)));
    return gateway.send("PATCH", "/api/v1/" + path, more, std::move(body));
}

HttpReply patch_tina(GatewayFixture& gateway, std::string body, const char* type = json_patch) {
    return patch(gateway, "ADM0", "User/2", type, std::move(body));
}

bool has(const HttpReply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }

std::string get_tina(GatewayFixture& gateway) { return send(gateway, "ADM0", "GET", "User/2").body; }

}  // namespace

TEST_CASE("each operation of a JSON Patch does what RFC 6902 says, to members in any case") {
    struct Row {
        const char* rule;
        const char* body;
        const char* shown;
    };
    for (const Row& row : std::vector<Row>{
             {"4.1 add to a member replaces it", R"([{"op":"add","path":"/Tooltip","value":"a"}])", R"("Tooltip":"a")"},
             {"4.3 replace", R"([{"op":"replace","path":"/Tooltip","value":"b"}])", R"("Tooltip":"b")"},
             {"any case", R"([{"op":"replace","path":"/tooltip","value":"c"}])", R"("Tooltip":"c")"},
             {"the vendor's: no slash in front", R"([{"op":"replace","path":"TOOLTIP","value":"d"}])",
              R"("Tooltip":"d")"},
             {"below", R"([{"op":"replace","path":"/Person/Title","value":"Dr."}])", R"("Title":"Dr.")"},
             {"4.2 remove", R"([{"op":"remove","path":"/Person/MiddleName"}])", R"("MiddleName":"")"},
             {"4.5 copy", R"([{"op":"copy","from":"/Person/Firstname","path":"/NickName"}])", R"("NickName":"Tina")"},
             {"4.4 move", R"([{"op":"move","from":"/Person/MiddleName","path":"/Person/Title"}])",
              R"("Title":"J.","Description":"","Email":"tje0@example.com","FullName":"Tina Employee")"},
             {"4.6 test, then the rest",
              R"([{"op":"test","path":"/Name","value":"tje0"},)"
              R"({"op":"replace","path":"/Tooltip","value":"e"}])",
              R"("Tooltip":"e")"},
             {"test of numbers, objects and lists",
              R"([{"op":"test","path":"/AssociateId","value":2.0},)"
              R"({"op":"test","path":"/Deleted","value":false},)"
              R"({"op":"test","path":"/TicketCategories","value":[]},)"
              R"({"op":"test","path":"/CustomFields","value":{}},)"
              R"({"op":"add","path":"/Rank","value":7}])",
              R"("Rank":7)"},
             {"an item by index", R"([{"op":"remove","path":"/OtherGroups/0"}])", R"("OtherGroups":[])"},
             {"an item at the end", R"([{"op":"add","path":"/OtherGroups/-","value":{"id":1}}])",
              R"("OtherGroups":[{"Value":"Management")"},
             {"an item in front", R"([{"op":"add","path":"/OtherGroups/0","value":{"Id":1}}])",
              R"("OtherGroups":[{"Value":"Management")"},
             {"a list as a whole", R"([{"op":"replace","path":"/OtherGroups","value":[]}])", R"("OtherGroups":[])"},
             {"a removed list is empty", R"([{"op":"remove","path":"/OtherGroups"}])", R"("OtherGroups":[])"},
             {"a carrier as a whole", R"([{"op":"replace","path":"/UserGroup","value":{"Id":1}}])",
              R"("UserGroup":{"Value":"Management")"},
             {"read-only members are ignored, as in PUT",
              R"([{"op":"replace","path":"/Deleted","value":true},)"
              R"({"op":"replace","path":"/TableRight","value":null}])",
              R"("Deleted":false)"},
             {"an array under plain JSON", R"([{"op":"replace","path":"/Tooltip","value":"f"}])", R"("Tooltip":"f")"},
             {"nothing to do", "[]", R"("Name":"tje0")"}}) {
        CAPTURE(row.rule);
        GatewayFixture gateway;
        const bool plain = std::string_view(row.rule).ends_with("plain JSON");
        const HttpReply reply = patch_tina(gateway, row.body, plain ? "application/json; charset=utf-8" : json_patch);
        CHECK_MESSAGE(reply.status == 200, reply.body);
        CHECK_MESSAGE(has(reply, row.shown), reply.body);
        CHECK(has(reply, R"("_Links":{"Self":"http://localhost/api/v1/User/2")"));
        CHECK(get_tina(gateway) == reply.body);
    }
}

TEST_CASE("a merge patch does what RFC 7396 says") {
    struct Row {
        const char* rule;
        const char* body;
        const char* shown;
    };
    for (const Row& row : std::vector<Row>{
             {"a member", R"({"tooltip":"a"})", R"("Tooltip":"a")"},
             {"below, and its neighbours stay", R"({"Person":{"Title":"Dr."}})",
              R"("Firstname":"Tina","Lastname":"Employee","MiddleName":"J.","Title":"Dr.")"},
             {"null takes away", R"({"Person":{"MiddleName":null}})", R"("MiddleName":"")"},
             {"a list is replaced", R"({"OtherGroups":[{"Id":1}]})", R"("OtherGroups":[{"Value":"Management")"},
             {"null empties a list", R"({"OtherGroups":null})", R"("OtherGroups":[])"},
             {"an object under plain JSON", R"({"Tooltip":"b"})", R"("Tooltip":"b")"},
             {"members nobody knows are ignored, as in PUT", R"({"NoSuchThing":1,"Tooltip":"c"})", R"("Tooltip":"c")"},
             {"nothing", "{}", R"("Name":"tje0")"}}) {
        CAPTURE(row.rule);
        GatewayFixture gateway;
        const bool plain = std::string_view(row.rule).ends_with("plain JSON");
        const HttpReply reply = patch_tina(gateway, row.body, plain ? "application/json" : merge_patch);
        CHECK_MESSAGE(reply.status == 200, reply.body);
        CHECK_MESSAGE(has(reply, row.shown), reply.body);
        CHECK(get_tina(gateway) == reply.body);
    }
}

TEST_CASE("a patch that is broken is 400, one that does not fit is 409, and nothing changes") {
    GatewayFixture gateway;
    const std::string before = gateway.dump();
    struct Row {
        unsigned status;
        const char* type;
        std::string body;
    };
    const std::string first = R"([{"op":"replace","path":"/Tooltip","value":"never"},)";
    std::string long_one = "[";
    for (int i = 0; i < 300; ++i) long_one += R"({"op":"test","path":"/Rank","value":0},)";
    long_one.back() = ']';
    for (const Row& row : std::vector<Row>{
             {409, json_patch, first + R"({"op":"test","path":"/Name","value":"TJE0"}])"},
             {409, json_patch, first + R"({"op":"test","path":"/AssociateId","value":"2"}])"},
             {409, json_patch, first + R"({"op":"test","path":"/OtherGroups","value":[]}])"},
             {409, json_patch, first + R"({"op":"remove","path":"/OtherGroups/9"}])"},
             {409, json_patch, first + R"({"op":"remove","path":"/OtherGroups/-"}])"},
             {409, json_patch, first + R"({"op":"add","path":"/OtherGroups/9","value":{"Id":1}}])"},
             {409, json_patch, first + R"({"op":"replace","path":"/CustomFields/x","value":"y"}])"},
             {409, json_patch, first + R"({"op":"remove","path":"/CustomFields/x"}])"},
             {409, json_patch, first + R"({"op":"add","path":"/TicketCategories/0/Name","value":"y"}])"},
             {400, json_patch, first + R"({"op":"add","path":"/NoSuchThing","value":1}])"},
             {400, json_patch, first + R"({"op":"add","path":"odio","value":{}}])"},
             {400, json_patch, first + R"({"op":"add","path":"/Name/x","value":1}])"},
             {400, json_patch, first + R"({"op":"add","path":"/OtherGroups/01","value":{"Id":1}}])"},
             {400, json_patch, first + R"({"op":"add","path":"/OtherGroups/x","value":{"Id":1}}])"},
             {400, json_patch, first + R"({"op":"add","path":"/CustomFields/a~2b","value":"y"}])"},
             {400, json_patch, first + R"({"op":"add","path":"/CustomFields/a~","value":"y"}])"},
             {400, json_patch, first + R"({"op":"add","path":")" + repeated("/x", 5000) + R"(","value":"y"}])"},
             {400, json_patch, first + R"({"op":"increase","path":"/Rank","value":1}])"},
             {400, json_patch, first + R"({"op":"replace","path":"/Rank"}])"},
             {400, json_patch, first + R"({"op":"replace","value":1}])"},
             {400, json_patch, first + R"({"op":"copy","path":"/Tooltip"}])"},
             {400, json_patch, first + R"({"op":5,"path":"/Rank","value":1}])"},
             {400, json_patch, first + R"({"path":"/Rank","value":1}])"},
             {400, json_patch, first + R"(5])"},
             {400, json_patch, first + R"({"op":"remove","path":""}])"},
             {400, json_patch, first + R"({"op":"replace","path":"","value":[]}])"},
             {400, json_patch, first + R"({"op":"replace","path":"","value":{}}])"},
             {400, json_patch, first + R"({"op":"move","from":"/Person","path":"/Person/Title"}])"},
             {400, json_patch, first + R"({"op":"replace","path":"/Rank","value":"many"}])"},
             {400, json_patch, first + R"({"op":"replace","path":"/AssociateId","value":3}])"},
             {400, json_patch, first + R"({"op":"replace","path":"/Name","value":"ADM0"}])"},
             {400, json_patch, first + R"({"op":"replace","path":"/Role","value":{"Id":3}}])"},
             {400, json_patch, first + R"({"op":"remove","path":"/Role"}])"},
             {400, json_patch, first + R"({"op":"remove","path":"/Person"}])"},
             {400, json_patch, first + R"({"op":"remove","path":"/UserGroup"}])"},
             {400, json_patch, first + R"({"op":"remove","path":"/Credentials/0"}])"},
             {400, json_patch, first + R"({"op":"remove","path":"/LicenseOwners"}])"},
             {400, json_patch, long_one},
             {400, json_patch, R"({"Tooltip":"x"})"},
             {400, json_patch, "5"},
             {400, json_patch, "null"},
             {400, json_patch, ""},
             {400, json_patch, "[{"},
             {400, merge_patch, "[]"},
             {400, merge_patch, "null"},
             {400, merge_patch, "5"},
             {400, merge_patch, ""},
             {400, merge_patch, R"({"Rank":"many"})"},
             {400, merge_patch, R"({"Role":null})"},
             {400, merge_patch, R"({"Credentials":[]})"},
             {400, merge_patch, R"({"Credentials":null})"},
             {400, merge_patch, R"({"AssociateId":3})"},
             {400, "application/json", "null"},
             {415, "application/xml", "<User/>"},
             {415, "application/x-www-form-urlencoded", "Tooltip=x"},
             {415, "image/png", "x"}}) {
        CAPTURE(row.body.substr(0, 160));
        const HttpReply reply = patch_tina(gateway, row.body, row.type);
        CHECK_MESSAGE(reply.status == row.status, reply.body);
        CHECK(has(reply, R"({"Error":true,"ErrorType":")"));
        CHECK((header(reply, "Accept-Patch") == "application/json-patch+json, application/merge-patch+json") ==
              (row.status == 415));
    }
    CHECK(patch(gateway, "ADM0", "User/99999", json_patch, "[]").status == 404);
    CHECK(patch(gateway, "ADM0", "User/0", json_patch, "[]").status == 404);
    CHECK(patch(gateway, "ADM0", "User/tje0", json_patch, "[]").status == 405);
    CHECK(patch(gateway, "tje0", "User/2", merge_patch, "{}").status == 403);
    CHECK(patch(gateway, "", "User/2", merge_patch, "{}").status == 401);
    CHECK(gateway.dump() == before);
}

TEST_CASE("a secret is set by a patch, and read by none: neither what is stored nor what the patch itself set") {
    GatewayFixture gateway;
    const std::string before = gateway.dump();
    const std::string set = R"([{"op":"replace","path":"/Credentials/0/Value","value":"quiet-lantern-41"},)";
    for (const std::string& one : std::vector<std::string>{
             R"({"op":"test","path":"/Credentials/0/Value","value":"Tje0"})",
             R"({"op":"test","path":"/Credentials/0/Value","value":"wrong"})",
             R"({"op":"test","path":"/credentials/0/VALUE","value":""})",
             R"({"op":"test","path":"/Credentials/0","value":{}})", R"({"op":"test","path":"/Credentials","value":[]})",
             R"({"op":"test","path":"","value":{}})",
             R"({"op":"copy","from":"/Credentials/0/Value","path":"/Tooltip"})",
             R"({"op":"move","from":"/Credentials/0/Value","path":"/Tooltip"})",
             R"({"op":"copy","from":"/Credentials","path":"/OtherGroups"})",
             R"({"op":"copy","from":"/Credentials/0","path":"/OtherGroups/-"})"})
        for (const std::string& body : {"[" + one + "]", set + one + "]"}) {
            CAPTURE(body);
            const HttpReply reply = patch_tina(gateway, body);
            CHECK(reply.status == 400);
            CHECK(has(reply, "would read a secret"));
            CHECK_FALSE(has(reply, "Tje0"));
            CHECK_FALSE(has(reply, "quiet-lantern"));
        }
    CHECK(gateway.dump() == before);
    // What is no secret of a credential may be looked at.
    CHECK(patch_tina(gateway, R"([{"op":"test","path":"/Credentials/0/Type/Type","value":"CRM5/PASSWORD"}])").status ==
          200);
    const HttpReply done = patch_tina(gateway, set.substr(0, set.size() - 1) + "]");
    CHECK_MESSAGE(done.status == 200, done.body);
    CHECK_FALSE(has(done, "quiet-lantern"));
    CHECK(gateway.logs_in("tje0", "quiet-lantern-41"));
    CHECK(patch_tina(gateway, R"([{"op":"replace","path":"/Credentials/0/Value","value":"x"}])").status == 400);
}

TEST_CASE("a patch is saved as PUT saves: the same audit event, conditions and Last-Modified") {
    GatewayFixture gateway;
    const HttpReply reply = patch_tina(gateway, R"({"Name":"tje1"})", merge_patch);
    REQUIRE_MESSAGE(reply.status == 200, reply.body);
    const std::vector<AuditEvent> events = gateway.audit.take();
    REQUIRE_FALSE(events.empty());
    CHECK(events.back().operation == "SaveUser");
    CHECK(events.back().detail == "name tje0 -> tje1");
    CHECK_FALSE(header(reply, "Last-Modified").empty());
    const std::string before = gateway.dump();
    const auto since = [&](const char* date) {
        return patch(gateway, "ADM0", "User/2", merge_patch, R"({"Tooltip":"x"})", {{"If-Unmodified-Since", date}});
    };
    CHECK(since("Sat, 01 Jan 2000 00:00:00 GMT").status == 412);
    CHECK(gateway.dump() == before);
    CHECK(since(header(reply, "Last-Modified").c_str()).status == 200);
}

TEST_CASE("RFC 5789 3.1 addresses that take PATCH say so") {
    GatewayFixture gateway;
    for (const char* const method : {"OPTIONS", "POST", "TRACE"}) {
        CAPTURE(method);
        const HttpReply reply = send(gateway, "ADM0", method, "User/2");
        CHECK(reply.status == (std::string_view(method) == "OPTIONS" ? 204U : 405U));
        CHECK(header(reply, "Allow") == "GET, HEAD, PUT, PATCH, DELETE");
        CHECK(header(reply, "Accept-Patch") == "application/json-patch+json, application/merge-patch+json");
    }
    CHECK(send(gateway, "", "OPTIONS", "User/2").status == 204);
    const HttpReply list = send(gateway, "", "OPTIONS", "User");
    CHECK(list.status == 405);
    CHECK(header(list, "Allow") == "GET, HEAD, POST");
    CHECK(header(list, "Accept-Patch").empty());
}

TEST_CASE("dates of a patch are of the zone that the request names, as those of GET") {
    GatewayFixture gateway;
    REQUIRE(gateway.logs_in("tje0", password_of("tje0")));
    const Fields oslo{{"SO-TimeZone", "NO"}, {"Authorization", basic("ADM0", password_of("ADM0"))}};
    const std::string shown = gateway.send("GET", "/api/v1/User/2", oslo, {}).body;
    const std::size_t at = shown.find(R"("Lastlogin":)");
    REQUIRE(at != std::string::npos);
    const std::string date = shown.substr(at + 12, shown.find(',', at) - at - 12);
    const std::string body = R"([{"op":"test","path":"/Lastlogin","value":)" + date + "}]";
    CHECK(patch(gateway, "ADM0", "User/2", json_patch, body, {{"SO-TimeZone", "NO"}}).status == 200);
}
