// Fifty calls under way while the server behind fails: everybody gets an answer, no change is sent twice, memory stays, and
// what works again is used again. With UAG_LONG=1 for longer, and with five thousand clients.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/bridge_chain.hpp"
#include "support/fake_server.hpp"
#include "support/http_client.hpp"
#include "support/long_run.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;

namespace {

constexpr int callers = 50;
int rounds() { return is_long_run() ? 10 : 2; }
constexpr long most_kib = 192 * 1024;
constexpr const char* fifty_calls =
    "connections = 50\nwaiting = 50\nanswer_seconds = 1\nconnect_seconds = 1\n[limits]\nconnections_per_address = "
    "1000\n";

std::string role_change(const std::string& mark) {
    return post("/api/v1/Agents/User/SaveRoleEntity", "application/json", "{\"Name\":\"" + mark + "\"}",
                "Authorization: SOTicket 7T:AAAA\r\n");
}
const std::string user_read =
    post("/api/v1/Agents/User/GetUser?userId=1", "application/json", "", "Authorization: SOTicket 7T:AAAA\r\n");
// Members that are left out are read as their first value: it is a role as well as a user.
const std::string works_well = ok_answer("{}", "application/json; charset=utf-8");

long peak_kib(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::atol(line.c_str() + 6);
    return 0;
}

// Each of them changes and reads in turn; how often each status was answered. 0: none came.
std::map<int, int> all_call(std::uint16_t port, const std::function<std::string(const std::string& mark)>& request) {
    static std::atomic<int> number{0};
    std::mutex mutex;
    std::map<int, int> statuses;
    std::vector<std::thread> threads;
    for (int i = 0; i < callers; ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < rounds(); ++round) {
                HttpClient client(port);
                client.send((i + round) % 2 == 0 ? request("m" + std::to_string(++number) + "m") : user_read);
                const auto answer = client.receive();
                const std::scoped_lock lock(mutex);
                ++statuses[answer ? answer->status : 0];
            }
        });
    for (std::thread& thread : threads) thread.join();
    return statuses;
}

std::string told_statuses(const std::map<int, int>& statuses) {
    std::string text;
    for (const auto& [status, count] : statuses) text += std::to_string(status) + ": " + std::to_string(count) + "  ";
    return text;
}

// What its log says beside requests: why a connection was closed.
std::string events_of(const std::string& log_file) {
    std::ifstream log(log_file);
    std::string events;
    for (std::string line; std::getline(log, line);)
        if (line.find("\"event\":\"request\"") == std::string::npos) events += line + '\n';
    return events;
}

// How long until the front answers that again: the breaker's pause is a second.
void check_recovery(std::uint16_t port, const std::string& request, std::chrono::steady_clock::time_point begun) {
    int status = 0;
    while (status != 200 && std::chrono::steady_clock::now() - begun < 60s) status = converse(port, request).status;
    CHECK(status == 200);
    const auto took = std::chrono::steady_clock::now() - begun;
    // A machine that does other things beside is not judged by its clock.
    if (is_long_run()) CHECK(took < 2s);
}

// The mark of a change that was sent there more than once; empty: none was.
std::string sent_twice(const std::vector<std::string>& requests) {
    std::map<std::string, int> count;
    for (const std::string& request : requests) {
        const std::size_t at = request.find("\"Name\":\"m");
        if (at == std::string::npos) continue;
        ++count[request.substr(at + 8, request.find('"', at + 8) - at - 8)];
    }
    for (const auto& [mark, times] : count)
        if (times > 1) return mark;
    return {};
}

}  // namespace

