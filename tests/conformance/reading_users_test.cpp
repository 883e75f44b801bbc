// Users and their most important properties, as they are read.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string is_tina(const User& user) {
    const bool has_one_password = user.credentials.items.size() == 1 && user.credentials.items[0].has_value() &&
                                  user.credentials.items[0]->type.has_value() &&
                                  user.credentials.items[0]->type->type.text == password_type_name;
    return first_of(
        {wrong(user.associate_id == 2, "AssociateId"), wrong(user.name.text == "tje0", "Name"),
         wrong(user.type == UserType::internal_associate, "Type"), wrong(!user.deleted, "Deleted"),
         wrong(user.role.has_value() && user.role->id == 2 && user.role->value.text == "User level 1", "Role"),
         wrong(user.user_group.has_value() && user.user_group->id == 2 && user.user_group->value.text == "Sales",
               "UserGroup"),
         wrong(user.other_groups.items.size() == 1 && user.other_groups.items[0]->id == 3, "OtherGroups"),
         wrong(user.person.has_value() && user.person->person_id == 2 && user.person->firstname.text == "Tina" &&
                   user.person->middle_name.text == "J." && user.person->lastname.text == "Employee" &&
                   user.person->email.text == "tje0@example.com" && user.person->contact_id == 1,
               "Person"),
         wrong(has_one_password, "Credentials"),
         wrong(has_one_password && user.credentials.items[0]->value.blank(), "Credentials.Value"),
         wrong(!user.license_owners.items.empty(), "LicenseOwners")});
}

Expectation gives_users(std::vector<std::int32_t> ids) {
    return gives<List<Box<User>>>([ids](const List<Box<User>>& users) {
        bool same = users.items.size() == ids.size();
        for (std::size_t i = 0; same && i < ids.size(); ++i)
            same = users.items[i].has_value() && users.items[i]->associate_id == ids[i];
        return wrong(same, "the list of users");
    });
}

Expectation gives_infos(std::vector<std::int32_t> ids) {
    return gives<List<Box<UserInfo>>>([ids](const List<Box<UserInfo>>& users) {
        bool same = users.items.size() == ids.size();
        for (std::size_t i = 0; same && i < ids.size(); ++i)
            same = users.items[i].has_value() && users.items[i]->user_info_id == ids[i];
        return wrong(same, "the list of user infos");
    });
}

template <class Look> Expectation gives_info(Look look) {
    return gives<Box<UserInfo>>([look](const Box<UserInfo>& info) -> std::string {
        if (!info.has_value()) return "there is no user info";
        return look(*info);
    });
}

