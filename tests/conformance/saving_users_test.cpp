// Users made and changed: what is stored, what stays, what is ignored.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// What was read in the first step, changed by `edit` and sent back.
template <class Edit> Step save_edited(std::string_view caller, Edit edit, Expectation expected) {
    return step_from(
        caller, "SaveUser",
        [edit](const Replies& replies) {
            User user = user_from(replies, 0);
            edit(user);
            return UserRequest{std::move(user)};
        },
        std::move(expected));
}

Step get_tina() { return step("ADM0", "GetUser", UserIdRequest{2}, succeeds()); }

Expectation is_saved_as(std::string_view name) {
    return gives_user([name](const User& user) {
        return first_of(
            {wrong(user.associate_id > 0, "AssociateId"), wrong(user.name.text == name, "Name"),
             wrong(user.person.has_value() && user.person->person_id > 0, "PersonId"),
             wrong(user.credentials.items.size() == 1 && user.credentials.items[0]->value.blank(), "Credentials")});
    });
}

std::vector<Scenario> creating_users() {
    User groups = employee("new0");
    groups.other_groups.presence = Presence::value;
    groups.other_groups.items = {group_with(3), group_with(1)};
    User silent = employee("new0");
    silent.credentials.items.clear();
    User external = employee("new0");
    external.type = UserType::external_associate;
    external.role = role_with(3);
    User of_person = employee("new0");
    of_person.person->person_id = 50;
    of_person.person->firstname = "Pauline";
    User longest = employee(repeated("\xC3\xA5", 254));
    longest.person->email = "long@example.com";
    User trimmed = employee("  new0 ");
    trimmed.person->email = "new0@example.com";
    User full = employee("new0");
    full.user_name = "nina@example.com";
    full.nick_name = "Nine";
    const auto logs_in = [](bool expected) {
        return [=](GatewayFixture& gateway) { CHECK(gateway.logs_in("new0", good_password) == expected); };
    };
    return {
        {"a new user logs in",
         {then(step("ADM0", "SaveUser", UserRequest{employee("new0")}, is_saved_as("new0")), logs_in(true))}},
        {"a user administrator makes one",
         {step("usr0", "SaveUser", UserRequest{employee("new0")}, is_saved_as("new0"))}},
        {"a system associate makes one",
         {step("SYS0", "SaveUser", UserRequest{employee("new0")}, is_saved_as("new0"))}},
        {"what was saved is read back",
         {step("ADM0", "SaveUser", UserRequest{groups}, is_saved_as("new0")),
          step_from(
              "ADM0", "GetUser", [](const Replies& r) { return UserIdRequest{user_from(r, 0).associate_id}; },
              gives_user([](const User& user) {
                  const auto& others = user.other_groups.items;
                  return first_of(
                      {wrong(user.role->id == 2, "Role"), wrong(user.user_group->id == 2, "UserGroup"),
                       wrong(others.size() == 2 && others[0]->id == 1 && others[1]->id == 3,
                             "OtherGroups, in order of rank,"),
                       wrong(user.person->firstname.text == "Nina" && user.person->lastname.text == "Newcomer" &&
                                 user.person->email.text == "new0@example.com" && user.person->contact_id == 1,
                             "Person")});
              }))}},
        {"without a password nobody logs in",
         {then(step("ADM0", "SaveUser", UserRequest{silent}, succeeds()), logs_in(false))}},
        {"an external user",
         {then(step("ADM0", "SaveUser", UserRequest{external}, is_saved_as("new0")), logs_in(true))}},
        {"a user of a person that is there",
         {step("ADM0", "SaveUser", UserRequest{of_person}, gives_user([](const User& user) {
                   return wrong(user.person->person_id == 50 && user.person->firstname.text == "Pauline", "Person");
               })),
          step("ADM0", "GetUserFromPersonId", GetUserFromPersonIdRequest{50},
               gives<List<Box<User>>>(
                   [](const List<Box<User>>& users) { return wrong(users.items.size() == 1, "the list"); }))}},
        {"a name of 254 letters", {step("ADM0", "SaveUser", UserRequest{longest}, succeeds())}},
        {"a name with white space around it", {step("ADM0", "SaveUser", UserRequest{trimmed}, is_saved_as("new0"))}},
        {"a user with everything",
         {step("ADM0", "SaveUser", UserRequest{full}, gives_user([](const User& user) {
                   return first_of({wrong(user.user_name.text == "nina@example.com", "UserName"),
                                    wrong(user.nick_name.text == "Nine", "NickName")});
               }))},
         Version::v88},
        {"denied",
         {step("tje0", "SaveUser", UserRequest{employee("new0")}, denied()),
          step("rol0", "SaveUser", UserRequest{employee("new0")}, denied()),
          step("ext0", "SaveUser", UserRequest{employee("new0")}, denied()),
          step("", "SaveUser", UserRequest{employee("new0")}, nobody())}},
        {"no user at all", {step("ADM0", "SaveUser", UserRequest{}, bad_argument())}},
    };
}

