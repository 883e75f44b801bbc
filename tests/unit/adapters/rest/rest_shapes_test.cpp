// What each of the agent's operations takes and answers over the WebAPI: where its parameters stand, what it answers with,
// whether it takes $select.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/json/codec.hpp"
#include "support/rest_call.hpp"

using namespace uag;
using test::Sent;

namespace {

using NameSet = std::set<std::string>;

template <class Where> NameSet names_where(Where where) {
    NameSet names;
    for (const Operation& row : operations(Service::user))
        if (where(row)) names.emplace(row.name);
    return names;
}

// The parameters that arrive, with the WebAPI's names; what the status says where they do not.
std::string arriving(const std::string& operation, const std::string& query, const std::string& body) {
    Sent sent("POST", "/api/v1/Agents/User/" + operation, test::json_headers, body, query);
    if (sent.call() == nullptr) return std::to_string(sent.reply.status);
    const TypeInfo& type = sent.call()->operation->request();
    const Object request = make_object(type);
    const Result<void> read = sent.call()->parameters->decode(*sent.call()->operation, request.get());
    if (!read.has_value()) return "400";
    std::string out;
    json::encode_object(type, request.get(), out);
    return out;
}

// What an operation answers with: "" for nothing, else the type's name in the contract.
std::string result_of(const Operation& row) {
    return row.is_void() ? "" : std::string(row.response().fields.front().type().name);
}

}  // namespace

TEST_CASE("the agent has 97 operations") { CHECK(operations(Service::user).size() == 97); }

TEST_CASE("eight operations take one integer in the query, in the client's spelling too") {
    const std::map<std::string, std::string> ids{{"GetUser", "userId"},
                                                 {"GetRole", "roleId"},
                                                 {"GetRoleEntity", "roleEntityId"},
                                                 {"GetServiceAuth", "serviceAuthId"},
                                                 {"GetUserGroup", "userGroupId"},
                                                 {"GetUserInfo", "userInfoId"},
                                                 {"DeleteUser", "userId"},
                                                 {"DeleteServiceAuth", "serviceAuthId"}};
    NameSet names;
    for (const auto& [operation, id] : ids) {
        INFO(operation);
        names.insert(operation);
        std::string pascal = id;
        pascal[0] = static_cast<char>(pascal[0] - 'a' + 'A');
        for (const std::string& spelling : {id, pascal}) {
            CHECK(arriving(operation, spelling + "=11", "null") == "{\"" + pascal + "\":11}");
            CHECK(arriving(operation, spelling + "=11", "") == "{\"" + pascal + "\":11}");
        }
        CHECK(arriving(operation, "", "null") == "400");
        // A body names nobody.
        CHECK(arriving(operation, "", "{\"" + pascal + "\":11}") == "400");
    }
    CHECK(names_where([](const Operation& row) { return row.rest == RestShape::query; }) == names);
}

TEST_CASE("eight operations take nothing") {
    const NameSet names{"CheckAccessGatewayRegistration",
                        "CreateDefaultRoleEntity",
                        "CreateDefaultServiceAuth",
                        "CreateDefaultUntrustedCredentials",
                        "CreateDefaultUser",
                        "CreateUserGroup",
                        "GetAccessGatewayInfo",
                        "GetCredentialTypes"};
    CHECK(names_where([](const Operation& row) { return row.rest == RestShape::none; }) == names);
    // The client sends "null" to some and an empty body to others.
    for (const std::string& name : names)
        for (const char* const body : {"", "null", "{}"}) CHECK(arriving(name, "", body) == "{}");
}

TEST_CASE("three operations take the bare entity, two a bare array; the others are wrapped") {
    const NameSet bare{"SaveUser", "SaveRoleEntity", "SaveServiceAuth", "GetUserGroupList", "GetUserInfoList"};
    CHECK(names_where([](const Operation& row) { return row.rest == RestShape::bare_body; }) == bare);
    struct Row {
        const char* operation;
        const char* body;
        const char* arriving;
    };
    for (const auto& [operation, body, expected] : std::vector<Row>{
             {"GetUserGroupList", "[1,2]", R"({"UserGroupIds":[1,2]})"},
             {"GetUserInfoList", "[]", R"({"UserInfoIds":[]})"},
             {"GetUserInfoList", R"({"userInfoIds":[1]})", "400"},
             {"SaveServiceAuth", R"({"serviceAuthId":7,"server":"a"})",
              R"({"ServiceAuth":{"ServiceAuthId":7,"Server":"a","Port":0,"AuthType":null,"Username":null,)"
              R"("Password":null,"TableRight":null,"FieldProperties":null}})"},
             {"SaveUserGroup", R"({"userGroup":{"id":7,"value":"a"}})",
              R"({"UserGroup":{"Value":"a","Tooltip":null,"Id":7,"Rank":0,"Deleted":false,"TableRight":null,)"
              R"("FieldProperties":null}})"},
             {"SaveUserGroup", R"({"id":7,"value":"a"})", R"({"UserGroup":null})"},
             {"SaveUserFromName", R"({"userName":"a","user":null})", R"({"UserName":"a","User":null})"}}) {
        CAPTURE(operation);
        CAPTURE(body);
        CHECK(arriving(operation, "", body) == expected);
    }
}

