// The head of every class of answer, field by field (no version of the server, nothing
// for other origins unless configured), and what two fields of one name come to.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

constexpr const char* tje0 = "Authorization: Basic dGplMDpUamUw\r\n";
constexpr const char* cors = "[cors]\norigins = [\"https://crm.example.com\"]\n";

// The names in order, without those whose value differs from answer to answer; lower case.
std::string names_of(const HttpAnswer& answer) {
    std::string names;
    for (const auto& [name, value] : answer.fields) {
        if (!names.empty()) names += ' ';
        std::transform(name.begin(), name.end(), std::back_inserter(names),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    }
    return names;
}

std::string options(const std::string& path, const std::string& fields) {
    return "OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

}  // namespace

TEST_CASE("the head of each class of answer") {
    const GatewayProcess gateway;
    const std::string json = "application/json; charset=utf-8";
    const std::string xml = "text/xml; charset=utf-8";
    const std::string secure = "cache-control pragma expires x-content-type-options x-request-id";
    const std::string data = "date content-type content-length " + secure;
    const std::string varying = data + " vary";  // may come compressed
    struct Row {
        std::string route;
        std::string request;
        int status;
        std::string type;
        std::string names;
    };
    const std::vector<Row> rows{
        {"GET /api", get("/api"), 200, "text/html; charset=utf-8", varying + " content-security-policy"},
        {"GET /", get("/"), 200, "text/html; charset=utf-8",
         data + " content-security-policy referrer-policy content-language vary"},
        {"GET /health/live", get("/health/live"), 200, "text/plain; charset=utf-8", data},
        {"GET /api as JSON", get("/api", "Accept: application/json\r\n"), 200, json, varying},
        {"description of an operation", get("/api/v1/Agents/User/GetUser", "Accept: application/json\r\n"), 200, json,
         varying},
        {"a call", post("/api/v1/Agents/User/GetUser?userId=2", json, "null", tje0), 200, json, data},
        {"a call as XML",
         post("/api/v1/Agents/User/GetUser?userId=2", json, "null", std::string(tje0) + "Accept: text/xml\r\n"), 200,
         xml, data},
        {"who am I", get("/api/v1/User/currentAssociate", tje0), 200, json, varying},
        {"a token", get("/api/v1/User/currentToken", tje0), 200, json, data},
        {"the OpenAPI description", get("/api/v1/openapi.json"), 200, json, varying},
        {"401", get("/api/v1/User/currentAssociate"), 401, json,
         data + " www-authenticate www-authenticate www-authenticate"},
        {"403", post("/api/v1/Agents/User/SetPassword", json, R"({"AssociateId":1,"Password":"x"})", tje0), 403, json,
         data},
        {"404 of the WebAPI", get("/api/v1/nothing"), 404, json, data},
        {"405", options("/api", ""), 405, json, data + " allow"},
        {"415", post("/api/v1/Agents/User/GetUser?userId=2", "image/png", "x", tje0), 415, json, data},
        {"413", post("/api/v1/Agents/User/GetUser", json, std::string((1U << 20) + 1, ' ')), 413, json,
         data + " connection"},
        {"400 of the framing", "GET /api HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, json, data + " connection"},
        {"404 elsewhere", get("/nothing"), 404, "text/plain; charset=utf-8", data},
        {"WSDL", get("/Remote/Services88/User.svc?singleWsdl"), 200, xml, varying},
        {"SOAP fault", post("/Remote/Services88/User.svc", xml, "<x/>"), 500, xml, data},
        {"SOAP elsewhere", get("/Remote/Services88/Nothing.svc"), 404, xml, data},
    };
    for (const Row& row : rows) {
        INFO(row.route);
        const HttpAnswer answer = converse(gateway.port(), row.request);
        CHECK(answer.status == row.status);
        CHECK(answer.field("Content-Type") == row.type);
        CHECK(names_of(answer) == row.names);
        CHECK(answer.field("Cache-Control") == "no-cache, no-store");
        CHECK(answer.field("Pragma") == "no-cache");
        CHECK(answer.field("Expires") == "-1");
        CHECK(answer.field("X-Content-Type-Options") == "nosniff");
    }
}

TEST_CASE("the icon that every browser asks for may be kept") {
    const GatewayProcess gateway;
    const HttpAnswer icon = converse(gateway.port(), get("/favicon.ico"));
    CHECK(icon.status == 200);
    CHECK(icon.field("Content-Type") == "image/vnd.microsoft.icon");
    CHECK(icon.field("Cache-Control") == "public, max-age=86400");
    CHECK(icon.body.size() > 1000);
    const std::string tag = "If-None-Match: " + icon.field("ETag") + "\r\n";
    CHECK(converse(gateway.port(), get("/favicon.ico", tag)).status == 304);
}

TEST_CASE("answers without a body, and with CORS") {
    const GatewayProcess gateway(cors);
    const std::string origin = "Origin: https://crm.example.com\r\n";
    const std::string preflight =
        origin + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n";
    const std::string secure = "cache-control pragma expires x-content-type-options x-request-id";
    const std::string shared = " vary access-control-allow-origin access-control-expose-headers";
    HttpClient client(gateway.port());
    client.send(options("/api/v1/Agents/User/GetUser", preflight));
    const auto allowed = client.receive(false);
    REQUIRE(allowed.has_value());
    CHECK(allowed->status == 204);
    CHECK(names_of(*allowed) == "date " + secure +
                                    " vary access-control-allow-origin access-control-allow-methods"
                                    " access-control-allow-headers access-control-max-age");
    struct Row {
        std::string rule;
        std::string request;
        int status;
        bool is_shared;
    };
    const std::string target = "/api/v1/Agents/User/GetUser?userId=2";
    const std::vector<Row> rows{
        {"8.9 a call", post(target, "application/json", "null", origin + tje0), 200, true},
        {"8.9 401", post(target, "application/json", "null", origin), 401, true},
        {"8.9 413", post(target, "application/json", std::string((1U << 20) + 1, ' '), origin), 413, true},
        {"8.9 400 of the framing", get("/api", origin + "Content-Length: x\r\n"), 400, true},
        {"8.9 another origin",
         post(target, "application/json", "null", std::string("Origin: https://evil.net\r\n") + tje0), 200, false},
        {"8.9 null", post(target, "application/json", "null", std::string("Origin: null\r\n") + tje0), 200, false},
        {"8.9 ten kilobytes",
         post(target, "application/json", "null", "Origin: https://" + std::string(10'000, 'x') + "\r\n" + tje0), 200,
         false},
        {"8.9 two origins", post(target, "application/json", "null", "Origin: https://evil.net\r\n" + origin + tje0),
         400, false},
        {"8.9 no preflight for a stranger",
         options("/api", "Origin: https://evil.net\r\nAccess-Control-Request-Method: GET\r\n"), 403, false},
        {"8.9 not the WebAPI", get("/docs/", origin), 302, false},
        {"8.9 not SOAP", get("/Remote/Services88/User.svc?singleWsdl", origin), 200, false},
    };
    for (const Row& row : rows) {
        INFO(row.rule);
        const HttpAnswer answer = converse(gateway.port(), row.request);
        CHECK(answer.status == row.status);
        CHECK((answer.field("Access-Control-Allow-Origin") == "https://crm.example.com") == row.is_shared);
        CHECK((names_of(answer).find(shared) != std::string::npos) == row.is_shared);
        CHECK(answer.field("Access-Control-Allow-Credentials").empty());
    }
}

TEST_CASE("two fields that decide are 400, whatever they say") {
    const GatewayProcess gateway;
    for (const std::string& fields : {std::string(tje0) + tje0, std::string(tje0) + "authorization: SoTicket 7T:x\r\n",
                                      std::string(tje0) + "SO-AppToken: a\r\nso-apptoken: a\r\n"}) {
        INFO(fields);
        const HttpAnswer answer = converse(gateway.port(), get("/api/v1/User/currentAssociate", fields));
        CHECK(answer.status == 400);
        CHECK(answer.body.find("\"Error\":true") != std::string::npos);
        CHECK(answer.body.find("dGplMDpUamUw") == std::string::npos);
    }
    CHECK(converse(gateway.port(),
                   get("/api/v1/User/currentAssociate", "Authorization: SoTicket " + std::string(5000, 'x') + "\r\n"))
              .status == 401);
    CHECK(converse(gateway.port(), get("/api/v1/User/currentAssociate", std::string(tje0))).status == 200);
}

TEST_CASE("a password that a command changes is the only one a moment later") {
    const GatewayProcess gateway;
    const auto ask = [&] { return converse(gateway.port(), get("/api/v1/User/currentAssociate", tje0)).status; };
    CHECK(ask() == 200);
    CHECK(ask() == 200);
    REQUIRE(run_tool({"user", "passwd", "tje0", "--db", gateway.database()}, nullptr, "quiet-lantern-41\n") == 0);
    // The service looks for what commands did four times a second.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    int status = ask();
    while (status == 200 && std::chrono::steady_clock::now() < deadline) status = ask();
    CHECK(status == 401);
}
