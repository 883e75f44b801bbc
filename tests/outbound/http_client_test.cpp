// The HTTP client against servers that behave well, badly, or not at all.
#include "adapters/outbound/http_client.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "support/certificates.hpp"
#include "support/fake_server.hpp"
#include "support/gateway_process.hpp"
#include "support/openssl_server.hpp"

using namespace uag;
using namespace uag::test;
using outbound::HttpSettings;
using outbound::TransferFault;

namespace {

const std::atomic<bool> never{false};

client::Request request_to(const std::string& path, const std::string& body, bool only_reads = false) {
    client::Request request;
    request.path = path;
    request.body = body;
    request.only_reads = only_reads;
    return request;
}

struct Told {
    TransferFault fault;
    std::string text;
};

// Throws nothing away: an answer where an error is expected is shown as one.
Told failure(outbound::HttpClient& client, const client::Request& request) {
    const auto answer = client.send(request);
    if (answer.has_value()) return {TransferFault::bad_address, "answered " + std::to_string(answer->status)};
    return {answer.error().fault, answer.error().text};
}

Told failure(HttpSettings settings, const client::Request& request = request_to("x", "body")) {
    outbound::HttpClient client(std::move(settings), never);
    return failure(client, request);
}

// One that answers every connection with these bytes and closes it.
FakeServer::Serve answers(const std::string& bytes) {
    return [bytes](FakeServer::Connection& connection, std::size_t) {
        connection.read_request();
        connection.send(bytes);
    };
}

std::string told_by(const std::string& bytes, TransferFault fault) {
    FakeServer server(answers(bytes));
    HttpSettings settings{server.url()};
    settings.answer_bytes = 1000;
    const Told told = failure(settings);
    CHECK_MESSAGE(told.fault == fault, told.text);
    const std::string name = "http://127.0.0.1:" + std::to_string(server.port()) + ' ';
    CHECK(told.text.starts_with(name));
    return told.text.substr(std::min(name.size(), told.text.size()));
}

}  // namespace

TEST_CASE("a request goes out as it is, and the answer comes as it is") {
    FakeServer server([](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty())
            connection.send(
                "HTTP/1.1 100 Continue\r\nX-No: 1\r\n\r\nHTTP/1.1 404 None\r\nX-A:  b \r\nX-A: c\r\n"
                "Content-Length: 5\r\n\r\nabcde");
    });
    outbound::HttpClient client({server.url() + "prefix"}, never);
    client::Request request = request_to("a/b?c=%20", "body");
    request.fields = {{"Content-Type", "text/xml"}, {"X-Empty", ""}};
    for (int call = 0; call < 3; ++call) {
        const auto answer = client.send(request);
        REQUIRE(answer.has_value());
        CHECK(answer->status == 404);
        CHECK(answer->fields == client::Fields{{"X-A", "b"}, {"X-A", "c"}, {"Content-Length", "5"}});
        CHECK(answer->body.size() == 5);
    }
    CHECK(client.connections() == 1);
    const std::string host = "127.0.0.1:" + std::to_string(server.port());
    REQUIRE(server.requests().size() == 3);
    CHECK(server.requests().back() == "POST /prefix/a/b?c=%20 HTTP/1.1\r\nHost: " + host +
                                          "\r\nUser-Agent: useragentd\r\nContent-Type: text/xml\r\nX-Empty:\r\n"
                                          "Content-Length: 4\r\n\r\nbody");
    client::Request read = request_to("r", "");
    read.method = "GET";
    CHECK(client.send(read).has_value());
    CHECK(server.requests().back() == "GET /prefix/r HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: useragentd\r\n\r\n");
}

