// Behind a proxy and without one: who is believed about client, scheme and host.
#include <doctest/doctest.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

int log_in_status(const GatewayProcess& gateway, const std::string& fields, const std::string& password = "wrong") {
    return converse(gateway.port(),
                    get("/api/v1/User/currentPrincipal", fields + "Authorization: " + basic("tje0", password) + "\r\n"))
        .status;
}

bool wsdl_names(const GatewayProcess& gateway, const std::string& fields, const std::string& base) {
    const HttpAnswer answer = converse(gateway.port(), get("/Remote/Services88/User.svc?wsdl", fields));
    CHECK(answer.status == 200);
    return answer.body.find("location=\"" + base + "/Remote/Services88/User.svc\"") != std::string::npos;
}

std::string audit_of(const GatewayProcess& gateway) {
    std::string output;
    CHECK(run_tool({"audit", "--json", "--config", gateway.config_file()}, &output) == 0);
    return output;
}

constexpr const char* evil =
    "X-Forwarded-For: 192.0.2.66\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\n";
constexpr const char* evil_too = "Forwarded: for=192.0.2.66;proto=https;host=evil.example\r\n";
constexpr const char* few = "[throttle]\nsource_free = 3\n";

}  // namespace

TEST_CASE("of anybody else these fields are ignored") {
    GatewayProcess gateway("[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"127.0.0.2\"]\n" + std::string(few));
    CHECK(wsdl_names(gateway, evil, "http://localhost"));
    CHECK(wsdl_names(gateway, evil_too, "http://localhost"));
    for (int i = 0; i < 3; ++i)
        CHECK(log_in_status(gateway, "X-Forwarded-For: 192.0.2." + std::to_string(i) + "\r\n") == 401);
    CHECK(log_in_status(gateway, "X-Forwarded-For: 192.0.2.9\r\n") == 429);
    const std::string log = finished_log(gateway);
    CHECK(log.find("192.0.2.") == std::string::npos);
    CHECK(audit_of(gateway).find("192.0.2.") == std::string::npos);
}

TEST_CASE("a trusted proxy tells whose failures they are, in throttle, audit and log") {
    GatewayProcess gateway("[server]\ntrusted_proxies = [\"127.0.0.0/8\"]\n" + std::string(few));
    CHECK(wsdl_names(gateway, "X-Forwarded-Proto: https\r\nX-Forwarded-Host: crm.example.com\r\n",
                     "https://crm.example.com"));
    CHECK(wsdl_names(gateway, "X-Forwarded-Proto: https\r\n", "https://localhost"));
    CHECK(wsdl_names(gateway, "", "http://localhost"));
    CHECK(wsdl_names(gateway, evil_too, "http://localhost"));
    const std::string first = "X-Forwarded-For: 198.51.100.1, 192.0.2.1\r\n";
    for (int i = 0; i < 3; ++i) CHECK(log_in_status(gateway, first) == 401);
    CHECK(log_in_status(gateway, first) == 429);
    CHECK(log_in_status(gateway, "X-Forwarded-For: 192.0.2.2\r\n") == 401);
    CHECK(log_in_status(gateway, "X-Forwarded-For: 192.0.2.2\r\n", "Tje0") == 200);
    // An IPv6 /64 is one source, the next one another.
    for (int i = 1; i <= 3; ++i)
        CHECK(log_in_status(gateway, "X-Forwarded-For: 2001:db8:1:2::" + std::to_string(i) + "\r\n") == 401);
    CHECK(log_in_status(gateway, "X-Forwarded-For: [2001:db8:1:2:ffff::4]:4711\r\n") == 429);
    CHECK(log_in_status(gateway, "X-Forwarded-For: 2001:db8:1:3::1\r\n") == 401);
    const std::string log = finished_log(gateway);
    CHECK(log.find("\"peer\":\"192.0.2.1\"") != std::string::npos);
    CHECK(log.find("\"peer\":\"192.0.2.2\"") != std::string::npos);
    CHECK(log.find("198.51.100.1") == std::string::npos);
    const std::string audit = audit_of(gateway);
    CHECK(audit.find("192.0.2.1") != std::string::npos);
    CHECK(audit.find("198.51.100.1") == std::string::npos);
}

TEST_CASE("Forwarded, where the proxies write that") {
    GatewayProcess gateway("[server]\ntrusted_proxies = [\"127.0.0.1\"]\nproxy_fields = \"forwarded\"\n");
    CHECK(wsdl_names(gateway, "Forwarded: for=192.0.2.1;proto=https;host=crm.example.com\r\n",
                     "https://crm.example.com"));
    CHECK(wsdl_names(gateway, evil, "http://localhost"));
    // Two lines are one list (RFC 9110 5.3), of which the last element is what our proxy wrote.
    const std::string genuine = "Forwarded: for=192.0.2.1;proto=https;host=crm.example.com\r\n";
    CHECK(wsdl_names(gateway, evil_too + genuine, "https://crm.example.com"));
}

TEST_CASE("the configured base address wins over all of them") {
    GatewayProcess gateway(
        "[server]\ntrusted_proxies = [\"127.0.0.1\"]\npublic_url = \"https://users.example.com/nets\"\n");
    CHECK(wsdl_names(gateway, evil, "https://users.example.com/nets"));
    CHECK(wsdl_names(gateway, "", "https://users.example.com/nets"));
}

TEST_CASE("connections of one address are limited, those of a trusted proxy only in all") {
    for (const bool trusted : {false, true}) {
        CAPTURE(trusted);
        GatewayProcess gateway(std::string("[server]\ntrusted_proxies = [\"") + (trusted ? "127.0.0.1" : "127.0.0.2") +
                               "\"]\nio_threads = 1\n[limits]\nconnections_per_address = 2\nconnections = 4\n");
        std::vector<std::unique_ptr<HttpClient>> clients;
        std::vector<int> statuses;
        for (int i = 0; i < 5; ++i) {
            clients.push_back(std::make_unique<HttpClient>(gateway.port()));
            clients.back()->send(get("/api"));
            const auto answer = clients.back()->receive();
            REQUIRE(answer);
            statuses.push_back(answer->status);
        }
        CHECK(statuses == (trusted ? std::vector{200, 200, 200, 200, 200} : std::vector{200, 200, 503, 503, 503}));
        if (trusted) CHECK(clients.front()->closed());  // its place was taken, before the others are given back
        // A place that is given back can be had again.
        clients.clear();
        int status = 503;
        for (int i = 0; i < 1000 && status == 503; ++i) status = converse(gateway.port(), get("/api")).status;
        CHECK(status == 200);
        const std::string log = finished_log(gateway);
        CHECK(log.find(trusted ? "displaced " : "too_many_of_one ") != std::string::npos);
    }
}

TEST_CASE("a plain listener for other machines refuses to start unless a proxy is said to stand in front") {
    const TempDir folder;
    std::string output;
    CHECK(run_tool({"serve", "--db", folder.file("users.db"), "--listen", "0.0.0.0:0"}, &output) == 1);
    CHECK(output.find("server.behind_proxy") != std::string::npos);
    CHECK(output.find("tls.certificate") != std::string::npos);
    CHECK_FALSE(std::ifstream(folder.file("users.db")).is_open());
}
