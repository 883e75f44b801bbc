// `/api/v1/User` and what stands below it: requests and their exact answers, the same
// as the agent's where both speak of the same.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "conformance/resource_calls.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view json_type = "application/json; charset=utf-8";
constexpr std::string_view at_lunch = R"({"Status":"StatusNotAvailable","Message":"at lunch"})";

// The user as the agent shows them, to be sent back.
std::string user_of(GatewayFixture& gateway, int id) {
    const HttpReply reply =
        gateway.rest("GetUser?userId=" + std::to_string(id), basic("ADM0", password_of("ADM0")), "null");
    REQUIRE(reply.status == 200);
    return reply.body;
}

std::string new_user(std::string_view name) {
    return R"({"Name":")" + std::string(name) +
           R"(","Type":"InternalAssociate","Role":{"Id":2},"UserGroup":{"Id":2},)"
           R"("Person":{"Firstname":"Nina","Lastname":"New"}})";
}

// What the resource puts behind the user.
std::string with_links(std::string body, int id) {
    const std::string v1 = "http://localhost/api/v1/";
    const std::string self = v1 + "User/" + std::to_string(id);
    body.pop_back();
    return body + R"(,"_Links":{"Self":")" + self + R"(","Archive":")" + v1 + R"(User","Rest":")" + self +
           R"(","Schema":")" + v1 + R"(openapi.json"}})";
}

}  // namespace

TEST_CASE("what the agent answers is what the resource answers") {
    GatewayFixture gateway;
    add_cast(gateway);
    const auto agent = [&](std::string_view call, std::string_view body) {
        return gateway.rest(call, basic("ADM0", password_of("ADM0")), body);
    };
    struct Row {
        const char* rule;
        const char* method;
        const char* path;
        std::string body;
        HttpReply expected;
    };
    const std::string tina = user_of(gateway, 2);
    HttpReply linked = agent("GetUser?userId=2", "null");
    linked.body = with_links(linked.body, 2);
    for (const Row& row : std::vector<Row>{
             {"a user by id", "GET", "User/2", "", linked},
             {"leading zeros", "GET", "User/0002", "", linked},
             {"1.4 any case", "GET", "uSER/2", "", linked},
             {"1.6 a slash at the end", "GET", "User/2/", "", linked},
             {"HEAD is GET", "HEAD", "User/2", "", linked},
             {"foreign keys, of which there are none", "GET", "User/2?fk=true", "", linked},
             {"what a script adds changes nothing", "GET", "User/2?_=1700000000000", "", linked},
             {"a default user", "GET", "User/Default", "", agent("CreateDefaultUser", "")},
             {"a person alone: an internal user", "GET", "User/Default?personId=50", "",
              agent("CreateDefaultUserFromUserTypeAndPersonId", R"({"UserType":"InternalAssociate","PersonId":50})")},
             {"a user by name", "GET", "User/tje0", "", agent("GetUser?userId=2", "null")},
             {"names in any case", "GET", "User/TJE0", "", agent("GetUser?userId=2", "null")},
             {"percent-decoded", "GET", "User/%74je%30", "", agent("GetUser?userId=2", "null")},
             {"a new user of a person", "GET", "User/Default?userType=InternalAssociate&personId=50", "",
              agent("CreateDefaultUserFromUserTypeAndPersonId", R"({"UserType":"InternalAssociate","PersonId":50})")},
             {"1.5 names of parameters in any case", "GET", "User/Default?PERSONID=50&usertype=1", "",
              agent("CreateDefaultUserFromUserTypeAndPersonId", R"({"UserType":"InternalAssociate","PersonId":50})")},
             {"a system user needs no person", "GET", "User/Default?userType=SystemAssociate", "",
              agent("CreateDefaultUserFromUserTypeAndPersonId", R"({"UserType":"SystemAssociate"})")},
             {"a user that may be saved", "POST", "User/Validate", tina,
              agent("ValidateUser", R"({"User":)" + tina + "}")},
             {"a user that may not", "POST", "User/Validate", R"({"Name":"tje0"})",
              agent("ValidateUser", R"({"User":{"Name":"tje0"}})")},
             {"types of credentials", "GET", "User/CredentialTypes", "", agent("GetCredentialTypes", "")},
             {"presence", "GET", "User/2/UserPresenceStatus", "",
              agent("GetUserPresenceStatus", R"({"AssociateId":2})")},
         }) {
        CAPTURE(row.rule);
        const HttpReply reply = send(gateway, "ADM0", row.method, row.path, row.body);
        CHECK(reply.status == 200);
        CHECK(reply.content_type == json_type);
        CHECK(reply.body == row.expected.body);
        CHECK_FALSE(reply.body.empty());
    }
}

