// P3: whoever logs in without success has cost one hash and reads the same, whatever the reason and the way in.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/security/web_session.hpp"
#include "support/gateway_fixture.hpp"

using namespace uag;
using namespace uag::test;

namespace {

HttpReply by_basic(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    return gateway.send("GET", "/api/v1/User/currentPrincipal", {{"Authorization", basic(user, password)}}, {});
}

HttpReply by_soap(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    return gateway.soap(Service::so_principal, Version::v84, {},
                        "<n:AuthenticateUsernamePassword><n:UserName>" + std::string(user) + "</n:UserName><n:Password>" +
                            std::string(password) + "</n:Password></n:AuthenticateUsernamePassword>");
}

HttpReply by_generic(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    const auto pair = [](std::string_view key, std::string_view value) {
        return "<n:AuthenticationGenericDataKeyValuePair><n:Key>" + std::string(key) + "</n:Key><n:Value>" + std::string(value) +
               "</n:Value></n:AuthenticationGenericDataKeyValuePair>";
    };
    return gateway.soap(Service::so_principal, Version::v88, {},
                        "<n:AuthenticateGeneric><n:AuthenticationData>" + pair("UserName", user) + pair("Password", password) +
                            "</n:AuthenticationData></n:AuthenticateGeneric>");
}

HttpReply by_page(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    std::string visit;
    for (const auto& [name, value] : gateway.send("GET", "/account/sign-in", {}, {}).headers)
        if (name == "Set-Cookie" && value.starts_with("uag_visit=")) visit = value.substr(10, value.find(';') - 10);
    const std::string token(xsrf_token_of(visit).reveal());
    HttpReply reply = gateway.send("POST", "/account/sign-in",
                                   {{"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "uag_visit=" + visit}},
                                   "XSRF_TOKEN=" + token + "&UserName=" + std::string(user) + "&Password=" + std::string(password));
    // What the form holds of its visitor.
    for (const std::string& own : {token, std::string(user)})
        for (std::size_t at = reply.body.find(own); at != std::string::npos; at = reply.body.find(own))
            reply.body.replace(at, own.size(), "?");
    return reply;
}

struct WayIn {
    const char* name;
    HttpReply (*log_in)(GatewayFixture&, std::string_view user, std::string_view password);
};

constexpr WayIn ways[] = {{"Basic", by_basic}, {"AuthenticateUsernamePassword", by_soap}, {"AuthenticateGeneric", by_generic}, {"the page", by_page}};

}  // namespace

TEST_CASE("P3: unknown, wrong, locked, retired and without a password cost one hash and read the same") {
    for (const WayIn& way : ways) {
        CAPTURE(std::string(way.name));
        GatewayFixture gateway;
        // SYS0 is locked from this address before anything is compared.
        for (int i = 0; i < 6; ++i) way.log_in(gateway, "SYS0", "wrong");
        const auto attempt = [&](std::string_view user, std::string_view password) {
            gateway.hasher.verifications = gateway.hasher.anonymous = gateway.hasher.hashes = 0;
            HttpReply reply = way.log_in(gateway, user, password);
            CHECK(gateway.hasher.verifications == 1);
            CHECK(gateway.hasher.anonymous == 1);
            CHECK(gateway.hasher.hashes == 0);
            return reply;
        };
        const HttpReply wrong = attempt("tje0", "wrong");
        for (const auto& [what, user, password] :
             {std::tuple("unknown", "nobody", "wrong"), std::tuple("locked, wrong", "SYS0", "wrong"),
              std::tuple("locked, right", "SYS0", "Sys0-demo-only"), std::tuple("retired, right", "old0", "Old0-demo-only"),
              std::tuple("retired, wrong", "old0", "wrong"), std::tuple("without a password", "room1", "wrong")}) {
            CAPTURE(std::string(what));
            const HttpReply reply = attempt(user, password);
            CHECK(reply.status == wrong.status);
            CHECK(reply.body == wrong.body);
            std::vector<std::string> names;
            std::vector<std::string> expected;
            for (const auto& field : reply.headers) names.emplace_back(field.first);
            for (const auto& field : wrong.headers) expected.emplace_back(field.first);
            CHECK(names == expected);
        }
        // Not to compare nothing with nothing: the right password gets in.
        CHECK(attempt("tje0", "Tje0").body != wrong.body);
    }
}

TEST_CASE("P2: every way in says where a log-in comes from and what failed from there") {
    for (const WayIn& way : ways) {
        CAPTURE(std::string(way.name));
        GatewayFixture gateway;
        gateway.address = "2001:db8:1:2:3::4";
        for (int failed = 0; failed < 3; ++failed) {
            way.log_in(gateway, "nobody", "wrong");
            const HashClaim claim = gateway.hasher.last_claim();
            CHECK(claim.priority == HashPriority::anonymous);
            CHECK(claim.source == "2001:db8:1::/48");
            CHECK(claim.failures == failed);
        }
        gateway.address = "192.0.2.77";
        way.log_in(gateway, "tje0", "Tje0");
        CHECK_FALSE(gateway.hasher.last_claim().is_known);
        // Known from now on, whoever is asked for: waiting must not tell who has logged in there, or exists.
        for (int failed = 0; failed < 7; ++failed) {
            way.log_in(gateway, failed % 2 == 0 ? "TJE0" : "nobody", "wrong");
            CHECK(gateway.hasher.last_claim().source == "192.0.2.77");
            CHECK(gateway.hasher.last_claim().failures == failed);
            CHECK(gateway.hasher.last_claim().is_known);
        }
    }
}
