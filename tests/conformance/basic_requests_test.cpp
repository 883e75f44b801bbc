// Basic comes with every request and costs a hash only now and then: what is spared, and what ends that at once.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "support/gateway_fixture.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view who_am_i = "/api/v1/User/currentAssociate";

unsigned ask(GatewayFixture& gateway, std::string_view user, std::string_view password) {
    return gateway.send("GET", who_am_i, {{"Authorization", basic(user, password)}}, {}).status;
}

int hashes_of(GatewayFixture& gateway, const std::function<void()>& work) {
    const int before = gateway.hasher.verifications;
    work();
    return gateway.hasher.verifications - before;
}

}  // namespace

TEST_CASE("a hundred requests cost one hash, and another one after the time is over") {
    GatewayFixture gateway;
    const auto requests = [&] {
        for (int i = 0; i < 100; ++i) {
            CHECK(ask(gateway, "tje0", "Tje0") == 200);
            gateway.clock.advance(590ms);
        }
    };
    CHECK(hashes_of(gateway, requests) == 1);
    gateway.clock.advance(1s);
    CHECK(hashes_of(gateway, requests) == 1);
}

TEST_CASE("with no time to remember every request costs a hash") {
    FixtureSettings settings;
    settings.basic.time = 0s;
    GatewayFixture gateway(settings);
    CHECK(hashes_of(gateway, [&] {
              for (int i = 0; i < 5; ++i) CHECK(ask(gateway, "tje0", "Tje0") == 200);
          }) == 5);
}

TEST_CASE("only what was proven is remembered") {
    GatewayFixture gateway;
    CHECK(ask(gateway, "tje0", "Tje0") == 200);
    CHECK(hashes_of(gateway, [&] {
              for (const char* wrong : {"tje0", "Tje", "Tje0 ", ""}) CHECK(ask(gateway, "tje0", wrong) == 401);
          }) == 4);
    CHECK(hashes_of(gateway, [&] { CHECK(ask(gateway, "nobody", "Tje0") == 401); }) == 1);
    CHECK(hashes_of(gateway, [&] { CHECK(ask(gateway, "nobody", "Tje0") == 401); }) == 1);
    SUBCASE("by whichever source proved it") {
        gateway.address = "192.0.2.2";
        CHECK(hashes_of(gateway, [&] { CHECK(ask(gateway, "tje0", "Tje0") == 200); }) == 1);
    }
    SUBCASE("however the name is written") {
        CHECK(hashes_of(gateway, [&] { CHECK(ask(gateway, " TJE0", "Tje0") == 200); }) == 0);
    }
    SUBCASE("a log-in is a log-in: it always costs a hash") {
        CHECK(hashes_of(gateway, [&] { CHECK(gateway.ticket("tje0", "Tje0").starts_with("7T:")); }) == 1);
    }
}

TEST_CASE("a ticket in the place of the name ends when it ends") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("tje0", "Tje0");
    CHECK(ask(gateway, ticket, "") == 200);
    gateway.sql("DELETE FROM session");
    gateway.sessions().forget_all();
    CHECK(ask(gateway, ticket, "") == 401);
}

TEST_CASE("a change ends it at once") {
    struct Row {
        std::string_view what;
        std::string_view operation;
        std::string_view body;
        unsigned old_password;   // what the old credentials come to afterwards
    };
    const std::vector<Row> rows{
        {"the password, by an administrator", "SetPassword", R"({"AssociateId":2,"Password":"quiet-lantern-41"})", 401},
        {"the password, by an administrator who knows the old one", "ChangePassword",
         R"({"AssociateId":2,"OldPassword":"Tje0","NewPassword":"quiet-lantern-41"})", 401},
        {"a generated password", "SetGeneratedPassword", R"({"AssociateId":2})", 401},
        {"retired", "MakeRetired", R"({"AssociateId":2,"Retired":true})", 401},
        {"rights of the role", "SetFunctionalRights", R"({"RoleId":2,"FunctionalRightIds":[]})", 200},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        GatewayFixture gateway;
        const std::string administrator = "SoTicket " + gateway.ticket("adm0", "Adm0-demo-only");
        CHECK(ask(gateway, "tje0", "Tje0") == 200);
        CHECK(hashes_of(gateway, [&] { CHECK(ask(gateway, "tje0", "Tje0") == 200); }) == 0);
        const HttpReply changed = gateway.rest(row.operation, administrator, row.body);
        CHECK_MESSAGE(changed.status < 300, changed.body);
        CHECK(hashes_of(gateway, [&] { CHECK(ask(gateway, "tje0", "Tje0") == row.old_password); }) == 1);
    }
}

