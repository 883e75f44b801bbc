// A service that has just been installed: nobody can log in, nothing secret is the same on two machines,
// and an application token by itself is nobody.
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "core/agent/operations.hpp"
#include "core/base/encoding.hpp"
#include "store/raw_sqlite.hpp"
#include "support/file_text.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/planted.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string tool(const std::vector<std::string>& arguments) {
    std::string output;
    CHECK(run_tool(arguments, &output) == 0);
    return output;
}

HttpAnswer soap_log_in(const GatewayProcess& gateway, const std::string& user, const std::string& password) {
    return converse(
        gateway.port(),
        post("/Remote/Services88/SoPrincipal.svc", "text/xml",
             "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
             "<AuthenticateUsernamePassword xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\">"
             "<UserName>" +
                 user + "</UserName><Password>" + password +
                 "</Password></AuthenticateUsernamePassword></s:Body></s:Envelope>"));
}

int rest_log_in(const GatewayProcess& gateway, const std::string& user, const std::string& password) {
    return converse(gateway.port(),
                    get("/api/v1/User/currentPrincipal", "Authorization: " + basic(user, password) + "\r\n"))
        .status;
}

// Every guess counts: the pauses after failures would hide a log-in that works.
constexpr const char* many_guesses =
    "[hash]\nmemory_kib = 7168\npasses = 5\n[throttle]\nsource_free = 100000\npair_free = 100000\npair_stop = 100000\n";

}  // namespace

TEST_CASE("a database that the service made itself lets nobody in") {
    GatewayProcess gateway(many_guesses, {false, {}});
    for (const char* const user : {"admin", "root", "superoffice", "SYS0", "ADM0", ""})
        for (const std::string& password : {std::string(user), std::string(), std::string("admin"),
                                            std::string("password"), std::string("Adm0-demo-only")}) {
            CAPTURE(user);
            CAPTURE(password);
            CHECK(rest_log_in(gateway, user, password) == 401);
            const HttpAnswer soap = soap_log_in(gateway, user, password);
            CHECK_FALSE(contains(soap.body, "7T:"));
            CHECK(element_text(soap.body, "AuthenticationSucceeded") == "false");
        }
    CHECK(gateway.terminate() == 0);
    CHECK_FALSE(contains(file_text(gateway.database()), "$argon2"));
    Raw database(gateway.database());
    CHECK(database.ask("SELECT count(*) FROM associate") == "0");
    CHECK(database.ask("SELECT count(*) FROM session") == "0");
    // The first one comes by the command, with a password that was asked for.
    std::string output;
    CHECK(run_tool({"user", "add", "boss", "--admin", "--config", gateway.config_file()}, &output,
                   "quiet-lantern-41\n") == 0);
    CAPTURE(output);
    gateway.start();
    CHECK(rest_log_in(gateway, "boss", "quiet-lantern-41") == 200);
    CHECK(rest_log_in(gateway, "boss", "boss") == 401);
}

TEST_CASE("nothing secret is shipped: two installations have no key in common, and no default holds one") {
    const GatewayProcess first("", {false, {}});
    const GatewayProcess second("", {false, {}});
    const std::string key = file_text(first.database() + ".key");
    const std::string other = file_text(second.database() + ".key");
    REQUIRE(key.rfind(' ') != std::string::npos);
    const std::string secret = key.substr(key.rfind(' ') + 1, 40);
    CHECK(secret.size() == 40);
    CHECK_FALSE(contains(other, secret));
    const std::string defaults = tool({"check-config", "--defaults"});
    for (std::istringstream lines(defaults); lines;) {
        std::string line;
        std::getline(lines, line);
        for (const char* const name : {"password", "secret", "sha256", "key", "token", "client_id"}) {
            const std::size_t equals = line.find('=');
            if (line.starts_with("#") || equals == std::string::npos || !contains(line.substr(0, equals), name))
                continue;
            const std::string value = line.substr(equals + 1, line.find('#', equals) - equals - 1);
            CAPTURE(line);
            const bool is_empty_or_number = value.find_first_of("\"'") == std::string::npos || contains(value, "\"\"");
            CHECK(is_empty_or_number);
        }
    }
    CHECK(contains(tool({"user", "list", "--json", "--db", first.database()}), "[]"));
}

TEST_CASE("an application token alone is nobody, wherever it is shown") {
    const std::string token = "an-application-token-41";
    GatewayProcess gateway("[application_tokens]\nsha256 = [\"" + hex_encode(sha256(token)) + "\"]\n" + many_guesses);
    const std::string shown = "SO-AppToken: " + token + "\r\nAccept: application/json\r\n";
    REQUIRE(converse(gateway.port(),
                     get("/api/v1/User/currentPrincipal", shown + "Authorization: " + basic("tje0", "Tje0") + "\r\n"))
                .status == 200);
    int asked = 0;
    for (const Service service : {Service::user, Service::so_principal})
        for (const Operation& operation : operations(service)) {
            if (operation.access == Access::open) continue;
            for (const PlantedBody& planted : planted_bodies(operation, token, "tje0", 2, "")) {
                CAPTURE(planted.path);
                CAPTURE(std::string(operation.name));
                std::string body = planted.body;
                if (planted.soap) {
                    const std::size_t uri = body.find("Credentials xmlns=") + 18;
                    body.insert(body.find("<s:Header>") + 10,
                                "<ApplicationToken xmlns=" + body.substr(uri, body.find('>', uri) - uri) + ">" + token +
                                    "</ApplicationToken>");
                }
                const HttpAnswer answer =
                    converse(gateway.port(), post(planted.path, planted.content_type, body, planted.soap ? "" : shown));
                ++asked;
                if (planted.soap) {
                    CAPTURE(answer.body);
                    CHECK((contains(answer.body, ">false</") || contains(answer.body, "Fault>")));
                    CHECK_FALSE(contains(answer.body, "Succeeded>true<"));
                } else {
                    CHECK(answer.status == 401);
                }
            }
        }
    CHECK(asked > 300);
    for (const std::string& scheme : {"Bearer " + token, "SoTicket " + token, "SoTicket 7T:" + token, basic(token, ""),
                                      basic("", token), basic("tje0", token), basic(token, token)}) {
        CAPTURE(scheme);
        CHECK(
            converse(gateway.port(), get("/api/v1/User/currentPrincipal", shown + "Authorization: " + scheme + "\r\n"))
                .status == 401);
    }
}
