// A browser's session on the WebAPI: the cookie counts only with its own XSRF token, and the
// token belongs to one session.
#include "core/security/web_session.hpp"

#include "adapters/rest/web_session.hpp"
#include "support/gateway_fixture.hpp"
#include "support/rest_call.hpp"
#include "support/run_task.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Fields = GatewayFixture::Fields;

constexpr std::string_view principal_path = "/api/v1/User/currentPrincipal";
constexpr std::string_view missing =
    "X-XSRF-TOKEN HTTP header missing. Add X-XSRF-TOKEN HTTP header to use existing session";

// tje0 signed in from a browser.
std::string web_session(GatewayFixture& gateway) {
    Context context;
    context.origin = {"192.0.2.9", Protocol::web, "r"};
    context.operation = "SignIn";
    auto session = run_task(gateway.core().account.sign_in(context, "tje0", "Tje0", "Firefox on Linux"));
    REQUIRE(session.has_value());
    REQUIRE(session->has_value());
    return std::string((*session)->reveal());
}

std::string token_of(std::string_view session) { return std::string(xsrf_token_of(session).reveal()); }

HttpReply ask(GatewayFixture& gateway, Fields fields, std::string_view method = "GET",
              std::string_view target = principal_path, std::string body = {}) {
    return gateway.send(method, target, fields, std::move(body));
}

std::string challenges(const HttpReply& reply) {
    std::string all;
    for (const auto& [name, value] : reply.headers)
        if (name == "WWW-Authenticate") all += value + "|";
    return all;
}

}  // namespace

TEST_CASE("an XSRF token is 256 bits of its session's secret and of no other's") {
    const Secret token = xsrf_token_of("WS:one");
    CHECK(token.reveal().size() == 64);
    CHECK(xsrf_token_matches("WS:one", token.reveal()));
    CHECK_FALSE(xsrf_token_matches("WS:two", token.reveal()));
    CHECK_FALSE(xsrf_token_matches("WS:one", ""));
    CHECK_FALSE(xsrf_token_matches("WS:one", token.reveal().substr(1)));
    CHECK_FALSE(web_evidence("WS:one", "x").has_value());
    CHECK(web_evidence("WS:one", token.reveal())->kind == Evidence::Kind::web);
}

TEST_CASE("the session cookie is its associate's with the header, on GET and POST alike") {
    GatewayFixture gateway;
    const std::string session = web_session(gateway);
    const Fields fields{{"Cookie", "other=1; uag_session=" + session}, {"X-XSRF-TOKEN", token_of(session)}};
    const HttpReply who = ask(gateway, fields);
    CHECK(who.status == 200);
    CHECK(who.body.find(R"("Associate":"tje0")") != std::string::npos);
    Fields post = fields;
    post.emplace_back("Content-Type", "application/json");
    const std::string candidate = R"({"AssociateId":2,"Type":"InternalAssociate","Password":"a"})";
    CHECK(ask(gateway, post, "POST", "/api/v1/Agents/User/IsPasswordValid", candidate).body == "false");
}

