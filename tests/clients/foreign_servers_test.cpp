// Our client sides against servers that nobody here wrote, made from our own descriptions: each accepts the requests of
// all operations by its own reading of them, and its answers are read.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <future>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "adapters/bridge/other_record.hpp"
#include "adapters/outbound/http_client.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/agent/operations.hpp"
#include "support/bridge_chain.hpp"
#include "support/client_messages.hpp"
#include "support/program.hpp"
#include "support/sample_values.hpp"
#include "support/temp_dir.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

const std::atomic<bool> unstopped{false};

std::string from_environment(const char* name) {
    const char* const value = std::getenv(name);
    REQUIRE_MESSAGE((value != nullptr && *value != 0), name << " is not set; run the tests through ctest");
    return value;
}

// A server as a child process. What it prints is read as long as it lives, so that it never waits for us.
class ForeignServer {
public:
    ForeignServer(std::vector<std::string> arguments, std::string before_port) : before_port_(std::move(before_port)) {
        int ends[2];
        REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
        output_ = ends[0];
        pid_ = start_program({.arguments = std::move(arguments), .environment = {}, .output = ends[1]});
        close(ends[1]);
        reading_ = std::thread([this] { read_all(); });
    }
    ~ForeignServer() {
        kill(pid_, SIGTERM);
        wait_for(pid_);
        reading_.join();
        close(output_);
    }
    ForeignServer(const ForeignServer&) = delete;
    ForeignServer& operator=(const ForeignServer&) = delete;

    // Waits for the line that says it.
    std::string url() {
        const std::string port = port_.get_future().get();
        REQUIRE_MESSAGE(!port.empty(), "the server has ended");
        return "http://127.0.0.1:" + port;
    }

private:
    void read_all() {
        std::string text;
        bool is_told = false;
        std::array<char, 4096> piece{};
        for (ssize_t size = 0; (size = read(output_, piece.data(), piece.size())) > 0;) {
            if (is_told) continue;
            text.append(piece.data(), static_cast<std::size_t>(size));
            const std::size_t at = text.find(before_port_);
            if (at == std::string::npos || text.find('\n', at) == std::string::npos) continue;
            const std::size_t begin = at + before_port_.size();
            port_.set_value(text.substr(begin, text.find_first_not_of("0123456789", begin) - begin));
            is_told = true;
        }
        if (!is_told) port_.set_value({});
    }

    std::string before_port_;
    std::promise<std::string> port_;
    int output_ = -1;
    pid_t pid_ = -1;
    std::thread reading_;
};

// Made of our description, which is written into the folder.
std::unique_ptr<ForeignServer> start_prism(const TempDir& folder) {
    std::string document;
    REQUIRE(run_program({from_environment("UAG_BINARY"), "export", "openapi"}, document) == 0);
    const std::string file = folder.write("openapi.json", document);
    const std::string prism =
        from_environment("UAG_FOREIGN") + "/prism/node_modules/@stoplight/prism-cli/dist/index.js";
    return std::make_unique<ForeignServer>(
        std::vector<std::string>{from_environment("UAG_NODE"), prism, "mock", "--port", "0", file},
        "http://127.0.0.1:");
}

client::Response sent(outbound::HttpClient& http, const client::Written& written) {
    REQUIRE_MESSAGE(written.has_value(), (written.has_value() ? "" : written.error().text));
    auto answer = http.send(*written);
    REQUIRE_MESSAGE(answer.has_value(), (answer.has_value() ? "" : answer.error().text));
    return std::move(*answer);
}

}  // namespace

// gSOAP leaves out a header that is null, and calls an envelope of SOAP 1.2 text/xml as well.
TEST_CASE("gSOAP reads every request strictly, and of every answer all is read that it writes as the WSDL says") {
    for (const Service service : {Service::user, Service::so_principal}) {
        ForeignServer server({from_environment("UAG_FOREIGN") + "/gsoap_" + std::string(name_of(service)) + "/server"},
                             "");
        outbound::HttpClient http({server.url()}, unstopped);
        client::Sender sender;
        sender.evidence = {Evidence::Kind::ticket, {}, Secret(std::string_view("7T:a ticket"))};
        sender.application_token = Secret(std::string_view("an application"));
        sender.time_zone = "UTC";
        std::mt19937_64 random(1);
        std::size_t calls = 0;
        for (const Operation& operation : operations(service))
            for (const auto envelope : {soap::SoapVersion::soap11, soap::SoapVersion::soap12})
                for (const int depth : {0, 4}) {
                    CAPTURE(operation.name);
                    const soap::ClientFace face{Version::v88, envelope};
                    const Object request = make_object(operation.request());
                    if (depth > 0) fill_sample(operation.request(), request.get(), random, depth, Version::v88);
                    const CallResult result = soap::read_answer(
                        operation, face, sent(http, soap::write_request(operation, request.get(), face, sender)));
                    CHECK_MESSAGE(result.kind == CallResult::Kind::success, result.raw.body);
                    const bool is_soap12 = envelope == soap::SoapVersion::soap12;
                    CHECK_MESSAGE(
                        breaches(result.findings) == std::string(is_soap12 ? "wrong media type Content-Type, " : "") +
                                                         "missing member Header.ExceptionInfo",
                        told(result.findings), result.raw.body);
                    ++calls;
                }
        CHECK(calls >= 4 * operations(service).size());
    }
}