TEST_CASE("all others take an object with a member a parameter, in any case") {
    const NameSet objects = names_where([](const Operation& row) { return row.rest == RestShape::object; });
    CHECK(objects.size() == 97 - 8 - 8 - 5);
    for (const std::string& name : objects) {
        INFO(name);
        const Operation& row = *find_operation(Service::user, name);
        CHECK(arriving(name, "", "[]") == "400");
        // Each parameter is found by its name in camelCase, as the client sends it, and in PascalCase.
        for (const FieldInfo& field : row.request().fields) {
            const std::string pascal(field.name_in_rest());
            std::string camel = pascal;
            camel[0] = static_cast<char>(camel[0] - 'A' + 'a');
            // No parameter can be read from true, but a boolean: so a name that is known is refused.
            const bool is_boolean = field.type().kind == Kind::boolean;
            const std::string value = is_boolean ? "7" : "true";
            CHECK(arriving(name, "", "{\"" + pascal + "\":" + value + "}") == "400");
            CHECK(arriving(name, "", "{\"" + camel + "\":" + value + "}") == "400");
        }
    }
}

TEST_CASE("ten operations do not take $select") {
    const NameSet names{"CreateDefaultRoleEntity",
                        "CreateDefaultServiceAuth",
                        "CreateDefaultUntrustedCredentials",
                        "CreateDefaultUser",
                        "DeleteServiceAuth",
                        "DeleteUser",
                        "ExecuteUserCommand",
                        "SaveRoleEntity",
                        "SaveServiceAuth",
                        "SaveUser"};
    CHECK(names_where([](const Operation& row) { return !row.select; }) == names);
}

TEST_CASE("what operations answer with") {
    const std::map<std::string, NameSet> by_type{
        {"",
         {"AddOwnerContact", "DeleteExternalUser", "DeleteRole", "DeleteServiceAuth", "DeleteUser",
          "DeleteUserFromName", "DeleteUserGroup", "MakeRetired", "RemoveLicenses", "RemoveOwnerContact",
          "RemoveUntrustedCredentials", "RemoveUntrustedCredentialsForAssociate", "SaveUntrustedCredentials",
          "SaveUntrustedCredentialsForAssociate", "SetDataRight", "SetExternalUserInfo", "SetFunctionalRights"}},
        {"boolean",
         {"CanChangePassword", "ChangeOwnPassword", "ChangePassword", "ChangePasswordFromName",
          "CheckAccessGatewayRegistration", "DeleteCredential", "IsNickNameUnique", "IsPasswordValid",
          "IsUserNameValid", "SaveCredential", "SetPassword", "SetPasswordFromName"}},
        {"string",
         {"DecryptAndSaveExternalTokens", "ExchangeCodeAndSaveTokens", "GenerateNewPasswordForExternalUser",
          "GetAccessToken", "GetDataRight", "GetDefaultAssociateUserName", "GetValidUserName",
          "GetValidUserNameForNewUser", "SaveExternalTokens", "SetGeneratedPassword", "SetGeneratedPasswordFromName"}},
        {"int", {"CreateExternalUser"}},
        {"ArrayOfint", {"FindRolesWithFunctionalRights", "FindRolesWithoutFunctionalRights"}},
        {"StringDictionary", {"GetAllDataRights", "GetDataRights", "ValidateUser"}},
        {"ArrayOfUser", {"GetUserFromPersonId", "GetUserFromEjUserId"}},
        {"User",
         {"ChangeUserType", "CreateDefaultUser", "CreateDefaultUserFromUserType",
          "CreateDefaultUserFromUserTypeAndCredential", "CreateDefaultUserFromUserTypeAndPersonId", "GetUser",
          "GetUserFromName", "SaveUser", "SaveUserFromName"}}};
    for (const auto& [type, names] : by_type) {
        INFO(type);
        CHECK(names_where([&](const Operation& row) { return result_of(row) == type; }) == names);
    }
    // A void one says so with 204 and nothing else.
    for (const std::string& name : by_type.at("")) {
        INFO(name);
        Sent sent("POST", "/api/v1/Agents/User/" + name, test::json_headers, "", "userId=1&serviceAuthId=1");
        REQUIRE(sent.call() != nullptr);
        Outcome outcome{make_object(sent.call()->operation->response()), 1};
        call_in(sent.exchange)->answer(outcome, sent.reply);
        CHECK(sent.reply.status == 204);
        CHECK(sent.reply.body.empty());
        CHECK(sent.reply.content_type.empty());
    }
    // What is not there is null, a value type is its default.
    for (const Operation& row : operations(Service::user)) {
        if (row.is_void()) continue;
        INFO(row.name);
        Sent sent("POST", "/api/v1/Agents/User/" + std::string(row.name), test::json_headers, "", "userId=1");
        REQUIRE(sent.call() != nullptr);
        Outcome outcome{make_object(row.response()), 1};
        call_in(sent.exchange)->answer(outcome, sent.reply);
        CHECK(sent.reply.status == 200);
        CHECK(sent.reply.content_type == "application/json; charset=utf-8");
        const std::string type = result_of(row);
        CHECK(sent.reply.body == (type == "boolean" ? "false" : type == "int" ? "0" : "null"));
    }
}
