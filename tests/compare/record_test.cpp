// `useragentd record` between real clients and servers: what passes is what was sent, whoever misbehaves.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"
#include "server/recording/reader.hpp"
#include "support/fake_server.hpp"
#include "support/file_text.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/recorder_process.hpp"
#include "support/soap_call.hpp"

namespace uag::test {
namespace {

constexpr const char* json_type = "application/json";

std::string basic(std::string_view pair) { return "Authorization: Basic " + base64_encode(pair) + "\r\n"; }

std::vector<recording::Recorded> all_in(const std::string& folder) {
    auto reader = recording::Reader::open(folder);
    REQUIRE_MESSAGE(reader.has_value(), reader.error().public_text.english());
    std::vector<recording::Recorded> all;
    while (auto recorded = reader->next()) all.push_back(std::move(*recorded));
    return all;
}

std::string notes_of(const recording::Recorded& recorded) {
    std::string all;
    for (const std::string& note : recorded.notes) (all += note) += '\n';
    return all;
}

// Fields but for those that differ from call to call.
std::string comparable(const HttpAnswer& answer) {
    std::string text = std::to_string(answer.status) + '\n';
    for (const auto& [name, value] : answer.fields)
        if (!ascii_iequals(name, "Date") && !ascii_iequals(name, "X-Request-Id")) text += name + ": " + value + '\n';
    return text + answer.body;
}

std::string soap_request(std::string_view operation, std::string_view body) {
    return post(
        "/Remote/Services84/User.svc", "text/xml; charset=utf-8",
        envelope("<t:" + std::string(operation) + ">" + std::string(body) + "</t:" + std::string(operation) + ">", {},
                 Version::v84));
}

// The body of the answer, once the exchange is kept or lost: only then the connection is closed.
std::string answered(std::uint16_t port, std::string_view path) {
    HttpClient client(port);
    client.send(get(path, "Connection: close\r\n"));
    const auto answer = client.receive();
    CHECK(client.closed());
    return answer ? answer->body : std::string();
}

std::string echo(std::string_view request) {
    std::string body(request);
    return "HTTP/1.1 299 As It Likes\r\nX-Odd: a;b,c\r\nX-Odd: again\r\nConnection: X-Hop\r\nX-Hop: gone\r\n"
           "Content-Type: application/x-odd\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("record: a gateway behind it answers as it does without it, over both protocols and kept connections") {
    const GatewayProcess gateway(cheap_hash);
    RecorderProcess recorder("http://127.0.0.1:" + std::to_string(gateway.port()));
    const std::string admin = basic("ADM0:Adm0-demo-only");
    const std::vector<std::string> requests{
        get("/api/v1/User/currentPrincipal", admin),
        post("/api/v1/Agents/User/GetUser?userId=2", json_type, "", admin),
        post("/api/v1/Agents/User/GetUser", json_type, R"({"UserId":2})"),
        post("/api/v1/Agents/User/GetUserFromName", "application/xml", "<x><Name>tje0</Name></x>",
             admin + "Accept: application/xml\r\n"),
        post("/api/v1/Agents/User/NoSuchThing", json_type, "{}", admin),
        get("/api/v1", "Accept-Encoding: gzip\r\n"),
        get("/Remote/Services84/User.svc?wsdl"),
        soap_request("GetUser", "<t:UserId>2</t:UserId>"),
        soap_request("Nothing", ""),
        "HEAD /api/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "OPTIONS /api/v1/User/2 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        get("//api//v1//nothing"),
        get("/account"),
    };
    HttpClient through(recorder.port());
    HttpClient straight(gateway.port());
    for (const std::string& request : requests) {
        CAPTURE(request);
        const bool has_body = !request.starts_with("HEAD");
        through.send(request);
        straight.send(request);
        const auto left = straight.receive(has_body);
        const auto right = through.receive(has_body);
        REQUIRE(left.has_value());
        REQUIRE(right.has_value());
        CHECK(comparable(*right) == comparable(*left));
    }
    CHECK(recorder.terminate() == 0);
    const auto all = all_in(recorder.recording());
    CHECK(all.size() == requests.size());
    const std::string texts = all_texts_in(recorder.recording());
    CHECK(texts.find("Adm0-demo-only") == std::string::npos);
    CHECK(texts.find(base64_encode("ADM0:Adm0-demo-only")) == std::string::npos);
    CHECK(texts.find("\"operation\": \"GetUserFromName\"") != std::string::npos);
    CHECK(texts.find("\"outcome\": \"success\"") != std::string::npos);
    CHECK(recorder.said().find(": 13 exchanges") != std::string::npos);
}

TEST_CASE("record: the server gets what the client sent, byte for byte, and the client what the server did") {
    FakeServer server([](FakeServer::Connection& connection, std::size_t) {
        for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request())
            connection.send(echo(request));
    });
    RecorderProcess recorder(server.url());
    std::string body = "\x1F\x8B any bytes ";
    body += '\0';
    body += "\xFF\xFE of a body\r\n\r\n";
    HttpClient client(recorder.port());
    client.send(post("//a//b/%41?x=%2f&y", "text/x-odd", body,
                     "X-Odd: 1\r\nX-Odd: 2\r\nContent-Encoding: gzip\r\nConnection: X-Hop\r\nX-Hop: mine\r\n"));
    const auto answer = client.receive();
    REQUIRE(answer.has_value());
    CHECK(answer->status == 299);
    CHECK(answer->field("X-Odd") == "a;b,c; again");
    CHECK(answer->field("X-Hop").empty());
    const std::string& seen = answer->body;
    CHECK(seen.starts_with("POST //a//b/%41?x=%2f&y HTTP/1.1\r\n"));
    CHECK(seen.find("\r\nX-Odd: 1\r\nX-Odd: 2\r\n") != std::string::npos);
    CHECK(seen.find("Content-Encoding: gzip\r\n") != std::string::npos);
    CHECK(seen.find("X-Hop") == std::string::npos);
    CHECK(seen.find("User-Agent") == std::string::npos);
    CHECK(seen.find("Accept:") == std::string::npos);
    CHECK(seen.find("Host: localhost\r\n") != std::string::npos);
    CHECK(seen.ends_with("\r\n\r\n" + body));
    // In chunks, and with 100-continue.
    client.send("POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
    CHECK(client.receive_bytes(25) == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    const auto chunked = client.receive();
    REQUIRE(chunked.has_value());
    CHECK(chunked->body.ends_with("\r\n\r\nabcde"));
    // Two at once.
    client.send("DELETE /d HTTP/1.1\r\nHost: a\r\n\r\nPUT /e HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    const auto deleted = client.receive();
    REQUIRE(deleted.has_value());
    CHECK(deleted->body.starts_with("DELETE /d"));
    CHECK(deleted->body.find("Content-Length") == std::string::npos);
    const auto put = client.receive();
    REQUIRE(put.has_value());
    CHECK(put->body.find("Content-Length: 0\r\n") != std::string::npos);
    CHECK(recorder.terminate() == 0);
    CHECK(all_in(recorder.recording()).size() == 4);
}

TEST_CASE("record: redirects and large answers pass") {
    const std::string large(3'000'000, 'x');
    FakeServer server([&](FakeServer::Connection& connection, std::size_t) {
        if (connection.read_request().empty()) return;
        connection.send(
            "HTTP/1.1 302 Found\r\nLocation: http://elsewhere/?token=Canary4711\r\nContent-Length: 0\r\n\r\n");
        if (connection.read_request().empty()) return;
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n2DC6C0\r\n" +
                        large + "\r\n0\r\n\r\n");
        connection.hold();
    });
    RecorderProcess recorder(server.url());
    HttpClient client(recorder.port());
    client.send(get("/a"));
    const auto moved = client.receive();
    REQUIRE(moved.has_value());
    CHECK(moved->status == 302);
    CHECK(moved->field("Location") == "http://elsewhere/?token=Canary4711");
    client.send(get("/b"));
    const auto answer = client.receive();
    REQUIRE(answer.has_value());
    CHECK(answer->body == large);
    CHECK(recorder.terminate() == 0);
    CHECK(all_texts_in(recorder.recording()).find("Canary") == std::string::npos);
}

TEST_CASE("record: a target that is down is told in the protocol of who asked, and recorded as what it is") {
    std::uint16_t nobody = 0;
    {
        nobody = FakeServer([](FakeServer::Connection&, std::size_t) {}).port();
    }
    RecorderProcess recorder("http://127.0.0.1:" + std::to_string(nobody));
    const HttpAnswer rest = converse(recorder.port(), post("/api/v1/Agents/User/GetUser", json_type, "{}"));
    CHECK(rest.status == 502);
    CHECK(rest.body.find("\"ErrorType\"") != std::string::npos);
    CHECK(rest.body.find("cannot be reached") != std::string::npos);
    const HttpAnswer soap = converse(recorder.port(), soap_request("GetUser", "<t:UserId>2</t:UserId>"));
    CHECK(soap.status == 502);
    CHECK(soap.body.find(":Fault>") != std::string::npos);
    CHECK(recorder.terminate() == 0);
    const auto all = all_in(recorder.recording());
    REQUIRE(all.size() == 2);
    for (const recording::Recorded& recorded : all) {
        CHECK(recorded.own_answer);
        CHECK(notes_of(recorded).find("the target has not answered: http://127.0.0.1:") != std::string::npos);
    }
}

TEST_CASE("record: targets that break off, speak something else or never end") {
    FakeServer server([](FakeServer::Connection& connection, std::size_t index) {
        connection.read_request();
        if (index == 0) connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        if (index == 1) connection.send("SSH-2.0-OpenSSH\r\n");
        if (index == 2) return;
        if (index == 3) connection.hold();
    });
    RecorderProcess recorder(server.url(), {"--timeout", "1"});
    for (const int status : {502, 502, 502, 504}) {
        CAPTURE(status);
        CHECK(converse(recorder.port(), post("/api/v1/Agents/User/GetUser", json_type, "{}")).status == status);
    }
    CHECK(recorder.terminate() == 0);
    CHECK(all_in(recorder.recording()).size() == 4);
}

TEST_CASE("record: clients that hang up or send what is no HTTP") {
    FakeServer server([](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty()) connection.send(ok_answer("fine"));
    });
    RecorderProcess recorder(server.url());
    {
        HttpClient(recorder.port()).send("POST /a HTTP/1.1\r\nHost: a\r\n");
    }
    {
        HttpClient(recorder.port()).send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
    }
    CHECK(converse(recorder.port(), "hello\r\n\r\n").status == 400);
    CHECK(converse(recorder.port(), get("/c")).body == "fine");
    CHECK(recorder.terminate() == 0);
    const auto all = all_in(recorder.recording());
    REQUIRE(all.size() == 4);
    std::string notes;
    for (const recording::Recorded& recorded : all) notes += notes_of(recorded);
    CHECK(notes.find("hung up within the head of its request") != std::string::npos);
    CHECK(notes.find("hung up after 4 bytes of its request's body") != std::string::npos);
    CHECK(notes.find("the request was refused: ") != std::string::npos);
    CHECK(server.requests().size() == 1);
}

TEST_CASE("record: killed in the middle, it leaves a recording that is read") {
    FakeServer server([](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty()) connection.send(ok_answer("{}", json_type));
    });
    RecorderProcess recorder(server.url());
    HttpClient client(recorder.port());
    constexpr int calls = 40;
    for (int i = 0; i < calls; ++i) {
        client.send(post("/api/v1/Agents/User/GetUser", json_type, R"({"UserId":2})"));
        REQUIRE(client.receive().has_value());
    }
    recorder.kill();
    auto reader = recording::Reader::open(recorder.recording());
    REQUIRE(reader.has_value());
    CHECK(reader->notes().size() >= 1);
    CHECK(reader->notes().front().find("has no end") != std::string::npos);
    // All but the last were done before the next was read.
    int whole = 0;
    while (const auto recorded = reader->next()) whole += recorded->request && recorded->answer;
    CHECK(whole >= calls - 1);
}

TEST_CASE("record: at its end it finishes what is under way") {
    std::atomic<bool> has_come{false};
    std::atomic<bool> may_answer{false};
    FakeServer server([&](FakeServer::Connection& connection, std::size_t) {
        connection.read_request();
        has_come = true;
        has_come.notify_all();
        may_answer.wait(false);
        connection.send(ok_answer("late"));
        connection.hold();
    });
    RecorderProcess recorder(server.url());
    HttpClient idle(recorder.port());
    HttpClient client(recorder.port());
    client.send(get("/a"));
    has_come.wait(false);
    std::thread ends([&] { CHECK(recorder.terminate() == 0); });
    CHECK(idle.closed());
    may_answer = true;
    may_answer.notify_all();
    const auto answer = client.receive();
    ends.join();
    REQUIRE(answer.has_value());
    CHECK(answer->body == "late");
    CHECK(answer->field("Connection") == "close");
    CHECK(all_in(recorder.recording()).size() == 1);
}

TEST_CASE("record: more clients than it has places wait for an idle one's, and get it") {
    FakeServer server([](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty()) connection.send(ok_answer("fine"));
    });
    RecorderProcess recorder(server.url());
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < 70; ++i) {
        clients.push_back(std::make_unique<HttpClient>(recorder.port()));
        clients.back()->send(get("/a"));
        const auto answer = clients.back()->receive();
        REQUIRE_MESSAGE(answer.has_value(), i);
    }
    clients.clear();
    CHECK(recorder.terminate() == 0);
    CHECK(all_in(recorder.recording()).size() == 70);
}

