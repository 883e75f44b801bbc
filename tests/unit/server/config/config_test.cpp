// The configuration: what the file may say, what each mistake is answered with, what refuses to start.
#include "server/config/config.hpp"
#include "server/config/endpoint.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "support/texts.hpp"

using namespace uag;
using test::contains;

namespace {

std::string parse_error_of(std::string_view text) {
    const auto config = parse_config(text, "c.toml");
    return config.has_value() ? "" : config.error().public_text.english();
}

std::string config_refusal(std::string_view text) {
    const auto config = parse_config(text, "c.toml");
    if (!config.has_value()) return "unreadable: " + config.error().public_text.english();
    const auto checked = check_config(*config);
    return checked.has_value() ? "" : checked.error().public_text.english();
}

std::string printed(const Config& config, bool documented) {
    std::ostringstream out;
    print_config(out, config, documented);
    return out.str();
}

}  // namespace

TEST_CASE("an empty file means the defaults, and they pass every check") {
    const auto config = parse_config("", "c.toml");
    REQUIRE(config.has_value());
    CHECK(config->server.listen == "127.0.0.1:8080");
    CHECK(config->hash.cost == HashSettings{});
    CHECK(config->tickets.idle == std::chrono::hours(6));
    CHECK(config->limits.http.body_bytes == 1048576);
    CHECK(check_config(*config).has_value());
}

TEST_CASE("every kind of value arrives in its member") {
    const auto config = parse_config(R"(
        application_tokens.sha256 = ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]
        [server]
        listen = "[::1]:9000"
        behind_proxy = true
        [hash]
        memory_kib = 47_104
        passes = 3
        [tickets]
        idle_minutes = 5
        [throttle]
        longest_pause_seconds = 60
        [identity]
        company = "Søk & Finn AS"
    )",
                                     "c.toml");
    REQUIRE(config.has_value());
    CHECK(config->server.listen == "[::1]:9000");
    CHECK(config->server.behind_proxy);
    CHECK(config->hash.cost == HashSettings{47104, 3});
    CHECK(config->tickets.idle == std::chrono::minutes(5));
    CHECK(config->throttle.longest_pause == std::chrono::seconds(60));
    CHECK(config->identity.company == "Søk & Finn AS");
    CHECK(config->application_tokens.size() == 1);
}

TEST_CASE("a mistake is told with file, line and column") {
    CHECK(parse_error_of("[limits]\nbody_byte = 5") == "c.toml:2:1: unknown key limits.body_byte");
    CHECK(parse_error_of("[limit]\nbody_bytes = 5") == "c.toml:1:2: unknown key limit");
    CHECK(parse_error_of("listen = 'x'") == "c.toml:1:1: unknown key listen");
    CHECK(parse_error_of("[server.listen]\nx = 1").starts_with("c.toml:1:"));
    CHECK(parse_error_of("server = 5") == "c.toml:1:10: server must be a section: [server]");
    CHECK(parse_error_of("[[server]]\nlisten = '127.0.0.1:1'").starts_with("c.toml:1:"));
    CHECK(parse_error_of("[server]\nlisten = ") != "");
    CHECK(parse_error_of("[server]\nlisten = ").starts_with("c.toml:2:"));
    CHECK(parse_error_of("[soap]\nwrap_exceptions = true\nwrap_exceptions = true").starts_with("c.toml:3:"));
}

