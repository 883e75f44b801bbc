// Nobody gives or takes over what they do not hold: the authorization matrix's cells of {caller} x {who it is done to,
// or what is given} x {way}, over SOAP and the WebAPI, as it is by default and as NetServer has it. The expectation is
// written here a second time; what is denied changes nothing and is audited.
#include <doctest/doctest.h>

#include <algorithm>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// What decides here, of a caller and of an object.
struct Held {
    bool users = false;
    bool roles = false;
    bool externals = false;
    bool all = false;
};

struct HoldingCaller {
    std::string_view what;
    std::string_view name;  // empty: no credentials
    Held held;
};

constexpr HoldingCaller holding_callers[] = {
    {"nobody", "", {}},
    {"employee", "tje0", {}},
    {"external users' administrator", "xad0", {false, false, true, false}},
    {"user administrator", "usr0", {true, false, true, false}},
    {"role administrator", "rol0", {false, true, false, false}},
    {"general administrator", "ADM0", {true, true, true, true}},
    {"system", "SYS0", {true, true, true, true}},
};

// One is there to be touched, one is retired, one waits; each holds what its role gives.
struct HoldingObject {
    std::string_view what;
    std::int32_t id;
    UserType type;
    std::int32_t role;
    Held held;

    std::int32_t retired() const { return id + 20; }
    std::int32_t waiting() const { return id + 40; }
    std::string name() const { return "obj" + std::to_string(id); }
};

constexpr HoldingObject holding_objects[] = {
    {"employee", 101, UserType::internal_associate, 2, {}},
    {"external", 102, UserType::external_associate, 3, {}},
    {"user administrator", 103, UserType::internal_associate, 11, {true, false, true, false}},
    {"role administrator", 104, UserType::internal_associate, 12, {false, true, false, false}},
    {"general administrator", 105, UserType::internal_associate, 1, {true, true, true, true}},
    {"system", 106, UserType::system_associate, 5, {true, true, true, true}},
    {"external who administers users", 107, UserType::external_associate, 14, {true, false, true, false}},
};

bool is_external_object(const HoldingObject& object) { return object.type == UserType::external_associate; }

bool holds_as_much(const Held& caller, const Held& object) {
    // Roles 2 and 3 are the ordinary ones of their types: whoever makes users gives them, though they lack their rights.
    return caller.all || (!object.all && (caller.users || !object.users) && (caller.roles || !object.roles) &&
                          (caller.externals || !object.externals));
}

enum class WayNeeds : std::uint8_t { users, externals, roles };

struct HoldingWay {
    std::string_view what;
    WayNeeds needs;
    AnyRequest (*make)(GatewayFixture& gateway, const HoldingObject& object, int turn);
    Version since = Version::v84;
};

std::string admin_ticket(GatewayFixture& gateway) { return gateway.ticket("ADM0", password_of("ADM0")); }

User user_of_id(GatewayFixture& gateway, std::int32_t id) {
    const Reply got = play(gateway, webapi(), admin_ticket(gateway), AnyRequest("GetUser", UserIdRequest{id}));
    REQUIRE_MESSAGE(got.error.empty(), got.message);
    return *got.value<Box<User>>();
}

template <class Edit> AnyRequest save_edited(GatewayFixture& gateway, std::int32_t id, Edit edit) {
    User user = user_of_id(gateway, id);
    edit(user);
    return AnyRequest("SaveUser", UserRequest{std::move(user)});
}

String fresh_text(std::string_view what, int turn) { return String(std::string(what) + std::to_string(turn)); }

User new_object_user(const HoldingObject& object, int turn) {
    User user = employee("made" + std::to_string(turn));
    user.type = object.type;
    user.role = role_with(object.role);
    return user;
}

List<std::int32_t> rights_given_with(const HoldingObject& object) {
    List<std::int32_t> ids;
    ids.presence = Presence::value;
    if (object.held.all)
        ids.items = {1};
    else if (object.held.users)
        ids.items = {2};
    else if (object.held.roles)
        ids.items = {3};
    return ids;
}

