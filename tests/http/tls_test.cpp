// TLS of the listener's own: versions, suites, ALPN, reload, and what is refused.
#include <doctest/doctest.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/sqlite/store.hpp"
#include "support/certificates.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_log.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/program.hpp"
#include "support/run_task.hpp"
#include "support/texts.hpp"

using namespace uag::test;

namespace {

std::string why_not(std::uint16_t port, const TlsOffer& offer) {
    try {
        const HttpClient client(port, offer);
        return "";
    } catch (const std::exception& error) {
        return error.what();
    }
}

// The log is written by a thread of its own.
bool logs(const GatewayProcess& gateway, const std::string& text, const std::string& other = "\n\n") {
    for (int i = 0; i < 1000; ++i) {
        const std::string log = log_of(gateway);
        if (log.find(text) != std::string::npos || log.find(other) != std::string::npos) return true;
        ::usleep(10'000);
    }
    return false;
}

std::string serve_refused(const TempDir& folder, const CertificateFiles& files) {
    std::string output;
    const std::string config =
        folder.write("config.toml", "[database]\npath = \"" + folder.file("users.db") + "\"\n" + tls_settings(files));
    CHECK(run_tool({"serve", "--config", config, "--listen", "127.0.0.1:0"}, &output) == 1);
    return output;
}

const TlsOffer any{};

// A server that takes every suite there is: what it does not take either, the test cannot tell from a refusal.
class LaxServer {
public:
    LaxServer(const TempDir& folder, const CertificateFiles& files)
        : output_(folder.file("lax.txt")),
          program_({{"openssl", "s_server", "-4", "-accept", "0", "-tls1_2", "-www", "-cipher",
                     "ALL:eNULL:aNULL:@SECLEVEL=0", "-cert", files.certificate, "-key", files.key},
                    {}},
                   output_) {}

    std::uint16_t port() const {
        const std::string before = "ACCEPT 0.0.0.0:";
        for (int i = 0; i < 1000; ++i) {
            const std::string text = file_text(output_);
            const std::size_t at = text.find(before);
            if (at != std::string::npos && text.find('\n', at) != std::string::npos)
                return static_cast<std::uint16_t>(std::stoi(text.substr(at + before.size())));
            ::usleep(10'000);
        }
        throw std::runtime_error("openssl s_server does not listen");
    }

private:
    const std::string output_;
    Program program_;
};

}  // namespace

TEST_CASE("TLS 1.2 and 1.3 with good suites and http/1.1, nothing else") {
    const TempDir folder;
    const GatewayProcess gateway(tls_settings(make_certificate(folder, "first")));
    const std::string ask = get("/api", "Accept: application/json\r\n");
    for (const auto& [version, name] : {std::pair{TLS1_2_VERSION, "TLSv1.2"}, std::pair{TLS1_3_VERSION, "TLSv1.3"}}) {
        HttpClient client(gateway.port(), TlsOffer{version, version, "", {"h2", "http/1.1"}});
        CHECK(client.tls_version() == name);
        CHECK(client.tls_protocol() == "http/1.1");
        CHECK(client.certificate_name() == "first");
        client.send(ask);
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->field("Strict-Transport-Security") == "max-age=31536000");
    }
    CHECK(why_not(gateway.port(), any).empty());
    CHECK_FALSE(why_not(gateway.port(), {TLS1_VERSION, TLS1_1_VERSION, "ALL:@SECLEVEL=0", {}}).empty());
    const HttpClient backwards(
        gateway.port(),
        TlsOffer{TLS1_2_VERSION, TLS1_2_VERSION, "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256", {}});
    CHECK(backwards.tls_suite() == "ECDHE-ECDSA-AES128-GCM-SHA256");  // our order counts
    CHECK_FALSE(why_not(gateway.port(), {0, 0, "", {"h2"}}).empty());
    CHECK_FALSE(why_not(gateway.port(), {0, 0, "", {"http/1.0", "spdy/3"}}).empty());
}

// RFC 9325 4.1, 4.2: no null, anonymous, static RSA, CBC or finite-field suites.
TEST_CASE("no weak suite is taken, whichever key the certificate has") {
    struct Row {
        CertificateKey key;
        std::vector<const char*> weak, good;
    };
    const std::vector<Row> rows{
        {CertificateKey::rsa2048,
         {"NULL-SHA256", "ADH-AES128-GCM-SHA256", "AECDH-AES128-SHA", "AES128-SHA", "AES128-GCM-SHA256",
          "AES256-SHA256", "CAMELLIA128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA384",
          "DHE-RSA-AES128-GCM-SHA256"},
         {"ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"}},
        {CertificateKey::p256,
         {"ECDHE-ECDSA-NULL-SHA", "AECDH-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA"},
         {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"}}};
    for (const Row& row : rows) {
        const TempDir folder;
        const CertificateFiles files = make_certificate(folder, "first", 90, row.key);
        const LaxServer lax(folder, files);
        const GatewayProcess gateway(tls_settings(files));
        for (const char* weak : row.weak) {
            CAPTURE(weak);
            const TlsOffer offer{TLS1_2_VERSION, TLS1_2_VERSION, weak + std::string(":@SECLEVEL=0"), {}};
            CHECK(why_not(lax.port(), offer).empty());
            CHECK_FALSE(why_not(gateway.port(), offer).empty());
        }
        for (const char* good : row.good) {
            CAPTURE(good);
            CHECK(why_not(gateway.port(), {TLS1_2_VERSION, TLS1_2_VERSION, good, {}}).empty());
        }
    }
}

TEST_CASE("a TLS connection carries what a plain one does") {
    const TempDir folder;
    const GatewayProcess gateway("[limits]\npipelined_requests = 4\n" +
                                 tls_settings(make_certificate(folder, "first")));
    HttpClient client(gateway.port(), any);
    SUBCASE("a description larger than a record names the https address") {
        client.send(get("/Remote/Services88/User.svc?singleWsdl"));
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->body.size() > 100'000);
        CHECK(answer->body.find("location=\"https://localhost/Remote/Services88/User.svc\"") != std::string::npos);
        client.send(get("/api", "Connection: close\r\n"));
        REQUIRE(client.receive());
        CHECK(client.closed());
    }
    SUBCASE("a body that comes in pieces after 100 Continue") {
        const std::string body = "{\"UserName\":\"" + std::string(100'000, 'x') + "\"}";
        client.send(
            "POST /api/v1/Agents/User/IsUserNameValid HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
            "Authorization: " +
            basic("tje0", "Tje0") + "\r\nExpect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n");
        for (std::size_t at = 0; at < body.size(); at += 30'000) client.send(std::string_view(body).substr(at, 30'000));
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->body == "false");
    }
    SUBCASE("requests in one record, and the end of it") {
        std::string many;
        for (int i = 0; i < 5; ++i) many += get("/api");
        client.send(many);
        for (int i = 0; i < 4; ++i) REQUIRE(client.receive());
        CHECK(client.closed());
    }
    SUBCASE("a refusal") {
        client.send("GET / HTTP/1.1\r\n\r\n");
        const auto answer = client.receive();
        REQUIRE(answer);
        CHECK(answer->status == 400);
        CHECK_FALSE(answer->field("Strict-Transport-Security").empty());
        CHECK(client.closed());
    }
}

TEST_CASE("sessions are resumed, in either version") {
    const TempDir folder;
    const GatewayProcess gateway(tls_settings(make_certificate(folder, "first")));
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsOffer offer{version, version, "", {}};
        {
            HttpClient client(gateway.port(), offer);
            CHECK_FALSE(client.resumed());
            client.send(get("/api", "Connection: close\r\n"));
            REQUIRE(client.receive());
            CHECK(client.closed());
            offer.session = client.session();
        }
        HttpClient again(gateway.port(), offer);
        CHECK(again.resumed());
        again.send(get("/api"));
        CHECK(again.receive()->status == 200);
    }
}

TEST_CASE("SIGHUP opens the log anew where something has moved it away") {
    const TempDir folder;
    GatewayProcess gateway(tls_settings(make_certificate(folder, "first")));
    const std::string moved = gateway.log_file() + ".1";
    std::filesystem::rename(gateway.log_file(), moved);
    ::kill(gateway.pid(), SIGHUP);
    const auto is_made = [&] { return std::filesystem::exists(gateway.log_file()); };
    for (int i = 0; i < 1000 && !is_made(); ++i) ::usleep(10'000);
    REQUIRE(is_made());
    REQUIRE(logs(gateway, "certificate_loaded"));
    CHECK(gateway.terminate() == 0);
    CHECK(contains(log_of(gateway), "stopped"));
    CHECK_FALSE(contains(uag::test::file_text(moved), "stopped"));
}

TEST_CASE("SIGHUP takes a new certificate without dropping a connection, and keeps the old one if the new is bad") {
    const TempDir folder;
    const CertificateFiles files = make_certificate(folder, "first");
    GatewayProcess gateway(tls_settings(files));
    HttpClient old(gateway.port(), any);
    old.send(get("/api"));
    REQUIRE(old.receive());

    const CertificateFiles second = make_certificate(folder, "second", 5);
    std::filesystem::rename(second.certificate, files.certificate);
    std::filesystem::rename(second.key, files.key);
    ::kill(gateway.pid(), SIGHUP);
    REQUIRE(logs(gateway, "\"days_left\":4", "\"days_left\":5"));
    CHECK(HttpClient(gateway.port(), any).certificate_name() == "second");
    old.send(get("/api"));
    const auto answer = old.receive();
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(old.certificate_name() == "first");

    std::ofstream(files.certificate) << "nonsense";
    ::kill(gateway.pid(), SIGHUP);
    REQUIRE(logs(gateway, "certificate_not_loaded"));
    CHECK(contains(log_of(gateway), "first.crt: is not a usable PEM certificate"));
    CHECK(HttpClient(gateway.port(), any).certificate_name() == "second");
    old.send(get("/api"));
    CHECK(old.receive().has_value());
    CHECK(gateway.terminate() == 0);

    // Both are audited, by the system.
    uag::SqliteSettings database;
    database.path = gateway.database();
    const auto store = uag::open_sqlite_store(database);
    REQUIRE(store.has_value());
    uag::AuditFilter reloads;
    reloads.operation = "reload";
    const auto events = run_task(uag::read_rows(**store, [&](uag::Rows& rows) { return rows.events(reloads); }));
    REQUIRE(events.has_value());
    REQUIRE(events->size() == 2);
    for (const uag::AuditEvent& event : *events) {
        CHECK(event.kind == uag::AuditKind::change);
        CHECK(event.actor == "system");
        CHECK(event.subject == "certificate");
        CHECK(event.protocol == "local");
    }
    CHECK(events->at(0).detail == "certificate and key read again");
    CHECK(contains(events->at(1).detail, "not taken: " + files.certificate + ": is not a usable PEM certificate"));
}

TEST_CASE("files that cannot serve refuse to start and say why") {
    const TempDir folder;
    const CertificateFiles good = make_certificate(folder, "first");
    const CertificateFiles other = make_certificate(folder, "other");
    CHECK(contains(serve_refused(folder, {folder.file("none.crt"), good.key}), "none.crt: cannot be read"));
    CHECK(contains(serve_refused(folder, {good.certificate, folder.file("none.key")}), "none.key: cannot be read"));
    CHECK(contains(serve_refused(folder, {good.certificate, other.key}), "key values mismatch"));
    CHECK(contains(serve_refused(folder, {good.key, good.key}), "is not a usable PEM certificate"));
    CHECK(contains(serve_refused(folder, {good.certificate, good.certificate}), "read or write it"));
    CHECK(contains(serve_refused(folder, {folder.path().string(), good.key}), "is not a file"));
    ::chmod(good.key.c_str(), 0644);
    CHECK(contains(serve_refused(folder, good), "chmod o= "));
    ::chmod(good.key.c_str(), 0640);
    const GatewayProcess starts(tls_settings(good));
    CHECK(why_not(starts.port(), any).empty());
}

TEST_CASE("plain HTTP on the TLS port gets no answer, and HTTP never redirects") {
    const TempDir folder;
    const GatewayProcess secure(tls_settings(make_certificate(folder, "first")));
    HttpClient plain(secure.port());
    plain.send(get("/api"));
    CHECK_FALSE(plain.receive().has_value());
    CHECK(plain.closed());
    const GatewayProcess open;
    const HttpAnswer from_plain = converse(open.port(), get("/api", "Accept: application/json\r\n"));
    CHECK(from_plain.status == 200);
    CHECK(from_plain.field("Strict-Transport-Security").empty());
    CHECK(from_plain.field("Location").empty());
}

TEST_CASE("a handshake has the header's time and counts as a connection") {
    const TempDir folder;
    GatewayProcess gateway("[limits]\nheader_seconds = 1\nconnections_per_address = 2\n" +
                           tls_settings(make_certificate(folder, "first")));
    HttpClient first(gateway.port());
    HttpClient second(gateway.port());
    HttpClient third(gateway.port());
    CHECK(third.closed());  // at once: there is no place for it
    CHECK(first.closed());  // after a second without a word
    CHECK(second.closed());
    CHECK(why_not(gateway.port(), any).empty());
    CHECK(gateway.terminate() == 0);
    CHECK(contains(log_of(gateway), "handshake_slow 2"));
    CHECK(contains(log_of(gateway), "too_many_of_one 1"));
}

TEST_CASE("over TLS and several threads, too, who waits for longest goes when another needs the place") {
    const TempDir folder;
    GatewayProcess gateway("[server]\nio_threads = 3\n[limits]\nconnections = 8\nconnections_per_address = 64\n" +
                           tls_settings(make_certificate(folder, "first")));
    std::vector<std::unique_ptr<HttpClient>> silent;
    for (int i = 0; i < 8; ++i) {
        // One in two has not even begun its handshake.
        silent.push_back(i % 2 == 0 ? std::make_unique<HttpClient>(gateway.port(), any)
                                    : std::make_unique<HttpClient>(gateway.port()));
    }
    std::vector<std::unique_ptr<HttpClient>> callers;
    for (int i = 0; i < 40; ++i) {
        callers.push_back(std::make_unique<HttpClient>(gateway.port(), any));
        callers.back()->send(get("/api"));
        const auto answer = callers.back()->receive();
        REQUIRE(answer);
        CHECK(answer->status == 200);
    }
    for (const auto& client : silent) CHECK(client->closed());
    callers.back()->send(get("/api"));
    CHECK(callers.back()->receive());
    CHECK(gateway.terminate() == 0);
    CHECK(contains(log_of(gateway), "displaced 4"));  // 40
    CHECK_FALSE(contains(log_of(gateway), "too_many "));
}
