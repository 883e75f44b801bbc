// The page that a mailed link opens: looked at as often as one likes, used once, and silent to who has no good link.
#include <doctest/doctest.h>

#include "support/kept_mails.hpp"
#include "support/page_browser.hpp"
#include "support/passwords.hpp"
#include "support/reply_headers.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view link_page = "/account/password-link";

struct LinkPageRig {
    KeptMails mailer;
    GatewayFixture gateway{FixtureSettings{.mailer = &mailer}};

    std::string link() {
        const HttpReply sent = gateway.rest("SendChangePasswordEMail", basic("tje0", "Tje0"), R"({"AssociateId":2})");
        REQUIRE(sent.status == 200);
        return mailer.token();
    }
    HttpReply get(const std::string& query) { return gateway.send("GET", std::string(link_page) + query, {}, {}); }
    HttpReply post(const std::string& body) {
        return gateway.send("POST", link_page, {{"Content-Type", "application/x-www-form-urlencoded"}}, body);
    }
    HttpReply set(const std::string& token, std::string_view password, std::string_view again) {
        return post("Token=" + token + "&NewPassword=" + std::string(password) +
                    "&RepeatPassword=" + std::string(again));
    }
};

}  // namespace

TEST_CASE("a mailed link opens a form that sets the password once") {
    LinkPageRig rig;
    const std::string token = rig.link();
    for (int i = 0; i < 3; ++i) {
        const HttpReply shown = rig.get("?token=" + token);
        CHECK(shown.status == 200);
        CHECK(header_of(shown, "Referrer-Policy") == "strict-origin");
        CHECK(contains(header_of(shown, "Content-Security-Policy"), "default-src 'none'"));
        CHECK(contains(shown.body, "name=\"Token\" value=\"" + token + "\""));
        CHECK(contains(shown.body, "<dd>tje0</dd>"));
        CHECK(contains(shown.body, "8 characters"));
    }
    const HttpReply weak = rig.set(token, "abc", "abc");
    CHECK(weak.status == 400);
    CHECK(contains(weak.body, "id=\"NewPassword-problem\""));
    CHECK(contains(weak.body, "name=\"Token\" value=\"" + token + "\""));
    CHECK_FALSE(contains(weak.body, "\"abc\""));
    const HttpReply unlike = rig.set(token, strong_password, "something-else");
    CHECK(unlike.status == 400);
    CHECK(contains(unlike.body, "not the same"));
    CHECK(rig.gateway.logs_in("tje0", "Tje0"));

    const HttpReply done = rig.set(token, strong_password, strong_password);
    CHECK(done.status == 303);
    CHECK(header_of(done, "Location") == "password-link?done=password");
    CHECK(rig.gateway.logs_in("tje0", strong_password));
    const HttpReply told = rig.get("?done=password");
    CHECK(told.status == 200);
    CHECK(contains(told.body, "Your password is set"));
    CHECK(contains(told.body, "href=\"../account\""));
}

TEST_CASE("every link that does not work looks the same, and shows no name") {
    LinkPageRig rig;
    const std::string used = rig.link();
    REQUIRE(rig.set(used, strong_password, strong_password).status == 303);
    const std::string body = rig.get("?token=" + std::string(43, 'A')).body;
    CHECK(contains(body, "Link not valid"));
    for (const std::string& query :
         {"?token=" + used, std::string("?token="), std::string(), std::string("?token=%00"), std::string("?token=%ff"),
          std::string("?token=<script>"), std::string("?x=1"), "?token=" + used + "&token=" + used}) {
        CAPTURE(query);
        const HttpReply shown = rig.get(query);
        CHECK(shown.status == 404);
        CHECK(shown.body == body);
    }
    const HttpReply posted = rig.set(used, strong_password, strong_password);
    CHECK(posted.status == 404);
    CHECK(posted.body == body);
    CHECK(rig.set(used, "a", "b").body == body);
    CHECK_FALSE(contains(body, "tje0"));
}

TEST_CASE("a form that is none of ours changes nothing") {
    LinkPageRig rig;
    const std::string token = rig.link();
    const std::string good = "Token=" + token + "&NewPassword=" + std::string(strong_password) +
                             "&RepeatPassword=" + std::string(strong_password);
    for (const std::string& body : {std::string(), "Token=" + token, good + "&x=1", good + "&Token=" + token,
                                    "Token=" + token + "&NewPassword=%zz&RepeatPassword=%zz"}) {
        CAPTURE(body);
        const HttpReply reply = rig.post(body);
        CHECK(reply.status >= 400);
        CHECK(reply.status < 500);
    }
    CHECK(rig.gateway.send("POST", link_page, {{"Content-Type", "application/json"}}, good).status == 400);
    const HttpReply put = rig.gateway.send("PUT", link_page, {}, {});
    CHECK(put.status == 405);
    CHECK(header_of(put, "Allow") == "GET, HEAD, POST");
    CHECK(rig.gateway.logs_in("tje0", "Tje0"));
    GatewayFixture without_mail;
    CHECK(without_mail.send("GET", link_page, {}, {}).status == 404);
}

TEST_CASE("who guesses too often is asked to wait") {
    LinkPageRig rig;
    const std::string token = rig.link();
    for (int i = 0; i < 100; ++i) rig.set(std::string(43, 'A'), strong_password, strong_password);
    const HttpReply blocked = rig.set(token, strong_password, strong_password);
    CHECK(blocked.status == 429);
    CHECK_FALSE(header_of(blocked, "Retry-After").empty());
    CHECK(rig.get("?token=" + token).status == 200);
}
