// The typed comparison over every answer of the contract: a value is equal to itself, and each single change is found at
// its path and nowhere else.
#include "adapters/compare/values.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <vector>

#include "core/agent/operations.hpp"
#include "core/contract/answers.hpp"
#include "support/mutations.hpp"
#include "support/sample_values.hpp"

namespace uag::compare {
namespace {

constexpr Face soap84{Wire::soap, Version::v84};
constexpr Face soap88{Wire::soap, Version::v88};
constexpr Face rest_json{Wire::json, newest_version};

// All that a run has, each time new.
struct Bench {
    Pseudonyms pseudonyms{Secret(std::string_view("a key of the test"))};
    Pairs pairs;
    Rules rules;
    Settings settings{{rest_json}, {rest_json}};

    Comparison compare(const TypeInfo& type, const void* left, const void* right, std::string_view root = "Op") {
        Comparison out;
        Run run{pseudonyms, pairs, rules};
        compare_values(type, left, right, root, settings, run, out);
        return out;
    }
    template <class T> Comparison compare(const T& left, const T& right, std::string_view root = "Op") {
        return compare(type_of<T>(), &left, &right, root);
    }
    void rule(std::string path, Matcher matcher, std::string argument = {}, double most = 0) {
        REQUIRE(rules.add({std::move(path), matcher, std::move(argument), most, "because", {}, {}}).empty());
    }
};

std::vector<const TypeInfo*> answer_types() {
    std::vector<const TypeInfo*> types;
    std::set<const TypeInfo*> seen;
    for (const auto rows : {operations(Service::user), operations(Service::so_principal), operations(Service::archive),
                            rest_operations()})
        for (const Operation& row : rows)
            if (seen.insert(&row.response()).second) types.push_back(&row.response());
    return types;
}

Object sample(const TypeInfo& type, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Object object = make_object(type);
    test::fill_sample(type, object.get(), random, 3);
    return object;
}

std::string told(const Comparison& comparison) {
    std::string out;
    for (const PathResult& result : comparison.results()) {
        out += result.path + ": " + std::string(name_of(result.status)) + ' ' + std::string(name_of(result.aspect));
        if (!result.left.empty() || !result.right.empty()) out += " (" + result.left + ", " + result.right + ")";
        if (!result.reason.empty()) out += " " + result.reason;
        out += '\n';
    }
    return out;
}

void check_found(const Comparison& comparison, const test::Mutation& mutation) {
    INFO(mutation.what << " at " << mutation.path << "\n" << told(comparison));
    REQUIRE(comparison.results().size() == 1);
    const PathResult& result = comparison.results().front();
    CHECK(result.path == mutation.path);
    const bool may_vary = mutation.varies == Varies::generated && (mutation.what == "text" || mutation.what == "cut");
    CHECK((result.status == Status::different || (may_vary && result.status == Status::varying)));
    if (mutation.secret.size() < 4) return;
    CHECK(result.left.find(mutation.secret) == std::string::npos);
    CHECK(result.right.find(mutation.secret) == std::string::npos);
}

Box<UserGroup> group(std::int32_t id, std::string name) {
    UserGroup group;
    group.id = id;
    group.value = std::move(name);
    return group;
}

}  // namespace

TEST_CASE("a value is equal to itself, in each face and in two") {
    for (const TypeInfo* const type : answer_types())
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Object value = sample(*type, seed);
            const Object same = sample(*type, seed);
            for (const auto& [left, right] : {std::pair(rest_json, rest_json), std::pair(soap84, soap84),
                                              std::pair(soap84, rest_json), std::pair(soap88, soap84)}) {
                Bench bench;
                bench.settings.left.face = left;
                bench.settings.right.face = right;
                const Comparison comparison = bench.compare(*type, value.get(), same.get());
                CHECK_MESSAGE(comparison.agrees(), told(comparison));
                CHECK(comparison.count(Status::varying) == 0);
                if (left == right) CHECK(comparison.count(Status::not_applicable) == 0);
            }
        }
}

