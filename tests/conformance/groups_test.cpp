// User groups, and the contacts whose persons may be internal associates.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Groups = List<Box<UserGroup>>;

Expectation gives_groups(std::vector<std::int32_t> ids) {
    return gives<Groups>([ids](const Groups& groups) {
        bool same = groups.items.size() == ids.size();
        for (std::size_t i = 0; same && i < ids.size(); ++i)
            same = groups.items[i].has_value() && groups.items[i]->id == ids[i];
        return wrong(same, "the list of groups");
    });
}

Expectation gives_group(std::int32_t id, std::string name, std::int16_t rank) {
    return gives<Box<UserGroup>>([=](const Box<UserGroup>& group) -> std::string {
        if (!group.has_value()) return "there is no group";
        return first_of({wrong(group->id == id, "Id"), wrong(group->value.text == name, "Value"),
                         wrong(group->rank == rank, "Rank"), wrong(!group->deleted, "Deleted")});
    });
}

UserGroup group(std::int32_t id, std::string name, std::int16_t rank = 4) {
    UserGroup made;
    made.id = id;
    made.value = std::move(name);
    made.tooltip = "Made by a test";
    made.rank = rank;
    return made;
}

Step save_group(std::string_view caller, UserGroup changed, Expectation expected) {
    return step(caller, "SaveUserGroup", SaveUserGroupRequest{std::move(changed)}, std::move(expected));
}

Step all_groups(bool deleted, std::vector<std::int32_t> ids) {
    return step("ext0", "GetAllUserGroups", GetAllUserGroupsRequest{deleted}, gives_groups(std::move(ids)));
}

std::vector<Scenario> reading_groups() {
    const auto list = [](std::vector<std::int32_t> ids, Expectation expected) {
        return step("ext0", "GetUserGroupList", GetUserGroupListRequest{List<std::int32_t>(std::move(ids))},
                    std::move(expected));
    };
    return {
        {"a group",
         {step("ext0", "GetUserGroup", GetUserGroupRequest{2}, gives_group(2, "Sales", 2)),
          step("ext0", "GetUserGroup", GetUserGroupRequest{nobody_id}, is_nil()),
          step("ext0", "GetUserGroup", GetUserGroupRequest{0}, is_nil()),
          step("", "GetUserGroup", GetUserGroupRequest{2}, nobody())}},
        {"groups by id, in order of rank",
         {list({3, nobody_id, 1}, gives_groups({1, 3})), list({}, is_empty()), list({-1}, is_empty()),
          step("", "GetUserGroupList", GetUserGroupListRequest{}, nobody())}},
        {"all groups, in order of rank",
         {all_groups(false, {1, 2, 3}), all_groups(true, {1, 2, 3}),
          step("", "GetAllUserGroups", GetAllUserGroupsRequest{}, nobody())}},
    };
}

std::vector<Scenario> saving_groups() {
    const auto is_unsaved = gives<Box<UserGroup>>([](const Box<UserGroup>& made) {
        return wrong(made.has_value() && made->id == 0 && made->rank == 4, "the group with the highest rank");
    });
    const auto has_new_id = gives<Box<UserGroup>>([](const Box<UserGroup>& made) {
        return wrong(made.has_value() && made->id > 3 && made->value.text == "Operations", "the group");
    });
    const auto reversed = [](const Replies& replies) {
        UserGroup changed = *replies.at(0).value<Box<UserGroup>>();
        changed.value = "Front desk";
        changed.rank = 9;
        return SaveUserGroupRequest{std::move(changed)};
    };
    return {
        {"a group that is not saved",
         {step("usr0", "CreateUserGroup", is_unsaved), all_groups(true, {1, 2, 3}),
          step("tje0", "CreateUserGroup", denied()), step("", "CreateUserGroup", nobody())}},
        {"a group is made",
         {step("usr0", "CreateUserGroup", succeeds()),
          step_from(
              "usr0", "SaveUserGroup",
              [](const Replies& replies) {
                  UserGroup made = *replies.at(0).value<Box<UserGroup>>();
                  made.value = "Operations";
                  return SaveUserGroupRequest{std::move(made)};
              },
              has_new_id),
          step_from(
              "ext0", "GetUserGroup",
              [](const Replies& r) { return GetUserGroupRequest{r[1].value<Box<UserGroup>>()->id}; }, has_new_id)}},
        {"a group is renamed and moved",
         {step("ADM0", "GetUserGroup", GetUserGroupRequest{2}, succeeds()),
          step_from("ADM0", "SaveUserGroup", reversed, gives_group(2, "Front desk", 9)), all_groups(false, {1, 3, 2})}},
        {"groups that must not be saved",
         {save_group("ADM0", group(0, "SALES"), fails({"SoValidationException"})),
          save_group("ADM0", group(0, ""), fails({"SoValidationException"})),
          save_group("ADM0", group(0, repeated("x", 255)), fails({"SoValidationException"})),
          save_group("ADM0", group(0, "a\tb"), fails({"SoValidationException"})),
          save_group("ADM0", group(2, "support"), fails({"SoValidationException"})),
          save_group("ADM0", group(nobody_id, "Operations"), not_found()),
          save_group("ADM0", group(-1, "Operations"), not_found()),
          step("ADM0", "SaveUserGroup", SaveUserGroupRequest{}, bad_argument())}},
        {"saving groups is denied",
         {save_group("tje0", group(0, "Operations"), denied()), save_group("rol0", group(0, "Operations"), denied()),
          save_group("", group(0, "Operations"), nobody())}},
    };
}

