// TableRight and FieldProperties tell what the caller may do: with somebody else, with themselves, with who holds more.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// The mask of a member, or of the table that stands behind `after`: clients' libraries read them as text.
std::string mask_of(const std::string& json, std::string_view member, std::string_view after = {}) {
    const std::string key =
        '"' + std::string(member) + (member == "TableRight" ? "\":{\"Mask\":\"" : "\":{\"FieldRight\":{\"Mask\":\"");
    const std::size_t at = json.find(key, json.find(after));
    if (at == std::string::npos) return "none";
    const std::size_t from = at + key.size();
    return json.substr(from, json.find('"', from) - from);
}

struct Shown {
    std::string_view caller;
    std::int32_t id;
    std::string_view table;
    std::string_view name;
    std::string_view role;
    std::string_view person;
    std::string_view email;
};

constexpr std::string_view mandatory = "Update, UIHintMandatory";
constexpr std::string_view mandatory_read = "Read, UIHintMandatory";

constexpr Shown shown_rights[] = {
    {"ADM0", 2, "FULL", mandatory, mandatory, "URI", "Update"},
    {"ADM0", 1, "URI", mandatory, mandatory_read, "URI", "Update"},  // nobody deletes themselves or changes their role
    {"usr0", 2, "FULL", mandatory, mandatory, "URI", "Update"},
    {"usr0", 1, "FULL", mandatory_read, mandatory, "Select", "Read"},  // who holds more
    {"tje0", 2, "Select", mandatory_read, mandatory_read, "Select", "Read"},
};

}  // namespace

TEST_CASE("a user tells what the caller may do with it") {
    GatewayFixture gateway;
    add_cast(gateway);
    for (const Shown& shown : shown_rights) {
        INFO(shown.caller << " sees " << shown.id);
        const std::string body = gateway
                                     .send("GET", "/api/v1/User/" + std::to_string(shown.id),
                                           {{"Authorization", basic(shown.caller, password_of(shown.caller))}}, {})
                                     .body;
        INFO(body);
        CHECK(mask_of(body, "TableRight", "\"PostSaveCommands\"") == shown.table);
        CHECK(mask_of(body, "Name") == shown.name);
        CHECK(mask_of(body, "Role") == shown.role);
        CHECK(mask_of(body, "TableRight", "\"PersonId\"") == shown.person);
        CHECK(mask_of(body, "Email") == shown.email);
    }
}

TEST_CASE("the same in SOAP, and a member with its length") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
    const HttpReply json = gateway.send("GET", "/api/v1/User/2", {{"Authorization", "SoTicket " + ticket}}, {});
    CHECK(json.body.find(
              R"("Name":{"FieldRight":{"Mask":"Update, UIHintMandatory","Reason":""},"FieldType":"System.String",)"
              R"("FieldLength":254})") != std::string::npos);
    const HttpReply xml =
        gateway.soap(Service::user, Version::v84, ticket, "<n:GetUser><n:UserId>2</n:UserId></n:GetUser>");
    CHECK_MESSAGE(element_text(xml.body, "Mask") == "Select Update Insert Delete", xml.body);
}

TEST_CASE("an associate without a user name has none, and is nobody's to change") {
    GatewayFixture gateway;
    const auto current = [&](std::string_view name) {
        return gateway
            .send("GET", "/api/v1/User/currentAssociate", {{"Authorization", basic(name, password_of(name))}}, {})
            .body;
    };
    CHECK(current("ADM0").find(R"("UserName":null)") != std::string::npos);
    CHECK(current("tje0").find(R"("UserName":"tina.employee")") != std::string::npos);
    CHECK(current("ADM0").find(R"("TableRight":{"Mask":"Select","Reason":""})") != std::string::npos);
}
