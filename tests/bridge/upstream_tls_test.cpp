// TLS of the server behind: whoever it is not, and what it wants to see of us, is told in words to the operator and
// without any to callers.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "support/bridge_chain.hpp"
#include "support/gateway_fixture.hpp"
#include "support/http_client.hpp"
#include "support/openssl_server.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string setting(const char* key, const std::string& file) { return key + (" = \"" + file + "\"\n"); }

// What a caller of the front is answered, and what the operator is told.
struct Seen {
    HttpAnswer answer;
    std::string told;
    int code = 0;

    bool tells(std::string_view words) const { return told.find(words) != std::string::npos; }
};

Seen look_through(const std::string& url, const std::string& more) {
    const GatewayProcess front(in_front_of(url, "rest", more), ProcessOptions{.seeded = false});
    Seen seen;
    seen.answer = converse(
        front.port(), get("/api/v1/User/currentPrincipal", "Authorization: " + basic("ADM0", adm0_password) + "\r\n"));
    seen.code = run_tool({"upstream", "check", "--config", front.config_file()}, &seen.told);
    for (const char* const word : {"127.0.0.1", "other.example", "TLS", "ertificate"})
        CHECK_MESSAGE(seen.answer.body.find(word) == std::string::npos, seen.answer.body);
    return seen;
}

void check_untrusted(const Seen& seen, std::string_view words) {
    CAPTURE(words);
    INFO(seen.told);
    CHECK(seen.answer.status == 502);
    CHECK(seen.answer.body.find("SoServerException") != std::string::npos);
    CHECK(seen.code == 1);
    CHECK(seen.tells("TLS"));
    CHECK(seen.tells(words));
}

}  // namespace

TEST_CASE("the server behind must be who the settings say, by name, authority and time") {
    const TempDir folder;
    const CertificateFiles good = make_certificate(folder, "127.0.0.1");
    const CertificateFiles other = make_certificate(folder, "other.example");
    {
        const GatewayProcess upstream(std::string(cheap_hash) + tls_settings(good));
        const std::string url = "https://127.0.0.1:" + std::to_string(upstream.port());
        const Seen trusted = look_through(url, setting("ca_file", good.certificate));
        INFO(trusted.told);
        CHECK(trusted.answer.status == 200);
        CHECK(trusted.code == 0);
        CHECK(trusted.tells("the certificate is good for its name"));
        check_untrusted(look_through(url, setting("ca_file", other.certificate)), "is not trusted over TLS: ");
        check_untrusted(look_through(url, ""), "self-signed certificate");
    }
    {
        const GatewayProcess upstream(std::string(cheap_hash) + tls_settings(other));
        const std::string url = "https://127.0.0.1:" + std::to_string(upstream.port());
        check_untrusted(look_through(url, setting("ca_file", other.certificate)), "other.example");
    }
    const TempDir old;
    const CertificateFiles expired = make_certificate(old, "127.0.0.1", -1);
    const OpensslServer upstream(old, expired);
    check_untrusted(look_through(upstream.url(), setting("ca_file", expired.certificate)), "expired");
}

TEST_CASE("a server that wants our certificate is shown the one of the settings") {
    const TempDir folder;
    const CertificateFiles server = make_certificate(folder, "127.0.0.1");
    const CertificateFiles own = make_certificate(folder, "gateway.example");
    const CertificateFiles strange = make_certificate(folder, "strange.example");
    std::filesystem::create_directories(folder.path() / "api/v1/User");
    std::ofstream(folder.path() / "api/v1/User/currentPrincipal")
        << "HTTP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";
    const OpensslServer upstream(folder, server, own.certificate);
    const std::string authority = "answer_seconds = 1\nconnect_seconds = 1\n" + setting("ca_file", server.certificate);
    const auto with = [&](const CertificateFiles& files, const std::string& key) {
        return look_through(upstream.url(),
                            authority + setting("client_certificate", files.certificate) + setting("client_key", key));
    };

    const Seen shown = with(own, own.key);
    INFO(shown.told);
    CHECK(shown.answer.status == 401);
    CHECK(shown.tells("the certificate is good for its name"));
    check_untrusted(look_through(upstream.url(), authority), "does not take us, or our certificate, over TLS: ");
    check_untrusted(with(strange, strange.key), "does not take us, or our certificate, over TLS: ");
    check_untrusted(with(own, strange.key), "cannot be shown our certificate");
}
