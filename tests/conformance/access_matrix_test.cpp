// Who may call what: every operation by every kind of caller, over the WebAPI in JSON and XML and over SOAP 1.1 and
// SOAP 1.2 of every version. The expectation is the specification's, written here a second time; answers and what
// becomes of the database must be the same in every protocol.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "support/scenario.hpp"

using namespace uag;
using namespace uag::test;

namespace {

enum class Rule : std::uint8_t { any, self, users, externals, roles };

// Operations that are not here are for everybody who is logged in.
const std::map<std::string_view, Rule>& rules() {
    static const std::map<std::string_view, Rule> all = [] {
        std::map<std::string_view, Rule> made;
        const auto are = [&](Rule rule, std::initializer_list<std::string_view> names) {
            for (const std::string_view name : names) REQUIRE(made.emplace(name, rule).second);
        };
        are(Rule::any, {"ChangeOwnPassword",
                        "IsPasswordValid",
                        "IsPasswordValidWithReason",
                        "CanChangePassword",
                        "GetSupportedChangePasswordTypes",
                        "GetUserInfo",
                        "GetUserInfoList",
                        "IsUserNameValid",
                        "IsUserNameValidWithReason",
                        "IsNickNameUnique",
                        "GetUserPresenceStatus",
                        "GetCredentialTypes",
                        "GetCredentialTypesForUserType",
                        "CreateDefaultUntrustedCredentials",
                        "GetUntrustedCredentials",
                        "SaveUntrustedCredentials",
                        "RemoveUntrustedCredentials",
                        "CreateDefaultServiceAuth",
                        "GetServiceAuth",
                        "SaveServiceAuth",
                        "DeleteServiceAuth",
                        "SaveExternalTokens",
                        "GetExternalTokens",
                        "DecryptAndSaveExternalTokens",
                        "ExchangeCodeAndSaveTokens",
                        "GetAccessGatewayInfo",
                        "CheckAccessGatewayRegistration",
                        "GetAccessToken",
                        "GetRole",
                        "GetRoleEntity",
                        "GetAllRoles",
                        "GetAllFunctionalRights",
                        "GetFunctionalRights",
                        "GetDataRight",
                        "GetDataRights",
                        "GetAllDataRights",
                        "FindRolesWithFunctionalRight",
                        "FindRolesWithFunctionalRights",
                        "FindRolesWithoutFunctionalRights",
                        "GetUserGroup",
                        "GetUserGroupList",
                        "GetAllUserGroups"});
        are(Rule::self, {"ChangePassword", "ChangePasswordFromName", "SendChangePasswordEMail", "GetUser",
                         "GetUserFromName", "GetUserFromPersonId", "GetUserFromEjUserId", "SetUserPresenceStatus"});
        are(Rule::users, {"SetPassword",
                          "SetPasswordFromName",
                          "SetGeneratedPassword",
                          "SetGeneratedPasswordFromName",
                          "CreateDefaultUser",
                          "CreateDefaultUserFromUserType",
                          "CreateDefaultUserFromUserTypeAndPersonId",
                          "CreateDefaultUserFromUserTypeAndCredential",
                          "SaveUser",
                          "SaveUserFromName",
                          "ValidateUser",
                          "DeleteUser",
                          "DeleteUserFromName",
                          "MakeRetired",
                          "RemoveLicenses",
                          "ChangeUserType",
                          "ResolveUserFromInfo",
                          "GetValidUserName",
                          "GetValidUserNameForNewUser",
                          "GetDefaultAssociateUserName",
                          "GetUserCommands",
                          "ExecuteUserCommand",
                          "SaveCredential",
                          "DeleteCredential",
                          "FindCredentialsGroups",
                          "FindCredentialUsers",
                          "GetCredentialUsersInGroup",
                          "GetUntrustedCredentialsForAssociate",
                          "SaveUntrustedCredentialsForAssociate",
                          "RemoveUntrustedCredentialsForAssociate",
                          "GetOrRegisterAccessGatewayInfo",
                          "RegisterWithAccessGateway",
                          "CreateUserGroup",
                          "SaveUserGroup",
                          "DeleteUserGroup",
                          "AddOwnerContact",
                          "RemoveOwnerContact"});
        are(Rule::externals,
            {"CreateExternalUser", "SetExternalUserInfo", "DeleteExternalUser", "GenerateNewPasswordForExternalUser"});
        are(Rule::roles, {"CreateDefaultRoleEntity", "CreateDefaultRoleEntityFromType", "SaveRoleEntity", "DeleteRole",
                          "SetFunctionalRights", "SetDataRight"});
        return made;
    }();
    return all;
}

struct Column {
    std::string_view what;
    std::string_view name;  // associate name; empty: no credentials
    std::int32_t associate = 0;
    std::int32_t person = 0;
    std::int32_t ej_user = 0;
    bool users = false;
    bool externals = false;
    bool roles = false;
    bool is_of_other_group = false;
};

constexpr Column columns[] = {
    {"nobody", "", 0, 0, 0, false, false, false},
    {"external", "ext0", 3, 3, 33, false, false, false},
    {"employee", "tje0", 2, 2, 32, false, false, false},
    {"employee of another group", "tje0", 2, 2, 32, false, false, false, true},
    {"user administrator", "usr0", 11, 50, 41, true, true, false},
    {"role administrator", "rol0", 12, 0, 0, false, false, true},
    {"external users' administrator", "xad0", 13, 0, 0, false, true, false},
    {"general administrator", "ADM0", 1, 1, 31, true, true, true},
    {"system", "SYS0", 4, 0, 0, true, true, true},
};

constexpr Column other{"somebody else", "old0", 5, 5, 35, false, false, false};
constexpr Column external_user{"an external user", "ext0", 3, 3, 33, false, false, false};

bool is_allowed(Rule rule, const Column& caller, bool is_own) {
    switch (rule) {
        case Rule::any: return true;
        case Rule::self: return is_own || caller.users;
        case Rule::users: return caller.users;
        case Rule::externals: return caller.externals;
        case Rule::roles: return caller.roles;
    }
    return false;
}

// The parameter that says whom the call is about, if it is about somebody of that name.
void set_subject(AnyRequest& request, const Column& subject) {
    for_each_field(request.operation().request(), request.get(), [&](const FieldInfo& field, void* owner) {
        void* const slot = field.slot(owner);
        if (field.name == "AssociateId" || field.name == "UserId")
            *static_cast<std::int32_t*>(slot) = subject.associate;
        if (field.name == "PersonId") *static_cast<std::int32_t*>(slot) = subject.person;
        if (field.name == "EjUserId") *static_cast<std::int32_t*>(slot) = subject.ej_user;
        if (field.name == "AssociateName" ||
            (field.name == "UserName" && request.operation().name == "GetUserFromName"))
            *static_cast<String*>(slot) = String(subject.name);
    });
}

// Of several associates of a person or a customer service id each must be one's own; who has none has no
// self.
bool has_self(const Operation& operation, const Column& caller) {
    if (operation.name == "GetUserFromPersonId") return caller.person != 0;
    if (operation.name == "GetUserFromEjUserId") return caller.ej_user != 0;
    return !caller.name.empty();
}

bool was_audited(GatewayFixture& gateway, const Column& caller, const Operation& operation, const Channel& channel) {
    const std::string_view protocol = !channel.soap ? "rest" : channel.soap12 ? "soap12" : "soap11";
    const std::vector<AuditEvent> events = gateway.core().audit.take_counted();
    return std::any_of(events.begin(), events.end(), [&](const AuditEvent& event) {
        return event.kind == AuditKind::denied && event.operation == operation.name && event.actor == caller.name &&
               event.actor_id == caller.associate && event.source == gateway.address && event.protocol == protocol;
    });
}

unsigned status_of(const Channel& channel, bool is_nobody) {
    if (channel.soap) return 200;
    return is_nobody ? 401 : 403;
}

struct Cell {
    const Operation& operation;
    const Column& caller;
    const Channel& channel;
    bool is_own;
    bool is_allowed;
};

Reply play_cell(GatewayFixture& gateway, const std::string& ticket, const Cell& cell) {
    INFO(cell.operation.name << " by " << cell.caller.what << (cell.is_own ? " about themselves over " : " over ")
                             << cell.channel.name);
    AnyRequest request(cell.operation.name);
    const bool of_externals = rules().at(cell.operation.name) == Rule::externals;
    set_subject(request, cell.is_own ? cell.caller : of_externals ? external_user : other);
    const std::int64_t before = gateway.state();
    (void)gateway.core().audit.take_counted();
    Reply reply = play(gateway, cell.channel, ticket, request);
    const bool is_nobody = cell.caller.name.empty();
    if (cell.is_allowed && !is_nobody) {
        CHECK_MESSAGE(reply.error != "SoSentryException", reply.message);
        CHECK_MESSAGE(reply.error != "SoSessionException", reply.message);
        CHECK_MESSAGE(reply.error != "SoNotImplementedException", reply.message);
        CHECK_MESSAGE(reply.error != "fault", reply.message);
        return reply;
    }
    CHECK_MESSAGE(reply.error == (is_nobody ? "SoSessionException" : "SoSentryException"), reply.text(newest_version));
    CHECK(reply.status == status_of(cell.channel, is_nobody));
    CHECK(gateway.state() == before);
    if (!is_nobody) CHECK(was_audited(gateway, cell.caller, cell.operation, cell.channel));
    return reply;
}

// What a caller was answered, call by call, and what became of the database.
struct Played {
    std::vector<Reply> replies;
    std::string database;
};

// Calls that the channel's version does not have go over the WebAPI: what comes after them then starts from the
// same state in every channel.
Played play_all(const Column& caller, const Channel& channel) {
    GatewayFixture gateway;
    add_cast(gateway);
    gateway.sql(
        "UPDATE associate SET ej_user_id = 30 + id WHERE id <> 4; UPDATE associate SET ej_user_id = 41 "
        "WHERE id = 11;"
        "UPDATE associate SET person_id = 50 WHERE id = 11; UPDATE associate SET ej_user_id = 0 WHERE id "
        "IN (12, 13)");
    // Of the subject's group, or of another one: it must not matter.
    if (caller.is_of_other_group) gateway.sql("UPDATE associate SET group_id = 3 WHERE id = 2");
    const std::string ticket = caller.name.empty() ? "" : gateway.ticket(caller.name, password_of(caller.name));
    REQUIRE(ticket.empty() == caller.name.empty());
    Played played;
    for (const Operation& operation : operations(Service::user)) {
        const Rule rule = rules().at(operation.name);
        const Channel way = channel.has(operation) ? channel : webapi();
        for (const bool is_own : {false, true}) {
            if (is_own && (rule != Rule::self || !has_self(operation, caller))) continue;
            const bool allowed = is_allowed(rule, caller, is_own);
            played.replies.push_back(play_cell(gateway, ticket, {operation, caller, way, is_own, allowed}));
        }
    }
    played.database = gateway.dump();
    return played;
}

std::vector<Channel> matrix_channels() {
    std::vector<Channel> channels = all_channels();
    for (const Version version : {Version::v84, Version::v85, Version::v86, Version::v87})
        channels.push_back(soap12(version));
    return channels;
}

}  // namespace

