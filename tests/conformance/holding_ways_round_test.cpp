// Ways round "nobody gives or takes over what they do not hold": first make it giveable, first make the owner go, first
// shut the owner out. What the matrix of holding has no cell for.
#include <doctest/doctest.h>

#include "conformance/resource_calls.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Power (17) has what no caller here holds but ADM0, Plain (18) nothing; both stand behind the employees' ordinary role 2.
struct OrdinaryRolesDesk {
    explicit OrdinaryRolesDesk(bool as_netserver = false) : gateway(settings(as_netserver)) {
        add_cast(gateway);
        gateway.sql(
            "INSERT INTO role (id, name, folded_name, description, type, rank, registered, updated) VALUES "
            "(17, 'Power', 'power', '', 0, 93, 0, 0), (18, 'Plain', 'plain', '', 0, 95, 0, 0);"
            "INSERT INTO role_right (role_id, right_id) VALUES (17, 9), (12, 2)");
    }
    static FixtureSettings settings(bool as_netserver) {
        FixtureSettings settings;
        settings.access.as_netserver = as_netserver;
        return settings;
    }
    unsigned rank(std::string_view caller, int role, std::string_view name, int rank) {
        return send(gateway, caller, "PUT", "Role/" + std::to_string(role),
                    R"({"Name":")" + std::string(name) + R"(","Rank":)" + std::to_string(rank) + "}")
            .status;
    }
    unsigned make_user(std::string_view caller, std::string_view name, int role) {
        return send(gateway, caller, "POST", "User",
                    R"({"Name":")" + std::string(name) + R"(","Type":"InternalAssociate","Role":{"Id":)" +
                        std::to_string(role) +
                        R"(},"UserGroup":{"Id":2},"Person":{"Firstname":"N","Lastname":"N","ContactId":1}})")
            .status;
    }
    std::string default_role() { return send(gateway, "ADM0", "GET", "User/Default?userType=InternalAssociate").body; }
    GatewayFixture gateway;
};

// A service account with a password, of usr0; its number.
std::string service_account_of(GatewayFixture& gateway, std::string_view owner) {
    const HttpReply saved = send(gateway, owner, "POST", "Agents/User/SaveServiceAuth",
                                 R"({"Server":"imap.example.com","Port":993,"Username":"svc","AuthType":"Basic",)"
                                 R"("Password":"mail-secret-9731"})");
    constexpr std::string_view key = R"("ServiceAuthId":)";
    const std::size_t at = saved.body.find(key);
    REQUIRE_MESSAGE(at != std::string::npos, saved.body);
    return std::to_string(std::stoi(saved.body.substr(at + key.size())));
}

HttpReply save_account(GatewayFixture& gateway, std::string_view caller, const std::string& id, std::string_view server,
                       std::string_view user_name = "svc", int port = 993) {
    return send(gateway, caller, "POST", "Agents/User/SaveServiceAuth",
                R"({"ServiceAuthId":)" + id + R"(,"Server":")" + std::string(server) + R"(","Port":)" +
                    std::to_string(port) + R"(,"AuthType":"Basic","Username":")" + std::string(user_name) + R"("})");
}

bool has_password(GatewayFixture& gateway, const std::string& id) {
    const HttpReply got = send(gateway, "SYS0", "POST", "Agents/User/GetServiceAuth?serviceAuthId=" + id);
    REQUIRE(got.status == 200);
    return got.body.find("mail-secret-9731") != std::string::npos;
}

}  // namespace

TEST_CASE("no role becomes the ordinary one by somebody who lacks its rights") {
    OrdinaryRolesDesk desk;
    GatewayFixture& gateway = desk.gateway;
    const std::string before = gateway.dump();
    CHECK(desk.make_user("rol0", "new0", 17) == 403);
    CHECK(desk.rank("rol0", 17, "Power", -5) == 403);
    CHECK(desk.rank("rol0", 2, "User level 1", 94) == 403);
    CHECK(send(gateway, "rol0", "DELETE", "Role/2?replacingRoleId=18").status == 403);
    // What administers is no ordinary role.
    CHECK(send(gateway, "rol0", "PUT", "Role/2/FunctionRight", "[3,10,11]").status == 403);
    CHECK(desk.make_user("rol0", "new0", 17) == 403);
    CHECK(gateway.dump() == before);
    // What stays behind the ordinary one, and what gives no more than it.
    CHECK(desk.rank("rol0", 17, "Power", 150) == 200);
    CHECK(desk.rank("rol0", 18, "Plain", -5) == 200);
    CHECK(desk.make_user("rol0", "new0", 18) == 200);
    // Employees' rights are not the caller's: given back to the first place, the old one would be a gift.
    CHECK(desk.rank("ADM0", 17, "Power", -6) == 200);
    CHECK(desk.make_user("usr0", "new1", 17) == 200);
}