TEST_CASE("wrong types and values out of range are refused with what is expected") {
    CHECK(parse_error_of("[soap]\nwrap_exceptions = 1") == "c.toml:2:19: soap.wrap_exceptions must be true or false");
    CHECK(parse_error_of("[soap]\nwrap_exceptions = 'true'") ==
          "c.toml:2:19: soap.wrap_exceptions must be true or false");
    CHECK(contains(parse_error_of("[limits]\nbody_bytes = '1'"), "limits.body_bytes must be a whole number from 1024"));
    CHECK(contains(parse_error_of("[limits]\nbody_bytes = 1e6"), "must be a whole number"));
    CHECK(contains(parse_error_of("[limits]\nbody_bytes = 1023"), "must be a whole number from 1024"));
    CHECK(contains(parse_error_of("[limits]\nbody_bytes = -1"), "must be a whole number from 1024"));
    CHECK(contains(parse_error_of("[limits]\nconnections = 4294967296"), "must be a whole number"));
    CHECK(contains(parse_error_of("[limits]\nbody_bytes = 9223372036854775808"), "c.toml:2:"));
    CHECK(contains(parse_error_of("[identity]\ncompany = 5"), "must be a text in quotes"));
    CHECK(contains(parse_error_of("[identity]\ncompany = \"a\\u0007b\""), "must not hold control characters"));
    CHECK(contains(parse_error_of("[database]\npath = ''"), "must not be empty"));
    CHECK(contains(parse_error_of("[log]\nlevel = 'loud'"), "must be debug, info, warn or error"));
    CHECK(contains(parse_error_of("[log]\nformat = 'xml'"), "must be json or text"));
    CHECK(contains(parse_error_of("[identity]\nservices = 'Services83'"), "must be Services84 to Services88"));
    CHECK(contains(parse_error_of("[server]\npublic_url = 'crm.example.com'"), "must be like https://crm.example.com"));
    CHECK(contains(parse_error_of("[application_tokens]\nsha256 = 'ab'"), "must be an array of texts"));
    CHECK(contains(parse_error_of("[application_tokens]\nsha256 = [5]"), "must be an array of texts"));
    CHECK(contains(parse_error_of("[application_tokens]\nsha256 = ['my-token']"), "64 lower-case hexadecimal digits"));
}

TEST_CASE("credentials and origins of the WebAPI") {
    CHECK(contains(parse_error_of("[cors]\norigins = ['https://*.example.com']"), "c.toml:2:"));
    CHECK(contains(parse_error_of("[cors]\norigins = ['https://good.com/']"), "must be like https://crm.example.com"));
    CHECK(contains(parse_error_of("[authentication]\nbasic_cache_seconds = -1"), "whole number from 0 to 3600"));
    CHECK(contains(config_refusal("[authentication]\nbasic = false\nso_ticket = false\nbearer = false"),
                   "must not all be false"));
    CHECK(config_refusal("[authentication]\nbasic = false\nso_ticket = false").empty());
    const auto config = parse_config("[cors]\norigins = ['http://localhost*', '*']", "c.toml");
    REQUIRE(config.has_value());
    const auto again = parse_config(printed(*config, true), "printed");
    REQUIRE(again.has_value());
    CHECK(again->cors.origins == std::vector<std::string>{"http://localhost*", "*"});
}

TEST_CASE("a missing file is an error that names it") {
    const auto config = read_config("tests/unit/no-such-file.toml");
    REQUIRE_FALSE(config.has_value());
    CHECK(config.error().public_text.english() ==
          "tests/unit/no-such-file.toml: cannot be read: No such file or directory");
    CHECK_FALSE(read_config("tests/unit").has_value());
}

TEST_CASE("listening where other machines reach it needs a proxy that speaks TLS") {
    CHECK(config_refusal("[server]\nlisten = '127.0.0.1:0'") == "");
    CHECK(config_refusal("[server]\nlisten = '127.8.9.1:80'") == "");
    CHECK(config_refusal("[server]\nlisten = '[::1]:80'") == "");
    for (const char* open : {"0.0.0.0:8080", "[::]:8080", "192.168.1.5:8080", "[::ffff:10.0.0.1]:8080"}) {
        CAPTURE(open);
        const std::string listen = "[server]\nlisten = '" + std::string(open) + "'\n";
        CHECK(contains(config_refusal(listen), "clear text"));
        CHECK(contains(config_refusal(listen), "server.behind_proxy"));
        CHECK(contains(config_refusal(listen), "tls.certificate"));
        CHECK(config_refusal(listen + "behind_proxy = true") == "");
        CHECK(config_refusal(listen + "[tls]\ncertificate = 'a'\nkey = 'b'") == "");
        CHECK(contains(config_refusal(listen + "[tls]\ncertificate = 'a'"), "tls.key"));
        CHECK(contains(config_refusal(listen + "[tls]\nkey = 'a'"), "tls.certificate"));
    }
}

