// Limits that take time, many connections or a scarce system to show; the corpus beside this
// file has those that a few bytes show.
#include <dirent.h>
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/texts.hpp"

using namespace uag::test;

namespace {

int status_of(HttpClient& client) {
    const auto answer = client.receive();
    return answer ? answer->status : 0;
}

rlim_t descriptors_of(pid_t pid) {
    DIR* const folder = ::opendir(("/proc/" + std::to_string(pid) + "/fd").c_str());
    if (folder == nullptr) return 0;
    rlim_t count = 0;
    while (::readdir(folder) != nullptr) ++count;
    ::closedir(folder);
    return count - 2;
}

// Whether the server has closed a connection whose client has much to read yet: the system has it in FIN-WAIT-1.
bool has_closed_on_unread(std::uint16_t port) {
    std::ifstream table("/proc/net/tcp");
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
        unsigned local = 0;
        unsigned state = 0;
        unsigned unsent = 0;
        if (std::sscanf(line.c_str(), " %*u: %*x:%x %*x:%*x %x %x:", &local, &state, &unsent) != 3) continue;
        if (local == port && state == 4 && unsent > 65536) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("who is too slow is cut: with an answer if a request has begun, and counted") {
    GatewayProcess gateway("[limits]\nheader_seconds = 1\nidle_seconds = 1\nrequest_seconds = 30\n");
    HttpClient header(gateway.port());
    HttpClient body(gateway.port());
    HttpClient silent(gateway.port());
    HttpClient kept(gateway.port());
    header.send("GET /api HTTP/1.1\r\nHo");
    body.send(
        "POST /Remote/Services88/User.svc HTTP/1.1\r\nHost: h\r\nContent-Type: text/xml\r\nContent-Length: "
        "9000\r\n\r\n<");
    kept.send(get("/api"));
    CHECK(status_of(kept) == 200);
    CHECK(status_of(header) == 408);
    CHECK(header.closed());
    CHECK(silent.closed());
    CHECK(kept.closed());
    const auto slow = body.receive();  // long before request_seconds: one byte is no 500 a second
    REQUIRE(slow);
    CHECK(slow->status == 408);
    CHECK(slow->field("Content-Type") == "text/xml; charset=utf-8");
    CHECK(body.closed());
    const std::string log = finished_log(gateway);
    for (const char* cause : {"idle 2", "header_slow 1", "body_slow 1"}) {
        CAPTURE(cause);
        CHECK(contains(log, cause));
    }
}

TEST_CASE("who does not read an answer is cut, and others go on") {
    GatewayProcess gateway("[limits]\nwrite_seconds = 1\npipelined_requests = 100000\n");
    HttpClient deaf(gateway.port());
    std::string many;
    for (int i = 0; i < 60; ++i) many += get("/Remote/Services88/User.svc?singleWsdl");
    deaf.send(many);
    CHECK(converse(gateway.port(), get("/api")).status == 200);
    std::string log;
    for (int i = 0; i < 2000 && !contains(log, "answer_slow 1"); ++i) {
        CHECK(converse(gateway.port(), get("/api")).status == 200);
        ::usleep(10'000);
        log = log_of(gateway);
    }
    CHECK(contains(log, "answer_slow 1"));
}

TEST_CASE("when all places are taken, who has no complete request for longest goes") {
    GatewayProcess gateway("[server]\nio_threads = 1\n[limits]\nconnections = 8\nconnections_per_address = 4\n");
    std::vector<std::unique_ptr<HttpClient>> silent;
    for (const char* from : {"127.0.0.1", "127.0.0.2"})
        for (int i = 0; i < 4; ++i) {
            silent.push_back(std::make_unique<HttpClient>(gateway.port(), "127.0.0.1", from));
            if (i == 1) silent.back()->send("GET /api HTTP/1.1\r\nHo");
            if (i == 2)
                silent.back()->send(
                    "POST /api HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                    "Content-Length: 9000\r\n\r\n{");
            if (i == 3) {
                silent.back()->send(get("/api"));
                CHECK(status_of(*silent.back()) == 200);
            }
        }
    // More than all places and those to spare together; each stays.
    std::vector<std::unique_ptr<HttpClient>> callers;
    for (int i = 0; i < 40; ++i) {
        callers.push_back(
            std::make_unique<HttpClient>(gateway.port(), "127.0.0.1", "127.0.0." + std::to_string(3 + i)));
        callers.back()->send(get("/api"));
        CHECK(status_of(*callers.back()) == 200);
        if (i == 0) CHECK(silent.front()->closed());
    }
    for (const auto& client : silent) CHECK(client->closed());
    CHECK(callers.front()->closed());
    callers.back()->send(get("/api"));
    CHECK(status_of(*callers.back()) == 200);
    for (int i = 0; i < 4; ++i)
        callers.push_back(std::make_unique<HttpClient>(gateway.port(), "127.0.0.1", "127.0.0.2"));
    CHECK(status_of(*std::make_unique<HttpClient>(gateway.port(), "127.0.0.1", "127.0.0.2")) == 503);
    const std::string log = finished_log(gateway);
    CHECK(contains(log, "displaced 4"));  // 40 and 4
    CHECK(contains(log, "too_many_of_one 1"));
    CHECK_FALSE(contains(log, "too_many "));
}

TEST_CASE("who is being answered keeps the place") {
    // A hash that takes longer than the others' answers.
    GatewayProcess gateway("[limits]\nconnections = 1\n[hash]\npasses = 8\n");
    HttpClient slow(gateway.port());
    // With the first answer the next request, which came with it, is under way.
    slow.send(get("/api") +
              get("/api/v1/User/currentPrincipal", "Authorization: " + basic("nobody", "wrong") + "\r\n"));
    CHECK(status_of(slow) == 200);
    for (int i = 0; i < 20; ++i) CHECK(converse(gateway.port(), get("/api")).status == 200);
    CHECK(status_of(slow) == 401);
}

TEST_CASE("who does not read its answers goes when the place is needed") {
    GatewayProcess gateway("[limits]\nconnections = 1\npipelined_requests = 100000\nwrite_seconds = 3600\n");
    CHECK(converse(gateway.port(), get("/api")).status == 200);
    std::string many;
    for (int i = 0; i < 60; ++i) many += get("/Remote/Services88/User.svc?singleWsdl");
    HttpClient deaf(gateway.port());
    deaf.send(many);
    CHECK(status_of(deaf) == 200);
    // It reads no more. Its end comes when what the system keeps for it is full, and others come.
    for (int i = 0; i < 2000 && !has_closed_on_unread(gateway.port()); ++i) {
        CHECK(converse(gateway.port(), get("/api")).status == 200);
        ::usleep(5'000);
    }
    CHECK(has_closed_on_unread(gateway.port()));
    int answers = 1;
    while (status_of(deaf) == 200) ++answers;
    CHECK(answers < 60);
}

TEST_CASE("a LF alone in a chunk's head or a trailer is answered at once") {
    GatewayProcess gateway;
    const std::string head =
        "POST /api/v1/Agents/User/IsUserNameValid HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n";
    for (const std::string body : {"11\n", "1\r\nx\n", "1\r\nx\r\n0\r\nA: b\n", "1;a\n"}) {
        CAPTURE(body);
        HttpClient client(gateway.port());
        client.send(head + body);
        CHECK(status_of(client) == 400);
    }
    HttpClient line(gateway.port());
    line.send("GET /api HTTP/1.1\n");
    CHECK(status_of(line) == 400);
}

TEST_CASE("a body in chunks of one byte is taken as long as a body may be") {
    GatewayProcess gateway;
    std::string body;
    const std::string text = R"({"UserName":"x","Other":")" + std::string(60000, 'y') + "\"}";
    for (const char c : text) body += std::string("1\r\n") + c + "\r\n";
    const std::string head =
        "POST /api/v1/Agents/User/IsUserNameValid HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        "Authorization: " +
        basic("tje0", "Tje0") + "\r\nTransfer-Encoding: chunked\r\n\r\n";
    CHECK(converse(gateway.port(), head + body + "0\r\n\r\n").status == 200);
}

TEST_CASE("sixteen requests may come together; then the connection ends") {
    GatewayProcess gateway;
    const auto answered = [&](int sent) {
        std::string many;
        for (int i = 0; i < sent; ++i) many += "GET /api HTTP/1.1\r\nHost: h\r\n\r\n";
        HttpClient client(gateway.port());
        client.send(many);
        client.finish_sending();
        int count = 0;
        while (status_of(client) == 200) ++count;
        return count;
    };
    CHECK(answered(15) == 15);
    CHECK(answered(16) == 16);
    CHECK(answered(17) == 16);
    CHECK(answered(100) == 16);
    HttpClient patient(gateway.port());
    for (int i = 0; i < 40; ++i) {
        patient.send(get("/api") + get("/api"));
        CHECK(status_of(patient) == 200);
        CHECK(status_of(patient) == 200);
    }
    CHECK(contains(finished_log(gateway), "pipelined 2"));
}

TEST_CASE("the last request of a connection says so") {
    GatewayProcess gateway("[limits]\nrequests_per_connection = 3\n");
    HttpClient client(gateway.port());
    for (const char* connection : {"", "", "close"}) {
        client.send(get("/api"));
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->field("Connection") == connection);
    }
    CHECK(client.closed());
}

TEST_CASE("out of descriptors the listener waits instead of spinning, and goes on when some come free") {
    GatewayProcess gateway;
    // Whoever was served keeps a connection; by then every thread has opened what it needs, so the count stands.
    std::vector<std::unique_ptr<HttpClient>> served;
    for (int i = 0; i < 8; ++i) {
        served.push_back(std::make_unique<HttpClient>(gateway.port()));
        served.back()->send(get("/api"));
        REQUIRE(status_of(*served.back()) == 200);
    }
    const rlim_t used = descriptors_of(gateway.pid());
    if (used == 0) {
        MESSAGE("the descriptors of another process cannot be counted here: root can");
        return;
    }
    const rlimit tight{used, used};
    REQUIRE(::prlimit(gateway.pid(), RLIMIT_NOFILE, &tight, nullptr) == 0);
    std::vector<std::unique_ptr<HttpClient>> waiting;
    for (int i = 0; i < 8; ++i) {
        waiting.push_back(std::make_unique<HttpClient>(gateway.port()));
        waiting.back()->send(get("/api"));
    }
    for (const auto& client : served) {
        client->send(get("/api"));
        CHECK(status_of(*client) == 200);
    }
    served.clear();
    for (auto& client : waiting) CHECK(status_of(*client) == 200);
    const std::string log = finished_log(gateway);
    REQUIRE(contains(log, "accept_failed "));
    const std::size_t at = log.find("accept_failed ");
    CHECK(std::atoi(log.c_str() + at + 14) < 100);
}

TEST_CASE("the guards' limits come from the configuration too") {
    GatewayProcess gateway("[limits]\njson_depth = 8\nxml_depth = 8\njson_keys = 8\nxml_text_bytes = 1024\n");
    const std::string who = "Authorization: " + basic("tje0", "Tje0") + "\r\n";
    const auto rest = [&](const std::string& body) {
        return converse(gateway.port(), post("/api/v1/Agents/User/IsUserNameValid", "application/json", body, who))
            .status;
    };
    CHECK(rest(R"({"UserName":"x","Other":)" + std::string(7, '[') + std::string(7, ']') + "}") == 200);
    CHECK(rest(R"({"UserName":"x","Other":)" + std::string(8, '[') + std::string(8, ']') + "}") == 400);
    CHECK(rest(R"({"UserName":"x","1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1})") == 200);
    CHECK(rest(R"({"UserName":"x","1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1})") == 400);
    const auto soap = [&](const std::string& body) {
        return converse(gateway.port(), post("/Remote/Services88/User.svc", "text/xml", body)).body;
    };
    CHECK(contains(soap("<a><b><c><d><e><f><g><h><i/></h></g></f></e></d></c></b></a>"), "deep"));
    CHECK_FALSE(contains(soap("<a><b><c><d><e><f><g><h/></g></f></e></d></c></b></a>"), "deep"));
    CHECK(contains(soap("<a>" + std::string(1025, 'x') + "</a>"), "long"));
    CHECK_FALSE(contains(soap("<a>" + std::string(1024, 'x') + "</a>"), "long"));
}

TEST_CASE("a coding that is not read here is refused in either protocol") {
    GatewayProcess gateway;
    for (const char* path : {"/Remote/Services88/User.svc", "/api/v1/Agents/User/IsUserNameValid"})
        for (const char* coding : {"br", "compress", "zstd", "gzip, gzip", "deflate, gzip", "x"}) {
            CAPTURE(path);
            CAPTURE(coding);
            const std::string field = "Content-Encoding: " + std::string(coding) + "\r\n";
            CHECK(converse(gateway.port(), post(path, "text/xml", "\x1F\x8B\x08", field)).status == 415);
        }
}