TEST_CASE("each single change of a member is found at its path and at no other, in both directions") {
    std::size_t changes = 0;
    std::set<std::string_view> kinds;
    for (const TypeInfo* const type : answer_types())
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const Object value = sample(*type, seed);
            std::mt19937_64 random(seed);
            for (std::size_t index = 0;; index += 1 + random() % 3) {
                const Object other = sample(*type, seed);
                const auto mutation = test::mutate(*type, other.get(), "Op", index);
                if (!mutation) break;
                ++changes;
                kinds.insert(mutation->what);
                for (const Face face : {rest_json, Face{Wire::xml, newest_version}}) {
                    Bench there;
                    there.settings.left.face = there.settings.right.face = face;
                    check_found(there.compare(*type, value.get(), other.get()), *mutation);
                    Bench back;
                    back.settings.left.face = back.settings.right.face = face;
                    check_found(back.compare(*type, other.get(), value.get()), *mutation);
                }
            }
        }
    MESSAGE(changes << " changes");
    CHECK(changes > 2000);
    CHECK(kinds == std::set<std::string_view>{"add", "cut", "date", "fill", "no value", "null", "number", "text",
                                              "word", "zone"});
}

TEST_CASE("items dropped, added, swapped and changed") {
    using GroupAnswer = Answer<List<Box<UserGroup>>>;
    const TypeInfo& type = answer_type<List<Box<UserGroup>>>();
    const auto groups = [](std::vector<Box<UserGroup>> items) {
        return GroupAnswer{List<Box<UserGroup>>(std::move(items))};
    };
    const auto result = [&](const GroupAnswer& left, const GroupAnswer& right) {
        Bench bench;
        return told(bench.compare(type, &left, &right, "GetAllUserGroups"));
    };
    const GroupAnswer all = groups({group(1, "a"), group(2, "b"), group(3, "c")});
    CHECK(result(all, all).empty());
    CHECK(result(all, groups({group(2, "b"), group(3, "c")})) ==
          "GetAllUserGroups: different length (3 items, 2 items) only on the left: [0]\n");
    CHECK(result(groups({group(1, "a"), group(3, "c")}), all) ==
          "GetAllUserGroups: different length (2 items, 3 items) only on the right: [1]\n");
    CHECK(result(all, groups({})) ==
          "GetAllUserGroups: different length (3 items, 0 items) only on the left: [0] to [2]\n");
    CHECK(result(all, groups({group(1, "a"), group(3, "c"), group(2, "b")})) ==
          "GetAllUserGroups: different order (3 items, 3 items) the same items in another order\n");
    CHECK(result(all, groups({group(1, "a"), group(2, "x"), group(3, "c")})) ==
          "GetAllUserGroups[1].Value: different value (\"b\", \"x\")\n");
    CHECK(result(all, groups({group(1, "x"), group(2, "b")})) ==
          "GetAllUserGroups: different length (3 items, 2 items) they differ in [0] to [2]\n"
          "GetAllUserGroups[0].Value: different value (\"a\", \"x\")\n");
    // One that stands twice, and one of its two dropped.
    CHECK(result(groups({group(1, "a"), group(1, "a")}), groups({group(1, "a")})) ==
          "GetAllUserGroups: different length (2 items, 1 item) only on the left: [1]\n");
}

TEST_CASE("members that a version does not have are not compared, and say so") {
    User left;
    left.nick_name = "a";
    User right;
    right.nick_name = "b";
    right.name = String();
    const Answer<Box<User>> one{Box<User>(left)};
    const Answer<Box<User>> two{Box<User>(right)};
    Bench bench;
    bench.settings.left.face = soap84;
    const Comparison comparison = bench.compare(answer_type<Box<User>>(), &one, &two, "GetUser");
    CHECK(comparison.agrees());
    CHECK(told(comparison).find("GetUser.NickName: not applicable  (, \"b\") not in Services84\n") !=
          std::string::npos);
    bench.settings.left.face = soap88;
    CHECK(told(bench.compare(answer_type<Box<User>>(), &one, &two, "GetUser")) ==
          "GetUser.NickName: different value (\"a\", \"b\")\n");
    bench.settings.right.face = soap84;
    bench.settings.left.face = soap84;
    const Comparison neither = bench.compare(answer_type<Box<User>>(), &one, &two, "GetUser");
    CHECK(neither.results().empty());
}

