// No memory that is freed has a password in it, however the password came: in parts around CDATA sections, with references
// and escapes, in a form, as Basic, in UTF-16, in a request that is refused half-way.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/encoding.hpp"
#include "security/allocations.hpp"
#include "support/page_browser.hpp"
#include "support/planted.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Any copy of the secret, or of its beginning, has the needle in it.
constexpr std::string_view needle = "kanari-7f3-quiet";
const std::string secret = std::string(needle) + "-lantern-of-the-northern-harbour";

std::string in_utf16(std::string_view ascii) {
    std::string out("\xFF\xFE");
    for (const char c : ascii) out += c, out += '\0';
    return out;
}

// The body with the secret written in other ways.
std::vector<std::string> ways_of(const PlantedBody& planted) {
    std::vector<std::string> all{planted.body};
    const auto add = [&](const std::string& written) { all.push_back(replaced_everywhere(planted.body, secret, written)); };
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

TEST_CASE("forms, Basic and addresses leave no secret in freed memory") {
    GatewayFixture gateway;
    const std::string form = "application/x-www-form-urlencoded";
    const std::string escaped = replaced_everywhere(secret, "-", "%2D");
    const std::string encoded = base64_encode("tje0:" + secret);
    for (const std::string& password : {secret, escaped}) {
        for (const std::string& body :
             {"OldPassword=" + password + "&NewPassword=" + password, "OldPassword=" + password + "&OldPassword=" + password,
              "NewPassword=" + password + "%0", password + "&" + password}) {
            CAPTURE(body);
            const GatewayFixture::Fields fields{{"Content-Type", form}, {"Authorization", basic("tje0", "Tje0")}};
            CHECK(left_behind(gateway, "/api/v1/Agents/User/ChangeOwnPassword", fields, body) == 0);
            CHECK(left_behind(gateway, "/account/sign-in", {{"Content-Type", form}}, body) == 0);
            CHECK(left_behind(gateway, "/account/password-link", {{"Content-Type", form}}, "Token=" + body) == 0);
        }
        for (const std::string_view page : {"sign-in", "password"}) {
            PageBrowser browser{gateway};
            browser.sign_in();
            browser.get("/account/" + std::string(page));
            std::string body = "XSRF_TOKEN=" + browser.token() + "&UserName=tje0&Password=" + password;
            if (page == "password")
                body = "XSRF_TOKEN=" + browser.token() + "&OldPassword=" + password + "&NewPassword=" + password +
                       "&RepeatPassword=" + password;
            std::string cookies;
            for (const auto& [name, value] : browser.cookies) cookies += name + "=" + value + "; ";
            CHECK(left_behind(gateway, "/account/" + std::string(page),
                              {{"Content-Type", form}, {"Cookie", cookies}}, std::move(body)) == 0);
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
