// Credentials of users and the directories behind their types, with and without a linked type.
#include <doctest/doctest.h>

#include <algorithm>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

FixtureSettings with_directory() {
    LinkedCredentialType type;
    type.type = "Badge";
    type.display_type = "Badge number";
    type.description = "The number on the card at the door";
    type.headings = {"Floor"};
    type.groups = {{"third", "Third floor"}, {"fourth", "Fourth floor"}};
    type.users = {{"b-17", "Badge 17", {"3"}, {"third"}, true}, {"b-18", "Badge 18", {"4"}, {"fourth"}, false}};
    FixtureSettings settings;
    settings.credential_types = {type};
    return settings;
}

using Types = List<Box<CredentialType>>;

Expectation gives_types(std::vector<std::string_view> names) {
    return gives<Types>([names](const Types& types) {
        bool same = types.items.size() == names.size();
        for (std::size_t i = 0; same && i < names.size(); ++i) same = types.items[i]->type.text == names[i];
        return first_of(
            {wrong(same, "the list of types"),
             wrong(!same || types.items[0]->value_control == CredentialControlType::password, "ValueControl")});
    });
}

std::vector<Scenario> credential_types() {
    const auto all = [](std::vector<std::string_view> names) {
        return step("ext0", "GetCredentialTypes", gives_types(std::move(names)));
    };
    const auto for_type = [](std::vector<std::string_view> names) {
        return step("ext0", "GetCredentialTypesForUserType", UserTypeRequest{UserType::internal_associate},
                    gives_types(std::move(names)));
    };
    return {
        {"the types there are", {all({password_type_name}), step("", "GetCredentialTypes", nobody())}},
        {"the types with a directory", {all({password_type_name, "Badge"})}, oldest_version, with_directory()},
        {"the types for employees",
         {for_type({password_type_name}), step("", "GetCredentialTypesForUserType", UserTypeRequest{}, nobody())}},
        {"the types for employees with a directory",
         {for_type({password_type_name, "Badge"})},
         oldest_version,
         with_directory()},
    };
}

Step save_credential(std::string_view caller, std::int32_t user, Box<Credential> credential, Expectation expected) {
    return step(caller, "SaveCredential", SaveCredentialRequest{user, std::move(credential)}, std::move(expected));
}

Step remove(std::string_view caller, std::int32_t user, std::string_view type, Expectation expected) {
    return step(caller, "DeleteCredential", DeleteCredentialRequest{user, type}, std::move(expected));
}

std::vector<Scenario> password_credentials() {
    const auto logs_in = [](std::string_view password, bool expected) {
        return [=](GatewayFixture& gateway) { CHECK(gateway.logs_in("tje0", password) == expected); };
    };
    const auto password = [](std::string_view text) { return credential_of(password_type_name, text); };
    return {
        {"a password is replaced",
         {step("tje0", "GetUser", UserIdRequest{2}, succeeds()),
          then(save_credential("ADM0", 2, password(good_password), is("true")), logs_in(good_password, true)),
          step("tje0", "GetUser", UserIdRequest{2}, nobody())}},
        {"a password is added",
         {remove("usr0", 2, password_type_name, is("true")),
          then(save_credential("usr0", 2, password(good_password), is("true")), logs_in(good_password, true))}},
        {"a password against the policy",
         {then(save_credential("ADM0", 2, password("short"), fails({"SoInvalidPasswordException"})),
               logs_in("Tje0", true)),
          save_credential(
              "ADM0", 2, password(""),
              fails({"SoInvalidPasswordException", "SoValidationException", "SoInvalidArgumentException"}))}},
        {"the current password again", {save_credential("ADM0", 1, password(password_of("ADM0")), is("true"))}},
        {"a password is removed",
         {then(remove("ADM0", 2, "crm5/password", is("true")), logs_in("Tje0", false)),
          remove("ADM0", 2, password_type_name, is("false"))}},
        {"a resource has no password", {save_credential("ADM0", 6, password(good_password), refused())}},
        {"credentials of nobody",
         {save_credential("ADM0", nobody_id, password(good_password), not_found()),
          remove("ADM0", nobody_id, password_type_name, not_found())}},
        {"no credential, or one that is not offered",
         {save_credential("ADM0", 2, {}, bad_argument()),
          save_credential("ADM0", 2, credential_of("Telepathy", "x"), refused()),
          save_credential("ADM0", 2, credential_of("", "x"), refused())}},
        {"credentials, denied",
         {save_credential("tje0", 2, password(good_password), denied()),
          remove("tje0", 2, password_type_name, denied()), save_credential("", 2, password(good_password), nobody()),
          remove("", 2, password_type_name, nobody())}},
        {"a linked credential",
         {save_credential("ADM0", 2, credential_of("badge", "b-17"), is("true")),
          step("ADM0", "GetUser", UserIdRequest{2}, gives_user([](const User& user) {
                   const auto is_badge = [](const Box<Credential>& c) {
                       return c->type.has_value() && c->type->type.text == "Badge" && c->value.text == "b-17";
                   };
                   return wrong(user.credentials.items.size() == 2 &&
                                    std::any_of(user.credentials.items.begin(), user.credentials.items.end(), is_badge),
                                "Credentials");
               })),
          // One badge opens for one person.
          save_credential("ADM0", 1, credential_of("Badge", "B-17"), fails({"SoValidationException"})),
          remove("ADM0", 2, "Badge", is("true")), remove("ADM0", 2, "Badge", is("false"))},
         oldest_version,
         with_directory()},
    };
}

