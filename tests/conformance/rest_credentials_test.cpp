// The WebAPI's credentials, rule by rule: every row is a request
// and what it comes to. T stands for a ticket of tje0, K for an access token of his.
#include <doctest/doctest.h>

#include <string>
#include <tuple>
#include <vector>

#include "core/base/encoding.hpp"
#include "support/gateway_fixture.hpp"

using namespace uag;
using namespace uag::test;

namespace {

struct Attempt {
    std::string rule;
    std::string authorization;   // "-": no such field
    unsigned status;
};

std::string encoded(std::string_view credentials) { return base64_encode(credentials); }

std::string replaced(std::string text, std::string_view mark, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += with.size())
        text.replace(at, mark.size(), with);
    return text;
}

std::vector<std::string> fields(const HttpReply& reply, std::string_view name) {
    std::vector<std::string> values;
    for (const auto& [key, value] : reply.headers)
        if (key == name) values.push_back(value);
    return values;
}

const std::vector<std::string> all_challenges{R"(Basic realm="NetServer", charset="UTF-8")", "SoTicket", "Bearer"};

struct Rig {
    GatewayFixture gateway;
    std::string ticket = gateway.ticket("tje0", "Tje0");
    std::string token = fresh_token();

    explicit Rig(const FixtureSettings& settings = {}) : gateway(settings) {}

    HttpReply get(std::string_view target, const std::string& authorization) {
        GatewayFixture::Fields sent;
        if (authorization != "-") sent.emplace_back("Authorization", authorization);
        return gateway.send("GET", target, sent, {});
    }
    HttpReply ask(const std::string& authorization) {
        return get("/api/v1/User/currentAssociate", replaced(replaced(authorization, "{T}", ticket), "{K}", token));
    }
    // With whichever scheme is on.
    std::string fresh_token() {
        for (const std::string& shown : {"SoTicket " + ticket, std::string("Basic dGplMDpUamUw")}) {
            const HttpReply reply = get("/api/v1/User/currentToken", shown);
            if (reply.status == 200) return reply.body.substr(1, reply.body.size() - 2);
        }
        return {};
    }
};

}  // namespace

TEST_CASE("credentials by rule") {
    Rig rig;
    REQUIRE(rig.ticket.starts_with("7T:"));
    REQUIRE(rig.token.starts_with("8A:"));
    const std::vector<Attempt> rows{
        {"2.19 no credentials", "-", 401},
        {"2.19 an empty header", "", 401},
        {"2.2 any letter case", "BASIC " + encoded("tje0:Tje0"), 200},
        {"2.3 Basic", "Basic dGplMDpUamUw", 200},
        {"2.3 an empty password is a password, here a wrong one", "Basic " + encoded("tje0:"), 401},
        {"2.4 UTF-8", "Basic w5jDhjp4OnDDpTpzcyJ3w7bigqw=", 401},
        {"2.4 the first colon ends the name", "Basic " + encoded("tje0:Tje0:x"), 401},
        {"2.22 wrong password", "Basic " + encoded("tje0:wrong"), 401},
        {"2.22 unknown user", "Basic " + encoded("nobody:Tje0"), 401},
        {"2.6 SoTicket", "SoTicket {T}", 200},
        {"2.2 SOTICKET", "SOTICKET {T}", 200},
        {"2.6 an unknown ticket", "SoTicket 7T:MAA3AGYAMQ==", 401},
        {"2.6 a form of another installation", "SoTicket 7A:adasd==", 401},
        {"2.7 a ticket alone", "{T}", 200},
        {"2.7 a ticket after Basic", "Basic {T}", 200},
        {"2.11 Bearer", "Bearer {K}", 200},
        {"2.2 bearer", "bearer {K}", 200},
        {"2.13 an unknown token", "Bearer 8A:Cust12345.abc==", 401},
        {"2.13 a ticket is no token", "Bearer {T}", 401},
        {"2.13 a token is no ticket", "SoTicket {K}", 401},
        {"2.1 no other scheme", "Negotiate YII", 401},
        {"2.1 no other scheme", "Digest username=\"tje0\"", 401},
        {"2.3 not base64", "Basic %%%", 401},
        {"2.3 base64 without a colon", "Basic " + encoded("tje0"), 401},
        {"2.4 base64 of no UTF-8", "Basic " + encoded("tje0:\x81"), 401},
        {"2.3 NUL", "Basic " + encoded(std::string("tje0:Tje0\0", 10)), 401},
        {"2.3 five kilobytes", "Basic " + encoded("tje0:" + std::string(3800, 'x')), 401},
        {"2.6 five kilobytes", "SoTicket " + std::string(5000, 'x'), 401},
    };
    for (const Attempt& row : rows) {
        INFO(row.rule << ": " << row.authorization.substr(0, 80));
        const HttpReply reply = rig.ask(row.authorization);
        CHECK(reply.status == row.status);
        if (reply.status == 200) continue;
        CHECK(fields(reply, "WWW-Authenticate") == all_challenges);
        CHECK(reply.body.find("\"Error\":true,\"ErrorType\":\"SoSessionException\"") != std::string::npos);
    }
    INFO("2.8 a ticket as user name");
    CHECK(rig.ask("Basic " + encoded(rig.ticket + ":")).status == 200);
    CHECK(rig.ask("Basic " + encoded(rig.ticket + ":any password")).status == 200);
}

