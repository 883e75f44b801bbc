// One budget for the bodies and answers of all connections (hardening H6, H10): who finds nothing left is told in their own
// protocol when to come back, what is small goes on, and everything comes back.
#include <doctest/doctest.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <string_view>

#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

constexpr const char* soap_path = "/Remote/Services88/User.svc";
constexpr const char* rest_path = "/api/v1/Agents/User/GetUser";

// And patience: who holds it is not sent away for being slow.
constexpr const char* little_memory = "[limits]\nmemory_bytes = 1048576\nbody_bytes_per_second = 0\nrequest_seconds = 3600\n";

std::string head_of(const std::string& path, const std::string& type, const std::string& more) {
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Type: " + type + "\r\n" + more + "\r\n";
}

std::string sized(std::size_t bytes) { return "Content-Length: " + std::to_string(bytes) + "\r\n"; }

HttpAnswer answer_to(const GatewayProcess& gateway, const std::string& bytes) {
    HttpClient client(gateway.port());
    client.send(bytes);
    const auto answer = client.receive();
    REQUIRE(answer);
    if (answer->status == 503) CHECK(client.closed());
    return *answer;
}

std::string body_of(std::size_t bytes) { return "{\"a\":\"" + std::string(bytes - 8, 'x') + "\"}"; }

// A client whose body has come but for its last byte. It has all its memory once others find none; should one of these
// take it away from under it, another one comes. Small requests go on beside it, so they wait for it and take nothing.
std::unique_ptr<HttpClient> holder_of(const GatewayProcess& gateway, std::size_t bytes) {
    for (int tries = 0; tries < 50; ++tries) {
        auto client = std::make_unique<HttpClient>(gateway.port());
        client->send(head_of(rest_path, "application/json", sized(bytes)) + std::string(bytes - 1, ' '));
        for (int i = 0; i < 100; ++i)
            if (i % 20 != 19)
                answer_to(gateway, get("/health/ready"));
            else if (answer_to(gateway, post(rest_path, "application/json", body_of(60'000))).status == 503)
                return client;
    }
    FAIL("nobody could hold the memory");
    return nullptr;
}

void check_busy(const HttpAnswer& answer, const std::string& type) {
    CHECK(answer.status == 503);
    CHECK(answer.field("Retry-After") == "1");
    CHECK(answer.field("Content-Type") == type);
    CHECK(answer.body.find("The service is busy; try again in a moment.") != std::string::npos);
}

}  // namespace

TEST_CASE("H6 a body that there is no memory for is refused in the caller's protocol") {
    GatewayProcess gateway(little_memory);
    auto holder = holder_of(gateway, 1'000'000);
    check_busy(answer_to(gateway, post(soap_path, "text/xml", body_of(50'000))), "text/xml; charset=utf-8");
    check_busy(answer_to(gateway, post(soap_path, "application/soap+xml", body_of(50'000))),
               "application/soap+xml; charset=utf-8");
    check_busy(answer_to(gateway, post(rest_path, "application/json", body_of(50'000))),
               "application/json; charset=utf-8");
    check_busy(answer_to(gateway, post("/elsewhere", "text/plain", body_of(50'000))), "text/plain; charset=utf-8");
    // What fits, and what is small: answered as ever.
    CHECK(answer_to(gateway, post(rest_path, "application/json", "{}")).status == 401);
    CHECK(answer_to(gateway, post(rest_path, "application/json", body_of(40'000))).status == 401);
    CHECK(answer_to(gateway, get("/api")).status == 200);
    // An announcement holds nothing.
    HttpClient announced(gateway.port());
    announced.send(head_of(rest_path, "application/json", sized(1'000'000)));
    CHECK(answer_to(gateway, post(rest_path, "application/json", body_of(40'000))).status == 401);
    // Too much for anybody is not a matter of when.
    CHECK(answer_to(gateway, head_of(rest_path, "application/json", sized(2'000'000))).status == 413);

    holder.reset();
    int status = 503;
    for (int i = 0; i < 1000 && status == 503; ++i) {
        status = answer_to(gateway, post(rest_path, "application/json", body_of(500'000))).status;
        if (status == 503) ::usleep(10'000);
    }
    CHECK(status == 401);
    // Each of them gave back what it had.
    for (int i = 0; i < 5; ++i)
        CHECK(answer_to(gateway, post(rest_path, "application/json", body_of(900'000))).status == 401);
}

TEST_CASE("H6 a body in chunks takes memory as it grows") {
    GatewayProcess gateway(little_memory);
    const auto holder = holder_of(gateway, 1'000'000);
    const std::string head = head_of(rest_path, "application/json", "Transfer-Encoding: chunked\r\n");
    const std::string chunk = "2000\r\n" + std::string(0x2000, 'x') + "\r\n";
    CHECK(answer_to(gateway, head + chunk + "0\r\n\r\n").status == 400);  // no JSON: it was looked at
    std::string much = head;
    for (int i = 0; i < 20; ++i) much += chunk;
    check_busy(answer_to(gateway, much), "application/json; charset=utf-8");
}

TEST_CASE("H6 an answer that there is no memory for is not kept; the program's own files need none") {
    GatewayProcess gateway(little_memory);
    const auto holder = holder_of(gateway, 1'000'000);
    HttpClient client(gateway.port());
    client.send(get(std::string(soap_path) + "?singleWsdl"));
    const auto wsdl = client.receive();
    REQUIRE(wsdl);
    check_busy(*wsdl, "text/xml; charset=utf-8");
    // The request was read to its end: the connection goes on.
    client.send(get("/docs/swagger-ui-bundle.js"));
    const auto file = client.receive();
    REQUIRE(file);
    CHECK(file->status == 200);
    CHECK(file->body.size() > 1'000'000);
    CHECK(file->body.find("SwaggerUIBundle") != std::string::npos);
}
