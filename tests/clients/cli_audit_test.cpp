// `useragentd audit`: what commands and calls leave behind, filtered, without a secret.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

#include "clients/cli.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::vector<std::string> members(const rapidjson::Document& events, const char* member) {
    std::vector<std::string> all;
    for (const auto& event : events.GetArray()) all.push_back(text_of(event, member));
    return all;
}

bool all_are(const std::vector<std::string>& list, std::string_view text) {
    return !list.empty() && std::ranges::all_of(list, [&](const std::string& each) { return each == text; });
}

}  // namespace

TEST_CASE("each command that changes something leaves an event with the system's user") {
    const Database database(true);
    REQUIRE(database({"user", "add", "kim0"}, good_password).code == 0);
    REQUIRE(database({"user", "passwd", "kim0"}, "another-river-92\n").code == 0);
    REQUIRE(database({"user", "role", "kim0", "User level 0"}).code == 0);
    REQUIRE(database({"user", "disable", "kim0"}).code == 0);
    REQUIRE(database({"user", "enable", "kim0"}).code == 0);
    REQUIRE(database({"user", "unlock", "kim0"}).code == 0);
    REQUIRE(database({"ticket", "revoke", "--user", "kim0"}).code == 0);
    REQUIRE(database({"role", "grant", "User level 1", "bulk-update"}).code == 0);
    REQUIRE(database({"group", "add", "Field"}).code == 0);
    REQUIRE(database({"key", "rotate"}).code == 0);
    CHECK(is_refusal(database({"user", "add", "kim0"}, good_password)));
    CHECK(is_refusal(database({"user", "role", "kim0", "External user"})));

    const rapidjson::Document events = database.json({"audit", "--subject", "kim0"});
    REQUIRE(events.IsArray());
    CHECK(members(events, "operation") == std::vector<std::string>{"user add", "user passwd", "user role",
                                                                   "user disable", "user enable", "user unlock",
                                                                   "ticket revoke"});
    CHECK(all_are(members(events, "kind"), "change"));
    CHECK(all_are(members(events, "protocol"), "local"));
    CHECK(all_are(members(events, "source"), ""));
    CHECK(all_are(members(events, "subject"), "associate kim0"));
    for (const std::string& actor : members(events, "actor")) CHECK(actor.starts_with("os:"));
    CHECK(members(database.json({"audit", "--operation", "ROLE grant"}), "subject") ==
          std::vector<std::string>{"role User level 1"});
    CHECK(members(database.json({"audit", "--operation", "group add"}), "subject") ==
          std::vector<std::string>{"group Field"});
    CHECK(members(database.json({"audit", "--operation", "key rotate"}), "subject").size() == 1);
    CHECK(members(database.json({"audit", "--operation", "seed"}), "detail").size() == 1);
    const Run whole = database({"audit", "--json", "--limit", "0"});
    for (const char* secret : {"quiet-lantern", "another-river", "argon2"}) CHECK_FALSE(contains(whole.output, secret));
}

TEST_CASE("events are filtered and the newest are last") {
    const Database database(false);
    for (const char* name : {"one", "two", "three", "four"})
        REQUIRE(database({"user", "add", name}, good_password).code == 0);
    const auto subjects = [&](std::vector<std::string> line) {
        line.insert(line.begin(), "audit");
        return members(database.json(line), "subject");
    };
    CHECK(subjects({"--limit", "2"}) == std::vector<std::string>{"associate three", "associate four"});
    CHECK(subjects({"--limit", "0"}).size() == 4);
    CHECK(subjects({"--subject", "ASSOCIATE T"}) == std::vector<std::string>{"associate two", "associate three"});
    CHECK(subjects({"--kind", "change"}).size() == 4);
    CHECK(subjects({"--kind", "login"}).empty());
    CHECK(subjects({"--actor", "nobody"}).empty());
    CHECK(subjects({"--source", "192.0.2.1"}).empty());
    CHECK(subjects({"--since", "1h"}).size() == 4);
    CHECK(subjects({"--until", "1h"}).empty());
    CHECK(subjects({"--since", "2001-01-01", "--until", "2001-12-31T23:59:59Z"}).empty());
    CHECK(subjects({"--since", "2001-01-01T00:00:00+01:00", "--until", "9999-12-31"}).size() == 4);
    for (const char* bad : {"now", "-1h", "1y", "h", "99999999999999999999d", "2024-13-01"})
        CHECK(is_refusal(database({"audit", std::string("--since=") + bad})));
    const Run table = database({"audit"});
    CHECK(table.output.starts_with("WHEN"));
    CHECK(std::ranges::count(table.output, '\n') == 5);
}

