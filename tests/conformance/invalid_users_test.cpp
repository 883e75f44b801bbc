// Users that must not be saved: one text a field, nothing half done; ValidateUser says the same.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

struct Fault {
    std::string name;
    std::vector<std::string> fields;
    std::function<void(User&)> spoil;
    Version since = oldest_version;
};

std::vector<Fault> faults() {
    const auto named = [](std::string name) { return [name](User& user) { user.name = name; }; };
    return {
        {"a name in use", {"Name"}, named("tje0")},
        {"a name in use in other case", {"Name"}, named("TJE0")},
        {"another's user name", {"Name"}, named("Tina.Employee")},
        {"no name", {"Name"}, named("")},
        {"a blank name", {"Name"}, named("   ")},
        {"a name with a colon", {"Name"}, named("a:b")},
        {"a name like a ticket", {"Name"}, named("7T:abc")},
        {"a name like a token", {"Name"}, named("8A:abc")},
        {"a name with a tab", {"Name"}, named("a\tb")},
        {"a name of 255 letters", {"Name"}, named(repeated("\xC3\xA5", 255))},
        {"a user name in use", {"UserName"}, [](User& user) { user.user_name = "adm0"; }, Version::v86},
        {"a user name of 255 letters",
         {"UserName"},
         [](User& user) { user.user_name = repeated("x", 255); },
         Version::v86},
        {"a tooltip of 2001 letters", {"Tooltip"}, [](User& user) { user.tooltip = repeated("x", 2001); }},
        {"a first name of 255 letters", {"Person"}, [](User& user) { user.person->firstname = repeated("x", 255); }},
        {"a last name with a control character", {"Person"}, [](User& user) { user.person->lastname = "a\tb"; }},
        {"a role that is none", {"Role"}, [](User& user) { user.role = role_with(nobody_id); }},
        {"no role", {"Role"}, [](User& user) { user.role = {}; }},
        {"an external user's role", {"Role"}, [](User& user) { user.role = role_with(3); }},
        {"the system's role", {"Role"}, [](User& user) { user.role = role_with(5); }},
        {"a group that is none", {"UserGroup"}, [](User& user) { user.user_group = group_with(nobody_id); }},
        {"a further group that is none",
         {"OtherGroups"},
         [](User& user) {
             user.other_groups.presence = Presence::value;
             user.other_groups.items = {group_with(1), group_with(-3)};
         }},
        {"a person that is none", {"Person"}, [](User& user) { user.person->person_id = nobody_id; }},
        {"another associate's person", {"Person"}, [](User& user) { user.person->person_id = 2; }},
        {"a credential that is not offered",
         {"Credentials"},
         [](User& user) { user.credentials.items.emplace_back(credential_of("Telepathy", "x")); }},
        {"several faults at once",
         {"Name", "Role", "UserGroup"},
         [](User& user) {
             user.name = "tje0";
             user.role = role_with(3);
             user.user_group = group_with(nobody_id);
         }},
    };
}

Expectation names_fields(const Fault& fault) {
    return gives<List<StringKeyValuePair>>(
        [fields = fault.fields](const List<StringKeyValuePair>& messages) -> std::string {
            for (const std::string& field : fields) {
                bool found = false;
                for (const StringKeyValuePair& message : messages.items)
                    found = found || message.key.text == field || message.key.text.starts_with(field + ".");
                if (!found) return "ValidateUser says nothing of " + field;
            }
            return {};
        });
}

std::vector<Scenario> created_with_faults() {
    std::vector<Scenario> all;
    for (const Fault& fault : faults()) {
        User user = employee("new0");
        fault.spoil(user);
        all.push_back(
            {"new: " + fault.name, {step("ADM0", "SaveUser", UserRequest{user}, invalid(fault.fields))}, fault.since});
        all.push_back(
            {"judged: " + fault.name, {step("ADM0", "ValidateUser", UserRequest{user}, names_fields(fault))}});
    }
    return all;
}

// The same for a user that is there: another associate's names and persons are not hers.
std::vector<Scenario> changed_with_faults() {
    std::vector<Scenario> all;
    for (const Fault& fault : faults()) {
        if (fault.name.find("tje0") != std::string::npos || fault.name == "a name in use" || fault.name == "no role" ||
            fault.name == "another associate's person" || fault.name.starts_with("another's") ||
            fault.name == "a name in use in other case" || fault.name == "several faults at once")
            continue;
        const auto spoiled = [fault](const Replies& replies) {
            User user = user_from(replies, 0);
            fault.spoil(user);
            return UserRequest{std::move(user)};
        };
        all.push_back({"changed: " + fault.name,
                       {step("ADM0", "GetUser", UserIdRequest{2}, succeeds()),
                        step_from("ADM0", "SaveUser", spoiled, invalid(fault.fields))},
                       fault.since});
    }
    const auto stolen = [](auto spoil) {
        return [spoil](const Replies& replies) {
            User user = user_from(replies, 0);
            spoil(user);
            return UserRequest{std::move(user)};
        };
    };
    const auto get = step("ADM0", "GetUser", UserIdRequest{2}, succeeds());
    all.push_back({"another's name",
                   {get, step_from("ADM0", "SaveUser", stolen([](User& u) { u.name = "adm0"; }), invalid({"Name"}))}});
    all.push_back(
        {"the administrator's person",
         {get, step_from("ADM0", "SaveUser", stolen([](User& u) { u.person->person_id = 1; }), invalid({"Person"}))}});
    all.push_back({"a type that does not fit the role",
                   {get, step_from("ADM0", "SaveUser", stolen([](User& u) { u.type = UserType::external_associate; }),
                                   invalid({"Role"}))}});
    return all;
}

std::vector<Scenario> bad_passwords() {
    User weak = employee("new0");
    weak.credentials.items = {credential_of(password_type_name, "short")};
    User common = employee("new0");
    common.credentials.items = {credential_of(password_type_name, "password1")};
    const auto policy = fails({"SoInvalidPasswordException", "SoValidationException"});
    return {
        {"a short password", {step("ADM0", "SaveUser", UserRequest{weak}, policy)}},
        {"a common password", {step("ADM0", "SaveUser", UserRequest{common}, policy)}},
        {"nothing wrong with it",
         {step("ADM0", "ValidateUser", UserRequest{employee("new0")}, is("[]")),
          step("usr0", "ValidateUser", UserRequest{employee("new0")}, is("[]"))}},
        {"judging is denied",
         {step("tje0", "ValidateUser", UserRequest{employee("new0")}, denied()),
          step("", "ValidateUser", UserRequest{employee("new0")}, nobody())}},
        {"judging nothing", {step("ADM0", "ValidateUser", UserRequest{}, bad_argument())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_invalid_users() {
    std::vector<Scenario> all = created_with_faults();
    for (Scenario& scenario : changed_with_faults()) all.push_back(std::move(scenario));
    for (Scenario& scenario : bad_passwords()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("users that must not be saved") { run(scenarios_of_invalid_users()); }
