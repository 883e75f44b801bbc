// Who is believed about whom a request is from: CIDR ranges, X-Forwarded-* and RFC 7239.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/trusted_proxies.hpp"

using namespace uag::http;
using boost::asio::ip::make_address;

namespace {

using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

TrustedProxies proxies(ProxyFields fields, std::vector<std::string> texts = {"10.0.0.0/8", "2001:db8:5::/48"}) {
    std::vector<AddressRange> ranges;
    for (const std::string& text : texts) ranges.push_back(parse_address_range(text).value());
    return {ranges, fields};
}

struct ProxyCase {
    const char* what;
    const char* field;
    const char* address;
    const char* scheme = "";
    const char* host = "";
};

}  // namespace

TEST_CASE("an address range is an address or a prefix without bits behind it") {
    for (const char* good : {"192.0.2.1", "10.0.0.0/8", "0.0.0.0/0", "192.0.2.1/32", "2001:db8::/32", "::1", "::/0",
                             "2001:db8::1/128", "128.0.0.0/1"}) {
        CAPTURE(good);
        CHECK(parse_address_range(good).has_value());
    }
    for (const char* bad : {"", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/-1", "10.0.0.0/8x", "10/8",
                            "2001:db8::/129", "2001:db8::1/32", "localhost", "fe80::1%eth0", "[::1]", " 10.0.0.0/8"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_address_range(bad).has_value());
    }
}

TEST_CASE("an address is in a range by its first bits, in either form of IPv4") {
    const TrustedProxies trusted = proxies(ProxyFields::x_forwarded, {"10.1.2.0/23", "192.0.2.7", "2001:db8::/33"});
    for (const char* in : {"10.1.2.0", "10.1.3.255", "192.0.2.7", "::ffff:10.1.2.9", "2001:db8:7fff::1"}) {
        CAPTURE(in);
        CHECK(trusted.contains(make_address(in)));
    }
    for (const char* out : {"10.1.1.255", "10.1.4.0", "192.0.2.6", "2001:db8:8000::1", "::10.1.2.1", "::1"}) {
        CAPTURE(out);
        CHECK_FALSE(trusted.contains(make_address(out)));
    }
    CHECK_FALSE(TrustedProxies().contains(make_address("127.0.0.1")));
    CHECK(plain_address(make_address("::ffff:192.0.2.1")) == make_address("192.0.2.1"));
    CHECK(plain_address(make_address("2001:db8::1")) == make_address("2001:db8::1"));
}

TEST_CASE("X-Forwarded-For: the rightmost address that is no trusted proxy") {
    const std::vector<ProxyCase> cases{
        {"one", "192.0.2.1", "192.0.2.1"},
        {"a client's own claim stands left of it", "127.0.0.1, 192.0.2.1", "192.0.2.1"},
        {"two trusted proxies", "192.0.2.1, 10.9.9.9", "192.0.2.1"},
        {"behind an untrusted proxy", "192.0.2.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"},
        {"nobody but proxies", "10.1.1.1,10.2.2.2", "10.1.1.1"},
        {"with a port", "192.0.2.1:4711", "192.0.2.1"},
        {"IPv6", "2001:db8::1", "2001:db8::1"},
        {"IPv6 in brackets", "[2001:db8::1]", "2001:db8::1"},
        {"IPv6 with a port", "[2001:db8::1]:4711", "2001:db8::1"},
        {"IPv6 in another spelling is the same client", "2001:0DB8:0:0::0001", "2001:db8::1"},
        {"IPv4 in IPv6 form", "::ffff:192.0.2.1", "192.0.2.1"},
        {"through IPv6 proxies", "192.0.2.1, 2001:db8:5::9", "192.0.2.1"},
        {"empty", "", "10.0.0.1"},
        {"unreadable: the proxy counts", "garbage", "10.0.0.1"},
        {"unreadable behind a proxy: that one counts", "unknown, 10.9.9.9", "10.9.9.9"},
        {"garbage left of the answer is not read", "<script>, 192.0.2.1", "192.0.2.1"},
        {"an empty entry", "192.0.2.1,", "10.0.0.1"},
        {"half a bracket", "[2001:db8::1", "10.0.0.1"},
        {"something behind the bracket", "[2001:db8::1]x", "10.0.0.1"},
        {"a zone", "fe80::1%eth0", "10.0.0.1"},
        {"a name", "localhost", "10.0.0.1"},
        {"too many digits", "192.0.2.1111", "10.0.0.1"}};
    const TrustedProxies trusted = proxies(ProxyFields::x_forwarded);
    for (const ProxyCase& one : cases) {
        CAPTURE(one.what);
        const Headers headers{{"Host", "h"}, {"x-forwarded-for", one.field}, {"Forwarded", "for=198.51.100.77"}};
        CHECK(trusted.sender_behind(make_address("10.0.0.1"), headers).address == one.address);
    }
    CHECK(trusted.sender_behind(make_address("10.0.0.1"), Headers{}).address == "10.0.0.1");
}

