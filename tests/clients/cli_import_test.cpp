// `useragentd import` as an operator runs it, from a service of ours as the source, over each protocol: first, again, and
// into a database of others.
#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "clients/importing.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("import: what is taken over any protocol and version is what there is, and a second run finds nothing new") {
    const SourceService source;
    const std::string there = state_of({"--config", source.gateway.config_file()});
    for (const char* const face : {"rest", "soap88", "soap84", "soap86/1.2", "rest/xml"}) {
        CAPTURE(face);
        const Taken taken;
        const Run dry = taken(source, face, {"--dry-run"});
        INFO(dry.output);
        CHECK(dry.code == 0);
        CHECK_FALSE(std::filesystem::exists(taken.database()));
        const Run done = taken(source, face);
        INFO(done.output);
        CHECK(done.code == 0);
        CHECK(contains(done.output, "+ associate 7 kim\n"));
        CHECK(contains(done.output, "of the users 7 added, 0 changed, 0 left as they are; 0 refused"));
        CHECK(contains(done.output, "Not taken: passwords of 3 users (ADM, kim, ext)\n"));
        CHECK(lines_with(dry.output, '+') == lines_with(done.output, '+'));

        std::vector<std::string> untold;
        if (std::string(face) == "soap84" || std::string(face) == "soap86/1.2") {
            untold = {"nick_name",
                      "request_signature",
                      "person_number",
                      "waiting_for_approval",
                      "[associate.presence]",
                      "status",
                      "message"};
            CHECK(contains(done.output, "WaitingForApproval"));
        }
        if (std::string(face) == "soap84") untold.emplace_back("user_name");
        CHECK(without(taken.state(), untold) == without(there, untold));

        const Run again = taken(source, face);
        INFO(again.output);
        CHECK(again.code == 0);
        CHECK(contains(again.output, "of the users 0 added, 0 changed, 7 left as they are; 0 refused"));
        CHECK(lines_with(again.output, '+') + lines_with(again.output, '~') + lines_with(again.output, '!') == "");
        CHECK(contains(taken.tool({"audit"}).output, "associate kim"));
    }
}

TEST_CASE("import: what changed there is told by path, and taken") {
    const SourceService source;
    const Taken taken;
    REQUIRE(taken(source, "rest").code == 0);
    source.save("7", R"({"Person": {"Email": "kim.lund@example.com"}, "OtherGroups": []})");
    REQUIRE(source.tool({"user", "disable", "ext"}).code == 0);
    const Run dry = taken(source, "soap88", {"--dry-run"});
    const std::string before = taken.state();
    const Run done = taken(source, "soap88");
    INFO(done.output);
    CHECK(done.code == 0);
    CHECK(contains(done.output,
                   "~ associate 7 kim: OtherGroups \"1\" -> \"\", Person.Email \"kim@example.com\" -> "
                   "\"kim.lund@example.com\"\n"));
    CHECK(contains(done.output,
                   "~ associate 702 ext: Deleted \"false\" -> \"true\", Retired \"false\" -> \"true\", Person.Retired "
                   "\"false\" -> \"true\"\n"));
    CHECK(lines_with(dry.output, '~') == lines_with(done.output, '~'));
    CHECK(taken.state() != before);
    CHECK(taken.state() == state_of({"--config", source.gateway.config_file()}));
    CHECK(lines_with(taken(source, "rest").output, '~') == "");
}

TEST_CASE("import: who is refused is told with the reason, stays as they were, and keeps nobody else") {
    const SourceService source;
    const Taken taken;
    REQUIRE(taken(source, "rest").code == 0);
    const std::string seed = taken.folder.write(
        "here.toml", "[[associate]]\nid = 50\nname = \"lodge\"\ntype = \"resource\"\nnick_name = \"doorman\"\n");
    REQUIRE(taken.tool({"seed", seed}).code == 0);
    source.save("7", R"({"NickName": "Doorman", "Tooltip": "At the gate"})");
    source.save("702", R"({"Tooltip": "A customer"})");
    const std::string before = taken.state();
    const Run done = taken(source, "soap88");
    INFO(done.output);
    CHECK(done.code == 1);
    CHECK(lines_with(done.output, '!') == "! associate 7 kim: NickName: The nick name is already in use.\n");
    CHECK(lines_with(done.output, '~') == "~ associate 702 ext: Tooltip \"\" -> \"A customer\"\n");
    CHECK(lines_with(done.output, '-') == "- associate 50 lodge: is not there; it stays here as it is\n");
    CHECK(contains(done.output, "of the users 0 added, 1 changed, 5 left as they are; 1 refused, 1 not there"));
    CHECK(without(taken.state(), {"tooltip = \"A customer\""}) == before);
    CHECK(contains(taken.state(), "nick_name = \"kimmie\""));
}

