// `/api/v1/User` as a list (webapi.md 1.16), the caller's own user (8.7), and conditions (7.5).
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "conformance/resource_calls.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("1.16 GET User: pages in order of id, in the form of an archive") {
    GatewayFixture gateway;
    gateway.sql("DELETE FROM associate WHERE id > 3");
    const std::string tina =
        R"({"PrimaryKey":2,"EntityName":"associate","associateId":2,"name":"tje0","userName":"tina.employee",)"
        R"("type":"InternalAssociate","personId":2,"fullName":"Tina J. Employee","email":"tje0@example.com",)"
        R"("roleName":"User level 1","groupId":2,"deleted":false})";
    const std::string head =
        R"({"odata.metadata":"http://localhost/api/v1/archive$metadata","odata.nextLink":)";
    CHECK(send(gateway, "ADM0", "GET", "User?$top=1&$skip=1").body ==
          head + R"("http://localhost/api/v1/User?$top=1&$skip=2","value":[)" + tina + "]}");
    struct Row {
        const char* query;
        const char* next;
        std::vector<int> ids;
    };
    for (const Row& row :
         std::vector<Row>{{"", "", {1, 2, 3}},
                          {"?$top=1000", "", {1, 2, 3}},
                          {"?$top=3", "", {1, 2, 3}},
                          {"?$top=2", "http://localhost/api/v1/User?$top=2&$skip=2", {1, 2}},
                          {"?%24TOP=2&x=1", "http://localhost/api/v1/User?%24TOP=2&x=1&$skip=2", {1, 2}},
                          {"?$skip=1&$top=1", "http://localhost/api/v1/User?$top=1&$skip=2", {2}},
                          {"?$skip=2", "", {3}},
                          {"?$skip=3", "", {}},
                          {"?$skip=2147483647&$top=1000", "", {}}}) {
        CAPTURE(row.query);
        const HttpReply reply = send(gateway, "ADM0", "GET", std::string("User") + row.query);
        CHECK(reply.status == 200);
        const std::string next = *row.next == '\0' ? "null" : '"' + std::string(row.next) + '"';
        CHECK(reply.body.starts_with(head + next + R"(,"value":[)"));
        std::vector<int> ids;
        for (std::size_t at = 0; (at = reply.body.find("\"PrimaryKey\":", at)) != std::string::npos; ++at)
            ids.push_back(std::atoi(reply.body.c_str() + at + 13));
        CHECK(ids == row.ids);
    }
    const HttpReply xml = gateway.send(
        "GET", "/api/v1/User?$top=1",
        {{"Accept", "application/xml"}, {"Authorization", basic("ADM0", password_of("ADM0"))}}, {});
    CHECK(xml.body.starts_with(
        "<ODataSlimResponse><odata.metadata>http://localhost/api/v1/archive$metadata</odata.metadata>"
        "<odata.nextLink>http://localhost/api/v1/User?$top=1&amp;$skip=1</odata.nextLink><value><UserRow>"));
}

TEST_CASE("1.16 GET User: bad pages are 400, and others than administrators of users are refused") {
    GatewayFixture gateway;
    add_cast(gateway);
    for (const char* const query :
         {"$top=0", "$top=-1", "$top=1001", "$top=abc", "$top=", "$top=1.5", "$top=1e2", "$top=99999999999",
          "$skip=-1", "$skip=x", "$skip=2147483648", "$top=1&$TOP=2", "$top=%zz"}) {
        CAPTURE(query);
        const HttpReply reply = send(gateway, "ADM0", "GET", std::string("User?") + query);
        CHECK(reply.status == 400);
        CHECK(reply.body.find(R"("ErrorType":"ArgumentException")") != std::string::npos);
    }
    CHECK(send(gateway, "", "GET", "User").status == 401);
    for (const std::string_view caller : {"ext0", "tje0", "rol0", "xad0"})
        CHECK(send(gateway, caller, "GET", "User").status == 403);
    for (const std::string_view caller : {"usr0", "ADM0"})
        CHECK(send(gateway, caller, "GET", "User").status == 200);
}

TEST_CASE("4.1, 4.4 $select names columns of a list, and members of a user") {
    GatewayFixture gateway;
    CHECK(send(gateway, "ADM0", "GET", "User?$top=1&$skip=1&$select=name,%20FullName,nothing")
              .body.ends_with(R"("value":[{"PrimaryKey":2,"EntityName":"associate","associateId":null,)"
                              R"("name":"tje0","userName":null,"type":null,"personId":null,)"
                              R"("fullName":"Tina J. Employee","email":null,"roleName":null,"groupId":null,)"
                              R"("deleted":null}]})"));
    for (const char* const nothing : {"User?$top=1&$select=", "User?$top=1&$select=%20"})
        CHECK(send(gateway, "ADM0", "GET", nothing).body.find(R"("name":"ADM0","userName":)") != std::string::npos);
    for (const char* const method : {"GET", "PUT"}) {
        const HttpReply reply =
            send(gateway, "ADM0", method, "User/2?$select=Name", *method == 'P' ? "{\"Tooltip\":\"x\"}" : "");
        CHECK(reply.status == 200);
        CHECK(reply.body.starts_with(R"({"AssociateId":null,"Name":"tje0","Rank":null,)"));
    }
}

TEST_CASE("8.7 GET User/current is the caller's own user") {
    GatewayFixture gateway;
    for (const auto& [name, id] : std::vector<std::pair<std::string_view, int>>{{"tje0", 2}, {"ext0", 3}}) {
        const HttpReply reply = send(gateway, name, "GET", "User/current");
        CHECK(reply.status == 200);
        CHECK(reply.body == send(gateway, name, "GET", "User/" + std::to_string(id)).body);
    }
    CHECK(send(gateway, "", "GET", "User/current").status == 401);
}

TEST_CASE("7.5 conditions: 304 for what has not changed, 412 and no change for what has") {
    GatewayFixture gateway;
    const auto ask = [&](std::string_view method, std::string_view path, std::string_view condition,
                         std::string value, std::string body = {}) {
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
    for (const auto& [method, path] :
         std::vector<std::pair<const char*, const char*>>{{"GET", "User/2"},
                                                          {"PUT", "User/2"},
                                                          {"PUT", "User/tje0"},
                                                          {"DELETE", "User/2"},
                                                          {"DELETE", "User/tje0"}}) {
        CAPTURE(method);
        CAPTURE(path);
        const HttpReply late =
            ask(method, path, unmodified, first, *method == 'P' ? R"({"Tooltip":"three"})" : "");
        CHECK(late.status == 412);
        CHECK(late.body == stale);
    }
    CHECK(gateway.dump() == before);
    CHECK(ask("DELETE", "User/99999", unmodified, first).status == 404);
    const std::string second = header(ask("GET", "User/2", "", ""), "Last-Modified");
    CHECK(second != first);
    CHECK(ask("DELETE", "User/2", unmodified, second).status == 204);
    // The agent knows no conditions (7.5).
    CHECK(gateway
              .send("POST", "/api/v1/Agents/User/GetUser?userId=1",
                    {{"Authorization", basic("ADM0", password_of("ADM0"))},
                     {"If-Modified-Since", "Fri, 31 Dec 2100 00:00:00 GMT"}},
                    {})
              .status == 200);
}