// A role of employees with the rights that the object holds.
void give_role(GatewayFixture& gateway, std::int32_t role, const HoldingObject& object, std::int32_t role_of_member) {
    const std::string id = std::to_string(role);
    std::string sql = "UPDATE role SET deleted = 0, type = 0 WHERE id = " + id +
                      "; UPDATE associate SET role_id = " + std::to_string(role_of_member) + " WHERE id = 130;";
    for (const std::int32_t right : rights_given_with(object).items)
        sql += "INSERT INTO role_right (role_id, right_id) VALUES (" + id + ", " + std::to_string(right) + ");";
    gateway.sql(sql);
}

UntrustedCredentials holding_mailbox() {
    UntrustedCredentials credentials;
    credentials.public_value = "a@example.com";
    credentials.secret_value = "s3cret";
    return credentials;
}

constexpr std::string_view holding_password = "amber-window-77-tide";

const HoldingWay holding_ways[] = {
    // Taken over.
    {"SetPassword", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SetPassword", SetPasswordRequest{o.id, String(std::string(holding_password))});
     }},
    {"SetPasswordFromName", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SetPasswordFromName",
                           SetPasswordFromNameRequest{String(o.name()), String(std::string(holding_password))});
     }},
    {"ChangePassword without the old one", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("ChangePassword",
                           ChangePasswordRequest{o.id, String(""), String(std::string(good_password))});
     }},
    {"ChangePasswordFromName with the old one", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("ChangePasswordFromName",
                           ChangePasswordFromNameRequest{String(o.name()), String(std::string(good_password)),
                                                         String(std::string(holding_password))});
     }},
    {"SetGeneratedPassword", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SetGeneratedPassword", AssociateIdRequest{o.id});
     }},
    {"SetGeneratedPasswordFromName", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SetGeneratedPasswordFromName", AssociateNameRequest{String(o.name())});
     }},
    {"SaveCredential of a password", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SaveCredential",
                           SaveCredentialRequest{o.id, credential_of(password_type_name, holding_password)});
     }},
    {"SaveUser with a password", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         return save_edited(
             g, o.id, [](User& user) { user.credentials.items = {credential_of(password_type_name, good_password)}; });
     }},
    {"SaveUser with another name", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         return save_edited(g, o.id, [&](User& user) { user.name = String(o.name() + "b"); });
     }},
    {"SaveUser with the first name again", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         return save_edited(g, o.id,
                            [&](User& user) { user.name = String(user.name.text == o.name() ? "other" : o.name()); });
     }},
    {"SaveUser with a user name", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int turn) {
         return save_edited(g, o.id, [&](User& user) { user.user_name = fresh_text("login", turn); });
     },
     Version::v86},
    {"SaveUser with another mail address", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int turn) {
         return save_edited(g, o.id, [&](User& user) {
             if (!user.person.has_value()) user.person.emplace().lastname = "Newcomer";
             user.person->email = fresh_text("mail", turn);
         });
     }},
    {"SaveUser with another last name", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int turn) {
         return save_edited(g, o.id, [&](User& user) {
             Person& person = user.person.has_value() ? *user.person : user.person.emplace();
             person.lastname = fresh_text("Last", turn);
         });
     }},
    {"SaveUser of another with their mail address", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         return save_edited(g, 120,
                            [&](User& user) { user.person->email = "P" + std::to_string(o.id) + "@example.com"; });
     }},
    {"SaveUser of a new one with their mail address", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int turn) {
         User user = employee("same" + std::to_string(turn));
         user.person->email = "p" + std::to_string(o.id) + "@example.com";
         return AnyRequest("SaveUser", UserRequest{std::move(user)});
     }},
    {"SaveUser with a lesser role", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         return save_edited(g, o.id, [&](User& user) {
             if (o.type == UserType::internal_associate) user.role = role_with(2);
             if (o.type == UserType::external_associate) user.role = role_with(3);
             if (o.type == UserType::system_associate)
                 user.type = UserType::internal_associate, user.role = role_with(2);
         });
     }},
    {"SaveUntrustedCredentialsForAssociate", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SaveUntrustedCredentialsForAssociate",
                           SaveUntrustedCredentialsForAssociateRequest{o.id, String("Mail"), holding_mailbox()});
     }},
    {"RemoveUntrustedCredentialsForAssociate", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest(
             "RemoveUntrustedCredentialsForAssociate",
             RemoveUntrustedCredentialsForAssociateRequest{o.id, String("Mail"), String("a@example.com")});
     }},
    {"ExecuteUserCommand", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         User user;
         user.associate_id = o.id;
         return AnyRequest("ExecuteUserCommand",
                           ExecuteUserCommandRequest{String("unlock"), CommandActionResult::implicit, std::move(user)});
     }},
    {"SendChangePasswordEMail", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SendChangePasswordEMail", AssociateIdRequest{o.id});
     },
     Version::v88},
    {"SetExternalUserInfo", WayNeeds::externals,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SetExternalUserInfo",
                           SetExternalUserInfoRequest{o.id, String(""), String(std::string(holding_password)), true, 0,
                                                      ExternalUserInfoModification::password});
     }},
    {"GenerateNewPasswordForExternalUser", WayNeeds::externals,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("GenerateNewPasswordForExternalUser", AssociateNameRequest{String(o.name())});
     }},
    {"DeleteCredential of the password", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("DeleteCredential", DeleteCredentialRequest{o.id, String(std::string(password_type_name))});
     }},
    // Taken away.
    {"SetFunctionalRights to none", WayNeeds::roles,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         give_role(g, 16, o, 16);
         List<std::int32_t> none;
         none.presence = Presence::value;
         return AnyRequest("SetFunctionalRights", SetFunctionalRightsRequest{16, none});
     }},
    {"SetFunctionalRights to none, without members", WayNeeds::roles,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         give_role(g, 16, o, 2);
         List<std::int32_t> none;
         none.presence = Presence::value;
         return AnyRequest("SetFunctionalRights", SetFunctionalRightsRequest{16, none});
     }},
    {"DeleteRole with a lesser replacing one", WayNeeds::roles,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         give_role(g, 16, o, 16);
         return AnyRequest("DeleteRole", DeleteRoleRequest{16, 15});
     }},
    {"DeleteRole without members", WayNeeds::roles,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         give_role(g, 16, o, 2);
         return AnyRequest("DeleteRole", DeleteRoleRequest{16, 0});
     }},
    // Given.
    {"SaveUser of a new one", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int turn) {
         return AnyRequest("SaveUser", UserRequest{new_object_user(o, turn)});
     }},
    {"SaveUserFromName of a new one", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int turn) {
         return AnyRequest("SaveUserFromName",
                           SaveUserFromNameRequest{fresh_text("named", turn), new_object_user(o, turn)});
     }},
    {"SaveUser with another role and type", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         return save_edited(g, 120, [&](User& user) {
             user.type = o.type;
             user.role = role_with(o.role);
         });
     }},
    {"SaveUser of one who waited", WayNeeds::users,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         return save_edited(g, o.waiting(), [](User& user) { user.waiting_for_approval = false; });
     },
     Version::v87},
    {"MakeRetired no more", WayNeeds::users,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("MakeRetired", MakeRetiredRequest{o.retired(), false});
     }},
    {"CreateExternalUser", WayNeeds::externals,
     [](GatewayFixture&, const HoldingObject& o, int turn) {
         return AnyRequest("CreateExternalUser",
                           CreateExternalUserRequest{50, fresh_text("ext", turn), String(""), o.role, true});
     }},
    {"SetExternalUserInfo with a role", WayNeeds::externals,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SetExternalUserInfo", SetExternalUserInfoRequest{3, String(""), String(""), true, o.role,
                                                                             ExternalUserInfoModification::role});
     }},
    {"SetFunctionalRights", WayNeeds::roles,
     [](GatewayFixture&, const HoldingObject& o, int) {
         return AnyRequest("SetFunctionalRights", SetFunctionalRightsRequest{15, rights_given_with(o)});
     }},
    {"DeleteRole with a replacing one", WayNeeds::roles,
     [](GatewayFixture& g, const HoldingObject& o, int) {
         // A role of the replacing one's type, with a member and no rights.
         g.sql("UPDATE role SET deleted = 0, type = (SELECT type FROM role WHERE id = " + std::to_string(o.role) +
               ") WHERE id = 16; UPDATE associate SET role_id = 16 WHERE id = 130");
         return AnyRequest("DeleteRole", DeleteRoleRequest{16, o.role});
     }},
};

