// A proxy of the tests' own between the player and a service changes answers and requests: each change is found at its place,
// whichever of the two targets it hits, and where nothing is changed nothing is found.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/compare/suite_file.hpp"
#include "support/changing_proxy.hpp"
#include "support/compare_targets.hpp"

namespace uag::test {
namespace {

using compare::Case;
using compare::Report;
using compare::Suite;

enum class PlayedFace : std::uint8_t { soap, json };
constexpr std::array played_faces{PlayedFace::soap, PlayedFace::json};

std::string_view word_of(PlayedFace face) { return face == PlayedFace::soap ? "soap88" : "rest"; }

// The proxies put what is no number in its place.
constexpr std::string_view spoiled_id = "999777";

struct StepText {
    const char* operation;
    const char* with;
};
/// In the order of ProxyStep.
constexpr std::array<StepText, 15> step_texts{
    {{"GetUser", R"({ UserId = 1 })"},
     {"GetAllUserGroups", "{}"},
     {"CanChangePassword", R"({ AssociateId = 2 })"},
     {"SaveUserGroup", R"({ UserGroup = { Value = "Größe & Gewicht", Tooltip = "new" } })"},
     {"GetUserGroup", R"({ UserGroupId = "${made_group.Id}" })"},
     {"SaveUser", R"({ User = { AssociateId = 2, Name = "tje0", Tooltip = "Ærlig & <ja>\n  zwei é" } })"},
     {"GetUser", R"({ UserId = 2 })"},
     {"SetGeneratedPassword", R"({ AssociateId = 2 })"},
     {"SaveUser", R"({ User = { AssociateId = 2, Name = "a:b" } })"},
     {"ChangePassword", R"({ AssociateId = 999, OldPassword = "old", NewPassword = "new" })"},
     {"SaveUser", R"({ User = { AssociateId = 999777 } })"},
     {"SaveUntrustedCredentials",
      R"({ Type = "Mail", Credentials = { PublicValue = "me@example.com", SecretValue = "a secret of a mail box",
           ValidFrom = "2026-03-01T10:00:00", ValidTo = "2027-04-05T06:07:08" } })"},
     {"GetUntrustedCredentials", R"({ Type = "Mail" })"},
     {"GetUserGroupList", R"({ UserGroupIds = [] })"},
     {"GetAllUserGroups", "{}"}}};

class SuiteText {
public:
    void add(ProxyStep step, const std::string& name) {
        const StepText& row = step_texts.at(static_cast<std::size_t>(step));
        std::string with(row.with);
        std::replace(with.begin(), with.end(), '\n', ' ');
        text_ += "[[step]]\nname = \"" + name + "\"\noperation = \"" + row.operation + "\"\nwith = " + with + '\n';
        if (name == "made_group") text_ += "save = \"made_group\"\n";
    }
    Suite suite() const {
        auto parsed = compare::parse_suite(text_, "mutations.toml");
        REQUIRE_MESSAGE(parsed.has_value(), (parsed.has_value() ? "" : parsed.error().public_text.english()));
        return std::move(*parsed);
    }

private:
    std::string text_ = "[suite]\nname = \"mutations\"\ntitle = \"What a proxy may change\"\n";
};

// Each step once, in the order of ProxyStep.
const Suite& plain_suite() {
    static const Suite suite = [] {
        SuiteText text;
        for (std::size_t i = 0; i < step_texts.size(); ++i) {
            const auto step = static_cast<ProxyStep>(i);
            text.add(step, step == ProxyStep::made_group ? "made_group" : "step" + std::to_string(i));
        }
        return text.suite();
    }();
    return suite;
}

RawAnswer honest(std::string request, const ChangingProxy::Forward& forward) {
    const bool is_spoiled = request.find(spoiled_id) != std::string::npos;
    return forward(is_spoiled ? with_replaced(std::move(request), spoiled_id, "\"x\"") : request);
}

RawAnswer pass_honestly(std::size_t, std::string request, const ChangingProxy::Forward& forward) {
    return honest(std::move(request), forward);
}

/// A service of its own, with a proxy before it.
struct PlayedTarget {
    RepeatingGateway gateway;
    ChangingProxy proxy{gateway.port()};
};

struct Pair {
    PlayedTarget left;
    PlayedTarget right;

    Report play(const Suite& suite, PlayedFace left_face, ChangingProxy::Pass left_pass, PlayedFace right_face,
                ChangingProxy::Pass right_pass) {
        for (const PlayedTarget* const target : {&left, &right}) target->gateway.reset();
        left.proxy.start_over(std::move(left_pass));
        right.proxy.start_over(std::move(right_pass));
        // A page of an error among the answers is a problem of the run.
        return play_suites({target_at("left", word_of(left_face), left.proxy.port()),
                            target_at("right", word_of(right_face), right.proxy.port())},
                           {suite}, true);
    }
};

