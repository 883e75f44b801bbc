// Every password operation over every SOAP generation in SOAP 1.1 and 1.2 and over the WebAPI in JSON and in XML: the
// same outcome, the same database afterwards.
#include <doctest/doctest.h>

#include <optional>

#include "core/agent/operations.hpp"
#include "support/call_builder.hpp"

using namespace uag;
using uag::test::Channel;
using uag::test::GatewayFixture;

namespace {

// A parameter as both protocols write it. `quoted` values are text in JSON.
struct Parameter {
    std::string_view name;
    std::string_view value;
    bool quoted;
};

struct Case {
    std::string_view name;
    std::string_view operation;
    std::string_view user;          // whose ticket; empty: none
    std::string_view password;
    std::vector<Parameter> parameters;
    std::string_view outcome;       // a value, "error:<exception>", "nil" or "secret"
};

constexpr std::string_view adm = "ADM0";
constexpr std::string_view adm_password = "Adm0-demo-only";
constexpr std::string_view tje = "tje0";
constexpr std::string_view tje_password = "Tje0";
constexpr std::string_view good = "quiet-lantern-41";

const std::vector<Case>& cases() {
    // clang-format off
    static const std::vector<Case> all{
        {"own, wrong old", "ChangeOwnPassword", tje, tje_password, {{"OldPassword", "sint", true}, {"NewPassword", "sed", true}}, "false"},
        {"own, policy", "ChangeOwnPassword", tje, tje_password, {{"OldPassword", "Tje0", true}, {"NewPassword", "sed", true}}, "error:SoInvalidPasswordException"},
        {"own, good", "ChangeOwnPassword", tje, tje_password, {{"OldPassword", "Tje0", true}, {"NewPassword", good, true}}, "true"},
        {"own, same again", "ChangeOwnPassword", adm, adm_password, {{"OldPassword", adm_password, true}, {"NewPassword", adm_password, true}}, "error:SoInvalidPasswordException"},
        {"own, blank never forces", "ChangeOwnPassword", adm, adm_password, {{"NewPassword", good, true}}, "false"},
        {"own, no ticket", "ChangeOwnPassword", "", "", {{"OldPassword", "Tje0", true}, {"NewPassword", good, true}}, "error:SoSessionException"},
        {"change, own id", "ChangePassword", tje, tje_password, {{"AssociateId", "2", false}, {"OldPassword", "Tje0", true}, {"NewPassword", good, true}}, "true"},
        {"change, other's id", "ChangePassword", tje, tje_password, {{"AssociateId", "1", false}, {"OldPassword", adm_password, true}, {"NewPassword", good, true}}, "error:SoSentryException"},
        {"change, forced", "ChangePassword", adm, adm_password, {{"AssociateId", "2", false}, {"OldPassword", "", true}, {"NewPassword", good, true}}, "true"},
        {"change, administrator with wrong old", "ChangePassword", adm, adm_password, {{"AssociateId", "2", false}, {"OldPassword", "wrong", true}, {"NewPassword", good, true}}, "false"},
        {"change, blank is wrong for others", "ChangePassword", tje, tje_password, {{"AssociateId", "2", false}, {"OldPassword", "", true}, {"NewPassword", good, true}}, "false"},
        {"change, nobody", "ChangePassword", adm, adm_password, {{"AssociateId", "99999", false}, {"OldPassword", "", true}, {"NewPassword", good, true}}, "error:SoNotFoundException"},
        {"change by name", "ChangePasswordFromName", tje, tje_password, {{"AssociateName", "TJE0", true}, {"OldPassword", "Tje0", true}, {"NewPassword", good, true}}, "true"},
        {"change by name, other", "ChangePasswordFromName", tje, tje_password, {{"AssociateName", "ADM0", true}, {"OldPassword", "x", true}, {"NewPassword", good, true}}, "error:SoSentryException"},
        {"change by name, forced", "ChangePasswordFromName", adm, adm_password, {{"AssociateName", "tje0", true}, {"NewPassword", good, true}}, "true"},
        {"change by name, nobody", "ChangePasswordFromName", adm, adm_password, {{"AssociateName", "nobody", true}, {"NewPassword", good, true}}, "error:SoNotFoundException"},
        {"set", "SetPassword", adm, adm_password, {{"AssociateId", "2", false}, {"Password", good, true}}, "true"},
        {"set, denied", "SetPassword", tje, tje_password, {{"AssociateId", "2", false}, {"Password", good, true}}, "error:SoSentryException"},
        {"set, policy", "SetPassword", adm, adm_password, {{"AssociateId", "2", false}, {"Password", "password", true}}, "error:SoInvalidPasswordException"},
        {"set, nobody", "SetPassword", adm, adm_password, {{"AssociateId", "0", false}, {"Password", good, true}}, "error:SoNotFoundException"},
        {"set, resource", "SetPassword", adm, adm_password, {{"AssociateId", "6", false}, {"Password", good, true}}, "error:SoInvalidArgumentException"},
        {"set by name", "SetPasswordFromName", adm, adm_password, {{"AssociateName", "ext0", true}, {"Password", good, true}}, "true"},
        {"set by name, nobody", "SetPasswordFromName", adm, adm_password, {{"AssociateName", "ext9", true}, {"Password", good, true}}, "error:SoNotFoundException"},
        {"generated", "SetGeneratedPassword", adm, adm_password, {{"AssociateId", "2", false}}, "secret"},
        {"generated, denied", "SetGeneratedPassword", tje, tje_password, {{"AssociateId", "2", false}}, "error:SoSentryException"},
        {"generated by name", "SetGeneratedPasswordFromName", adm, adm_password, {{"AssociateName", "tje0", true}}, "secret"},
        {"external", "GenerateNewPasswordForExternalUser", adm, adm_password, {{"AssociateName", "ext0", true}}, "secret"},
        {"external, an employee", "GenerateNewPasswordForExternalUser", adm, adm_password, {{"AssociateName", "tje0", true}}, "error:SoInvalidArgumentException"},
        {"external, denied", "GenerateNewPasswordForExternalUser", tje, tje_password, {{"AssociateName", "ext0", true}}, "error:SoSentryException"},
        {"valid password", "IsPasswordValid", tje, tje_password, {{"AssociateId", "2", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"Password", good, true}}, "true"},
        {"invalid password", "IsPasswordValid", tje, tje_password, {{"AssociateId", "2", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"Password", "sed", true}}, "false"},
        {"current password is no oracle", "IsPasswordValid", adm, adm_password, {{"AssociateId", "1", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"Password", adm_password, true}}, "same"},
        {"password with reason", "IsPasswordValidWithReason", tje, tje_password, {{"AssociateId", "2", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"Password", "sed", true}}, "reason"},
        {"free name", "IsUserNameValid", tje, tje_password, {{"AssociateId", "0", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"UserName", "new0", true}}, "true"},
        {"taken name", "IsUserNameValid", tje, tje_password, {{"AssociateId", "0", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"UserName", "adm0", true}}, "false"},
        {"own name", "IsUserNameValid", tje, tje_password, {{"AssociateId", "2", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"UserName", "TJE0", true}}, "true"},
        {"name like a ticket", "IsUserNameValid", tje, tje_password, {{"AssociateId", "0", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"UserName", "7T:abc", true}}, "false"},
        {"name with reason", "IsUserNameValidWithReason", tje, tje_password, {{"AssociateId", "0", false}, {"Type", "InternalAssociate", true}, {"PersonId", "0", false}, {"UserName", "adm0", true}}, "reason"},
        {"can change own", "CanChangePassword", tje, tje_password, {{"AssociateId", "2", false}}, "true"},
        {"can change other's", "CanChangePassword", tje, tje_password, {{"AssociateId", "1", false}}, "false"},
        {"can change, administrator", "CanChangePassword", adm, adm_password, {{"AssociateId", "2", false}}, "true"},
        {"can change, resource", "CanChangePassword", adm, adm_password, {{"AssociateId", "6", false}}, "false"},
        {"ways to change", "GetSupportedChangePasswordTypes", tje, tje_password, {{"AssociateId", "2", false}}, "types:Password"},
        {"ways to change, resource", "GetSupportedChangePasswordTypes", tje, tje_password, {{"AssociateId", "6", false}}, "types:"},
        {"ways to change, nobody", "GetSupportedChangePasswordTypes", tje, tje_password, {{"AssociateId", "77", false}}, "types:"},
        {"access token", "GetAccessToken", tje, tje_password, {{"AppToken", "", true}, {"IncludeCsSession", "false", false}}, "secret"},
    };
    // clang-format on
    return all;
}

std::string soap_body(const Case& c) {
    std::string body = "<n:" + std::string(c.operation) + ">";
    for (const Parameter& p : c.parameters)
        body += "<n:" + std::string(p.name) + ">" + std::string(p.value) + "</n:" + std::string(p.name) + ">";
    return body + "</n:" + std::string(c.operation) + ">";
}

std::string json_body(const Case& c) {
    std::string body = "{";
    for (const Parameter& p : c.parameters) {
        if (body.size() > 1) body += ",";
        body +=
            "\"" + std::string(p.name) + "\":" + (p.quoted ? "\"" + std::string(p.value) + "\"" : std::string(p.value));
    }
    return body + "}";
}

std::string xml_body(const Case& c) {
    std::string body = "<" + std::string(c.operation) + "Request>";
    for (const Parameter& p : c.parameters)
        body += "<" + std::string(p.name) + ">" + std::string(p.value) + "</" + std::string(p.name) + ">";
    return body + "</" + std::string(c.operation) + "Request>";
}

// The outcome in words that do not tell the protocol.
std::string read_soap(const HttpReply& reply) {
    if (reply.status != 200)
        return "fault:" + std::to_string(reply.status) + test::element_text(reply.body, "faultstring");
    if (test::element_text(reply.body, "Succeeded") != "true") {
        const std::string type = test::element_text(reply.body, "ExceptionType");
        return "error:" + type.substr(type.rfind('.') + 1) + ":" + test::element_text(reply.body, "Message");
    }
    if (test::element_is_nil(reply.body, "Response")) return "nil";
    if (reply.body.find("<Reason") != std::string::npos)
        return "reason:" + test::element_text(reply.body, "Result") + ":" + test::element_text(reply.body, "Reason");
    if (reply.body.find("GetSupportedChangePasswordTypes") != std::string::npos)
        return "types:" + test::element_text(reply.body, "ChangePasswordType");
    return test::element_text(reply.body, "Response");
}

std::string between(const std::string& text, std::string_view before, std::string_view after) {
    const std::size_t at = text.find(before);
    if (at == std::string::npos) return {};
    const std::size_t from = at + before.size();
    return text.substr(from, text.find(after, from) - from);
}

std::string read_rest(const Case& c, const HttpReply& reply) {
    if (reply.status != 200) {
        std::string type = between(reply.body, "\"ErrorType\":\"", "\"");
        if (type == "ArgumentException") type = "SoInvalidArgumentException";
        return "error:" + type + ":" + between(reply.body, "\"Message\":\"", "\"");
    }
    if (reply.body == "null") return "nil";
    if (reply.body.find("\"Reason\"") != std::string::npos)
        return "reason:" + between(reply.body, "\"Result\":", ",") + ":" + between(reply.body, "\"Reason\":\"", "\"");
    if (c.operation == "GetSupportedChangePasswordTypes") return "types:" + between(reply.body, "[\"", "\"");
    if (reply.body.starts_with("\"")) return reply.body.substr(1, reply.body.size() - 2);
    return reply.body;
}

std::string read_rest_xml(const Case& c, const HttpReply& reply) {
    if (reply.content_type != "application/xml; charset=utf-8") return "not XML: " + std::string(reply.content_type);
    if (reply.status != 200) {
        std::string type = test::element_text(reply.body, "ErrorType");
        if (type == "ArgumentException") type = "SoInvalidArgumentException";
        return "error:" + type + ":" + test::element_text(reply.body, "Message");
    }
    if (reply.body.find(" i:nil=\"true\"/>") != std::string::npos && reply.body.find("></") == std::string::npos)
        return "nil";
    if (reply.body.find("<Reason") != std::string::npos)
        return "reason:" + test::element_text(reply.body, "Result") + ":" + test::element_text(reply.body, "Reason");
    if (c.operation == "GetSupportedChangePasswordTypes")
        return "types:" + test::element_text(reply.body, "ChangePasswordType");
    return test::element_text(reply.body, reply.body.starts_with("<boolean>") ? "boolean" : "string");
}

struct Seen {
    std::string outcome;
    std::string database;
    int hashes = 0;
    int verifications = 0;
};

Seen play_case(const Case& c, const Channel& channel) {
    GatewayFixture gateway;
    const std::string ticket = c.user.empty() ? std::string() : gateway.ticket(c.user, c.password);
    REQUIRE(ticket.empty() == c.user.empty());
    gateway.hasher.hashes = 0;
    gateway.hasher.verifications = 0;
    Seen seen;
    if (channel.soap) {
        seen.outcome = read_soap(gateway.soap(Service::user, *channel.soap, ticket, soap_body(c), channel.soap12));
    } else if (channel.xml) {
        GatewayFixture::Fields fields{{"Content-Type", "application/xml"}, {"Accept", "application/xml"}};
        if (!ticket.empty()) fields.emplace_back("Authorization", "SoTicket " + ticket);
        seen.outcome = read_rest_xml(
            c, gateway.send("POST", "/api/v1/Agents/User/" + std::string(c.operation), fields, xml_body(c)));
    } else {
        seen.outcome =
            read_rest(c, gateway.rest(c.operation, ticket.empty() ? "" : "SoTicket " + ticket, json_body(c)));
    }
    seen.database = gateway.dump();
    seen.hashes = gateway.hasher.hashes;
    seen.verifications = gateway.hasher.verifications;
    return seen;
}

bool fits(std::string_view expected, const std::string& outcome) {
    if (expected == "same") return !outcome.starts_with("error") && !outcome.starts_with("fault");
    if (expected == "secret")
        return outcome.size() >= 20 && !outcome.starts_with("error") && !outcome.starts_with("fault");
    if (expected == "reason") return outcome.starts_with("reason:false:") && outcome.size() > 20;
    if (expected.starts_with("error:")) return outcome.starts_with(expected) && outcome.size() > expected.size() + 1;
    return outcome == expected;
}

}  // namespace

