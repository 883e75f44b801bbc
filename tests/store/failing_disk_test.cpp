// The running service on a disk that is full or broken: a change is refused in the caller's protocol and
// not done by half, what is stored stays in force, and it is over, without a restart, as soon as the disk works again.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "store/raw_sqlite.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/texts.hpp"

using namespace uag::test;

namespace {

constexpr const char* adm0 = "Authorization: Basic QURNMDpBZG0wLWRlbW8tb25seQ==\r\n";
constexpr const char* tje0_old = "Authorization: Basic dGplMDpUamUw\r\n";
constexpr const char* tje0_new = "Authorization: Basic dGplMDpxdWlldC1sYW50ZXJuLTQx\r\n";
constexpr const char* tje0_wrong = "Authorization: Basic dGplMDp3cm9uZw==\r\n";

std::string preload() {
    const char* const path = std::getenv("UAG_FAILING_DISK");
    REQUIRE(path != nullptr);
    return std::string("LD_PRELOAD=") + path;
}

struct Disk {
    GatewayProcess gateway{cheap_hash, {true, {preload(), "UAG_DISK={folder}"}}};

    std::string order() const { return (gateway.folder() / "fault").string(); }
    void fail(const std::string& how) const {
        std::ofstream(order() + ".new") << how;
        std::filesystem::rename(order() + ".new", order());
    }
    void work_again() const { std::filesystem::remove(order()); }

    HttpAnswer ask(const std::string& request) const { return converse(gateway.port(), request); }
    int who_am_i(const char* credentials) const {
        return ask(get("/api/v1/User/currentPrincipal", credentials)).status;
    }
    HttpAnswer set_password() const {
        return ask(post("/api/v1/Agents/User/SetPassword", "application/json",
                        R"({"AssociateId":2,"Password":"quiet-lantern-41"})", adm0));
    }
    HttpAnswer soap(const std::string& service, const std::string& header, const std::string& body) const {
        const std::string ns = " xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\"";
        const auto spaced = [&](std::string text) { return text.empty() ? text : text.insert(text.find('>'), ns); };
        return ask(post("/Remote/Services88/" + service, "text/xml",
                        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>" +
                            spaced(header) + "</s:Header><s:Body>" + spaced(body) + "</s:Body></s:Envelope>"));
    }
    HttpAnswer soap_log_in(const std::string& user, const std::string& password) const {
        return soap("SoPrincipal.svc", "",
                    "<AuthenticateUsernamePassword><UserName>" + user + "</UserName><Password>" + password +
                        "</Password></AuthenticateUsernamePassword>");
    }
};

}  // namespace

TEST_CASE("while the disk fails nothing is changed and who is known stays known; then all goes on") {
    struct Row {
        std::string how;
        bool reads;  // what is stored can be read meanwhile
    };
    for (const Row& row : {Row{"full", true}, Row{"write", true}, Row{"sync", true}, Row{"all", false}}) {
        CAPTURE(row.how);
        Disk disk;
        const std::string login = disk.soap_log_in("ADM0", "Adm0-demo-only").body;
        const std::size_t begin = login.find("7T:");
        REQUIRE(begin != std::string::npos);
        const std::string ticket = login.substr(begin, login.find('<', begin) - begin);
        REQUIRE(disk.who_am_i(tje0_old) == 200);

        disk.fail(row.how);
        const HttpAnswer rest = disk.set_password();
        CHECK(rest.status == 503);
        CHECK(contains(rest.body, "SoDbAccessException"));
        const HttpAnswer soap =
            disk.soap("User.svc", "<Credentials><Ticket>" + ticket + "</Ticket></Credentials>",
                      "<SetPassword><AssociateId>2</AssociateId><Password>quiet-lantern-41</Password></SetPassword>");
        CHECK(soap.status == 503);
        CHECK(contains(soap.body, "Server</faultcode>"));
        // A log-in over SOAP stores a session: without a disk there is none, and the answer says so.
        const HttpAnswer refused = disk.soap_log_in("tje0", "Tje0");
        CHECK(refused.status == 503);
        CHECK(contains(refused.body, "Server</faultcode>"));
        CHECK_FALSE(contains(refused.body, "7T:"));
        for (const HttpAnswer& answer : {rest, soap, refused}) {
            CHECK_FALSE(contains(answer.body, "sqlite"));
            CHECK_FALSE(contains(answer.body, "disk I/O"));
        }
        if (row.reads) {
            CHECK(disk.who_am_i(tje0_old) == 200);
            CHECK(disk.who_am_i(tje0_wrong) == 401);
            CHECK(disk.who_am_i(tje0_new) == 401);
        } else {
            // Never the other way round: who cannot be read is not known and not refused either.
            CHECK(disk.who_am_i(tje0_new) != 200);
        }

        disk.work_again();
        CHECK(disk.who_am_i(tje0_old) == 200);
        CHECK(disk.who_am_i(tje0_new) == 401);
        CHECK(disk.set_password().status == 200);
        CHECK(disk.who_am_i(tje0_new) == 200);
        CHECK(disk.who_am_i(tje0_old) == 401);
        CHECK(contains(disk.soap_log_in("tje0", "quiet-lantern-41").body, "7T:"));
        CHECK(disk.gateway.terminate() == 0);
        CHECK(Raw(disk.gateway.database()).ask("PRAGMA integrity_check") == "ok");
        disk.gateway.start();
        CHECK(disk.who_am_i(tje0_new) == 200);
    }
}