std::vector<Scenario> changing_users() {
    const auto change = [](User& user) {
        user.rank = 5;
        user.tooltip = "Knows everybody";
        user.person->position = "Head of sales";
        user.other_groups.items = {group_with(1)};
    };
    const auto show_changes = gives_user([](const User& user) {
        return first_of(
            {wrong(user.rank == 5, "Rank"), wrong(user.tooltip.text == "Knows everybody", "Tooltip"),
             wrong(user.person->position.text == "Head of sales", "Person.Position"),
             wrong(user.other_groups.items.size() == 1 && user.other_groups.items[0]->id == 1, "OtherGroups"),
             wrong(user.name.text == "tje0" && user.role->id == 2 && user.user_group->id == 2,
                   "what was not changed")});
    });
    const auto keeps_log_in = [](GatewayFixture& gateway) {
        CHECK(gateway.logs_in("tje0", "Tje0"));
        // Clients that do not know UserName must not take it away.
        CHECK(gateway.logs_in("tina.employee", "Tje0"));
    };
    const auto forge = [](User& user) {
        user.lastlogin = DateTime{};
        user.lastlogout.ticks = DateTime::max_ticks;
        user.is_on_travel = true;
        user.is_person_retired = true;
        user.role->value = "Emperor";
        user.role->tooltip = "Forged";
        user.user_group->value = "Forged";
        user.user_group->rank = 99;
        user.user_group->deleted = true;
        user.person->full_name = "Forged";
        user.person->formal_name = "Forged";
        user.person->associate_id = 1;
        user.person->associate_name = "ADM0";
        user.person->contact_name = "Forged";
        user.credentials.items[0]->display_value = "ADM0";
        user.base.table_right = TableRight{};
    };
    return {
        {"a user is changed",
         {get_tina(), then(save_edited("ADM0", change, show_changes), keeps_log_in),
          step("ADM0", "GetUser", UserIdRequest{2}, show_changes)}},
        {"what was read and sent back changes nothing",
         {get_tina(),
          then(save_edited(
                   "ADM0", [](User&) {}, succeeds()),
               keeps_log_in),
          step_from(
              "ADM0", "GetUser", [](const Replies&) { return UserIdRequest{2}; }, succeeds())}},
        {"read-only members sent back changed are ignored",
         {get_tina(), save_edited("ADM0", forge, succeeds()),
          step("ADM0", "GetUser", UserIdRequest{2}, gives_user([](const User& user) {
                   return first_of(
                       {wrong(user.role->value.text == "User level 1", "Role.Value"),
                        wrong(user.user_group->value.text == "Sales" && user.user_group->rank == 2 &&
                                  !user.user_group->deleted,
                              "UserGroup"),
                        wrong(user.person->full_name.text == "Tina J. Employee", "Person.FullName"),
                        wrong(user.person->associate_id == 2, "Person.AssociateId"),
                        wrong(!user.is_on_travel && !user.is_person_retired, "IsOnTravel or IsPersonRetired")});
               }))}},
        {"a new name, role and group",
         {get_tina(), step("tje0", "GetUser", UserIdRequest{1}, denied()),
          then(save_edited(
                   "ADM0",
                   [](User& user) {
                       user.name = "tina";
                       user.role = role_with(1);
                       user.user_group = group_with(3);
                       user.other_groups.items.clear();
                   },
                   is_saved_as("tina")),
               [](GatewayFixture& gateway) {
                   CHECK(gateway.logs_in("tina", "Tje0"));
                   CHECK_FALSE(gateway.logs_in("tje0", "Tje0"));
               }),
          // Her ticket is the same, her rights are those of the new role.
          step("tje0", "GetUser", UserIdRequest{1}, succeeds())}},
        {"a name in other case is no other name",
         {get_tina(), save_edited(
                          "ADM0", [](User& user) { user.name = "TJE0"; }, is_saved_as("TJE0"))}},
        {"a new password ends the sessions",
         {get_tina(), step("tje0", "GetUser", UserIdRequest{2}, succeeds()),
          then(save_edited(
                   "ADM0",
                   [](User& user) { user.credentials.items = {credential_of(password_type_name, good_password)}; },
                   succeeds()),
               [](GatewayFixture& gateway) {
                   CHECK(gateway.logs_in("tje0", good_password));
                   CHECK_FALSE(gateway.logs_in("tje0", "Tje0"));
               }),
          step("tje0", "GetUser", UserIdRequest{2}, nobody())}},
        {"waiting for approval nobody logs in",
         {get_tina(), then(save_edited(
                               "ADM0", [](User& user) { user.waiting_for_approval = true; }, succeeds()),
                           [](GatewayFixture& gateway) { CHECK_FALSE(gateway.logs_in("tje0", "Tje0")); })},
         Version::v88},
        {"nobody changes their own role",
         {step("ADM0", "GetUser", UserIdRequest{1}, succeeds()),
          save_edited(
              "ADM0", [](User& user) { user.role = role_with(2); }, denied()),
          save_edited(
              "ADM0", [](User& user) { user.tooltip = "Myself"; }, succeeds())}},
        {"a user administrator makes nobody of themselves",
         {step("usr0", "GetUser", UserIdRequest{11}, succeeds()),
          save_edited(
              "usr0", [](User& user) { user.role = role_with(1); }, denied())}},
        {"there is no such user",
         {get_tina(),
          save_edited(
              "ADM0", [](User& user) { user.associate_id = nobody_id; }, not_found()),
          save_edited(
              "ADM0", [](User& user) { user.associate_id = -1; }, not_found())}},
    };
}

