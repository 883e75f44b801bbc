// Targets from the command line and from files, and what is wrong with them: one sentence each, with its place.
#include "server/compare/targets.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"

namespace uag::compare {
namespace {

struct Folder {
    // Closed to others, as a secret has to be.
    std::string file(const std::string& name, const std::string& text) const {
        const std::string path = dir.file(name);
        std::ofstream(path) << text;
        std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        return path;
    }
    test::TempDir dir;
};

std::vector<Target> targets_of(const TargetOptions& options) {
    auto read = read_targets(options, 1);
    REQUIRE_MESSAGE(read.has_value(), (read.has_value() ? "" : read.error().public_text.english()));
    return std::move(*read);
}

std::string refusal_of(const TargetOptions& options, std::size_t least = 1) {
    const auto read = read_targets(options, least);
    REQUIRE_FALSE(read.has_value());
    return read.error().public_text.english();
}

TargetOptions line(std::vector<std::string> targets) {
    TargetOptions options;
    options.targets = std::move(targets);
    return options;
}

}  // namespace

TEST_CASE("a target of the command line: its face is said, or told from the address") {
    struct Row {
        const char* text;
        const char* base;
        const char* face;
    };
    for (const Row& row :
         {Row{"a=http://127.0.0.1:8080/Remote/Services84/User.svc", "http://127.0.0.1:8080", "soap84"},
          Row{"a=https://h/x/Remote/Services88", "https://h/x", "soap88"},
          Row{"a=https://h/api/v1", "https://h", "rest"}, Row{"a=https://h/Cust1/api", "https://h/Cust1", "rest"},
          Row{"a=soap85/1.2@http://h:1", "http://h:1", "soap85/1.2"},
          Row{"a=soap86/1.1@http://h", "http://h", "soap86"}, Row{"a=rest@http://h/api/v1", "http://h", "rest"},
          Row{"a=rest@http://h/Remote/Services84/User.svc", "http://h/Remote/Services84/User.svc", "rest"},
          Row{"a=rest/xml@http://[::1]:8080", "http://[::1]:8080", "rest/xml"},
          Row{"a=rest/form@http://h", "http://h", "rest/form"}}) {
        CAPTURE(row.text);
        const auto targets = targets_of(line({row.text}));
        REQUIRE(targets.size() == 1);
        CHECK(targets[0].name == "a");
        CHECK(targets[0].http.base_url == row.base);
        CHECK(targets[0].face.word() == row.face);
        TargetFace again;
        CHECK(read_face(targets[0].face.word(), again));
        CHECK(again.word() == row.face);
    }
}

TEST_CASE("every face has a word, and a comparison knows how it writes") {
    for (const std::string word :
         {"soap84", "soap85", "soap86", "soap87", "soap88", "soap84/1.2", "rest", "rest/xml", "rest/form"}) {
        TargetFace face;
        REQUIRE(read_face(word, face));
        CHECK(face.word() == word);
    }
    TargetFace face;
    REQUIRE(read_face("rest/form", face));
    CHECK(requests_of(face).wire == Wire::form);
    CHECK(answers_of(face).wire == Wire::json);
    REQUIRE(read_face("rest/xml", face));
    CHECK(answers_of(face).wire == Wire::xml);
    REQUIRE(read_face("soap84/1.2", face));
    CHECK(answers_of(face) == Face{Wire::soap, Version::v84, true});
    for (const char* const wrong : {"", "soap", "soap83", "soap84/1.3", "soap84/", "rest/", "rest/yaml", "REST"})
        CHECK_FALSE(read_face(wrong, face));
}

TEST_CASE("what the line says for all, each face logs in with as it can") {
    const Folder folder;
    TargetOptions options = line({"old=soap84@http://127.0.0.1", "new=rest@http://localhost:8080"});
    options.user = "ADM0";
    options.password_file = folder.file("password", "quiet-lantern-41\n");
    options.application_token_file = folder.file("app", "app-token");
    options.language = "no";
    options.time_zone = "NO";
    const auto targets = targets_of(options);
    REQUIRE(targets.size() == 2);
    CHECK(targets[0].log_in.way == LogInWay::ticket);
    CHECK(targets[1].log_in.way == LogInWay::basic);
    for (const Target& target : targets) {
        CHECK(target.log_in.user == "ADM0");
        CHECK(target.log_in.password.reveal() == "quiet-lantern-41");
        CHECK(target.application_token.reveal() == "app-token");
        CHECK(target.language == "no");
        CHECK(target.zone().code == "NO");
        CHECK(target.is_loopback());
    }
    CHECK_FALSE(targets_of(line({"a=rest@https://old.example"}))[0].is_loopback());
    CHECK(targets_of(line({"a=rest@https://old.example:444/x"}))[0].host() == "old.example");
}

TEST_CASE("a file of targets: everything that one can have, in the order of the file") {
    const Folder folder;
    const std::string ticket = folder.file("ticket", "7T:abc==");
    const std::string token = folder.file("token", "an-access-token");
    const std::string path = folder.file("targets.toml", R"([target.zeta]
url = "https://old.example/Remote"
face = "soap86"
envelope = "1.2"
log_in = "ticket"
ticket_file = ")" + ticket + R"("
ca_file = "/etc/ca.pem"
client_certificate = "/etc/me.pem"
client_key = "/etc/me.key"
connect_timeout_ms = 500
timeout_ms = 2000
answer_mebibytes = 2

[target.alpha]
url = "http://127.0.0.1:8080"
face = "rest"
body = "form"
accept = "xml"
token_file = ")" + token + R"("
language = "de"
time_zone = "us-ny"
)");
    TargetOptions options;
    options.file = path;
    const auto targets = targets_of(options);
    REQUIRE(targets.size() == 2);
    const Target& old = targets[0];
    CHECK(old.name == "zeta");
    CHECK(old.http.base_url == "https://old.example/Remote");
    CHECK(old.face.word() == "soap86/1.2");
    CHECK(old.log_in.way == LogInWay::ticket);
    CHECK(old.log_in.token.reveal() == "7T:abc==");
    CHECK(old.http.ca_file == "/etc/ca.pem");
    CHECK(old.http.certificate_file == "/etc/me.pem");
    CHECK(old.http.key_file == "/etc/me.key");
    CHECK(old.http.connect_timeout.count() == 500);
    CHECK(old.http.timeout.count() == 2000);
    CHECK(old.http.answer_bytes == 2U << 20);
    CHECK(requests_of(targets[1].face).wire == Wire::form);
    CHECK(answers_of(targets[1].face).wire == Wire::xml);
    CHECK(targets[1].log_in.way == LogInWay::bearer);
    CHECK(targets[1].zone().code == "US-NY");

    options.targets = {"alpha", "third=rest@http://h", "zeta"};
    const auto chosen = targets_of(options);
    REQUIRE(chosen.size() == 3);
    CHECK(chosen[0].name == "alpha");
    CHECK(chosen[1].name == "third");
    CHECK(chosen[2].name == "zeta");

    options.user = "ADM0";
    options.password_file = folder.file("password", "quiet-lantern-41");
    const auto mixed = targets_of(options);
    CHECK(mixed[0].log_in.way == LogInWay::bearer);
    CHECK(mixed[0].log_in.user.empty());
    CHECK(mixed[1].log_in.way == LogInWay::basic);
}

TEST_CASE("a wrong target on the command line is told in one sentence") {
    CHECK(refusal_of(line({"a=rest@http://h"}), 2) ==
          "there must be 2 to 64 targets, by --target or in the file of --targets; there are 1");
    CHECK(refusal_of(line({"a"})) == "--target a is in no file of targets, and has no URL behind '='");
    CHECK(refusal_of(line({"a="})) == "--target a has no URL behind '='");
    CHECK(refusal_of(line({"a b=rest@http://h"})).find("its name must be of letters") != std::string::npos);
    CHECK(refusal_of(line({"=http://h"})).find("1 to 64") != std::string::npos);
    CHECK(refusal_of(line({"a=rest@http://h", "a=rest@http://i"})) == "--target: the target a stands twice");
    CHECK(refusal_of(line({"a=http://h"})).find("no face is said") != std::string::npos);
    CHECK(refusal_of(line({"a=http://h/Remote/Services83/User.svc"})).find("no face is said") != std::string::npos);
    CHECK(refusal_of(line({"a=soap83@http://h"})).find("--target a: the face must be soap84") != std::string::npos);
    for (const char* const wrong : {"a=rest@ftp://h", "a=rest@h:80", "a=rest@http://h?x=1", "a=rest@http://h#x"})
        CHECK(refusal_of(line({wrong})).find("--target a: the URL must be http://HOST") != std::string::npos);
    const std::string told = refusal_of(line({"a=rest@http://ADM0:quiet-lantern-41@h"}));
    CHECK(told.find("a password belongs into a file") != std::string::npos);
    CHECK(told.find("quiet-lantern-41") == std::string::npos);
    TargetOptions options = line({"a=soap84@http://h"});
    options.log_in = "basic";
    CHECK(refusal_of(options).find("--log-in logs in over SOAP") == 0);
    options.log_in = "kerberos";
    CHECK(refusal_of(options) == "--log-in must be one of none, basic, ticket or bearer");
    options.log_in.clear();
    options.user = "ADM0";
    CHECK(refusal_of(options) == "--target: target a has a user and no password_file");
    options.password_file = "/nowhere/password";
    CHECK(refusal_of(options) == "/nowhere/password: cannot be read (--password-file)");
    TargetOptions zoned = line({"a=rest@http://h"});
    zoned.time_zone = "Mars";
    CHECK(refusal_of(zoned).find("--time-zone must be the code of a time zone") == 0);
}

TEST_CASE("a wrong file of targets is told with line, column and key") {
    const Folder folder;
    const auto refusal = [&](const std::string& text) {
        TargetOptions options;
        options.file = folder.file("targets.toml", text);
        std::string told = refusal_of(options);
        if (told.starts_with(options.file)) told = told.substr(options.file.size());
        return told;
    };
    CHECK(refusal("x = 1").find("unknown key x") != std::string::npos);
    CHECK(refusal("").find("target is missing") != std::string::npos);
    CHECK(refusal("target = 1") == ":1:10: target must be [target.NAME]");
    CHECK(refusal("[target]\na = 1") == ":2:5: target.a must be a table");
    CHECK(refusal("[target.a]\nurll = 'http://h'") == ":2:1: unknown key urll; the nearest is url");
    CHECK(refusal("[target.a]\nurl = 1") == ":2:7: url must be a text in quotes");
    CHECK(refusal("[target.a]\nface = 'rest'") == ":1:1: target a has no url");
    CHECK(refusal("[target.a]\nurl = 'http://h'\nface = 'grpc'").find(":3:8: face must be soap84") == 0);
    CHECK(refusal("[target.a]\nurl = 'http://h'\nface = 'soap84'\nbody = 'xml'") ==
          ":4:8: body is for the WebAPI, and the face is soap84");
    CHECK(refusal("[target.a]\nurl = 'http://h'\nface = 'rest'\nenvelope = '1.2'") ==
          ":4:12: envelope is for SOAP, and the face is rest");
    CHECK(refusal("[target.a]\nurl = 'http://h'\nface = 'soap84'\nenvelope = '1.3'") ==
          ":4:12: envelope must be one of 1.1 or 1.2");
    CHECK(refusal("[target.a]\nurl = 'http://h'\nface = 'rest'\ntimeout_ms = 0").find(":4:14: timeout_ms must be") ==
          0);
    CHECK(refusal("[target.a]\nurl = 'http://h'\nface = 'rest'\nclient_key = 'k'").find(":4:14: client_key stands") ==
          0);
    CHECK(refusal("[target.a]\nurl = 'http://h'\nface = 'rest'\nlog_in = 'ticket'") ==
          ":4:10: log_in is ticket and needs a ticket_file, or user and password_file");
    CHECK(refusal("[target.'a/b']\nurl = 'http://h'").find("the target's name must be of letters") !=
          std::string::npos);
    const std::string open = folder.file("open", "secret");
    std::filesystem::permissions(open, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    TargetOptions options;
    options.file =
        folder.file("targets.toml", "[target.a]\nurl = 'http://h'\nface = 'rest'\ntoken_file = '" + open + "'\n");
    CHECK(refusal_of(options).find("everybody on this machine can read or write it") != std::string::npos);
}

}  // namespace uag::compare
