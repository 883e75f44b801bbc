#include "adapters/bridge/held_sessions.hpp"

#include <doctest/doctest.h>

#include "support/seeded_random.hpp"

using namespace uag;
using namespace uag::bridge;

namespace {

constexpr TimePoint session_begun{std::chrono::hours(1'000)};

HeldSession held_by(std::int32_t id, std::string account, TimePoint used = session_begun) {
    return {Secret(std::string_view("proof")),
            session_begun,
            used,
            session_begun + std::chrono::hours(24),
            id,
            std::move(account),
            true};
}

}  // namespace

TEST_CASE("a session is found until it ends, and tells when it was used before") {
    test::SeededRandom random(1);
    HeldSessions sessions(10, random);
    const Digest key = sessions.key_of({"ticket", "a"});
    CHECK(key != sessions.key_of({"ticketa"}));
    CHECK(key != sessions.key_of({"ticke", "ta"}));
    sessions.keep(key, held_by(1, "ada"));
    const TimePoint later = session_begun + std::chrono::hours(2);
    CHECK(sessions.find(key, later)->used == session_begun);
    CHECK(sessions.find(key, later)->used == later);
    CHECK(sessions.begun_before(session_begun, 10).empty());
    CHECK(sessions.begun_before(later, 10) == std::vector{key});
    sessions.replace(key, Secret(std::string_view("another")), later);
    CHECK(sessions.look_at(key)->proof.reveal() == "another");
    CHECK(sessions.look_at(key)->used == later);
    CHECK(sessions.begun_before(later, 10).empty());
    CHECK_FALSE(sessions.find(key, session_begun + std::chrono::hours(24)).has_value());
    CHECK_FALSE(sessions.look_at(key).has_value());
}

TEST_CASE("there are no more than may be: the one that was not used for longest goes") {
    test::SeededRandom random(1);
    HeldSessions sessions(2, random);
    const auto key = [&](std::string_view name) { return sessions.key_of({name}); };
    sessions.keep(key("a"), held_by(1, "a"));
    sessions.keep(key("b"), held_by(2, "b", session_begun + std::chrono::seconds(1)));
    CHECK(sessions.find(key("a"), session_begun + std::chrono::seconds(2)).has_value());
    sessions.keep(key("c"), held_by(3, "c", session_begun + std::chrono::seconds(3)));
    CHECK(sessions.look_at(key("a")).has_value());
    CHECK_FALSE(sessions.look_at(key("b")).has_value());
    CHECK(sessions.look_at(key("c")).has_value());
}

TEST_CASE("all that an associate has is forgotten, by number or name, and nobody else's") {
    test::SeededRandom random(1);
    HeldSessions sessions(10, random);
    const auto key = [&](std::string_view name) { return sessions.key_of({name}); };
    const TimePoint later = session_begun + std::chrono::seconds(5);
    const auto begin = [&] {
        sessions.keep(key("a"), held_by(1, "ada"));
        sessions.keep(key("b"), held_by(0, "ada"));
        sessions.keep(key("c"), held_by(2, ""));
    };
    begin();
    sessions.end_associate(0, "", later, std::nullopt);
    CHECK(sessions.look_at(key("c")).has_value());
    sessions.end_associate(1, "", later, std::nullopt);
    CHECK_FALSE(sessions.look_at(key("a")).has_value());
    CHECK(sessions.look_at(key("b")).has_value());
    begin();
    sessions.end_associate(0, "ada", later, std::nullopt);
    CHECK_FALSE(sessions.look_at(key("a")).has_value());
    CHECK_FALSE(sessions.look_at(key("b")).has_value());
    CHECK(sessions.look_at(key("c")).has_value());
}

TEST_CASE("what was ended stays ended for who shows it again, but for what is kept and what is begun after") {
    test::SeededRandom random(1);
    HeldSessions sessions(3, random);
    const auto key = [&](std::string_view name) { return sessions.key_of({name}); };
    const TimePoint changed = session_begun + std::chrono::seconds(5);
    sessions.keep(key("own"), held_by(1, "ada"));
    sessions.keep(key("other"), held_by(1, "ada"));
    sessions.end_associate(1, "ada", changed, key("own"));
    CHECK(sessions.look_at(key("own")).has_value());
    CHECK_FALSE(sessions.look_at(key("other")).has_value());
    CHECK_FALSE(sessions.has_ended(key("own"), 1, "ada", session_begun));
    CHECK(sessions.has_ended(key("other"), 1, "ada", session_begun));
    CHECK(sessions.has_ended(key("other"), 0, "ada", session_begun));
    CHECK_FALSE(sessions.has_ended(key("other"), 2, "bob", session_begun));
    CHECK_FALSE(sessions.has_ended(key("new"), 1, "ada", changed));
    sessions.end(key("dead"), changed);
    CHECK(sessions.has_ended(key("dead"), 3, "cleo", changed));
    // No more than there is room for.
    for (const char* const name : {"x", "y", "z"}) sessions.end(key(name), changed + std::chrono::seconds(1));
    CHECK(sessions.has_ended(key("z"), 0, "", changed));
    CHECK_FALSE(sessions.has_ended(key("dead"), 3, "cleo", changed));
}
