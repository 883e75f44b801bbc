// The table of operations: how many each version has, what came when, who may call.
#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/operations.hpp"
#include "core/contract/describe.hpp"

using namespace uag;

namespace {

std::ptrdiff_t count_in(Service service, Version version) {
    const auto rows = operations(service);
    return std::count_if(rows.begin(), rows.end(), [&](const Operation& row) { return row.in(version); });
}

}  // namespace

TEST_CASE("each version has the operations it had") {
    CHECK(count_in(Service::user, Version::v84) == 75);
    CHECK(count_in(Service::user, Version::v85) == 78);
    CHECK(count_in(Service::user, Version::v86) == 79);
    CHECK(count_in(Service::user, Version::v87) == 83);
    CHECK(count_in(Service::user, Version::v88) == 97);
    CHECK(count_in(Service::so_principal, Version::v84) == 4);
    CHECK(count_in(Service::so_principal, Version::v85) == 4);
    CHECK(count_in(Service::so_principal, Version::v86) == 5);
    CHECK(count_in(Service::so_principal, Version::v88) == 5);
}

TEST_CASE("void operations of the WebAPI answer 204: there are seventeen") {
    const auto rows = operations(Service::user);
    CHECK(std::count_if(rows.begin(), rows.end(), [](const Operation& row) { return row.is_void(); }) == 17);
}

TEST_CASE("eight operations take an id in the query, ten have no $select") {
    const auto rows = operations(Service::user);
    CHECK(std::count_if(rows.begin(), rows.end(), [](const Operation& row) { return row.rest == RestShape::query; }) ==
          8);
    CHECK(std::count_if(rows.begin(), rows.end(), [](const Operation& row) { return !row.select; }) == 10);
}

TEST_CASE("names are found exactly in SOAP and in any case in the WebAPI") {
    CHECK(find_operation(Service::user, "ChangePassword") != nullptr);
    CHECK(find_operation(Service::user, "changepassword") == nullptr);
    CHECK(find_operation_any_case(Service::user, "changepassword") == find_operation(Service::user, "ChangePassword"));
    CHECK(find_operation(Service::user, "AuthenticateImplicit") == nullptr);
    CHECK(find_operation(Service::so_principal, "AuthenticateImplicit") != nullptr);
}

TEST_CASE("an operation about one's own associate says which parameter names it") {
    for (const Operation& row : operations(Service::user)) {
        INFO(row.name);
        if (row.access == Access::self) CHECK((row.subject != nullptr));
        // Who may manage external users only may touch no others, so those rows say whom they are about too.
        if (row.subject != nullptr) CHECK((row.access == Access::self || row.access == Access::externals));
    }
}

TEST_CASE("nothing of the User service is open, everything of SoPrincipal is") {
    for (const Operation& row : operations(Service::user)) CHECK(row.access != Access::open);
    for (const Operation& row : operations(Service::so_principal)) CHECK(row.access == Access::open);
}

TEST_CASE("every operation has a function and an access decision") {
    for (const Service service : {Service::user, Service::so_principal}) {
        for (const Operation& row : operations(service)) {
            INFO(row.name);
            CHECK((function_of(row) != nullptr));
            CHECK((row.request != nullptr));
            CHECK((row.response != nullptr));
            CHECK(row.access <= Access::roles);
        }
    }
    for (const Operation& row : rest_operations()) {
        CHECK((function_of(row) != nullptr));
        const bool of_users = row.name == "defaultUser" || row.name == "userCommands";
        const Access wanted = of_users ? Access::users : row.name == "foreignKeys" ? Access::self : Access::any;
        CHECK(row.access == wanted);
    }
}

TEST_CASE("every operation says what it does to what is kept, as its name has it") {
    const auto is_called = [](const Operation& row, std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return row.name.starts_with(word); });
    };
    // Their names say otherwise: they make a token, or a registration where there is none.
    const std::set<std::string_view> makers{"GetAccessToken", "GetOrRegisterAccessGatewayInfo", "currentToken"};
    std::vector<const Operation*> all;
    for (const Service service : {Service::user, Service::so_principal, Service::archive})
        for (const Operation& row : operations(service)) all.push_back(&row);
    for (const Operation& row : rest_operations()) all.push_back(&row);
    CHECK(all.size() == 97 + 5 + 5 + 16);
    for (const Operation* row : all) {
        INFO(row->name);
        if (makers.contains(row->name)) {
            CHECK(row->effect == Effect::write);
        } else if (is_called(*row, {"Delete", "Remove"})) {
            CHECK(row->effect == Effect::destructive);
        } else if (is_called(*row, {"Save", "Set", "Change", "Create", "Generate", "Make", "Add", "Execute", "Register",
                                    "Exchange", "Decrypt", "Send", "Resolve", "Authenticate", "save"}) &&
                   !is_called(*row, {"CreateDefault", "ChangeUserType"})) {
            CHECK(row->effect == Effect::write);
        } else {
            CHECK(only_reads(*row));
        }
    }
}

TEST_CASE("passwords, tickets and tokens are marked as secrets wherever they are parameters") {
    const std::set<std::string_view> secret_names{"Password",    "OldPassword",  "NewPassword",
                                                  "Ticket",      "AccessToken",  "AppToken",
                                                  "SecretValue", "RefreshToken", "CredentialValue"};
    for (const Service service : {Service::user, Service::so_principal})
        for (const Operation& row : operations(service))
            for_each_field(row.request(), nullptr, [&](const FieldInfo& field, void*) {
                INFO(row.name << "." << field.name);
                if (secret_names.contains(field.name)) CHECK(field.is_secret);
            });
}
