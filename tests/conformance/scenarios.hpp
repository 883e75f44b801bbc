// The tables of cases, a function a domain, and what they have in common. Each file plays its own;
// coverage_test.cpp sees that together they play every operation.
#pragma once

#include <vector>

#include "support/scenario.hpp"

namespace uag::test {

std::vector<Scenario> scenarios_of_reading_users();
std::vector<Scenario> scenarios_of_unsaved_users();
std::vector<Scenario> scenarios_of_saving_users();
std::vector<Scenario> scenarios_of_invalid_users();
std::vector<Scenario> scenarios_of_ending_users();
std::vector<Scenario> scenarios_of_resolving_users();
std::vector<Scenario> scenarios_of_external_users();
std::vector<Scenario> scenarios_of_names();
std::vector<Scenario> scenarios_of_presence_and_commands();
std::vector<Scenario> scenarios_of_roles();
std::vector<Scenario> scenarios_of_rights();
std::vector<Scenario> scenarios_of_groups();
std::vector<Scenario> scenarios_of_credentials();
std::vector<Scenario> scenarios_of_sealed_credentials();
std::vector<Scenario> scenarios_of_tokens();
std::vector<Scenario> scenarios_of_provider();

inline Role role_with(std::int32_t id) {
    Role role;
    role.id = id;
    return role;
}

inline UserGroup group_with(std::int32_t id) {
    UserGroup group;
    group.id = id;
    return group;
}

inline Credential credential_of(std::string_view type, std::string_view value) {
    CredentialType credential_type;
    credential_type.type = type;
    Credential credential;
    credential.type = std::move(credential_type);
    credential.value = value;
    return credential;
}

inline constexpr std::string_view password_type_name = "CRM5/PASSWORD";

/// An employee that can be saved: role 2, group 2, a person of contact 1, a password.
inline User employee(std::string_view name) {
    User user;
    user.name = name;
    user.type = UserType::internal_associate;
    user.role = role_with(2);
    user.user_group = group_with(2);
    Person person;
    person.firstname = "Nina";
    person.lastname = "Newcomer";
    person.email = std::string(name) + "@example.com";
    person.contact_id = 1;
    user.person = std::move(person);
    user.credentials.presence = Presence::value;
    user.credentials.items.emplace_back(credential_of(password_type_name, good_password));
    return user;
}

/// The user that the step with this number (from 0) answered.
inline const User& user_from(const Replies& replies, std::size_t step) { return *replies.at(step).value<Box<User>>(); }

/// A user that satisfies `look(user)`, which gives a complaint.
template <class Look> Expectation gives_user(Look look) {
    return gives<Box<User>>([look](const Box<User>& user) -> std::string {
        if (!user.has_value()) return "there is no user";
        return look(*user);
    });
}

}  // namespace uag::test
