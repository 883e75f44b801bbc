// The five documented calls, byte for byte over a socket, as application/soap+xml and as text/xml.
#include <doctest/doctest.h>

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "support/file_text.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

std::string sample_message(const std::string& file) {
    const std::string text = file_text("samples/messages/" + file);
    REQUIRE(!text.empty());
    return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

struct Document {
    std::string file;
    std::string version;
    std::string operation;
    bool answers_text;                          // SetGeneratedPassword; the others answer a boolean
    std::vector<std::pair<std::string, std::string>> real_values;
};

const std::vector<Document> documents{
    {"services85-set-generated-password.xml",
     "85",
     "SetGeneratedPassword",
     true,
     {{">0</User:AssociateId>", ">3</User:AssociateId>"}}},
    {"services87-change-password.xml",
     "87",
     "ChangePassword",
     false,
     {{">0</User:AssociateId>", ">3</User:AssociateId>"},
      {"></User:NewPassword>", ">quiet-lantern-41</User:NewPassword>"}}},
    {"services88-change-own-password.xml",
     "88",
     "ChangeOwnPassword",
     false,
     {{"></User:OldPassword>", ">Adm0-demo-only</User:OldPassword>"},
      {"></User:NewPassword>", ">quiet-lantern-41</User:NewPassword>"}}},
    {"services88-set-password.xml",
     "88",
     "SetPassword",
     false,
     {{">0</User:AssociateId>", ">3</User:AssociateId>"}, {"></User:Password>", ">quiet-lantern-41</User:Password>"}}},
};

const std::vector<std::string> media_types{"application/soap+xml; charset=utf-8", "text/xml;charset=UTF-8"};
constexpr const char* example_ticket = "7T:1234abcxyzExample==";

HttpAnswer send_document(const GatewayProcess& gateway, const Document& document, const std::string& type,
                         const std::string& body) {
    return converse(gateway.port(), post("/Remote/Services" + document.version + "/User.svc", type, body));
}

// Checks the form that every answer to a documented envelope has: SOAP 1.2, four headers in order, the response element.
void check_shape(const HttpAnswer& answer, const Document& document) {
    CHECK(answer.status == 200);
    CHECK(answer.field("Content-Type") == "application/soap+xml; charset=utf-8");
    CHECK(!answer.field("X-Request-Id").empty());
    CHECK(answer.body.find("xsi:type") == std::string::npos);
    CHECK(answer.body.find(":type=") == std::string::npos);
    pugi::xml_document xml;
    REQUIRE(xml.load_buffer(answer.body.data(), answer.body.size()));
    const pugi::xml_node envelope = xml.child("s:Envelope");
    CHECK(std::string(envelope.attribute("xmlns:s").value()) == "http://www.w3.org/2003/05/soap-envelope");
    std::vector<std::string> headers;
    for (const pugi::xml_node& header : envelope.child("s:Header").children()) {
        headers.emplace_back(header.name());
        CHECK(std::string(header.attribute("xmlns:h").value()) ==
              "http://www.superoffice.net/ws/crm/NetServer/Services" + document.version);
    }
    CHECK(headers == std::vector<std::string>{"h:ExceptionInfo", "h:ExtraInfo", "h:Succeeded", "h:TimeZone"});
    const pugi::xml_node response = envelope.child("s:Body").first_child();
    CHECK(std::string(response.name()) == document.operation + "Response");
    CHECK(std::string(response.first_child().name()) == "Response");
}

std::string ticket_of(const GatewayProcess& gateway, const std::string& user, const std::string& password) {
    const std::string ns = "http://www.superoffice.net/ws/crm/NetServer/Services88";
    const HttpAnswer answer = converse(
        gateway.port(),
        post("/Remote/Services88/SoPrincipal.svc", "text/xml; charset=utf-8",
             "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><AuthenticateUsernamePassword "
             "xmlns=\"" +
                 ns + "\"><UserName>" + user + "</UserName><Password>" + password +
                 "</Password></AuthenticateUsernamePassword></s:Body></s:Envelope>",
             "SOAPAction: \"" + ns + "/SoPrincipal/AuthenticateUsernamePassword\"\r\n"));
    CHECK(answer.status == 200);
    return element_text(answer.body, "Ticket");
}

}  // namespace

TEST_CASE("verbatim, the example ticket is refused in the documented shape") {
    const GatewayProcess gateway;
    for (const Document& document : documents)
        for (const std::string& type : media_types) {
            INFO(document.file << " as " << type);
            const HttpAnswer answer = send_document(gateway, document, type, sample_message(document.file));
            check_shape(answer, document);
            CHECK(element_text(answer.body, "Succeeded") == "false");
            CHECK(element_text(answer.body, "ExceptionType") == "SuperOffice.Exceptions.SoSessionException");
            CHECK(!element_text(answer.body, "Message").empty());
            if (document.answers_text)
                CHECK(element_is_nil(answer.body, "Response"));
            else
                CHECK(element_text(answer.body, "Response") == "false");
        }
}