TEST_CASE("trusted proxies are addresses and ranges") {
    const auto config =
        parse_config("[server]\ntrusted_proxies = ['10.0.0.0/8', '::1']\nproxy_fields = 'forwarded'", "c.toml");
    REQUIRE(config.has_value());
    CHECK(config->server.trusted_proxies == std::vector<std::string>{"10.0.0.0/8", "::1"});
    const auto again = parse_config(printed(*config, true), "printed");
    REQUIRE(again.has_value());
    CHECK(again->server.trusted_proxies == config->server.trusted_proxies);
    for (const char* wrong : {"['10.0.0.1/8']", "['proxy']", "['10.0.0.0/33']"}) {
        CAPTURE(wrong);
        const auto refused = parse_config("[server]\ntrusted_proxies = " + std::string(wrong), "c.toml");
        REQUIRE_FALSE(refused.has_value());
        CHECK(contains(refused.error().public_text.english(), "10.0.0.0/8"));
    }
    CHECK_FALSE(parse_config("[server]\nproxy_fields = 'both'", "c.toml").has_value());
}

TEST_CASE("hash costs below OWASP's pairs refuse to start") {
    CHECK(config_refusal("[hash]\nmemory_kib = 19456\npasses = 2") == "");
    CHECK(config_refusal("[hash]\nmemory_kib = 7168\npasses = 5") == "");
    CHECK(contains(config_refusal("[hash]\nmemory_kib = 19455\npasses = 2"), "hash.memory_kib"));
    CHECK(contains(config_refusal("[hash]\nmemory_kib = 19456\npasses = 1"), "hash.memory_kib"));
    CHECK(contains(config_refusal("[hash]\nmemory_kib = 7167\npasses = 64"), "hash.memory_kib"));
}

TEST_CASE("times that contradict each other are refused") {
    CHECK(contains(config_refusal("[tickets]\nidle_minutes = 121\nabsolute_hours = 2"), "tickets.idle_minutes"));
    CHECK(contains(config_refusal("[throttle]\nfirst_pause_seconds = 901"), "throttle.first_pause_seconds"));
    CHECK(contains(config_refusal("[limits]\nheader_seconds = 31"), "limits.header_seconds"));
}

TEST_CASE("addresses to listen on") {
    const auto v4 = parse_endpoint("127.0.0.1:65535");
    REQUIRE(v4.has_value());
    CHECK(v4->address == "127.0.0.1");
    CHECK(v4->port == 65535);
    CHECK(v4->loopback);
    const auto v6 = parse_endpoint("[2001:db8::1]:0");
    REQUIRE(v6.has_value());
    CHECK(v6->address == "2001:db8::1");
    CHECK_FALSE(v6->loopback);
    CHECK(format_endpoint(v6->address, 80) == "[2001:db8::1]:80");
    CHECK(format_endpoint("127.0.0.1", 80) == "127.0.0.1:80");
    for (const char* bad : {"", ":", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                            "127.0.0.1:+1", "127.0.0.1: 80", "127.0.0.1:80x", "localhost:80", "::1:80",
                            "[127.0.0.1]:80", "[]:80", "[::1]", "[::1]80", "1.2.3:80", "1.2.3.4.5:80"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_endpoint(bad).has_value());
    }
}

