// What was acknowledged is there after kill -9; what was admitted is answered on SIGTERM.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "core/base/encoding.hpp"
#include "http/set_password.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

bool logs_in(std::uint16_t port, const std::string& user, const std::string& password) {
    return converse(port, get("/api/v1/User/currentPrincipal", "Authorization: " + basic(user, password) + "\r\n"))
               .status == 200;
}

}  // namespace

TEST_CASE("kill -9 during two hundred password changes loses no acknowledged one") {
    constexpr int wanted = 200;
    const std::array<std::pair<int, const char*>, 3> users{{{1, "ADM0"}, {2, "tje0"}, {3, "ext0"}}};
    GatewayProcess gateway(cheap_hash);
    std::atomic<int> acknowledged{0};
    // One writer an associate, so that the last acknowledged password of each is known.
    std::array<std::string, users.size()> last;
    std::array<std::string, users.size()> sent;
    std::vector<std::thread> writers;
    for (std::size_t i = 0; i < users.size(); ++i) {
        writers.emplace_back([&, i] {
            try {
                for (int n = 0;; ++n) {
                    sent[i] = "quiet-lantern-" + std::to_string(i) + "-" + std::to_string(n);
                    const HttpAnswer answer = converse(gateway.port(), set_password(users[i].first, sent[i]));
                    if (answer.status != 200 || answer.body != "true") return;
                    last[i] = sent[i];
                    if (++acknowledged >= wanted) return;
                }
            } catch (const std::exception&) {
                // The process is gone.
            }
        });
    }
    while (acknowledged.load() < wanted) std::this_thread::yield();
    gateway.kill();
    for (std::thread& writer : writers) writer.join();
    gateway.start();
    for (std::size_t i = 0; i < users.size(); ++i) {
        INFO(users[i].second);
        REQUIRE(!last[i].empty());
        // The last one sent may have been stored without its answer having arrived.
        const bool stored = logs_in(gateway.port(), users[i].second, last[i]) ||
                            (sent[i] != last[i] && logs_in(gateway.port(), users[i].second, sent[i]));
        CHECK(stored);
    }
}

TEST_CASE("SIGTERM answers what was admitted and exits with 0") {
    GatewayProcess gateway;
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < 16; ++i) clients.push_back(std::make_unique<HttpClient>(gateway.port()));
    // Each has begun to speak before the signal: half of a request is in the server's hands.
    const std::string request =
        get("/api/v1/User/currentPrincipal", "Authorization: " + basic("tje0", "Tje0") + "\r\n");
    for (const auto& client : clients) client->send(std::string_view(request).substr(0, 30));
    for (const auto& client : clients) client->send(std::string_view(request).substr(30, 10));
    CHECK(converse(gateway.port(), get("/api")).status == 200);
    int code = -1;
    std::thread terminator([&] { code = gateway.terminate(); });
    for (const auto& client : clients) client->send(std::string_view(request).substr(40));
    int answered = 0;
    for (const auto& client : clients) {
        const auto answer = client->receive();
        if (answer && answer->status == 200) ++answered;
    }
    CHECK(answered == 16);
    clients.clear();
    terminator.join();
    CHECK(code == 0);
}
