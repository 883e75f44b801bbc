// Addresses of settings, origins and redirects, as RFC 3986 has them.
#include <doctest/doctest.h>

#include <string>

#include "core/base/uri.hpp"

using namespace uag;

TEST_CASE("an address is read into its parts, as they were written") {
    const std::string text = "HTTPS://user@Crm.example.com:8443/a/b?c#d";
    const auto uri = parse_uri(text);
    REQUIRE(uri.has_value());
    CHECK(uri->is("https"));
    CHECK_FALSE(uri->is("http"));
    CHECK(uri->authority == "user@Crm.example.com:8443");
    CHECK(uri->host == "Crm.example.com");
    CHECK(uri->port == "8443");
    CHECK(uri->path == "/a/b");
    CHECK((uri->has_port && uri->has_user && uri->has_query && uri->has_fragment));
    const auto bare = parse_uri("http://[2001:db8::1]");
    REQUIRE(bare.has_value());
    CHECK(bare->host == "[2001:db8::1]");
    CHECK(bare->path.empty());
    CHECK_FALSE((bare->has_port || bare->has_user || bare->has_query || bare->has_fragment));
    CHECK(parse_uri("http://gw:")->has_port);
}

TEST_CASE("what is no absolute address with a host is none") {
    for (const char* bad : {"",
                            "gw",
                            "//gw/x",
                            "http:",
                            "http:/gw",
                            "http://",
                            "http:///x",
                            "http://gw:x",
                            "http://gw:65536",
                            "http://gw:99999999999",
                            "http://g w",
                            "http://gw/\xC3\xA9",
                            "http://gw/%zz",
                            "http://[::1",
                            "http://[::g]",
                            "http://a@b@c",
                            "1http://gw",
                            "http://gw\n",
                            "http://gw/<x>",
                            "mailto:a@b.example"})
        CHECK_MESSAGE(!parse_uri(bad).has_value(), std::string(bad));
    CHECK_FALSE(parse_uri(std::string("http://g\0w", 10)).has_value());
}

TEST_CASE("who is on this machine") {
    for (const char* here : {"http://localhost", "http://LOCALHOST:1/x", "http://127.0.0.1", "http://127.9.9.9:80",
                             "http://[::1]:8080", "http://localhost:80/@evil.net", "http://localhost?@evil.net"})
        CHECK_MESSAGE(parse_uri(here)->is_on_this_machine(), std::string(here));
    for (const char* elsewhere : {"http://localhost.evil.net", "http://localhost@evil.net", "http://127.0.0.1.evil.net",
                                  "http://localhost:80@evil.net/", "http://[::2]", "http://10.0.0.1"})
        CHECK_MESSAGE(!parse_uri(elsewhere)->is_on_this_machine(), std::string(elsewhere));
}