TEST_CASE("every password operation means the same in every protocol and version") {
    for (const Case& c : cases()) {
        const Operation* const operation = find_operation(Service::user, c.operation);
        REQUIRE(operation != nullptr);
        std::optional<Seen> first;
        for (const Channel& channel : test::all_channels()) {
            INFO(c.name << " over " << channel.name);
            if (channel.soap && !operation->in(*channel.soap)) continue;
            const Seen seen = play_case(c, channel);
            CHECK_MESSAGE(fits(c.outcome, seen.outcome), seen.outcome);
            if (!first) first = seen;
            CHECK(seen.outcome == first->outcome);
            CHECK(seen.database == first->database);
            CHECK(seen.hashes == first->hashes);
            CHECK(seen.verifications == first->verifications);
        }
    }
}

TEST_CASE("an operation that a version lacks is refused and changes nothing") {
    for (const Case& c : cases()) {
        const Operation* const operation = find_operation(Service::user, c.operation);
        for (const Channel& channel : test::all_channels()) {
            if (!channel.soap || operation->in(*channel.soap) || c.user.empty()) continue;
            INFO(c.name << " over " << channel.name);
            GatewayFixture gateway;
            const std::string ticket = gateway.ticket(c.user, c.password);
            const std::string before = gateway.dump();
            const HttpReply reply = gateway.soap(Service::user, *channel.soap, ticket, soap_body(c), channel.soap12);
            CHECK(reply.status == (channel.soap12 ? 400 : 500));
            CHECK(reply.body.find("ActionNotSupported") != std::string::npos);
            CHECK(gateway.dump() == before);
        }
    }
}