std::vector<Scenario> deleting_groups() {
    const auto remove = [](std::string_view caller, std::int32_t id, std::int32_t move_to, Expectation expected) {
        return step(caller, "DeleteUserGroup", DeleteUserGroupRequest{id, move_to}, std::move(expected));
    };
    const auto in_support = gives_user([](const User& user) {
        return first_of({wrong(user.user_group.has_value() && user.user_group->id == 3, "UserGroup"),
                         wrong(user.other_groups.items.empty(), "OtherGroups, with the primary one in it,")});
    });
    User homeless = employee("new0");
    homeless.user_group = group_with(2);
    return {
        {"members move",
         {remove("usr0", 2, 3, is_done()), step("ADM0", "GetUser", UserIdRequest{2}, in_support),
          all_groups(false, {1, 3}), all_groups(true, {1, 2, 3}),
          step("ADM0", "SaveUser", UserRequest{homeless}, invalid({"UserGroup"}))}},
        {"a group that is used needs a good place for its members",
         {remove("ADM0", 2, 0, refused()), remove("ADM0", 2, 2, refused()),
          remove("ADM0", 2, nobody_id,
                 fails({"SoValidationException", "SoInvalidArgumentException", "SoNotFoundException"}))}},
        {"members do not move to a deleted group",
         {remove("ADM0", 3, 1, is_done()),
          remove("ADM0", 2, 3, fails({"SoValidationException", "SoInvalidArgumentException", "SoNotFoundException"}))}},
        {"deleting no group", {remove("ADM0", nobody_id, 1, not_found()), remove("ADM0", 0, 1, not_found())}},
        {"deleting groups is denied",
         {remove("tje0", 2, 3, denied()), remove("rol0", 2, 3, denied()), remove("", 2, 3, nobody())}},
    };
}

std::vector<Scenario> owner_contacts() {
    const auto add = [](std::string_view caller, std::int32_t id, Expectation expected) {
        return step(caller, "AddOwnerContact", ContactIdRequest{id}, std::move(expected));
    };
    const auto remove = [](std::string_view caller, std::int32_t id, Expectation expected) {
        return step(caller, "RemoveOwnerContact", ContactIdRequest{id}, std::move(expected));
    };
    return {
        {"owner contacts", {add("ADM0", 7, is_done()), add("usr0", 8, is_done()), remove("usr0", 7, is_done())}},
        {"a contact that is none",
         {add("ADM0", 0, refused()), add("ADM0", -7, refused()), remove("ADM0", 77, fails({"SoNotFoundException"}))}},
        {"owner contacts, denied",
         {add("tje0", 7, denied()), remove("tje0", 7, denied()), add("", 7, nobody()), remove("", 7, nobody())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_groups() {
    std::vector<Scenario> all = reading_groups();
    for (Scenario& scenario : saving_groups()) all.push_back(std::move(scenario));
    for (Scenario& scenario : deleting_groups()) all.push_back(std::move(scenario));
    for (Scenario& scenario : owner_contacts()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("groups and owner contacts") { run(scenarios_of_groups()); }
