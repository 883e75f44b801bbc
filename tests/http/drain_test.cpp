// SIGTERM: whoever asks is told that the service is not ready, what was admitted is answered, idle
// connections end, nobody new gets in, and the exit code is 0.
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "http/set_password.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

// The listener closes a moment after the signal.
bool refuses_connections(std::uint16_t port) {
    for (int i = 0; i < 1000; ++i) {
        try {
            const HttpClient client(port);
        } catch (const std::exception&) {
            return true;
        }
        ::usleep(10'000);
    }
    return false;
}

}  // namespace

TEST_CASE("readiness is asked without credentials, with GET or HEAD") {
    const GatewayProcess gateway;
    const HttpAnswer ready = converse(gateway.port(), get("/health/ready"));
    CHECK(ready.status == 200);
    CHECK(ready.body == "ready\n");
    CHECK(ready.field("Content-Type") == "text/plain; charset=utf-8");
    CHECK(ready.field("Cache-Control") == "no-cache, no-store");
    HttpClient head(gateway.port());
    head.send("HEAD /health/ready HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto answer = head.receive(false);
    REQUIRE(answer);
    CHECK(answer->status == 200);
    const HttpAnswer live = converse(gateway.port(), get("/health/live"));
    CHECK(live.status == 200);
    CHECK(live.body == "alive\n");
    CHECK(live.field("Cache-Control") == "no-cache, no-store");
    head.send("HEAD /health/live HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto live_head = head.receive(false);
    REQUIRE(live_head);
    CHECK(live_head->status == 200);
    const HttpAnswer posted = converse(gateway.port(), post("/health/ready", "text/plain", ""));
    CHECK(posted.status == 405);
    CHECK(posted.field("Allow") == "GET, HEAD");
}

TEST_CASE("while it drains the service is not ready, finishes what it has begun and lets nobody in") {
    GatewayProcess gateway;
    auto probe = std::make_unique<HttpClient>(gateway.port());
    auto caller = std::make_unique<HttpClient>(gateway.port());
    auto idle = std::make_unique<HttpClient>(gateway.port());
    auto lookout = std::make_unique<HttpClient>(gateway.port());
    for (HttpClient* const client : {probe.get(), caller.get(), idle.get(), lookout.get()}) {
        client->send(get("/health/ready"));
        const auto answer = client->receive();
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->field("Connection").empty());
    }
    const std::string question = get("/health/ready");
    const std::string whether_live = get("/health/live");
    const std::string change = set_password(tje0_id, "quiet-lantern-41");
    lookout->send(std::string_view(whether_live).substr(0, 20));
    probe->send(std::string_view(question).substr(0, 20));
    caller->send(std::string_view(change).substr(0, change.size() - 10));
    REQUIRE(::kill(gateway.pid(), SIGTERM) == 0);
    REQUIRE(refuses_connections(gateway.port()));
    probe->send(std::string_view(question).substr(20));
    const auto draining = probe->receive();
    REQUIRE(draining);
    CHECK(draining->status == 503);
    CHECK(draining->body == "draining\n");
    CHECK(draining->field("Connection") == "close");
    CHECK(probe->closed());
    CHECK(idle->closed());
    lookout->send(std::string_view(whether_live).substr(20));
    const auto live = lookout->receive();
    REQUIRE(live);
    CHECK(live->status == 200);
    // The change has been in the service's hands since before the signal.
    caller->send(std::string_view(change).substr(change.size() - 10));
    const auto changed = caller->receive();
    REQUIRE(changed);
    CHECK(changed->status == 200);
    CHECK(changed->field("Connection") == "close");
    CHECK(caller->closed());
    for (auto* const client : {&probe, &caller, &idle, &lookout}) client->reset();
    CHECK(gateway.wait() == 0);
    gateway.start();
    CHECK(converse(gateway.port(),
                   get("/api/v1/User/currentPrincipal", "Authorization: " + basic("tje0", "quiet-lantern-41") + "\r\n"))
              .status == 200);
}

TEST_CASE("under load every request that was admitted is answered, whenever the signal comes") {
    constexpr int callers = 8;
    constexpr int enough = 400;
    const std::string read =
        get("/api/v1/User/currentPrincipal", "Authorization: " + basic("SYS0", "Sys0-demo-only") + "\r\n");
    GatewayProcess gateway(cheap_hash);
    std::atomic<int> answered{0};
    std::mutex mutex;
    std::string wrong;  // what the answers that are not 200 say
    std::atomic<int> told{0};
    std::atomic<int> gone{0};
    std::vector<std::thread> threads;
    // Each keeps its connection until an answer says that it is the last one; two of them change something.
    for (int i = 0; i < callers; ++i)
        threads.emplace_back([&, i] {
            HttpClient client(gateway.port());
            for (int turn = i;; turn = (turn + 2) % 4) {  // nobody sets the password that is set
                client.send(i < 2 ? set_password(tje0_id, "quiet-lantern-" + std::to_string(turn)) : read);
                const auto answer = client.receive();
                if (!answer) break;
                ++answered;
                if (answer->status != 200) {
                    const std::scoped_lock lock(mutex);
                    wrong += std::to_string(answer->status) + ' ' + answer->body + '\n';
                }
                if (answer->field("Connection") == "close") {
                    ++told;
                    break;
                }
            }
            ++gone;
        });
    while (answered.load() < enough && gone.load() < callers) std::this_thread::yield();
    CHECK(gateway.terminate() == 0);
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == "");
    // Whoever paused longer than idle connections have found theirs closed; what the service took it answered.
    CHECK(told.load() > 0);
    const std::string text = log_of(gateway);
    int admitted = 0;
    for (std::size_t at = 0; (at = text.find("\"event\":\"request\"", at)) != std::string::npos; ++at) ++admitted;
    CHECK(admitted == answered.load());
}
