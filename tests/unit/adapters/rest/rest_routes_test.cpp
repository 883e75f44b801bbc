// Which addresses the WebAPI answers, and how Content-Type, Accept and the query string are read.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/http/query.hpp"
#include "adapters/rest/data_format.hpp"
#include "adapters/rest/routes.hpp"

using namespace uag;
using Resource = RestTarget::Resource;

namespace {

std::optional<RestTarget> rest_target(std::string_view path) { return match_rest(http::PathSegments(path)); }

}  // namespace

TEST_CASE("addresses of the WebAPI") {
    struct Row {
        const char* path;
        Resource resource;
        const char* operation;
        const char* prefix;
    };
    for (const auto& [path, resource, operation, prefix] :
         std::vector<Row>{{"/api", Resource::root, "", ""},
                          {"/api/", Resource::root, "", ""},
                          {"/API", Resource::root, "", ""},
                          {"/SuperOffice/api", Resource::root, "", "/SuperOffice"},
                          {"/a/b/c/api/", Resource::root, "", "/a/b/c"},
                          {"/api/v1/Agents/User/ChangeOwnPassword", Resource::agent, "ChangeOwnPassword", ""},
                          {"/api/v1/Agents/User/ChangeOwnPassword/", Resource::agent, "ChangeOwnPassword", ""},
                          {"/API/V1/agents/USER/changeownpassword", Resource::agent, "ChangeOwnPassword", ""},
                          {"/Cust12345/api/v1/Agents/User/GetUser", Resource::agent, "GetUser", "/Cust12345"},
                          {"/api/v1/api/v1/Agents/User/GetUser", Resource::agent, "GetUser", "/api/v1"},
                          {"/api/v1/User/currentPrincipal", Resource::resource, "", ""},
                          {"/crm/api/v1/user/CURRENTASSOCIATE/", Resource::resource, "", "/crm"},
                          {"/api/v1/timezone", Resource::resource, "", ""},
                          {"/Cust1/API/v1/TimeZone/", Resource::resource, "", "/Cust1"},
                          {"/api/v1", Resource::list, "", ""},
                          {"/crm/API/V1/", Resource::list, "", "/crm"},
                          {"/api/v1/User//UserPresenceStatus", Resource::unknown, "", ""},
                          {"/api/v1/User/5/6", Resource::unknown, "", ""},
                          {"/api/v1/User/tje0/UserPresenceStatus", Resource::unknown, "", ""},
                          {"/api/v1/User/5/UserPresenceStatus/x", Resource::unknown, "", ""},
                          {"/api/v1/timezone/base", Resource::resource, "", ""},
                          {"/api/v1/Presence", Resource::unknown, "", ""},
                          {"/api/v1/Role/5/DataRight", Resource::unknown, "", ""},
                          {"/api/v1/Role/Employee/DataRight/MyOwn", Resource::unknown, "", ""},
                          {"/api/v1/timezones", Resource::unknown, "", ""},
                          {"/api/v1/Agents/User", Resource::unknown, "", ""},
                          {"/api/v1/Agents/User/NoSuchThing", Resource::unknown, "", ""},
                          {"/api/v1/Agents/User/ChangeOwnPassword/x", Resource::unknown, "", ""},
                          {"/api/v1/Agents/User/ChangeOwnPassword//", Resource::unknown, "", ""},
                          {"/api/v1/Agents/User/GetSystemInfo", Resource::unknown, "", ""},
                          {"/api/v1/Agents/User/currentPrincipal", Resource::unknown, "", ""},
                          {"/api/v1/Agents/Person/GetUser", Resource::unknown, "", ""},
                          {"/api/v1/Agents/UserX/GetUser", Resource::unknown, "", ""},
                          {"/x/api/v1/Contact/2", Resource::unknown, "", "/x"}}) {
        CAPTURE(path);
        const auto target = rest_target(path);
        REQUIRE(target.has_value());
        CHECK(target->resource == resource);
        CHECK(std::string(target->operation != nullptr ? target->operation->name : std::string_view{}) == operation);
        CHECK(target->prefix == prefix);
    }
    for (const char* const path :
         {"", "/", "*", "/apix", "/xapi", "/ap", "/api/v2/Agents/User/GetUser", "/api/v11", "/api/vx",
          "/Remote/Services88/User.svc", "/health", "/api.html", "/myapi/v1/Agents/User/GetUser", "/%61pi"}) {
        CAPTURE(path);
        CHECK_FALSE(rest_target(path).has_value());
    }
}

TEST_CASE("every operation of the agent has an address") {
    for (const Operation& operation : operations(Service::user)) {
        const std::string path = "/api/v1/Agents/User/" + std::string(operation.name);
        const auto target = rest_target(path);
        REQUIRE(target.has_value());
        CHECK(target->operation == &operation);
    }
}

