// The pages at /account as an attacker meets them: forged, stale and malformed forms, cookies that are not theirs, text
// that wants to be HTML, addresses that want to lead elsewhere; and what every answer carries.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "server/ui/device.hpp"
#include "support/page_browser.hpp"
#include "support/reply_headers.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Fields = GatewayFixture::Fields;

using Browser = PageBrowser;

}  // namespace

TEST_CASE("a sign-in leads to the account with a new session, and a sign-out ends it") {
    GatewayFixture gateway;
    Browser browser{gateway};
    CHECK(browser.get("/account").status == 303);
    CHECK(header_of(browser.page, "Location") == "account/sign-in");
    CHECK(browser.sign_in("TINA.Employee").status == 303);
    CHECK(header_of(browser.page, "Location") == "../account");
    CHECK(browser.cookie("uag_visit").empty());
    const std::string session = browser.cookie("uag_session");
    CHECK(browser.get("/account").status == 200);
    CHECK(contains(browser.page.body, "Tina J. Employee"));
    CHECK(contains(browser.page.body, "This one"));
    CHECK_FALSE(contains(browser.page.body, session));
    const auto events = gateway.audit.take();
    CHECK(std::ranges::any_of(events, [](const AuditEvent& event) {
        return event.kind == AuditKind::login && event.operation == "SignIn" && event.actor == "tje0" &&
               event.protocol == "web";
    }));
    CHECK(browser.post("sign-out", "").status == 303);
    CHECK(header_of(browser.page, "Location") == "sign-in?done=sign-out");
    CHECK(browser.cookie("uag_session").empty());
    CHECK(browser.cookie("XSRF-TOKEN").empty());
    browser.cookies = {{"uag_session", session}};
    CHECK(browser.get("/account").status == 303);
}

