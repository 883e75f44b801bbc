// Rules by path, their patterns, and what the reference's own two runs make noise.
#include "adapters/compare/rules.hpp"

#include <doctest/doctest.h>

#include <string>

#include "adapters/compare/noise.hpp"
#include "adapters/compare/value_text.hpp"
#include "adapters/compare/values.hpp"
#include "core/contract/answers.hpp"

namespace uag::compare {
namespace {

using Groups = Answer<List<Box<UserGroup>>>;

Groups groups_of(std::vector<std::pair<std::int32_t, std::string>> rows) {
    Groups groups;
    groups.response.presence = Presence::value;
    for (auto& [id, name] : rows) {
        UserGroup group;
        group.id = id;
        group.value = std::move(name);
        groups.response.items.emplace_back(std::move(group));
    }
    return groups;
}

struct RuleBench {
    Pseudonyms pseudonyms{Secret(std::string_view("a key of the test"))};
    Pairs pairs;
    Rules rules;
    Settings settings{};

    void rule(std::string path, Matcher matcher, std::string argument = {}, double most = 0) {
        REQUIRE(rules.add({std::move(path), matcher, std::move(argument), most, "because", {}, {}}).empty());
    }
    Comparison compare(const TypeInfo& type, const void* left, const void* right) {
        Comparison out;
        Run run{pseudonyms, pairs, rules};
        compare_values(type, left, right, "Op", settings, run, out);
        return out;
    }
    template <class T> Comparison compare(const T& left, const T& right) {
        return compare(type_of<T>(), &left, &right);
    }
    Comparison compare(const Groups& left, const Groups& right) {
        return compare(answer_type<List<Box<UserGroup>>>(), &left, &right);
    }
};

std::string rule_lines(const Comparison& comparison) {
    std::string out;
    for (const PathResult& result : comparison.results())
        out += result.path + ": " + std::string(name_of(result.status)) + ' ' + std::string(name_of(result.aspect)) +
               (result.reason.empty() ? "" : " " + result.reason) + '\n';
    return out;
}

UserPresenceStatus message(std::string text) {
    UserPresenceStatus status;
    status.message = std::move(text);
    return status;
}

// One rule on a text.
std::string verdict(Matcher matcher, std::string argument, double most, const std::string& left,
                    const std::string& right) {
    RuleBench bench;
    bench.rule("Op.Message", matcher, std::move(argument), most);
    const Comparison comparison = bench.compare(message(left), message(right));
    if (comparison.results().empty()) return "equal";
    return std::string(name_of(comparison.results().front().status)) + ": " + comparison.results().front().reason;
}

}  // namespace

TEST_CASE("patterns of texts") {
    CHECK(matches("", ""));
    CHECK(!matches("", "a"));
    CHECK(matches("*", ""));
    CHECK(matches("a*c", "abbbc"));
    CHECK(!matches("a*c", "abbbcd"));
    CHECK(matches("*a*b*", "xxaxxbxx"));
    CHECK(matches("?b?", "abc"));
    CHECK(matches("[a-c][!0-9]x", "b_x"));
    CHECK(!matches("[a-c][!0-9]x", "b7x"));
    CHECK(matches("[]]", "]"));
    CHECK(matches("[a-]", "-"));
    CHECK(matches("\\*\\[", "*["));
    CHECK(!matches("\\*", "x"));
    CHECK(matches("[", "["));
    CHECK(matches("a\\", "a\\"));
    // What makes a regular expression take for ever.
    CHECK(!matches("*a*a*a*a*a*a*a*a*a*a*b", std::string(60'000, 'a')));
    CHECK(!matches("*", std::string(longest_matched + 1, 'a')));
}

TEST_CASE("patterns of paths") {
    const auto fits = [](std::string_view pattern, std::string_view path) {
        PathPattern rule;
        REQUIRE_MESSAGE(rule.parse(pattern).empty(), pattern);
        std::vector<std::string_view> steps;
        REQUIRE_MESSAGE(split_path(path, steps), path);
        return rule.matches(steps);
    };
    CHECK(fits("GetUser.Person.Email", "GetUser.Person.Email"));
    CHECK(!fits("GetUser.Person", "GetUser.Person.Email"));
    CHECK(fits("*.Person.*", "GetUser.Person.Email"));
    CHECK(fits("GetUser*.Id", "GetUserGroup.Id"));
    CHECK(!fits("*", "GetUser[2]"));
    CHECK(fits("Op[*].Id", "Op[2].Id"));
    CHECK(fits("Op[2].Id", "Op[2].Id"));
    CHECK(!fits("Op[3].Id", "Op[2].Id"));
    CHECK(fits("Op.Extra[*]", "Op.Extra[\"a.b[0]\\\"]\"]"));
    CHECK(fits("Op.Extra[\"a.b\"]", "Op.Extra[\"a.b\"]"));
    CHECK(fits("**.Id", "Op.A[1].B.Id"));
    CHECK(fits("Op.**", "Op.A[1].B.Id"));
    CHECK(fits("**.A[*].**.Id", "Op.A[1].B.C.Id"));
    CHECK(!fits("**.A.**.Id", "Op.B.C.Id"));
    CHECK(fits("$outcome.*", "$outcome.code"));
    PathPattern none;
    for (const char* wrong : {"", "a..b", ".a", "a.", "a[1", "a[\"x]", "a.[1]"})
        CHECK_MESSAGE(!none.parse(wrong).empty(), wrong);
    CHECK(!none.parse(std::string(300, 'a')).empty());
}

TEST_CASE("a rule needs a path, a reason and what its matcher needs") {
    Rules rules;
    CHECK(rules.add({"Op", Matcher::ignore, {}, 0, " ", {}, {}}) == "A rule needs a reason.");
    CHECK(rules.add({"a..b", Matcher::ignore, {}, 0, "r", {}, {}}) == "The path of a rule is no path.");
    CHECK(rules.add({"Op", Matcher::pattern, {}, 0, "r", {}, {}}) == "The pattern is empty.");
    CHECK(rules.add({"Op", Matcher::pattern, "a[0-9", 0, "r", {}, {}}) == "The pattern has a [ without its ].");
    CHECK(rules.add({"Op", Matcher::ignore, {}, 0, "r", {}, {}, "Get["}) ==
          "The operation of a rule has a [ without its ].");
    CHECK(rules.add({"Op", Matcher::tolerance, {}, -1, "r", {}, {}}) == "A tolerance is a number from 0 on.");
    CHECK(rules.add({"Op", Matcher::keyed_by, {}, 0, "r", {}, {}}) == "keyed_by names a member of the items.");
    CHECK(rules.add({"Op", Matcher::same_as, "a..b", 0, "r", {}, {}}) == "same_as names a path.");
    CHECK(rules.empty());
    CHECK(find_matcher("keyed_by") == Matcher::keyed_by);
    CHECK(word_of(Matcher::same_as) == "same_as");
    CHECK(!find_matcher("regex"));
}

TEST_CASE("a rule may be for the answers of one operation, or of those that a pattern fits") {
    Rules rules;
    REQUIRE(rules.add({"$outcome.message", Matcher::ignore, {}, 0, "r", {}, {}, "Get*"}).empty());
    CHECK(rules.find("$outcome.message", "SaveUser", true) == nullptr);
    CHECK(rules.find("$outcome.message", "", true) == nullptr);
    CHECK(rules.complaints({}) == std::vector<std::string>{"The rule for '$outcome.message' of Get* matched nothing."});
    CHECK(rules.find("$outcome.message", "GetUser", true) != nullptr);
    CHECK(rules.complaints({}).empty());
}

TEST_CASE("a [ that means itself, or that has its ], is no fault of a pattern") {
    for (const char* const good : {"a[0-9]b", "[]]", "[!]]x", "\\[", "[[]", "a]"})
        CHECK_MESSAGE(judge_pattern(good).empty(), good);
    for (const char* const bad : {"[", "a[", "[]", "[!]", "x\\\\[0"}) CHECK_MESSAGE(!judge_pattern(bad).empty(), bad);
}

TEST_CASE("a rule that matched nothing or has expired is complained of") {
    using namespace std::chrono;
    RuleBench bench;
    bench.rule("Op.Message", Matcher::ignore);
    bench.rule("Op.Never", Matcher::ignore);
    Rule old{"Op.Status", Matcher::equal, {}, 0, "because", sys_days(2026y / 1 / 31), "rules.toml:12"};
    REQUIRE(bench.rules.add(old).empty());
    const Comparison comparison = bench.compare(message("a"), message("b"));
    CHECK(rule_lines(comparison) == "Op.Message: accepted value because\n");
    CHECK(bench.rules.complaints(2026y / 1 / 31) ==
          std::vector<std::string>{"The rule for 'Op.Never' matched nothing."});
    CHECK(bench.rules.complaints(2026y / 2 / 1) ==
          std::vector<std::string>{"The rule for 'Op.Never' matched nothing.",
                                   "rules.toml:12: the rule for 'Op.Status' has expired on 2026-01-31."});
}

TEST_CASE("each matcher on a text: what it accepts, and what it does not") {
    CHECK(verdict(Matcher::ignore, {}, 0, "a", "b") == "accepted: because");
    CHECK(verdict(Matcher::ignore, {}, 0, "a", "a") == "equal");
    CHECK(verdict(Matcher::present, {}, 0, "a", "b") == "accepted: because");
    CHECK(verdict(Matcher::pattern, "run-*", 0, "run-1", "run-2") == "accepted: because");
    CHECK(verdict(Matcher::pattern, "run-*", 0, "run-1", "walk-2") == "different: not as the pattern says");
    CHECK(verdict(Matcher::pattern, "run-*", 0, "walk", "walk") == "different: not as the pattern says");
    CHECK(verdict(Matcher::tolerance, {}, 0.5, "1.5", "2") == "accepted: because");
    CHECK(verdict(Matcher::tolerance, {}, 0.4, "1.5", "2") == "different: further apart than the rule allows");
    CHECK(verdict(Matcher::tolerance, {}, 9, "a", "b") == "different: ");
    CHECK(verdict(Matcher::type, {}, 0, "12", "1.5e3") == "accepted: because");
    CHECK(verdict(Matcher::type, {}, 0, "2026-01-01", "2026-01-01T10:00:00Z") == "accepted: because");
    CHECK(verdict(Matcher::type, {}, 0, "12", "true") == "different: a number and a boolean");
    CHECK(verdict(Matcher::type, {}, 0, "x", "") == "different: a text and empty");
    CHECK(verdict(Matcher::unordered, {}, 0, "a", "b") ==
          "different: the matcher unordered is not for what stands here");

    RuleBench bench;
    bench.rule("Op.Message", Matcher::present);
    CHECK(!bench.compare(message("a"), UserPresenceStatus{}).agrees());
    CHECK(!bench.compare(UserPresenceStatus{}, UserPresenceStatus{}).agrees());
}

TEST_CASE("a rule on a carrier is for all below it; the first that fits is the one") {
    RuleBench bench;
    bench.rule("Op[0]", Matcher::ignore);
    bench.rule("Op[*].Value", Matcher::present);
    CHECK(rule_lines(bench.compare(groups_of({{1, "a"}, {2, "b"}}), groups_of({{9, "x"}, {2, "y"}}))) ==
          "Op[0]: accepted value because\nOp[1].Value: accepted value because\n");
}

TEST_CASE("lists in any order, or by a key") {
    const Groups left = groups_of({{1, "a"}, {2, "b"}, {3, "c"}});
    {
        RuleBench bench;
        bench.rule("Op", Matcher::unordered);
        CHECK(rule_lines(bench.compare(left, groups_of({{3, "c"}, {1, "a"}, {2, "b"}}))) ==
              "Op: accepted order because\n");
        CHECK(rule_lines(bench.compare(left, left)).empty());
        CHECK(rule_lines(bench.compare(left, groups_of({{3, "c"}, {1, "a"}, {2, "x"}}))) ==
              "Op: accepted order because\nOp[1].Value: different value\n");
        CHECK(rule_lines(bench.compare(left, groups_of({{3, "c"}, {1, "a"}}))) ==
              "Op: accepted order because\nOp[1]: different presence\n");
        Groups nil;
        nil.response.presence = Presence::nil;
        CHECK(rule_lines(bench.compare(left, nil)) == "Op: different presence\n");
    }
    RuleBench bench;
    bench.rule("Op", Matcher::keyed_by, "Id");
    CHECK(rule_lines(bench.compare(left, groups_of({{3, "c"}, {2, "x"}, {1, "a"}}))) ==
          "Op: accepted order because\nOp[1].Value: different value\n");
    CHECK(rule_lines(bench.compare(left, groups_of({{1, "a"}, {2, "b"}, {4, "c"}}))) ==
          "Op: accepted order because\nOp[2]: different presence\nOp[2]: different presence\n");
    RuleBench wrong;
    wrong.rule("Op", Matcher::keyed_by, "Nothing");
    CHECK(rule_lines(wrong.compare(left, left)) ==
          "Op: different rule the matcher keyed_by is not for what stands here\n");
}

TEST_CASE("a secret is no key") {
    using TheirCredentials = Answer<List<Box<Credential>>>;
    TheirCredentials one;
    one.response = List<Box<Credential>>({Box<Credential>(Credential{})});
    RuleBench bench;
    bench.rule("Op", Matcher::keyed_by, "Value");
    CHECK(!bench.compare(answer_type<List<Box<Credential>>>(), &one, &one).agrees());
}

TEST_CASE("the same as another path, with the indices of where it stands") {
    const auto users = [](std::string first, std::string second) {
        Answer<List<Box<User>>> all;
        for (const std::string& name : {first, second}) {
            User user;
            user.name = name;
            user.user_name = name == "b!" ? "b" : name;
            all.response.items.emplace_back(std::move(user));
        }
        all.response.presence = Presence::value;
        return all;
    };
    RuleBench bench;
    bench.rule("Op[*].Name", Matcher::same_as, "Op[*].UserName");
    bench.rule("Op[*].UserName", Matcher::ignore);
    const TypeInfo& type = answer_type<List<Box<User>>>();
    const auto left = users("a", "b");
    const auto right = users("x", "y");
    const auto wrong = users("x", "b!");
    CHECK(bench.compare(type, &left, &right).agrees());
    const Comparison comparison = bench.compare(type, &left, &wrong);
    CHECK(rule_lines(comparison).find("Op[1].Name: different rule on the right not the same as the other path\n") !=
          std::string::npos);
}

TEST_CASE("noise is what the reference does not say twice alike, and nothing else") {
    RuleBench bench;
    bench.rule("Op[1].Value", Matcher::equal);
    const Comparison itself =
        bench.compare(groups_of({{1, "a"}, {2, "b"}, {3, "c"}}), groups_of({{1, "x"}, {2, "y"}, {3, "c"}}));
    Comparison other =
        bench.compare(groups_of({{1, "a"}, {2, "b"}, {3, "c"}}), groups_of({{1, "q"}, {2, "r"}, {3, "s"}}));
    settle_noise(itself, bench.rules, "Op", other);
    CHECK(rule_lines(other) ==
          "Op[0].Value: noise value the reference differs from itself here\nOp[1].Value: different value\n"
          "Op[2].Value: different value\n");
    CHECK(other.count(Status::noise) == 1);
    CHECK(other.count(Status::different) == 2);

    // Below a list whose length the reference itself changes, all is noise.
    const Comparison length = bench.compare(groups_of({{1, "a"}}), groups_of({}));
    Comparison below = bench.compare(groups_of({{1, "a"}}), groups_of({{1, "b"}}));
    settle_noise(length, bench.rules, "Op", below);
    CHECK(rule_lines(below) == "Op[0].Value: noise value the reference differs from itself here\n");
}

TEST_CASE("where a path leads") {
    Answer<Box<User>> answer{Box<User>(User{})};
    answer.response->person.emplace().email = "a@b";
    answer.response->extra_fields = std::vector<StringKeyValuePair>{{"k.1", "v"}};
    UserGroup group;
    group.id = 7;
    answer.response->other_groups = List<Box<UserGroup>>({Box<UserGroup>(group)});
    const TypeInfo& type = answer_type<Box<User>>();
    const auto at = [&](std::string_view path) -> std::string {
        const Place place = find_place(type, &answer, "GetUser", path);
        return place.slot == nullptr ? "nowhere" : plain_text(*place.type, place.slot).value_or("no scalar");
    };
    CHECK(at("GetUser.Person.Email") == "a@b");
    CHECK(at("GetUser.person.email") == "a@b");
    CHECK(at("GetUser.ExtraFields[\"k.1\"]") == "v");
    CHECK(at("GetUser.OtherGroups[0].Id") == "7");
    CHECK(at("GetUser") == "no scalar");
    for (const char* path : {"GetUser.Nothing", "GetUser.OtherGroups[1].Id", "GetUser.OtherGroups[x]", "Other.Person",
                             "GetUser[0]", "GetUser.Person.Email.More", "GetUser.OtherGroups.Id", ""})
        CHECK_MESSAGE(at(path) == "nowhere", path);
}

TEST_CASE("texts for people show what cannot be seen, and where two of them differ") {
    CHECK(in_quotes("a\n\t\"\\\x01\x7F") == "\"a\\n\\t\\\"\\\\\\u0001\\u007f\"");
    CHECK(in_quotes("\xE2\x80\xAE\xC3\xA5\xFF") == "\"\\u202e\xC3\xA5\\xff\"");
    CHECK(compare::in_quotes(std::string(1000, 'a')).size() < 200);
    const std::string same(5000, 'a');
    const auto [left, right] = quoted_pair(same + "left", same + "right");
    CHECK(left == "\xE2\x80\xA6\"aaaaaaaaaaaaaaaaaaaaaaaaleft\"");
    CHECK(right == "\xE2\x80\xA6\"aaaaaaaaaaaaaaaaaaaaaaaaright\"");
}

}  // namespace uag::compare
