// `useragentd compare` as a person runs it: servers that agree, and all that can be wrong with one, with the exit code.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <regex>
#include <string>
#include <vector>

#include "clients/comparing.hpp"
#include "support/fake_server.hpp"
#include "support/file_text.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/program.hpp"
#include "support/temp_dir.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("compare: two faces of one service agree, and the report is written") {
    const GatewayProcess gateway(cheap_hash);
    const Comparing compare;
    const std::string report = compare.folder.file("report");
    const Run done = compare({"--target", "old=" + at("soap84", gateway.port()), "new=" + at("rest", gateway.port()),
                              "--suite", "reads", "--report", report, "--repeat"});
    INFO(done.output);
    CHECK(done.code == 0);
    CHECK(done.output.ends_with("agree\n"));
    CHECK(contains(file_text(report + "/index.html"), "reads"));
    CHECK(contains(file_text(report + "/cases.ndjson"), "GetUser"));
    for (const char* const name : {"/index.html", "/cases.ndjson", "/junit.xml", "/coverage.json"})
        CHECK_FALSE(contains(file_text(report + name), demo_password));
    const Run little = compare({"--target", "old=" + at("soap84", gateway.port()), "new=" + at("rest", gateway.port()),
                                "--min-coverage", "100"});
    CHECK(little.code == 1);
    CHECK(contains(little.output, "coverage is "));
}

namespace {

std::string report_text(const std::string& folder) {
    std::string all;
    for (const char* const name : {"/index.html", "/cases.ndjson", "/junit.xml", "/coverage.json"})
        all += file_text(folder + name) + '\n';
    const auto without = [&](const char* pattern, const char* in_place) {
        all = std::regex_replace(all, std::regex(pattern), in_place);
    };
    without(R"("(micro|milli)seconds":\d+)", "took");
    without(R"("started":"[^"]*"|<dd>\d{4}-[^<]*Z</dd>|timestamp="[^"]*"|time="[0-9.]+")", "began");
    without(R"(\d+(\.\d+)? (µs|ms|s)\b)", "took");
    return all;
}

}  // namespace

TEST_CASE("compare: two runs with one seed give the same report but for stamps; without one it says which it took") {
    std::vector<std::string> reports;
    const Comparing compare;
    const Repeating left;
    const Repeating right;
    const auto play = [&](const std::string& name, const std::vector<std::string>& more) {
        for (const Repeating* const one : {&left, &right}) one->reset();
        std::vector<std::string> line{"--target",
                                      "old=" + at("soap84", left.gateway.port()),
                                      "new=" + at("rest", right.gateway.port()),
                                      "--suite",
                                      "groups",
                                      "--writes",
                                      "--report",
                                      compare.folder.file(name)};
        line.insert(line.end(), more.begin(), more.end());
        const Run done = compare(line);
        CHECK_MESSAGE(done.code == 0, done.output);
        return compare.folder.file(name);
    };
    const std::string first = report_text(play("first", {"--seed", "a seed"}));
    CHECK(contains(first, "a seed"));
    CHECK(first == report_text(play("second", {"--seed", "a seed"})));
    const std::string free = file_text(play("free", {}) + "/cases.ndjson");
    const std::string mark = "\"seed\":\"";
    REQUIRE(contains(free, mark));
    const std::size_t from = free.find(mark) + mark.size();
    const std::string seed = free.substr(from, free.find('"', from) - from);
    const auto name_in = [](const std::string& text) { return text.substr(text.find("cmp"), 9); };
    CHECK(name_in(file_text(play("again", {"--seed", seed}) + "/cases.ndjson")) == name_in(free));
}

TEST_CASE("compare: a target that dies in the middle is told with its step; what was made elsewhere is removed") {
    const GatewayProcess good(cheap_hash);
    const GatewayProcess behind(cheap_hash);
    std::atomic<bool> is_dead{false};
    // Once something was made there it says nothing any more.
    const FakeServer dying(passing(behind.port(), [&](const std::string& request) {
        return !is_dead.exchange(is_dead || contains(request, "cmp"));
    }));
    const Run done = Comparing()({"--target", "good=" + at("soap84", good.port()), "bad=" + at("rest", dying.port()),
                                  "--suite", "groups", "--writes"});
    INFO(done.output);
    CHECK(done.code == 2);
    CHECK(contains(done.output, "could not run: target bad, step groups."));
    CHECK(contains(done.output, "has closed the connection without an answer"));
    CHECK(contains(done.output, "left behind: target bad, step groups."));
    CHECK_FALSE(contains(done.output, "left behind: target good"));
    CHECK_FALSE(has_groups_of_a_run(good));
}