TEST_CASE("whom the throttle begins to slow down, and what an operator reloads, is there") {
    GatewayProcess gateway;
    for (int i = 0; i < 7; ++i) CHECK(status_of_login(gateway.port(), "ext0", "wrong-Secret") == 401);
    ::kill(gateway.pid(), SIGHUP);
    const auto reloaded = [&] { return run({"audit", "--operation", "reload", "--db", gateway.database()}); };
    for (int i = 0; i < 600 && !contains(reloaded().output, "system"); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK(gateway.terminate() == 0);
    const Run throttled = run({"audit", "--kind", "throttled", "--db", gateway.database()});
    INFO(throttled.output);
    CHECK(std::ranges::count(throttled.output, '\n') == 2);
    CHECK(contains(throttled.output, "ext0"));
    CHECK(contains(throttled.output, "127.0.0.1"));
    CHECK(contains(throttled.output, "the account has to wait from this source"));
    const Run reloads = reloaded();
    INFO(reloads.output);
    CHECK(contains(reloads.output, "system"));
    CHECK(contains(reloads.output, "nothing to read again"));
}

TEST_CASE("log-ins, failed ones with their count, and denials are there") {
    GatewayProcess gateway;
    const auto audit = [&](std::vector<std::string> line) {
        line.insert(line.begin(), {"audit", "--json", "--db", gateway.database()});
        const Run printed = run(line);
        INFO(printed.output);
        REQUIRE(printed.code == 0);
        rapidjson::Document events;
        events.Parse(printed.output.c_str());
        REQUIRE(events.IsArray());
        return events;
    };
    const std::string basic = "Authorization: Basic " + base64_encode("tje0:Tje0") + "\r\n";
    CHECK(converse(gateway.port(), post("/api/v1/Agents/User/DeleteUser?userId=1", "application/json", "", basic))
              .status == 403);
    for (int i = 0; i < 3; ++i) CHECK(status_of_login(gateway.port(), "NoBody", "wrong-Secret") == 401);
    CHECK(status_of_login(gateway.port(), "NoBody\x1b[31m", "wrong-Secret") == 401);
    CHECK(gateway.terminate() == 0);

    const rapidjson::Document denied = audit({"--kind", "denied"});
    REQUIRE(denied.Size() == 1);
    CHECK(text_of(denied[0], "actor") == "tje0");
    CHECK(text_of(denied[0], "operation") == "DeleteUser");
    CHECK(text_of(denied[0], "source") == "127.0.0.1");
    CHECK(text_of(denied[0], "protocol") == "rest");
    const rapidjson::Document failed = audit({"--kind", "login-failed", "--source", "127.0.0.1", "--actor", "nobody"});
    int count = 0;
    for (const auto& event : failed.GetArray()) count += event["count"].GetInt();
    CHECK(count == 3);
    CHECK(audit({"--actor", "TJE0"}).Size() >= 1);
    const Run table = run({"audit", "--db", gateway.database()});
    CHECK_FALSE(contains(table.output, "wrong-Secret"));
    CHECK_FALSE(contains(table.output, "\x1b"));
    CHECK_FALSE(contains(table.output, "Tje0"));
}
