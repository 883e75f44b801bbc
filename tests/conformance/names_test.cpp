// Names: free ones made, wishes judged.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr auto internal_type = UserType::internal_associate;

// A name that nobody has: another than the ones in use, and fit to be one.
Expectation gives_free_name() {
    return gives<String>([](const String& name) {
        constexpr std::string_view used[] = {"ADM0", "adm0", "tje0", "TJE0", "tina.employee", "ext0", "SYS0", ""};
        for (const std::string_view taken : used)
            if (name.text == taken) return "'" + name.text + "' is not free";
        return wrong(name.text.find(':') == std::string::npos && name.text.size() <= 254 * 4, "'" + name.text + "'");
    });
}

std::vector<Scenario> wishes() {
    const auto valid = [](std::int32_t id, std::string name, std::string outcome) {
        return step("tje0", "IsUserNameValid", UserNameCandidateRequest{id, internal_type, 0, std::move(name)},
                    is(std::move(outcome)));
    };
    const auto reason = [](std::string name, bool expected) {
        return step("tje0", "IsUserNameValidWithReason", UserNameCandidateRequest{0, internal_type, 0, std::move(name)},
                    gives<Box<UserValidationResult>>([=](const Box<UserValidationResult>& verdict) {
                        return wrong(verdict->result == expected && verdict->reason.blank() == expected, "the verdict");
                    }));
    };
    return {
        {"user names",
         {valid(0, "new0", "true"), valid(0, "ADM0", "false"), valid(1, "adm0", "true"), valid(2, "adm0", "false"),
          valid(0, "tina.EMPLOYEE", "false"), valid(0, "a:b", "false"), valid(0, "7T:x", "false"),
          valid(0, "8A:x", "false"), valid(0, "", "false"), valid(0, "a\tb", "false"),
          valid(0, repeated("\xC3\xA5", 254), "true"), valid(0, repeated("\xC3\xA5", 255), "false")}},
        {"user names with a reason", {reason("new0", true), reason("adm0", false), reason("a:b", false)}},
        {"nick names",
         {step("ADM0", "SaveUser", UserRequest{[] {
                   User user = employee("new0");
                   user.nick_name = "Nine";
                   return user;
               }()},
               succeeds()),
          step("tje0", "IsNickNameUnique", IsNickNameUniqueRequest{0, "Ten"}, is("true")),
          step("tje0", "IsNickNameUnique", IsNickNameUniqueRequest{0, "NINE"}, is("false")),
          step("tje0", "IsNickNameUnique", IsNickNameUniqueRequest{2, "nine"}, is("false")),
          step("", "IsNickNameUnique", IsNickNameUniqueRequest{0, "Ten"}, nobody())},
         Version::v87},
        {"one's own nick name is unique",
         {step("ADM0", "GetUser", UserIdRequest{2}, succeeds()),
          step_from(
              "ADM0", "SaveUser",
              [](const Replies& replies) {
                  User user = user_from(replies, 0);
                  user.nick_name = "T";
                  return UserRequest{std::move(user)};
              },
              succeeds()),
          step("tje0", "IsNickNameUnique", IsNickNameUniqueRequest{2, "t"}, is("true")),
          step("tje0", "IsNickNameUnique", IsNickNameUniqueRequest{1, "t"}, is("false"))},
         Version::v87},
        {"nobody asks for names",
         {step("", "IsUserNameValid", UserNameCandidateRequest{0, internal_type, 0, "new0"}, nobody())}},
    };
}

std::vector<Scenario> made() {
    const auto make = [](std::string_view caller, std::int32_t person, std::string wish, Expectation expected) {
        return step(caller, "GetValidUserName", UserNameCandidateRequest{0, internal_type, person, std::move(wish)},
                    std::move(expected));
    };
    User tina = employee("tje0");
    tina.person->firstname = "Tina";
    tina.person->lastname = "Employee";
    User nameless;
    nameless.type = internal_type;
    return {
        {"a free name from a wish",
         {make("ADM0", 0, "new0", is("\"new0\"")), make("ADM0", 0, "TJE0", gives_free_name()),
          make("usr0", 0, "a:b", gives_free_name())}},
        {"a free name from a person",
         {make("ADM0", 50, "", gives_free_name()), make("ADM0", 2, "", gives_free_name())}},
        {"the name that is made is free",
         {make("ADM0", 2, "tje0", gives_free_name()),
          step_from(
              "ADM0", "IsUserNameValid",
              [](const Replies& r) { return UserNameCandidateRequest{0, internal_type, 0, r[0].value<String>()}; },
              is("true"))}},
        {"making names is denied", {make("tje0", 0, "new0", denied()), make("", 0, "new0", nobody())}},
        {"nothing to make a name of", {make("ADM0", nobody_id, "", gives_free_name())}},
        {"names for a user that is not saved",
         {step("ADM0", "GetValidUserNameForNewUser", UserRequest{tina}, gives_free_name()),
          step("ADM0", "GetDefaultAssociateUserName", UserRequest{tina}, gives_free_name()),
          step("tje0", "GetValidUserNameForNewUser", UserRequest{tina}, denied()),
          step("tje0", "GetDefaultAssociateUserName", UserRequest{tina}, denied()),
          step("", "GetValidUserNameForNewUser", UserRequest{tina}, nobody()),
          step("", "GetDefaultAssociateUserName", UserRequest{tina}, nobody())}},
        {"names for no user",
         {step("ADM0", "GetValidUserNameForNewUser", UserRequest{}, bad_argument()),
          step("ADM0", "GetDefaultAssociateUserName", UserRequest{}, bad_argument())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_names() {
    std::vector<Scenario> all = wishes();
    for (Scenario& scenario : made()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("names") { run(scenarios_of_names()); }
