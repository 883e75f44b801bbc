// What a request counts for while its call waits: the copy of a body that came in another charset, and the texts that are
// copied out of it, whichever face it came to.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "server/http/router.hpp"
#include "support/gateway_fixture.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::size_t text_size = 30'000;

struct HeldBody {
    std::string_view path;
    std::string_view type;
    std::string_view before;
    std::string_view after;
};

constexpr std::string_view held_form = "application/x-www-form-urlencoded";
constexpr HeldBody held_bodies[] = {
    {"/Remote/Services88/User.svc", "text/xml",
     R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
     R"(<IsUserNameValid xmlns="http://www.superoffice.net/ws/crm/NetServer/Services88"><UserName>)",
     "</UserName></IsUserNameValid></s:Body></s:Envelope>"},
    {"/api/v1/Agents/User/IsUserNameValid", "application/json", R"({"UserName":")", R"("})"},
    {"/api/v1/Agents/User/IsUserNameValid", "application/xml", "<x><UserName>", "</UserName></x>"},
    {"/api/v1/Agents/User/IsUserNameValid", held_form, "UserName=", ""},
};

std::string utf16_of(std::string_view latin1) {
    std::string out("\xFF\xFE");
    for (const char c : latin1) (out += c) += '\0';
    return out;
}

std::size_t held_by(GatewayFixture& gateway, std::string_view path, std::string type, std::string body) {
    const ui::AccountPages pages(gateway.core().account, gateway.random);
    http::RouterSettings settings;
    settings.account = &pages;
    const http::Router router(settings);
    const std::pair<std::string_view, std::string_view> headers[] = {{"Content-Type", type}};
    HttpRequest request;
    request.method = http::Method::post;
    request.path = path;
    request.headers = headers;
    request.body = {body.data(), body.size()};
    HttpReply reply;
    const Exchange exchange = router.open(request, http::match_route(path), reply);
    CHECK_FALSE(std::holds_alternative<Answered>(exchange));
    return held_bytes(exchange);
}

}  // namespace

TEST_CASE("the texts of a body count again, once they are decoded, and so does its copy in UTF-8") {
    GatewayFixture gateway;
    for (const HeldBody& body : held_bodies) {
        CAPTURE(std::string(body.path));
        CAPTURE(std::string(body.type));
        const auto held = [&](std::string_view charset, std::string_view letter, bool wide) {
            std::string text(body.before);
            for (std::size_t i = 0; i < text_size; ++i) text += letter;
            text += body.after;
            return held_by(gateway, body.path, std::string(body.type) + "; charset=" + std::string(charset),
                           wide ? utf16_of(text) : text);
        };
        CHECK(held("utf-8", "x", false) >= text_size);
        CHECK(held("utf-8", "x", false) < 2 * text_size);
        // Of each letter one byte in the copy, and one in the request.
        CHECK(held("utf-16", "x", true) >= 2 * text_size);
        // Two there, and two here.
        CHECK(held("windows-1252", "\xE9", false) >= 4 * text_size);
        CHECK(held("utf-16", "\xE9", true) >= 4 * text_size);
    }
}

TEST_CASE("the fields of a page's form and the parameters of a list's form count too") {
    GatewayFixture gateway;
    const std::string text(text_size, 'x');
    CHECK(held_by(gateway, "/account/sign-in", std::string(held_form), "UserName=a&Password=" + text) >= text_size);
    CHECK(held_by(gateway, "/api/v1/Archive/AllUsers", std::string(held_form), "%24select=name&%24filter=" + text) >=
          text_size);
}
