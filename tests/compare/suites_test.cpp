// The suites that travel with the program, each played against our own service.
#include <doctest/doctest.h>

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/operations.hpp"
#include "server/compare/outcome_class.hpp"
#include "server/compare/suite_file.hpp"
#include "support/suite_player.hpp"

using namespace uag;
using namespace uag::compare;
using namespace uag::test;

namespace {

constexpr std::string_view run_name = "run7q2x";

constexpr std::string_view other_name = "run8z3y";

const Face reference{Wire::json};

std::vector<Face> other_faces() {
    std::vector<Face> faces{{Wire::xml}, {Wire::form}};
    for (const Generation& generation : generations)
        for (const bool is_soap12 : {false, true}) faces.push_back({Wire::soap, generation.version, is_soap12});
    return faces;
}

// A form asks for JSON.
Face answers_of(Face face) { return face.wire == Wire::form ? Face{Wire::json} : face; }

std::vector<Suite> all_suites() {
    const std::vector<std::string> all{"all"};
    Result<std::vector<Suite>> suites = load_suites(all);
    REQUIRE_MESSAGE(suites.has_value(), (suites.has_value() ? "" : suites.error().public_text.english()));
    return std::move(*suites);
}

OutcomeClass class_of_result(const client::CallResult& result) {
    if (result.kind == client::CallResult::Kind::success) return OutcomeClass::success;
    return class_of(result.failure.codes);
}

using Seen = std::map<const Operation*, std::set<OutcomeClass>>;

void note(const PlayedSuite& played, Seen& seen) {
    for (const PlayedStep& step : played.steps)
        if (step.result) seen[step.step->operation].insert(class_of_result(*step.result));
}

std::string word_of(Face face) {
    constexpr std::array<std::string_view, 4> wires{"soap", "json", "xml", "form"};
    std::string word(wires[static_cast<std::size_t>(face.wire)]);
    if (!face.is_rest()) word += name_of(face) + (face.is_soap12 ? "/1.2" : "");
    return word;
}

bool writes(const Suite& suite) {
    for (const Step& step : suite.steps)
        if (step.effect != Effect::read) return true;
    return false;
}

}  // namespace

TEST_CASE("over every face the suites come to what they expect, to the same, and to all that is to be covered") {
    std::map<std::string, Seen> seen;
    for (const Suite& suite : all_suites()) {
        GatewayFixture first;
        const PlayedSuite left = play_suite(suite, first, reference, run_name);
        CHECK_MESSAGE(left.complaints().empty(), left.complaints());
        note(left, seen[word_of(reference)]);
        for (const Face face : other_faces()) {
            INFO(suite.name << " over " << word_of(face));
            GatewayFixture other;
            const PlayedSuite right = play_suite(suite, other, face, other_name);
            CHECK_MESSAGE(right.complaints().empty(), right.complaints());
            const std::string told = differences({left, reference, run_name}, {right, answers_of(face), other_name});
            CHECK_MESSAGE(told.empty(), told);
            note(right, seen[word_of(face)]);
        }
    }
    std::vector<Face> faces = other_faces();
    faces.push_back(reference);
    for (const Face face : faces)
        for (const Service service : {Service::user, Service::so_principal, Service::archive})
            for (const Operation& operation : operations(service))
                for (const OutcomeClass outcome : outcome_classes) {
                    INFO(operation.name << ", " << name_of(outcome) << ", over " << word_of(face));
                    if (outcome == OutcomeClass::other || !has_operation(face, operation)) continue;
                    CHECK(seen[word_of(face)][&operation].contains(outcome) == why_never(operation, outcome).empty());
                }
}

TEST_CASE("what suites have made is gone when they have ended") {
    GatewayFixture gateway;
    for (const Suite& suite : all_suites()) play_suite(suite, gateway, Face{Wire::json}, run_name);
    const std::string admin = basic("ADM0", "Adm0-demo-only");
    const auto is_left = [&](std::string_view operation, std::string_view body) {
        const HttpReply reply = gateway.rest(operation, admin, body);
        CHECK(reply.status == 200);
        return reply.body.find(run_name) != std::string::npos;
    };
    CHECK_FALSE(is_left("FindCredentialUsers", R"({"Type": "CRM5/PASSWORD", "SearchString": ""})"));
    CHECK_FALSE(is_left("GetAllUserGroups", R"({"IncludeDeleted": false})"));
    CHECK_FALSE(is_left("GetAllRoles", R"({"RoleType": "Employee"})"));
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