TEST_CASE("every page has the strict policy, and is kept by nobody") {
    GatewayFixture gateway;
    Browser browser{gateway};
    for (const std::string_view path : {"/account", "/account/sign-in", "/account/password", "/some/prefix/account"}) {
        CAPTURE(path);
        browser.get(path);
        CHECK(header_of(browser.page, "Content-Security-Policy") ==
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
              "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        CHECK(header_of(browser.page, "Referrer-Policy") == "strict-origin");
        CHECK(header_of(browser.page, "Cache-Control").empty());  // the server's own default: no-store
    }
    browser.sign_in();
    const auto all = headers_of(browser.page, "Set-Cookie");
    REQUIRE(all.size() == 3);
    CHECK(all[0] == "uag_session=" + browser.cookie("uag_session") + "; Path=/; SameSite=Lax; HttpOnly");
    CHECK(all[1] == "XSRF-TOKEN=" + browser.cookie("XSRF-TOKEN") + "; Path=/; SameSite=Lax");
    CHECK(contains(all[2], "uag_visit=; Path=/; SameSite=Lax; Max-Age=0"));
    for (const std::string_view path : {"/account", "/account/password"}) {
        browser.get(path);
        CHECK(contains(browser.page.body, R"(id="XSRF_TOKEN" value=")" + browser.cookie("XSRF-TOKEN")));
        CHECK_FALSE(contains(browser.page.body, "<script>"));
        CHECK_FALSE(contains(browser.page.body, " style="));
    }
}

TEST_CASE("the styles, the script and the icon are there, nothing else is") {
    GatewayFixture gateway;
    for (const std::string_view name : {"account.css", "account.js", "account.svg"})
        CHECK(gateway.send("GET", "/account/" + std::string(name), {}, {}).status == 200);
    for (const std::string_view name : {"docs.css", "swagger-ui.css", "x", "password/x", "..", "%2e%2e"})
        CHECK(gateway.send("GET", "/account/" + std::string(name), {}, {}).status == 404);
}

TEST_CASE("wrong name, wrong password, retired and locked look alike") {
    GatewayFixture gateway;
    std::vector<std::string> pages;
    for (const auto& [user, password] :
         std::vector<std::pair<std::string, std::string>>{{"nobody", "x"}, {"tje0", "x"}, {"old0", "Old0"}}) {
        Browser browser{gateway};
        CHECK(browser.sign_in(user, password).status == 403);
        std::string text = browser.page.body;
        for (const std::string& part : {browser.token(), user})
            for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
                text.replace(at, part.size(), "*");
        pages.push_back(text);
        CHECK(browser.cookie("uag_session").empty());
    }
    CHECK(pages[0] == pages[1]);
    CHECK(pages[0] == pages[2]);
    Browser browser{gateway};
    for (int i = 0; i < 6; ++i) CHECK(browser.sign_in("tje0", "x").status == 403);
    CHECK(browser.sign_in().status == 403);  // throttled: the right one is refused too
    const std::string& page = browser.page.body;
    constexpr std::string_view wrong = "The name or the password is wrong.";
    CHECK(contains(page, wrong));
    CHECK(page.find(wrong) == page.rfind(wrong));
    // The input is described by what stands above it.
    CHECK(contains(page, "<li id=\"UserName-problem\">"));
    CHECK(contains(page, "aria-describedby=\"UserName-problem\""));
}

TEST_CASE("a ticket is no name here") {
    GatewayFixture gateway;
    Browser browser{gateway};
    CHECK(browser.sign_in("7T:anything", "x").status == 403);
    std::string ticket = gateway.ticket("tje0", "Tje0");
    for (std::size_t at = ticket.find('+'); at != std::string::npos; at = ticket.find('+'))
        ticket.replace(at, 1, "%2B");
    CHECK(browser.sign_in(ticket, "x").status == 403);
}

TEST_CASE("log-in CSRF: a sign-in form counts only in the browser that was given it") {
    GatewayFixture gateway;
    Browser attacker{gateway};
    attacker.get("/account/sign-in");
    const std::string fields = "&UserName=tje0&Password=Tje0";
    Browser victim{gateway};
    SUBCASE("without a visit") {}
    SUBCASE("with a visit of its own") { victim.get("/account/sign-in"); }
    SUBCASE("with an empty one") { victim.cookies = {{"uag_visit", ""}}; }
    CHECK(victim.send("POST", "/account/sign-in", "XSRF_TOKEN=" + attacker.token() + fields).status == 403);
    CHECK(victim.cookie("uag_session").empty());
    CHECK(victim.send("POST", "/account/sign-in", "XSRF_TOKEN=" + fields).status == 403);
    CHECK(victim.send("POST", "/account/sign-in", fields.substr(1)).status == 403);
    CHECK(contains(victim.page.body, "value=\"tje0\""));
    CHECK_FALSE(contains(victim.page.body, "\"Tje0\""));
    // With the right token, but from another site.
    victim.get("/account/sign-in");
    const std::string own = "XSRF_TOKEN=" + victim.token() + fields;
    CHECK(victim.send("POST", "/account/sign-in", own, {{"Sec-Fetch-Site", "cross-site"}}).status == 403);
    CHECK(victim.send("POST", "/account/sign-in", own, {{"Sec-Fetch-Site", "same-site"}}).status == 403);
    CHECK(victim.send("POST", "/account/sign-in", own, {{"Sec-Fetch-Site", "same-origin"}}).status == 303);
}

TEST_CASE("session fixation: a session that was there before a sign-in ends with it") {
    GatewayFixture gateway;
    Browser browser{gateway};
    browser.sign_in();
    const std::string before = browser.cookie("uag_session");
    browser.send("GET", "/account/sign-in");
    CHECK(browser.page.status == 303);
    Browser fresh{gateway};
    fresh.get("/account/sign-in");
    browser.cookies.emplace_back("uag_visit", fresh.cookie("uag_visit"));
    browser.send("POST", "/account/sign-in", "XSRF_TOKEN=" + fresh.token() + "&UserName=ADM0&Password=Adm0-demo-only");
    CHECK(browser.page.status == 303);
    CHECK(browser.cookie("uag_session") != before);
    CHECK(contains(browser.get("/account").body, "Ada"));
    browser.cookies = {{"uag_session", before}};
    CHECK_FALSE(browser.is_signed_in());
}

TEST_CASE("a forged form changes nothing") {
    GatewayFixture gateway;
    Browser browser{gateway};
    Browser other{gateway};
    browser.sign_in();
    other.sign_in();
    const std::string change = "&OldPassword=Tje0&NewPassword=quiet-lantern-41&RepeatPassword=quiet-lantern-41";
    struct Case {
        std::string_view page;
        std::string fields;
    };
    for (const Case& one : {Case{"password", change}, Case{"sessions", "&Session=others"}, Case{"sign-out", ""}}) {
        CAPTURE(one.page);
        const std::string target = "/account/" + std::string(one.page);
        for (const std::string& token : {std::string(), other.cookie("XSRF-TOKEN"), browser.cookie("uag_session"),
                                         browser.cookie("XSRF-TOKEN").substr(1)})
            CHECK(browser.send("POST", target, "XSRF_TOKEN=" + token + one.fields).status == 403);
        const std::string own = "XSRF_TOKEN=" + browser.cookie("XSRF-TOKEN") + one.fields;
        CHECK(browser.send("POST", target, own, {{"Sec-Fetch-Site", "cross-site"}}).status == 403);
        // Without the session the form is nobody's.
        Browser nobody{gateway};
        CHECK(nobody.send("POST", target, own).status == 303);
        CHECK(header_of(nobody.page, "Location") == "sign-in");
    }
    CHECK(browser.is_signed_in());
    CHECK(other.is_signed_in());
    CHECK(gateway.logs_in("tje0", "Tje0"));
}

TEST_CASE("cookies that are no session of this browser's") {
    GatewayFixture gateway;
    Browser browser{gateway};
    browser.sign_in();
    const std::string session = browser.cookie("uag_session");
    Browser other{gateway};
    other.sign_in();
    SUBCASE("two of the name") { browser.cookies.emplace_back("uag_session", other.cookie("uag_session")); }
    SUBCASE("an oversized one") { browser.cookies = {{"uag_session", std::string(14'000, 'W')}}; }
    SUBCASE("a ticket") { browser.cookies = {{"uag_session", gateway.ticket("tje0", "Tje0")}}; }
    SUBCASE("one that has expired") { gateway.clock.advance(std::chrono::hours(7)); }
    SUBCASE("the name that only TLS has") { browser.cookies = {{"__Host-uag_session", session}}; }
    SUBCASE("of somebody who was retired") {
        const std::string retired = R"({"AssociateId":2,"Retired":true})";
        CHECK(gateway.rest("MakeRetired", basic("ADM0", "Adm0-demo-only"), retired).status == 204);
    }
    CHECK_FALSE(browser.is_signed_in());
    CHECK(browser.get("/account/password").status == 303);
}

TEST_CASE("forms that no page of ours sends are refused, and change nothing") {
    GatewayFixture gateway;
    Browser browser{gateway};
    browser.sign_in();
    const std::string good = "&OldPassword=Tje0&NewPassword=quiet-lantern-41&RepeatPassword=quiet-lantern-41";
    for (const std::string& more :
         {std::string("&Extra=1"), std::string("&NewPassword=x"), std::string("&XSRF_TOKEN=x"), std::string("&"),
          std::string("&OldPassword"), std::string("&=x"), std::string("&%FF=x"), std::string("&oldpassword=x"),
          std::string("&Extra[]=1")}) {
        CAPTURE(more);
        if (more == "&") continue;  // a trailing separator is nothing
        CHECK(browser.post("password", good + more).status == 400);
        CHECK(contains(browser.page.body, "The form could not be read."));
    }
    for (const std::string bad : {"%FF", "%ED%A0%80", "%00", "%", "%4", "%zz", "\xC3"}) {
        CAPTURE(bad);
        CHECK(browser.post("password", "&OldPassword=Tje0&NewPassword=" + bad + "&RepeatPassword=" + bad).status ==
              400);
    }
    for (const std::string type : {"", "text/plain", "multipart/form-data; boundary=x", "application/json"}) {
        const std::string body = "XSRF_TOKEN=" + browser.cookie("XSRF-TOKEN") + good;
        const Fields fields{{"Content-Type", type}, {"Cookie", "uag_session=" + browser.cookie("uag_session")}};
        CHECK(gateway.send("POST", "/account/password", fields, body).status == 400);
    }
    for (const std::string& which : {std::string(), std::string("x"), std::string("OTHERS"), std::string("../.."),
                                     std::string(64, 'g'), std::string(65, 'a')})
        CHECK(browser.post("sessions", "&Session=" + which).status == 400);
    CHECK(gateway.logs_in("tje0", "Tje0"));
}

TEST_CASE("names are text, never HTML") {
    GatewayFixture gateway;
    gateway.sql(
        R"(UPDATE person SET first_name = '<script>alert(1)</script>', last_name = '" onload="x' WHERE id = 2)");
    gateway.sql(R"(UPDATE user_group SET name = '<b>&' WHERE id = 2)");
    Browser browser{gateway};
    browser.sign_in();
    for (const std::string_view path : {"/account", "/account/password"}) {
        browser.get(path);
        CHECK_FALSE(contains(browser.page.body, "<script>alert"));
        CHECK_FALSE(contains(browser.page.body, R"(" onload=)"));
    }
    CHECK(contains(browser.get("/account").body, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    Browser typed{gateway};
    typed.sign_in("%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "x");
    CHECK(contains(typed.page.body, R"(value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;")"));
    typed.get("/account/sign-in?done=%3Cb%3E&next=https://evil.example/");
    CHECK(typed.page.status == 200);
    CHECK_FALSE(contains(typed.page.body, "evil"));
    CHECK_FALSE(contains(typed.page.body, "<b>"));
}

TEST_CASE("no address leads elsewhere") {
    GatewayFixture gateway;
    Browser browser{gateway};
    for (const std::string_view path : {"//evil.example/account", "/https://evil.example/account", "/\\evil/account",
                                        "//evil.example/account/", "/account?next=//evil.example"}) {
        CAPTURE(path);
        browser.get(path);
        CHECK(browser.page.status == 303);
        const std::string location = header_of(browser.page, "Location");
        CHECK((location == "account/sign-in" || location == "../account"));
    }
}

TEST_CASE("other methods than the page's are refused with Allow") {
    GatewayFixture gateway;
    Browser browser{gateway};
    browser.sign_in();
    struct Case {
        std::string_view path;
        std::string_view allow;
    };
    for (const Case& one :
         {Case{"/account", "GET, HEAD"}, Case{"/account/sign-in", "GET, HEAD, POST"},
          Case{"/account/password", "GET, HEAD, POST"}, Case{"/account/sessions", "POST"},
          Case{"/account/sign-out", "POST"}, Case{"/account/", "GET, HEAD"}, Case{"/account/account.css", "GET, HEAD"}})
        for (const std::string_view method : {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"}) {
            if (contains(one.allow, method)) continue;
            CAPTURE(one.path);
            CAPTURE(method);
            CHECK(browser.send(method, one.path).status == 405);
            CHECK(header_of(browser.page, "Allow") == one.allow);
        }
    CHECK(browser.is_signed_in());
}

TEST_CASE("a password is judged by the core, with its reasons") {
    GatewayFixture gateway;
    Browser browser{gateway};
    browser.sign_in();
    Browser other{gateway};
    other.sign_in();
    const auto change = [&](const std::string& old, const std::string& fresh, const std::string& again) {
        return browser.post("password", "&OldPassword=" + old + "&NewPassword=" + fresh + "&RepeatPassword=" + again)
            .status;
    };
    CHECK(change("Tje0", "password1", "password1") == 400);
    CHECK(contains(browser.page.body, R"(<a href="#NewPassword">)"));
    CHECK_FALSE(contains(browser.page.body, "password1"));
    CHECK(change("Tje0", "quiet-lantern-41", "quiet-lantern-42") == 400);
    CHECK(contains(browser.page.body, R"(<a href="#RepeatPassword">)"));
    CHECK(change("wrong", "quiet-lantern-41", "quiet-lantern-41") == 400);
    CHECK(contains(browser.page.body, R"(<a href="#OldPassword">)"));
    CHECK(change("", "", "") == 400);
    CHECK(gateway.logs_in("tje0", "Tje0"));
    CHECK(change("Tje0", "quiet-lantern-41", "quiet-lantern-41") == 303);
    CHECK(header_of(browser.page, "Location") == "../account?done=password");
    CHECK(browser.is_signed_in());
    CHECK_FALSE(other.is_signed_in());
    CHECK(gateway.logs_in("tje0", "quiet-lantern-41"));
    // Guessing the old one is throttled as everywhere.
    for (int i = 0; i < 5; ++i) change("wrong", "other-lantern-52", "other-lantern-52");
    CHECK(change("quiet-lantern-41", "other-lantern-52", "other-lantern-52") == 429);
    CHECK_FALSE(header_of(browser.page, "Retry-After").empty());
}

TEST_CASE("whoever must change the password is asked for that first") {
    GatewayFixture gateway;
    gateway.sql("UPDATE password_credential SET must_change = 1 WHERE associate_id = 2");
    Browser browser{gateway};
    browser.sign_in();
    CHECK(browser.get("/account").status == 303);
    CHECK(header_of(browser.page, "Location") == "account/password");
    CHECK(contains(browser.get("/account/password").body, "Please choose a password of your own"));
    browser.post("password", "&OldPassword=Tje0&NewPassword=quiet-lantern-41&RepeatPassword=quiet-lantern-41");
    CHECK(browser.is_signed_in());
}

TEST_CASE("one's own sessions of every kind are listed, and end one by one or together") {
    GatewayFixture gateway;
    Browser browser{gateway};
    Browser other{gateway};
    browser.sign_in();
    other.sign_in();
    const std::string ticket = gateway.ticket("tje0", "Tje0");
    const std::string admins = gateway.ticket("ADM0", "Adm0-demo-only");
    const auto works = [&](const std::string& one) {
        return gateway.rest("GetAllUserGroups", "SoTicket " + one, R"({"IncludeDeleted":false})").status == 200;
    };
    browser.get("/account");
    CHECK(contains(browser.page.body, "A program, with a ticket"));
    CHECK(contains(browser.page.body, "A browser"));
    // Somebody else's cannot be ended, and nothing tells whether it is there.
    browser.post("sessions", "&Session=" + hex_encode(sha256(admins)));
    CHECK(browser.page.status == 303);
    CHECK(works(admins));
    browser.post("sessions", "&Session=" + hex_encode(sha256(ticket)));
    CHECK(header_of(browser.page, "Location") == "../account?done=session");
    CHECK_FALSE(works(ticket));
    CHECK(other.is_signed_in());
    browser.post("sessions", "&Session=others");
    CHECK(header_of(browser.page, "Location") == "../account?done=sessions");
    CHECK_FALSE(other.is_signed_in());
    CHECK(browser.is_signed_in());
    CHECK(works(admins));
    const auto events = gateway.audit.take();
    const auto audited = [&](std::string_view detail) {
        return std::ranges::any_of(events, [&](const AuditEvent& event) { return event.detail == detail; });
    };
    CHECK(audited("ticket ended"));
    CHECK(audited("other sessions ended: 1"));
}

TEST_CASE("what is told of a browser is our own words") {
    CHECK(ui::device_of("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0") ==
          "Firefox on Linux");
    CHECK(ui::device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                        "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0") == "Edge on Windows");
    CHECK(ui::device_of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
                        "Gecko) Version/17.0 Mobile/15E148 Safari/604.1") == "Safari on iPhone");
    CHECK(ui::device_of("<script>") == "A browser");
    CHECK(ui::device_of("") == "A browser");
}
