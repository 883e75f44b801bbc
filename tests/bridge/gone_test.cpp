// Whoever goes away does not wait for the server behind any more, and neither does the gateway for them.
#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support/bridge_chain.hpp"
#include "support/certificates.hpp"
#include "support/fake_server.hpp"
#include "support/file_text.hpp"
#include "support/http_client.hpp"

using namespace uag;
using namespace uag::test;

namespace {

const std::string answered_well = ok_answer("{}", "application/json; charset=utf-8");
const std::string question =
    post("/api/v1/Agents/User/GetUser?userId=1", "application/json", "", "Authorization: SOTicket 7T:AAAA\r\n");

template <class Is> bool comes_true(Is is) {
    for (int i = 0; i < 6000; ++i) {
        if (is()) return true;
        ::usleep(10'000);
    }
    return false;
}

// Keeps everybody waiting who asks before it is released.
struct HangingChain {
    explicit HangingChain(const std::string& more = {})
        : front(in_front_of(upstream.url().substr(0, upstream.url().size() - 1), "rest",
                            "connections = 2\nwaiting = 2\nanswer_seconds = 300\n[server]\nio_threads = 1\n" + more),
                ProcessOptions{.seeded = false}) {}

    std::size_t logged(const char* status) const {
        const std::string log = file_text(front.log_file());
        std::size_t count = 0;
        for (std::size_t at = log.find(status); at != std::string::npos; at = log.find(status, at + 1)) ++count;
        return count;
    }

    std::atomic<bool> is_released{false};
    std::atomic<std::size_t> asked{0};
    std::atomic<std::size_t> given_up{0};  // connections that the front has closed before they had an answer
    FakeServer upstream{[this](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty()) {
            ++asked;
            if (!is_released) {
                connection.hold();
                ++given_up;
                return;
            }
            connection.send(answered_well);
        }
    }};
    GatewayProcess front;
};

}  // namespace

TEST_CASE("a client that goes away ends the call of the server behind, and its place is free") {
    HangingChain chain;
    std::vector<std::unique_ptr<HttpClient>> clients;
    const auto ask = [&] {
        clients.push_back(std::make_unique<HttpClient>(chain.front.port()));
        clients.back()->send(question);
    };
    for (int i = 0; i < 2; ++i) ask();
    REQUIRE(comes_true([&] { return chain.asked == 2; }));
    for (int i = 0; i < 2; ++i) ask();
    // Two are under way, and two wait when the one thread has seen to what came before this.
    REQUIRE(converse(chain.front.port(), get("/health/live")).status == 200);
    REQUIRE(converse(chain.front.port(), question).status == 503);

    SUBCASE("those that wait, and then those that are under way") {
        clients.pop_back();
        clients.pop_back();
        CHECK(comes_true([&] { return chain.logged("\"status\":502") == 2; }));
        CHECK(chain.given_up == 0);
        clients.clear();
        CHECK(comes_true([&] { return chain.given_up == 2; }));
        // Those that waited were never asked for.
        CHECK(chain.asked == 2);
    }
    SUBCASE("all at once, one of them with more requests behind it") {
        clients.front()->send(question);
        clients.clear();
        CHECK(comes_true([&] { return chain.logged("\"status\":502") == 4; }));
        CHECK(comes_true([&] { return chain.given_up == chain.asked; }));
    }
    chain.is_released = true;
    CHECK(converse(chain.front.port(), question).status == 200);
}

TEST_CASE("over TLS too") {
    const TempDir folder;
    HangingChain chain(tls_settings(make_certificate(folder, "127.0.0.1")));
    {
        HttpClient client(chain.front.port(), TlsOffer{});
        client.send(question);
        REQUIRE(comes_true([&] { return chain.asked == 1; }));
    }
    CHECK(comes_true([&] { return chain.given_up == 1; }));
}

TEST_CASE("a change whose client has gone is not sent again, and who waits for theirs gets it") {
    HangingChain chain;
    HttpClient stays(chain.front.port());
    stays.send(question);
    REQUIRE(comes_true([&] { return chain.asked == 1; }));
    {
        HttpClient goes(chain.front.port());
        goes.send(post("/api/v1/Agents/User/SaveRoleEntity", "application/json", R"({"Name":"once"})",
                       "Authorization: SOTicket 7T:AAAA\r\n"));
        REQUIRE(comes_true([&] { return chain.asked == 2; }));
        chain.is_released = true;
    }
    CHECK(comes_true([&] { return chain.given_up == 1; }));
    CHECK(converse(chain.front.port(), question).status == 200);
    std::size_t changes = 0;
    for (const std::string& request : chain.upstream.requests())
        if (request.find("\"once\"") != std::string::npos) ++changes;
    CHECK(changes == 1);
}
