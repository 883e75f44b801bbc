// A server behind that fails in every way that a server can.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "support/bridge_chain.hpp"
#include "support/fake_server.hpp"
#include "support/http_client.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

// What an operation of a scripted server comes to at the front, over REST with Basic.
struct ScriptedChain {
    explicit ScriptedChain(FakeServer::Serve serve, std::string_view more = "answer_seconds = 2\nconnect_seconds = 1\n",
                           std::string_view face = "rest")
        : upstream(std::move(serve)),
          front(in_front_of(upstream.url().substr(0, upstream.url().size() - 1), face, more),
                ProcessOptions{.seeded = false}),
          rest(front, "rest"),
          soap(front, "soap88") {
        rest.sender.evidence = {Evidence::Kind::basic, "ADM0", Secret(std::string_view("x"))};
        soap.sender.evidence = {Evidence::Kind::ticket, {}, Secret(std::string_view("7T:AAAA"))};
    }

    FakeServer upstream;
    GatewayProcess front;
    FaceCaller rest;
    FaceCaller soap;
};

void answer_always(FakeServer::Connection& connection, const std::string& answer) {
    while (!connection.read_request().empty()) connection.send(answer);
}

void check_names_nothing(const CallResult& result) {
    for (const char* const word : {"127.0.0.1", "at System.", "Traceback", "<html", "secret-host"})
        CHECK_MESSAGE(result.raw.body.find(word) == std::string::npos, result.raw.body);
}

// The text with what stands from the first `begin` to the next `end` replaced.
std::string replaced(std::string text, std::string_view begin, std::string_view end, std::string_view by) {
    const std::size_t at = text.find(begin);
    REQUIRE(at != std::string::npos);
    const std::size_t behind = text.find(end, at + begin.size());
    REQUIRE(behind != std::string::npos);
    return text.replace(at, behind + end.size() - at, by);
}

SaveRoleEntityRequest a_change() {
    SaveRoleEntityRequest request;
    request.role_entity.emplace().name = "New";
    return request;
}

}  // namespace

