// `$select` of a user, the caller's own user, and conditions.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "conformance/resource_calls.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("$select names members of a user") {
    GatewayFixture gateway;
    for (const char* const method : {"GET", "PUT"}) {
        const HttpReply reply =
            send(gateway, "ADM0", method, "User/2?$select=Name", *method == 'P' ? "{\"Tooltip\":\"x\"}" : "");
        CHECK(reply.status == 200);
        CHECK(reply.body.starts_with(R"({"AssociateId":null,"Name":"tje0","Rank":null,)"));
    }
}

TEST_CASE("GET User/current is the caller's own user") {
    GatewayFixture gateway;
    for (const auto& [name, id] : std::vector<std::pair<std::string_view, int>>{{"tje0", 2}, {"ext0", 3}}) {
        const HttpReply reply = send(gateway, name, "GET", "User/current");
        CHECK(reply.status == 200);
        const std::string linked = send(gateway, name, "GET", "User/" + std::to_string(id)).body;
        CHECK(linked.starts_with(reply.body.substr(0, reply.body.size() - 1) + R"(,"_Links":{)"));
    }
    CHECK(send(gateway, "", "GET", "User/current").status == 401);
}

TEST_CASE("conditions: 304 for what has not changed, 412 and no change for what has") {
    GatewayFixture gateway;
    const auto ask = [&](std::string_view method, std::string_view path, std::string_view condition, std::string value,
                         std::string body = {}) {
        Fields fields = as("ADM0");
        if (!condition.empty()) fields.emplace_back(std::string(condition), std::move(value));
        return gateway.send(method, "/api/v1/" + std::string(path), fields, std::move(body));
    };
    constexpr std::string_view modified = "If-Modified-Since";
    constexpr std::string_view unmodified = "If-Unmodified-Since";
    REQUIRE(ask("PUT", "User/2", "", "", R"({"Tooltip":"one"})").status == 200);
    const std::string first = header(ask("GET", "User/2", "", ""), "Last-Modified");
    REQUIRE_FALSE(first.empty());
    for (const char* const path : {"User/2", "User/tje0"}) {
        const HttpReply same = ask("GET", path, modified, first);
        CHECK(same.status == 304);
        CHECK(same.body.empty());
        CHECK(same.content_type.empty());
        CHECK(header(same, "Last-Modified") == first);
        CHECK(ask("HEAD", path, modified, first).status == 304);
        CHECK(ask("GET", path, unmodified, first).status == 200);
        CHECK(ask("GET", path, modified, "Thu, 01 Jan 1970 00:00:00 GMT").status == 200);
        CHECK(ask("GET", path, modified, "no date").status == 200);
    }
    gateway.clock.advance(std::chrono::seconds(5));
    CHECK(ask("PUT", "User/2", unmodified, first, R"({"Tooltip":"two"})").status == 200);
    CHECK(ask("GET", "User/2", modified, first).status == 200);
    const std::string before = gateway.dump();
    const std::string stale =
        error_text("SoIllegalOperationException", "The user has been changed since then.", "Implementation");
    for (const auto& [method, path] : std::vector<std::pair<const char*, const char*>>{{"GET", "User/2"},
                                                                                       {"PUT", "User/2"},
                                                                                       {"PUT", "User/tje0"},
                                                                                       {"DELETE", "User/2"},
                                                                                       {"DELETE", "User/tje0"}}) {
        CAPTURE(method);
        CAPTURE(path);
        const HttpReply late = ask(method, path, unmodified, first, *method == 'P' ? R"({"Tooltip":"three"})" : "");
        CHECK(late.status == 412);
        CHECK(late.body == stale);
    }
    CHECK(gateway.dump() == before);
    CHECK(ask("DELETE", "User/99999", unmodified, first).status == 404);
    const std::string second = header(ask("GET", "User/2", "", ""), "Last-Modified");
    CHECK(second != first);
    CHECK(ask("DELETE", "User/2", unmodified, second).status == 204);
    // The agent knows no conditions.
    CHECK(gateway
              .send("POST", "/api/v1/Agents/User/GetUser?userId=1",
                    {{"Authorization", basic("ADM0", password_of("ADM0"))},
                     {"If-Modified-Since", "Fri, 31 Dec 2100 00:00:00 GMT"}},
                    {})
              .status == 200);
}
