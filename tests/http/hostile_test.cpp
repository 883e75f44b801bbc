// What a reviewer broke once, over real sockets: each of these killed or fooled the service before it was mended.
#include <doctest/doctest.h>

#include <string>

#include "support/gateway_fixture.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

HttpAnswer principal(const GatewayProcess& gateway, const std::string& user, const std::string& password) {
    return converse(gateway.port(),
                    get("/api/v1/User/currentPrincipal", "Authorization: " + basic(user, password) + "\r\n"));
}

constexpr const char* check_password = R"({"AssociateId":2,"Type":"InternalAssociate","PersonId":0,"Password":"sed"})";

}  // namespace

TEST_CASE("an unknown name, a resource and an endless password are refused alike and hurt nobody") {
    GatewayProcess gateway;
    const HttpAnswer wrong = principal(gateway, "tje0", "wrong");
    CHECK(wrong.status == 401);
    for (const auto& [user, password] : {std::pair<std::string, std::string>{"nobody", "x"},
                                         {"room1", ""},
                                         {"old0", "Old0-demo-only"},
                                         {"tje0", std::string(300, 'x')},
                                         {"nobody", std::string(300, 'x')}}) {
        INFO(user);
        const HttpAnswer answer = principal(gateway, user, password);
        CHECK(answer.status == 401);
        CHECK(answer.body == wrong.body);
    }
    CHECK(principal(gateway, "tje0", "Tje0").status == 200);
    CHECK(gateway.terminate() == 0);
}

TEST_CASE("the log says why a call was denied, in whole words") {
    GatewayProcess gateway;
    const HttpAnswer denied = converse(gateway.port(), post("/api/v1/Agents/User/SetPassword", "application/json",
                                                            R"({"AssociateId":1,"Password":"quiet-lantern-41"})",
                                                            "Authorization: " + basic("tje0", "Tje0") + "\r\n"));
    CHECK(denied.status == 403);
    REQUIRE(gateway.terminate() == 0);
    const std::string log = log_of(gateway);
    CHECK(log.find("\"detail\":\"SetPassword denied for associate 2\"") != std::string::npos);
    CHECK(log.find("quiet-lantern") == std::string::npos);
}

TEST_CASE("a trailer proves nothing") {
    GatewayProcess gateway;
    const std::string head =
        "POST /api/v1/Agents/User/IsPasswordValid HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n4a\r\n" +
        std::string(check_password) + "\r\n0\r\n";
    REQUIRE(std::string(check_password).size() == 0x4a);
    CHECK(converse(gateway.port(), head + "Authorization: Basic dGplMDpUamUw\r\n\r\n").status == 400);
    CHECK(converse(gateway.port(), head + "Content-Type: text/xml\r\n\r\n").status == 400);
    CHECK(converse(gateway.port(), head + "\r\n").status == 401);
    CHECK(converse(gateway.port(), head + "Checksum: 1\r\n\r\n").status == 401);
    std::string many = head;
    for (int i = 0; i < 3000; ++i) many += "A: b\r\n";
    CHECK(converse(gateway.port(), many + "\r\n").status == 431);
}

TEST_CASE("limits answer in the caller's protocol") {
    GatewayProcess gateway;
    const std::string soap = "/Remote/Services88/User.svc";
    const std::string large =
        "POST " + soap +
        " HTTP/1.1\r\nHost: h\r\nContent-Type: application/soap+xml\r\nContent-Length: 2000000\r\n\r\n";
    const HttpAnswer body = converse(gateway.port(), large);
    CHECK(body.status == 413);
    CHECK(body.field("Content-Type") == "application/soap+xml; charset=utf-8");
    const std::string fields = "POST " + soap + " HTTP/1.1\r\nHost: h\r\nX: " + std::string(20000, 'x');
    const HttpAnswer header = converse(gateway.port(), fields);
    CHECK(header.status == 431);
    CHECK(header.field("Content-Type") == "text/xml; charset=utf-8");
    const HttpAnswer line = converse(gateway.port(), "GET /api/" + std::string(9000, 'x'));
    CHECK(line.status == 414);
    CHECK(line.field("Content-Type") == "application/json; charset=utf-8");
}