TEST_CASE("with a real ticket the same bytes are understood, and with real values they succeed") {
    for (const Document& document : documents)
        for (const std::string& type : media_types) {
            INFO(document.file << " as " << type);
            const GatewayProcess gateway;
            const std::string ticket = ticket_of(gateway, "adm0", "Adm0-demo-only");
            REQUIRE(ticket.starts_with("7T:"));
            const std::string known = replaced(sample_message(document.file), example_ticket, ticket);
            const HttpAnswer first = send_document(gateway, document, type, known);
            check_shape(first, document);
            if (document.operation == "ChangeOwnPassword") {
                CHECK(element_text(first.body, "Succeeded") == "true");
                CHECK(element_text(first.body, "Response") == "false");
            } else {
                CHECK(element_text(first.body, "ExceptionType") == "SuperOffice.Exceptions.SoNotFoundException");
            }
            std::string real = known;
            for (const auto& [what, with] : document.real_values) real = replaced(real, what, with);
            const HttpAnswer second = send_document(gateway, document, type, real);
            check_shape(second, document);
            CHECK(element_text(second.body, "Succeeded") == "true");
            CHECK(element_is_nil(second.body, "ExceptionInfo"));
            const std::string response = element_text(second.body, "Response");
            const bool own = document.operation == "ChangeOwnPassword";
            if (document.answers_text)
                CHECK(ticket_of(gateway, "ext0", response).starts_with("7T:"));
            else
                CHECK(response == "true");
            if (!document.answers_text)
                CHECK(ticket_of(gateway, own ? "adm0" : "ext0", "quiet-lantern-41").starts_with("7T:"));
        }
}

TEST_CASE("prefixes are free") {
    const GatewayProcess gateway;
    std::string body = sample_message(documents[2].file);
    for (std::size_t at = 0; (at = body.find("SOAP-ENV", at)) != std::string::npos;) body.replace(at, 8, "x");
    for (std::size_t at = 0; (at = body.find("User:", at)) != std::string::npos;) body.replace(at, 5, "y-1:");
    body = replaced(body, "xmlns:User=", "xmlns:y-1=");
    const HttpAnswer answer = send_document(gateway, documents[2], media_types[0], body);
    check_shape(answer, documents[2]);
    CHECK(element_text(answer.body, "ExceptionType") == "SuperOffice.Exceptions.SoSessionException");
}

TEST_CASE("paths have any prefix and any letter case") {
    const GatewayProcess gateway;
    for (const char* path : {"/Remote/Services88/User.svc", "/remote/services88/user.svc",
                             "/SuperOffice/Cust12345/REMOTE/SERVICES88/USER.SVC"}) {
        INFO(path);
        CHECK(converse(gateway.port(), post(path, media_types[1], sample_message(documents[2].file))).status == 200);
    }
    CHECK(
        converse(gateway.port(), post("/Remote/Services83/User.svc", media_types[1], sample_message(documents[2].file)))
            .status == 404);
}

TEST_CASE("ChangeOwnPassword over the WebAPI, as documented") {
    const GatewayProcess gateway;
    const auto change = [&](const std::string& body) {
        return converse(gateway.port(),
                        post("/api/v1/Agents/User/ChangeOwnPassword", "application/json; charset=utf-8", body,
                             "Authorization: Basic dGplMDpUamUw\r\nAccept: application/json; charset=utf-8\r\n"
                             "Accept-Language: sv\r\n"));
    };
    const HttpAnswer wrong = change(sample_message("rest-change-own-password.json"));
    CHECK(wrong.status == 200);
    CHECK(wrong.body == "false");
    CHECK(wrong.field("Content-Type") == "application/json; charset=utf-8");

    const HttpAnswer weak = change(R"({"OldPassword":"Tje0","NewPassword":"sed"})");
    CHECK(weak.status == 400);
    CHECK(weak.body.find("\"ErrorType\":\"SoInvalidPasswordException\"") != std::string::npos);
    CHECK(weak.body.find("minst 8 tecken") != std::string::npos);  // the request asks for Swedish

    const HttpAnswer good = change(R"({"OldPassword":"Tje0","NewPassword":"quiet-lantern-41"})");
    CHECK(good.status == 200);
    CHECK(good.body == "true");

    const HttpAnswer stale = change(R"({"OldPassword":"Tje0","NewPassword":"quiet-lantern-42"})");
    CHECK(stale.status == 401);
    CHECK(stale.field("WWW-Authenticate").find("Basic realm=\"NetServer\"") != std::string::npos);
    CHECK(stale.field("WWW-Authenticate").find("SoTicket") != std::string::npos);
    CHECK(stale.field("WWW-Authenticate").find("Bearer") != std::string::npos);
}