TEST_CASE("nothing is said in two ways by two protocols, and told apart within one") {
    UserValidationResult absent;
    UserValidationResult nil;
    nil.reason.presence = Presence::nil;
    UserValidationResult empty;
    empty.reason = "";
    const auto agrees = [](const UserValidationResult& left, const UserValidationResult& right, Face a, Face b) {
        const Answer<Box<UserValidationResult>> one{left};
        const Answer<Box<UserValidationResult>> two{right};
        Bench bench;
        bench.settings.left.face = a;
        bench.settings.right.face = b;
        return bench.compare(answer_type<Box<UserValidationResult>>(), &one, &two).agrees();
    };
    CHECK(!agrees(absent, nil, soap84, soap88));
    CHECK(!agrees(nil, absent, rest_json, rest_json));
    CHECK(agrees(nil, absent, soap84, rest_json));
    CHECK(agrees(absent, nil, soap84, rest_json));
    for (const Face other : {soap84, rest_json, Face{Wire::xml, newest_version}}) {
        CHECK(!agrees(nil, empty, soap84, other));
        CHECK(!agrees(empty, absent, soap84, other));
    }
    CHECK(agrees(empty, nil, Face{Wire::form, newest_version}, rest_json));
}

TEST_CASE("words that a version does not have") {
    CredentialType hidden;
    hidden.value_control = CredentialControlType::hidden;
    CredentialType shown;
    shown.value_control = CredentialControlType::static_;
    const auto result = [](const CredentialType& left, const CredentialType& right, Face a, Face b) {
        const Answer<Box<CredentialType>> one{left};
        const Answer<Box<CredentialType>> two{right};
        Bench bench;
        bench.settings.left.face = a;
        bench.settings.right.face = b;
        const Comparison all = bench.compare(answer_type<Box<CredentialType>>(), &one, &two);
        for (const PathResult& entry : all.results())
            if (entry.path == "Op.ValueControl") return std::string(name_of(entry.status)) + ", " + entry.reason;
        return std::string("equal");
    };
    CHECK(result(shown, hidden, soap84, rest_json) == "not applicable, 'Hidden' is not in Services84");
    CHECK(result(hidden, shown, rest_json, soap84) == "not applicable, 'Hidden' is not in Services84");
    CHECK(result(shown, hidden, soap88, rest_json) == "different, ");
    CredentialType edited;
    edited.value_control = CredentialControlType::edit;
    CHECK(result(edited, hidden, soap84, rest_json) == "different, ");

    TableRight few{ETableRight::select, {}};
    TableRight more{static_cast<ETableRight>(1 | 128), {}};
    Bench bench;
    bench.settings.left.face = soap84;
    CHECK(told(bench.compare(few, more)) ==
          "Op.Mask: not applicable word (Select, Select Uninitialized) 'Uninitialized' is not in Services84\n");
    more.mask = static_cast<ETableRight>(2 | 128);
    CHECK(told(bench.compare(few, more)) == "Op.Mask: different word (Select, Update Uninitialized)\n");
}

TEST_CASE("dates are instants; stamps are those of two clocks") {
    RoleEntity left;
    left.created = *parse_datetime("2026-05-01T10:00:00");
    RoleEntity right;
    right.created = *parse_datetime("2026-05-01T08:00:00Z");
    Bench bench;
    bench.settings.left = {soap84, find_time_zone("NO")};
    CHECK(bench.compare(left, right).agrees());
    bench.settings.left.zone = &utc_zone();
    CHECK(told(bench.compare(left, right)).find("Op.Created: different value (2026-05-01T10:00:00, ") !=
          std::string::npos);

    right.created = *parse_datetime("2026-05-01T10:05:01Z");
    bench.settings.clock_ahead = std::chrono::minutes(5);
    CHECK(told(bench.compare(left, right)).find("Op.Created: volatile value") != std::string::npos);
    bench.settings.clock_ahead = {};
    CHECK(!bench.compare(left, right).agrees());
    // No stamp at all is another thing than a stamp.
    right.created = {};
    CHECK(told(bench.compare(left, right)).find("Op.Created: different presence") != std::string::npos);
}

