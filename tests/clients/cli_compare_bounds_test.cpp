// `useragentd compare`: repetitions without a false alarm, what is wrong with its files with line and column, what it leaves
// behind, and servers that never end.
#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

#include "clients/comparing.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr const char* two_faces_file = R"(
[target.old]
url = "http://127.0.0.1:1"
face = "soap84"
user = "ADM0"
password_file = "password"

[target.new]
url = "http://127.0.0.1:1"
face = "rest"
user = "ADM0"
password_file = "password"
)";

std::vector<std::string> same_targets(const GatewayProcess& gateway) {
    return {"--target", "old=" + at("soap84", gateway.port()), "new=" + at("rest", gateway.port())};
}

}  // namespace

TEST_CASE("compare: --repeat with --writes finds nothing that differs from itself, in one protocol and between two") {
    const Comparing compare;
    const Repeating left;
    const Repeating right;
    for (const char* const face : {"rest", "soap84"}) {
        left.reset();
        right.reset();
        const Run done = compare({"--target", "old=" + at(face, left.gateway.port()),
                                  "new=" + at("rest", right.gateway.port()), "--suite", "all", "--repeat", "--writes"});
        CHECK_MESSAGE(done.code == 0, face, ": ", done.output);
        CHECK(done.output.ends_with("agree\n"));
        CHECK_MESSAGE(contains(done.output, ", 0 noise"), done.output);
    }
}

TEST_CASE("compare: a suite with a reference that is nothing is told with line and column, exit 2") {
    const GatewayProcess gateway(cheap_hash);
    const Comparing compare;
    const auto told = [&](const std::string& with) {
        const std::string suite =
            compare.folder.write("mine.toml",
                                 "[suite]\nname = \"mine\"\ntitle = \"Mine\"\n\n[[step]]\nname = \"first\"\n"
                                 "operation = \"GetUser\"\nsave = \"one\"\nwith = { UserId = 1 }\n\n[[step]]\nname = "
                                 "\"second\"\noperation = \"GetUser\"\nwith = { UserId = \"" +
                                     with + "\" }\n");
        std::vector<std::string> line = same_targets(gateway);
        line.insert(line.end(), {"--suite", suite});
        const Run done = compare(line);
        CHECK_MESSAGE(done.code == 2, done.output);
        CHECK_MESSAGE(contains(done.output, suite + ":14:"), done.output);
        return done.output;
    };
    CHECK(contains(told("${nothing.AssociateId}"), "${nothing.AssociateId} leads nowhere"));
    CHECK(contains(told("${one.AsociateId}"), "the nearest is AssociateId"));
    CHECK(contains(told("${run.nam}"), "the nearest is run.name"));
    CHECK(contains(told("${one.AssociateId"), "without its }"));
}

TEST_CASE("compare: a rule with a name that there is not is told with line, column and the nearest, exit 2") {
    const GatewayProcess gateway(cheap_hash);
    const Comparing compare;
    std::vector<std::string> line = same_targets(gateway);
    line.insert(line.end(), {"--rules", compare.folder.write("rules.toml",
                                                             "[[rule]]\npath = 'GetUser.Person.Emial'\n"
                                                             "matcher = 'ignore'\nreason = 'so'\n")});
    const Run done = compare(line);
    CHECK(done.code == 2);
    CHECK_MESSAGE(contains(done.output, ":2:8: path leads nowhere: Person has no member Emial; the nearest is Email"),
                  done.output);
}

TEST_CASE("compare: --dry-run shows the log-ins too, masked, and finds files beside that of the targets") {
    const Comparing compare;
    const std::string file = compare.folder.write("targets.toml", two_faces_file);
    const Run printed = run({"compare", "--targets", file, "--suite", "groups", "--dry-run"});
    INFO(printed.output);
    CHECK(printed.code == 0);
    CHECK(count_of(printed.output, "# log-in, old, of its own user\nPOST /Remote/Services84/SoPrincipal.svc") == 1);
    CHECK(count_of(printed.output, "# log-in, old, of plain\n") == 1);
    CHECK(contains(printed.output, "AuthenticateUsernamePassword"));
    // Basic goes with every request.
    CHECK_FALSE(contains(printed.output, "# log-in, new"));
    CHECK_FALSE(contains(printed.output, demo_password));
}

TEST_CASE("compare: faces of one service share the ticket of their own log-in") {
    const GatewayProcess gateway(cheap_hash);
    const Run done =
        Comparing()({"--target", "a=" + at("soap84", gateway.port()), "b=" + at("soap88/1.2", gateway.port()),
                     "c=" + at("rest", gateway.port()), "--log-in", "ticket", "--suite", "reads", "--repeat"});
    INFO(done.output);
    CHECK(done.code == 0);
    const Run listed = run({"ticket", "list", "--user", "ADM0", "--config", gateway.config_file()});
    CHECK_MESSAGE(count_of(listed.output, "ticket") == 1, listed.output);
}

TEST_CASE("compare: an answer without an end is bounded, in bytes and in time, and told with its step") {
    const GatewayProcess gateway(cheap_hash);
    const Comparing compare;
    bool is_slow = false;
    SUBCASE("as fast as it can") {}
    SUBCASE("a byte now and then") { is_slow = true; }
    std::atomic<bool> is_told{false};
    const FakeServer endless([&](FakeServer::Connection& connection, std::size_t) {
        HttpClient through(gateway.port());
        for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request()) {
            if (contains(request, "/Agents/User/")) {
                is_told = true;
                connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
                const std::string chunk = is_slow ? "1\r\n \r\n" : "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
                while (is_slow ? connection.send_unless_closed(chunk, 50) : connection.send_unless_closed(chunk, 0)) {
                }
                return;
            }
            through.send(request);
            const auto answer = through.receive();
            if (!answer) return;
            std::string text = "HTTP/1.1 " + std::to_string(answer->status) + " As It Was\r\n";
            for (const auto& [name, value] : answer->fields) text += name + ": " + value + "\r\n";
            connection.send(text + "\r\n" + answer->body);
        }
    });
    const std::string file = compare.folder.write(
        "targets.toml",
        "[target.good]\nurl = \"http://127.0.0.1:" + std::to_string(gateway.port()) +
            "\"\nface = \"soap84\"\n[target.bad]\nurl = \"http://127.0.0.1:" + std::to_string(endless.port()) +
            "\"\nface = \"rest\"\nanswer_mebibytes = 1\ntimeout_ms = 3000\n");
    const Run done = compare({"--targets", file});
    INFO(done.output);
    CHECK(is_told);
    CHECK(done.code == 2);
    CHECK(contains(done.output, "could not run: target bad, step reads."));
    CHECK(contains(done.output, is_slow ? "has not answered within 3000 ms" : "answers with more than 1048576 bytes"));
}
