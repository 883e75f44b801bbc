// What scanners of others find at the TLS listener: sslscan's list of versions and suites, and a hello
// of TLS 1.2 that offers compression.
#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <set>
#include <string>

#include "support/certificates.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/program.hpp"

using namespace uag::test;

namespace {

// RFC 5246 7.4.1.2, with the signal of RFC 5746 3.3 among the suites, and DEFLATE (RFC 3749) before "null".
std::string hello_with_compression() {
    using namespace std::string_literals;
    const std::string extensions =
        "\x00\x0a\x00\x04\x00\x02\x00\x17"s              // supported_groups: secp256r1
        "\x00\x0b\x00\x02\x01\x00"s                      // ec_point_formats: uncompressed
        "\x00\x0d\x00\x04\x00\x02\x04\x03"s;             // signature_algorithms: ecdsa_secp256r1_sha256
    const std::string body = "\x03\x03"s + std::string(32, 'r') + "\x00"s +
                             "\x00\x04\xc0\x2b\x00\xff"s     // ECDHE-ECDSA-AES128-GCM-SHA256, the signal
                             "\x02\x01\x00"s +
                             '\0' + static_cast<char>(extensions.size()) + extensions;
    const std::string message = "\x01\x00\x00"s + static_cast<char>(body.size()) + body;
    return "\x16\x03\x01"s + '\0' + static_cast<char>(message.size()) + message;
}

}  // namespace

TEST_CASE("sslscan finds TLS 1.2 and 1.3 with strong suites in our order, and nothing else") {
    const TempDir folder;
    const GatewayProcess gateway(tls_settings(make_certificate(folder, "localhost")));
    std::string output;
    const std::string file = folder.file("scan.xml");
    REQUIRE(run_program({"sslscan", "--no-colour", "--xml=" + file, "127.0.0.1:" + std::to_string(gateway.port())},
                        output) == 0);
    CAPTURE(output);
    pugi::xml_document scan;
    REQUIRE(scan.load_file(file.c_str()));
    const pugi::xml_node found = scan.child("document").child("ssltest");
    std::set<std::string> versions;
    for (const pugi::xml_node protocol : found.children("protocol")) {
        const std::string version =
            protocol.attribute("type").value() + std::string(protocol.attribute("version").value());
        CAPTURE(version);
        CHECK(protocol.attribute("enabled").as_bool() == (version == "tls1.2" || version == "tls1.3"));
        versions.insert(version);
    }
    CHECK(versions == std::set<std::string>{"ssl2", "ssl3", "tls1.0", "tls1.1", "tls1.2", "tls1.3"});
    std::set<std::string> new_suites;
    std::string suites;
    for (const pugi::xml_node cipher : found.children("cipher")) {
        const std::string name = cipher.attribute("cipher").value();
        if (cipher.attribute("sslversion").value() == std::string("TLSv1.3"))
            new_suites.insert(name);
        else
            suites.append(cipher.attribute("status").value()).append(" ").append(name).append("\n");
        CHECK(cipher.attribute("bits").as_int() >= 128);
        CHECK(cipher.attribute("ecdhebits").as_int() >= 253);
    }
    CHECK(new_suites ==
          std::set<std::string>{"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"});
    CHECK(suites ==
          "preferred ECDHE-ECDSA-AES128-GCM-SHA256\naccepted ECDHE-ECDSA-AES256-GCM-SHA384\n"
          "accepted ECDHE-ECDSA-CHACHA20-POLY1305\n");
    for (const pugi::xml_node group : found.children("group")) CHECK(group.attribute("bits").as_int() >= 128);
    CHECK_FALSE(found.children("group").empty());
    for (const pugi::xml_node bleeds : found.children("heartbleed"))
        CHECK_FALSE(bleeds.attribute("vulnerable").as_bool(true));
    // Nobody may agree anew on a connection: what RFC 5746 secures is not there to be attacked.
    CHECK_FALSE(found.child("renegotiation").attribute("supported").as_bool(true));
    CHECK(output.find("Server supports TLS Fallback SCSV") != std::string::npos);
}

TEST_CASE("compression is never chosen, and the answer to RFC 5746's signal is given") {
    const TempDir folder;
    const GatewayProcess gateway(tls_settings(make_certificate(folder, "localhost")));
    HttpClient client(gateway.port());
    client.send(hello_with_compression());
    const std::string answer = client.receive_bytes(100);
    // Record (5), handshake head (4), version (2), random (32), session id (1 + n), suite (2), compression (1).
    REQUIRE(answer.size() > 44);
    CHECK(answer[0] == 0x16);
    CHECK(answer[5] == 2);  // ServerHello
    const std::size_t suite = 44 + static_cast<unsigned char>(answer[43]);
    REQUIRE(answer.size() > suite + 2);
    CHECK(answer.substr(suite, 2) == "\xc0\x2b");
    CHECK(answer[suite + 2] == '\0');
    using namespace std::string_literals;
    CHECK(answer.substr(suite + 3).find("\xff\x01\x00\x01\x00"s) != std::string::npos);
}
