// The tables of cases together play every operation, with a caller and without one.
#include <doctest/doctest.h>

#include <set>
#include <string_view>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::vector<Scenario> all_scenarios() {
    std::vector<Scenario> all;
    for (auto* const table :
         {scenarios_of_reading_users, scenarios_of_unsaved_users, scenarios_of_saving_users, scenarios_of_invalid_users,
          scenarios_of_ending_users, scenarios_of_resolving_users, scenarios_of_external_users, scenarios_of_names,
          scenarios_of_presence_and_commands, scenarios_of_roles, scenarios_of_rights, scenarios_of_groups,
          scenarios_of_credentials, scenarios_of_sealed_credentials, scenarios_of_tokens, scenarios_of_provider})
        for (Scenario& scenario : table()) all.push_back(std::move(scenario));
    return all;
}

// These have a table of their own, in password_operations_test.cpp.
const std::set<std::string_view> password_operations{
    "ChangeOwnPassword",         "ChangePassword",       "ChangePasswordFromName",         "SetPassword",
    "SetPasswordFromName",       "SetGeneratedPassword", "SetGeneratedPasswordFromName",   "IsPasswordValid",
    "IsPasswordValidWithReason", "CanChangePassword",    "GetSupportedChangePasswordTypes"};

}  // namespace

TEST_CASE("every operation has cases") {
    std::set<std::string_view> played = password_operations;
    for (const Scenario& scenario : all_scenarios())
        for (const Step& step : scenario.steps) played.insert(step.operation);
    for (const Operation& operation : operations(Service::user))
        CHECK_MESSAGE(played.contains(operation.name), operation.name);
    CHECK(played.size() == operations(Service::user).size());
}

TEST_CASE("names of scenarios tell them apart within their table") {
    for (auto* const table :
         {scenarios_of_saving_users, scenarios_of_roles, scenarios_of_rights, scenarios_of_external_users}) {
        std::set<std::string> names;
        for (const Scenario& scenario : table()) CHECK_MESSAGE(names.insert(scenario.name).second, scenario.name);
    }
}
