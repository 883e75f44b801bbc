// The raw head of a request: what is refused before any parser is asked.
#include <doctest/doctest.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "server/http/framing.hpp"

using uag::http::Framing;
using uag::http::FramingLimits;
using uag::http::judge_head;

namespace {

struct FramingCase {
    const char* what;
    std::string head;
    unsigned status;
};

const std::string ok = "POST /a HTTP/1.1\r\nHost: h\r\n";

const std::vector<FramingCase> framing_cases{
    {"plain", ok + "\r\n", 0},
    {"content length", ok + "Content-Length: 5\r\n\r\n", 0},
    {"chunked", ok + "Transfer-Encoding: chunked\r\n\r\n", 0},
    {"chunked in capitals", ok + "transfer-encoding: CHUNKED\r\n\r\n", 0},
    {"HTTP/1.0 without a host", "GET / HTTP/1.0\r\n\r\n", 0},
    {"absolute form", "GET http://h/x HTTP/1.1\r\nHost: h\r\n\r\n", 0},
    {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
    {"two hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", 400},
    {"other host than the target's", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n", 400},
    {"length and chunked", ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {"chunked and length", ok + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400},
    {"two lengths", ok + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400},
    {"list of lengths", ok + "Content-Length: 5, 5\r\n\r\n", 400},
    {"plus sign", ok + "Content-Length: +5\r\n\r\n", 400},
    {"minus sign", ok + "Content-Length: -5\r\n\r\n", 400},
    {"hexadecimal", ok + "Content-Length: 0x5\r\n\r\n", 400},
    {"too big for 64 bits", ok + "Content-Length: 18446744073709551616\r\n\r\n", 400},
    {"empty length", ok + "Content-Length:\r\n\r\n", 400},
    {"identity", ok + "Transfer-Encoding: identity\r\n\r\n", 400},
    {"xchunked", ok + "Transfer-Encoding: xchunked\r\n\r\n", 400},
    {"chunked, identity", ok + "Transfer-Encoding: chunked, identity\r\n\r\n", 400},
    {"gzip, chunked", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", 400},
    {"chunked twice", ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {"HTTP/1.0 chunked", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {"folded field", ok + "X: a\r\n b\r\n\r\n", 400},
    {"folded first field", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", 400},
    {"space before colon", ok + "X : a\r\n\r\n", 400},
    {"empty name", ok + ": a\r\n\r\n", 400},
    {"no colon", ok + "Nonsense\r\n\r\n", 400},
    {"bare CR", ok + "X: a\rb\r\n\r\n", 400},
    {"bare LF", ok + "X: a\nY: b\r\n\r\n", 400},
    {"NUL", ok + std::string("X: a\0b\r\n\r\n", 10), 400},
    {"twin of Content-Length", ok + "Content_Length: 5\r\n\r\n", 400},
    {"twin of Transfer-Encoding", ok + "Transfer_Encoding: chunked\r\n\r\n", 400},
    {"two Authorizations", ok + "Authorization: a\r\nAuthorization: b\r\n\r\n", 400},
    {"two SOAPActions", ok + "SOAPAction: a\r\nSOAPAction: a\r\n\r\n", 400},
    {"two content types", ok + "Content-Type: text/xml\r\nContent-Type: text/xml\r\n\r\n", 400},
    {"other expectation", ok + "Expect: 200-ok\r\n\r\n", 417},
    {"lower-case version", "GET / http/1.1\r\nHost: h\r\n\r\n", 400},
    {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
    {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505},
    {"no version", "GET /\r\nHost: h\r\n\r\n", 400},
    {"space in target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"high byte in target", "GET /\xC3\xA5 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"fragment in target", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"authority form", "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", 405},
    {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 405},
    {"control in method", "G\x01T / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"long request line", "GET /" + std::string(8192, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
    {"long fields", ok + "X: " + std::string(16384, 'a') + "\r\n\r\n", 431},
};

}  // namespace

TEST_CASE("heads") {
    for (const FramingCase& c : framing_cases) {
        INFO(c.what);
        const Framing framing = judge_head(c.head, FramingLimits{});
        CHECK(framing.status == c.status);
        CHECK((framing.status == 0) == framing.problem.empty());
    }
}

TEST_CASE("the number of fields is limited exactly") {
    const auto with = [](int fields) {
        std::string head = "GET / HTTP/1.1\r\nHost: h\r\n";
        for (int i = 1; i < fields; ++i) head += "X-" + std::to_string(i) + ": a\r\n";
        return judge_head(head + "\r\n", FramingLimits{}).status;
    };
    CHECK(with(64) == 0);
    CHECK(with(65) == 431);
}

TEST_CASE("what a good head says") {
    const std::string head =
        "POST http://h:80/Remote/x.svc?wsdl=a HTTP/1.1\r\nhOsT: h:80\r\nContent-Length: 12\r\nExpect: "
        "100-continue\r\n"
        "Connection: foo, close\r\n\r\n";
    const Framing framing = judge_head(head, FramingLimits{});
    CHECK(framing.status == 0);
    CHECK(framing.method == "POST");
    CHECK(framing.path == "/Remote/x.svc");
    CHECK(framing.query == "wsdl=a");
    CHECK(framing.host == "h:80");
    CHECK(framing.content_length == 12);
    CHECK(framing.expects_continue);
    CHECK_FALSE(framing.keep_alive);
}

TEST_CASE("HTTP/1.0 closes unless it asks to stay") {
    const std::string plain = "GET / HTTP/1.0\r\n\r\n";
    const std::string kept = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    CHECK_FALSE(judge_head(plain, FramingLimits{}).keep_alive);
    CHECK(judge_head(kept, FramingLimits{}).keep_alive);
}

TEST_CASE("RFC 9110 7.6.1 the options of a connection are tokens, and empty ones are none") {
    for (const std::string name : {"Connection", "Proxy-Connection"}) {
        CAPTURE(name);
        for (const char* const good : {"", "close", "foo , ,Close,", " ,", "a,b\t,c"})
            CHECK(judge_head(ok + name + ": " + good + "\r\n\r\n", {}).status == 0);
        for (const char* const bad : {"a b", "close, \"x\"", "a;b", "close\xC3\xA5", "(close)", ",@"})
            CHECK(judge_head(ok + name + ": " + bad + "\r\n\r\n", {}).status == 400);
    }
    CHECK(judge_head(ok + "Proxy_Connection: close\r\n\r\n", {}).status == 0);
}

TEST_CASE("a good head's fields are told in order, a refused one's are not") {
    uag::http::HeaderFields fields{{"left", "over"}};
    const std::string good = ok + "X:\ta b \r\nEmpty: \r\nx: c\r\n\r\n";
    CHECK(judge_head(good, {}, fields).status == 0);
    CHECK(fields == uag::http::HeaderFields{{"Host", "h"}, {"X", "a b"}, {"Empty", ""}, {"x", "c"}});
    CHECK(judge_head(ok + "X: a\r\nNonsense\r\n\r\n", {}, fields).status == 400);
    CHECK(fields.empty());
}

TEST_CASE("a field that decides something may stand once, in whatever case") {
    for (const std::string name : {"Authorization", "SOAPAction", "SO-Language", "SO-Culture", "SO-TimeZone",
                                   "SO-AppToken", "X-XSRF-TOKEN", "Content-Encoding", "Content-Type"}) {
        CAPTURE(name);
        std::string upper = name;
        for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        const std::string once = ok + name + ": 1\r\n";
        CHECK(judge_head(once + "\r\n", {}).status == 0);
        CHECK(judge_head(once + upper + ": 1\r\n\r\n", {}).status == 400);
        CHECK(judge_head(once + name + "x: 1\r\n\r\n", {}).status == 0);
    }
    CHECK(judge_head(ok + "Expect: 100-continue\r\nexpect: 100-continue\r\n\r\n", {}).status == 400);
    CHECK(judge_head(ok + "HOST_: h\r\n\r\n", {}).status == 400);
    CHECK(judge_head(ok + "Accept: a\r\nAccept: b\r\n\r\n", {}).status == 0);
    const std::string typed = ok + "content-TYPE: text/xml\r\n\r\n";
    CHECK(judge_head(typed, {}).content_type == "text/xml");
}

TEST_CASE("the lines of a list become one, in order") {
    for (const std::string name : {"Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Forwarded", "Via",
                                   "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto"}) {
        CAPTURE(name);
        std::string lower = name;
        for (char& c : lower) c = uag::ascii_lower(c);
        const std::string once = ok + name + ": a\r\n";
        CHECK_FALSE(judge_head(once + "\r\n", {}).repeats_list);
        const std::string head = once + "X: y\r\n" + lower + ": b, c\r\n\r\n";
        const Framing twice = judge_head(head, {});
        CHECK(twice.status == 0);
        CHECK(twice.repeats_list);
        std::vector<std::pair<std::string_view, std::string_view>> fields{
            {name, "a"}, {"X", "y"}, {lower, ""}, {"x", "z"}, {lower, "b, c"}, {"Authorization", "q"}, {name, "d"}};
        std::vector<std::string> storage;
        uag::http::join_lists(fields, storage);
        REQUIRE(fields.size() == 4);
        CHECK(fields[0].second == "a, b, c, d");
        CHECK(fields[1].second == "y");
        CHECK(fields[2].second == "z");
        CHECK(fields[3].second == "q");
    }
    const std::string accepts = ok + "Accept: a\r\nAccept: b\r\n\r\n";
    CHECK(judge_head(accepts, {}).accept == "a");
    CHECK(judge_head(ok + "Via: \xFF\r\n\r\n", {}).status == 0);
    CHECK(judge_head(ok + "X_Forwarded_For: a\r\n\r\n", {}).status == 400);
}

TEST_CASE("a target's scheme has a port of its own") {
    for (const auto& [target, host, same] :
         std::vector<std::tuple<std::string, std::string, bool>>{{"http://gw:80/a", "gw", true},
                                                                 {"http://gw/a", "gw:80", true},
                                                                 {"HTTP://GW:80/a", "gw:", true},
                                                                 {"https://gw:443/a", "gw", true},
                                                                 {"https://gw/a", "gw:443", true},
                                                                 {"http://[::1]:80/a", "[::1]", true},
                                                                 {"http://gw:443/a", "gw", false},
                                                                 {"https://gw:80/a", "gw", false},
                                                                 {"http://gw:8080/a", "gw", false},
                                                                 {"http://gw:80/a", "gw:8080", false},
                                                                 {"http://gw:80/a", "gw2", false},
                                                                 {"http://[::80]/a", "[:", false}}) {
        CAPTURE(target);
        CAPTURE(host);
        const std::string head = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        const Framing framing = judge_head(head, {});
        CHECK((framing.status == 0) == same);
        if (same) CHECK(framing.path == "/a");
    }
}

TEST_CASE("empty segments are none") {
    using uag::http::without_empty_segments;
    CHECK(without_empty_segments("//Remote//Services88///User.svc") == "/Remote/Services88/User.svc");
    CHECK(without_empty_segments("/a/b") == "/a/b");
    CHECK(without_empty_segments("/a//") == "/a/");
    CHECK(without_empty_segments("//") == "/");
    CHECK(without_empty_segments("/a%2F%2Fb") == "/a%2F%2Fb");
}

TEST_CASE("the Host is a name or an address, and a port") {
    const auto status = [](const std::string& host) {
        return judge_head("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", {}).status;
    };
    for (const char* good : {"", "h", "h:", "h:65535", "a.example.com:80", "under_score", "192.0.2.1", "[::1]",
                             "[2001:db8::1]:8080", "caf%C3%A9.example", "a~b!$&'()*+;="}) {
        CAPTURE(good);
        CHECK(status(good) == 0);
    }
    for (const char* bad :
         {"h\xFF", "\xC3\xA5", "a,b", "a/b",      "a@b", "a b",  "a\"",    "<a>", "a?b", "a#b",    "a%", "a%4",
          "a%zz",  "h:80:80",  "h:a", "h:123456", "::1", "[::1", "[::1]x", "[]",  "[h]", "[v1.x]", "a]"}) {
        CAPTURE(bad);
        CHECK(status(bad) == 400);
    }
}

TEST_CASE("what decides is neither imitated nor said twice, whichever of its family it is") {
    for (const std::string name : {"X-Forwarded-Prefix", "X-Forwarded-Server", "SO-Anything", "If-Match",
                                   "If-Modified-Since", "If-Unmodified-Since"}) {
        CAPTURE(name);
        std::string twin = name;
        twin[twin.find('-')] = '_';
        CHECK(judge_head(ok + name + ": 1\r\n\r\n", {}).status == 0);
        CHECK(judge_head(ok + name + ": 1\r\n" + name + ": 1\r\n\r\n", {}).status == 400);
        CHECK(judge_head(ok + twin + ": 1\r\n\r\n", {}).status == 400);
    }
    for (const std::string twin : {"Authorization_", "Content_Type", "X_XSRF_Token", "Accept_Language", "forwarded_"}) {
        CAPTURE(twin);
        CHECK(judge_head(ok + twin + ": 1\r\n\r\n", {}).status == 400);
    }
    CHECK(judge_head(ok + "My_Own: 1\r\nMy_Own: 1\r\n\r\n", {}).status == 0);
    CHECK(judge_head(ok + "SO-Language: \xFF\r\n\r\n", {}).status == 400);
    CHECK(judge_head(ok + "User-Agent: \xFF\r\n\r\n", {}).status == 0);
}

TEST_CASE("a refused head says which path and type were asked for, wherever they stand") {
    const std::string type = "Content-Type: application/soap+xml\r\n";
    for (const std::string& head : {"POST /a HTTP/2.0\r\n" + type + "\r\n", "POST /a?\xFF HTTP/1.1\r\n" + type + "\r\n",
                                    "P\x01ST /a HTTP/1.1\r\n" + type + "\r\n", "POST /a\r\n" + type + "\r\n",
                                    "POST /a HTTP/1.1\r\nNonsense\r\n" + type + "\r\n",
                                    "POST /a?" + std::string(9000, 'a') + " HTTP/1.1\r\n" + type + "\r\n",
                                    "POST /a\xFF HTTP/1.1\r\n" + type + "\r\n"}) {
        CAPTURE(head);
        const Framing framing = judge_head(head, {});
        CHECK(framing.status >= 400);
        CHECK(framing.path == "/a");
        CHECK(framing.content_type == "application/soap+xml");
    }
    // What is wrong with the field itself, too.
    for (const char* const fields : {"Content-Type: application/soap+xml; action=\"\xFF\"\r\n",
                                     "Content-Type: application/soap+xml\r\nContent-Type: text/xml\r\n"}) {
        CAPTURE(fields);
        const std::string head = std::string("POST /a HTTP/1.1\r\nHost: h\r\n") + fields + "\r\n";
        const Framing framing = judge_head(head, {});
        CHECK(framing.status == 400);
        CHECK(framing.content_type == "application/soap+xml");
    }
}