bool has_access(const HoldingCaller& caller, const HoldingWay& way) {
    switch (way.needs) {
        case WayNeeds::users: return caller.held.users;
        case WayNeeds::externals: return caller.held.externals;
        case WayNeeds::roles: return caller.held.roles;
    }
    return false;
}

// The ways for external users are about no others; who reaches them there with more rights is refused either way.
bool way_is_about(const HoldingWay& way, const HoldingObject& object) {
    if (way.needs == WayNeeds::externals) return is_external_object(object);
    // A type of its own: roles give less than it.
    return way.needs != WayNeeds::roles || object.type != UserType::system_associate;
}

bool may_by_holding(const HoldingCaller& caller, const HoldingWay& way, const HoldingObject& object,
                    bool as_netserver) {
    if (!has_access(caller, way)) return false;
    // NetServer's own rule about external users, whose administrators stay below the others.
    if (as_netserver)
        return way.needs != WayNeeds::externals || caller.held.users || holds_as_much(caller.held, object.held);
    return holds_as_much(caller.held, object.held);
}

void add_holding_objects(GatewayFixture& gateway) {
    add_cast(gateway);
    std::string sql =
        "INSERT INTO role (id, name, folded_name, description, type, rank, registered, updated) VALUES "
        "(14, 'Partner administrator', 'partner administrator', '', 1, 90, 0, 0), (15, 'Empty', 'empty', '', 0, 91, 0, "
        "0), "
        "(16, 'Ending', 'ending', '', 0, 92, 0, 0);"
        "INSERT INTO role_right (role_id, right_id) VALUES (14, 2);";
    const std::string phc = gateway.hasher.make(good_password);
    const auto add = [&](std::int32_t id, UserType type, std::int32_t role, std::string_view state) {
        const std::string number = std::to_string(id);
        sql +=
            "INSERT INTO person (id, last_name, folded_name, email, folded_email, contact_id, registered, updated) "
            "VALUES (" +
            number + ", 'P" + number + "', 'p" + number + "', 'p" + number + "@example.com', 'p" + number +
            "@example.com', 1, 0, 0);"
            "INSERT INTO associate (id, name, type, person_id, role_id, group_id, registered, updated" +
            (state.empty() ? "" : ", " + std::string(state)) + ") VALUES (" + number + ", 'obj" + number + "', " +
            std::to_string(static_cast<int>(type)) + ", " + number + ", " + std::to_string(role) + ", 2, 0, 0" +
            (state.empty() ? "" : ", 1") +
            ");"
            "INSERT INTO login_name (folded, associate_id, kind) VALUES ('obj" +
            number + "', " + number +
            ", 1);"
            "INSERT INTO password_credential (associate_id, phc, valid_from, valid_to, changed_at) VALUES (" +
            number + ", '" + phc + "', 0, 9000000000000000, 0);";
    };
    for (const HoldingObject& object : holding_objects) {
        add(object.id, object.type, object.role, "");
        add(object.retired(), object.type, object.role, "retired");
        add(object.waiting(), object.type, object.role, "waiting_for_approval");
    }
    add(120, UserType::internal_associate, 2, "");
    add(130, UserType::internal_associate, 16, "");
    gateway.sql(sql);
}

