// Whoever logs in without success has cost one hash and reads the same, whatever the reason and the way in.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/base/encoding.hpp"
#include "core/security/stored_hash.hpp"
#include "support/gateway_fixture.hpp"
#include "support/ways_in.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("unknown, wrong, locked, retired and without a password cost one hash and read the same") {
    for (const WayIn& way : ways_in) {
        CAPTURE(std::string(way.name));
        GatewayFixture gateway;
        // SYS0 is locked from this address before anything is compared.
        for (int i = 0; i < 6; ++i) way.log_in(gateway, "SYS0", "wrong");
        const auto attempt = [&](std::string_view user, std::string_view password) {
            gateway.hasher.verifications = gateway.hasher.anonymous = gateway.hasher.hashes = 0;
            HttpReply reply = way.log_in(gateway, user, password);
            CHECK(gateway.hasher.verifications == 1);
            CHECK(gateway.hasher.anonymous == 1);
            CHECK(gateway.hasher.hashes == 0);
            return reply;
        };
        const HttpReply wrong = attempt("tje0", "wrong");
        for (const auto& [what, user, password] :
             {std::tuple("unknown", "nobody", "wrong"), std::tuple("locked, wrong", "SYS0", "wrong"),
              std::tuple("locked, right", "SYS0", "Sys0-demo-only"),
              std::tuple("retired, right", "old0", "Old0-demo-only"), std::tuple("retired, wrong", "old0", "wrong"),
              std::tuple("without a password", "room1", "wrong")}) {
            CAPTURE(std::string(what));
            const HttpReply reply = attempt(user, password);
            CHECK(reply.status == wrong.status);
            CHECK(reply.body == wrong.body);
            std::vector<std::string> names;
            std::vector<std::string> expected;
            for (const auto& field : reply.headers) names.emplace_back(field.first);
            for (const auto& field : wrong.headers) expected.emplace_back(field.first);
            CHECK(names == expected);
        }
        // Not to compare nothing with nothing: the right password gets in.
        CHECK(attempt("tje0", "Tje0").body != wrong.body);
    }
}

TEST_CASE("every way in says where a log-in comes from and what failed from there") {
    for (const WayIn& way : ways_in) {
        CAPTURE(std::string(way.name));
        GatewayFixture gateway;
        gateway.address = "2001:db8:1:2:3::4";
        for (int failed = 0; failed < 3; ++failed) {
            way.log_in(gateway, "nobody", "wrong");
            const HashClaim claim = gateway.hasher.last_claim();
            CHECK(claim.priority == HashPriority::anonymous);
            CHECK(claim.source == "2001:db8:1::/48");
            CHECK(claim.failures == failed);
        }
        gateway.address = "192.0.2.77";
        way.log_in(gateway, "tje0", "Tje0");
        CHECK_FALSE(gateway.hasher.last_claim().is_known);
        // Known from now on, whoever is asked for: waiting must not tell who has logged in there, or exists.
        for (int failed = 0; failed < 7; ++failed) {
            way.log_in(gateway, failed % 2 == 0 ? "TJE0" : "nobody", "wrong");
            CHECK(gateway.hasher.last_claim().source == "192.0.2.77");
            CHECK(gateway.hasher.last_claim().failures == failed);
            CHECK(gateway.hasher.last_claim().is_known);
        }
    }
}

namespace {

// `password`, hashed at these costs: CountingHasher takes it for that, and the database counts it as such.
std::string hash_of(std::string_view password, const char* costs) {
    return "$argon2id$v=19$" + std::string(costs) + "$AAECAwQFBgcICQoLDA0ODw$" + hex_encode(sha256(password));
}

void set_hash(GatewayFixture& gateway, std::string_view name, const std::string& hash) {
    gateway.sql("UPDATE password_credential SET phc = '" + hash + "', cost = '" + cost_text(hash) +
                "' WHERE associate_id = (SELECT id FROM associate WHERE name = '" + std::string(name) + "')");
}

void set_hash(GatewayFixture& gateway, std::string_view name, std::string_view password, const char* costs) {
    set_hash(gateway, name, hash_of(password, costs));
}

HttpReply by_old_password(GatewayFixture& gateway, std::string_view ticket, std::string_view old_password) {
    return gateway.rest("ChangeOwnPassword", "SOTicket " + std::string(ticket),
                        R"({"OldPassword":")" + std::string(old_password) + R"(","NewPassword":"quiet-lantern-41"})");
}

}  // namespace