TEST_CASE("garbage, pages, other services and broken answers are 502 in each protocol") {
    const std::string page = "<html><body>Traceback at secret-host</body></html>";
    const std::vector<std::string> answers{
        ok_answer(page, "text/html"),
        "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: " +
            std::to_string(page.size()) + "\r\n\r\n" + page,
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: https://secret-host/\r\nContent-Length: 0\r\n\r\n",
        ok_answer("{\"AssociateId\":", "application/json"),
        ok_answer("[1,2,3]", "application/json"),
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"Assoc",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{"};
    for (const std::string& bytes : answers) {
        CAPTURE(bytes);
        ScriptedChain chain([&](FakeServer::Connection& connection, std::size_t) {
            if (!connection.read_request().empty()) connection.send(bytes);
        });
        const CallResult over_rest = chain.rest.get_user(1);
        CHECK_MESSAGE(over_rest.raw.status == 502, over_rest.raw.body);
        CHECK(over_rest.failure.type == "SoServerException");
        check_names_nothing(over_rest);
        const CallResult over_soap = chain.soap.get_user(1);
        CHECK_MESSAGE(over_soap.raw.status == 502, over_soap.raw.body);
        check_names_nothing(over_soap);
    }
}

TEST_CASE("an error of the server behind keeps its words, but no trace and no host") {
    const std::string body =
        R"x({"Error":true,"ErrorType":"SoSentryException","Message":"No right on 127.0.0.1\r\n   at System.Secret()",)x"
        R"x("ErrorSource":"SuperOffice"})x";
    ScriptedChain chain([&](FakeServer::Connection& connection, std::size_t) {
        answer_always(connection,
                      "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json; charset=utf-8\r\n"
                      "Content-Length: " +
                          std::to_string(body.size()) + "\r\n\r\n" + body);
    });
    const CallResult result = chain.rest.get_user(1);
    CHECK(result.raw.status == 403);
    CHECK(result.failure.type == "SoSentryException");
    CHECK(result.failure.message == "No right on the server");
    check_names_nothing(result);
    check_names_nothing(chain.soap.get_user(1));
}

TEST_CASE("who does not answer is 504, and who is not there is 502 and then 503 at once, until it is back") {
    std::atomic<bool> answers{false};
    const std::string busy = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n";
    ScriptedChain chain(
        [&](FakeServer::Connection& connection, std::size_t) {
            if (connection.read_request().empty()) return;
            if (!answers) return connection.hold();
            connection.send(busy);
            answer_always(connection, busy);
        },
        "answer_seconds = 1\nconnect_seconds = 1\n");
    const auto begun = std::chrono::steady_clock::now();
    const CallResult slow = chain.rest.get_user(1);
    CHECK_MESSAGE(slow.raw.status == 504, slow.raw.body);
    check_names_nothing(slow);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(3));

    // Side by side all of them end within the limit, and afterwards nobody waits for nothing.
    std::vector<std::thread> callers;
    std::atomic<int> done{0};
    std::atomic<int> last{0};
    for (int i = 0; i < 12; ++i)
        callers.emplace_back([&] {
            HttpClient client(chain.front.port());
            client.send("GET /api/v1/User/currentPrincipal HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer 8A:x\r\n\r\n");
            const auto answer = client.receive();
            if (answer && (answer->status == 504 || answer->status == 503)) ++done;
            if (answer) last = answer->status;
        });
    for (std::thread& caller : callers) caller.join();
    CHECK_MESSAGE(done.load() == 12, last.load());
    const CallResult refused = chain.rest.get_user(1);
    CHECK(refused.raw.status == 503);
    CHECK(refused.failure.retry_after == std::chrono::seconds(1));
    // The front itself is well meanwhile.
    HttpClient health(chain.front.port());
    health.send("GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(health.receive()->status == 200);

    answers = true;
    const auto back = std::chrono::steady_clock::now();
    std::chrono::seconds told{0};
    while (told != std::chrono::seconds(7) && std::chrono::steady_clock::now() - back < std::chrono::seconds(10))
        told = chain.rest.get_user(1).failure.retry_after.value_or(told);
    CHECK(told == std::chrono::seconds(7));
    CHECK(std::chrono::steady_clock::now() - back < std::chrono::seconds(2));
}

TEST_CASE("what only reads is asked again once where nothing was answered, and a change never") {
    std::atomic<int> asked{0};
    ScriptedChain chain([&](FakeServer::Connection& connection, std::size_t) {
        if (!connection.read_request().empty()) ++asked;  // and closes
    });
    CHECK(chain.rest.get_user(1).raw.status == 502);
    CHECK(asked == 2);
    asked = 0;
    const SaveRoleEntityRequest change = a_change();
    CHECK(chain.rest.call("SaveRoleEntity", &change).raw.status == 502);
    CHECK(asked == 1);
}

TEST_CASE("another user's record is no answer") {
    GatewayProcess real(cheap_hash);
    FaceCaller direct(real, "rest");
    direct.sender.evidence = {Evidence::Kind::basic, "ADM0", Secret(std::string_view(adm0_password))};
    const std::string body = direct.get_user(2).raw.body;
    ScriptedChain chain([&](FakeServer::Connection& connection, std::size_t) {
        answer_always(connection, ok_answer(body, "application/json; charset=utf-8"));
    });
    CHECK(user_in(chain.rest.get_user(2)).associate_id == 2);
    const CallResult other = chain.rest.get_user(1);
    CHECK(other.raw.status == 502);
    CHECK(other.raw.body.find("tje0") == std::string::npos);
}

TEST_CASE("a member that cannot be read is not answered as nothing, which saving it back would store") {
    GatewayProcess real(cheap_hash);
    const auto check = [](const std::string& body, const char* type, const char* face) {
        CAPTURE(body);
        ScriptedChain chain(
            [&](FakeServer::Connection& connection, std::size_t) { answer_always(connection, ok_answer(body, type)); },
            "answer_seconds = 2\nconnect_seconds = 1\n", face);
        chain.rest.sender.evidence = chain.soap.sender.evidence;
        for (FaceCaller* const caller : {&chain.rest, &chain.soap}) {
            const CallResult result = caller->get_user(2);
            CHECK_MESSAGE(result.raw.status == 502, result.raw.body);
            CHECK(result.failure.codes.contains(errc::upstream_failed));
        }
    };
    FaceCaller direct(real, "rest");
    direct.show_basic("ADM0", adm0_password);
    const std::string json = direct.get_user(2).raw.body;
    const char* const json_type = "application/json; charset=utf-8";
    check(replaced(json, "\"Firstname\":\"", "\"", "\"Firstname\":[]"), json_type, "rest");
    check(replaced(json, "\"Role\":{", "}", "\"Role\":\"none\""), json_type, "rest");
    check(replaced(json, "\"AssociateId\":", ",", "\"AssociateId\":null,"), json_type, "rest");
    FaceCaller over_soap(real, "soap88");
    REQUIRE(over_soap.log_in("ADM0", adm0_password));
    const std::string xml = over_soap.get_user(2).raw.body;
    const char* const xml_type = "text/xml; charset=utf-8";
    check(replaced(xml, "<Firstname>", "<", "<Firstname xmlns=\"urn:other\">x<"), xml_type, "soap88");
    check(replaced(xml, "<AssociateId>", "<", "<AssociateId>one<"), xml_type, "soap88");
    // What is read although the description has it otherwise is no loss.
    ScriptedChain lenient([&](FakeServer::Connection& connection, std::size_t) {
        const std::string text = replaced(json, "\"AssociateId\":", ",", "\"AssociateId\":\"2\",");
        answer_always(connection, ok_answer(text, json_type));
    });
    CHECK(user_in(lenient.rest.get_user(2)).associate_id == 2);
}

TEST_CASE("only what is on the list passes: no cookie, no header of the client's own") {
    ScriptedChain chain([&](FakeServer::Connection& connection, std::size_t) {
        answer_always(connection, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    });
    HttpClient client(chain.front.port());
    client.send(
        "POST /api/v1/Agents/User/GetUser?userId=1 HTTP/1.1\r\nHost: a\r\nAuthorization: SOTicket 7T:AAAA\r\n"
        "SO-AppToken: token-of-the-app\r\nAccept-Language: nb\r\nSO-Culture: nb-NO\r\n"
        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nX-Own: passes-not\r\n"
        "X-Forwarded-For: 192.0.2.77\r\nUser-Agent: passes-not\r\nContent-Length: 0\r\n\r\n");
    CHECK(client.receive()->status == 401);
    const std::vector<std::string> requests = chain.upstream.requests();
    REQUIRE(requests.size() == 1);
    for (const char* const word : {"token-of-the-app", "nb-NO", "00-4bf92f3577b34da6a3ce929d0e0e4736", "7T:AAAA"})
        CHECK_MESSAGE(requests[0].find(word) != std::string::npos, requests[0]);
    for (const char* const word : {"passes-not", "192.0.2.77"})
        CHECK_MESSAGE(requests[0].find(word) == std::string::npos, requests[0]);
}