TEST_CASE("fifty calls at a server that fails in any way come to an answer each, and no change is sent twice") {
    struct Fault {
        std::string name;
        FakeServer::Serve serve;
    };
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"";
    const std::vector<Fault> faults{
        {"closes", [](FakeServer::Connection& connection, std::size_t) { connection.read_request(); }},
        {"slow, byte by byte",
         [&](FakeServer::Connection& connection, std::size_t) {
             if (connection.read_request().empty()) return;
             for (const char& byte : head + std::string(900, 'x'))
                 if (!connection.send_unless_closed({&byte, 1}, 20)) return;
         }},
        {"cut in the middle",
         [&](FakeServer::Connection& connection, std::size_t) {
             if (!connection.read_request().empty()) connection.send(head);
         }},
        {"resets",
         [&](FakeServer::Connection& connection, std::size_t) {
             connection.reset();
             connection.read_request();
         }},
        {"resets in the middle",
         [&](FakeServer::Connection& connection, std::size_t) {
             if (!connection.read_request().empty()) connection.send(head);
             connection.reset();
         }},
        {"garbage",
         [](FakeServer::Connection& connection, std::size_t) {
             if (!connection.read_request().empty()) connection.send(std::string(3000, '\x16'));
         }},
        {"an endless answer",
         [](FakeServer::Connection& connection, std::size_t) {
             if (connection.read_request().empty()) return;
             connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[");
             for (int i = 0; i < 100; ++i) connection.send(std::string(100'000, '['));
         }},
        {"never answers",
         [](FakeServer::Connection& connection, std::size_t) {
             if (!connection.read_request().empty()) connection.hold();
         }},
        {"flaps",
         [](FakeServer::Connection& connection, std::size_t index) {
             while (!connection.read_request().empty() && index % 2 == 0) connection.send(works_well);
         }},
    };
    for (const Fault& fault : faults) {
        CAPTURE(fault.name);
        std::atomic<bool> fails{true};
        FakeServer upstream([&](FakeServer::Connection& connection, std::size_t index) {
            if (fails) return fault.serve(connection, index);
            while (!connection.read_request().empty()) connection.send(works_well);
        });
        const GatewayProcess front(
            in_front_of(upstream.url().substr(0, upstream.url().size() - 1), "rest", fifty_calls),
            ProcessOptions{.seeded = false});
        const std::map<int, int> statuses = all_call(front.port(), role_change);
        INFO(told_statuses(statuses));
        int failed = 0;
        for (const auto& [status, count] : statuses) {
            CHECK((status == 200 || status == 502 || status == 503 || status == 504));
            if (status != 200) failed += count;
        }
        CHECK(failed > 0);
        CHECK(sent_twice(upstream.requests()).empty());
        fails = false;
        check_recovery(front.port(), role_change("after"), std::chrono::steady_clock::now());
        CHECK(peak_kib(front.pid()) < most_kib);
    }
}

TEST_CASE("a server that is stopped, or killed and started, with fifty calls under way is used again when it is back") {
    GatewayProcess upstream(std::string(cheap_hash) + "[limits]\nconnections_per_address = 1000\n");
    const GatewayProcess front(in_front_of(upstream, "rest", fifty_calls), ProcessOptions{.seeded = false});
    FaceCaller direct(upstream, "soap88");
    REQUIRE(direct.log_in("ADM0", adm0_password));
    const std::string ticket =
        "Authorization: SOTicket " + std::string(direct.sender.evidence.secret.reveal()) + "\r\n";
    const std::string probe = post("/api/v1/Agents/User/GetUser?userId=1", "application/json", "", ticket);
    const auto new_role = [&](const std::string& mark) {
        return post("/api/v1/Agents/User/SaveRoleEntity", "application/json",
                    R"({"Name":")" + mark + R"(","RoleType":"Employee"})", ticket);
    };
    REQUIRE(converse(front.port(), probe).status == 200);
    const auto check = [&](const std::map<int, int>& statuses) {
        INFO(told_statuses(statuses));
        CHECK_MESSAGE(statuses.count(0) == 0, events_of(front.log_file()));
        CHECK(statuses.count(500) == 0);
    };

    REQUIRE(::kill(upstream.pid(), SIGSTOP) == 0);
    check(all_call(front.port(), new_role));
    REQUIRE(::kill(upstream.pid(), SIGCONT) == 0);
    check_recovery(front.port(), probe, std::chrono::steady_clock::now());

    const std::uint16_t port = upstream.port();
    std::thread kills([&] { upstream.kill(); });
    check(all_call(front.port(), new_role));
    kills.join();
    check(all_call(front.port(), new_role));
    upstream.start(port);
    check_recovery(front.port(), probe, std::chrono::steady_clock::now());

    std::string state;
    REQUIRE(run_tool({"export", "state", "-", "--config", upstream.config_file()}, &state) == 0);
    std::size_t made = 0;
    for (std::size_t at = state.find("name = \"m"); at != std::string::npos; at = state.find("name = \"m", at + 1)) {
        const std::string name = state.substr(at, state.find('\n', at) - at);
        CHECK_MESSAGE(state.find(name, at + 1) == std::string::npos, name);
        ++made;
    }
    CHECK(made > 0);
    CHECK(peak_kib(front.pid()) < most_kib);
}

TEST_CASE("while the server behind hangs, thousands may wait: the front's own answers come all the same") {
    rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    const rlimit all{files.rlim_max, files.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &all) == 0);
    const rlim_t wanted = is_long_run() ? 5000 : 300;
    const auto clients = static_cast<std::size_t>(std::min<rlim_t>(wanted, files.rlim_max - 200));
    MESSAGE(clients << " clients");
    FakeServer upstream([](FakeServer::Connection& connection, std::size_t) {
        if (!connection.read_request().empty()) connection.hold();
    });
    const GatewayProcess front(
        in_front_of(upstream.url().substr(0, upstream.url().size() - 1), "rest",
                    "waiting = 100000\nanswer_seconds = 300\n[limits]\nconnections = 6000\n"
                    "connections_per_address = 6000\n[routes]\nlocal = [\"IsUserNameValid\"]\n"));
    std::vector<std::unique_ptr<HttpClient>> waiting;
    for (std::size_t i = 0; i < clients; ++i) {
        waiting.push_back(std::make_unique<HttpClient>(front.port()));
        waiting.back()->send(user_read);
    }
    for (int i = 0; i < 100 && upstream.requests().size() < 16; ++i) converse(front.port(), get("/health/live"));
    const std::string local =
        post("/api/v1/Agents/User/IsUserNameValid", "application/json", R"({"UserName":"anybody"})",
             "Authorization: Basic " + base64_encode(std::string("ADM0:") + adm0_password) + "\r\n");
    for (int i = 0; i < 20; ++i) {
        CHECK(converse(front.port(), get("/health/live")).status == 200);
        CHECK(converse(front.port(), get("/health/ready")).status == 200);
        CHECK(converse(front.port(), local).status == 200);
    }
    // A connection each, and what a request takes.
    CHECK(peak_kib(front.pid()) < most_kib + 64 * static_cast<long>(clients));
    ::setrlimit(RLIMIT_NOFILE, &files);
}