TEST_CASE("POST creates, PUT changes, DELETE removes, each once and audited as the agent's operation") {
    GatewayFixture gateway;
    const auto last_event = [&] {
        const std::vector<AuditEvent> events = gateway.audit.take();
        REQUIRE_FALSE(events.empty());
        return std::string(events.back().operation) + " " + events.back().detail;
    };
    const HttpReply made = send(gateway, "ADM0", "POST", "User", new_user("new0"));
    CHECK_MESSAGE(made.status == 200, made.body);
    CHECK(last_event().starts_with("SaveUser created"));
    const HttpReply shown = send(gateway, "ADM0", "GET", "User/new0");
    CHECK(shown.status == 200);
    const std::string id_text = made.body.substr(0, made.body.find(','));
    const std::string id = id_text.substr(id_text.find(':') + 1);
    CHECK(with_links(shown.body, std::stoi(id)) == made.body);

    const HttpReply put = send(gateway, "ADM0", "PUT", "User/" + id, R"({"Tooltip":"by id"})");
    CHECK_MESSAGE(put.status == 200, put.body);
    CHECK(put.body.find(R"("Tooltip":"by id")") != std::string::npos);
    CHECK(last_event().starts_with("SaveUser "));
    const HttpReply named = send(gateway, "ADM0", "PUT", "User/NEW0", R"({"Tooltip":"by name"})");
    CHECK_MESSAGE(named.status == 200, named.body);
    CHECK(named.body.find(R"("Tooltip":"by name")") != std::string::npos);
    CHECK(last_event().starts_with("SaveUserFromName "));

    const HttpReply gone = send(gateway, "ADM0", "DELETE", "User/" + id);
    CHECK(gone.status == 204);
    CHECK(gone.content_type.empty());
    CHECK(gone.body.empty());
    CHECK(last_event() == "DeleteUser deleted");
    CHECK(send(gateway, "ADM0", "DELETE", "User/" + id).body == no_user());

    CHECK(send(gateway, "ADM0", "POST", "User", new_user("new1")).status == 200);
    CHECK(send(gateway, "ADM0", "DELETE", "User/new1").status == 204);
    CHECK(send(gateway, "ADM0", "GET", "User/new1").status == 404);
}

TEST_CASE("presence is set under the address's id, whatever the body calls itself") {
    GatewayFixture gateway;
    const HttpReply set = send(gateway, "tje0", "PUT", "User/2/UserPresenceStatus", std::string(at_lunch));
    CHECK(set.status == 200);
    CHECK(set.body == at_lunch);
    CHECK(send(gateway, "ext0", "GET", "User/2/UserPresenceStatus").body == at_lunch);
    CHECK(send(gateway, "tje0", "PUT", "User/1/UserPresenceStatus", std::string(at_lunch)).status == 403);
}