TEST_CASE("addresses beside the agent: a word before {id} before {userName}") {
    struct Row {
        const char* path;
        const char* pattern;
        const char* segment;
        const char* methods;
    };
    for (const auto& [path, pattern, segment, methods] :
         std::vector<Row>{{"User", "User", "", "GET, HEAD, POST"},
                          {"User/current", "User/current", "", "GET, HEAD"},
                          {"User/Default", "User/Default", "", "GET, HEAD"},
                          {"user/DEFAULT", "User/Default", "", "GET, HEAD"},
                          {"User/Validate", "User/Validate", "", "POST"},
                          {"User/CredentialTypes", "User/CredentialTypes", "", "GET, HEAD"},
                          {"User/currentPrincipal", "User/currentPrincipal", "", "GET, HEAD"},
                          {"User/currentAssociate", "User/currentAssociate", "", "GET, HEAD"},
                          {"User/currentToken", "User/currentToken", "", "GET, HEAD"},
                          {"User/5", "User/{id}", "5", "GET, HEAD, PUT, PATCH, DELETE"},
                          {"User/007", "User/{id}", "007", "GET, HEAD, PUT, PATCH, DELETE"},
                          {"User/99999999999", "User/{id}", "99999999999", "GET, HEAD, PUT, PATCH, DELETE"},
                          {"User/-5", "User/{userName}", "-5", "GET, HEAD, PUT, DELETE"},
                          {"User/5x", "User/{userName}", "5x", "GET, HEAD, PUT, DELETE"},
                          {"User/%35", "User/{userName}", "%35", "GET, HEAD, PUT, DELETE"},
                          {"User/tje0", "User/{userName}", "tje0", "GET, HEAD, PUT, DELETE"},
                          {"User/5/UserPresenceStatus", "User/{associateId}/UserPresenceStatus", "5", "GET, HEAD, PUT"},
                          {"Role", "Role", "", "GET, HEAD, POST"},
                          {"role/DEFAULT", "Role/default", "", "GET, HEAD"},
                          {"Role/5", "Role/{id}", "5", "GET, HEAD, PUT, DELETE"},
                          {"Role/employee", "Role/{roleType}", "employee", "GET, HEAD"},
                          {"Role/Employee/default", "Role/{type}/Default", "Employee", "GET, HEAD"},
                          {"Role/5/FunctionRight", "Role/{roleId}/FunctionRight", "5", "GET, HEAD, PUT"},
                          {"Role/System/FunctionRight", "Role/{roleType}/FunctionRight", "System", "GET, HEAD"},
                          {"Role/WithFunctionRight/admin-all", "Role/WithFunctionRight/{functionalRightName}",
                           "admin-all", "GET, HEAD"},
                          {"Role/5/DataRight/myown", "Role/{roleId}/DataRight/{relationToOwner}", "5", "GET, HEAD"},
                          {"Role/5/DataRight/contact", "Role/{roleId}/DataRight/{tableName}", "5", "GET, HEAD"},
                          {"timezone", "TimeZone", "", "GET, HEAD"}}) {
        CAPTURE(path);
        const std::string address = std::string("/api/v1/") + path;
        const auto target = rest_target(address);
        REQUIRE(target.has_value());
        REQUIRE(target->resource == Resource::resource);
        CHECK(target->match.rows.front().path == pattern);
        CHECK(target->match.segments.front() == segment);
        CHECK(list_of(target->methods) == methods);
    }
    CHECK(list_of(rest_target("/api")->methods) == "GET, HEAD");
    CHECK(list_of(rest_target("/api/v1")->methods) == "GET, HEAD");
    CHECK(list_of(rest_target("/api/v1/Agents/User/GetUser")->methods) == "GET, HEAD, POST");
    CHECK(rest_target("/api/v1/Contact/2")->methods.empty());
}

TEST_CASE("each variable of an address has its own segment") {
    const auto target = rest_target("/api/v1/Role/7/DataRight/contact/MyOwn");
    REQUIRE(target.has_value());
    REQUIRE(target->match.rows.size() == 2);
    const RestResource& row = target->match.rows.front();
    CHECK(target->match.segments[variable_index(row, "roleId")] == "7");
    CHECK(target->match.segments[variable_index(row, "tableName")] == "contact");
    CHECK(target->match.segments[variable_index(row, "relationToOwner")] == "MyOwn");
    // DELETE calls its variable otherwise, and so finds it all the same.
    const auto role = rest_target("/api/v1/Role/7");
    REQUIRE(role->match.rows.size() == 3);
    for (const RestResource& method : role->match.rows) CHECK(method.path.starts_with("Role/{"));
}