std::vector<std::string> places_of(const Case& played) {
    std::vector<std::string> places;
    const auto& comparison = played.targets.at(1).comparison;
    if (!comparison) return places;
    for (const compare::PathResult& result : comparison->results())
        if (result.status == compare::Status::different) places.push_back(result.path);
    return places;
}

std::string differences_of(const Report& report) {
    std::string text;
    for (const Case& played : report.cases) text += differences_in(played);
    return text;
}

bool is_found(const Case& played, std::string_view path) {
    const std::vector<std::string> places = places_of(played);
    return std::ranges::find(places, path) != places.end();
}

std::vector<const AnswerMutation*> mutations_for(PlayedFace face) {
    std::vector<const AnswerMutation*> all;
    for (const AnswerMutation& mutation : answer_mutations())
        if (face == PlayedFace::json ? mutation.is_for_json() : mutation.is_for_soap()) all.push_back(&mutation);
    return all;
}

constexpr std::size_t prepared_steps = 3;

// What they need, and then for each change the step whose answer it is of, and that step again as it is.
Suite suite_of(const std::vector<const AnswerMutation*>& mutations) {
    SuiteText text;
    text.add(ProxyStep::made_group, "made_group");
    text.add(ProxyStep::saved_user, "saved_user");
    text.add(ProxyStep::saved_login, "saved_login");
    for (std::size_t i = 0; i < mutations.size(); ++i) {
        text.add(mutations[i]->step, "changed" + std::to_string(i));
        text.add(mutations[i]->step, "honest" + std::to_string(i));
    }
    return text.suite();
}

ChangingProxy::Pass changing(const std::vector<const AnswerMutation*>& mutations, PlayedFace face) {
    return [&mutations, face](std::size_t number, std::string request, const ChangingProxy::Forward& forward) {
        RawAnswer answer = honest(std::move(request), forward);
        if (number < prepared_steps || (number - prepared_steps) % 2 != 0) return answer;
        const RawAnswer before = answer;
        const AnswerMutation& mutation = *mutations.at((number - prepared_steps) / 2);
        apply(mutation, face == PlayedFace::json, answer);
        CHECK_MESSAGE(answer != before, "nothing was changed: ", std::string(mutation.name));
        return answer;
    };
}

// Each is found in its step, and nothing in any other. How many are found, where `must_be` is false.
std::size_t check_each(const Report& report, const std::vector<const AnswerMutation*>& mutations, PlayedFace face,
                       bool must_be) {
    std::size_t found = 0;
    REQUIRE(report.cases.size() == prepared_steps + 2 * mutations.size());
    for (std::size_t i = 0; i < prepared_steps; ++i) CHECK(differences_in(report.cases[i]) == "");
    for (std::size_t i = 0; i < mutations.size(); ++i) {
        const AnswerMutation& mutation = *mutations[i];
        const bool is_json = face == PlayedFace::json;
        const char* const path = is_json && mutation.json_path != nullptr ? mutation.json_path : mutation.path;
        const Case& changed = report.cases[prepared_steps + 2 * i];
        INFO(std::string(mutation.name), ", wanted at ", path, ", found\n", differences_in(changed));
        if (must_be) CHECK(is_found(changed, path));
        if (is_found(changed, path)) ++found;
        CHECK(differences_in(report.cases[prepared_steps + 2 * i + 1]) == "");
    }
    return found;
}

}  // namespace

TEST_CASE("mutations: what is not changed is no difference, over any two faces, twenty times") {
    Pair pair;
    const int each = std::getenv("UAG_LONG") != nullptr ? 20 : 5;
    for (int round = 0; round < each; ++round)
        for (const PlayedFace left : played_faces)
            for (const PlayedFace right : played_faces) {
                const Report report = pair.play(plain_suite(), left, pass_honestly, right, pass_honestly);
                CHECK(report.cases.size() == step_texts.size());
                CHECK(differences_of(report) == "");
            }
}

TEST_CASE("mutations: the editors change nothing by themselves") {
    Pair pair;
    for (const PlayedFace face : played_faces) {
        const auto rewriting = [face](std::size_t number, std::string request, const ChangingProxy::Forward& forward) {
            RawAnswer answer = honest(std::move(request), forward);
            const auto step = static_cast<ProxyStep>(number);
            const bool has_none = step == ProxyStep::unreadable || step == ProxyStep::saved_login;
            if ((has_none && face == PlayedFace::soap) || answer.body.empty()) return answer;
            answer.body = (face == PlayedFace::json ? edit_json : edit_soap)(answer.body)->body();
            return answer;
        };
        CHECK(differences_of(pair.play(plain_suite(), face, pass_honestly, face, rewriting)) == "");
    }
}

