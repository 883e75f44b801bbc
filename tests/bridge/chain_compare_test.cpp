// `compare all` and `upstream check`, as a person runs them, of a service that stands in front of another.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/bridge_chain.hpp"
#include "support/fake_server.hpp"
#include "support/long_run.hpp"

using namespace uag;
using namespace uag::test;

namespace {

struct WithPassword {
    explicit WithPassword(std::string_view password = adm0_password) {
        std::ofstream(file()) << password;
        std::filesystem::permissions(file(), std::filesystem::perms::owner_read);
    }
    std::string file() const { return folder.path().string() + "/password"; }
    // What one protocol does and the other has no word for.
    std::string rules() const {
        const std::string path = folder.path().string() + "/rules.toml";
        std::ofstream(path) << R"(
[[rule]]
path = "**.Lastlogin"
matcher = "ignore"
reason = "over SOAP one logs in, with Basic one does not"
[[rule]]
path = "**.Lastlogout"
matcher = "ignore"
reason = "likewise"
[[rule]]
path = "$outcome.messages[*]"
matcher = "ignore"
reason = "the WebAPI has messages of a validation only"
)";
        return path;
    }
    TempDir folder;
};

const FieldInfo* field_named(const TypeInfo& type, std::string_view name) {
    const FieldInfo* found = nullptr;
    for_each_field(type, nullptr, [&](const FieldInfo& field, void*) {
        if (field.name == name) found = &field;
    });
    return found;
}

// Whether a version has no place for what stands at that path of an operation's answer, "GetUser.Person.Emails[2].Id":
// for the operation, or for a member on the way.
bool has_no_place(Version version, std::string_view operation_name, std::string path) {
    const Operation* const operation = find_operation(Service::user, operation_name);
    REQUIRE(operation != nullptr);
    if (!operation->in(version)) return true;
    const TypeInfo* type = &operation->response().fields.front().type();
    for (std::size_t at = path.find_first_of(".["); at != std::string::npos; at = path.find_first_of(".[")) {
        const bool is_item = path[at] == '[';
        path.erase(0, at + 1);
        if (is_item) {
            if (type->item == nullptr) return false;
            type = &type->item();
            continue;
        }
        const FieldInfo* const field = field_named(*type, path.substr(0, path.find_first_of(".[")));
        if (field == nullptr) return false;
        if (!field->in_soap(version)) return true;
        type = &field->type();
    }
    return false;
}

std::string text_behind(const std::string& line, std::string_view key, std::size_t from = 0) {
    const std::size_t at = line.find(key, from);
    if (at == std::string::npos) return {};
    return line.substr(at + key.size(), line.find('"', at + key.size()) - at - key.size());
}

std::string at(std::string_view name, std::string_view face, const GatewayProcess& process) {
    return std::string(name) + '=' + std::string(face) + "@http://127.0.0.1:" + std::to_string(process.port());
}

// A server behind that says the same to everybody, and the settings of a service in front of it.
struct SameAnswer {
    SameAnswer(const std::string& body, const std::string& type)
        : server([answer = ok_answer(body, type)](FakeServer::Connection& connection, std::size_t) {
              while (!connection.read_request().empty()) connection.send(answer);
          }),
          config(folder.write("config.toml", in_front_of(server.url().substr(0, server.url().size() - 1), "rest"))) {}

    FakeServer server;
    TempDir folder;
    std::string config;
};

}  // namespace

TEST_CASE(
    "all suites of compare, played at a service and through the front at another of the same, find no difference") {
    struct Pair {
        const char* behind;  // how the front calls the other server
        const char* face;    // how both are called
        std::vector<std::string> suites{"all"};
    };
    // SOAP has no archives, of which the suite of reads asks the WebAPI for some.
    const std::vector<std::string> without_archives{"credentials", "errors",   "external", "groups", "log-in",
                                                    "passwords",   "presence", "roles",    "users"};
    for (const Pair& pair :
         {Pair{"rest", "soap88"}, Pair{"rest", "soap84"}, Pair{"soap88", "rest", without_archives}}) {
        CAPTURE(pair.behind);
        CAPTURE(pair.face);
        const GatewayProcess reference(cheap_hash);
        const BridgeChain chain(pair.behind);
        const WithPassword secret;
        std::string output;
        std::vector<std::string> line{"compare",
                                      "--writes",
                                      "--target",
                                      at("direct", pair.face, reference),
                                      at("bridge", pair.face, chain.front),
                                      "--user",
                                      "ADM0",
                                      "--password-file",
                                      secret.file(),
                                      "--rules",
                                      secret.rules(),
                                      "--suite"};
        line.insert(line.end(), pair.suites.begin(), pair.suites.end());
        const int code = run_tool(line, &output);
        CHECK_MESSAGE(code == 0, output);
    }
}

