// The memory of proven passwords by itself: what is the same credential, how long it lasts, what ends it.
#include <doctest/doctest.h>

#include <string>

#include "core/security/basic_cache.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;

namespace {

struct CacheRig {
    ManualClock clock;
    SeededRandom random;
    BasicCache cache;

    explicit CacheRig(BasicCacheSettings settings = {}) : cache(settings, clock, random) {}

    Identity identity(std::int32_t id) const {
        Identity identity;
        identity.associate.id = id;
        identity.associate.name = "Tje" + std::to_string(id);
        identity.associate.type = UserType::internal_associate;
        PasswordRecord password;
        password.phc = "$secret$";
        password.valid_from = clock.now() - 1h;
        password.valid_to = clock.now() + 1h;
        identity.password = password;
        return identity;
    }
    Digest keep(std::int32_t id, std::uint64_t as_of) {
        const Digest key = cache.key_of("tje" + std::to_string(id), "pw", "192.0.2.1");
        Caller caller;
        caller.associate_id = id;
        cache.keep(key, identity(id), caller, as_of);
        return key;
    }
    Digest keep(std::int32_t id) { return keep(id, cache.as_of()); }
    bool has(const Digest& key) const { return cache.find(key) != nullptr; }
};

}  // namespace

TEST_CASE("the same credentials are the same key, any other are another") {
    const CacheRig rig;
    const auto key = [&](std::string_view name, std::string_view password, std::string_view source) {
        return rig.cache.key_of(name, password, source);
    };
    const Digest one = key("tje0", "Tje0", "192.0.2.1");
    CHECK(key(" TJE0 ", "Tje0", "192.0.2.1") == one);
    CHECK(key("tje0", "tje0", "192.0.2.1") != one);
    CHECK(key("tje0", "Tje0 ", "192.0.2.1") != one);
    CHECK(key("tje0", "Tje0", "192.0.2.2") != one);
    CHECK(key("tje", "0Tje0", "192.0.2.1") != one);
    CHECK(key("tje0T", "je0", "192.0.2.1") != one);
    CHECK(key("tje0", "", "192.0.2.1") != one);
    SUBCASE("another process has another key") {
        ManualClock clock;
        SeededRandom other(2);
        CHECK(BasicCache({}, clock, other).key_of("tje0", "Tje0", "192.0.2.1") != one);
    }
}

TEST_CASE("a proof lasts for its time, however often it is used, and not a clock's step longer") {
    CacheRig rig;
    const Digest key = rig.keep(1);
    for (int second = 0; second < 60; ++second) {
        CHECK(rig.has(key));
        rig.clock.advance(1s);
    }
    CHECK_FALSE(rig.has(key));
    const Digest again = rig.keep(1);
    rig.clock.advance(-2h);
    CHECK_FALSE(rig.has(again));
}

TEST_CASE("no time or no room: nothing is remembered") {
    CacheRig no_time({0s, 10});
    CHECK_FALSE(no_time.has(no_time.keep(1)));
    CacheRig no_room({60s, 0});
    CHECK_FALSE(no_room.has(no_room.keep(1)));
}

TEST_CASE("there is room for so many, and the oldest goes first") {
    CacheRig rig({60s, 3});
    const Digest first = rig.keep(1);
    rig.clock.advance(1s);
    const Digest second = rig.keep(2);
    rig.clock.advance(1s);
    const Digest third = rig.keep(3);
    rig.clock.advance(1s);
    const Digest fourth = rig.keep(4);
    CHECK_FALSE(rig.has(first));
    CHECK(rig.has(second));
    CHECK(rig.has(third));
    CHECK(rig.has(fourth));
}

TEST_CASE("who may not log in at this moment is not found") {
    CacheRig rig({7200s, 10});
    const Digest key = rig.keep(1);
    CHECK(rig.has(key));
    rig.clock.advance(1h);
    CHECK_FALSE(rig.has(key));
}

TEST_CASE("an ending forgets the associate's proofs, or all") {
    CacheRig rig;
    const Digest one = rig.keep(1);
    const Digest two = rig.keep(2);
    rig.cache.forget_associate(1);
    CHECK_FALSE(rig.has(one));
    CHECK(rig.has(two));
    rig.cache.forget_all();
    CHECK_FALSE(rig.has(two));
}

TEST_CASE("a verification that began before an ending is not remembered after it") {
    CacheRig rig;
    const std::uint64_t before = rig.cache.as_of();
    rig.cache.forget_associate(7);
    CHECK_FALSE(rig.has(rig.keep(1, before)));
    const std::uint64_t then = rig.cache.as_of();
    rig.cache.forget_all();
    CHECK_FALSE(rig.has(rig.keep(1, then)));
    CHECK(rig.has(rig.keep(1)));
}

TEST_CASE("neither password nor hash is kept") {
    CacheRig rig;
    const auto proven = rig.cache.find(rig.keep(1));
    REQUIRE(proven != nullptr);
    REQUIRE(proven->judged.password.has_value());
    CHECK(proven->judged.password->phc.empty());
    CHECK(proven->account == "tje1");
}