bool was_denied_aloud(GatewayFixture& gateway, const HoldingCaller& caller, const AnyRequest& request) {
    return std::ranges::any_of(gateway.core().audit.take_counted(), [&](const AuditEvent& event) {
        return event.kind == AuditKind::denied && event.operation == request.operation().name &&
               event.actor == caller.name;
    });
}

void play_holding_cells(const HoldingCaller& caller, const Channel& channel, bool as_netserver) {
    FixtureSettings settings;
    settings.access.as_netserver = as_netserver;
    GatewayFixture gateway(settings);
    add_holding_objects(gateway);
    const std::string ticket = caller.name.empty() ? "" : gateway.ticket(caller.name, password_of(caller.name));
    REQUIRE(ticket.empty() == caller.name.empty());
    int turn = 0;
    for (const HoldingObject& object : holding_objects)
        for (const HoldingWay& way : holding_ways) {
            if (!way_is_about(way, object)) continue;
            if (channel.soap && *channel.soap < way.since) continue;
            INFO(caller.what << ": " << way.what << ", " << object.what << ", over " << channel.name
                             << (as_netserver ? ", as NetServer" : ""));
            // Every cell from the same start, but for what an allowed one did to its own object.
            gateway.sql(
                "UPDATE associate SET type = 1, role_id = 2 WHERE id = 120; UPDATE associate SET role_id = 3, "
                "retired = 0 WHERE id = 3; DELETE FROM role_right WHERE role_id IN (15, 16);"
                "DELETE FROM associate WHERE person_id = 50 AND id <> 11;"
                "UPDATE associate SET type = " +
                std::to_string(static_cast<int>(object.type)) + ", role_id = " + std::to_string(object.role) +
                " WHERE id = " + std::to_string(object.id));
            const AnyRequest request = way.make(gateway, object, ++turn);
            if (!channel.has(request.operation())) continue;
            const std::int64_t before = gateway.state();
            (void)gateway.core().audit.take_counted();
            const Reply reply = play(gateway, channel, ticket, request);
            if (caller.name.empty()) {
                CHECK_MESSAGE(reply.error == "SoSessionException", reply.text(newest_version));
            } else if (may_by_holding(caller, way, object, as_netserver)) {
                CHECK_MESSAGE(reply.error != "SoSentryException", reply.message);
                CHECK_MESSAGE(reply.error != "SoSessionException", reply.message);
                CHECK_MESSAGE(reply.error != "SoValidationException", reply.text(newest_version));
                continue;
            } else {
                CHECK_MESSAGE(reply.error == "SoSentryException", reply.text(newest_version));
                CHECK(was_denied_aloud(gateway, caller, request));
            }
            CHECK(gateway.state() == before);
        }
}

}  // namespace

