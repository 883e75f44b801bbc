// What an address stands for, matched once: face, target, methods, whatever the adapters make of it.
#include "server/http/route.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/reply_headers.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;
using http::Face;
using http::list_of;
using http::match_route;

namespace {

std::string segments_in(std::string_view path) {
    const http::PathSegments segments(path);
    std::string text(segments.earlier());
    for (std::size_t i = 0; i < segments.size(); ++i) (text += '|') += segments[i];
    return text;
}

// Addresses as long as a request line may be.
std::string many_segments(std::string_view before, std::string_view behind) {
    std::string path(before);
    for (int i = 0; i < 100; ++i) path += "/x";
    return path += behind;
}

}  // namespace

TEST_CASE("a path is split from its end") {
    CHECK(segments_in("") == "");
    CHECK(segments_in("*") == "");
    CHECK(segments_in("api") == "");
    CHECK(segments_in("/") == "|");
    CHECK(segments_in("/a") == "|a");
    CHECK(segments_in("/a/b/") == "||b|a");
    CHECK(segments_in("x/a") == "x|a");
    CHECK(segments_in("/0/1/2/3/4/5/6/7/8/9") == "/0/1|9|8|7|6|5|4|3|2");
    const http::PathSegments segments("/p/a/b");
    CHECK(segments.before(0) == "/p/a");
    CHECK(segments.before(2) == "");
    CHECK(segments[3] == "");
}

TEST_CASE("methods: HEAD is a GET, and Allow names them in one order") {
    for (const std::string_view name : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}) {
        CHECK(name_of(http::read_method(name).method) == name);
        CHECK_FALSE(http::read_method(name).head);
    }
    CHECK(http::read_method("HEAD").method == http::Method::get);
    CHECK(http::read_method("HEAD").head);
    for (const std::string_view name : {"", "get", "HEAD ", "BREW"})
        CHECK(http::read_method(name).method == http::Method::unknown);
    CHECK(list_of({http::Method::delete_, http::Method::post, http::Method::get}) == "GET, HEAD, POST, DELETE");
    CHECK(list_of({}).empty());
}

TEST_CASE("an address is one route: whose words a refusal has, and what is taken there") {
    struct Row {
        std::string path;
        Face face;
        std::string_view methods;  // empty: nothing stands there
    };
    for (const Row& row : std::vector<Row>{{"/", Face::web, "GET, HEAD"},
                                           {"/favicon.ico", Face::web, "GET, HEAD"},
                                           {"/x/", Face::plain, ""},
                                           {"/x/favicon.ico", Face::plain, ""},
                                           {"", Face::plain, ""},
                                           {"*", Face::plain, ""},
                                           {"/Remote/Services88/User.svc", Face::soap, "GET, HEAD, POST"},
                                           {"/a/b/REMOTE/services84/soprincipal.SVC", Face::soap, "GET, HEAD, POST"},
                                           {"/Remote/Services83/User.svc", Face::soap, ""},
                                           {"/Remote/Services88/Contact.svc", Face::soap, ""},
                                           {"Remote/Services88/User.svc", Face::soap, ""},
                                           {"/Services88/User.svc", Face::soap, ""},
                                           {"/api/v1/x.svc", Face::soap, ""},
                                           {"/Remote/Services88/User.svc/", Face::plain, ""},
                                           {"/api", Face::rest, "GET, HEAD"},
                                           {"/api/v1/Agents/User/GetUser", Face::rest, "GET, HEAD, POST"},
                                           {"/api/v1/User/5", Face::rest, "GET, HEAD, PUT, PATCH, DELETE"},
                                           {"/x/API/V1/OpenAPI.json", Face::rest, "GET, HEAD"},
                                           {"/api/v1/openapi.json/", Face::rest, ""},
                                           {"/api/v1/x/openapi.json", Face::rest, ""},
                                           {"/api/v1/Contact/2", Face::rest, ""},
                                           {"/api/v2/User", Face::rest, ""},
                                           {"/api/nothing", Face::rest, ""},
                                           {"/apis/v1", Face::plain, ""},
                                           {many_segments("", "/api/v1/User"), Face::rest, "GET, HEAD, POST"},
                                           {many_segments("/api/v1", ""), Face::rest, ""},
                                           {many_segments("/p/api/v2", ""), Face::rest, ""},
                                           {many_segments("/p", ""), Face::plain, ""},
                                           {"/health/ready", Face::plain, "GET, HEAD"},
                                           {"/health/live", Face::plain, "GET, HEAD"},
                                           {"/x/health/live", Face::plain, ""},
                                           {"/account", Face::web, "GET, HEAD"},
                                           {"/x/account/", Face::web, "GET, HEAD"},
                                           {"/account/sign-in", Face::web, "GET, HEAD, POST"},
                                           {"/account/sign-out", Face::web, "POST"},
                                           {"/account/password-link", Face::web, "GET, HEAD, POST"},
                                           {"/account/account.css", Face::plain, "GET, HEAD"},
                                           {"/account/nothing", Face::plain, ""},
                                           {"/docs", Face::plain, "GET, HEAD"},
                                           {"/x/docs/services", Face::plain, "GET, HEAD"},
                                           {"/docs/init.js", Face::plain, "GET, HEAD"},
                                           {"/docs/pages", Face::plain, "GET, HEAD"},
                                           {"/docs/pages/limits", Face::plain, "GET, HEAD"},
                                           {"/docs/pages/index", Face::plain, ""},
                                           {"/api/account", Face::rest, "GET, HEAD"}}) {
        CAPTURE(row.path);
        const http::Route route = match_route(row.path);
        CHECK(route.face == row.face);
        CHECK(list_of(route.methods) == row.methods);
    }
    const auto prefix = [](std::string_view path) { return std::get<RestTarget>(match_route(path).target).prefix; };
    CHECK(prefix("/crm/api/v1/openapi.json") == "/crm");
    const std::string far = many_segments("/p/api/v1", "");
    CHECK(prefix(far) == "/p");
}