TEST_CASE("mutations: each change of an answer is found at its place, in both directions") {
    Pair pair;
    std::set<std::string> names;
    std::size_t found_across = 0;
    for (const PlayedFace face : played_faces) {
        const PlayedFace other = face == PlayedFace::soap ? PlayedFace::json : PlayedFace::soap;
        const std::vector<const AnswerMutation*> mutations = mutations_for(face);
        for (const AnswerMutation* const mutation : mutations) names.insert(mutation->name);
        const Suite suite = suite_of(mutations);
        const auto changes = changing(mutations, face);
        check_each(pair.play(suite, face, pass_honestly, face, changes), mutations, face, true);
        check_each(pair.play(suite, face, changes, face, pass_honestly), mutations, face, true);
        found_across += check_each(pair.play(suite, other, pass_honestly, face, changes), mutations, face, false);
    }
    CHECK(names.size() == answer_mutations().size());
    CHECK(names.size() >= 60);
    // What one protocol alone says (media types, its statuses, its two words for nothing) is not held against the other.
    CHECK(found_across >= 150);
    MESSAGE(names.size() << " changes, " << found_across << " seen from the other protocol");
}

namespace {

/// What a proxy, or a server behind it, does wrongly with a request.
enum class Misled : std::uint8_t {
    wrong_record,  ///< asks for another user than it was asked for
    not_done,  ///< a write is answered out of memory and never happens
    done_twice,  ///< a write is sent twice, and the second answer told
    done_beside,  ///< a write is sent a second time under another name
    other_value,  ///< a write has another value than was sent
    stale  ///< a read is answered with what was read before
};

std::string for_another(std::string request) {
    for (const auto& [from, to] :
         {std::pair{">2<", ">1<"}, std::pair{"\"UserId\":2", "\"UserId\":1"}, std::pair{"serId=2", "serId=1"}})
        if (request.find(from) != std::string::npos) return with_replaced(std::move(request), from, to);
    throw std::runtime_error("the request asks for nobody");
}

// `answered` is what the write is answered with that never happens.
ChangingProxy::Pass misleading(Misled how, const RawAnswer& answered) {
    return [how, &answered, kept = RawAnswer()](std::size_t number, std::string request,
                                                const ChangingProxy::Forward& forward) mutable {
        const auto step = static_cast<ProxyStep>(number);
        if (how == Misled::wrong_record && step == ProxyStep::tina) request = for_another(std::move(request));
        if (how == Misled::other_value && step == ProxyStep::saved_login)
            request = with_replaced(std::move(request), "2027-04-05", "2027-04-06");
        if (how == Misled::not_done && step == ProxyStep::saved_login) return answered;
        if (how == Misled::done_twice && step == ProxyStep::made_group) honest(request, forward);
        if (how == Misled::done_beside && step == ProxyStep::made_group) {
            RawAnswer first = honest(request, forward);
            honest(with_replaced(std::move(request), "Größe &", "Groesse &"), forward);
            return first;
        }
        if (how == Misled::stale && step == ProxyStep::groups_again) return kept;
        RawAnswer answer = honest(std::move(request), forward);
        if (step == ProxyStep::groups) kept = answer;
        return answer;
    };
}

RawAnswer answer_of(ProxyStep wanted, PlayedFace face, Pair& pair) {
    RawAnswer kept;
    const auto keeping = [&](std::size_t number, std::string request, const ChangingProxy::Forward& forward) {
        RawAnswer answer = honest(std::move(request), forward);
        if (static_cast<ProxyStep>(number) == wanted) kept = answer;
        return answer;
    };
    pair.play(plain_suite(), face, pass_honestly, face, keeping);
    return kept;
}

}  // namespace

TEST_CASE("mutations: a request that went astray is found where its effect is read") {
    struct Row {
        Misled how;
        ProxyStep step;
        const char* path;
    };
    constexpr std::array rows{Row{Misled::wrong_record, ProxyStep::tina, "GetUser.AssociateId"},
                              Row{Misled::not_done, ProxyStep::logins, "GetUntrustedCredentials"},
                              Row{Misled::done_twice, ProxyStep::made_group, "$outcome"},
                              Row{Misled::done_beside, ProxyStep::groups_again, "GetAllUserGroups"},
                              Row{Misled::other_value, ProxyStep::logins, "GetUntrustedCredentials[0].ValidTo"},
                              Row{Misled::stale, ProxyStep::groups_again, "GetAllUserGroups"}};
    Pair pair;
    for (const PlayedFace face : played_faces)
        for (const PlayedFace other : played_faces) {
            const RawAnswer answered = answer_of(ProxyStep::saved_login, other, pair);
            for (const Row& row : rows) {
                CAPTURE(static_cast<int>(row.how));
                for (const bool is_left : {false, true}) {
                    const Report report =
                        is_left ? pair.play(plain_suite(), other, misleading(row.how, answered), face, pass_honestly)
                                : pair.play(plain_suite(), face, pass_honestly, other, misleading(row.how, answered));
                    INFO(differences_of(report));
                    const auto at = static_cast<std::size_t>(row.step);
                    for (std::size_t i = 0; i < at; ++i) CHECK(differences_in(report.cases.at(i)) == "");
                    CHECK(is_found(report.cases.at(at), row.path));
                }
            }
        }
}

}  // namespace uag::test