TEST_CASE("ids and names of each target's own belong together from the first time on") {
    const auto user = [](std::int32_t id, std::string name) {
        User made;
        made.associate_id = id;
        made.name = std::move(name);
        return made;
    };
    Bench bench;
    CHECK(!bench.compare(user(7, "a"), user(12, "a")).agrees());  // reading: another user
    bench.settings.makes_ids = true;
    CHECK(bench.compare(user(7, "a"), user(12, "a")).count(Status::varying) == 1);
    bench.settings.makes_ids = false;
    CHECK(bench.compare(user(7, "a"), user(12, "a")).agrees());
    CHECK(told(bench.compare(user(7, "a"), user(7, "a"))) ==
          "Op.AssociateId: different relation (7, 7) not the same associate as before\n");
    CHECK(!bench.compare(user(8, "a"), user(12, "a")).agrees());
    CHECK(!bench.compare(user(0, "a"), user(12, "a")).agrees());

    CHECK(!bench.compare(user(1, "of run-a7"), user(1, "of run-b9")).agrees());
    bench.pairs.add_name("run-a7", "run-b9");
    CHECK(bench.compare(user(1, "of run-a7"), user(1, "of run-b9")).count(Status::varying) == 1);
    CHECK(!bench.compare(user(1, "of run-b9"), user(1, "of run-a7")).agrees());
    CHECK(!bench.compare(user(1, "of run-a7!"), user(1, "of run-b9")).agrees());
}

TEST_CASE("what is made anew varies, is one to one, and is never quoted") {
    const auto ticket = [](std::string text) { return SecretAnswer{std::move(text)}; };
    Bench bench;
    const Comparison first = bench.compare(ticket("7T:left-one"), ticket("7T:right-one"), "GetAccessToken");
    CHECK(first.agrees());
    CHECK(told(first).find("7T:") == std::string::npos);
    CHECK(told(first).find("secret:") != std::string::npos);
    CHECK(bench.compare(ticket("7T:left-two"), ticket("7T:right-two")).agrees());
    CHECK(bench.compare(ticket("7T:left-one"), ticket("7T:right-one")).agrees());
    CHECK(told(bench.compare(ticket("7T:left-one"), ticket("7T:right-two"))).find("different relation") !=
          std::string::npos);
    CHECK(!bench.compare(ticket(""), ticket("7T:right-three")).agrees());
    bench.rule("Op", Matcher::equal);
    CHECK(!bench.compare(ticket("7T:left-one"), ticket("7T:right-one")).agrees());
}

TEST_CASE("text that one protocol cannot carry") {
    UserPresenceStatus left;
    left.message = "a\x01z";
    UserPresenceStatus right;
    right.message = "a\xEF\xBF\xBDz";
    Bench bench;
    CHECK(!bench.compare(left, right).agrees());
    bench.settings.right.face = soap88;
    CHECK(told(bench.compare(left, right)) ==
          "Op.Message: not applicable value (\"a\\u0001z\", \"a\xEF\xBF\xBDz\") XML cannot carry these characters\n");
    right.message = "a?z";
    CHECK(!bench.compare(left, right).agrees());
}

TEST_CASE("differences are kept up to a bound and counted beyond") {
    Answer<List<String>> left;
    Answer<List<String>> right;
    left.response.presence = right.response.presence = Presence::value;
    for (int i = 0; i < 1000; ++i) {
        left.response.items.emplace_back("left" + std::to_string(i));
        right.response.items.emplace_back("right" + std::to_string(i));
    }
    Bench bench;
    const Comparison comparison = bench.compare(answer_type<List<String>>(), &left, &right);
    CHECK(comparison.count(Status::different) == 1000);
    CHECK(comparison.results().size() == most_results);
    CHECK(comparison.left_off() == 1000 - most_results);
}

}  // namespace uag::compare
