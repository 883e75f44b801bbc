// `/api/v1/Role`, `Presence`, `TimeZone` and what stands below a user: the agent's operations under
// the vendor's addresses.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "conformance/resource_calls.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

bool shows(const HttpReply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }

std::string role_of(GatewayFixture& gateway, int id) {
    return gateway.rest("GetRoleEntity?roleEntityId=" + std::to_string(id), basic("ADM0", password_of("ADM0")), "null")
        .body;
}

}  // namespace

TEST_CASE("roles: what the agent answers is what the resource answers") {
    GatewayFixture gateway;
    add_cast(gateway);
    const auto agent = [&](std::string_view call, std::string_view body) {
        const HttpReply reply = gateway.rest(call, basic("ADM0", password_of("ADM0")), body);
        REQUIRE(reply.status == 200);
        return reply.body;
    };
    struct Row {
        const char* path;
        std::string expected;
    };
    for (const Row& row : std::vector<Row>{
             {"Role/default", agent("CreateDefaultRoleEntity", "")},
             {"role/DEFAULT/", agent("CreateDefaultRoleEntity", "")},
             {"Role/Employee", agent("GetAllRoles", R"({"RoleType":"Employee"})")},
             {"Role/externaluser", agent("GetAllRoles", R"({"RoleType":"ExternalUser"})")},
             {"Role/Anonymous/FunctionRight", agent("GetAllFunctionalRights", R"({"RoleType":"Anonymous"})")},
             {"Role/System/Default", agent("CreateDefaultRoleEntityFromType", R"({"Type":"System"})")},
             {"Role/1/FunctionRight", agent("GetFunctionalRights", R"({"RoleId":1})")},
             {"Role/99999/FunctionRight", "[]"},
             {"Role/2/DataRight/MyOwn", agent("GetAllDataRights", R"({"RoleId":2,"RelationToOwner":"MyOwn"})")},
             {"Role/2/DataRight/contact", agent("GetDataRights", R"({"RoleId":2,"TableName":"contact"})")},
             {"Role/2/DataRight/Contact/otherassociates",
              agent("GetDataRight", R"({"RoleId":2,"TableName":"contact","RelationToOwner":"OtherAssociates"})")},
             {"Role/WithFunctionRight/admin-all",
              agent("FindRolesWithFunctionalRight", R"({"FunctionalRightName":"admin-all"})")},
             {"User/2/CustomCommand", agent("GetUserCommands", R"({"User":{"AssociateId":2}})")},
             {"User/2/ForeignKey", "{}"},
             {"User/CustomField", "[]"},
             {"Presence/GetAll", "[]"}}) {
        CAPTURE(row.path);
        const HttpReply reply = send(gateway, "ADM0", "GET", row.path);
        CHECK(reply.status == 200);
        CHECK(reply.body == row.expected);
    }
    const HttpReply role = send(gateway, "ADM0", "GET", "Role/2");
    std::string linked = role_of(gateway, 2);
    linked.pop_back();
    CHECK(role.body.starts_with(linked + R"(,"_Links":{"Self":"http://localhost/api/v1/Role/2","Archive":)"));
}

TEST_CASE("roles are created, changed and deleted, each once and audited as the agent's operation") {
    GatewayFixture gateway;
    const auto last = [&] {
        const std::vector<AuditEvent> events = gateway.audit.take();
        return events.empty() ? std::string() : std::string(events.back().operation);
    };
    std::string draft = send(gateway, "ADM0", "GET", "Role/default").body;
    draft.replace(draft.find(R"("Name":")") + 8,
                  draft.find('"', draft.find(R"("Name":")") + 8) - draft.find(R"("Name":")") - 8, "Helpers");
    const HttpReply made = send(gateway, "ADM0", "POST", "Role", draft);
    CHECK_MESSAGE(made.status == 200, made.body);
    CHECK(last() == "SaveRoleEntity");
    const std::string id = made.body.substr(10, made.body.find(',') - 10);
    CHECK(shows(made, "\"Self\":\"http://localhost/api/v1/Role/" + id + '"'));
    std::string changed = role_of(gateway, std::stoi(id));
    changed.replace(changed.find("Helpers"), 7, "Keepers");
    CHECK(shows(send(gateway, "ADM0", "PUT", "Role/" + id, changed), "Keepers"));
    CHECK(last() == "SaveRoleEntity");
    CHECK(send(gateway, "ADM0", "PUT", "Role/" + id + "/FunctionRight", "[]").status == 204);
    CHECK(last() == "SetFunctionalRights");
    const std::string cell = "Role/" + id + "/DataRight/contact/MyOwn";
    CHECK(send(gateway, "ADM0", "PUT", cell + "?dataRightValue=CR").status == 204);
    CHECK(last() == "SetDataRight");
    CHECK(send(gateway, "ADM0", "GET", cell).body == "\"CR\"");
    CHECK(send(gateway, "ADM0", "PUT", cell + "?dataRightValue=").status == 204);
    CHECK(send(gateway, "ADM0", "GET", cell).body == "\"\"");
    CHECK(send(gateway, "ADM0", "DELETE", "Role/" + id + "?replacingRoleId=2").status == 204);
    CHECK(last() == "DeleteRole");
}

TEST_CASE("roles and what stands beside them: bad input is a clear error, and nothing changes") {
    GatewayFixture gateway;
    const std::string before = gateway.dump();
    struct Row {
        const char* method;
        std::string path;
        std::string body;
        unsigned status;
    };
    for (const Row& row : std::vector<Row>{
             {"GET", "Role/99999", "", 404},
             {"GET", "Role/99999/DataRight/contact/MyOwn", "", 404},
             {"PUT", "Role/0", role_of(gateway, 2), 404},
             {"PUT", "Role/99999", R"({"Name":"x"})", 404},
             {"PUT", "Role/1", R"({"RoleId":2,"Name":"x"})", 400},
             {"POST", "Role", R"({"RoleId":2,"Name":"x"})", 400},
             {"POST", "Role", "", 400},
             {"GET", "Role/Nonsense", "", 400},
             {"GET", "Role/Nonsense/Default", "", 400},
             {"GET", "Role/2147483648", "", 400},
             {"GET", "Role/2/DataRight/no_such_table", "", 400},
             {"GET", "Role/2/DataRight/contact/Nobody", "", 404},
             {"PUT", "Role/2/DataRight/contact/MyOwn", "", 400},
             {"PUT", "Role/2/DataRight/contact/MyOwn?dataRightValue=everything", "", 400},
             {"PUT", "Role/2/DataRight/contact/MyOwn?datarightvalue=CR&x=1", "", 400},
             {"PUT", "Role/2/FunctionRight", "", 400},
             {"PUT", "Role/2/FunctionRight", "{}", 400},
             {"PUT", "Role/2/FunctionRight", "[99999]", 400},
             {"DELETE", "Role/99999?replacingRoleId=2", "", 404},
             {"DELETE", "Role/2?replacing=1", "", 400},
             {"DELETE", "Role/Employee", "", 405},
             {"GET", "User/99999/ForeignKey", "", 404},
             {"GET", "User/99999/CustomCommand", "", 404},
             {"GET", "User/CustomField/x", "", 404},
             {"POST", "User/99999/CustomCommand/unlock", "", 404},
             {"POST", "User/0/CustomCommand/unlock", "", 404},
             {"POST", "User/2/CustomCommand/no-such-command", "", 400},
             {"POST", "User/2/CustomCommand/unlock?actionResult=Perhaps", "", 400},
             {"POST", "Presence/SaveAll", "", 400},
             {"POST", "Presence/SaveAll", "{}", 400},
             {"POST", "Presence/SaveAll", "[null]", 400},
             {"POST", "Presence/SaveAll", R"([{"UserId":2,"Present":true},{"UserId":99999,"Present":true}])", 404},
             {"GET", "Presence", "", 404},
             {"GET", "TimeZone?$filter=id is", "", 400}}) {
        CAPTURE(row.method);
        CAPTURE(row.path);
        CAPTURE(row.body.substr(0, 60));
        const HttpReply reply = send(gateway, "ADM0", row.method, row.path, row.body);
        CHECK_MESSAGE(reply.status == row.status, reply.body);
        CHECK(shows(reply, R"({"Error":true,"ErrorType":")"));
    }
    CHECK(gateway.dump() == before);
}

TEST_CASE("who may: roles, commands and presence have the rights of the agent's operations") {
    struct Row {
        const char* method;
        const char* path;
        const char* body;
        std::string_view may;   // of the cast
    };
    for (const Row& row :
         std::vector<Row>{{"POST", "Role", R"({"Name":"x"})", "rol0 ADM0"},
                          {"GET", "Role/default", "", "rol0 ADM0"},
                          {"GET", "Role/2", "", "ext0 tje0 rol0 xad0 usr0 ADM0"},
                          {"PUT", "Role/2/FunctionRight", "[]", "rol0 ADM0"},
                          {"DELETE", "Role/2?replacingRoleId=2", "", "rol0 ADM0"},
                          {"GET", "User/2/ForeignKey", "", "tje0 usr0 ADM0"},
                          {"GET", "User/2/CustomCommand", "", "usr0 ADM0"},
                          {"POST", "User/2/CustomCommand/unlock", "", "usr0 ADM0"},
                          {"GET", "User/CustomField", "", "ext0 tje0 rol0 xad0 usr0 ADM0"},
                          {"GET", "Presence/GetAll", "", "ext0 tje0 rol0 xad0 usr0 ADM0"},
                          {"POST", "Presence/SaveAll", R"([{"UserId":2,"Present":true}])", "tje0 usr0 ADM0"},
                          {"GET", "TimeZone/base", "", "ext0 tje0 rol0 xad0 usr0 ADM0"}})
        for (const std::string_view caller : {"", "ext0", "tje0", "rol0", "xad0", "usr0", "ADM0"}) {
            CAPTURE(row.method);
            CAPTURE(row.path);
            CAPTURE(caller);
            GatewayFixture gateway;
            add_cast(gateway);
            const HttpReply reply = send(gateway, caller, row.method, row.path, row.body);
            const bool may = !caller.empty() && row.may.find(caller) != std::string_view::npos;
            if (may)
                CHECK_MESSAGE((reply.status != 401 && reply.status != 403), reply.body);
            else
                CHECK(reply.status == (caller.empty() ? 401U : 403U));
        }
}

TEST_CASE("commands run on the address's user, with the caller's answer") {
    GatewayFixture gateway;
    const HttpReply done = send(gateway, "ADM0", "POST", "User/2/CustomCommand/expire-tickets?actionResult=Yes");
    CHECK_MESSAGE(done.status == 200, done.body);
    const std::vector<AuditEvent> events = gateway.audit.take();
    REQUIRE_FALSE(events.empty());
    CHECK(events.back().operation == "ExecuteUserCommand");
    CHECK(events.back().subject == "associate tje0");
    CHECK(shows(send(gateway, "ADM0", "POST", "User/2/CustomCommand/unlock?actionResult=No"), "Nothing was done."));
}

TEST_CASE("chat presence is the agent's presence: there or not, of many at once") {
    GatewayFixture gateway;
    CHECK(send(gateway, "tje0", "PUT", "User/2/UserPresenceStatus",
               R"({"Status":"StatusNotAvailable","Message":"at lunch"})")
              .status == 200);
    CHECK(send(gateway, "ADM0", "POST", "Presence/SaveAll",
               R"([{"UserId":2,"Present":true,"DisplayName":"ignored"},{"userId":1,"present":false}])")
              .status == 204);
    CHECK(send(gateway, "ext0", "GET", "User/2/UserPresenceStatus").body ==
          R"({"Status":"StatusNormal","Message":"at lunch"})");
    const HttpReply all = send(gateway, "ext0", "GET", "Presence/GetAll");
    CHECK(all.body == R"([{"UserId":1,"DisplayName":"Ada Admin","OngoingChats":0,"Present":false,"ChatTopics":[],)"
                      R"("TableRight":null,"FieldProperties":{}},)"
                      R"({"UserId":2,"DisplayName":"Tina J. Employee","OngoingChats":0,"Present":true,"ChatTopics":[],)"
                      R"("TableRight":null,"FieldProperties":{}}])");
    CHECK(send(gateway, "tje0", "POST", "Presence/SaveAll", "[]").status == 204);
}

TEST_CASE("a time zone is shown with its offsets: the base, or what the request names") {
    GatewayFixture gateway;
    const HttpReply base = send(gateway, "ext0", "GET", "TimeZone/base");
    CHECK(base.status == 200);
    CHECK(base.body.starts_with(
        R"({"TZLocationID":1,"Name":"UTC - UTC/GMT","TZLocationCode":"UTC","TZLocationCities":"",)"));
    CHECK(shows(base, R"("TZOffset":0,)"));
    CHECK(shows(base, R"("TimeZoneDSTRules":{})"));
    CHECK(send(gateway, "ext0", "GET", "timezone/CURRENT").body == base.body);
    Fields oslo = as("ext0");
    oslo.emplace_back("SO-TimeZone", "NO");
    const HttpReply current = gateway.send("GET", "/api/v1/TimeZone/current", oslo, {});
    CHECK(current.body.starts_with(R"({"TZLocationID":261,"Name":"Norway","TZLocationCode":"NO",)"));
    CHECK(shows(current,
                R"("TimeZoneSTDRules":{"1":{"StartDay":0,"StartMonth":0,"EndDay":0,"EndMonth":0,"TZOffset":60,)"));
    CHECK(shows(current,
                R"("TimeZoneDSTRules":{"1":{"StartDay":0,"StartMonth":0,"EndDay":0,"EndMonth":0,"TZOffset":120,)"));
    CHECK(gateway.send("GET", "/api/v1/TimeZone/base", oslo, {}).body == base.body);
    oslo.emplace_back("Accept", "application/xml");
    CHECK(shows(gateway.send("GET", "/api/v1/TimeZone/current", oslo, {}), "<TZLocationCode>NO</TZLocationCode>"));
}