TEST_CASE("the rules name every operation, and the contract says the same") {
    constexpr std::array<std::pair<Rule, Access>, 5> same{{{Rule::any, Access::any},
                                                           {Rule::self, Access::self},
                                                           {Rule::users, Access::users},
                                                           {Rule::externals, Access::externals},
                                                           {Rule::roles, Access::roles}}};
    CHECK(rules().size() == 97);
    CHECK(operations(Service::user).size() == 97);
    for (const Operation& operation : operations(Service::user)) {
        INFO(operation.name);
        REQUIRE(rules().contains(operation.name));
        for (const auto& [rule, access] : same)
            if (rules().at(operation.name) == rule) CHECK(operation.access == access);
    }
}

TEST_CASE("every operation by every kind of caller over every protocol and version") {
    for (const Column& caller : columns) {
        std::optional<Played> first;
        for (const Channel& channel : matrix_channels()) {
            INFO(caller.what << " over " << channel.name);
            Played played = play_all(caller, channel);
            if (!first) {
                first = std::move(played);
                continue;
            }
            REQUIRE(played.replies.size() == first->replies.size());
            for (std::size_t i = 0; i < played.replies.size(); ++i) {
                INFO(played.replies[i].operation->name);
                CHECK(played.replies[i].text(channel.version()) == first->replies[i].text(channel.version()));
            }
            CHECK(played.database == first->database);
        }
    }
}

TEST_CASE("a ticket that nobody was given opens nothing") {
    GatewayFixture gateway;
    const std::string before = gateway.dump();
    for (const Operation& operation : operations(Service::user))
        for (const Channel& channel : {webapi(), soap(operation.since)}) {
            INFO(operation.name << " over " << channel.name);
            CHECK(play(gateway, channel, "7T:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", AnyRequest(operation.name))
                      .error == "SoSessionException");
        }
    CHECK(gateway.dump() == before);
}

TEST_CASE("the rights of who may not log in any more are gone at once") {
    for (const std::string_view state : {"deleted = 1", "retired = 1", "waiting_for_approval = 1", "type = 2"}) {
        INFO(state);
        GatewayFixture gateway;
        gateway.sql("UPDATE associate SET " + std::string(state) + " WHERE id = 2");
        CHECK(gateway.ticket("tje0", "Tje0").empty());
        CHECK(play(gateway, webapi(), basic("tje0", "Tje0"), AnyRequest("GetUser", UserIdRequest{2})).error ==
              "SoSessionException");
    }
}
