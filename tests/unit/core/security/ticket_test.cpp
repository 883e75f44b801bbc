// The texts of tickets and access tokens, and which texts are worth a look-up.
#include "core/security/ticket.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "support/seeded_random.hpp"

using namespace uag;

namespace {

class ZeroRandom final : public Random {
public:
    void fill(std::span<std::byte> out) override {
        for (std::byte& b : out) b = std::byte{0};
    }
};

}  // namespace

TEST_CASE("the form of a ticket and of an access token") {
    ZeroRandom zero;
    CHECK(make_session_text(SessionKind::ticket, zero).reveal() == "7T:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    CHECK(make_session_text(SessionKind::access_token, zero).reveal() ==
          "8A:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    test::SeededRandom random;
    const Secret ticket = make_session_text(SessionKind::ticket, random);
    const auto bits = base64_decode(ticket.reveal().substr(3));
    REQUIRE(bits.has_value());
    CHECK(bits->size() == 32);
}

TEST_CASE("no two tickets are alike") {
    SystemRandom random;
    std::set<std::string> texts;
    for (int i = 0; i < 1000; ++i) texts.emplace(make_session_text(SessionKind::ticket, random).reveal());
    CHECK(texts.size() == 1000);
}

TEST_CASE("the key is the SHA-256 of the whole text") {
    test::SeededRandom random;
    for (const SessionKind kind : {SessionKind::ticket, SessionKind::access_token}) {
        const Secret text = make_session_text(kind, random);
        const auto key = session_key(kind, text.reveal());
        REQUIRE(key.has_value());
        CHECK(*key == sha256(text.reveal()));
    }
}

TEST_CASE("a text of the other kind has no key") {
    test::SeededRandom random;
    const Secret ticket = make_session_text(SessionKind::ticket, random);
    const Secret token = make_session_text(SessionKind::access_token, random);
    CHECK_FALSE(session_key(SessionKind::access_token, ticket.reveal()));
    CHECK_FALSE(session_key(SessionKind::ticket, token.reveal()));
}

TEST_CASE("only the exact form has a key") {
    const std::string good = "7T:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    REQUIRE(session_key(SessionKind::ticket, good));
    for (const std::string& text : {
             std::string(),
             std::string("7T:"),
             good.substr(1),
             good.substr(0, good.size() - 1),
             good + "=",
             good + " ",
             " " + good,
             "7t:" + good.substr(3),
             "7T;" + good.substr(3),
             "7S:" + good.substr(3),
             "7T:" + good.substr(2),
             "7T:" + std::string(44, 'A'),         // 33 bytes
             "7T:" + std::string(42, 'A') + "==",  // 31 bytes
             "7T:" + std::string(42, 'A') + "B=",  // bits beyond the last byte
             "7T:" + std::string(42, 'A') + "-=",
             "7T:" + std::string(41, 'A') + "\n" + "A=",
             std::string(1'000'000, 'A'),
         }) {
        CAPTURE(text.substr(0, 60));
        CHECK_FALSE(session_key(SessionKind::ticket, text));
    }
}

TEST_CASE("a name that looks like a ticket") {
    CHECK(looks_like_ticket("7T:anything"));
    CHECK(looks_like_ticket("7T:"));
    CHECK_FALSE(looks_like_ticket("7T"));
    CHECK_FALSE(looks_like_ticket("7t:x"));
    CHECK_FALSE(looks_like_ticket("8A:x"));
    CHECK_FALSE(looks_like_ticket(""));
}

TEST_CASE("a web session's text is of its own kind and fits into a cookie") {
    test::SeededRandom random;
    const Secret web = make_session_text(SessionKind::web, random);
    CHECK(web.reveal().starts_with("WS:"));
    REQUIRE(session_key(SessionKind::web, web.reveal()));
    CHECK_FALSE(session_key(SessionKind::ticket, web.reveal()));
    CHECK_FALSE(session_key(SessionKind::access_token, web.reveal()));
    CHECK_FALSE(session_key(SessionKind::web, make_session_text(SessionKind::ticket, random).reveal()));
    CHECK(web.reveal().find_first_of(" \",;\\") == std::string_view::npos);  // RFC 6265 4.1.1
}