TEST_CASE("import: a database with others under these ids or names stays as it is, to the byte of its state") {
    const SourceService source;
    const Taken taken;
    const std::string seed = taken.folder.write("here.toml",
                                                "[[associate]]\nid = 7\nname = \"lee\"\ntype = \"system\"\nrole = 5\n"
                                                "[[associate]]\nid = 8\nname = \"Room\"\ntype = \"resource\"\n");
    REQUIRE(taken.tool({"seed", seed}).code == 0);
    const std::string before = taken.state();
    for (const char* const face : {"rest", "soap84"}) {
        const Run done = taken(source, face);
        INFO(done.output);
        CHECK(done.code == 2);
        CHECK(contains(done.output,
                       "others under these ids or names, and nothing is changed: associate 7 is \"lee\" here and "
                       "\"kim\" there; associate \"room\" is 8 here and 701 there"));
        CHECK(taken.state() == before);
    }
}

TEST_CASE("import: somebody renamed there is somebody else, unless it is said that they are not") {
    const SourceService source;
    const Taken taken;
    REQUIRE(taken(source, "rest").code == 0);
    source.save("7", R"({"Name": "kimberly"})");
    const std::string before = taken.state();
    CHECK(taken(source, "rest").code == 2);
    CHECK(taken.state() == before);
    const Run done = taken(source, "rest", {"--renamed"});
    INFO(done.output);
    CHECK(done.code == 0);
    CHECK(contains(done.output, "~ associate 7 kimberly: Name \"kim\" -> \"kimberly\"\n"));
}

// With UAG_LONG=1 ten thousand; how long it takes is told, and not judged on a machine that may be busy.
TEST_CASE("import: many users, over both protocols, and again") {
    const int count = std::getenv("UAG_LONG") != nullptr ? 10'000 : 300;
    const SourceService source;
    std::string many;
    for (int i = 0; i < count; ++i) {
        const std::string id = std::to_string(10'000 + i);
        many += "[[associate]]\nid = " + id + "\nname = \"user" + id +
                "\"\ntype = \"internal\"\nrole = 20\ngroup = 20\n" + "[associate.person]\nid = " + id +
                "\nlast_name = \"Person " + id + "\"\nemail = \"user" + id + "@example.com\"\n";
    }
    const Run seeded = source.tool({"seed", source.folder.write("many.toml", many)});
    INFO(seeded.output);
    REQUIRE(seeded.code == 0);
    for (const char* const face : {"rest", "soap88"}) {
        const Taken taken;
        for (const bool again : {false, true}) {
            const auto begin = std::chrono::steady_clock::now();
            const Run done = taken(source, face);
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
            MESSAGE(face << (again ? ", again: " : ": ") << took.count() << " s");
            CHECK(done.code == 0);
            CHECK(contains(done.output,
                           again ? "of the users 0 added" : "of the users " + std::to_string(count + 7) + " added"));
        }
        CHECK(taken.state() == state_of({"--config", source.gateway.config_file()}));
    }
}

TEST_CASE("import: who is retired without being deleted comes over so, where the source tells it") {
    const SourceService source;
    const Run seeded = source.tool({"seed", source.folder.write("gone.toml", R"([[associate]]
id = 801
name = "gone"
type = "internal"
role = 20
group = 20
retired = true
)")});
    INFO(seeded.output);
    REQUIRE(seeded.code == 0);
    const Taken by_list;
    CHECK(by_list(source, "rest").code == 0);
    CHECK(contains(by_list.tool({"user", "show", "gone"}).output, "retired"));
    CHECK_FALSE(contains(by_list.tool({"user", "list", "--without-password"}).output, "gone"));
    CHECK(contains(by_list(source, "rest").output, "of the users 0 added, 0 changed"));
    const Taken by_ids;
    const Run told = by_ids(source, "soap88");
    INFO(told.output);
    CHECK(contains(told.output, "Not told there: "));
    CHECK(contains(told.output, "who is not active without being deleted"));
}

TEST_CASE("import: who is renamed there while it runs is refused, as one who was renamed before ends it") {
    const SourceService source;
    const Taken taken;
    REQUIRE(taken(source, "rest").code == 0);
    bool is_renamed = false;
    const Relay relay(source.gateway.port(), [&](std::string& request) {
        if (asks_for_user(request, 7) && !std::exchange(is_renamed, true)) source.save("7", R"({"Name":"kimberly"})");
        return true;
    });
    const Run done = taken.from(source, relay.from("rest"));
    INFO(done.output);
    CHECK(is_renamed);
    CHECK(done.code == 1);
    CHECK(contains(done.output, "! associate 7 kim: is \"kim\" here; --renamed takes the other name\n"));
    CHECK(contains(taken.tool({"user", "show", "7"}).output, "kim"));
    CHECK_FALSE(contains(taken.tool({"user", "show", "7"}).output, "kimberly"));
}