TEST_CASE("as NetServer has it, who administers roles says which is the ordinary one") {
    OrdinaryRolesDesk desk(true);
    CHECK(desk.rank("rol0", 17, "Power", -5) == 200);
    CHECK(send(desk.gateway, "rol0", "PUT", "Role/17/FunctionRight", "[]").status != 403);
    CHECK(send(desk.gateway, "rol0", "DELETE", "Role/11?replacingRoleId=18").status == 204);
}

TEST_CASE("a role with another right to administer by is no ordinary one") {
    OrdinaryRolesDesk desk;
    desk.gateway.sql(
        "INSERT INTO role_right (role_id, right_id) VALUES (18, 5); UPDATE role SET rank = -9 WHERE id = 18");
    CHECK(desk.default_role().find(R"("Id":18)") == std::string::npos);
}

TEST_CASE("what a user left who is gone is nobody's but the general administrators'") {
    GatewayFixture gateway;
    add_cast(gateway);
    gateway.sql("INSERT INTO role_right (role_id, right_id) VALUES (13, 2)");
    const std::string id = service_account_of(gateway, "usr0");
    REQUIRE(send(gateway, "ADM0", "DELETE", "User/11").status == 204);
    const std::string before = gateway.dump();
    CHECK(save_account(gateway, "xad0", id, "evil.example.net").status == 403);
    CHECK(send(gateway, "xad0", "POST", "Agents/User/DeleteServiceAuth?serviceAuthId=" + id).status == 403);
    CHECK(gateway.dump() == before);
    CHECK(has_password(gateway, id));
    CHECK(save_account(gateway, "ADM0", id, "imap.example.com").status == 200);
    CHECK(has_password(gateway, id));
    CHECK(save_account(gateway, "ADM0", id, "imap.example.org").status == 200);
    CHECK_FALSE(has_password(gateway, id));
}

TEST_CASE("a stored password goes where its owner says") {
    const auto kept_after = [](std::string_view caller, std::string_view server, std::string_view user_name, int port,
                               bool as_netserver) {
        FixtureSettings settings;
        settings.access.as_netserver = as_netserver;
        GatewayFixture gateway(settings);
        add_cast(gateway);
        gateway.sql("INSERT INTO role_right (role_id, right_id) VALUES (13, 2)");
        const std::string id = service_account_of(gateway, "usr0");
        CHECK(save_account(gateway, caller, id, server, user_name, port).status == 200);
        return has_password(gateway, id);
    };
    for (const bool as_netserver : {false, true}) {
        CHECK(kept_after("usr0", "imap.example.org", "other", 143, as_netserver));
        CHECK(kept_after("xad0", "imap.example.com", "svc", 993, as_netserver));
        CHECK_FALSE(kept_after("xad0", "evil.example.net", "svc", 993, as_netserver));
        CHECK_FALSE(kept_after("xad0", "imap.example.com", "svc2", 993, as_netserver));
        CHECK_FALSE(kept_after("xad0", "imap.example.com", "svc", 143, as_netserver));
    }
}

TEST_CASE("nobody shuts an administrator out of the log-in by mail with the same address") {
    GatewayFixture gateway;
    add_cast(gateway);
    gateway.sql("UPDATE person SET email = 'adm0@example.com', folded_email = 'adm0@example.com' WHERE id = 50");
    const Fields patch{{"Authorization", basic("usr0", password_of("usr0"))},
                       {"Content-Type", "application/merge-patch+json"}};
    const auto address = [&](std::string_view mail) {
        return gateway.send(
            "PATCH", "/api/v1/User/11", patch,
            R"({"Person":{"Firstname":"U","Lastname":"U","ContactId":1,"Email":")" + std::string(mail) + R"("}})");
    };
    CHECK(address("ADM0@Example.com").status == 403);
    CHECK(send(gateway, "xad0", "POST", "Agents/User/CreateExternalUser",
               R"({"PersonId":50,"UserName":"paul","Password":"","RoleId":3,"IsActive":true})")
              .status == 403);
    const HttpReply judged =
        send(gateway, "usr0", "POST", "User/Validate",
             R"({"AssociateId":11,"Person":{"Lastname":"U","ContactId":1,"Email":"adm0@example.com"}})");
    CHECK_MESSAGE(judged.body.find("whom you may not change") != std::string::npos, judged.body);
    CHECK(gateway.logs_in("adm0@example.com", password_of("ADM0")));
    CHECK(address("tje0@example.com").status == 200);
}
