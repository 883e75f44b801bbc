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
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "adapters/outbound/http_client.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/agent/operations.hpp"
#include "support/client_messages.hpp"
#include "support/program.hpp"
#include "support/sample_values.hpp"
#include "support/temp_dir.hpp"

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

std::size_t count_of(std::string_view text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++count;
    return count;
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
    std::string document;
    REQUIRE(run_program({from_environment("UAG_BINARY"), "export", "openapi"}, document) == 0);
    const std::string file = folder.write("openapi.json", document);
    const std::string prism =
        from_environment("UAG_FOREIGN") + "/prism/node_modules/@stoplight/prism-cli/dist/index.js";
    ForeignServer server({from_environment("UAG_NODE"), prism, "mock", "--port", "0", file}, "http://127.0.0.1:");
    outbound::HttpClient http({server.url()}, unstopped);
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
