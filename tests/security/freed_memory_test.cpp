// No memory that is freed has a password in it, however the password came: in parts around CDATA sections, with references
// and escapes, in a form, as Basic, in UTF-16, in a request that is refused half-way.
#include <doctest/doctest.h>
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/encoding.hpp"
#include "security/allocations.hpp"
#include "support/gateway_fixture.hpp"
#include "support/kept_mails.hpp"
#include "support/page_browser.hpp"
#include "support/planted.hpp"
#include "support/texts.hpp"

namespace uag::test {
namespace {

thread_local std::size_t allocated = 0;
std::atomic<const std::string_view*> watched{nullptr};
std::atomic<std::size_t> found_freed{0};
std::string_view wanted;

void* take(std::size_t size) {
    allocated += size;
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    // What stood there before is not what this block's owner leaves.
    if (watched.load(std::memory_order_relaxed) != nullptr) std::memset(memory, 0, malloc_usable_size(memory));
    return memory;
}

void give_back(void* memory) noexcept {
    if (memory == nullptr) return;
    const std::string_view* const needle = watched.load();
    if (needle != nullptr) {
        const std::string_view block(static_cast<const char*>(memory), malloc_usable_size(memory));
        if (block.find(*needle) != std::string_view::npos) ++found_freed;
    }
    std::free(memory);
}

}  // namespace

std::size_t allocated_here() { return allocated; }

WatchFreed::WatchFreed(std::string_view needle) {
    wanted = needle;
    found_freed = 0;
    watched = &wanted;
}

WatchFreed::~WatchFreed() { watched = nullptr; }

std::size_t WatchFreed::found() const { return found_freed; }

}  // namespace uag::test