TEST_CASE("the cookie without the header, or with another's, is nobody") {
    GatewayFixture gateway;
    const std::string session = web_session(gateway);
    const std::string other = web_session(gateway);
    const std::string cookie = "uag_session=" + session;
    struct Case {
        std::string_view name;
        Fields fields;
        std::string_view type;
        std::string_view text;
    };
    const std::vector<Case> cases{
        {"no header", {{"Cookie", cookie}}, "ArgumentException", missing},
        {"an empty header", {{"Cookie", cookie}, {"X-XSRF-TOKEN", ""}}, "ArgumentException", missing},
        {"a wrong header", {{"Cookie", cookie}, {"X-XSRF-TOKEN", "x"}}, "ArgumentException", "The X-XSRF-TOKEN"},
        {"the header of another session of the same associate",
         {{"Cookie", cookie}, {"X-XSRF-TOKEN", token_of(other)}},
         "ArgumentException",
         "The X-XSRF-TOKEN"},
        {"the session itself as the header",
         {{"Cookie", cookie}, {"X-XSRF-TOKEN", session}},
         "ArgumentException",
         "The X-XSRF-TOKEN"},
        {"no cookie", {{"X-XSRF-TOKEN", token_of(session)}}, "SoSessionException", ""},
        {"the cookie of TLS on a plain address",
         {{"Cookie", "__Host-" + cookie}, {"X-XSRF-TOKEN", token_of(session)}},
         "SoSessionException",
         ""},
        {"two cookies of the name",
         {{"Cookie", cookie + "; uag_session=" + other}, {"X-XSRF-TOKEN", token_of(session)}},
         "SoSessionException",
         ""},
        {"two cookies of the name in two fields",
         {{"Cookie", cookie}, {"Cookie", cookie}, {"X-XSRF-TOKEN", token_of(session)}},
         "SoSessionException",
         ""},
        {"an unknown session with its own token",
         {{"Cookie", "uag_session=WS:x"}, {"X-XSRF-TOKEN", token_of("WS:x")}},
         "SoSessionException",
         ""},
        {"a ticket as the cookie",
         {{"Cookie", "uag_session=" + gateway.ticket("tje0", "Tje0")},
          {"X-XSRF-TOKEN", token_of(gateway.ticket("tje0", "Tje0"))}},
         "",
         ""},
        {"an oversized cookie",
         {{"Cookie", "uag_session=" + std::string(12'000, 'A')}, {"X-XSRF-TOKEN", token_of(std::string(12'000, 'A'))}},
         "SoSessionException",
         ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.name);
        const HttpReply reply = ask(gateway, one.fields);
        CHECK(reply.status == 401);
        CHECK(reply.body.starts_with(R"({"Error":true,"ErrorType":")" + std::string(one.type)));
        if (!one.text.empty()) CHECK(reply.body.find(R"("Message":")" + std::string(one.text)) != std::string::npos);
        CHECK(reply.body.find(R"("ErrorSource":"SuperOffice.Services.WebApi")") != std::string::npos);
        // A browser would answer Basic with a dialog over the page.
        CHECK(challenges(reply).find("Basic") == std::string::npos);
        CHECK(challenges(reply).find("SoTicket") != std::string::npos);
    }
    CHECK(challenges(ask(gateway, {})).starts_with("Basic"));
}

TEST_CASE("an Authorization header wins over the cookie, right or wrong") {
    GatewayFixture gateway;
    const std::string session = web_session(gateway);
    const Fields web{{"Cookie", "uag_session=" + session}, {"X-XSRF-TOKEN", token_of(session)}};
    Fields with = web;
    with.emplace_back("Authorization", basic("ADM0", "Adm0-demo-only"));
    CHECK(ask(gateway, with).body.find(R"("Associate":"ADM0")") != std::string::npos);
    with.back().second = basic("ADM0", "wrong");
    const HttpReply reply = ask(gateway, with);
    CHECK(reply.status == 401);
    CHECK(challenges(reply).starts_with("Basic"));
}

TEST_CASE("SOAP never takes the cookie") {
    GatewayFixture gateway;
    const std::string session = web_session(gateway);
    const std::string envelope =
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetUser )"
        R"(xmlns="http://www.superoffice.net/ws/crm/NetServer/Services88"><UserId>2</UserId></GetUser></s:Body>)"
        R"(</s:Envelope>)";
    const HttpReply reply = ask(gateway,
                                {{"Content-Type", "text/xml; charset=utf-8"},
                                 {"Cookie", "uag_session=" + session},
                                 {"X-XSRF-TOKEN", token_of(session)}},
                                "POST", "/Remote/Services88/User.svc", envelope);
    CHECK(reply.body.find("SoSessionException") != std::string::npos);
    const HttpReply by_ticket = gateway.soap(Service::user, Version::v88, session, "<n:GetAllUserGroups/>");
    CHECK(by_ticket.body.find("SoSessionException") != std::string::npos);
    CHECK(ask(gateway, {{"Authorization", "SoTicket " + session}}).status == 401);
    CHECK(ask(gateway, {{"Authorization", "Bearer " + session}}).status == 401);
}

TEST_CASE("a web session ends when it is idle, at its end, and by everything that ends tickets") {
    GatewayFixture gateway;
    const auto works = [&](const std::string& session) {
        return ask(gateway, {{"Cookie", "uag_session=" + session}, {"X-XSRF-TOKEN", token_of(session)}}).status == 200;
    };
    const std::string session = web_session(gateway);
    CHECK_FALSE(gateway.is_on_disk(session));
    CHECK(works(session));
    SUBCASE("idle") {
        gateway.clock.advance(std::chrono::minutes(359));
        CHECK(works(session));
        gateway.clock.advance(std::chrono::minutes(361));
    }
    SUBCASE("its end, however much it is used") {
        for (int hour = 0; hour < 23; ++hour) {
            gateway.clock.advance(std::chrono::hours(1));
            CHECK(works(session));
        }
        gateway.clock.advance(std::chrono::hours(1));
    }
    SUBCASE("a new password from elsewhere") {
        const std::string own = R"({"OldPassword":"Tje0","NewPassword":"quiet-lantern-41"})";
        CHECK(gateway.rest("ChangeOwnPassword", basic("tje0", "Tje0"), own).body == "true");
    }
    SUBCASE("being retired") {
        const std::string retired = R"({"AssociateId":2,"Retired":true})";
        CHECK(gateway.rest("MakeRetired", basic("ADM0", "Adm0-demo-only"), retired).status == 204);
    }
    CHECK_FALSE(works(session));
}

TEST_CASE("a new password leaves the web session that made the call, and ends the others") {
    GatewayFixture gateway;
    const std::string own = web_session(gateway);
    const std::string other = web_session(gateway);
    const std::string ticket = gateway.ticket("tje0", "Tje0");
    const auto status = [&](const std::string& session) {
        return ask(gateway, {{"Cookie", "uag_session=" + session}, {"X-XSRF-TOKEN", token_of(session)}}).status;
    };
    const HttpReply changed = ask(
        gateway,
        {{"Cookie", "uag_session=" + own}, {"X-XSRF-TOKEN", token_of(own)}, {"Content-Type", "application/json"}},
        "POST", "/api/v1/Agents/User/ChangeOwnPassword", R"({"OldPassword":"Tje0","NewPassword":"quiet-lantern-41"})");
    CHECK(changed.body == "true");
    CHECK(status(own) == 200);
    CHECK(status(other) == 401);
    CHECK(ask(gateway, {{"Authorization", "SoTicket " + ticket}}).status == 401);
}
