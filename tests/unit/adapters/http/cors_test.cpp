// Which origins are let in, and what a browser is told: by the rules of the WebAPI and the
// Fetch standard.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/http/cors.hpp"
#include "adapters/http/own_origin.hpp"

using namespace uag;
using namespace uag::http;

namespace {

using FieldViews = std::vector<std::pair<std::string_view, std::string_view>>;

HttpRequest request(std::string_view method, const FieldViews& fields) {
    HttpRequest out;
    out.method = http::read_method(method).method;
    out.path = "/api/v1/Agents/User/GetUser";
    out.headers = fields;
    out.base_url = "http://gateway:8080";
    return out;
}

std::string field(const HttpReply& reply, std::string_view name) {
    std::string all;
    for (const auto& [key, value] : reply.headers)
        if (key == name) all += (all.empty() ? "" : " | ") + value;
    return all;
}

}  // namespace

TEST_CASE("what an administrator may write") {
    for (const char* good : {"*", "https://crm.example.com", "http://localhost*", "http://localhost:*",
                             "http://localhost:4200", "https://mail.google.com", "HTTPS://CRM.example.com:8443",
                             "http://[::1]:3000", "http://[::1]*", "http://127.0.0.1*", "capacitor://localhost"}) {
        INFO(good);
        CHECK(check_cors_origin(good).empty());
    }
    for (const char* bad : {"",
                            "null",
                            "localhost",
                            "https://",
                            "https://*",
                            "https://*.example.com",
                            "https://crm.*",
                            "https://crm-*",
                            "https://crm.example.com/",
                            "https://crm.example.com/app",
                            "https://crm.example.com/*",
                            "https://crm.example.com?x",
                            "https://user@crm.example.com",
                            "https://crm.example.com:443",
                            "http://localhost:80",
                            "http://localhost:8*",
                            "http://localhost:123456",
                            "http://localhost:",
                            "http://local host",
                            "http://[::1",
                            "http://[]",
                            "http://[::1]x",
                            "://x",
                            "1x://y",
                            "https://crm.example.com**",
                            "https://a,https://b",
                            "https://a https://b"}) {
        INFO(bad);
        CHECK_FALSE(check_cors_origin(bad).empty());
    }
}