TEST_CASE("the table of resources: every row runs an operation that has its parameters") {
    for (const RestResource& row : rest_resources()) {
        CAPTURE(row.id);
        const Operation& operation = operation_of(row);
        CHECK(operation.name == row.operation);
        for (const RestBinding& binding : row.bindings) {
            if (binding.source == RestBinding::Source::none) continue;
            int found = 0;
            for (const FieldInfo& field : operation.request().fields) found += field.name == binding.parameter;
            CHECK(found == 1);
            const std::string variable = "{" + std::string(binding.name) + "}";
            const bool in_path = row.path.find(variable) != std::string_view::npos;
            CHECK((binding.source == RestBinding::Source::path) == (in_path && !binding.name.empty()));
            if (in_path && !binding.name.empty()) CHECK(variable_index(row, binding.name) < 3);
        }
        int same = 0;
        for (const RestResource& other : rest_resources())
            same += other.id == row.id || (other.path == row.path && other.method == row.method);
        CHECK(same == 1);
    }
}

TEST_CASE("media types") {
    struct Row {
        const char* header;
        const char* name;
        const char* charset;
    };
    for (const auto& [header, name, charset] :
         std::vector<Row>{{"application/json", "application/json", ""},
                          {"application/json; charset=utf-8", "application/json", "utf-8"},
                          {"Application/JSON;Charset=\"UTF-8\"", "Application/JSON", "UTF-8"},
                          {" text/json ; a=b ; charset=x ", "text/json", "x"},
                          {"application/json;", "application/json", ""}}) {
        const auto media = rest::read_content_type(header);
        REQUIRE(media.has_value());
        CHECK(media->name == name);
        CHECK(media->charset == charset);
    }
    for (const std::string header : {"", "json", "/json", "application/", "a b/json", "application/json, text/json",
                                     "application/json; charset=", "application/json; charset=a; charset=b"})
        CHECK_FALSE(rest::read_content_type(header).has_value());
    CHECK_FALSE(rest::read_content_type("application/json; x=" + std::string(1024, 'x')).has_value());
}

TEST_CASE("Accept") {
    CHECK(rest::wants_problem("application/problem+json"));
    CHECK(rest::wants_problem("application/json;q=0.5, APPLICATION/PROBLEM+JSON"));
    CHECK(rest::wants_problem("application/json, application/problem+json"));
    for (const char* const accept : {"", "*/*", "application/*", "application/json", "application/problem+json;q=0",
                                     "application/json, application/problem+json;q=0.9", "application/problem+xml"})
        CHECK_FALSE(rest::wants_problem(accept));

    CHECK(rest::wants_html("", true));
    CHECK_FALSE(rest::wants_html("", false));
    CHECK(rest::wants_html("*/*", true));
    CHECK(rest::wants_html("image/png", true));
    CHECK(rest::wants_html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false));
    CHECK(rest::wants_html("application/json;q=0.2, text/html;q=0.3", false));
    for (const char* const accept : {"application/json", "application/json, text/plain, */*", "application/xml",
                                     "text/json", "text/html;q=0.2, application/json;q=0.25", "text/html;q=0, */*"})
        CHECK_FALSE(rest::wants_html(accept, true));
    CHECK(rest::wants_html(std::string(1025, 'a'), true));
}

TEST_CASE("query strings") {
    struct Row {
        const char* query;
        const char* value;
    };
    for (const auto& [query, value] : std::vector<Row>{{"userId=11", "11"},
                                                       {"UserId=11", "11"},
                                                       {"USERID=11&$select=Name", "11"},
                                                       {"$select=Name,Role%2FId&userId=%31%31", "11"},
                                                       {"user%49d=1+1", "1 1"},
                                                       {"userId=", ""},
                                                       {"userId", ""},
                                                       {"&&userId=11&", "11"},
                                                       {"userId=a=b", "a=b"},
                                                       {"x=%zz&userId=11", "11"}}) {
        CAPTURE(query);
        const auto found = http::query_value(query, "UserId");
        REQUIRE(found.has_value());
        REQUIRE(found->has_value());
        CHECK(**found == value);
    }
    for (const char* const query : {"", "user=11", "userIds=11", "x=userId"})
        CHECK_FALSE(http::query_value(query, "UserId")->has_value());
    for (const char* const query : {"userId=1&userId=1", "userId=1&USERID=2", "userId=%", "userId=%1", "userId=%zz",
                                    "userId=%00", "userId=%FF", "userId=%-1"}) {
        CAPTURE(query);
        CHECK(http::query_value(query, "UserId").has_error());
    }
}
