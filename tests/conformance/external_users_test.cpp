// External users: made of a person, changed by flags, deleted; nothing else may be touched that way.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Create = CreateExternalUserRequest;
using Set = SetExternalUserInfoRequest;
using Flag = ExternalUserInfoModification;

constexpr Flag operator|(Flag a, Flag b) { return static_cast<Flag>(static_cast<int>(a) | static_cast<int>(b)); }

Expectation gives_id() {
    return gives<std::int32_t>([](std::int32_t id) { return wrong(id > 0, "AssociateId"); });
}

std::function<void(GatewayFixture&)> logs_in_as(std::string_view name, std::string_view password, bool expected) {
    return [=](GatewayFixture& gateway) { CHECK(gateway.logs_in(name, password) == expected); };
}

std::vector<Scenario> creating_external_users() {
    const auto create = [](Create parameters, Expectation expected) {
        return step("ADM0", "CreateExternalUser", std::move(parameters), std::move(expected));
    };
    return {
        {"made and logs in",
         {then(create({50, "pax0", good_password, 3, true}, gives_id()), logs_in_as("pax0", good_password, true)),
          step_from(
              "ADM0", "GetUser", [](const Replies& r) { return UserIdRequest{r[0].value<std::int32_t>()}; },
              gives_user([](const User& user) {
                  return first_of({wrong(user.type == UserType::external_associate, "Type"),
                                   wrong(user.role.has_value() && user.role->id == 3, "Role"),
                                   wrong(user.person.has_value() && user.person->person_id == 50, "Person")});
              }))}},
        {"made by who may manage external users",
         {step("xad0", "CreateExternalUser", Create{50, "pax0", good_password, 3, true}, gives_id())}},
        {"made inactive",
         {then(create({50, "pax0", good_password, 3, false}, gives_id()), logs_in_as("pax0", good_password, false))}},
        {"a role that is none of theirs",
         {create({50, "pax0", good_password, 2, true}, fails({"SoValidationException"})),
          create({50, "pax0", good_password, nobody_id, true},
                 fails({"SoValidationException", "SoNotFoundException"}))}},
        {"a person who has a user", {create({2, "pax0", good_password, 3, true}, fails({"SoValidationException"}))}},
        {"a person who is not there",
         {create({nobody_id, "pax0", good_password, 3, true}, fails({"SoNotFoundException", "SoValidationException"})),
          create({0, "pax0", good_password, 3, true}, fails({"SoNotFoundException", "SoValidationException"}))}},
        {"a name in use",
         {create({50, "TJE0", good_password, 3, true}, invalid({"UserName"})),
          create({50, "", good_password, 3, true}, invalid({"UserName"})),
          create({50, "a:b", good_password, 3, true}, invalid({"UserName"}))}},
        {"a weak password", {create({50, "pax0", "short", 3, true}, fails({"SoInvalidPasswordException"}))}},
        {"making is denied",
         {step("tje0", "CreateExternalUser", Create{50, "pax0", good_password, 3, true}, denied()),
          step("rol0", "CreateExternalUser", Create{50, "pax0", good_password, 3, true}, denied()),
          step("", "CreateExternalUser", Create{50, "pax0", good_password, 3, true}, nobody())}},
    };
}