TEST_CASE("record: on a full disk the traffic goes on; one sentence says so, and the end does") {
    const char* const preload = std::getenv("UAG_FAILING_DISK");
    REQUIRE(preload != nullptr);
    FakeServer server([](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty()) connection.send(ok_answer("fine"));
    });
    RecorderProcess recorder(server.url(), {}, {std::string("LD_PRELOAD=") + preload, "UAG_DISK={folder}/recording"});
    const std::string order = recorder.recording() + "/fault";
    CHECK(answered(recorder.port(), "/kept") == "fine");
    std::ofstream(order + ".new") << "full";
    std::filesystem::rename(order + ".new", order);
    for (int i = 0; i < 3; ++i) CHECK(answered(recorder.port(), "/lost") == "fine");
    std::filesystem::remove(order);
    CHECK(answered(recorder.port(), "/kept") == "fine");
    CHECK(recorder.terminate() == 2);
    const std::string said = recorder.said();
    CHECK(said.find("an exchange is not kept: No space left on device; the traffic goes on.") != std::string::npos);
    CHECK(said.find("an exchange is not kept") == said.rfind("an exchange is not kept"));
    CHECK_MESSAGE(said.find("3 exchanges were passed on and not kept.") != std::string::npos, said);
    const auto all = all_in(recorder.recording());
    REQUIRE(all.size() == 2);
    for (const recording::Recorded& recorded : all) CHECK(recorded.answer.has_value());
}

TEST_CASE("record: a wrong line is one sentence and exit code 2") {
    const TempDir dir;
    const auto refusal = [&](std::vector<std::string> arguments) {
        std::string output;
        arguments.insert(arguments.begin(), "record");
        CHECK(run_tool(arguments, &output) == 2);
        return output;
    };
    CHECK(refusal({"--listen", "127.0.0.1:0", "--to", "ftp://a", "--into", dir.file("a")}).find("--to has to be") !=
          std::string::npos);
    CHECK(refusal({"--listen", "here", "--to", "http://a", "--into", dir.file("a")}).find("--listen") !=
          std::string::npos);
    dir.write("b", "a file");
    CHECK(refusal({"--listen", "127.0.0.1:0", "--to", "http://a", "--into", dir.file("b")})
              .find("is no folder that can be read") != std::string::npos);
    CHECK(refusal({"--listen", "127.0.0.1:0", "--to", "http://a", "--into", dir.file("c"), "--key-file",
                   dir.write("key", "short")})
              .find("key") != std::string::npos);
}

}  // namespace uag::test