TEST_CASE("every failure costs the same however cheap or dear the hashes that are stored") {
    struct Costs {
        const char* what;
        const char* tje0;
        const char* sys0;
        std::uint64_t units;   // of an attempt
    };
    constexpr std::uint64_t configured = 19456 * 2;
    for (const Costs& costs : {Costs{"all of today's", "m=19456,t=2,p=1", "m=19456,t=2,p=1", configured},
                               Costs{"raised since", "m=7168,t=5,p=1", "m=7168,t=5,p=1", configured},
                               Costs{"raised in steps", "m=7168,t=5,p=1", "m=9216,t=4,p=1", configured},
                               Costs{"lowered since", "m=19456,t=2,p=1", "m=65536,t=3,p=1", 65536 * 3},
                               Costs{"both", "m=7168,t=5,p=1", "m=47104,t=1,p=1", 47104}}) {
        for (const WayIn& way : ways_in) {
            CAPTURE(std::string(costs.what));
            CAPTURE(std::string(way.name));
            GatewayFixture gateway;
            set_hash(gateway, "tje0", "Tje0", costs.tje0);
            set_hash(gateway, "old0", "Old0-demo-only", costs.tje0);
            set_hash(gateway, "SYS0", "Sys0-demo-only", costs.sys0);
            for (int i = 0; i < 6; ++i) way.log_in(gateway, "SYS0", "wrong");
            // Of a password, not of a header: that is malformed, whoever it names.
            const std::string too_long(1500, 'x');
            for (const auto& [what, user, password] :
                 {std::tuple("unknown", "nobody", "wrong"), std::tuple("wrong", "tje0", "wrong"),
                  std::tuple("too long", "tje0", too_long.c_str()),
                  std::tuple("unknown, too long", "nobody", too_long.c_str()),
                  std::tuple("other hash", "ADM0", "wrong"), std::tuple("locked, wrong", "SYS0", "wrong"),
                  std::tuple("locked, right", "SYS0", "Sys0-demo-only"),
                  std::tuple("retired, right", "old0", "Old0-demo-only"), std::tuple("retired, wrong", "old0", "wrong"),
                  std::tuple("without a password", "room1", "wrong")}) {
                CAPTURE(std::string(what));
                gateway.hasher.units = 0;
                way.log_in(gateway, user, password);
                // Argon2 cannot spend less than 8 KiB.
                CHECK(gateway.hasher.units <= costs.units);
                CHECK(gateway.hasher.units + 8 > costs.units);
            }
        }
        // Who asks for the old password asks the same way.
        GatewayFixture gateway;
        set_hash(gateway, "tje0", "Tje0", costs.tje0);
        set_hash(gateway, "SYS0", "Sys0-demo-only", costs.sys0);
        const std::string adm0 = gateway.ticket("ADM0", "Adm0-demo-only");
        const std::string sys0 = gateway.ticket("SYS0", "Sys0-demo-only");
        set_hash(gateway, "SYS0", "Sys0-demo-only", costs.sys0);
        for (const std::string& ticket : {adm0, sys0}) {
            gateway.hasher.units = 0;
            CHECK(by_old_password(gateway, ticket, "wrong").status != 401);
            CHECK(gateway.hasher.units <= costs.units);
            CHECK(gateway.hasher.units + 8 > costs.units);
        }
    }
}

TEST_CASE("once the dearest hash is gone an attempt costs what it did before") {
    GatewayFixture gateway;
    const auto cost = [&] {
        gateway.hasher.units = 0;
        by_basic(gateway, "nobody", "wrong");
        return gateway.hasher.units.load();
    };
    const std::uint64_t before = cost();
    set_hash(gateway, "old0", "Old0-demo-only", "m=65536,t=3,p=1");
    CHECK(cost() == 65536 * 3);
    set_hash(gateway, "tje0", "Tje0", "m=65536,t=3,p=1");
    gateway.sql("DELETE FROM password_credential WHERE associate_id = (SELECT id FROM associate WHERE name = 'old0')");
    CHECK(cost() == 65536 * 3);
    set_hash(gateway, "tje0", "Tje0", "m=7168,t=5,p=1");
    CHECK(cost() == before);
}

