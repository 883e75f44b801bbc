// The rules of a team, from TOML: every matcher, and what is wrong with a file, with its place.
#include "server/compare/rules_file.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

namespace uag::compare {
namespace {

constexpr auto day(int year, unsigned month, unsigned date) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(date));
}

std::string refusal_of(const std::string& text) {
    Rules rules;
    const auto read = parse_rules(text, "rules.toml", rules);
    REQUIRE_FALSE(read.has_value());
    return read.error().public_text.english();
}

std::string rule(const std::string& more) { return "[[rule]]\npath = 'GetUser.Name'\nreason = 'so'\n" + more; }

}  // namespace

TEST_CASE("a rules file says each matcher with what it takes") {
    Rules rules;
    const auto read = parse_rules(R"(
[[rule]]
path = "GetUser.Person.Email"
matcher = "ignore"
reason = "the new server folds it"
expires = 2027-01-31

[[rule]]
path = "**.Rank"
matcher = "tolerance"
argument = 2
reason = "ranks are not kept"
expires = "2027-02-01"

[[rule]]
path = "GetUser.OtherGroups"
matcher = "keyed_by"
argument = "Id"
reason = "order"
)",
                                  "rules.toml", rules);
    REQUIRE_MESSAGE(read.has_value(), (read.has_value() ? "" : read.error().public_text.english()));
    const Rule* found = rules.find("GetUser.Person.Email", {}, false);
    REQUIRE(found != nullptr);
    CHECK(found->matcher == Matcher::ignore);
    CHECK(found->reason == "the new server folds it");
    CHECK(found->place == "rules.toml:2:1");
    CHECK(found->expires == day(2027, 1, 31));
    found = rules.find("GetUser.Rank", {}, true);
    REQUIRE(found != nullptr);
    CHECK(found->matcher == Matcher::tolerance);
    CHECK(found->most == 2);
    CHECK(found->expires == day(2027, 2, 1));
    found = rules.find("GetUser.OtherGroups", {}, true);
    REQUIRE(found != nullptr);
    CHECK(found->argument == "Id");
    const auto told = rules.complaints(day(2027, 1, 31));
    REQUIRE(told.size() == 1);
    CHECK(told[0] == "rules.toml:2:1: the rule for 'GetUser.Person.Email' matched nothing.");
}

TEST_CASE("names in rules are those of the contract, else the place and the nearest right one are told") {
    const auto told = [](const std::string& path, const std::string& more = "matcher = 'ignore'") {
        return refusal_of("[[rule]]\npath = '" + path + "'\nreason = 'so'\n" + more);
    };
    CHECK(told("GetUsr.Name") ==
          "rules.toml:2:8: path leads nowhere: there is no operation GetUsr; the nearest is GetUser");
    CHECK(told("GetUser.Person.Emial") ==
          "rules.toml:2:8: path leads nowhere: Person has no member Emial; the nearest is Email");
    CHECK(told("GetUser.person") ==
          "rules.toml:2:8: path leads nowhere: User has no member person; the nearest is Person");
    CHECK(told("**.Updatd") ==
          "rules.toml:2:8: path leads nowhere: nothing there has a member Updatd; the nearest is "
          "Updated");
    CHECK(told("GetUser.Person[*]").find("path leads nowhere: there is no list for [*]") != std::string::npos);
    CHECK(told("GetUser.Name.First").find("path leads nowhere: nothing has members where First") != std::string::npos);
    CHECK(told("$outcome.mesage") ==
          "rules.toml:2:8: path leads nowhere: an outcome has no $outcome.mesage; the nearest is $outcome.message");
    CHECK(told("$outcome", "matcher = 'ignore'\noperation = 'SetPasword'") ==
          "rules.toml:5:13: operation is that of no operation; the nearest is SetPassword");
    CHECK(told("GetAllRoles", "matcher = 'ignore'\noperation = 'GetUser'") ==
          "rules.toml:2:8: path leads nowhere: there is no operation GetAllRoles of GetUser");
    CHECK(told("GetUser.OtherGroups", "matcher = 'keyed_by'\nargument = 'ID'") ==
          "rules.toml:5:12: argument UserGroup has no member ID; the nearest is Id");
    CHECK(told("GetUser.Person", "matcher = 'keyed_by'\nargument = 'Email'") ==
          "rules.toml:2:8: path leads to no list, which keyed_by is for");
    CHECK(told("GetUser.Name", "matcher = 'same_as'\nargument = 'GetUser.Loginname'")
              .find("rules.toml:5:12: argument "
                    "leads nowhere") == 0);
    for (const char* const path : {"GetUser", "Get*.Person.*", "**", "**.Rank", "GetAllUserGroups[*].Id",
                                   "GetAllUserGroups[0]", "$status", "$findings.GetUserResponse.Shoe", "$findings.**",
                                   "$outcome.messages[\"Name\"]", "$extra_info[*]", "$*", "GetUser.ExtraFields[\"x\"]",
                                   "AuthenticateUsernamePassword.Credentials.Ticket", "currentPrincipal.Associate"}) {
        Rules rules;
        const auto read = parse_rules(
            "[[rule]]\npath = '" + std::string(path) + "'\nreason = 'so'\nmatcher = 'ignore'\noperation = '*'",
            "rules.toml", rules);
        CHECK_MESSAGE(read.has_value(), path, (read.has_value() ? "" : read.error().public_text.english()));
    }
}

TEST_CASE("a wrong rules file is told with line and column") {
    CHECK(refusal_of("[[rules]]\n").find("rules.toml:1:3: unknown key rules") == 0);
    CHECK(refusal_of("[[rule]]\nmatcher = 'ignore'\nreason = 'x'") == "rules.toml:1:1: path is missing");
    CHECK(refusal_of(rule("")) == "rules.toml:1:1: matcher is missing");
    CHECK(refusal_of(rule("matcher = 'about'")).find("rules.toml:4:11: matcher must be one of equal, ignore") == 0);
    CHECK(refusal_of("[[rule]]\npath = 'a'\nmatcher = 'ignore'") == "rules.toml:1:1: reason is missing");
    CHECK(refusal_of(rule("matcher = 'tolerance'\nargument = 'two'")) ==
          "rules.toml:5:12: argument must be a number, 0 or more");
    CHECK(refusal_of(rule("matcher = 'pattern'\nargument = 2")) ==
          "rules.toml:5:12: argument must be a text in quotes");
    CHECK(refusal_of(rule("matcher = 'keyed_by'")).find("rules.toml:1:1: keyed_by names a member") == 0);
    CHECK(refusal_of(rule("matcher = 'ignore'\nexpires = 'soon'")) ==
          "rules.toml:5:11: expires must be a day such as 2027-01-31");
    CHECK(refusal_of(rule("matcher = 'ignore'\nexpires = '2027-02-30'")).find("expires must be a day") !=
          std::string::npos);
    CHECK(refusal_of(rule("matcher = 'ignore'\nwhy = 'x'")) == "rules.toml:5:1: unknown key why");
    CHECK(refusal_of("[[rule]]\npath = '[['\nmatcher = 'ignore'\nreason = 'x'").find("rules.toml:1:1: The path of") ==
          0);
    CHECK(refusal_of("rule = 1").find("must be [[rule]]") != std::string::npos);
}

}  // namespace uag::compare
