// The pages at / and /account in every language of the service: each says all its words in the one that the browser
// asks for, and says which that is.
#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/messages/message_texts.hpp"
#include "core/messages/words.hpp"
#include "support/kept_mails.hpp"
#include "support/page_browser.hpp"
#include "support/reply_headers.hpp"

using namespace uag;
using namespace uag::test;

namespace {

struct Spoken {
    std::string_view asked;  // Accept-Language
    Language language;
    std::string_view tag;  // of the answer
};
constexpr std::array<Spoken, 7> spoken_languages{{{"nb-NO,nb;q=0.9,no;q=0.8,en;q=0.6", Language::no, "nb"},
                                                  {"sv-SE", Language::sw, "sv"},
                                                  {"da", Language::da, "da"},
                                                  {"de-DE,de;q=0.9,en-US;q=0.8", Language::ge, "de"},
                                                  {"de-CH", Language::ch, "de"},
                                                  {"nl-BE,nl;q=0.9", Language::nl, "nl"},
                                                  {"fr-FR", Language::fr, "fr"}}};

// What is nobody's word: names, addresses, what is typed.
const std::set<std::string>& nobodys_words() {
    static const std::set<std::string> all{"User Agent Gateway", "tje0",         "Tina J. Employee", "tina.employee",
                                           "tje0@example.com",   "User level 1", "Sales, TEAM",      "User",
                                           "User.svc",           "SoPrincipal",  "SoPrincipal.svc",  "Services84",
                                           "Services85",         "Services86",   "Services87",       "Services88"};
    return all;
}

std::string unescaped(std::string text) {
    for (const auto& [escape, sign] : std::vector<std::pair<std::string, std::string>>{
             {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&apos;", "'"}, {"&amp;", "&"}})
        for (std::size_t at = text.find(escape); at != std::string::npos; at = text.find(escape, at + 1))
            text.replace(at, escape.size(), sign);
    return text;
}

bool has_letter(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; });
}

// Of a page, in its order: what stands between tags, and in the attributes that people or the script see.
std::vector<std::string> texts_of(const std::string& html) {
    std::vector<std::string> texts;
    for (std::size_t from = 0; from < html.size();) {
        const std::size_t open = std::min(html.find('<', from), html.size());
        texts.push_back(unescaped(html.substr(from, open - from)));
        const std::size_t close = std::min(html.find('>', open), html.size() - 1);
        const std::string tag = html.substr(open, close - open);
        if (tag == "<style") {
            from = std::min(html.find("</style>", close), html.size());
            continue;
        }
        for (const std::string_view name :
             {" data-good=\"", " data-bad=\"", " alt=\"", " title=\"", " aria-label=\"", " placeholder=\""}) {
            const std::size_t at = tag.find(name);
            if (at == std::string::npos) continue;
            const std::size_t begin = at + name.size();
            texts.push_back(unescaped(tag.substr(begin, tag.find('"', begin) - begin)));
        }
        from = close + 1;
    }
    std::erase_if(texts, [](const std::string& text) { return !has_letter(text) || text.ends_with(" UTC"); });
    return texts;
}

// A word that happens to be the same in both languages.
bool is_shared_word(Language language, const std::string& text) {
    const auto* const at = std::ranges::find(message_ids, std::string_view(text));
    if (at == std::end(message_ids)) return false;
    return message_texts(message_tag(language))[static_cast<std::size_t>(at - std::begin(message_ids))] == text;
}

struct PagesRig {
    KeptMails mailer;
    GatewayFixture gateway{FixtureSettings{.mailer = &mailer}};
    PageBrowser browser{gateway};

    PagesRig() {
        gateway.sql(R"(UPDATE user_group SET name = 'US:"TEAM";NO:"TEAM"' WHERE name = 'Support')");
        gateway.sql("UPDATE password_rules SET min_numbers = 1, min_uppercase = 2");
    }
    /// Another browser, so much later that nothing of before counts.
    void begin(std::string_view accepted) {
        gateway.clock.advance(std::chrono::hours(25));
        browser.cookies.clear();
        browser.always.clear();
        if (!accepted.empty()) browser.always = {{"Accept-Language", std::string(accepted)}};
    }
    std::string link() {
        REQUIRE(gateway.rest("SendChangePasswordEMail", basic("tje0", "Tje0"), R"({"AssociateId":2})").status == 200);
        return mailer.token();
    }
    HttpReply change(const std::string& old, const std::string& fresh, const std::string& again) {
        return browser.post("password", "&OldPassword=" + old + "&NewPassword=" + fresh + "&RepeatPassword=" + again);
    }
};

// Every page, with what one does to see it.
struct Seen {
    std::string_view name;
    std::function<HttpReply(PagesRig&)> see;
};
constexpr std::string_view fitting_password = "quiet-Lantern-4-Teacups";

const std::vector<Seen>& pages() {
    static const std::vector<Seen> all{
        {"sign in", [](PagesRig& rig) { return rig.browser.get("/account/sign-in"); }},
        {"signed out", [](PagesRig& rig) { return rig.browser.get("/account/sign-in?done=sign-out"); }},
        {"wrong password", [](PagesRig& rig) { return rig.browser.sign_in("tje0", "wrong"); }},
        {"no form of ours", [](PagesRig& rig) { return rig.browser.send("POST", "/account/sign-in", "x=y"); }},
        {"stale form",
         [](PagesRig& rig) {
             return rig.browser.send("POST", "/account/sign-in", "XSRF_TOKEN=&UserName=tje0&Password=x");
         }},
        {"home, with a session of every kind",
         [](PagesRig& rig) {
             PageBrowser other{rig.gateway};
             other.always = {{"User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}};
             other.sign_in();
             rig.gateway.ticket("tje0", "Tje0");
             rig.browser.sign_in();
             return rig.browser.get("/account");
         }},
        {"home, password changed",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.browser.get("/account?done=password");
         }},
        {"home, session ended",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.browser.get("/account?done=session");
         }},
        {"home, sessions ended",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.browser.get("/account?done=sessions");
         }},
        {"password",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.browser.get("/account/password");
         }},
        {"password that must be changed",
         [](PagesRig& rig) {
             rig.gateway.sql("UPDATE password_credential SET must_change = 1 WHERE associate_id = 2");
             rig.browser.sign_in();
             return rig.browser.get("/account/password");
         }},
        {"weak password",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.change("Tje0", "Password1X", "Password1X");
         }},
        {"wrong old password",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.change("x", std::string(fitting_password), std::string(fitting_password));
         }},
        {"two passwords",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.change("Tje0", std::string(fitting_password), "x");
         }},
        {"forged",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.browser.send("POST", "/account/sign-out", "XSRF_TOKEN=x");
         }},
        {"an error",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             return rig.browser.post("sessions", "&Session=x");
         }},
        {"throttled",
         [](PagesRig& rig) {
             rig.browser.sign_in();
             for (int i = 0; i < 6; ++i) rig.change("x", std::string(fitting_password), std::string(fitting_password));
             return rig.change("Tje0", std::string(fitting_password), std::string(fitting_password));
         }},
        {"another method", [](PagesRig& rig) { return rig.browser.send("PUT", "/account/password"); }},
        {"another method for a file", [](PagesRig& rig) { return rig.browser.send("PUT", "/account/account.css"); }},
        {"link", [](PagesRig& rig) { return rig.browser.get("/account/password-link?token=" + rig.link()); }},
        {"link, weak password",
         [](PagesRig& rig) {
             return rig.browser.send("POST", "/account/password-link",
                                     "Token=" + rig.link() + "&NewPassword=abc&RepeatPassword=abc");
         }},
        {"link, done", [](PagesRig& rig) { return rig.browser.get("/account/password-link?done=password"); }},
        {"link, dead", [](PagesRig& rig) { return rig.browser.get("/account/password-link?token=x"); }},
        {"link, no form of ours",
         [](PagesRig& rig) { return rig.browser.send("POST", "/account/password-link", "x=y"); }},
        {"link, another method", [](PagesRig& rig) { return rig.browser.send("PUT", "/account/password-link"); }},
        {"the root", [](PagesRig& rig) { return rig.browser.get("/"); }},
        {"the root, another method", [](PagesRig& rig) { return rig.browser.send("PUT", "/"); }},
    };
    return all;
}