TEST_CASE("unknown user, wrong password and locked account are told in the same words") {
    Rig rig;
    const std::string wrong = rig.ask("Basic " + encoded("tje0:wrong")).body;
    CHECK(rig.ask("Basic " + encoded("nobody:wrong")).body == wrong);
    CHECK(rig.ask("-").body == wrong);
    CHECK(rig.ask("Bearer 8A:abc").body == wrong);
    for (int i = 0; i < 5; ++i) rig.ask("Basic " + encoded("tje0:wrong"));
    CHECK(rig.ask("Basic dGplMDpUamUw").body == wrong);
}

TEST_CASE("what cannot be read is no failed log-in") {
    Rig rig;
    const int hashes = rig.gateway.hasher.verifications;
    for (int i = 0; i < 200; ++i)
        for (const std::string& header : {std::string("Basic tje0"), std::string("Basic"), "Basic " + encoded("tje0"),
                                          "Basic " + encoded("tje0:\x81"), std::string("Digest tje0:Tje0")})
            CHECK(rig.ask(header).status == 401);
    CHECK(rig.gateway.hasher.verifications == hashes);
    CHECK(rig.ask("Basic dGplMDpUamUw").status == 200);
}

TEST_CASE("a scheme that is off is refused as a wrong password is, and not offered") {
    struct Off {
        std::string_view name;
        rest::Schemes schemes;
        std::vector<std::string> refused;
        std::vector<std::string> taken;
        std::vector<std::string> challenges;
    };
    const std::string basic = "Basic dGplMDpUamUw";
    const std::vector<Off> rows{
        {"Basic",
         {false, true, true},
         {basic, "Basic {T}"},
         {"SoTicket {T}", "{T}", "Bearer {K}"},
         {"SoTicket", "Bearer"}},
        {"SoTicket",
         {true, false, true},
         {"SoTicket {T}", "{T}", "Basic {T}"},
         {basic, "Bearer {K}"},
         {all_challenges[0], "Bearer"}},
        {"Bearer",
         {true, true, false},
         {"Bearer {K}"},
         {basic, "SoTicket {T}", "Basic {T}"},
         {all_challenges[0], "SoTicket"}},
    };
    Rig all;
    const std::string words = all.ask("Basic " + encoded("tje0:wrong")).body;
    for (const Off& off : rows) {
        INFO(off.name);
        FixtureSettings settings;
        settings.schemes = off.schemes;
        Rig rig(settings);
        for (const std::string& header : off.taken) {
            INFO(header);
            CHECK(rig.ask(header).status == 200);
        }
        const int hashes = rig.gateway.hasher.verifications;
        for (const std::string& header : off.refused) {
            INFO(header);
            const HttpReply reply = rig.ask(header);
            CHECK(reply.status == 401);
            CHECK(reply.body == words);
            CHECK(fields(reply, "WWW-Authenticate") == off.challenges);
        }
        CHECK(rig.gateway.hasher.verifications == hashes);
        CHECK(fields(rig.ask("-"), "WWW-Authenticate") == off.challenges);
    }
}

TEST_CASE("SO-AppToken: checked where application tokens are configured, on everything but GetSystemInfo") {
    FixtureSettings settings;
    settings.application_tokens = {sha256("right"), sha256("right too")};
    GatewayFixture gateway(settings);
    GatewayFixture open;
    for (const Operation& operation : rest_operations()) {
        INFO(operation.name);
        const auto ask = [&](GatewayFixture& where, const std::string& token) {
            GatewayFixture::Fields sent{{"Authorization", "Basic dGplMDpUamUw"}};
            if (token != "-") sent.emplace_back("so-apptoken", token);
            return where.send("GET", "/api/v1/User/" + std::string(operation.name), sent, {}).status;
        };
        for (const char* right : {"right", "right too"}) CHECK(ask(gateway, right) != 401);
        for (const char* bad : {"-", "", "wrong", "right ", "RIGHT"}) CHECK(ask(gateway, bad) == 401);
        for (const char* any : {"-", "", "wrong"}) CHECK(ask(open, any) != 401);
    }
    for (const Operation& operation : operations(Service::user)) {
        INFO(operation.name);
        const HttpReply reply = gateway.rest(operation.name, "Basic dGplMDpUamUw", "null");
        CHECK(reply.status == 401);
        CHECK(fields(reply, "WWW-Authenticate") == all_challenges);
    }
    const HttpReply info = gateway.soap(Service::so_principal, Version::v88, {}, "<n:GetSystemInfo/>");
    CHECK(element_text(info.body, "Succeeded") == "true");
    const HttpReply soap = gateway.soap(Service::so_principal, Version::v88, {},
                                        "<n:AuthenticateUsernamePassword><n:UserName>tje0</n:UserName>"
                                        "<n:Password>Tje0</n:Password></n:AuthenticateUsernamePassword>");
    CHECK(element_text(soap.body, "ExceptionType").find("SoSessionException") != std::string::npos);
    CHECK(gateway
              .send("GET", "/api/v1/User/currentAssociate",
                    {{"Authorization", "Basic dGplMDpUamUw"}, {"SO-AppToken", std::string(1025, 'x')}}, {})
              .status == 400);
}

