// Behind a real proxy: what nginx says of client, scheme and host counts; what the client itself or
// anybody beside the proxy says does not.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "support/certificates.hpp"
#include "support/file_text.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/program.hpp"
#include "support/temp_dir.hpp"

using namespace uag::test;

namespace {

// Listens on a port that the system chose; nginx takes the socket over, so nobody waits for it to start.
struct Listener {
    Listener() : descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        own.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof own;
        REQUIRE(::bind(descriptor, reinterpret_cast<const sockaddr*>(&own), size) == 0);
        REQUIRE(::listen(descriptor, 64) == 0);
        REQUIRE(::getsockname(descriptor, reinterpret_cast<sockaddr*>(&own), &size) == 0);
        port = ::ntohs(own.sin_port);
    }
    ~Listener() { ::close(descriptor); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    const int descriptor;
    std::uint16_t port = 0;
};

// nginx as whoever runs the tests (`user` counts for root only), with everything it writes in a folder of its own.
class Nginx {
public:
    explicit Nginx(const GatewayProcess& gateway) {
        const CertificateFiles files = make_certificate(folder_, "users.example.com");
        const std::string home = folder_.path().string();
        const auto address = [](const Listener& listener) { return "127.0.0.1:" + std::to_string(listener.port); };
        std::string temp;
        for (const char* const name : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            temp += std::string(name) + "_temp_path " + home + "/" + name + ";\n";
        ProgramStart start;
        start.arguments = {
            "nginx",
            "-p",
            home,
            "-e",
            home + "/error",
            "-c",
            folder_.write("nginx.conf", "daemon off;\nuser root;\nworker_processes 1;\npid " + home +
                                            "/pid;\nerror_log " + home +
                                            "/error;\nevents {}\nhttp {\naccess_log off;\n" + temp +
                                            "upstream gateway { server 127.0.0.1:" + std::to_string(gateway.port()) +
                                            "; keepalive 4; }\nserver {\nlisten " + address(plain_) + ";\nlisten " +
                                            address(secure_) + " ssl;\nssl_certificate " + files.certificate +
                                            ";\nssl_certificate_key " + files.key +
                                            ";\nlocation / {\nproxy_pass http://gateway;\nproxy_http_version 1.1;\n"
                                            "proxy_set_header Connection \"\";\n"
                                            "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
                                            "proxy_set_header X-Forwarded-Proto $scheme;\n"
                                            "proxy_set_header X-Forwarded-Host $http_host;\n}\n}\n}\n")};
        start.environment = {"NGINX=" + std::to_string(plain_.descriptor) + ';' + std::to_string(secure_.descriptor) +
                             ';'};
        start.kept = {plain_.descriptor, secure_.descriptor};
        program_ = std::make_unique<Program>(start, folder_.file("out"));
    }

    ~Nginx() { program_->terminate(); }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    HttpAnswer ask(const std::string& from, const std::string& request) {
        HttpClient client(plain_.port, "127.0.0.1", from);
        client.send(request);
        return taken(client);
    }
    HttpAnswer ask_securely(const std::string& request) {
        HttpClient client(secure_.port, TlsOffer{});
        client.send(request);
        return taken(client);
    }

private:
    HttpAnswer taken(HttpClient& client) {
        const auto answer = client.receive();
        INFO("nginx: " << file_text(folder_.file("out")) << file_text(folder_.file("error")));
        REQUIRE(answer);
        return *answer;
    }

    TempDir folder_;
    Listener plain_;
    Listener secure_;
    std::unique_ptr<Program> program_;
};

std::string question(const std::string& path, const std::string& fields) {
    return "GET " + path + " HTTP/1.1\r\nHost: users.example.com\r\n" + fields + "\r\n";
}

std::string log_in_request(const std::string& fields, const std::string& password) {
    return question("/api/v1/User/currentPrincipal", fields + "Authorization: " + basic("tje0", password) + "\r\n");
}

bool names(const HttpAnswer& wsdl, const std::string& base) {
    CHECK(wsdl.status == 200);
    return wsdl.body.find("location=\"" + base + "/Remote/Services88/User.svc\"") != std::string::npos;
}

constexpr const char* wsdl = "/Remote/Services88/User.svc?wsdl";
constexpr const char* spoofed =
    "X-Forwarded-For: 192.0.2.66\r\nX-Forwarded-Proto: ftp\r\nX-Forwarded-Host: evil.example\r\n"
    "Forwarded: for=192.0.2.66;proto=https;host=evil.example\r\nX-Real-IP: 192.0.2.66\r\n";

}  // namespace

TEST_CASE("behind nginx addresses in answers are those that the client used, or the configured ones") {
    GatewayProcess gateway("[server]\ntrusted_proxies = [\"127.0.0.1\"]\n");
    {
        Nginx nginx(gateway);
        CHECK(names(nginx.ask("127.0.0.5", question(wsdl, "")), "http://users.example.com"));
        CHECK(names(nginx.ask("127.0.0.5", question(wsdl, spoofed)), "http://users.example.com"));
        CHECK(names(nginx.ask_securely(question(wsdl, "")), "https://users.example.com"));
        CHECK(names(nginx.ask_securely(question(wsdl, spoofed)), "https://users.example.com"));
        // Beside the proxy nobody is believed.
        HttpClient direct(gateway.port(), "127.0.0.1", "127.0.0.6");
        direct.send(question(wsdl, spoofed));
        const auto answer = direct.receive();
        REQUIRE(answer);
        CHECK(names(*answer, "http://users.example.com"));
    }
    GatewayProcess configured(
        "[server]\ntrusted_proxies = [\"127.0.0.1\"]\npublic_url = \"https://crm.example.com/nets\"\n");
    Nginx nginx(configured);
    CHECK(names(nginx.ask("127.0.0.5", question(wsdl, spoofed)), "https://crm.example.com/nets"));
    CHECK(names(nginx.ask_securely(question(wsdl, "")), "https://crm.example.com/nets"));
    const HttpAnswer api = nginx.ask_securely(question("/api/v1/openapi.json", ""));
    CHECK(api.body.find("https://crm.example.com/nets") != std::string::npos);
}

TEST_CASE("behind nginx failed log-ins are counted by the client's address, whatever it says") {
    GatewayProcess gateway("[server]\ntrusted_proxies = [\"127.0.0.1\"]\n[throttle]\nsource_free = 3\n");
    Nginx nginx(gateway);
    for (int i = 0; i < 3; ++i) {
        const std::string another = "X-Forwarded-For: 192.0.2." + std::to_string(i) + "\r\n";
        CHECK(nginx.ask("127.0.0.5", log_in_request(another, "wrong")).status == 401);
    }
    CHECK(nginx.ask("127.0.0.5", log_in_request("X-Forwarded-For: 192.0.2.9\r\n", "wrong")).status == 429);
    CHECK(nginx.ask("127.0.0.5", log_in_request("", "Tje0")).status == 429);
    // Others through the same proxy, over the same connections to us, are others.
    CHECK(nginx.ask("127.0.0.6", log_in_request("", "wrong")).status == 401);
    CHECK(nginx.ask("127.0.0.6", log_in_request("", "Tje0")).status == 200);
    CHECK(gateway.terminate() == 0);
    const std::string log = log_of(gateway);
    CHECK(log.find("\"peer\":\"127.0.0.5\"") != std::string::npos);
    CHECK(log.find("\"peer\":\"127.0.0.6\"") != std::string::npos);
    CHECK(log.find("\"peer\":\"127.0.0.1\"") == std::string::npos);
    CHECK(log.find("192.0.2.") == std::string::npos);
    std::string audit;
    CHECK(run_tool({"audit", "--json", "--config", gateway.config_file()}, &audit) == 0);
    CHECK(audit.find("127.0.0.5") != std::string::npos);
    CHECK(audit.find("192.0.2.") == std::string::npos);
}
