// The suites that travel with the program, each played by the player at our own service over every face, a service of its own
// for each.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/operations.hpp"
#include "server/compare/coverage.hpp"
#include "server/compare/suite_file.hpp"
#include "support/compare_targets.hpp"
#include "support/texts.hpp"
#include "support/versions.hpp"

using namespace uag;
using namespace uag::compare;
using namespace uag::test;

namespace {

std::vector<std::string> all_faces() {
    std::vector<std::string> faces{"rest", "rest/xml", "rest/form"};
    for (const Generation& generation : generations)
        for (const char* const envelope : {"", "/1.2"})
            faces.push_back("soap" + std::to_string(static_cast<int>(generation.version)) + envelope);
    return faces;
}

std::vector<Suite> all_suites() {
    const std::vector<std::string> all{"all"};
    Result<std::vector<Suite>> suites = load_suites(all);
    REQUIRE_MESSAGE(suites.has_value(), (suites.has_value() ? "" : suites.error().public_text.english()));
    return std::move(*suites);
}

bool writes(const Suite& suite) {
    return std::ranges::any_of(suite.steps, [](const Step& step) { return step.effect != Effect::read; });
}

// Of each target what it did against the contract, against what the step expects, and otherwise than the reference.
void check_case(const Case& played, const Report& report) {
    for (std::size_t i = 0; i < played.targets.size(); ++i) {
        const TargetCase& target = played.targets[i];
        INFO(played.suite, '.', played.step, " over ", report.targets[i].face);
        CHECK_MESSAGE(target.unexpected.empty(), target.unexpected);
        CHECK_MESSAGE(target.state != TargetCase::State::not_played, target.reason);
        if (target.comparison)
            for (const PathResult& result : target.comparison->results())
                CHECK_MESSAGE(result.status != Status::different, result.path, ": ", result.left, " | ", result.right,
                              " ", result.reason);
        if (target.exchange)
            for (const client::Finding& finding : target.exchange->findings)
                FAIL_CHECK(finding.path << ' ' << finding.text);
    }
}

}  // namespace

TEST_CASE("over every face the suites come to what they expect, to the same, and to all that is to be covered") {
    std::vector<std::unique_ptr<RepeatingGateway>> gateways;
    std::vector<Target> targets;
    for (const std::string& face : all_faces()) {
        gateways.push_back(std::make_unique<RepeatingGateway>());
        targets.push_back(target_at("t" + std::to_string(targets.size()), face, gateways.back()->port()));
    }
    const Report report = play_suites(targets, all_suites());
    CHECK(report.left_behind.empty());
    for (const Case& played : report.cases) check_case(played, report);
    const Coverage coverage = coverage_of(report);
    for (const CoverageRow& row : coverage.rows)
        for (std::size_t at = 0; at < row.targets.size(); ++at)
            for (std::size_t i = 0; i < outcome_classes.size(); ++i) {
                const OutcomeClass outcome = outcome_classes[i];
                const CoverageCell& cell = row.targets[at][i];
                INFO(row.operation->name, ", ", name_of(outcome), ", over ", report.targets[at].face);
                const bool is_there = has_operation(answers_of(targets[at].face), *row.operation);
                if (outcome == OutcomeClass::other || !is_there) continue;
                CHECK((cell.state == Covered::equal) == why_never(*row.operation, outcome).empty());
            }
}

TEST_CASE("what suites have made is gone when they have ended, and one ticket of the target's own user is left") {
    const GatewayProcess gateway(cheap_hash);
    std::vector<Target> targets;
    for (const char* const face : {"rest", "soap84", "soap88/1.2"})
        targets.push_back(target_at("t" + std::to_string(targets.size()), face, gateway.port()));
    // Those that hash little.
    const std::vector<std::string> names{"groups", "roles", "presence"};
    const Result<std::vector<Suite>> suites = load_suites(names);
    REQUIRE(suites.has_value());
    const Report report = play_suites(targets, *suites);
    for (const Case& played : report.cases) check_case(played, report);
    const auto printed = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--config", gateway.config_file()});
        std::string output;
        CHECK_MESSAGE(run_tool(arguments, &output) == 0, output);
        return output;
    };
    for (const char* const what : {"group", "role"}) CHECK_FALSE(contains(printed({what, "list"}), "cmp"));
    const std::string tickets = printed({"ticket", "list"});
    CHECK_MESSAGE(tickets.find("ADM0") == tickets.rfind("ADM0"), tickets);
    CHECK_MESSAGE(contains(tickets, "ADM0"), tickets);
    CHECK_MESSAGE(std::ranges::count(tickets, '\n') == 2, tickets);  // the headings, and that
}

TEST_CASE("only the suite of reads writes nothing; each write is followed by a look at its effect") {
    for (const Suite& suite : all_suites()) {
        INFO(suite.name);
        CHECK(writes(suite) == (suite.name != "reads"));
        for (std::size_t i = 0; i < suite.steps.size(); ++i) {
            const Step& step = suite.steps[i];
            // What a caller without credentials or rights asks for in "errors" is looked at in the other suites.
            if (step.effect == Effect::read || suite.name == "errors") continue;
            INFO(step.name);
            const bool is_read = i + 1 < suite.steps.size() && suite.steps[i + 1].reads_back == step.name;
            CHECK(is_read);
        }
    }
}

TEST_CASE("suites are named, once, and the nearest is told") {
    const auto names = [](const std::vector<std::string>& wanted) {
        const Result<std::vector<Suite>> suites = load_suites(wanted);
        if (!suites.has_value()) return suites.error().public_text.english();
        std::string text;
        for (const Suite& suite : *suites) (text += text.empty() ? "" : " ") += suite.name;
        return text;
    };
    CHECK(names({"roles", "reads"}) == "roles reads");
    CHECK(names({"all"}) == "credentials errors external groups log-in passwords presence reads roles users");
    CHECK(names({"role"}) == "there is no suite role; the nearest is roles");
    CHECK(names({"roles", "all"}) == "the suite roles is named twice");
    CHECK(names({"tests/none.toml"}) == "tests/none.toml: cannot be read: No such file or directory");
}