TEST_CASE("what is no answer is told in a sentence that names the server") {
    const std::string head = "HTTP/1.1 200 OK\r\n";
    CHECK(told_by("", TransferFault::cut_short) == "has closed the connection without an answer");
    CHECK(told_by("SSH-2.0-OpenSSH_9.2\r\n", TransferFault::not_http).starts_with("does not speak HTTP/1.1: "));
    CHECK(
        told_by(head + "Content-Length: 9\r\n\r\nabc", TransferFault::cut_short).starts_with("has cut the connection"));
    CHECK(told_by(head + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc", TransferFault::cut_short)
              .starts_with("has cut the connection"));
    CHECK(told_by(head + "Content-Length: 1001\r\n\r\n", TransferFault::too_large) ==
          "answers with more than 1000 bytes");
    CHECK(told_by(head + "Connection: close\r\n\r\n" + std::string(1001, 'x'), TransferFault::too_large) ==
          "answers with more than 1000 bytes");
    std::string fields;
    while (fields.size() < 100'000) fields += "X-Field: " + std::string(900, 'x') + "\r\n";
    told_by(head + fields + "\r\n", TransferFault::too_large);
    CHECK(told_by("HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\x1B[31m\r\nContent-Length: 0\r\n\r\n",
                  TransferFault::redirect) ==
          "answers with a redirect to 'http://elsewhere/?[31m', which is not followed");
}

TEST_CASE("an endless answer, a slow one and one that never begins have an end") {
    FakeServer endless([](FakeServer::Connection& connection, std::size_t) {
        connection.read_request();
        connection.send("HTTP/1.1 200 OK\r\n\r\n");
        for (int i = 0; i < 100; ++i) connection.send(std::string(100'000, 'x'));
    });
    HttpSettings settings{endless.url()};
    settings.answer_bytes = 50'000;
    CHECK(failure(settings).fault == TransferFault::too_large);

    FakeServer silent([](FakeServer::Connection& connection, std::size_t index) {
        connection.read_request();
        if (index != 0) connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na");
        connection.hold();
    });
    settings = {silent.url()};
    settings.timeout = std::chrono::milliseconds(200);
    for (int call = 0; call < 2; ++call) {
        const Told told = failure(settings);
        CHECK(told.fault == TransferFault::too_slow);
        CHECK(told.text.ends_with("has not answered within 200 ms"));
    }
    const std::atomic<bool> stopping{true};
    outbound::HttpClient stopped({silent.url()}, stopping);
    CHECK(failure(stopped, request_to("x", "")).fault == TransferFault::stopped);
}

TEST_CASE("nobody there, and addresses that are none") {
    std::uint16_t port = 0;
    {
        port = FakeServer([](FakeServer::Connection&, std::size_t) {}).port();
    }
    const Told refused = failure({"http://127.0.0.1:" + std::to_string(port)});
    CHECK(refused.fault == TransferFault::unreachable);
    CHECK(refused.text.find(" cannot be reached: ") != std::string::npos);
    for (const char* const url : {"", "127.0.0.1", "ftp://127.0.0.1", "file:///etc/passwd", "http://", "http://a@b/",
                                  "http://a/?b", "http://a/#b", "http://a\r\nb"}) {
        CAPTURE(url);
        CHECK(failure({url}).fault == TransferFault::bad_address);
    }
    client::Request split = request_to("x", "");
    split.fields = {{"X", "a\r\nY: b"}};
    CHECK(failure({"http://127.0.0.1"}, split).fault == TransferFault::bad_address);
}

TEST_CASE("a change is never sent twice; what only reads is asked again on a new connection") {
    // The second request on each connection is taken and never answered.
    const auto serve = [](FakeServer::Connection& connection, std::size_t) {
        if (connection.read_request().empty()) return;
        connection.send(ok_answer("yes"));
        connection.read_request();
    };
    for (const std::string body : {"body", ""}) {
        CAPTURE(body);
        FakeServer server(serve);
        outbound::HttpClient client({server.url()}, never);
        CHECK(client.send(request_to("first", "x", true)).has_value());
        const auto changed = client.send(request_to("change", body));
        std::size_t sent = 0;
        for (const std::string& request : server.requests()) sent += request.find("/change ") != std::string::npos;
        CHECK(sent == 1);
        // Without a body it had a connection of its own.
        CHECK(changed.has_value() == body.empty());
        if (!changed.has_value()) CHECK(changed.error().fault == TransferFault::cut_short);
    }
    FakeServer server(serve);
    outbound::HttpClient client({server.url()}, never);
    CHECK(client.send(request_to("first", "x", true)).has_value());
    const auto read = client.send(request_to("read", "body", true));
    REQUIRE(read.has_value());
    CHECK(read->body == "yes");
    CHECK(server.requests().size() == 3);
    CHECK(client.connections() == 2);
}

TEST_CASE("TLS: the server must be the one that it should be") {
    const TempDir folder;
    const CertificateFiles good = make_certificate(folder, "127.0.0.1");
    const CertificateFiles other = make_certificate(folder, "other.example");
    const CertificateFiles expired = make_certificate(folder, "localhost", -1);
    const auto ask = [](const GatewayProcess& gateway, const std::string& ca) {
        HttpSettings settings{"https://127.0.0.1:" + std::to_string(gateway.port())};
        settings.ca_file = ca;
        client::Request request = request_to("health/live", "", true);
        request.method = "GET";
        outbound::HttpClient client(settings, never);
        const auto answer = client.send(request);
        if (answer.has_value()) return std::to_string(answer->status);
        CHECK(answer.error().fault == TransferFault::tls);
        CHECK(answer.error().text.starts_with(settings.base_url + " is not trusted over TLS: "));
        return answer.error().text;
    };
    {
        const GatewayProcess gateway(tls_settings(good));
        CHECK(ask(gateway, good.certificate) == "200");
        CHECK(ask(gateway, other.certificate).find("certificate") != std::string::npos);
        CHECK(ask(gateway, folder.file("none.pem")).find("none.pem") != std::string::npos);
        CHECK(ask(gateway, "").find("self") != std::string::npos);
        // Without TLS at a port that has it, and the other way round.
        CHECK(failure({"http://127.0.0.1:" + std::to_string(gateway.port())}).fault != TransferFault::unreachable);
    }
    {
        const GatewayProcess gateway(tls_settings(other));
        CHECK(ask(gateway, other.certificate).find("other.example") != std::string::npos);
    }
    FakeServer plain([](FakeServer::Connection& connection, std::size_t) {
        connection.send(ok_answer("x"));
        connection.hold();
    });
    const Told told = failure({"https://127.0.0.1:" + std::to_string(plain.port())});
    CHECK(told.fault == TransferFault::tls);
}

TEST_CASE("a client's own certificate is shown where the server asks for one") {
    const TempDir folder;
    const CertificateFiles server = make_certificate(folder, "127.0.0.1");
    const CertificateFiles own = make_certificate(folder, "client.example");
    folder.write("status", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx");
    const OpensslServer asks(folder, server, own.certificate);
    HttpSettings settings{asks.url()};
    settings.ca_file = server.certificate;
    client::Request request = request_to("status", "", true);
    request.method = "GET";
    const Told none = failure(settings, request);
    CHECK_MESSAGE(none.fault == TransferFault::tls, none.text);
    CHECK(none.text.find(" does not take us, or our certificate, over TLS: ") != std::string::npos);
    settings.certificate_file = own.certificate;
    settings.key_file = own.key;
    outbound::HttpClient client(settings, never);
    const auto answer = client.send(request);
    REQUIRE_MESSAGE(answer.has_value(), (answer.has_value() ? "" : answer.error().text));
    CHECK(answer->status == 200);
    settings.key_file = folder.file("none.key");
    CHECK(failure(settings, request).fault == TransferFault::tls);
}

TEST_CASE("a call that nobody waits for any more ends at once, and one whose time is over when that is") {
    std::atomic<bool> is_asked{false};
    std::atomic<bool> is_closed{false};
    FakeServer hangs([&](FakeServer::Connection& connection, std::size_t index) {
        if (connection.read_request().empty()) return;
        is_asked = true;
        if (index == 1) connection.send(ok_answer("x"));
        connection.hold();
        is_closed = true;
    });
    outbound::HttpClient client({hangs.url()}, never);
    outbound::Cancellation cancellation;
    std::thread cancels([&] {
        while (!is_asked) ::usleep(1000);
        cancellation.cancel();
    });
    outbound::CallEnd end;
    end.cancellation = &cancellation;
    const auto answer = client.send(request_to("x", "body"), end);
    cancels.join();
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().fault == TransferFault::abandoned);
    for (int i = 0; i < 1000 && !is_closed; ++i) ::usleep(10'000);
    CHECK(is_closed);
    CHECK(client.send(request_to("x", "body")).has_value());
    // Cancelled before it begins, it is not sent.
    CHECK(client.send(request_to("x", "body"), end).error().fault == TransferFault::abandoned);
    CHECK(hangs.requests().size() == 2);
    end = {std::chrono::steady_clock::now() + std::chrono::milliseconds(100), nullptr};
    CHECK(client.send(request_to("x", "body"), end).error().fault == TransferFault::too_slow);
}