TEST_CASE("one's own new password is the only one from then on") {
    GatewayFixture gateway;
    CHECK(ask(gateway, "tje0", "Tje0") == 200);
    CHECK(gateway
              .rest("ChangeOwnPassword", basic("tje0", "Tje0"),
                    R"({"OldPassword":"Tje0","NewPassword":"quiet-lantern-41"})")
              .body == "true");
    CHECK(ask(gateway, "tje0", "Tje0") == 401);
    CHECK(ask(gateway, "tje0", "quiet-lantern-41") == 200);
}

TEST_CASE("rights that are taken away are gone with the next request") {
    GatewayFixture gateway;
    const std::string by = basic("ADM0", "Adm0-demo-only");
    CHECK(gateway.rest("SetPassword", by, R"({"AssociateId":2,"Password":"quiet-lantern-41"})").body == "true");
    const std::string system = "SoTicket " + gateway.ticket("SYS0", "Sys0-demo-only");
    REQUIRE(system.size() > 12);
    gateway.sql("UPDATE associate SET role_id = (SELECT role_id FROM associate WHERE id = 2) WHERE id = 1");
    // Any change of roles makes all of them be read again.
    const HttpReply changed = gateway.rest("SetFunctionalRights", system, R"({"RoleId":2,"FunctionalRightIds":[]})");
    CHECK_MESSAGE(changed.status < 300, changed.body);
    CHECK(gateway.rest("SetPassword", by, R"({"AssociateId":2,"Password":"loud-lantern-42"})").status == 403);
}

TEST_CASE("a password's validity is judged with every request") {
    GatewayFixture gateway;
    const auto end = (gateway.clock.now() + 10s).time_since_epoch().count();
    gateway.sql("UPDATE password_credential SET valid_to = " + std::to_string(end) + " WHERE associate_id = 2");
    CHECK(ask(gateway, "tje0", "Tje0") == 200);
    gateway.clock.advance(9s);
    CHECK(ask(gateway, "tje0", "Tje0") == 200);
    gateway.clock.advance(1s);
    CHECK(ask(gateway, "tje0", "Tje0") == 401);
}

TEST_CASE("the throttle decides as it does without a memory") {
    GatewayFixture gateway;
    CHECK(ask(gateway, "tje0", "Tje0") == 200);
    SUBCASE("a blocked pair is blocked, also for the right password") {
        for (int i = 0; i < 5; ++i) CHECK(ask(gateway, "tje0", "guess") == 401);
        CHECK(ask(gateway, "tje0", "Tje0") == 401);
        SUBCASE("until it is unlocked") {
            gateway.throttle().unlock("tje0");
            CHECK(ask(gateway, "tje0", "Tje0") == 200);
        }
        SUBCASE("nobody else is") {
            gateway.address = "192.0.2.2";
            CHECK(ask(gateway, "tje0", "Tje0") == 200);
        }
    }
    SUBCASE("a blocked source gets 429 before anything, at no cost") {
        for (int i = 0; i < 100; ++i) ask(gateway, "nobody" + std::to_string(i), "guess");
        CHECK(hashes_of(gateway, [&] { CHECK(ask(gateway, "tje0", "Tje0") == 429); }) == 0);
    }
    SUBCASE("what is remembered does not count as a log-in that ends the pair's count") {
        for (int i = 0; i < 4; ++i) CHECK(ask(gateway, "tje0", "guess") == 401);
        CHECK(ask(gateway, "tje0", "Tje0") == 200);
        CHECK(ask(gateway, "tje0", "guess") == 401);
        CHECK(ask(gateway, "tje0", "Tje0") == 401);
    }
}

TEST_CASE("the audit counts proofs, not requests") {
    GatewayFixture gateway;
    for (int i = 0; i < 10; ++i) CHECK(ask(gateway, "tje0", "Tje0") == 200);
    int log_ins = 0;
    for (const AuditEvent& event : gateway.core().audit.take_counted())
        if (event.kind == AuditKind::login) log_ins += event.count;
    CHECK(log_ins == 1);
}