void* operator new(std::size_t size) { return uag::test::take(size); }
void* operator new[](std::size_t size) { return uag::test::take(size); }
void operator delete(void* memory) noexcept { uag::test::give_back(memory); }
void operator delete[](void* memory) noexcept { uag::test::give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { uag::test::give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { uag::test::give_back(memory); }

using namespace uag;
using namespace uag::test;

namespace {

// Any copy of the secret, or of its beginning, has the needle in it.
constexpr std::string_view needle = "kanari-7f3-quiet";
const std::string secret = std::string(needle) + "-lantern-of-the-northern-harbour";

// In one step: behind a string that grows stands what was in that memory before.
std::string in_utf16(std::string_view ascii) {
    std::string out;
    out.reserve(2 * ascii.size() + 2);
    out += "\xFF\xFE";
    for (const char c : ascii) out += c, out += '\0';
    return out;
}

// The body with the secret written in other ways.
std::vector<std::string> ways_of(const PlantedBody& planted) {
    std::vector<std::string> all{planted.body};
    const auto add = [&](const std::string& written) {
        all.push_back(replaced_everywhere(planted.body, secret, written));
    };
    const std::string rest = secret.substr(needle.size());
    if (planted.content_type.find("xml") != std::string::npos) {
        add(std::string(needle) + "<![CDATA[" + rest + "]]>");
        add("<![CDATA[" + std::string(needle) + "]]>" + rest + "<!-- -->" + rest + "<![CDATA[" + rest + "]]>");
        add(std::string(needle) + "&#45;" + rest + "&amp;");
        add(secret + "<b/>");
    } else {
        add(std::string(needle) + "\\u002d" + rest + "\\n\\\"");
        all.push_back(replaced_everywhere(planted.body, '"' + secret + '"', "[\"" + secret + "\"]"));
    }
    all.push_back(planted.body.substr(0, planted.body.size() - 2));
    return all;
}

std::size_t left_behind(GatewayFixture& gateway, std::string_view path, const GatewayFixture::Fields& fields,
                        std::string body) {
    const std::string target(path);
    const WatchFreed watch(needle);
    const HttpReply reply = gateway.send("POST", target, fields, std::move(body));
    return watch.found();
}

}  // namespace

TEST_CASE("no operation leaves a secret in freed memory") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", "Adm0-demo-only");
    const std::string authorization = "SoTicket " + ticket;
    for (const Service service : {Service::user, Service::so_principal}) {
        for (const Operation& operation : operations(service)) {
            for (const PlantedBody& planted : planted_bodies(operation, secret, "tje0", tje0_id, ticket)) {
                if (planted.body.find(secret) == std::string::npos) continue;
                GatewayFixture::Fields fields{{"Content-Type", planted.content_type}};
                if (!planted.soap) fields.emplace_back("Authorization", authorization);
                int way = 0;
                for (const std::string& body : ways_of(planted)) {
                    const std::string where = std::string(operation.name) + " at " + planted.path + " as " +
                                              planted.content_type + ", way " + std::to_string(way++);
                    CAPTURE(where);
                    CHECK(left_behind(gateway, planted.path, fields, body) == 0);
                    if (way != 1) continue;
                    GatewayFixture::Fields wide = fields;
                    wide.front().second += "; charset=utf-16";
                    CHECK(left_behind(gateway, planted.path, wide, in_utf16(body)) == 0);
                }
            }
        }
    }
}

TEST_CASE("forms of the WebAPI, Basic and addresses leave no secret in freed memory") {
    GatewayFixture gateway;
    const std::string form = "application/x-www-form-urlencoded";
    const std::string escaped = replaced_everywhere(secret, "-", "%2D");
    const std::string encoded = base64_encode("tje0:" + secret);
    for (const std::string& password : {secret, escaped}) {
        for (const std::string& body : {"OldPassword=" + password + "&NewPassword=" + password,
                                        "OldPassword=" + password + "&OldPassword=" + password,
                                        "NewPassword=" + password + "%0", password + "&" + password}) {
            CAPTURE(body);
            const GatewayFixture::Fields fields{{"Content-Type", form}, {"Authorization", basic("tje0", "Tje0")}};
            CHECK(left_behind(gateway, "/api/v1/Agents/User/ChangeOwnPassword", fields, body) == 0);
        }
    }
    for (const std::string& header : {"Basic " + encoded, "Basic " + encoded.substr(0, encoded.size() - 5) + "*AAA",
                                      "SoTicket " + secret, "Bearer " + secret}) {
        CAPTURE(header);
        CHECK(left_behind(gateway, "/api/v1/Agents/User/IsUserNameValid",
                          {{"Content-Type", "application/json"}, {"Authorization", header}}, "{}") == 0);
    }
    {
        const std::string target = "/account/password-link?token=" + secret;
        const WatchFreed watch(needle);
        gateway.send("GET", target, {}, "");
        CHECK(watch.found() == 0);
    }
}

TEST_CASE("posted forms of the pages leave no secret in freed memory") {
    KeptMails mailer;
    FixtureSettings settings;
    settings.mailer = &mailer;
    GatewayFixture gateway(settings);
    const auto left = [](PageBrowser& browser, std::string_view page, const std::string& body) {
        CAPTURE(std::string(page));
        CAPTURE(body);
        const std::string target = "/account/" + std::string(page);
        GatewayFixture::Fields fields{{"Content-Type", "application/x-www-form-urlencoded"}};
        std::string cookies;
        for (const auto& [name, value] : browser.cookies)
            (cookies += (cookies.empty() ? "" : "; ")) += name + "=" + value;
        fields.emplace_back("Cookie", cookies);
        const WatchFreed watch(needle);
        browser.gateway.send("POST", target, fields, body);
        CHECK(watch.found() == 0);
    };
    for (const std::string& password : {secret, replaced_everywhere(secret, "-", "%2D")}) {
        PageBrowser visitor{gateway};
        visitor.get("/account/sign-in");
        const std::string visit = "XSRF_TOKEN=" + visitor.token();
        left(visitor, "sign-in", visit + "&UserName=tje0&Password=" + password);
        left(visitor, "sign-in", visit + "&UserName=nobody&Password=" + password);
        left(visitor, "sign-in", visit + "&UserName=tje0&Password=" + password + "&Password=" + password);
        left(visitor, "sign-in", visit + "&UserName=tje0&Password=" + password + "%0");
        left(visitor, "sign-in", "XSRF_TOKEN=stale&UserName=tje0&Password=" + password);
        left(visitor, "sign-in", "UserName=tje0&" + password + "=" + password);
        left(visitor, "password", "OldPassword=Tje0&NewPassword=" + password);
        PageBrowser tina{gateway};
        REQUIRE(tina.sign_in().status == 303);
        const std::string form = "XSRF_TOKEN=" + std::string(xsrf_token_of(tina.cookie("uag_session")).reveal());
        left(tina, "password",
             form + "&OldPassword=" + password + "&NewPassword=" + password + "&RepeatPassword=" + password);
        left(tina, "password", form + "&OldPassword=Tje0&NewPassword=" + password + "&RepeatPassword=other");
        left(tina, "sessions", form + "&Session=" + password);
        left(tina, "password-link", "Token=" + password + "&NewPassword=" + password + "&RepeatPassword=" + password);
    }
    REQUIRE(gateway.rest("SendChangePasswordEMail", basic("tje0", "Tje0"), R"({"AssociateId":2})").status == 200);
    PageBrowser linked{gateway};
    left(linked, "password-link", "Token=" + mailer.token() + "&NewPassword=" + secret + "&RepeatPassword=other");
    left(linked, "password-link", "Token=" + mailer.token() + "&NewPassword=" + secret + "&RepeatPassword=" + secret);
    CHECK(gateway.logs_in("tje0", secret));
    PageBrowser tina{gateway};
    tina.get("/account/sign-in");
    left(tina, "sign-in", "XSRF_TOKEN=" + tina.token() + "&UserName=tje0&Password=" + secret);
    REQUIRE(tina.sign_in("tje0", secret).status == 303);
    const std::string form = "XSRF_TOKEN=" + std::string(xsrf_token_of(tina.cookie("uag_session")).reveal());
    left(tina, "password",
         form + "&OldPassword=" + secret + "&NewPassword=" + secret + "-2&RepeatPassword=" + secret + "-2");
    CHECK(gateway.logs_in("tje0", secret + "-2"));
}