TEST_CASE("which origins are let in") {
    const Cors cors({"https://good.com*", "https://CRM.example.com", "http://localhost:*", "http://[::1]:3000"});
    CHECK(cors.is_on());
    for (const char* good : {"https://good.com", "https://good.com:8443", "HTTPS://GOOD.com", "https://crm.example.com",
                             "http://localhost", "http://localhost:4200", "http://[::1]:3000"}) {
        INFO(good);
        CHECK(cors.admits(good));
    }
    for (const char* bad : {"",
                            "null",
                            "*",
                            "https://good.com.evil.net",
                            "https://good.community",
                            "https://good.com:",
                            "https://good.com:x",
                            "https://good.com:1:2",
                            "https://good.com:8443/",
                            "https://good.com/",
                            "https://good.com@evil.net",
                            "https://good.com:80@evil.net",
                            "https://evil.net/https://good.com",
                            "https://sub.good.com",
                            "http://good.com",
                            "https://good.co",
                            "https://crm.example.com:8443",
                            "https://crm.example.com ",
                            "http://localhost:123456",
                            "http://localhost.evil.net",
                            "http://[::1]"}) {
        INFO(bad);
        CHECK_FALSE(cors.admits(bad));
    }
    CHECK_FALSE(cors.admits("https://good.com:" + std::string(10'000, '8')));
    CHECK_FALSE(Cors({}).is_on());
    CHECK_FALSE(Cors({}).admits("https://good.com"));
    CHECK(Cors({"*"}).admits("null"));
}

TEST_CASE("an answer is shared with the origin that asked, never with its credentials") {
    const Cors cors({"https://good.com"});
    HttpReply reply;
    SUBCASE("a known origin") {
        cors.add_fields("https://good.com", reply);
        CHECK(field(reply, "Access-Control-Allow-Origin") == "https://good.com");
        CHECK(field(reply, "Vary") == "Origin");
        CHECK(field(reply, "Access-Control-Expose-Headers").find("SO-TimeZone") != std::string::npos);
        CHECK(reply.headers.size() == 3);
    }
    SUBCASE("an unknown one") {
        cors.add_fields("https://evil.net", reply);
        CHECK(field(reply, "Vary") == "Origin");
        CHECK(reply.headers.size() == 1);
    }
    SUBCASE("none") {
        cors.add_fields({}, reply);
        CHECK(reply.headers.empty());
    }
    SUBCASE("any is let in") {
        Cors({"*"}).add_fields("https://evil.net", reply);
        CHECK(field(reply, "Access-Control-Allow-Origin") == "*");
        CHECK(field(reply, "Vary").empty());
    }
    SUBCASE("CORS is off") {
        Cors({}).add_fields("https://good.com", reply);
        CHECK(reply.headers.empty());
    }
    CHECK(field(reply, "Access-Control-Allow-Credentials").empty());
}

TEST_CASE("a preflight is told the route's methods and those headers that it asks for") {
    const Cors cors({"https://good.com"});
    const auto preflight = [&](std::string_view origin, std::string_view headers) {
        const FieldViews fields{
            {"Origin", origin}, {"Access-Control-Request-Method", "POST"}, {"Access-Control-Request-Headers", headers}};
        const HttpRequest asked = request("OPTIONS", fields);
        CHECK(cors.is_preflight(asked));
        HttpReply reply;
        cors.answer_preflight(asked, {http::Method::get, http::Method::post}, reply);
        CHECK(reply.body.empty());
        CHECK(field(reply, "Vary").starts_with("Origin"));
        CHECK(field(reply, "Access-Control-Allow-Credentials").empty());
        return reply;
    };
    const HttpReply official = preflight(
        "https://good.com", "authorization,content-type,so-browser-tz-offset,SO-Language, SO-CULTURE ,so-timezone");
    CHECK(official.status == 204);
    CHECK(field(official, "Access-Control-Allow-Origin") == "https://good.com");
    CHECK(field(official, "Access-Control-Allow-Methods") == "GET, HEAD, POST");
    CHECK(field(official, "Access-Control-Allow-Headers") ==
          "authorization, content-type, so-language, so-culture, so-timezone, so-browser-tz-offset");
    CHECK(field(official, "Access-Control-Max-Age") == "7200");

    for (const char* header : {"authorization",
                               "content-type",
                               "accept-language",
                               "x-xsrf-token",
                               "so-apptoken",
                               "so-language",
                               "so-culture",
                               "so-timezone",
                               "so-browser-tz-offset",
                               "if-modified-since",
                               "if-unmodified-since",
                               "traceparent",
                               "tracestate",
                               "baggage",
                               "sentry-trace",
                               "x-requested-with",
                               "x-request-id",
                               "x-datadog-trace-id",
                               "x-datadog-parent-id",
                               "x-datadog-origin",
                               "x-datadog-sampling-priority",
                               "b3",
                               "x-b3-traceid",
                               "x-b3-spanid",
                               "x-b3-sampled",
                               "request-id",
                               "newrelic"})
        CHECK(field(preflight("https://good.com", header), "Access-Control-Allow-Headers") == header);
    for (const char* header : {"", ",", "cookie", "x-evil", "authorization x", "*", "x-evil\xFF", "so-languages"}) {
        INFO(header);
        CHECK(field(preflight("https://good.com", header), "Access-Control-Allow-Headers").empty());
    }
    const HttpReply stranger = preflight("https://good.com.evil.net", "authorization");
    CHECK(stranger.status == 403);
    CHECK(stranger.headers.size() == 1);
    CHECK(preflight("null", "authorization").status == 403);
    CHECK(preflight(std::string(10'000, 'x'), "authorization").status == 403);
}

TEST_CASE("OPTIONS is a preflight only with Origin, method and CORS") {
    const Cors cors({"https://good.com"});
    const FieldViews both{{"Origin", "https://good.com"}, {"Access-Control-Request-Method", "POST"}};
    const FieldViews origin{{"Origin", "https://good.com"}};
    const FieldViews method{{"Access-Control-Request-Method", "POST"}};
    CHECK(cors.is_preflight(request("OPTIONS", both)));
    CHECK_FALSE(cors.is_preflight(request("OPTIONS", origin)));
    CHECK_FALSE(cors.is_preflight(request("OPTIONS", method)));
    CHECK_FALSE(cors.is_preflight(request("POST", both)));
    CHECK_FALSE(Cors({}).is_preflight(request("OPTIONS", both)));
}

TEST_CASE("what a foreign page can send without being asked about is forged") {
    const Cors cors({"https://good.com"});
    const auto forged = [&](std::string_view origin, std::string_view type) {
        FieldViews fields;
        if (!origin.empty()) fields.emplace_back("Origin", origin);
        if (!type.empty()) fields.emplace_back("Content-Type", type);
        return cors.is_forged(request("POST", fields));
    };
    for (const char* simple :
         {"", "application/x-www-form-urlencoded", "TEXT/plain;charset=utf-8", "multipart/form-data"}) {
        INFO(simple);
        CHECK(forged("https://evil.net", simple));
        CHECK(forged("null", simple));
        CHECK(forged("http://gateway:8081", simple));
        CHECK_FALSE(forged("", simple));                      // no browser
        CHECK_FALSE(forged("https://good.com", simple));      // let in
        CHECK_FALSE(forged("http://gateway:8080", simple));   // our own page
        CHECK_FALSE(forged("https://gateway:8080", simple));  // the same behind a proxy that speaks TLS
    }
    CHECK_FALSE(forged("https://evil.net", "application/json"));  // a browser asks first, and hears no
}

TEST_CASE("our own page is also that of the address that the request was sent to, as it is for the account's forms") {
    const Cors cors({});
    const auto forged = [&](std::string_view origin, std::string_view host) {
        return cors.is_forged(request("POST", {{"Origin", origin}, {"Host", host}}));
    };
    CHECK_FALSE(forged("http://10.0.0.7:8080", "10.0.0.7:8080"));
    CHECK_FALSE(forged("https://Gateway.Example", "gateway.example"));
    CHECK_FALSE(forged("http://gateway:8080", "10.0.0.7:8080"));
    CHECK(forged("http://10.0.0.7:8081", "10.0.0.7:8080"));
    CHECK(forged("http://10.0.0.7", "10.0.0.7:8080"));
    CHECK(forged("http://evil.net", "10.0.0.7:8080"));
    CHECK(forged("http://10.0.0.7:8080.evil.net", "10.0.0.7:8080"));
    CHECK(forged("10.0.0.7:8080", "10.0.0.7:8080"));  // no origin at all
    CHECK(forged("null", ""));
    CHECK(forged("http://", ""));
    CHECK(forged("http://10.0.0.7:8080@evil.net", "10.0.0.7:8080"));
}

TEST_CASE("whoever \"*\" lets in is not trusted with what a browser adds by itself") {
    const Cors cors({"*", "https://good.com"});
    const auto forged = [&](std::string_view origin, std::string_view authorization) {
        return cors.is_forged(request("POST", {{"Origin", origin},
                                               {"Content-Type", "application/x-www-form-urlencoded"},
                                               {"Authorization", authorization}}));
    };
    for (const char* ambient : {"", "Basic QURNMDo=", "basic QURNMDo=", "Negotiate YII=", "7T:abc", "Bearerx 8A:abc"}) {
        INFO(ambient);
        CHECK(forged("https://evil.net", ambient));
        CHECK(forged("null", ambient));
        CHECK_FALSE(forged("https://good.com", ambient));
        CHECK_FALSE(forged("http://gateway:8080", ambient));
    }
    for (const char* scripted : {"Bearer 8A:abc", "SOTICKET 7T:abc"}) CHECK_FALSE(forged("https://evil.net", scripted));
}

TEST_CASE("more headers than the usual ones by configuration") {
    const http::Cors cors({"https://good.com"}, {"X-Trace-Ours", "authorization"});
    const auto allowed = [&](std::string_view headers) {
        const FieldViews fields{{"Origin", "https://good.com"},
                                {"Access-Control-Request-Method", "POST"},
                                {"Access-Control-Request-Headers", headers}};
        HttpReply reply;
        cors.answer_preflight(request("OPTIONS", fields), {http::Method::post}, reply);
        return field(reply, "Access-Control-Allow-Headers");
    };
    CHECK(allowed("x-trace-ours,authorization") == "authorization, x-trace-ours");
    CHECK(allowed("X-TRACE-OURS") == "x-trace-ours");
    CHECK(allowed("x-trace-theirs").empty());
    for (const char* good : {"X-Trace-Ours", "b3", "x_y", "a.b"}) CHECK(http::check_cors_header(good).empty());
    for (const char* bad : {"", "*", "a b", "a,b", "a:b", "\xC3\xA5", "a\n"})
        CHECK_FALSE(http::check_cors_header(bad).empty());
}

TEST_CASE("a scheme's own port makes no other origin") {
    const auto own = [](std::string_view origin, std::string_view host) {
        const FieldViews fields{{"Host", host}};
        return http::is_own_origin(origin, request("POST", fields));
    };
    CHECK(own("http://gw", "gw:80"));
    CHECK(own("https://gw", "gw:443"));
    CHECK(own("https://gw", "gw"));
    CHECK(own("http://gw:8080", "gw:8080"));
    CHECK_FALSE(own("http://gw", "gw:443"));
    CHECK_FALSE(own("https://gw", "gw:80"));
    CHECK_FALSE(own("http://gw", "gw:8080"));
    CHECK_FALSE(own("http://gw:8080", "gw"));
    CHECK_FALSE(own("http://", "gw"));
}