TEST_CASE("X-Forwarded-Proto and -Host: what the nearest proxy says, if it can be a scheme and a host") {
    const TrustedProxies trusted = proxies(ProxyFields::x_forwarded);
    const auto ask = [&](std::string_view proto, std::string_view host) {
        return trusted.sender_behind(make_address("10.0.0.1"),
                                     Headers{{"X-Forwarded-Proto", proto}, {"X-Forwarded-Host", host}});
    };
    CHECK(ask("https", "crm.example.com:8443").scheme == "https");
    CHECK(ask("https", "crm.example.com:8443").host == "crm.example.com:8443");
    CHECK(ask("HTTP", "[2001:db8::1]:80").scheme == "http");
    CHECK(ask("", "[2001:db8::1]:80").host == "[2001:db8::1]:80");
    CHECK(ask("http, https", "evil.example, crm.example.com").scheme == "https");
    CHECK(ask("http, https", "evil.example, crm.example.com").host == "crm.example.com");
    for (const char* bad : {"javascript", "https://", "https;", "", "wss"}) CHECK(ask(bad, "").scheme.empty());
    for (const char* bad : {"a/b", "a b", "a@b", "a\"b", "<a>", "a?b", "a#b", "a&b"}) {
        CAPTURE(bad);
        CHECK(ask("", bad).host.empty());
    }
    CHECK(ask("", std::string(256, 'a')).host.empty());
}

TEST_CASE("Forwarded (RFC 7239): address, scheme and host of the element that the outermost proxy wrote") {
    const std::vector<ProxyCase> cases{
        {"one", "for=192.0.2.1;proto=https;host=crm.example.com", "192.0.2.1", "https", "crm.example.com"},
        {"names and schemes in any case", "FOR=192.0.2.1;Proto=HTTPS", "192.0.2.1", "https"},
        {"by is not for", "by=192.0.2.9;for=192.0.2.1", "192.0.2.1"},
        {"4 quoted string", "for=\"[2001:db8::1]:4711\";host=\"crm.example.com:8443\"", "2001:db8::1", "",
         "crm.example.com:8443"},
        {"4 escapes in it", "for=\"192.0\\.2.1\"", "192.0.2.1"},
        {"blanks around separators", "for=192.0.2.1 ; proto=https , for=10.1.1.1;proto=http", "192.0.2.1", "https"},
        {"a client's own claim stands left of it", "for=127.0.0.1;proto=https;host=evil, for=192.0.2.1;proto=http",
         "192.0.2.1", "http"},
        {"a comma in quotes parts nothing", "for=\"127.0.0.1, for=10.1.1.1\"", "10.0.0.1"},
        {"6.3 obfuscated: the proxy counts", "for=_hidden;proto=https", "10.0.0.1", "https"},
        {"6.2 unknown", "for=unknown", "10.0.0.1"},
        {"no for", "proto=https", "10.0.0.1", "https"},
        {"empty elements", ",,for=192.0.2.1", "192.0.2.1"},
        {"malformed: nothing of it counts", "for=192.0.2.1;proto", "10.0.0.1"},
        {"an open quote", "for=\"192.0.2.1", "10.0.0.1"},
        {"an escape at the end", "for=\"192.0.2.1\\", "10.0.0.1"},
        {"no value", "for=", "10.0.0.1"},
        {"blank before =", "for =192.0.2.1", "10.0.0.1"},
        {"two values", "for=192.0.2.1 192.0.2.2", "10.0.0.1"},
        {"empty", "", "10.0.0.1"}};
    const TrustedProxies trusted = proxies(ProxyFields::forwarded);
    for (const ProxyCase& one : cases) {
        CAPTURE(one.what);
        const Headers headers{{"forwarded", one.field},
                              {"X-Forwarded-For", "198.51.100.77"},
                              {"X-Forwarded-Proto", "https"},
                              {"X-Forwarded-Host", "evil.example"}};
        const Sender sender = trusted.sender_behind(make_address("10.0.0.1"), headers);
        CHECK(sender.address == one.address);
        CHECK(sender.scheme == one.scheme);
        CHECK(sender.host == one.host);
    }
}
