// Content rules over real sockets: gzip, forms, the form of a refusal that was found before there was a call.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/gunzip.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

constexpr const char* gzip = "Accept-Encoding: gzip, compress, deflate, br\r\n";

std::string admin() { return "Authorization: " + basic("adm0", "Adm0-demo-only") + "\r\n"; }

}  // namespace

TEST_CASE("documents and lists travel as gzip for whom asks, and are the same bytes then") {
    const GatewayProcess gateway;
    const std::vector<std::string> requests{
        get("/api/v1/openapi.json", "%"),         get("/Remote/Services88/User.svc?singleWsdl", "%"),
        get("/api/v1/Agents/User/SaveUser", "%"), get("/docs/services", "%"),
        get("/api/v1/timezone", admin() + "%"),   get("/api/v1/timezone", admin() + "Accept: application/xml\r\n%"),
    };
    for (const std::string& request : requests) {
        INFO(request);
        const auto asking = [&](const std::string& fields) {
            std::string text = request;
            return text.replace(text.find('%'), 1, fields);
        };
        const HttpAnswer plain = converse(gateway.port(), asking(""));
        CHECK(plain.status == 200);
        REQUIRE(plain.body.size() >= 1024);
        CHECK(plain.field("Vary") == "Accept-Encoding");
        CHECK(plain.field("Content-Encoding").empty());
        const HttpAnswer packed = converse(gateway.port(), asking(gzip));
        CHECK(packed.field("Content-Encoding") == "gzip");
        CHECK(packed.field("Vary") == "Accept-Encoding");
        CHECK(packed.field("Content-Type") == plain.field("Content-Type"));
        CHECK(packed.field("Content-Length") == std::to_string(packed.body.size()));
        CHECK(packed.body.size() < plain.body.size());
        CHECK(gunzip(packed.body) == plain.body);
        CHECK(converse(gateway.port(), asking("Accept-Encoding: gzip;q=0, *\r\n")).body == plain.body);
        std::string head_request = asking(gzip);
        HttpClient client(gateway.port());
        client.send(head_request.replace(0, 3, "HEAD"));
        const auto head = client.receive(false);
        REQUIRE(head.has_value());
        CHECK(head->field("Content-Encoding") == "gzip");
        CHECK(head->field("Content-Length") == packed.field("Content-Length"));
        client.send(asking("Connection: close\r\n"));
        CHECK(client.receive()->body == plain.body);
    }
}

TEST_CASE("an answer that can carry a secret is never compressed") {
    const GatewayProcess gateway;
    const auto call = [&](const std::string& operation, const std::string& body) {
        return converse(gateway.port(),
                        post("/api/v1/Agents/User/" + operation, "application/json", body, admin() + gzip));
    };
    const HttpAnswer user = call("GetUser?userId=1", "null");
    CHECK(user.status == 200);
    CHECK(user.body.size() >= 1024);
    const HttpAnswer generated = call("SetGeneratedPassword", R"({"AssociateId":2})");
    CHECK(generated.status == 200);
    const HttpAnswer token = call("GetAccessToken", "{}");
    CHECK(token.status == 200);
    const HttpAnswer current = converse(gateway.port(), get("/api/v1/User/currentToken", admin() + gzip));
    CHECK(current.status == 200);
    for (const HttpAnswer* const answer : {&user, &generated, &token, &current}) {
        CHECK(answer->field("Content-Encoding").empty());
        CHECK(answer->field("Vary").empty());
    }
}

TEST_CASE("a password is changed by a form, in UTF-16 too, and $select thins out an answer") {
    const GatewayProcess gateway;
    const std::string change = "/api/v1/Agents/User/ChangeOwnPassword";
    const HttpAnswer form = converse(gateway.port(), post(change, "application/x-www-form-urlencoded",
                                                          "oldPassword=Tje0&newPassword=p%C3%A5+quiet-lantern",
                                                          "Authorization: " + basic("tje0", "Tje0") + "\r\n"));
    CHECK(form.status == 200);
    CHECK(form.body == "true");
    const std::string now = "Authorization: " + basic("tje0", "på quiet-lantern") + "\r\n";
    const HttpAnswer me = converse(gateway.port(), get("/api/v1/User/currentPrincipal", now));
    CHECK(me.status == 200);
    const HttpAnswer some = converse(
        gateway.port(),
        post("/api/v1/Agents/User/GetUser?userId=1&%24select=name,role%2Fid", "application/json", "null", admin()));
    CHECK(some.status == 200);
    CHECK(some.body.starts_with(R"({"AssociateId":null,"Name":"ADM0",)"));
    CHECK(some.body.find(R"("Value":null)") != std::string::npos);

    const HttpAnswer refused = converse(gateway.port(), post(change, "application/x-www-form-urlencoded",
                                                             "oldPassword=a&oldPassword=b&newPassword=c", now));
    CHECK(refused.status == 400);
    std::string fields;
    for (int i = 0; i < 10'000; ++i) fields += "a=1&";
    CHECK(converse(gateway.port(), post(change, "application/x-www-form-urlencoded", fields, now)).status == 400);
    CHECK(converse(gateway.port(), get("/api/v1/User/currentPrincipal", now)).status == 200);
}

TEST_CASE("a refusal before there is a call has the form that Accept asked for, once the head was read") {
    const GatewayProcess gateway;
    const std::string large =
        "POST /api/v1/Agents/User/GetUser HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        "Content-Length: 2000000\r\n";
    struct Case {
        const char* what;
        std::string request;
        int status;
        const char* type;
    };
    const std::string malformed = "GET /api/v1/User/current HTTP/1.1\r\nHost: h\r\n";
    const std::vector<Case> cases{
        {"413 as JSON", large + "\r\n", 413, "application/json; charset=utf-8"},
        {"413 as XML", large + "Accept: text/xml\r\n\r\n", 413, "text/xml; charset=utf-8"},
        {"413 as a problem", large + "Accept: application/problem+json\r\n\r\n", 413, "application/problem+json"},
        {"400 as XML", malformed + "Accept: application/xml\r\nContent-Length: x\r\n\r\n", 400,
         "application/xml; charset=utf-8"},
        {"400 as a problem", malformed + "accept:application/problem+json\r\nHost: h\r\n\r\n", 400,
         "application/problem+json"},
        {"417 as XML", malformed + "Accept: application/xml\r\nExpect: x\r\n\r\n", 417,
         "application/xml; charset=utf-8"},
        {"501 as XML", "BREW /api/v1/x HTTP/1.1\r\nHost: h\r\nAccept: text/xml\r\n\r\n", 501,
         "text/xml; charset=utf-8"},
        {"431 before the head was read", "GET /api/v1/x HTTP/1.1\r\nAccept: text/xml\r\nX: " + std::string(20000, 'x'),
         431, "application/json; charset=utf-8"},
    };
    for (const Case& row : cases) {
        INFO(row.what);
        const HttpAnswer answer = converse(gateway.port(), row.request);
        CHECK(answer.status == row.status);
        CHECK(answer.field("Content-Type") == row.type);
        CHECK(answer.body.find("Argument") != std::string::npos);
    }
}
