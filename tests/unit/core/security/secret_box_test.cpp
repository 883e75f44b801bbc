// What a seal protects: content, identity and key; and which key is used when.
#include "core/security/secret_box.hpp"

#include <doctest/doctest.h>

#include <set>

#include "support/seeded_random.hpp"

using namespace uag;
using uag::test::SeededRandom;

namespace {

KeyRing ring(std::initializer_list<std::pair<std::uint32_t, char>> keys) {
    KeyRing made;
    for (const auto& [number, letter] : keys)
        REQUIRE(made.add(number, Secret(std::string(KeyRing::key_bytes, letter))).has_value());
    return made;
}

}  // namespace

TEST_CASE("what was sealed comes back, whatever it holds and however long it is") {
    SeededRandom random;
    SecretBox box(ring({{1, 'a'}}), random);
    for (const std::string& plain :
         {std::string(), std::string("x"), std::string("\0\n\xff", 3), std::string(100'000, 'p')}) {
        const auto sealed = box.seal(plain, "row/1");
        REQUIRE(sealed.has_value());
        CHECK(sealed->size() == 1 + 4 + 12 + plain.size() + 16);
        const auto opened = box.open(*sealed, "row/1");
        REQUIRE(opened.has_value());
        CHECK(opened->reveal() == plain);
    }
}

TEST_CASE("the same text is sealed differently each time and does not show") {
    SeededRandom random;
    SecretBox box(ring({{1, 'a'}}), random);
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const auto sealed = box.seal("hunter2-hunter2", "row/1");
        REQUIRE(sealed.has_value());
        CHECK(sealed->find("hunter2") == std::string::npos);
        seen.insert(*sealed);
    }
    CHECK(seen.size() == 100);
}

TEST_CASE("another row's identity does not open it") {
    SeededRandom random;
    SecretBox box(ring({{1, 'a'}}), random);
    const auto sealed = box.seal("secret", "row/1");
    REQUIRE(sealed.has_value());
    for (const char* identity : {"row/2", "row/1 ", "row/", ""}) {
        const auto opened = box.open(*sealed, identity);
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error().code == errc::server);
        CHECK(opened.error().public_text.english() == "A stored secret cannot be read.");
    }
}

TEST_CASE("a changed bit anywhere is noticed, and so is every shortening") {
    SeededRandom random;
    SecretBox box(ring({{1, 'a'}, {2, 'b'}}), random);
    const auto sealed = box.seal("secret", "row/1");
    REQUIRE(sealed.has_value());
    for (std::size_t i = 0; i < sealed->size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = *sealed;
            changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
            CHECK_FALSE(box.open(changed, "row/1").has_value());
        }
        CHECK_FALSE(box.open(sealed->substr(0, i), "row/1").has_value());
    }
    CHECK_FALSE(box.open(*sealed + "x", "row/1").has_value());
}

TEST_CASE("the newest key seals, every key opens, a missing one does not") {
    SeededRandom random;
    SecretBox old(ring({{1, 'a'}}), random);
    SecretBox both(ring({{1, 'a'}, {7, 'b'}}), random);
    const auto by_old = old.seal("secret", "row/1");
    const auto by_new = both.seal("secret", "row/1");
    REQUIRE(by_old.has_value());
    REQUIRE(by_new.has_value());
    CHECK(sealing_key(*by_old) == 1);
    CHECK(sealing_key(*by_new) == 7);
    CHECK(both.open(*by_old, "row/1").has_value());
    CHECK_FALSE(old.open(*by_new, "row/1").has_value());
    SecretBox wrong(ring({{1, 'z'}}), random);
    CHECK_FALSE(wrong.open(*by_old, "row/1").has_value());
    SecretBox none(KeyRing{}, random);
    const auto refused = none.seal("secret", "row/1");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::internal);
}

TEST_CASE("a key that came later is read again once, and stays known") {
    SeededRandom random;
    SecretBox newer(ring({{2, 'b'}}), random);
    const auto sealed = newer.seal("secret", "row/1");
    REQUIRE(sealed.has_value());
    int readings = 0;
    SecretBox box(ring({{1, 'a'}}), random, [&]() -> Result<KeyRing> {
        ++readings;
        return ring({{2, 'b'}});
    });
    const auto before = box.seal("older", "row/2");
    REQUIRE(before.has_value());
    CHECK(readings == 0);
    CHECK(box.open(*sealed, "row/1").has_value());
    CHECK(box.open(*sealed, "row/1").has_value());
    CHECK(readings == 1);
    CHECK(box.newest_key() == 2);
    CHECK(box.open(*before, "row/2").has_value());  // the file no longer has the old key, this process does

    SecretBox failing(ring({{1, 'a'}}), random,
                      []() -> Result<KeyRing> { return fail_in_english(errc::invalid_argument, "gone"); });
    CHECK_FALSE(failing.open(*sealed, "row/1").has_value());
}

TEST_CASE("a key ring refuses what is no key") {
    KeyRing keys;
    CHECK_FALSE(keys.add(0, Secret(std::string(32, 'a'))).has_value());
    CHECK_FALSE(keys.add(1, Secret(std::string(31, 'a'))).has_value());
    CHECK_FALSE(keys.add(1, Secret(std::string(33, 'a'))).has_value());
    CHECK(keys.add(1, Secret(std::string(32, 'a'))).has_value());
    CHECK_FALSE(keys.add(1, Secret(std::string(32, 'b'))).has_value());
    CHECK(keys.newest() == 1);
}

TEST_CASE("bytes that no box made name no key") {
    CHECK(sealing_key("") == 0);
    CHECK(sealing_key(std::string(32, '\1')) == 0);
    CHECK(sealing_key(std::string(33, '\2')) == 0);
    CHECK(sealing_key(std::string(33, '\1')) == 0x01010101);
}