// What Prism has against a message stands in a field of its answer. The description calls times date-time as the vendor's
// does, while those of NetServer have no zone, and lists the single words of flags: that is all it may have against them.
TEST_CASE("Prism takes every request as the OpenAPI document says, and all of every answer that it makes up is read") {
    const TempDir folder;
    const std::unique_ptr<ForeignServer> server = start_prism(folder);
    outbound::HttpClient http({server->url()}, unstopped);
    client::Sender sender;
    sender.evidence = {Evidence::Kind::ticket, {}, Secret(std::string_view("7T:a ticket"))};
    constexpr std::string_view flags_word = "property ExternalUserInfoModification must be equal to one of";
    std::mt19937_64 random(1);
    std::size_t answers = 0;
    for (const Operation& operation : operations(Service::user))
        for (int round = 0; round < 4; ++round) {
            CAPTURE(operation.name);
            const Object request = make_object(operation.request());
            fill_sample(operation.request(), request.get(), random, 4);
            const client::Written written = rest::write_request(operation, request.get(), {}, sender);
            REQUIRE(written.has_value());
            if (operation.rest == RestShape::bare_body && written->body == "null") continue;
            const CallResult result = rest::read_answer(operation, {}, sent(http, written));
            const std::string_view against = result.raw.field("sl-violations");
            CHECK_MESSAGE(count_of(against, R"("code":)") ==
                              count_of(against, R"(must match format \"date-time\")") + count_of(against, flags_word),
                          against);
            if (against.find(R"(["request")") != against.npos) continue;
            CHECK_MESSAGE(result.kind == CallResult::Kind::success, result.raw.body);
            CHECK_MESSAGE(breaches(result.findings).empty(), told(result.findings), result.raw.body);
            ++answers;
        }
    CHECK(answers > 3 * operations(Service::user).size());
}

namespace {

struct Asked {
    const Operation* operation;
    Object request;
    CallResult answer;
};

const Evidence ticket_of_theirs{Evidence::Kind::ticket, {}, Secret(std::string_view("7T:aTicketOfTheirs"))};

// What the server answers to whoever asks it.
std::vector<Asked> asked_directly(const std::string& url, std::string_view face, Version version) {
    FaceCaller direct(url, face);
    direct.sender.evidence = ticket_of_theirs;
    std::mt19937_64 random(1);
    std::vector<Asked> asked;
    for (const Operation& operation : operations(Service::user)) {
        if (!operation.in(version)) continue;
        Object request = make_object(operation.request());
        fill_sample(operation.request(), request.get(), random, 4, version);
        CallResult answer = direct.ask(operation, request.get());
        asked.push_back({&operation, std::move(request), std::move(answer)});
    }
    return asked;
}

// A bridge before that server, asked in another face: what it answers is what the server itself answers to the same request,
// but for a record that nobody asked for, which it does not hand on. gSOAP's server has one connection at a time.
// Its answers have entries without a key and times with a zone, which no other face can say, so of those it is
// told that they come, and not that they are the same.
void check_bridged(const std::string& url, std::string_view behind, std::string_view face) {
    const bool is_sayable = behind == "rest";
    CAPTURE(std::string(face));
    const GatewayProcess front(in_front_of(url, behind, "connections = 1\n"), ProcessOptions{.seeded = false});
    FaceCaller bridged(front, face);
    bridged.sender.evidence = ticket_of_theirs;
    const std::vector<Asked> asked = asked_directly(url, behind, bridged.version());
    std::size_t same = 0;
    for (const auto& [operation, request, there] : asked) {
        CAPTURE(operation->name);
        const CallResult here = bridged.ask(*operation, request.get());
        CHECK_MESSAGE(here.findings.empty(), told(here.findings), here.raw.body);
        const bool is_answer = there.kind == CallResult::Kind::success;
        const bool is_handed_on = is_answer && !bridge::is_other_record(*operation, request.get(), there.answer.get());
        CHECK_MESSAGE((here.kind == CallResult::Kind::success) == is_handed_on, here.raw.body, there.raw.body);
        if (!is_handed_on || here.kind != CallResult::Kind::success) continue;
        const bool is_same =
            equal_values(operation->response(), here.answer.get(), there.answer.get(), bridged.version());
        CHECK_MESSAGE((is_same || !is_sayable), here.raw.body, there.raw.body);
        same += is_same ? 1 : 0;
    }
    CHECK(same > asked.size() / 4);
}

}  // namespace

TEST_CASE("a bridge hands on to gSOAP what it is asked over the WebAPI and by older SOAP, and what gSOAP answers") {
    ForeignServer server({from_environment("UAG_FOREIGN") + "/gsoap_User/server"}, "");
    const std::string url = server.url();
    for (const char* const face : {"rest", "soap84"}) check_bridged(url, "soap88", face);
}

TEST_CASE("a bridge hands on to Prism what it is asked over SOAP, and what Prism makes up as an answer") {
    const TempDir folder;
    const std::unique_ptr<ForeignServer> server = start_prism(folder);
    const std::string url = server->url();
    for (const char* const face : {"soap84", "soap88"}) check_bridged(url, "rest", face);
}