TEST_CASE("what is printed can be read again, and shows no application token") {
    auto config = parse_config("[identity]\ncompany = '\"quoted\" \\ back'\n[limits]\nbody_bytes = 2048", "c.toml");
    REQUIRE(config.has_value());
    for (const bool documented : {false, true}) {
        const auto again = parse_config(printed(*config, documented), "printed");
        REQUIRE_MESSAGE(again.has_value(), again.error().public_text.english());
        CHECK(printed(*again, documented) == printed(*config, documented));
        CHECK(again->identity.company == "\"quoted\" \\ back");
        CHECK(again->limits.http.body_bytes == 2048);
    }
    config->application_tokens = {std::string(64, 'a')};
    CHECK_FALSE(contains(printed(*config, true), "aaaa"));
    CHECK(contains(printed(*config, false), "1 set, not shown"));
}

TEST_CASE("mail is configured whole, or not at all") {
    const std::string url = "[server]\npublic_url = \"https://crm.example.com\"\n";
    const std::string mail = "[mail]\nserver = \"smtp.example.com\"\nfrom = \"Gateway <gateway@example.com>\"\n";
    CHECK(config_refusal(url + mail).empty());
    CHECK(config_refusal(url + mail + "user = \"robot\"\npassword_file = \"x\"\ntls = \"implicit\"").empty());
    struct Case {
        std::string text;
        const char* why;
    };
    const std::vector<Case> cases{
        {mail, "server.public_url"},
        {url + "[mail]\nserver = \"smtp.example.com\"", "needs mail.from"},
        {url + mail + "[account]\npages = false", "needs account.pages"},
        {url + "[mail]\nfrom = \"a@example.com\"", "mail.from needs mail.server"},
        {url + mail + "user = \"robot\"", "need each other"},
        {url + mail + "password_file = \"x\"", "need each other"},
        {url + mail + "tls = \"none\"", "clear text"},
        {url + mail + "tls = \"optional\"\nuser = \"robot\"\npassword_file = \"x\"", "clear text"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(contains(config_refusal(c.text), c.why));
    }
    for (const char* nearby : {"localhost", "localhost:2525", "127.0.0.1", "[::1]:25"}) {
        CAPTURE(nearby);
        CHECK(config_refusal(url + "[mail]\ntls = \"none\"\nfrom = \"a@b.c\"\nserver = \"" + nearby + "\"").empty());
    }
    for (const char* wrong :
         {"server = \"smtp://x\"", "server = \"x:0\"", "server = \"x:70000\"", "server = \"x:\"", "server = \":25\"",
          "server = \"x y\"", "server = \"a@b\"", "from = \"nobody\"", "tls = \"yes\"", "language = \"fi\"",
          "link_minutes = 9", "link_minutes = 61", "timeout_seconds = 0"}) {
        CAPTURE(wrong);
        CHECK(contains(parse_error_of("[mail]\n" + std::string(wrong)), "c.toml:2:"));
    }
}

TEST_CASE("what contradicts each other is told with its place") {
    CHECK(config_refusal("[mail]\nfrom = \"a@b.c\"\nserver = \"smtp.example.com\"")
              .starts_with("c.toml:3:10: mail.server"));
    CHECK(config_refusal("[limits]\nheader_seconds = 60\nrequest_seconds = 20").starts_with("c.toml:2:18: limits."));
    CHECK(config_refusal("[[credential_type]]\nname = \"a\"\n[[credential_type]]\nname = \"A\"")
              .starts_with("c.toml:3:1: credential_type 2: "));
    CHECK(config_refusal("[server]\nlisten = \"0.0.0.0:80\"").starts_with("c.toml:2:10: server.listen"));
    // A key is not found in a longer one.
    Config config;
    config.places["server.listen"] = "c.toml:1:1";
    config.tls.certificate = "x";
    CHECK(check_config(config).error().public_text.english().starts_with("tls.certificate"));
}

TEST_CASE("an address that cannot be listened on is told with the value") {
    for (const char* wrong : {"127.0.0.1:99999", "localhost:80", "8080"}) {
        CAPTURE(wrong);
        const auto endpoint = parse_endpoint(wrong);
        REQUIRE_FALSE(endpoint.has_value());
        CHECK(contains(endpoint.error().public_text.english(), '"' + std::string(wrong) + '"'));
    }
}