TEST_CASE("what is not there is 404, and nothing changes") {
    GatewayFixture gateway;
    const std::string before = gateway.dump();
    struct Row {
        const char* method;
        std::string path;
        std::string body;
        std::string expected;
    };
    const std::string no_associate =
        error_text("SoNotFoundException", "The associate does not exist.", "Implementation");
    for (const Row& row : std::vector<Row>{
             {"GET", "User/99999", "", no_user()},
             {"GET", "User/0", "", no_user()},
             {"GET", "User/nobody", "", no_user()},
             {"GET", "User/-1", "", no_user()},
             {"GET", "User/a+b", "", no_user()},
             {"GET", "User/" + repeated("x", 10'000), "", no_user()},
             {"GET", "User/tje0%2f", "", no_user()},
             {"PUT", "User/99999", R"({"Tooltip":"x"})", no_user()},
             {"PUT", "User/0", new_user("new0"), no_user()},
             {"PUT", "User/nobody", R"({"AssociateId":2})", no_user()},
             {"DELETE", "User/99999", "", no_user()},
             {"DELETE", "User/0", "", no_user()},
             {"DELETE", "User/nobody", "", no_user()},
             {"GET", "User/99999/UserPresenceStatus", "", no_associate},
             {"PUT", "User/99999/UserPresenceStatus", std::string(at_lunch), no_associate},
             {"GET", "User/tje0/UserPresenceStatus", "",
              error_text("SoNotFoundException", "There is no such operation at this address.", "WebApi")}}) {
        CAPTURE(row.method);
        CAPTURE(row.path.substr(0, 40));
        const HttpReply reply = send(gateway, "ADM0", row.method, row.path, row.body);
        CHECK(reply.status == 404);
        CHECK(reply.body == row.expected);
    }
    CHECK(gateway.dump() == before);
}

TEST_CASE("bad input: each a clear error, and nothing changes") {
    GatewayFixture gateway;
    const std::string before = gateway.dump();
    const auto no_entry = [](std::string_view name) {
        return error_text("ArgumentException",
                          "The request is invalid. The parameters dictionary contains a null entry for parameter '" +
                              std::string(name) + "'.",
                          "WebApi");
    };
    const std::string escape = error_text("ArgumentException", "An escape in the address is wrong.", "WebApi");
    const std::string other_id =
        error_text("ArgumentException", "The AssociateId is that of another user than the address.", "Implementation");
    const std::string has_id = error_text(
        "ArgumentException", "A new user has no AssociateId: PUT changes one that is there.", "Implementation");
    struct Row {
        const char* method;
        std::string path;
        std::string body;
        std::string expected;
    };
    for (const Row& row :
         std::vector<Row>{{"GET", "User/2147483648", "", no_entry("id")},
                          {"PUT", "User/99999999999999999999", "{}", no_entry("id")},
                          {"DELETE", "User/2147483648", "", no_entry("id")},
                          {"GET", "User/2147483648/UserPresenceStatus", "", no_entry("associateId")},
                          {"GET", "User/%", "", escape},
                          {"GET", "User/a%2", "", escape},
                          {"GET", "User/%zz", "", escape},
                          {"DELETE", "User/tje0%00", "", escape},
                          {"DELETE", "User/%C3%28", "", escape},
                          {"GET", "User/\xC3\x28", "", escape},
                          {"PUT", "User/%ED%A0%80", "{}", escape},
                          {"GET", "User/Default?userType=Nonsense", "", no_entry("userType")},
                          {"GET", "User/Default?userType=SystemAssociate&personId=x", "", no_entry("personId")},
                          {"GET", "User/Default?userType=SystemAssociate&personId=", "", no_entry("personId")},
                          {"PUT", "User/2", R"({"AssociateId":3})", other_id},
                          {"PUT", "User/2", R"({"AssociateId":-2})", other_id},
                          {"POST", "User", R"({"AssociateId":2,"Tooltip":"x"})", has_id}}) {
        CAPTURE(row.method);
        CAPTURE(row.path);
        const HttpReply reply = send(gateway, "ADM0", row.method, row.path, row.body);
        CHECK(reply.status == 400);
        CHECK(reply.body == row.expected);
    }
    for (const auto& [method, path] :
         std::vector<std::pair<const char*, const char*>>{{"POST", "User"},
                                                          {"PUT", "User/2"},
                                                          {"PUT", "User/tje0"},
                                                          {"POST", "User/Validate"},
                                                          {"PUT", "User/2/UserPresenceStatus"}})
        for (const char* const body : {"", "null", "[]", "[{}]", "5", "\"x\"", "{", "{\"Name\":"}) {
            CAPTURE(method);
            CAPTURE(path);
            CAPTURE(body);
            CHECK(send(gateway, "ADM0", method, path, body).status == 400);
        }
    for (const char* const path :
         {"User/Default?userType=SystemAssociate&person=50", "User/Default?$filter=x", "User/2?fk=perhaps",
          "User/Default?userTyp=SystemAssociate", "timezone?$filter=id%20is"}) {
        CAPTURE(path);
        CHECK(send(gateway, "ADM0", "GET", path).status == 400);
    }
    CHECK(gateway.dump() == before);
}

TEST_CASE("a name that is a number or a word of the table is the number or the word") {
    GatewayFixture gateway;
    gateway.sql(
        "UPDATE associate SET name = '3' WHERE id = 2; UPDATE login_name SET folded = '3' WHERE associate_id "
        "= "
        "2 AND kind = 1");
    CHECK(send(gateway, "ADM0", "GET", "User/3").body == with_links(user_of(gateway, 3), 3));
    CHECK(send(gateway, "ADM0", "GET", "User/%33").body == user_of(gateway, 2));
}

TEST_CASE("methods: 405 names what the address takes") {
    GatewayFixture gateway;
    struct Row {
        const char* path;
        std::vector<const char*> refused;
        const char* allow;
    };
    for (const Row& row : std::vector<Row>{{"", {"POST", "PUT", "DELETE", "PATCH"}, "GET, HEAD"},
                                           {"User/Default", {"POST", "PUT", "DELETE", "PATCH"}, "GET, HEAD"},
                                           {"User/Validate", {"GET", "HEAD", "PUT", "DELETE"}, "POST"},
                                           {"User/CredentialTypes", {"POST"}, "GET, HEAD"},
                                           {"User/currentPrincipal", {"POST", "PUT"}, "GET, HEAD"},
                                           {"User/2", {"POST", "TRACE"}, "GET, HEAD, PUT, PATCH, DELETE"},
                                           {"User/tje0", {"POST", "PATCH"}, "GET, HEAD, PUT, DELETE"},
                                           {"User/2/UserPresenceStatus", {"POST", "DELETE"}, "GET, HEAD, PUT"},
                                           {"timezone", {"POST", "DELETE"}, "GET, HEAD"}})
        for (const char* const method : row.refused) {
            CAPTURE(row.path);
            CAPTURE(method);
            const HttpReply reply = send(gateway, "ADM0", method, row.path);
            CHECK(reply.status == 405);
            CHECK(header(reply, "Allow") == row.allow);
            CHECK(reply.body == error_text("SoNotSupportedException",
                                           "The requested resource does not support this HTTP method.", "WebApi"));
        }
}

TEST_CASE("who may: the rights are those of the agent's operation") {
    enum class Who : std::uint8_t { any, self, users };
    struct Row {
        const char* method;
        const char* path;
        std::string body;
        Who who;
        bool own = false;  // about ext0 (3), else about old0 (5)
    };
    const std::vector<Row> rows{{"POST", "User", new_user("new0"), Who::users},
                                {"GET", "User/Default?userType=SystemAssociate", "", Who::users},
                                {"POST", "User/Validate", new_user("new0"), Who::users},
                                {"GET", "User/CredentialTypes", "", Who::any},
                                {"GET", "User/currentPrincipal", "", Who::any},
                                {"GET", "User/currentAssociate", "", Who::any},
                                {"GET", "User/currentToken", "", Who::any},
                                {"GET", "timezone", "", Who::any},
                                {"GET", "User/5", "", Who::self},
                                {"GET", "User/3", "", Who::self, true},
                                {"GET", "User/old0", "", Who::self},
                                {"GET", "User/ext0", "", Who::self, true},
                                {"PUT", "User/5", R"({"Tooltip":"x"})", Who::users},
                                {"PUT", "User/3", R"({"Tooltip":"x"})", Who::users},
                                {"PATCH", "User/5", R"({"Tooltip":"x"})", Who::users},
                                {"PATCH", "User/3", R"({"Tooltip":"x"})", Who::users},
                                {"PUT", "User/old0", R"({"Tooltip":"x"})", Who::users},
                                {"GET", "User/5/UserPresenceStatus", "", Who::any},
                                {"PUT", "User/5/UserPresenceStatus", std::string(at_lunch), Who::self},
                                {"PUT", "User/3/UserPresenceStatus", std::string(at_lunch), Who::self, true},
                                {"DELETE", "User/5", "", Who::users},
                                {"DELETE", "User/old0", "", Who::users}};
    for (const std::string_view caller : {"", "ext0", "tje0", "rol0", "xad0", "usr0", "ADM0"})
        for (const Row& row : rows) {
            CAPTURE(caller);
            CAPTURE(row.method);
            CAPTURE(row.path);
            GatewayFixture gateway;
            add_cast(gateway);
            const std::string before = gateway.dump();
            const bool users = caller == "usr0" || caller == "ADM0";
            const bool is_own = row.own && caller == "ext0";
            const bool allowed = !caller.empty() && (row.who == Who::any || users || (row.who == Who::self && is_own));
            const HttpReply reply = send(gateway, caller, row.method, row.path, row.body);
            if (allowed) {
                CHECK_MESSAGE(reply.status / 100 == 2, reply.body);
                continue;
            }
            CHECK(reply.status == (caller.empty() ? 401U : 403U));
            CHECK(gateway.dump() == before);
        }
}

TEST_CASE("the resources speak what the agent speaks") {
    GatewayFixture gateway;
    Fields xml{{"Accept", "application/xml"}, {"Authorization", basic("ADM0", password_of("ADM0"))}};
    const HttpReply user = gateway.send("GET", "/api/v1/User/2", xml, {});
    CHECK(user.content_type == "application/xml; charset=utf-8");
    CHECK(user.body.starts_with("<User"));
    CHECK(user.body.find("<_Links><StringKeyValuePair><Key>Self</Key><Value>http://localhost/api/v1/User/2</Value>") !=
          std::string::npos);
    CHECK(user.body.ends_with("</_Links></User>"));
    const HttpReply missing = gateway.send("GET", "/api/v1/User/99999", xml, {});
    CHECK(missing.status == 404);
    CHECK(missing.body.starts_with("<ErrorObject><Error>true</Error><ErrorType>SoNotFoundException<"));
    xml.emplace_back("Content-Type", "application/xml");
    const HttpReply put =
        gateway.send("PUT", "/api/v1/User/2", xml, "<User><AssociateId>2</AssociateId><Tooltip>x</Tooltip></User>");
    CHECK_MESSAGE(put.status == 200, put.body);
    CHECK(put.body.find("<Tooltip>x</Tooltip>") != std::string::npos);
    CHECK(gateway.send("PUT", "/api/v1/User/2", {{"Content-Type", "image/png"}}, "x").status == 415);
    const HttpReply zoned = gateway.send(
        "GET", "/api/v1/User/2",
        {{"SO-TimeZone", "NO,includeTZOffset"}, {"Authorization", basic("ADM0", password_of("ADM0"))}}, {});
    CHECK(header(zoned, "SO-TimeZone") == "NO, includeTZOffset");
    const HttpReply problem = gateway.send(
        "GET", "/api/v1/User/99999",
        {{"Accept", "application/problem+json"}, {"Authorization", basic("ADM0", password_of("ADM0"))}}, {});
    CHECK(problem.body.find(R"("status":404)") != std::string::npos);
}