TEST_CASE("nobody gives or takes over what they do not hold") {
    for (const HoldingCaller& caller : holding_callers)
        for (const Channel& channel : {webapi(), soap(Version::v84), soap12(Version::v88)})
            play_holding_cells(caller, channel, false);
}

TEST_CASE("as NetServer has it, who administers users or roles may give more than they hold") {
    for (const HoldingCaller& caller : holding_callers)
        for (const Channel& channel : {webapi(), soap(Version::v88)}) play_holding_cells(caller, channel, true);
}

TEST_CASE("the resources keep the rule, and validation tells of it") {
    GatewayFixture gateway;
    add_cast(gateway);
    const auto as = [&](std::string_view caller, std::string_view method, std::string_view path, std::string body) {
        return gateway.send(
            method, "/api/v1/" + std::string(path),
            {{"Authorization", basic(caller, password_of(caller))}, {"Content-Type", "application/json"}},
            std::move(body));
    };
    const auto made = [](std::string_view name, int role) {
        return R"({"Name":")" + std::string(name) + R"(","Type":"InternalAssociate","Role":{"Id":)" +
               std::to_string(role) +
               R"(},"UserGroup":{"Id":2},"Person":{"Firstname":"N","Lastname":"N","ContactId":1}})";
    };
    const std::string before = gateway.dump();
    CHECK(as("usr0", "POST", "User", made("new0", 1)).status == 403);
    CHECK(as("usr0", "PUT", "User/new0", made("new0", 1)).status == 403);
    CHECK(as("usr0", "PUT", "User/1", R"({"UserName":"mine"})").status == 403);
    CHECK(
        as("usr0", "PUT", "User/ADM0", R"({"Person":{"Firstname":"Ada","Lastname":"Admin","Email":"me@example.com"}})")
            .status == 403);
    const HttpReply judged = as("usr0", "POST", "User/Validate", made("new0", 1));
    CHECK(judged.status == 200);
    CHECK_MESSAGE(judged.body.find("admin-") != std::string::npos, judged.body);
    CHECK(gateway.dump() == before);
    CHECK(as("usr0", "PUT", "User/1", R"({"Tooltip":"of the house"})").status == 200);
    CHECK(as("usr0", "POST", "User", made("new0", 2)).status == 200);
    CHECK(as("ADM0", "POST", "User", made("new1", 1)).status == 200);
}
