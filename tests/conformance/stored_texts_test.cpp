// What somebody stored is theirs in every language, also if it reads like a message or a label of the service: neither an
// answer translates it, nor does who saves what was read store a translation. Values within messages stay too.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "support/gateway_fixture.hpp"
#include "support/page_browser.hpp"
#include "support/scenario.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view message = "A name is needed.";  // the catalogue has it
constexpr std::string_view namespace_88 = "http://www.superoffice.net/ws/crm/NetServer/Services88";

struct Clerk {
    GatewayFixture fixture;
    std::string ticket;

    Clerk() {
        add_cast(fixture);
        ticket = fixture.ticket("ADM0", password_of("ADM0"));
        REQUIRE(!ticket.empty());
    }
    std::string post(std::string_view operation, std::string_view body, std::string_view language,
                     std::string_view query = {}) {
        const std::string target = "/api/v1/Agents/User/" + std::string(operation) + std::string(query);
        return send("POST", target, std::string(body), language);
    }
    std::string send(std::string_view method, std::string_view target, std::string body, std::string_view language) {
        GatewayFixture::Fields fields{{"Authorization", "SOTicket " + ticket}, {"Content-Type", "application/json"}};
        if (!language.empty()) fields.emplace_back("Accept-Language", language);
        return fixture.send(method, target, fields, std::move(body)).body;
    }
    std::string soap(std::string_view body, std::string_view language) {
        GatewayFixture::Fields fields{{"Content-Type", "text/xml; charset=utf-8"}};
        if (!language.empty()) fields.emplace_back("Accept-Language", language);
        const std::string envelope = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:n=\"" +
                                     std::string(namespace_88) + "\"><s:Header><n:Credentials><n:Ticket>" + ticket +
                                     "</n:Ticket></n:Credentials></s:Header><s:Body>" + std::string(body) +
                                     "</s:Body></s:Envelope>";
        return fixture.send("POST", "/Remote/Services88/User.svc", fields, envelope).body;
    }
};

std::string quoted(std::string_view name, std::string_view text) {
    return '"' + std::string(name) + "\":\"" + std::string(text) + '"';
}

}  // namespace

TEST_CASE("a stored text that reads like a message is answered as it is") {
    Clerk clerk;
    clerk.fixture.sql("UPDATE role SET description = '" + std::string(message) + "' WHERE id = 11");
    const std::string_view all_roles = R"({"RoleType":"Employee"})";
    for (const std::string_view language : {"", "en", "nb", "sv", "da", "de", "nl", "fr"}) {
        CAPTURE(language);
        CHECK(contains(clerk.post("GetAllRoles", all_roles, language), quoted("ToolTip", message)));
        const std::string envelope =
            clerk.soap("<n:GetAllRoles><n:RoleType>Employee</n:RoleType></n:GetAllRoles>", language);
        CHECK_MESSAGE(contains(envelope, ">" + std::string(message) + "<"), envelope);
    }
}

TEST_CASE("who reads in a language and saves what was read stores no translation") {
    Clerk clerk;
    clerk.fixture.sql("UPDATE associate SET tooltip = '" + std::string(message) + "' WHERE id = 2");
    for (const std::string_view language : {"nb", "fr"}) {
        const std::string read = clerk.post("GetUser", "", language, "?userId=2");
        REQUIRE_MESSAGE(contains(read, quoted("Tooltip", message)), read);
        const std::string saved = clerk.post("SaveUser", read, language);
        CHECK_MESSAGE(contains(saved, quoted("Tooltip", message)), saved);
    }
    CHECK(contains(clerk.post("GetUser", "", "", "?userId=2"), quoted("Tooltip", message)));
}

TEST_CASE("a name that somebody gave is no label, though a label is called so") {
    Clerk clerk;
    // A right of theirs called as one of ours, and one of ours that they renamed to another of ours.
    clerk.fixture.sql(
        "INSERT INTO functional_right (code, name, role_types) VALUES ('x-bulk', 'Bulk Update', 15);"
        "UPDATE functional_right SET name = 'Export Data' WHERE code = 'admin-import'");
    const std::string rights = clerk.post("GetAllFunctionalRights", R"({"RoleType":"Employee"})", "nb");
    CHECK_MESSAGE(contains(rights, quoted("Name", "Bulk Update")), rights);
    CHECK(contains(rights, quoted("Name", "Masseoppdatering")));
    CHECK(contains(rights, quoted("Name", "Export Data")));
    CHECK(contains(rights, quoted("Name", "Eksportere data")));
}

TEST_CASE("a value within a message is neither translated nor searched for holes") {
    Clerk clerk;
    struct Row {
        std::string_view query;
        std::string_view norwegian;
    };
    for (const Row& row :
         {Row{"%7B0%7D=1", "Listen har ingen parameter {0}."}, Row{"%7B%7D=1", "Listen har ingen parameter {}."},
          Row{"Password=1", "Listen har ingen parameter Password."},
          Row{"A%20name%20is%20needed.=1", "Listen har ingen parameter A name is needed.."},
          Row{"a:%20A%20name%20is%20needed.=1", "Listen har ingen parameter a: A name is needed.."}}) {
        const std::string body =
            clerk.send("GET", "/api/v1/Archive/AllUsers?$select=associateId&" + std::string(row.query), {}, "nb");
        CHECK_MESSAGE(contains(body, row.norwegian), body);
    }
}

TEST_CASE("a page shows a name that reads like one of its words as it is stored") {
    GatewayFixture fixture;
    fixture.sql("UPDATE user_group SET name = 'Password' WHERE name = 'Sales'");
    PageBrowser browser{fixture};
    browser.always = {{"Accept-Language", "nb"}};
    browser.sign_in();
    const std::string body = browser.get("/account").body;
    CHECK_MESSAGE(contains(body, "<dd>Password"), body);
    CHECK(contains(body, "Passord</h2>"));
}