TEST_CASE("a stored hash that costs more than any may makes no attempt dearer") {
    GatewayFixture gateway;
    const auto cost = [&](std::string_view user) {
        gateway.hasher.units = 0;
        by_basic(gateway, user, "wrong");
        return gateway.hasher.units.load();
    };
    const std::uint64_t before = cost("nobody");
    for (const char* const costs : {"m=1048576,t=64,p=1", "m=1048576,t=3,p=1", "m=32769,t=64,p=1"}) {
        CAPTURE(std::string(costs));
        set_hash(gateway, "old0", "Old0-demo-only", costs);
        CHECK(cost("nobody") == before);
    }
    // The dearest that may be.
    set_hash(gateway, "old0", "Old0-demo-only", "m=1048576,t=2,p=1");
    CHECK(cost("nobody") == 2 * 1048576);
}

namespace {

using ForeignUnits = std::array<std::uint64_t, hash_schemes>;

// What an attempt spends: KiB times passes of Argon2id, and of every other scheme.
std::pair<std::uint64_t, ForeignUnits> spent_on(GatewayFixture& gateway, const WayIn& way, std::string_view user,
                                                std::string_view password) {
    gateway.hasher.units = 0;
    for (auto& units : gateway.hasher.foreign_units) units = 0;
    gateway.hasher.verifications = 0;
    way.log_in(gateway, user, password);
    CHECK(gateway.hasher.verifications == 1);
    ForeignUnits foreign{};
    for (std::size_t i = 0; i < hash_schemes; ++i) foreign[i] = gateway.hasher.foreign_units[i];
    return {gateway.hasher.units, foreign};
}

constexpr const char* bcrypt_of_u = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";   // "U*U"
constexpr const char* bcrypt_dearer = "$2b$06$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
constexpr const char* ssha_of_test = "{SSHA}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276a";   // "test123"

}  // namespace

TEST_CASE(
    "where hashes of other programs are stored, every failure costs the dearest of each scheme, whoever is asked for") {
    for (const WayIn& way : ways_in) {
        CAPTURE(std::string(way.name));
        GatewayFixture gateway;
        set_hash(gateway, "tje0", bcrypt_of_u);
        set_hash(gateway, "old0", ssha_of_test);
        set_hash(gateway, "SYS0", bcrypt_dearer);
        for (int i = 0; i < 6; ++i) way.log_in(gateway, "SYS0", "wrong");
        const auto unknown = spent_on(gateway, way, "nobody", "wrong");
        CHECK(unknown.first == 19456 * 2);
        ForeignUnits expected{};
        expected[static_cast<std::size_t>(HashScheme::bcrypt)] = 64;
        expected[static_cast<std::size_t>(HashScheme::salted_sha1)] = 1;
        CHECK(unknown.second == expected);
        for (const auto& [what, user, password] :
             {std::tuple("wrong", "tje0", "wrong"), std::tuple("of Argon2id, wrong", "ADM0", "wrong"),
              std::tuple("locked", "SYS0", "wrong"), std::tuple("retired, right", "old0", "test123"),
              std::tuple("retired, wrong", "old0", "wrong"), std::tuple("without a password", "room1", "wrong")}) {
            CAPTURE(std::string(what));
            CHECK(spent_on(gateway, way, user, password) == unknown);
        }
        CHECK(gateway.hasher.hashes == 0);
    }
}

TEST_CASE("the log-in that succeeds makes another program's hash ours, and with the last one goes its cost") {
    for (const WayIn& way : ways_in) {
        CAPTURE(std::string(way.name));
        GatewayFixture gateway;
        set_hash(gateway, "tje0", ssha_of_test);
        const HttpReply wrong = way.log_in(gateway, "tje0", "wrong");
        CHECK(wrong.body == way.log_in(gateway, "nobody", "wrong").body);
        CHECK(gateway.hasher.hashes == 0);
        CHECK(way.log_in(gateway, "tje0", "test123").body != wrong.body);
        CHECK(gateway.hasher.hashes == 1);
        ForeignUnits none{};
        CHECK(spent_on(gateway, way, "nobody", "wrong").second == none);
        CHECK(way.log_in(gateway, "tje0", "test123").body != wrong.body);
        CHECK(gateway.hasher.hashes == 1);
    }
}