std::vector<Scenario> changing_external_users() {
    const auto set = [](Set parameters, Expectation expected) {
        return step("ADM0", "SetExternalUserInfo", std::move(parameters), std::move(expected));
    };
    const auto own_password = password_of("ext0");
    return {
        {"the name alone",
         {then(set({3, "ext1", good_password, false, 2, Flag::user_name}, is_done()),
               [=](GatewayFixture& gateway) {
                   CHECK(gateway.logs_in("ext1", own_password));
                   CHECK_FALSE(gateway.logs_in("ext0", own_password));
               })}},
        {"the password alone",
         {step("ext0", "GetUser", UserIdRequest{3}, succeeds()),
          then(set({3, "other", good_password, false, 2, Flag::password}, is_done()),
               [=](GatewayFixture& gateway) {
                   CHECK(gateway.logs_in("ext0", good_password));
                   CHECK_FALSE(gateway.logs_in("ext0", own_password));
               }),
          step("ext0", "GetUser", UserIdRequest{3}, nobody())}},
        {"inactive and active",
         {step("ext0", "GetUser", UserIdRequest{3}, succeeds()),
          then(set({3, "", "", false, 0, Flag::active}, is_done()), logs_in_as("ext0", own_password, false)),
          step("ext0", "GetUser", UserIdRequest{3}, nobody()),
          then(set({3, "", "", true, 0, Flag::active}, is_done()), logs_in_as("ext0", own_password, true))}},
        {"the role",
         {set({3, "", "", false, 3, Flag::role}, is_done()),
          set({3, "", "", false, 2, Flag::role}, fails({"SoValidationException"}))}},
        {"several at once, or nothing",
         {set({3, "tje0", good_password, true, 3, Flag::user_name | Flag::password}, invalid({"UserName"})),
          set({3, "ext1", "short", true, 3, Flag::user_name | Flag::password}, fails({"SoInvalidPasswordException"})),
          then(set({3, "ext1", good_password, true, 3, Flag::user_name | Flag::password}, is_done()),
               logs_in_as("ext1", good_password, true))}},
        {"no flags change nothing",
         {then(set({3, "ext1", good_password, false, 2, Flag::none}, succeeds()),
               logs_in_as("ext0", own_password, true))}},
        {"an employee is none", {set({2, "x", "", true, 0, Flag::user_name}, refused())}},
        {"an employee, by who may manage external users only",
         {step("xad0", "SetExternalUserInfo", Set{2, "x", "", true, 0, Flag::user_name}, denied()),
          step("xad0", "SetExternalUserInfo", Set{3, "ext1", "", true, 0, Flag::user_name}, is_done())}},
        {"nobody",
         {set({nobody_id, "x", "", true, 0, Flag::user_name}, not_found()),
          set({nobody_id, "x", "", true, 0, Flag::password}, not_found())}},
        {"no password",
         {set({3, "x", "", true, 0, Flag::password}, fails({"SoInvalidPasswordException"})),
          set({2, "x", "", true, 0, Flag::password}, refused())}},
        {"changing is denied",
         {step("tje0", "SetExternalUserInfo", Set{3, "x", "", true, 0, Flag::user_name}, denied()),
          step("ext0", "SetExternalUserInfo", Set{3, "x", "", true, 0, Flag::user_name}, denied()),
          step("", "SetExternalUserInfo", Set{3, "x", "", true, 0, Flag::user_name}, nobody())}},
    };
}

std::vector<Scenario> deleting_external_users() {
    const auto remove = [](std::string_view caller, std::int32_t id, Expectation expected) {
        return step(caller, "DeleteExternalUser", AssociateIdRequest{id}, std::move(expected));
    };
    return {
        {"deleted",
         {step("ext0", "GetUser", UserIdRequest{3}, succeeds()),
          then(remove("ADM0", 3, is_done()), logs_in_as("ext0", password_of("ext0"), false)),
          step("ext0", "GetUser", UserIdRequest{3}, nobody()), step("ADM0", "GetUser", UserIdRequest{3}, is_nil()),
          remove("ADM0", 3, not_found())}},
        {"deleted by who may manage external users", {remove("xad0", 3, is_done())}},
        {"an employee is not deleted that way",
         {remove("ADM0", 2, refused()), remove("xad0", 2, denied()), remove("xad0", 1, denied())}},
        {"nobody is deleted", {remove("ADM0", nobody_id, not_found()), remove("ADM0", 0, not_found())}},
        {"deleting is denied", {remove("tje0", 3, denied()), remove("ext0", 3, denied()), remove("", 3, nobody())}},
        {"a generated password, of an employee",
         {step("xad0", "GenerateNewPasswordForExternalUser", AssociateNameRequest{"tje0"}, denied()),
          step("xad0", "GenerateNewPasswordForExternalUser", AssociateNameRequest{"ext0"},
               gives<String>(
                   [](const String& password) { return wrong(password.text.size() >= 20, "the password"); }))}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_external_users() {
    std::vector<Scenario> all = creating_external_users();
    for (Scenario& scenario : changing_external_users()) all.push_back(std::move(scenario));
    for (Scenario& scenario : deleting_external_users()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("external users") { run(scenarios_of_external_users()); }