TEST_CASE("compare: what was made and cannot be removed, for something else was not made, is told by name") {
    const GatewayProcess good(cheap_hash);
    const GatewayProcess bad(cheap_hash);
    // No user can be made where every role administers something.
    REQUIRE(run_tool({"role", "grant", "User level 1", "admin-users", "--db", bad.database()}) == 0);
    const Run done = Comparing()({"--target", "good=" + at("soap84", good.port()), "bad=" + at("rest", bad.port()),
                                  "--suite", "groups", "--writes"});
    INFO(done.output);
    CHECK(done.code == 2);
    CHECK(contains(done.output, "left behind: target bad, step groups.remove-made"));
    CHECK_FALSE(contains(done.output, "left behind: target good"));
}

TEST_CASE("compare: after Ctrl-C, and where its terminal goes, what was made is removed at every target, exit 2") {
    int number = SIGINT;
    SUBCASE("Ctrl-C") {}
    SUBCASE("a terminal that hangs up") { number = SIGHUP; }
    SUBCASE("a service that is stopped") { number = SIGTERM; }
    const GatewayProcess one(cheap_hash);
    const GatewayProcess other(cheap_hash);
    std::atomic<pid_t> pid{0};
    std::atomic<bool> is_told{false};
    const FakeServer between(passing(other.port(), [&](const std::string& request) {
        pid.wait(0);
        if (contains(request, "cmp") && !is_told.exchange(true)) ::kill(pid, number);
        return true;
    }));
    const Comparing compare;
    const std::string output = compare.folder.file("output");
    ProgramStart start;
    start.arguments = {std::getenv("UAG_BINARY"),           "compare", "--target", "old=" + at("soap84", one.port()),
                       "new=" + at("rest", between.port()), "--user",  "ADM0",     "--password-file",
                       compare.folder.file("password"),     "--suite", "groups",   "--writes"};
    start.output = start.errors = ::open(output.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
    pid = start_program(start);
    pid.notify_all();
    ::close(start.output);
    CHECK(wait_for(pid) == 2);
    const std::string said = file_text(output);
    INFO(said);
    CHECK(is_told);
    CHECK(contains(said, "could not run: the run was stopped before its end"));
    CHECK_FALSE(contains(said, "left behind"));
    CHECK_FALSE(has_groups_of_a_run(one));
    CHECK_FALSE(has_groups_of_a_run(other));
}

TEST_CASE("compare: on a full disk no file of the report is left, one sentence says why, exit 2") {
    const char* const preload = std::getenv("UAG_FAILING_DISK");
    REQUIRE(preload != nullptr);
    const GatewayProcess gateway(cheap_hash);
    const Comparing compare;
    std::filesystem::create_directory(compare.folder.file("disk"));
    compare.folder.write("disk/fault", "full");
    const std::string output = compare.folder.file("output");
    ProgramStart start;
    start.arguments = {std::getenv("UAG_BINARY"),
                       "compare",
                       "--target",
                       "old=" + at("rest", gateway.port()),
                       "new=" + at("rest/xml", gateway.port()),
                       "--user",
                       "ADM0",
                       "--password-file",
                       compare.folder.file("password"),
                       "--report",
                       compare.folder.file("disk/report")};
    start.environment = {std::string("LD_PRELOAD=") + preload, "UAG_DISK=" + compare.folder.file("disk")};
    Program program(start, output);
    CHECK(program.finish() == 2);
    const std::string said = file_text(output);
    CHECK_MESSAGE(contains(said, "/disk/report/index.html: cannot be written: No space left on device"), said);
    CHECK_FALSE(std::filesystem::exists(compare.folder.file("disk/report")));
}

TEST_CASE("compare: suites that write leave nothing behind, and need to be allowed") {
    const GatewayProcess gateway(cheap_hash);
    const Comparing compare;
    const std::vector<std::string> line{"--target", "old=" + at("soap88/1.2", gateway.port()),
                                        "new=" + at("rest/xml", gateway.port()), "--suite", "groups"};
    const Run denied = compare(line);
    CHECK(denied.code == 2);
    CHECK(
        contains(denied.output, "--writes is needed for what makes, changes or removes something, as here in groups"));
    std::vector<std::string> allowed = line;
    allowed.emplace_back("--writes");
    const Run done = compare(allowed);
    INFO(done.output);
    CHECK(done.code == 0);
    CHECK_FALSE(contains(done.output, "left behind"));
    std::vector<std::string> dry = line;
    dry.emplace_back("--dry-run");
    const Run printed = compare(dry);
    CHECK(printed.code == 0);
    CHECK(contains(printed.output, "POST /Remote/Services88/User.svc HTTP/1.1"));
    CHECK_FALSE(contains(printed.output, demo_password));
}

TEST_CASE("compare: a difference is told by step, target and path, unless a rule accepts it") {
    const GatewayProcess one(cheap_hash);
    const GatewayProcess other(cheap_hash);
    CHECK(run({"group", "add", "Another", "--db", other.database(), "--config", other.config_file()}).code == 0);
    const Comparing compare;
    const std::vector<std::string> line{"--target", "old=" + at("rest", one.port()), "new=" + at("rest", other.port())};
    const Run differs = compare(line);
    INFO(differs.output);
    CHECK(differs.code == 1);
    CHECK(contains(differs.output, "GetAllUserGroups: length"));
    std::vector<std::string> ruled = line;
    ruled.insert(ruled.end(), {"--rules", compare.folder.write("rules.toml",
                                                               "[[rule]]\npath = '**'\nmatcher = 'ignore'\n"
                                                               "reason = 'one has a group more'\n")});
    const Run accepted = compare(ruled);
    INFO(accepted.output);
    CHECK(accepted.code == 0);
    ruled.back() =
        compare.folder.write("rules.toml", "[[rule]]\npath = 'SaveUser.Name'\nmatcher = 'ignore'\nreason = 'so'\n");
    const Run unused = compare(ruled);
    CHECK(unused.code == 1);
    CHECK(contains(unused.output, "matched nothing"));
}

TEST_CASE("compare: a target that cannot be compared is told in one sentence, exit 2") {
    const GatewayProcess gateway(cheap_hash);
    const auto told = [&](const FakeServer::Serve& serve, const char* why) {
        const Run done = with_bad_target(serve, gateway.port());
        CAPTURE(done.output);
        CHECK(done.code == 2);
        CHECK(contains(done.output, "could not run: target bad cannot be compared: "));
        CHECK(contains(done.output, why));
    };
    told(always("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"),
         "an HTML page");
    told(always("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"), "redirect");
    told(always("220 smtp.example ESMTP\r\n"), "does not speak HTTP/1.1");
    told(
        [](FakeServer::Connection& connection, std::size_t) {
            static_cast<void>(connection.read_request());
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
        },
        "cut the connection short");
    told(always("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{"),
         "answers with more than");

    const Comparing compare;
    const Run nobody = compare({"--target", "good=" + at("rest", gateway.port()), "bad=soap84@http://127.0.0.1:1"});
    CHECK(nobody.code == 2);
    CHECK(
        contains(nobody.output, "could not run: target bad cannot be compared: http://127.0.0.1:1 cannot be reached"));
    const Run plain = compare({"--target", "good=" + at("rest", gateway.port()),
                               "bad=soap84@https://127.0.0.1:" + std::to_string(gateway.port())});
    CHECK(plain.code == 2);
    CHECK(contains(plain.output, "is not trusted over TLS"));
    const Run one = compare({"--target", "good=" + at("rest", gateway.port())});
    CHECK(one.code == 2);
    CHECK(contains(one.output, "there must be 2 to 64 targets"));
    const Run unknown =
        compare({"--target", "a=" + at("rest", gateway.port()), "b=" + at("rest", gateway.port()), "--suite", "read"});
    CHECK(unknown.code == 2);
}

TEST_CASE("compare: whoever cannot log in is told before anything is played") {
    const GatewayProcess gateway(cheap_hash);
    const Comparing compare;
    compare.folder.write("wrong", "not-the-password");
    std::filesystem::permissions(compare.folder.file("wrong"), std::filesystem::perms::owner_read);
    const Run done =
        run({"compare", "--target", "old=" + at("soap84", gateway.port()), "new=" + at("rest", gateway.port()),
             "--user", "ADM0", "--password-file", compare.folder.file("wrong")});
    CHECK(done.code == 2);
    CHECK(contains(done.output, "target old cannot be compared: it does not let ADM0 log in"));
    CHECK(contains(done.output, "target new cannot be compared: it does not take the log-in of ADM0"));
    CHECK_FALSE(contains(done.output, "not-the-password"));
}