HttpReply see(PagesRig& rig, const Seen& page, std::string_view accepted) {
    rig.begin(accepted);
    HttpReply reply = page.see(rig);
    CHECK(headers_of(reply, "Content-Language").size() == 1);
    CHECK(header_of(reply, "Vary") == "Accept-Language");
    return reply;
}

bool is_html(const HttpReply& reply) { return reply.content_type.starts_with("text/html"); }

}  // namespace

TEST_CASE("no word of a page is left in English, and the page says its language") {
    for (const Seen& page : pages()) {
        CAPTURE(page.name);
        PagesRig rig;
        const HttpReply english = see(rig, page, {});
        CHECK(header_of(english, "Content-Language") == "en");
        const std::vector<std::string> said = texts_of(english.body);
        CHECK_FALSE(said.empty());
        for (const Spoken& one : spoken_languages) {
            CAPTURE(one.asked);
            const HttpReply shown = see(rig, page, one.asked);
            CHECK(shown.status == english.status);
            CHECK(header_of(shown, "Content-Language") == one.tag);
            if (is_html(shown)) CHECK(shown.body.find("<html lang=\"" + std::string(one.tag) + "\">") == 15);
            const std::vector<std::string> texts = texts_of(shown.body);
            CHECK(texts.size() == said.size());
            for (std::size_t i = 0; i < std::min(texts.size(), said.size()); ++i) {
                if (nobodys_words().contains(texts[i])) continue;
                CHECK_MESSAGE((texts[i] != said[i] || is_shared_word(one.language, texts[i])), "English: " << texts[i]);
            }
        }
    }
}

TEST_CASE("without a language, or with one that has no messages, a page is English") {
    PagesRig rig;
    for (const std::string_view asked :
         {"", "*", "x", "-", "fi", "ja-JP,ja;q=0.9", "tlh", "\xff", "<script>", ",,;q=1"}) {
        CAPTURE(asked);
        const HttpReply shown = see(rig, pages().front(), asked);
        CHECK(header_of(shown, "Content-Language") == "en");
        CHECK(shown.body.find("<html lang=\"en\">") == 15);
        CHECK(shown.body.find("<h1>Sign in</h1>") != std::string::npos);
    }
}

TEST_CASE("words stand as words do in a language, data as it is stored in it") {
    PagesRig rig;
    rig.begin("nb");
    PageBrowser other{rig.gateway};
    other.always = {{"User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}};
    other.sign_in();
    rig.gateway.sql(R"(UPDATE user_group SET name = 'US:"Sellers";NO:"Selgere"' WHERE name = 'Sales')");
    rig.browser.sign_in();
    const std::string body = rig.browser.get("/account").body;
    for (const std::string_view part : {"<h1>Kontoen din</h1>", "Firefox på Linux", "En nettleser", "Selgere",
                                        "<title>Kontoen din - User Agent Gateway</title>"})
        CHECK_MESSAGE(body.find(part) != std::string::npos, part);
    rig.begin({});
    rig.browser.sign_in();
    CHECK(rig.browser.get("/account").body.find("<dd>Sellers") != std::string::npos);
}
