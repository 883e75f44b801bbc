// The small parts of a run: clocks, names, permission to write, what is learned, what is told.
#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/agent/operations.hpp"
#include "core/contract/requests.hpp"
#include "server/compare/clock_difference.hpp"
#include "server/compare/learn.hpp"
#include "server/compare/log_in_ways.hpp"
#include "server/compare/permission.hpp"
#include "server/compare/run_names.hpp"
#include "server/compare/summary.hpp"
#include "server/compare/warnings.hpp"
#include "support/seeded_random.hpp"

namespace uag::compare {
namespace {

using std::chrono::milliseconds;

constexpr const char* told_date = "Sun, 06 Nov 1994 08:49:37 GMT";
// When our own clock says the same.
const TimePoint told_time{std::chrono::sys_days(std::chrono::year(1994) / 11 / 6) + std::chrono::hours(8) +
                          std::chrono::minutes(49) + std::chrono::seconds(37)};

ClockReading seen_at(milliseconds after) {
    ClockReading reading;
    reading.saw(told_date, told_time + after, told_time + after + milliseconds(2));
    return reading;
}

Suite suite_of(const char* name, const char* operation) {
    Suite suite;
    suite.name = name;
    Step step;
    step.operation = find_operation(Service::user, operation);
    step.effect = step.operation->effect;
    suite.steps.push_back(std::move(step));
    return suite;
}

Target target_at(const char* name, const char* url) {
    Target target;
    target.name = name;
    target.http.base_url = url;
    return target;
}

TargetCase played(client::CallResult::Kind kind, client::CodeSet codes = {}) {
    TargetCase target;
    target.state = TargetCase::State::played;
    target.exchange.emplace().kind = kind;
    target.exchange->codes = codes;
    return target;
}

client::CodeSet only(errc code) {
    client::CodeSet codes;
    codes.add(code);
    return codes;
}

Report report_of(std::vector<std::vector<TargetCase>> cases) {
    Report report;
    report.targets = {{"old", "soap84", "http://a"}, {"new", "rest", "http://b"}};
    int number = 0;
    for (std::vector<TargetCase>& targets : cases) {
        Case what;
        what.suite = "reads";
        what.step = "step" + std::to_string(++number);
        what.operation = find_operation(Service::user, "GetUser");
        what.targets = std::move(targets);
        keep_case(report, std::move(what));
    }
    return report;
}

}  // namespace

TEST_CASE("clocks are held against each other as near as a Date tells, and nearness is no difference") {
    CHECK_FALSE(ClockReading{}.ahead());
    ClockReading bad;
    bad.saw("yesterday", told_time, told_time);
    CHECK_FALSE(bad.ahead());
    CHECK(clock_difference(seen_at(milliseconds(100)), bad) == milliseconds(0));
    CHECK(clock_difference(seen_at(milliseconds(100)), seen_at(milliseconds(900))) == milliseconds(0));
    CHECK(clock_difference(seen_at(milliseconds(0)), seen_at(std::chrono::hours(-1))) == std::chrono::hours(1));
    ClockReading more = seen_at(milliseconds(0));
    more.saw(told_date, told_time + milliseconds(990), told_time + milliseconds(992));
    REQUIRE(more.ahead());
    CHECK(*more.ahead() > milliseconds(-10));
    CHECK(*more.ahead() < milliseconds(10));
}

TEST_CASE("a seed gives the same names and passwords again, each target its own name") {
    const RunSeed seed(std::string_view("a seed"));
    const RunNames first = seed.names_for(1);
    const RunNames second = seed.names_for(2);
    CHECK(first.name == RunSeed(std::string_view("a seed")).names_for(1).name);
    CHECK(first.name != second.name);
    CHECK(first.name.size() == second.name.size());
    CHECK(first.password.reveal() == second.password.reveal());
    CHECK(first.password.reveal() != first.other_password.reveal());
    CHECK(first.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
    CHECK(first.name != RunSeed(std::string_view("another")).names_for(1).name);
    test::SeededRandom random(1);
    const RunSeed one(random);
    const RunSeed other(random);
    CHECK(one.names_for(1).name != other.names_for(1).name);
    CHECK(one.made_up_ticket().reveal().starts_with("7T:"));
    // What a report shows plays the run again, and does not tell what its pseudonyms stand for.
    const RunSeed again(one.text());
    CHECK(again.names_for(2).name == one.names_for(2).name);
    CHECK(again.names_for(2).password.reveal() == one.names_for(2).password.reveal());
    CHECK(again.pseudonym_key().reveal() != one.pseudonym_key().reveal());
    CHECK(seed.pseudonym_key().reveal() == RunSeed(std::string_view("a seed")).pseudonym_key().reveal());
}

TEST_CASE("suites that change something need --writes, and elsewhere the host's name") {
    const std::vector<Suite> reads{suite_of("reads", "GetUser")};
    const std::vector<Suite> both{suite_of("reads", "GetUser"), suite_of("users", "SaveUser")};
    const std::vector<Target> here{target_at("old", "http://127.0.0.1:1"), target_at("new", "http://localhost")};
    const std::vector<Target> there{target_at("old", "http://127.0.0.1:1"), target_at("new", "https://new.example/x")};
    CHECK(judge_writes(reads, there, "").empty());
    CHECK(judge_writes(both, here, "true").empty());
    CHECK(judge_writes(both, here, "") ==
          "--writes is needed for what makes, changes or removes something, as here in users");
    CHECK(
        judge_writes(both, there, "true") ==
        "--writes=new.example is needed: the target new is on another machine, and something would be made, changed or "
        "removed there, in users");
    CHECK_FALSE(judge_writes(both, there, "new.example.org").empty());
    CHECK(judge_writes(both, there, "a,NEW.example").empty());
}

TEST_CASE("secrets of a message are learned, names and words are not") {
    Pseudonyms pseudonyms(Secret(std::string_view("key")));
    AuthenticateUsernamePasswordRequest request;
    request.user_name = "a-user-name";
    request.password = "quiet-lantern-41";
    learn_secrets(type_of<AuthenticateUsernamePasswordRequest>(), &request, "cmp12345601", pseudonyms);
    CHECK(pseudonyms.scrubbed("a-user-name") == "a-user-name");
    CHECK(pseudonyms.scrubbed("x quiet-lantern-41 y").find("lantern") == std::string::npos);
    request.password = "cmp12345601-and-more";
    learn_secrets(type_of<AuthenticateUsernamePasswordRequest>(), &request, "cmp12345601", pseudonyms);
    CHECK(pseudonyms.scrubbed("cmp12345601-and-more") == "cmp12345601-and-more");
}

TEST_CASE("what makes a pass mean less is told first") {
    using Kind = client::CallResult::Kind;
    Report shut = report_of({{played(Kind::success), played(Kind::error, only(errc::session))},
                             {played(Kind::success), played(Kind::error, only(errc::session))}});
    CHECK(is_shut(shut));
    shut.warnings = warnings_of(shut);
    REQUIRE(shut.warnings.size() == 1);
    CHECK(shut.warnings[0] ==
          "target new has refused every step for want of credentials: nothing was compared; who logs in is said by "
          "--user and "
          "--password-file");
    CHECK(end_of(shut, {}) == RunEnd::not_whole);
    shut.notes.emplace_back("a note");
    const std::string text = summary_of(shut, {"target new is odd"});
    CHECK(text.starts_with("could not run: target new is odd\nbeware: target new has refused"));
    CHECK(text.find("note: a note\n2 steps, 2 targets, 0 answers compared") != std::string::npos);
    CHECK(text.ends_with("could not run to its end\n"));

    const Report uniform = report_of({{played(Kind::success), played(Kind::error, only(errc::internal))}});
    CHECK_FALSE(is_shut(uniform));
    CHECK(warnings_of(uniform).front() == "target new has answered every step with the error internal");
    const Report never =
        report_of({{played(Kind::error, only(errc::not_found)), played(Kind::error, only(errc::conflict))},
                   {played(Kind::error, only(errc::storage)), played(Kind::error, only(errc::storage))}});
    CHECK(warnings_of(never).back() == "no target has had success with GetUser");
    CHECK(warnings_of(report_of({{played(Kind::success), played(Kind::success)}})).empty());
    // What needs a provider that a run has not got, and what nobody was asked, is told by the coverage.
    const auto about = [](std::string_view name, const TargetCase& one) {
        Report report = report_of({{played(Kind::success), played(Kind::success)}, {one, one}});
        report.cases.back().operation = find_operation(Service::user, name);
        return warnings_of(report);
    };
    const TargetCase failed = played(Kind::error, only(errc::internal));
    CHECK(about("ExchangeCodeAndSaveTokens", failed).empty());
    CHECK(about("GetRole", TargetCase{}).empty());
    CHECK(about("GetRole", failed).back() == "no target has had success with GetRole");
    CHECK(warnings_of(report_of({{played(Kind::success), TargetCase{}}})).front() ==
          "target new was asked nothing that it could answer with success");
}

TEST_CASE("ranks of one service differ where each has an object of its own, and not where it is the same one") {
    Comparison comparison;
    comparison.add({"GetUserGroup.Id", Status::varying, Aspect::value, "5", "6", "each its own"});
    comparison.add({"GetUserGroup.Rank", Status::different, Aspect::value, "1", "2", ""});
    comparison.add({"GetUserGroup.Owner.Rank", Status::different, Aspect::value, "1", "2", ""});
    settle_one_service(comparison);
    CHECK(comparison.results()[1].status == Status::not_applicable);
    CHECK(comparison.results()[2].status == Status::different);
}

TEST_CASE("differences are told by step, target and path, and counted beyond some") {
    using Kind = client::CallResult::Kind;
    std::vector<std::vector<TargetCase>> cases;
    for (std::size_t i = 0; i < most_told_differences + 2; ++i) {
        TargetCase other = played(Kind::success);
        other.comparison.emplace().add({"GetUser.Name", Status::different, Aspect::value, "\"a\"", "\"b\"", ""});
        cases.push_back({played(Kind::success), std::move(other)});
    }
    const std::string text = summary_of(report_of(std::move(cases)), {});
    CHECK(text.starts_with("differs: reads.step1, new: GetUser.Name: value \"a\" | \"b\"\n"));
    CHECK(text.find("differs: and 2 more\n") != std::string::npos);
    CHECK(text.ends_with("differ\n"));
}

TEST_CASE("the bar is as wide as it is told") {
    CHECK(progress_bar(0, 10, 20) == "\r[...........]   0%");
    CHECK(progress_bar(5, 10, 20) == "\r[#####......]  50%");
    CHECK(progress_bar(10, 10, 20) == "\r[###########] 100%");
    CHECK(progress_bar(0, 0, 0) == "\r[#] 100%");
}

}  // namespace uag::compare
