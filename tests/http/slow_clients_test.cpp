// Hundreds of slow clients at once, by slowhttptest against the running service: each kind is cut and
// counted under its own cause, and who speaks at the usual pace is served all the while.
#include <doctest/doctest.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "support/certificates.hpp"
#include "support/file_text.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/program.hpp"
#include "support/temp_dir.hpp"

using namespace uag::test;

namespace {

// How often the causes' lines name this one, in all.
int counted(const std::string& log, const std::string& cause) {
    int sum = 0;
    const std::string word = cause + ' ';
    for (std::size_t at = 0; (at = log.find(word, at)) != std::string::npos; at += word.size())
        if (log[at - 1] == '"' || log[at - 1] == ' ') sum += std::atoi(log.c_str() + at + word.size());
    return sum;
}

// slowhttptest against this path, until it has nobody left or the test ends it.
class Attack {
public:
    Attack(const GatewayProcess& gateway, int clients, const std::string& path, const std::vector<std::string>& kind)
        : tool_(start(gateway, clients, path, kind), folder_.file("out")) {}

    bool running() const { return tool_.running(); }
    std::string output() const { return file_text(folder_.file("out")); }

private:
    static ProgramStart start(const GatewayProcess& gateway, int clients, const std::string& path,
                              const std::vector<std::string>& kind) {
        ProgramStart start;
        const std::string count = std::to_string(clients);
        start.arguments = {"slowhttptest", "-c",  count,
                           "-r",           count, "-l",
                           "600",          "-u",  "http://127.0.0.1:" + std::to_string(gateway.port()) + path};
        start.arguments.insert(start.arguments.end(), kind.begin(), kind.end());
        return start;
    }

    TempDir folder_;
    Program tool_;
};

// A byte each, again and again, for longer than a head or a handshake may take; far fewer than either may have.
void drip(const std::vector<std::unique_ptr<HttpClient>>& clients) {
    for (int round = 0; round < 3000; ++round) {
        for (const auto& client : clients) client->send("x");
        ::usleep(500);
    }
}

}  // namespace

TEST_CASE("slow headers, slow bodies and slow readers are cut while others are served") {
    constexpr int slow_clients = 200;
    constexpr int slow_readers = 50;  // each may fill megabytes of the kernel's memory
    GatewayProcess gateway("[limits]\nheader_seconds = 1\nwrite_seconds = 1\nconnections_per_address = 1024\n");
    {
        const Attack headers(gateway, slow_clients, "/api", {"-H", "-i", "1"});
        const Attack bodies(gateway, slow_clients, "/Remote/Services88/User.svc",
                            {"-B", "-i", "1", "-s", "8192", "-x", "10", "-t", "POST"});
        // The largest answer, and one that costs nothing to make: the ordinary calls wait for the kernel's buffers only.
        const Attack readers(gateway, slow_readers, "/docs/swagger-ui-bundle.js",
                             {"-X", "-w", "1", "-y", "2", "-n", "1", "-z", "1", "-k", "5"});
        const std::string call =
            get("/api/v1/User/currentPrincipal", "Authorization: " + basic("tje0", "Tje0") + "\r\n");
        int served = 0;
        for (; headers.running() || bodies.running(); ++served) {
            CHECK(converse(gateway.port(), call).status == 200);
            ::usleep(1000);
        }
        CHECK(served > 0);
        // Both have gone because they were sent away, not because their time was over.
        for (const Attack* const attack : {&headers, &bodies}) {
            CAPTURE(attack->output());
            CHECK(attack->output().find("No open connections left") != std::string::npos);
        }
    }
    const std::string log = finished_log(gateway);
    CHECK(counted(log, "header_slow") == slow_clients);
    CHECK(counted(log, "body_slow") == slow_clients);
    CHECK(counted(log, "answer_slow") == slow_readers);
    CHECK(counted(log, "too_many") == 0);
    CHECK(counted(log, "displaced") == 0);
}

TEST_CASE("a drip that never pauses is cut too, though there is always something to read when the time is over") {
    constexpr int drips = 50;
    GatewayProcess gateway("[limits]\nheader_seconds = 1\n");
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < drips; ++i) {
        clients.push_back(std::make_unique<HttpClient>(gateway.port()));
        clients.back()->send("GET /api HTTP/1.1\r\nHost: h\r\nX: ");
    }
    drip(clients);
    for (const auto& client : clients) {
        const auto answer = client->receive();
        REQUIRE(answer);
        CHECK(answer->status == 408);
        CHECK(client->closed());
    }
    CHECK(counted(finished_log(gateway), "header_slow") == drips);
}

TEST_CASE("and so is a handshake that comes in drips") {
    constexpr int drips = 50;
    const TempDir folder;
    const CertificateFiles files = make_certificate(folder, "localhost");
    GatewayProcess gateway("[limits]\nheader_seconds = 1\n[tls]\ncertificate = \"" + files.certificate +
                           "\"\nkey = \"" + files.key + "\"\n");
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < drips; ++i) {
        clients.push_back(std::make_unique<HttpClient>(gateway.port()));
        // A record of 16 KiB, the longest, with a ClientHello as long in it.
        clients.back()->send(std::string_view("\x16\x03\x01\x40\x00\x01\x00\x3f\xfc\x03\x03", 11));
    }
    drip(clients);
    for (const auto& client : clients) CHECK(client->closed());
    CHECK(counted(finished_log(gateway), "handshake_slow") == drips);
}