TEST_CASE("the WebAPI and pages of other origins") {
    FixtureSettings settings;
    settings.cors_origins = {"https://crm.example.com", "http://localhost*"};
    GatewayFixture gateway(settings);
    GatewayFixture off;
    const std::string call = "/api/v1/Agents/User/GetUser";
    const auto preflight = [](GatewayFixture& where, std::string_view target, const std::string& origin) {
        return where.send("OPTIONS", target,
                          {{"Origin", origin},
                           {"Access-Control-Request-Method", "POST"},
                           {"Access-Control-Request-Headers", "authorization,content-type,x-other"}},
                          {});
    };
    struct Route {
        std::string_view target;
        std::string methods;
    };
    const std::vector<Route> routes{{"/api", "GET, HEAD"},
                                    {"/Cust1/api/v1/Agents/User/GetUser", "GET, HEAD, POST"},
                                    {"/api/v1/User/currentPrincipal", "GET, HEAD"},
                                    {"/api/v1/timezone", "GET, HEAD"},
                                    {"/api/v1/openapi.json", "GET, HEAD"},
                                    {"/api/v1/nothing", "GET, HEAD, POST"}};
    for (const auto& [target, methods] : routes) {
        INFO(target);
        const HttpReply reply = preflight(gateway, target, "http://localhost:4200");
        CHECK(reply.status == 204);
        CHECK(fields(reply, "Access-Control-Allow-Origin") == std::vector<std::string>{"http://localhost:4200"});
        CHECK(fields(reply, "Access-Control-Allow-Methods") == std::vector<std::string>{methods});
        CHECK(fields(reply, "Access-Control-Allow-Headers") == std::vector<std::string>{"authorization, content-type"});
        const HttpReply stranger = preflight(gateway, target, "http://localhost.evil.net");
        CHECK(stranger.status == 403);
        CHECK(fields(stranger, "Access-Control-Allow-Origin").empty());
        const HttpReply without = preflight(off, target, "http://localhost:4200");
        CHECK(without.status == (target.ends_with("nothing") ? 404 : 405));
        CHECK(fields(without, "Vary").empty());
    }
    INFO("an answer of any status can be read by the page, or by none");
    const auto post = [&](const std::string& origin, const std::string& authorization, const std::string& type) {
        return gateway.send("POST", call + "?userId=2",
                            {{"Origin", origin}, {"Authorization", authorization}, {"Content-Type", type}}, "null");
    };
    for (const auto& [authorization, type, status] :
         std::vector<std::tuple<std::string, std::string, unsigned>>{{"Basic dGplMDpUamUw", "application/json", 200},
                                                                     {"Basic wrong", "application/json", 401},
                                                                     {"Basic dGplMDpUamUw", "image/png", 415}}) {
        const HttpReply known = post("https://crm.example.com", authorization, type);
        CHECK(known.status == status);
        CHECK(fields(known, "Access-Control-Allow-Origin") == std::vector<std::string>{"https://crm.example.com"});
        CHECK(fields(known, "Access-Control-Expose-Headers").size() == 1);
        CHECK(fields(known, "Vary") == std::vector<std::string>{"Origin"});
        const HttpReply stranger = post("https://evil.net", authorization, type);
        CHECK(stranger.status == status);
        CHECK(fields(stranger, "Access-Control-Allow-Origin").empty());
    }
    INFO("what a browser sends without a preflight is refused from elsewhere");
    const HttpReply forged = off.send("POST", "/api/v1/Agents/User/GetUser?userId=2",
                                      {{"Origin", "https://evil.net"}, {"Authorization", "Basic dGplMDpUamUw"}}, {});
    CHECK(forged.status == 403);
    CHECK(forged.body.find("SoSentryException") != std::string::npos);
    CHECK(off.send("POST", "/api/v1/Agents/User/GetUser?userId=2",
                   {{"Origin", "http://localhost"}, {"Authorization", "Basic dGplMDpUamUw"}}, {})
              .status == 200);
    INFO("SOAP has none of it");
    CHECK(fields(preflight(gateway, "/Remote/Services88/User.svc", "http://localhost:4200"),
                 "Access-Control-Allow-Origin")
              .empty());
}