GetUserInfoListRequest info_ids(std::vector<std::int32_t> ids) { return {List<std::int32_t>(std::move(ids))}; }

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_reading_users() {
    const auto is_user_2 = gives_user(is_tina);
    const auto can_log_on = [](bool expected) {
        return gives_info([=](const UserInfo& info) { return wrong(info.can_logon == expected, "CanLogon"); });
    };
    return {
        {"a user for an administrator", {step("ADM0", "GetUser", UserIdRequest{2}, is_user_2)}},
        {"one's own user", {step("tje0", "GetUser", UserIdRequest{2}, is_user_2)}},
        {"an external user's own", {step("ext0", "GetUser", UserIdRequest{3}, succeeds())}},
        {"another's user", {step("tje0", "GetUser", UserIdRequest{1}, denied())}},
        {"an external user asks for another", {step("ext0", "GetUser", UserIdRequest{2}, denied())}},
        {"nobody asks for a user", {step("", "GetUser", UserIdRequest{2}, nobody())}},
        {"there is no such user",
         {step("ADM0", "GetUser", UserIdRequest{nobody_id}, is_nil()),
          step("ADM0", "GetUser", UserIdRequest{0}, is_nil()), step("ADM0", "GetUser", UserIdRequest{-1}, is_nil())}},
        {"rights come before existence", {step("tje0", "GetUser", UserIdRequest{nobody_id}, denied())}},
        {"a user without a person, a role's name, a retired one",
         {step("SYS0", "GetUser", UserIdRequest{6}, gives_user([](const User& user) {
                   return first_of({wrong(!user.person.has_value(), "Person"), wrong(!user.role.has_value(), "Role"),
                                    wrong(user.credentials.items.empty(), "Credentials")});
               })),
          step("SYS0", "GetUser", UserIdRequest{5}, gives_user([](const User& user) {
                   return wrong(user.associate_id == 5 && user.name.text == "old0", "the retired user");
               }))}},
        {"the members that came with newer versions",
         {step("ADM0", "GetUser", UserIdRequest{2},
               gives_user([](const User& user) { return wrong(user.user_name.text == "tina.employee", "UserName"); }))},
         Version::v86},
        {"a user by name",
         {step("ADM0", "GetUserFromName", UserNameRequest{"tje0"}, is_user_2),
          step("ADM0", "GetUserFromName", UserNameRequest{"TJE0"}, is_user_2)}},
        {"one's own by name", {step("tje0", "GetUserFromName", UserNameRequest{"Tje0"}, is_user_2)}},
        {"another's by name", {step("tje0", "GetUserFromName", UserNameRequest{"ADM0"}, denied())}},
        {"no such name",
         {step("ADM0", "GetUserFromName", UserNameRequest{"tje00"}, is_nil()),
          step("ADM0", "GetUserFromName", UserNameRequest{}, is_nil()),
          step("ADM0", "GetUserFromName", UserNameRequest{repeated("x", 5000)}, is_nil())}},
        {"users of a person",
         {step("ADM0", "GetUserFromPersonId", GetUserFromPersonIdRequest{2}, gives_users({2})),
          step("tje0", "GetUserFromPersonId", GetUserFromPersonIdRequest{2}, gives_users({2})),
          step("tje0", "GetUserFromPersonId", GetUserFromPersonIdRequest{1}, denied()),
          step("ADM0", "GetUserFromPersonId", GetUserFromPersonIdRequest{50}, is_empty()),
          step("ADM0", "GetUserFromPersonId", GetUserFromPersonIdRequest{nobody_id}, is_empty()),
          step("ADM0", "GetUserFromPersonId", GetUserFromPersonIdRequest{0}, is_empty())}},
        {"users of a customer service id",
         {then(step("ADM0", "GetUserFromEjUserId", GetUserFromEjUserIdRequest{7}, is_empty()),
               [](GatewayFixture& gateway) { gateway.sql("UPDATE associate SET ej_user_id = 7 WHERE id = 2"); }),
          step("ADM0", "GetUserFromEjUserId", GetUserFromEjUserIdRequest{7}, gives_users({2})),
          step("ADM0", "GetUserFromEjUserId", GetUserFromEjUserIdRequest{0}, is_empty()),
          step("tje0", "GetUserFromEjUserId", GetUserFromEjUserIdRequest{7}, gives_users({2})),
          step("ext0", "GetUserFromEjUserId", GetUserFromEjUserIdRequest{7}, denied()),
          step("ext0", "GetUserFromEjUserId", GetUserFromEjUserIdRequest{0}, denied())}},
        {"one's own among those who have the same person or customer service id",
         {then(step("tje0", "GetUser", UserIdRequest{2}, is_user_2),
               [](GatewayFixture& gateway) {
                   gateway.sql("UPDATE associate SET person_id = 2, ej_user_id = 7 WHERE id IN (2, 3)");
               }),
          step("ext0", "GetUserFromPersonId", GetUserFromPersonIdRequest{2}, gives_users({3})),
          step("ext0", "GetUserFromEjUserId", GetUserFromEjUserIdRequest{7}, gives_users({3})),
          step("ADM0", "GetUserFromPersonId", GetUserFromPersonIdRequest{2}, gives_users({2, 3})),
          step("ADM0", "GetUserFromEjUserId", GetUserFromEjUserIdRequest{7}, gives_users({2, 3}))}},
        {"user info for anybody",
         {step("ext0", "GetUserInfo", GetUserInfoRequest{1}, gives_info([](const UserInfo& info) {
                   return first_of(
                       {wrong(info.user_info_id == 1, "UserInfoId"), wrong(info.user_name.text == "ADM0", "UserName"),
                        wrong(info.person_id == 1, "PersonId"), wrong(info.can_logon, "CanLogon"),
                        wrong(info.user_type == UserType::internal_associate, "UserType"),
                        wrong(info.user_group_id == 1 && info.user_group_name.text == "Management", "UserGroupName"),
                        wrong(info.role_name.text == "User level 0", "RoleName")});
               }))}},
        {"user info of nobody",
         {step("ext0", "GetUserInfo", GetUserInfoRequest{nobody_id}, is_nil()),
          step("ext0", "GetUserInfo", GetUserInfoRequest{0}, is_nil())}},
        {"nobody asks for user info", {step("", "GetUserInfo", GetUserInfoRequest{1}, nobody())}},
        {"who may log on",
         {step("tje0", "GetUserInfo", GetUserInfoRequest{3}, can_log_on(true)),
          step("tje0", "GetUserInfo", GetUserInfoRequest{5}, can_log_on(false)),
          step("tje0", "GetUserInfo", GetUserInfoRequest{6}, can_log_on(false))}},
        {"the list keeps the order and leaves out unknown ids",
         {step("ext0", "GetUserInfoList", info_ids({3, 1, nobody_id, 2}), gives_infos({3, 1, 2})),
          step("ext0", "GetUserInfoList", info_ids({}), is_empty()),
          step("ext0", "GetUserInfoList", info_ids({-1, 0}), is_empty())}},
        {"nobody asks for a list", {step("", "GetUserInfoList", info_ids({1}), nobody())}},
    };
}

TEST_CASE("reading users") { run(scenarios_of_reading_users()); }