TEST_CASE("the log calls a route by its protocol") {
    const auto protocol = [](std::string_view path, std::string_view type = {}) {
        return protocol_of(match_route(path), type);
    };
    CHECK(protocol("/Remote/Services88/User.svc", "text/xml") == Protocol::soap11);
    CHECK(protocol("/x.svc", "application/soap+xml; charset=\"") == Protocol::soap12);
    CHECK(protocol("/account/sign-in") == Protocol::web);
    CHECK(protocol("/api/account/sign-in") == Protocol::rest);
    CHECK(protocol("/docs") == Protocol::rest);
    CHECK(protocol("/nothing") == Protocol::rest);
}

TEST_CASE("a method that no address takes: 501, and 405 with Allow by the route") {
    GatewayFixture gateway;
    struct Row {
        std::string_view path;
        std::string_view words;
        std::string_view allow;
    };
    for (const Row& row : {Row{"/Remote/Services88/User.svc", "A SOAP endpoint takes GET and POST.", "GET, HEAD, POST"},
                           Row{"/api/v1/openapi.json", "The description takes GET.", "GET, HEAD"},
                           Row{"/api/v1/User/5", "does not support this HTTP method", "GET, HEAD, PUT, PATCH, DELETE"},
                           Row{"/health/ready", "Whether the service is ready is asked with GET.", "GET, HEAD"},
                           Row{"/health/live", "Whether the service lives is asked with GET.", "GET, HEAD"},
                           Row{"/account", "This page does not take this method.", "GET, HEAD"},
                           Row{"/docs", "This page is read with GET.", "GET, HEAD"},
                           Row{"/docs/pages", "This page does not take this method.", "GET, HEAD"},
                           Row{"/", "This page does not take this method.", "GET, HEAD"}}) {
        CAPTURE(row.path);
        const HttpReply wrong = gateway.send("TRACE", row.path, {}, {});
        CHECK(wrong.status == 405);
        CHECK(contains(wrong.body, row.words));
        CHECK(header_of(wrong, "Allow") == row.allow);
        const HttpReply unknown = gateway.send("BREW", row.path, {}, {});
        CHECK(unknown.status == 501);
        CHECK(contains(unknown.body, "This method is not known here."));
    }
}

TEST_CASE("what is switched off is not there, whatever its methods are") {
    GatewayFixture gateway;
    CHECK(gateway.send("GET", "/account/password-link?token=x", {}, {}).status == 404);
    CHECK(gateway.send("PUT", "/account/password-link", {}, {}).status == 404);
}

TEST_CASE("a preflight is told the methods of the route, and CORS fields come last") {
    FixtureSettings settings;
    settings.cors_origins = {"https://good.com"};
    GatewayFixture gateway(settings);
    const auto preflight = [&](std::string_view path) {
        return header_of(gateway.send("OPTIONS", path,
                                      {{"Origin", "https://good.com"}, {"Access-Control-Request-Method", "PUT"}}, {}),
                         "Access-Control-Allow-Methods");
    };
    CHECK(preflight("/api/v1/User/5") == "GET, HEAD, PUT, PATCH, DELETE");
    CHECK(preflight("/api/v1/openapi.json") == "GET, HEAD");
    CHECK(preflight("/api/v1/Contact/2") == "GET, HEAD, POST");
    CHECK(preflight("/api/v2") == "GET, HEAD, POST");
    CHECK(preflight("/docs") == "");
    for (const char* const path : {"/api", "/api/v1/User/5"}) {
        const HttpReply reply = gateway.send("GET", path, {{"Origin", "https://good.com"}}, {});
        CHECK(reply.headers.back().first == "Access-Control-Expose-Headers");
        int vary = 0;
        for (const auto& [name, value] : reply.headers) vary += name == "Vary" && value == "Origin";
        CHECK(vary == 1);
    }
}
