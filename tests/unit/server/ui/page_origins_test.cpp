// Forms of the pages at /account and what the browser says of where they come from, at any address of the
// pages and whichever origins may call the WebAPI: there a wrapper for CORS stands around the page.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/kept_mails.hpp"
#include "support/page_browser.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("a form counts when it comes from our own pages, at any address and whoever may call the WebAPI") {
    const std::string own = "http://localhost";
    const std::string listed = "https://crm.example.com";
    for (const std::vector<std::string>& origins : {std::vector<std::string>{}, {listed}, {std::string("*")}}) {
        for (const std::string_view place : {"/account", "/api/account", "/crm/API/any/account"}) {
            CAPTURE(origins.size());
            CAPTURE(place);
            KeptMails mailer;
            GatewayFixture gateway(FixtureSettings{.mailer = &mailer, .cors_origins = origins});
            PageBrowser browser{gateway};
            browser.place = place;
            browser.always = {{"Origin", own}};
            CHECK(browser.sign_in().status == 303);
            CHECK(browser.is_signed_in());
            REQUIRE(gateway.rest("SendChangePasswordEMail", basic("tje0", "Tje0"), R"({"AssociateId":2})").status ==
                    200);
            const std::string fields = "&OldPassword=Tje0&NewPassword=quiet-lantern-41&RepeatPassword=quiet-lantern-41";
            const std::string by_link =
                "Token=" + mailer.token() + "&NewPassword=x-lantern-41&RepeatPassword=x-lantern-41";
            for (const std::string& origin : {std::string("https://evil.example"), listed, own + ".evil.example",
                                              std::string("localhost"), std::string("http://")}) {
                CAPTURE(origin);
                browser.always = {{"Origin", origin}};
                CHECK(browser.post("password", fields).status == 403);
                CHECK(browser.post("sign-out", "").status == 403);
                CHECK(browser.send("POST", std::string(place) + "/password-link", by_link).status == 403);
                PageBrowser visitor{gateway};
                visitor.place = place;
                visitor.always = browser.always;
                CHECK(visitor.sign_in().status == 403);
            }
            CHECK(gateway.logs_in("tje0", "Tje0"));
            // Below /api the WebAPI's own rule comes first.
            browser.always = {{"Origin", "null"}};
            CHECK(browser.post("sessions", "&Session=others").status == (place == "/account" ? 303 : 403));
            // Under another of the service's addresses, above the WebAPI as below it.
            browser.always = {{"Origin", "http://10.0.0.7:8080"}, {"Host", "10.0.0.7:8080"}};
            CHECK(browser.post("sessions", "&Session=others").status == 303);
            browser.always = {{"Origin", "http://10.0.0.7:8081"}, {"Host", "10.0.0.7:8080"}};
            CHECK(browser.post("sessions", "&Session=others").status == 403);
            browser.always = {{"Origin", own}};
            CHECK(browser.is_signed_in());
            CHECK(browser.post("password", fields).status == 303);
            CHECK(gateway.logs_in("tje0", "quiet-lantern-41"));
            CHECK(browser.send("POST", std::string(place) + "/password-link", "x=y").status == 400);
        }
    }
}
