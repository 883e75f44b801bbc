// `compare all` and `upstream check`, as a person runs them, of a service that stands in front of another.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/bridge_chain.hpp"
#include "support/fake_server.hpp"

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

std::string at(std::string_view name, std::string_view face, const GatewayProcess& process) {
    return std::string(name) + '=' + std::string(face) + "@http://127.0.0.1:" + std::to_string(process.port());
}

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
    FakeServer pages([](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty()) connection.send(ok_answer("<html></html>", "text/html"));
    });
    const TempDir folder;
    const std::string file = folder.path().string() + "/config.toml";
    std::ofstream(file) << in_front_of(pages.url().substr(0, pages.url().size() - 1), "rest");
    std::string output;
    CHECK(run_tool({"upstream", "check", "--config", file}, &output) == 1);
    CHECK_MESSAGE(output.find("an HTML page") != std::string::npos, output);
    std::ofstream(file) << in_front_of("http://127.0.0.1:1", "rest");
    output.clear();
    CHECK(run_tool({"upstream", "check", "--config", file}, &output) == 1);
    CHECK_MESSAGE(output.find("cannot be reached") != std::string::npos, output);
}