std::vector<Scenario> by_name() {
    return {
        {"saved by name",
         {step("ADM0", "GetUserFromName", UserNameRequest{"tje0"}, succeeds()),
          step_from(
              "ADM0", "SaveUserFromName",
              [](const Replies& replies) {
                  User user = user_from(replies, 0);
                  user.tooltip = "By name";
                  return SaveUserFromNameRequest{"TJE0", std::move(user)};
              },
              gives_user([](const User& user) {
                  return wrong(user.associate_id == 2 && user.tooltip.text == "By name", "the user");
              }))}},
        {"made by name",
         {step("ADM0", "SaveUserFromName", SaveUserFromNameRequest{"new0", employee("new0")}, is_saved_as("new0"))}},
        {"saved by name, denied",
         {step("tje0", "SaveUserFromName", SaveUserFromNameRequest{"tje0", employee("tje0")}, denied()),
          step("", "SaveUserFromName", SaveUserFromNameRequest{"tje0", employee("tje0")}, nobody())}},
        {"saved by name, no user",
         {step("ADM0", "SaveUserFromName", SaveUserFromNameRequest{"tje0", {}}, bad_argument())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_saving_users() {
    std::vector<Scenario> all = creating_users();
    for (Scenario& scenario : changing_users()) all.push_back(std::move(scenario));
    for (Scenario& scenario : by_name()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("users made and changed") { run(scenarios_of_saving_users()); }