TEST_CASE("guesses side by side count like guesses one after another") {
    GatewayFixture gateway;
    for (int i = 0; i < 5; ++i) CHECK_FALSE(gateway.logs_in("SYS0", "wrong"));
    CHECK_FALSE(gateway.logs_in("SYS0", "Sys0-demo-only"));
    gateway.clock.advance(std::chrono::minutes(16));
    CHECK(gateway.logs_in("SYS0", "Sys0-demo-only"));
}

TEST_CASE("a hash whose cost is raised at log-in refuses nobody") {
    GatewayFixture gateway;
    gateway.hasher.cost = 2;
    const std::string first = gateway.ticket("tje0", "Tje0");
    CHECK(first.starts_with("7T:"));
    CHECK(gateway.ticket("tje0", "Tje0").starts_with("7T:"));
    const auto reply = gateway.rest("ChangeOwnPassword", "SoTicket " + first,
                                    R"({"OldPassword":"Tje0","NewPassword":"quiet-lantern-41"})");
    CHECK(reply.body == "true");
}

TEST_CASE("an application token that is shown must be known where they are checked") {
    FixtureSettings settings;
    settings.application_tokens = {uag::sha256("right")};
    GatewayFixture gateway(settings);
    const auto ask = [&](const std::string& header, const std::string& token) {
        GatewayFixture::Fields fields{{"Content-Type", "application/json"}, {"Authorization", basic("tje0", "Tje0")}};
        if (!header.empty()) fields.emplace_back("SO-AppToken", header);
        return gateway.send("POST", "/api/v1/Agents/User/GetAccessToken", fields, R"({"AppToken":")" + token + "\"}")
            .status;
    };
    CHECK(ask("right", "") == 200);
    CHECK(ask("right", "right") == 200);
    CHECK(ask("right", "wrong") == 401);
    CHECK(ask("wrong", "right") == 401);
    CHECK(ask("", "right") == 401);
}

TEST_CASE("AuthenticateGeneric without a name, a password or anything is a failed log-in") {
    const std::string envelope =
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><AuthenticateGeneric "
        "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\" "
        "xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\" "
        "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">";
    const auto pair = [](const std::string& key, const std::string& value) {
        return "<AuthenticationGenericDataKeyValuePair><Key>" + key + "</Key><Value>" + value +
               "</Value></AuthenticationGenericDataKeyValuePair>";
    };
    GatewayProcess gateway;
    const auto log_in = [&](const std::string& data) {
        return converse(gateway.port(), post("/Remote/Services88/SoPrincipal.svc", "text/xml",
                                             envelope + data + "</AuthenticateGeneric></s:Body></s:Envelope>"));
    };
    for (const std::string& data :
         {std::string(), std::string("<AuthenticationData/>"), std::string("<AuthenticationData i:nil=\"true\"/>"),
          "<AuthenticationData>" + pair("UserName", "tje0") + "</AuthenticationData>",
          "<AuthenticationData>" + pair("Password", "Tje0") + "</AuthenticationData>",
          "<AuthenticationData>" + pair("Other", "Tje0") + "</AuthenticationData>"}) {
        CAPTURE(data);
        const HttpAnswer answer = log_in(data);
        CHECK(answer.status == 200);
        CHECK(element_text(answer.body, "AuthenticationSucceeded") == "false");
    }
    CHECK(element_text(log_in("<AuthenticationData>" + pair("UserName", "tje0") + pair("Password", "Tje0") +
                              "</AuthenticationData>")
                           .body,
                       "AuthenticationSucceeded") == "true");
    CHECK(gateway.terminate() == 0);
}
