// What the WebAPI says of itself without credentials: `GET …/api` and `GET …/api/v1`.
#include <doctest/doctest.h>

#include <string>

#include "adapters/json/guard.hpp"
#include "adapters/rest/resources.hpp"
#include "support/gateway_fixture.hpp"

using namespace uag;
using namespace uag::test;

namespace {

HttpReply get(GatewayFixture& gateway, std::string_view path, std::string accept) {
    GatewayFixture::Fields fields;
    if (!accept.empty()) fields.emplace_back("Accept", std::move(accept));
    return gateway.send("GET", path, fields, {});
}

}  // namespace

TEST_CASE("GET /api: HTML unless data is asked for, the same facts in JSON and XML") {
    GatewayFixture gateway;
    for (const char* const accept : {"", "text/html", "*/*", "text/html,application/xml;q=0.9,*/*;q=0.8"}) {
        CAPTURE(accept);
        const HttpReply html = get(gateway, "/api", accept);
        CHECK(html.status == 200);
        CHECK(html.content_type == "text/html; charset=utf-8");
    }
    const HttpReply json = get(gateway, "/crm/api/", "application/json");
    CHECK(json.content_type == "application/json; charset=utf-8");
    CHECK(json.body == R"({"v1":"http://localhost/crm/api/v1/","NetServerVersion":"11.10.0.0",)"
                       R"("NetServerAssembly":"11.10.0.0","NetServerDate":"","NetServerLabel":"Release_11.10",)"
                       R"x("NetServer":"SuperOffice 11.10 NetServer 11.10 Release (Build:11.10.0.0)",)x"
                       R"("Services":"Services87","ServicesCurrent":"Services88","Version":"v1",)"
                       R"("Documentation":"https://docs.superoffice.com/en/api/"})");
    for (const char* const accept : {"application/xml", "text/xml"}) {
        const HttpReply xml = get(gateway, "/api", accept);
        CHECK(xml.content_type == std::string(accept) + "; charset=utf-8");
        CHECK(
            xml.body.starts_with("<StringDictionary><StringKeyValuePair><Key>v1</Key>"
                                 "<Value>http://localhost/api/v1/</Value></StringKeyValuePair>"));
        CHECK(
            xml.body.ends_with("<Key>Documentation</Key><Value>https://docs.superoffice.com/en/api/</Value>"
                               "</StringKeyValuePair></StringDictionary>"));
    }
}

TEST_CASE("the page says what the real one says") {
    GatewayFixture gateway;
    const std::string page = get(gateway, "/api", "text/html").body;
    for (const char* const text :
         {"<h1>SuperOffice Sales and Marketing Web API</h1>", "SuperOffice 11.10 NetServer 11.10.0.0",
          "<a href=\"http://localhost/api/v1\">v1 REST API + v1 Agent API</a>", "<code>Accept: application/json</code>",
          "<code>application/xml</code>"}) {
        CAPTURE(text);
        CHECK(page.find(text) != std::string::npos);
    }
    const std::string prefixed = gateway.send("GET", "/%22%3E/api", {{"Accept", "text/html"}}, {}).body;
    CHECK(prefixed.find("\">/") == std::string::npos);
}

TEST_CASE("GET /api/v1 lists every address with its methods, without credentials") {
    GatewayFixture gateway;
    for (const char* const path : {"/api/v1", "/api/v1/", "/API/V1"})
        for (const char* const accept : {"", "application/html", "application/json"}) {
            const HttpReply reply = get(gateway, path, accept);
            CHECK(reply.status == 200);
            CHECK(reply.content_type == "application/json; charset=utf-8");
        }
    std::string body = get(gateway, "/crm/api/v1", "application/html").body;
    CHECK(body.starts_with(R"({"http://localhost/crm/api/v1/Agents/User/)"));
    for (const char* const text :
         {R"("http://localhost/crm/api/v1/Agents/User/GetUser":{"POST":"?userId={userId} A user."})",
          R"("http://localhost/crm/api/v1/Agents/User/GetCredentialTypes":{"POST":"The types of)",
          R"("http://localhost/crm/api/v1/User/Default":{"GET":"?userType={userType}&personId={personId} A new)",
          R"("http://localhost/crm/api/v1/User/{id}":{"GET":"A user.","PUT":"Update a user.","PATCH":"Update what)",
          R"("http://localhost/crm/api/v1/Role/{roleIdToDelete}":{"DELETE":"?replacingRoleId={replacingRoleId} Delete)",
          R"("http://localhost/crm/api/v1/TimeZone":{"GET":")"}) {
        CAPTURE(text);
        CHECK(body.find(text) != std::string::npos);
    }
    body += '\0';
    json::Body parsed;
    REQUIRE(parsed.parse({body.data(), body.size() - 1}, {}).has_value());
    std::size_t methods = 0;
    for (const auto& address : parsed.root().GetObject()) methods += address.value.MemberCount();
    CHECK(methods == operations(Service::user).size() + operations(Service::archive).size() + rest_resources().size());
}
