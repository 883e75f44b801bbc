// What people paste: tickets with the white space of the file that they came from, and tickets, tokens and passwords in
// the place of a name, which must not be kept anywhere.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/text.hpp"
#include "core/security/recorded_name.hpp"
#include "support/call_builder.hpp"

using namespace uag;
using namespace uag::test;

namespace {

const std::vector<std::string>& paddings() {
    static const std::vector<std::string> all{" ", "\n", "\r\n", "\t ", "\xC2\xA0", "\xE2\x80\xA8"};
    return all;
}

HttpReply principal_by(GatewayFixture& gateway, std::string authorization) {
    return gateway.send("GET", "/api/v1/User/currentPrincipal", {{"Authorization", std::move(authorization)}}, {});
}

std::string log_in_body(std::string_view name) {
    return "<n:AuthenticateUsernamePassword><n:UserName>" + std::string(name) +
           "</n:UserName><n:Password>x</n:Password></n:AuthenticateUsernamePassword>";
}

std::string generic_body(std::string_view key, std::string_view value) {
    return "<n:AuthenticateGeneric><n:AuthenticationData><n:AuthenticationGenericDataKeyValuePair><n:Key>" +
           std::string(key) + "</n:Key><n:Value>" + std::string(value) +
           "</n:Value></n:AuthenticationGenericDataKeyValuePair></n:AuthenticationData></n:AuthenticateGeneric>";
}

bool succeeded(const HttpReply& reply) { return !element_text(reply.body, "Ticket").empty(); }

// Everything that is kept of log-ins, in memory for the disk and on it.
std::string all_kept(GatewayFixture& gateway) {
    std::string kept = gateway.dump();
    const auto add = [&](const AuditEvent& event) {
        kept += event.actor + '\n' + event.subject + '\n' + event.detail + '\n';
    };
    for (const AuditEvent& event : gateway.audit.take()) add(event);
    for (const AuditEvent& event : gateway.core().audit.take_counted()) add(event);
    for (const FailureRecord& record : gateway.throttle().take_changes())
        kept += record.key + '\n' + record.account + '\n';
    return kept;
}

}  // namespace

TEST_CASE("white space around a ticket does not count, wherever it is shown") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("tje0", "Tje0");
    const HttpReply token = gateway.rest("GetAccessToken", ticket, R"({"AppToken":"","IncludeCsSession":false})");
    const std::string access = token.body.substr(1, token.body.size() - 2);
    REQUIRE(access.starts_with("8A:"));
    const std::string ask = "<n:GetUser><n:UserId>2</n:UserId></n:GetUser>";
    for (const std::string& pad : paddings()) {
        CAPTURE(pad);
        for (const std::string& text : {pad + ticket, ticket + pad, pad + ticket + pad}) {
            CHECK(principal_by(gateway, "SoTicket " + text).status == 200);
            CHECK(principal_by(gateway, "Basic " + base64_encode(text)).status == 200);
            CHECK(principal_by(gateway, "Basic " + base64_encode(text + ":")).status == 200);
            CHECK(element_text(gateway.soap(Service::user, Version::v88, text, ask).body, "AssociateId") == "2");
            CHECK(element_text(gateway.soap(Service::so_principal, Version::v88, {}, log_in_body(text)).body, "Ticket")
                      .starts_with("7T:"));
            CHECK(element_text(gateway.soap(Service::so_principal, Version::v88, {}, generic_body("Ticket", text)).body,
                               "Ticket")
                      .starts_with("7T:"));
        }
        CHECK(principal_by(gateway, "Bearer " + pad + access + pad).status == 200);
        CHECK(element_text(
                  gateway.soap(Service::so_principal, Version::v88, {}, generic_body("AccessToken", pad + access)).body,
                  "Ticket")
                  .starts_with("7T:"));
    }
    // What stands inside is no white space around.
    CHECK(principal_by(gateway, "SoTicket 7T: " + ticket.substr(3)).status == 401);
    CHECK_FALSE(succeeded(gateway.soap(Service::so_principal, Version::v88, {}, log_in_body("x " + ticket))));
}

TEST_CASE("a ticket, a token and what nobody can be called are kept nowhere when they are typed as a name") {
    GatewayFixture gateway;
    // Of sessions that are not there: one that is would log in.
    const std::string random = "Qm9iIHdhcyBoZXJlLCAzMiByYW5kb20gYnl0ZXMuLi4=";
    const std::vector<std::string> typed{
        "7T:" + random,
        " 7T:" + random + " ",
        "7t:" + random,
        "7A:" + random,
        "8A:" + random,
        "\xC2\xA0"
        "8a:" +
            random,
        "x 7T:" + random,
        random,
        "3f2504e04f8941d39a0c0305e82c3301a1b2c3d4",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
        "7t%3a"
        "b5aaaox%2b8d3kq%2f2mz7v0tn4lwy6cr1sejh9ugfpixko%3d",
        "7t;" + random,
        "7t\xEF\xBC\x9A" + random,
        random.substr(0, 20) + "\xE2\x80\x8B" + random.substr(20),
        random.substr(0, 20) + " " + random.substr(20),
        random.substr(0, 31),
        std::string(300, 'a') + "1",
    };
    for (const std::string& name : typed) {
        CAPTURE(name);
        CHECK_FALSE(succeeded(gateway.soap(Service::so_principal, Version::v84, {}, log_in_body(name))));
        CHECK_FALSE(succeeded(gateway.soap(Service::so_principal, Version::v88, {}, generic_body("UserName", name))));
        CHECK(principal_by(gateway, basic(name, "x")).status == 401);
        std::string kept = all_kept(gateway);
        std::ranges::transform(kept, kept.begin(), ascii_lower);
        const std::string needle = fold(std::string(trim(name)));
        CHECK(kept.find(needle.substr(needle.find(':') + 1)) == std::string::npos);
        CHECK(kept.find(hex_encode(sha256(trim(name)))) == std::string::npos);
        CHECK(kept.find(hex_encode(sha256(fold(std::string(trim(name)))))) == std::string::npos);
        // A ticket that is none proves nobody and is counted as nobody's failure.
        if (!trim(name).starts_with("7T:")) CHECK(kept.find(unrecorded_name) != std::string::npos);
        gateway.clock.advance(std::chrono::hours{25});
    }
}

TEST_CASE("a name that somebody could have is recorded as it was meant") {
    GatewayFixture gateway;
    for (const std::string_view name :
         {"Nobody", "svc-backup-service-account-production-01", "TJE0", "a.b-c_d@example.com"}) {
        CAPTURE(name);
        CHECK_FALSE(gateway.logs_in(name, "wrong"));
        CHECK(all_kept(gateway).find(fold(std::string(name))) != std::string::npos);
    }
}