using Users = Box<CredentialsGroupUsers>;

Expectation gives_people(std::vector<std::string_view> wanted) {
    return gives<Users>([wanted](const Users& people) -> std::string {
        if (!people.has_value()) return "there is no list";
        for (const std::string_view value : wanted) {
            const auto is_it = [&](const Box<CredentialUser>& user) {
                return user->value.text == value || user->display_value.text.find(value) != std::string::npos;
            };
            if (std::none_of(people->users.items.begin(), people->users.items.end(), is_it))
                return std::string(value) + " is missing";
        }
        for (const Box<CredentialUser>& user : people->users.items)
            if (user->columns.items.size() != people->headings.items.size()) return "columns without headings";
        return wrong(!wanted.empty() || people->users.items.empty(), "the list, which should be empty,");
    });
}

std::vector<Scenario> directories() {
    const auto groups = [](std::string_view caller, std::string_view type, std::string_view text,
                           Expectation expected) {
        return step(caller, "FindCredentialsGroups", DirectorySearchRequest{type, text}, std::move(expected));
    };
    const auto users = [](std::string_view caller, std::string_view type, std::string_view text, Expectation expected) {
        return step(caller, "FindCredentialUsers", DirectorySearchRequest{type, text}, std::move(expected));
    };
    const auto members = [](std::string_view caller, std::string_view type, std::string_view group,
                            Expectation expected) {
        return step(caller, "GetCredentialUsersInGroup", GetCredentialUsersInGroupRequest{type, group},
                    std::move(expected));
    };
    using Found = List<Box<CredentialsGroup>>;
    const auto finds_groups = [](std::size_t least) {
        return gives<Found>(
            [=](const Found& found) { return wrong(found.items.size() >= least, "the number of groups"); });
    };
    const auto in_first_group = [](const Replies& r) {
        return GetCredentialUsersInGroupRequest{password_type_name, r[0].value<Found>().items.at(0)->name};
    };
    return {
        {"the associates as a directory",
         {groups("ADM0", password_type_name, "sal", finds_groups(1)),
          users("ADM0", password_type_name, "TINA", gives_people({"tje0"})),
          users("usr0", password_type_name, "nobody at all", gives_people({}))}},
        {"the associates of a group",
         {groups("ADM0", password_type_name, "sales", finds_groups(1)),
          step_from("ADM0", "GetCredentialUsersInGroup", in_first_group, gives_people({"tje0"}))}},
        {"there is always a group", {groups("ADM0", password_type_name, "", finds_groups(1))}},
        {"a linked directory",
         {groups("ADM0", "Badge", "third", finds_groups(1)),
          users("ADM0", "Badge", "badge 1", gives_people({"b-17", "b-18"})),
          users("ADM0", "badge", "", gives_people({"b-17", "b-18"})),
          users("ADM0", "Badge", "18", gives_people({"b-18"})),
          members("ADM0", "Badge", "third", gives_people({"b-17"}))},
         oldest_version,
         with_directory()},
        {"directories, denied",
         {groups("tje0", password_type_name, "", denied()), users("tje0", password_type_name, "", denied()),
          members("tje0", password_type_name, "Sales", denied()), groups("", password_type_name, "", nobody()),
          users("", password_type_name, "", nobody()), members("", password_type_name, "Sales", nobody())}},
        {"a directory that is none",
         {groups("ADM0", "Telepathy", "", bad_argument()), users("ADM0", "Telepathy", "", bad_argument()),
          members("ADM0", "Telepathy", "x", bad_argument())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_credentials() {
    std::vector<Scenario> all = credential_types();
    for (Scenario& scenario : password_credentials()) all.push_back(std::move(scenario));
    for (Scenario& scenario : directories()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("credentials and their directories") { run(scenarios_of_credentials()); }
