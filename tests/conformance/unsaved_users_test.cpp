// Users that are made and not saved: defaults and changes of type.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

Expectation unsaved(UserType type) {
    return gives_user([type](const User& user) {
        return first_of({wrong(user.associate_id == 0, "AssociateId"), wrong(user.type == type, "Type"),
                         wrong(!user.deleted, "Deleted")});
    });
}

Expectation unsaved_of_person(UserType type, std::int32_t person_id) {
    return gives_user([=](const User& user) {
        return first_of({wrong(user.associate_id == 0, "AssociateId"), wrong(user.type == type, "Type"),
                         wrong(user.person.has_value() && user.person->person_id == person_id, "Person")});
    });
}

using ForCredential = CreateDefaultUserFromUserTypeAndCredentialRequest;
using ForPerson = CreateDefaultUserFromUserTypeAndPersonIdRequest;

std::vector<Scenario> defaults() {
    constexpr auto internal = UserType::internal_associate;
    constexpr auto external = UserType::external_associate;
    return {
        {"a default user",
         {step("ADM0", "CreateDefaultUser", unsaved(internal)), step("usr0", "CreateDefaultUser", succeeds()),
          step("tje0", "CreateDefaultUser", denied()), step("", "CreateDefaultUser", nobody())}},
        {"a default user of a type",
         {step("ADM0", "CreateDefaultUserFromUserType", UserTypeRequest{UserType::system_associate},
               unsaved(UserType::system_associate)),
          step("ADM0", "CreateDefaultUserFromUserType", UserTypeRequest{UserType::anonymous_associate},
               unsaved(UserType::anonymous_associate)),
          step("tje0", "CreateDefaultUserFromUserType", UserTypeRequest{UserType::system_associate}, denied())}},
        {"a type alone is too little for people",
         {step("ADM0", "CreateDefaultUserFromUserType", UserTypeRequest{internal}, bad_argument()),
          step("ADM0", "CreateDefaultUserFromUserType", UserTypeRequest{external}, bad_argument()),
          step("ADM0", "CreateDefaultUserFromUserType", UserTypeRequest{UserType::unknown}, bad_argument())}},
        {"a default user for a person",
         {step("ADM0", "CreateDefaultUserFromUserTypeAndPersonId", ForPerson{external, 50},
               unsaved_of_person(external, 50)),
          step("tje0", "CreateDefaultUserFromUserTypeAndPersonId", ForPerson{external, 50}, denied())}},
        {"a default user for nobody",
         {step("ADM0", "CreateDefaultUserFromUserTypeAndPersonId", ForPerson{external, nobody_id},
               fails({"SoNotFoundException", "SoInvalidArgumentException"})),
          step("ADM0", "CreateDefaultUserFromUserTypeAndPersonId", ForPerson{UserType::unknown, 50}, bad_argument())}},
        {"a default user for a credential",
         {step("ADM0", "CreateDefaultUserFromUserTypeAndCredential",
               ForCredential{internal, 1, password_type_name, "", "Paul"}, unsaved(internal)),
          step("tje0", "CreateDefaultUserFromUserTypeAndCredential",
               ForCredential{internal, 1, password_type_name, "", ""}, denied())}},
        {"a default user for a credential that is not offered",
         {step("ADM0", "CreateDefaultUserFromUserTypeAndCredential", ForCredential{internal, 1, "Telepathy", "x", "x"},
               bad_argument())}},
    };
}

ChangeUserTypeRequest retyped(const Replies& replies, UserType type) { return {user_from(replies, 0), type}; }

User only_called(std::int32_t id) {
    User user;
    user.associate_id = id;
    return user;
}

// Every list has one carrier, each with next to nothing in it.
User sparse_user() {
    User user;
    user.other_groups.presence = Presence::value;
    user.other_groups.items.emplace_back(group_with(3));
    user.license_owners = List<Box<LicenseOwner>>({LicenseOwner{}});
    Credential credential;
    credential.type.emplace().type = password_type_name;
    user.credentials = List<Box<Credential>>({credential});
    user.ticket_categories = List<Box<MDOListItem>>({MDOListItem{}});
    user.post_save_commands = List<Box<CustomCommand>>({CustomCommand{}});
    Person person;
    person.person_id = 50;
    person.firstname = "Pauline";
    user.person = std::move(person);
    return user;
}

std::vector<Scenario> changes_of_type() {
    const auto get = step("ADM0", "GetUser", UserIdRequest{2}, succeeds());
    return {
        {"an employee as an external user, not saved",
         {get,
          step_from(
              "ADM0", "ChangeUserType", [](const Replies& r) { return retyped(r, UserType::external_associate); },
              gives_user([](const User& user) {
                  return first_of({wrong(user.type == UserType::external_associate, "Type"),
                                   wrong(user.associate_id == 2, "AssociateId"),
                                   wrong(user.role.has_value() && user.role->id == 3, "Role")});
              })),
          step("ADM0", "GetUser", UserIdRequest{2}, gives_user([](const User& user) {
                   return wrong(user.type == UserType::internal_associate && user.role->id == 2, "what is stored");
               }))}},
        {"of what is left out of a user the answer has what is stored",
         {step("ADM0", "ChangeUserType", ChangeUserTypeRequest{only_called(2), UserType::external_associate},
               gives_user([](const User& user) {
                   return first_of(
                       {wrong(user.name.text == "tje0", "Name"),
                        wrong(user.person.has_value() && user.person->firstname.text == "Tina", "Person"),
                        wrong(user.user_group.has_value() && user.user_group->value.text == "Sales", "UserGroup"),
                        wrong(user.other_groups.items.size() == 1, "OtherGroups"),
                        wrong(user.license_owners.items.size() == 2, "LicenseOwners"),
                        wrong(user.credentials.items.size() == 1, "Credentials")});
               }))}},
        {"what is left out further down, too, and of a user who is not stored it is empty",
         {step("ADM0", "ChangeUserType", ChangeUserTypeRequest{sparse_user(), UserType::external_associate},
               gives_user([](const User& user) {
                   return first_of(
                       {wrong(user.person->lastname.text == "Person", "Lastname"),
                        wrong(user.person->firstname.text == "Pauline", "Firstname"),
                        wrong(user.other_groups.items.at(0)->value.text == "Support", "OtherGroups"),
                        wrong(user.credentials.items.at(0)->type->display_type.text == "Password", "Credentials")});
               }))},
         Version::v87},
        {"a type that is none",
         {get,
          step_from(
              "ADM0", "ChangeUserType", [](const Replies& r) { return retyped(r, UserType::unknown); }, refused())}},
        {"the type of no user",
         {step("ADM0", "ChangeUserType", ChangeUserTypeRequest{}, bad_argument()),
          step("tje0", "ChangeUserType", ChangeUserTypeRequest{employee("new0"), UserType::external_associate},
               denied())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_unsaved_users() {
    std::vector<Scenario> all = defaults();
    for (Scenario& scenario : changes_of_type()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("users that are made and not saved") { run(scenarios_of_unsaved_users()); }
