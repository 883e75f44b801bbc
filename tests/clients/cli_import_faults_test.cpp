// `useragentd import` from a source that is not there, goes away, or is not what it should be.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "clients/importing.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("import: a source that is not there, or not what it should be, is one sentence, and no database is made") {
    const TempDir folder;
    folder.write("password", "x");
    std::filesystem::permissions(folder.file("password"), std::filesystem::perms::owner_read);
    const auto import = [&](const std::string& from) {
        return run({"import", "--from", from, "--as", "ADM", "--password-file", folder.file("password"), "--db",
                    folder.file("users.db")});
    };
    const FakeServer page([](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty()) connection.send(ok_answer("<html>hello</html>", "text/html"));
    });
    for (const std::string& from :
         {std::string("rest@http://127.0.0.1:1"), "rest@" + page.url(), "soap84@" + page.url(), std::string("nowhere"),
          std::string("http://127.0.0.1:1")}) {
        CAPTURE(from);
        const Run done = import(from);
        INFO(done.output);
        CHECK(done.code == 2);
        CHECK(done.output.starts_with("useragentd: "));
        CHECK(done.output.find('\n') == done.output.size() - 1);
        CHECK_FALSE(std::filesystem::exists(folder.file("users.db")));
    }
    const GatewayProcess gateway(cheap_hash);
    const Run wrong = import("rest@http://127.0.0.1:" + std::to_string(gateway.port()));
    INFO(wrong.output);
    CHECK(wrong.code == 2);
    CHECK_FALSE(std::filesystem::exists(folder.file("users.db")));
}

TEST_CASE("import: a source that goes away in the middle leaves whole users, and the next run goes on") {
    const SourceService source;
    const Taken taken;
    {
        const Relay relay(source.gateway.port(), [](std::string& request) { return !asks_for_user(request, 700); });
        const Run cut = taken.from(source, relay.from("rest"));
        INFO(cut.output);
        CHECK(cut.code == 2);
        CHECK(contains(cut.output, "; 3 of 7 users were gone through: run it again to go on\n"));
        CHECK(lines_with(cut.output, '+').ends_with("+ associate 9 new\n"));
    }
    const Run done = taken(source, "rest");
    INFO(done.output);
    CHECK(done.code == 0);
    CHECK(contains(done.output, "of the users 4 added, 0 changed, 3 left as they are; 0 refused"));
    CHECK(taken.state() == state_of({"--config", source.gateway.config_file()}));
}

TEST_CASE("import: another user's record in the place of the one that was asked for is taken from nobody") {
    const SourceService source;
    const Taken taken;
    const Relay relay(source.gateway.port(), [](std::string& request) {
        if (asks_for_user(request, 9)) request.replace(request.find("userId=9"), 8, "userId=1");
        return true;
    });
    const Run done = taken.from(source, relay.from("rest"));
    INFO(done.output);
    CHECK(done.code == 2);
    CHECK(contains(done.output, "GetUser answers about the user 1 when asked for 9"));
    CHECK_FALSE(contains(taken.state(), "\"new\""));
}

TEST_CASE("import: a user with a member that cannot be read is refused, stays as they were, and keeps nobody else") {
    const SourceService source;
    const Taken taken;
    const Relay relay(
        source.gateway.port(), [](std::string&) { return true; },
        [](const std::string& request, std::string& answer) {
            if (!asks_for_user(request, 9)) return;
            const std::size_t at = answer.find("\"Firstname\":\"");
            if (at == std::string::npos) return;
            answer.replace(at, answer.find('"', at + 13) + 1 - at, "\"Firstname\":[]");
        });
    const Run done = taken.from(source, relay.from("rest"));
    INFO(done.output);
    CHECK(done.code == 1);
    CHECK(contains(done.output, "GetUserResponse.Person.Firstname has no value of the type"));
    CHECK(contains(done.output, "1 refused"));
    CHECK_FALSE(contains(taken.state(), "\"new\""));
}
