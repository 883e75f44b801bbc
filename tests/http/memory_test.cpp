// One budget for the bodies and answers of all connections: who finds nothing left is told in their own
// protocol when to come back, what is small goes on, and everything comes back.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/sanitized.hpp"
#include "support/texts.hpp"

using namespace uag::test;

namespace {

constexpr const char* soap_path = "/Remote/Services88/User.svc";
constexpr const char* rest_path = "/api/v1/Agents/User/GetUser";

// And patience: who holds it is not sent away for being slow.
constexpr const char* little_memory =
    "[limits]\nmemory_bytes = 1048576\nbody_bytes_per_second = 0\nrequest_seconds = 3600\n";

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

std::string login_field(const std::string& user, const std::string& password) {
    return "Authorization: " + basic(user, password) + "\r\n";
}

// An answer of about half a megabyte, that changes nothing.
std::string large_question(const std::string& field) {
    std::string ids = "{\"UserInfoIds\":[1";
    for (int i = 1; i < 1000; ++i) ids += ",1";
    return post("/api/v1/Agents/User/GetUserInfoList", "application/json", ids + "]}", field);
}

std::size_t resident_kib(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
    return 0;
}

}  // namespace

TEST_CASE("a body that there is no memory for is refused in the caller's protocol") {
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
        CHECK(answer_to(gateway, post(rest_path, "application/json", body_of(480'000))).status == 401);
}

TEST_CASE("a body in chunks takes memory as it grows") {
    GatewayProcess gateway(little_memory);
    const auto holder = holder_of(gateway, 1'000'000);
    const std::string head = head_of(rest_path, "application/json", "Transfer-Encoding: chunked\r\n");
    const std::string chunk = "2000\r\n" + std::string(0x2000, 'x') + "\r\n";
    CHECK(answer_to(gateway, head + chunk + "0\r\n\r\n").status == 400);  // no JSON: it was looked at
    std::string much = head;
    for (int i = 0; i < 20; ++i) much += chunk;
    check_busy(answer_to(gateway, much), "application/json; charset=utf-8");
}

TEST_CASE("an answer that there is no memory for is not kept; the program's own files need none") {
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

TEST_CASE("an answer that changes nothing is not kept either, whatever the method") {
    GatewayProcess gateway(little_memory);
    const std::string field = login_field("ADM0", "Adm0-demo-only");
    const auto holder = holder_of(gateway, 1'000'000);
    HttpClient client(gateway.port());
    client.send(large_question(field));
    const auto refused = client.receive();
    REQUIRE(refused);
    check_busy(*refused, "application/json; charset=utf-8");
    // Small questions go on, on the same connection.
    client.send(post("/api/v1/Agents/User/IsUserNameValid", "application/json", R"({"UserName":"new-name"})", field));
    const auto small = client.receive();
    REQUIRE(small);
    CHECK(small->status == 200);
}

TEST_CASE("a change that was made is acknowledged while there is no memory, in full or in a few words") {
    GatewayProcess gateway(little_memory);
    const std::string field = login_field("ADM0", "Adm0-demo-only");
    // The requests were read to their ends: the connection goes on.
    HttpClient client(gateway.port());
    const auto call = [&](const std::string& operation, const std::string& body, const std::string& accept) {
        client.send(
            post("/api/v1/Agents/User/" + operation, "application/json", body, field + "Accept: " + accept + "\r\n"));
        const auto answer = client.receive();
        REQUIRE(answer);
        return *answer;
    };
    const auto change = [&](const std::string& nick, const std::string& accept) {
        return call("SaveUser", R"({"AssociateId":2,"NickName":")" + nick + "\"}", accept);
    };
    // A user in groups of which each has a long text: of five bytes a letter in XML, one in JSON.
    std::string groups;
    for (int i = 0; i < 10; ++i) {
        const HttpAnswer made = call(
            "SaveUserGroup",
            R"({"UserGroup":{"Value":"g)" + std::to_string(i) + R"(","Tooltip":")" + std::string(1900, '&') + "\"}}",
            "application/json");
        REQUIRE_MESSAGE(made.status == 200, made.body);
        const std::size_t at = made.body.find("\"Id\":");
        REQUIRE(at != std::string::npos);
        groups +=
            (i == 0 ? "" : ",") + std::string("{") + made.body.substr(at, made.body.find_first_of(",}", at) - at) + "}";
    }
    REQUIRE(call("SaveUser", R"({"AssociateId":2,"OtherGroups":[)" + groups + "]}", "application/json").status == 200);
    auto holder = holder_of(gateway, 1'040'000);
    const HttpAnswer full = change("first", "application/json");
    CHECK(full.status == 200);
    CHECK(full.body.size() > 16'384);
    const HttpAnswer short_one = change("second", "application/xml");
    CHECK(short_one.status == 500);
    CHECK(short_one.field("Retry-After").empty());
    CHECK(short_one.body.find("The change was made, but the service has no memory for its answer at the moment.") !=
          std::string::npos);
    CHECK(short_one.body.size() < 1000);
    // What only asks is told to come back.
    check_busy(call("GetUser?userId=2", "", "application/json"), "application/json; charset=utf-8");
    holder.reset();
    HttpAnswer now = short_one;
    for (int i = 0; i < 1000 && now.status != 200; ++i) {
        now = call("GetUser?userId=2", "", "application/json");
        if (now.status != 200) ::usleep(10'000);
    }
    CHECK(now.body.find(R"("NickName":"second")") != std::string::npos);
}

TEST_CASE("what is parsed of a body that waits counts as well") {
    GatewayProcess gateway(little_memory);
    const auto holder = holder_of(gateway, 1'000'000);
    // Small as bytes; as a tree, and as what would be decoded of it, it is not.
    check_busy(answer_to(gateway, post(rest_path, "application/json", "{\"a\":[" + repeated("0,", 4000) + "0]}")),
               "application/json; charset=utf-8");
    check_busy(answer_to(gateway,
                         post(soap_path, "text/xml",
                              "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                              "<n:GetUserInfoList xmlns:n=\"http://www.superoffice.net/ws/crm/NetServer/Services88\">" +
                                  repeated("<n:a/>", 2000) + "</n:GetUserInfoList></s:Body></s:Envelope>")),
               "text/xml; charset=utf-8");
}

TEST_CASE("readers that are slow hold no more than the budget, and nobody with a small request notices") {
    if (sanitized) return;  // its own memory is not ours
    GatewayProcess gateway("[limits]\nmemory_bytes = 8388608\nconnections_per_address = 500\n");
    const std::string field = login_field("ADM0", "Adm0-demo-only");
    const std::string small =
        post("/api/v1/Agents/User/IsUserNameValid", "application/json", R"({"UserName":"x"})", field);
    REQUIRE(answer_to(gateway, small).status == 200);
    const std::size_t before = resident_kib(gateway.pid());
    // The sockets take several answers; the next one stays with the service.
    std::vector<std::unique_ptr<HttpClient>> readers;
    const std::string question = large_question(field);
    for (int i = 0; i < 60; ++i) {
        readers.push_back(std::make_unique<HttpClient>(gateway.port()));
        for (int k = 0; k < 10; ++k) readers.back()->send(question);
    }
    std::size_t most = 0;
    for (int i = 0; i < 300; ++i) {
        CHECK(answer_to(gateway, small).status == 200);
        most = std::max(most, resident_kib(gateway.pid()));
    }
    CHECK(most < before + 8192 + 16384);
}