TEST_CASE(
    "through the front at SOAP 84 nothing of the WebAPI differs but what that version has no place for, by name") {
    const GatewayProcess reference(cheap_hash);
    const BridgeChain chain("soap84");
    const WithPassword secret;
    const std::string report = secret.folder.path().string() + "/report";
    std::vector<std::string> line{"compare",
                                  "--writes",
                                  "--target",
                                  at("direct", "rest", reference),
                                  at("bridge", "rest", chain.front),
                                  "--user",
                                  "ADM0",
                                  "--password-file",
                                  secret.file(),
                                  "--rules",
                                  secret.rules(),
                                  "--report",
                                  report,
                                  "--suite",
                                  "users"};
    // SOAP has no archives, of which the suite of reads asks the WebAPI for some.
    const std::vector<std::string> more{"credentials", "errors",    "external", "groups",
                                        "log-in",      "passwords", "presence", "roles"};
    if (is_long_run()) line.insert(line.end(), more.begin(), more.end());
    std::string output;
    CHECK_MESSAGE(run_tool(line, &output) == 1, output);
    std::ifstream cases(report + "/cases.ndjson");
    std::set<std::string> operations;
    std::size_t members = 0;
    for (std::string text; std::getline(cases, text);) {
        const std::string operation = text_behind(text, "\"operation\":\"");
        const std::string_view mark = "\",\"status\":\"different\"";
        for (std::size_t end = text.find(mark); end != std::string::npos; end = text.find(mark, end + 1)) {
            const std::size_t begin = text.rfind('"', end - 1) + 1;
            const std::string path = text.substr(begin, end - begin);
            CHECK_MESSAGE(has_no_place(Version::v84, operation, path), (operation + ' ' + path));
            if (path.starts_with("$"))
                operations.insert(operation);
            else
                ++members;
        }
    }
    CHECK(members > 0);
    CHECK(operations.contains("ValidateUser"));
}

TEST_CASE("upstream check asks for nothing that changes where it is answered without credentials") {
    SameAnswer open("{}", "application/json; charset=utf-8");
    std::string output;
    run_tool({"upstream", "check", "--config", open.config}, &output);
    CHECK_MESSAGE(output.find("are not asked for: it answers without credentials") != std::string::npos, output);
    bool has_read = false;
    for (const std::string& request : open.server.requests()) {
        const std::string name = request.substr(0, request.find_first_of("? ", request.find(' ') + 1));
        const Operation* const operation = find_operation(Service::user, name.substr(name.rfind('/') + 1));
        if (operation == nullptr) continue;  // User/currentPrincipal
        CHECK_MESSAGE(only_reads(*operation), name);
        has_read = true;
    }
    CHECK(has_read);
}

TEST_CASE("upstream check says in words what works") {
    const BridgeChain chain("soap84");
    const WithPassword secret;
    std::string output;
    CHECK(run_tool({"upstream", "check", "--config", chain.front.config_file(), "--user", "ADM0", "--password-file",
                    secret.file()},
                   &output) == 0);
    CHECK_MESSAGE(output.find("ADM0 has the id 1") != std::string::npos, output);
    CHECK(output.find("GetUser") != std::string::npos);
    CHECK_MESSAGE(output.find("its version has not got it") != std::string::npos, output);
    CHECK(output.find(adm0_password) == std::string::npos);

    const WithPassword wrong("wrong");
    output.clear();
    CHECK(run_tool({"upstream", "check", "--config", chain.front.config_file(), "--user", "ADM0", "--password-file",
                    wrong.file()},
                   &output) == 1);
    CHECK_MESSAGE(output.find("does not take this user and password") != std::string::npos, output);
    output.clear();
    CHECK(run_tool({"upstream", "check", "--config", chain.upstream.config_file()}, &output) == 1);
    CHECK_MESSAGE(output.find("upstream.url") != std::string::npos, output);
}

TEST_CASE("upstream check tells another product from a server that is not there") {
    const SameAnswer pages("<html></html>", "text/html");
    std::string output;
    CHECK(run_tool({"upstream", "check", "--config", pages.config}, &output) == 1);
    CHECK_MESSAGE(output.find("an HTML page") != std::string::npos, output);
    const std::string nobody = pages.folder.write("nobody.toml", in_front_of("http://127.0.0.1:1", "rest"));
    output.clear();
    CHECK(run_tool({"upstream", "check", "--config", nobody}, &output) == 1);
    CHECK_MESSAGE(output.find("cannot be reached") != std::string::npos, output);
}
