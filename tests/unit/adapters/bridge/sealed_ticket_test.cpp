#include "adapters/bridge/sealed_ticket.hpp"

#include <doctest/doctest.h>

#include "support/seeded_random.hpp"

using namespace uag;
using namespace uag::bridge;

namespace {

KeyRing ring_of(char fill) {
    KeyRing ring;
    REQUIRE(ring.add(1, Secret(std::string(KeyRing::key_bytes, fill))).has_value());
    return ring;
}

SealedSession sample_session() {
    return {SealedSession::Kind::token, TimePoint(std::chrono::milliseconds(1'700'000'000'123)), 42, "Bjørn",
            Secret(std::string_view("8A:token"))};
}

}  // namespace

TEST_CASE("a sealed ticket opens with its key, for its server, unaltered, and not otherwise") {
    test::SeededRandom random(1);
    SecretBox box(ring_of('a'), random);
    SecretBox other_box(ring_of('b'), random);
    TicketSealer sealer(box, "https://crm.example.com");
    const auto sealed = sealer.seal(sample_session());
    REQUIRE(sealed.has_value());
    const std::string text(sealed->reveal());
    CHECK(text.starts_with("7T:"));
    CHECK(TicketSealer::is_sealed(text));
    CHECK(TicketSealer::is_sealed(' ' + text + '\n'));
    CHECK_FALSE(TicketSealer::is_sealed("7T:AAAA"));
    CHECK(text.find("token") == std::string::npos);

    const auto opened = sealer.open(' ' + text);
    REQUIRE(opened.has_value());
    CHECK(opened->kind == SealedSession::Kind::token);
    CHECK(opened->issued == sample_session().issued);
    CHECK(opened->associate_id == 42);
    CHECK(opened->name == "Bjørn");
    CHECK(opened->proof.reveal() == "8A:token");

    CHECK(TicketSealer(other_box, "https://crm.example.com").open(text).error().code == errc::session);
    CHECK(TicketSealer(box, "https://crm.example.org").open(text).error().code == errc::session);
    for (std::size_t at = 0; at < text.size(); ++at)
        for (int bit = 0; bit < 7; ++bit) {
            std::string altered = text;
            altered[at] = static_cast<char>(altered[at] ^ (1 << bit));
            // White space around a ticket is not its own.
            const bool is_blank = altered[at] == ' ' && (at == 0 || at + 1 == text.size());
            if (!is_blank) CHECK_FALSE(sealer.open(altered).has_value());
        }
    CHECK_FALSE(sealer.open(text.substr(0, text.size() - 4)).has_value());
}

TEST_CASE("what no header would carry is not sealed") {
    test::SeededRandom random(1);
    SecretBox box(ring_of('a'), random);
    TicketSealer sealer(box, "https://crm.example.com");
    SealedSession session = sample_session();
    session.proof = Secret(std::string(longest_sealed_ticket, 'x'));
    CHECK(sealer.seal(session).error().code == errc::server);
}
