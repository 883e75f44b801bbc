#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/xml/guard.hpp"
#include "core/contract/requests.hpp"
#include "support/soap_call.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;
using soap::SoapVersion;

namespace {

const std::string get_user_element = "<t:GetUser><t:UserId>5</t:UserId></t:GetUser>";
const std::string ticket_element = "<t:Credentials><t:Ticket>7T:abc</t:Ticket></t:Credentials>";

std::string envelope12(std::string_view body, std::string_view header = {}) {
    return envelope(body, header, newest_version, SoapVersion::soap12);
}

// What a refused request is answered with, in a few words.
std::string envelope_refusal(const std::string& body, HttpHeaders headers = text_xml()) {
    SoapCall call(body, std::move(headers));
    if (call.call() != nullptr) return "accepted";
    const HttpReply reply = call.refuse();
    for (const std::string_view code :
         {"a:ActionNotSupported", "a:DeserializationFailed", "a:InternalServiceFault", "s:Client", "s:Server",
          "s:VersionMismatch", "s:MustUnderstand", "s:Sender", "s:Receiver"})
        if (contains(reply.body, ">" + std::string(code) + "<"))
            return std::to_string(reply.status) + " " + std::string(code);
    return reply.body;
}

HttpHeaders type(std::string_view content_type) { return {{"Content-Type", std::string(content_type)}}; }

}  // namespace

TEST_CASE("envelope versions and content types") {
    const std::string soap11 = envelope(get_user_element);
    const std::string soap12 = envelope12(get_user_element);
    struct Row {
        std::string content_type;
        std::string with11;
        std::string with12;
    };
    const std::vector<Row> rows{
        {"text/xml; charset=utf-8", "accepted", "accepted"},
        {"text/xml", "accepted", "accepted"},
        {"TEXT/XML;Charset=\"UTF-8\"", "accepted", "accepted"},
        {"text/xml;charset=UTF-8;x=y;", "accepted", "accepted"},
        {"application/soap+xml; charset=utf-8", "500 s:VersionMismatch", "accepted"},
        {"application/soap+xml", "500 s:VersionMismatch", "accepted"},
        {"text/xml; charset=ISO-8859-1", "accepted", "accepted"},
        {"application/soap+xml; charset=us-ascii", "500 s:VersionMismatch", "accepted"},
        {"text/xml; charset=koi8-r", "415 s:Client", "415 s:Client"},
        {"application/soap+xml; charset=koi8-r", "415 s:Sender", "415 s:Sender"},
        {"application/soap+xml; charset", "415 s:Sender", "415 s:Sender"},
        {"application/soap+xml; charset=utf-8; charset=utf-16", "415 s:Sender", "415 s:Sender"},
        {"Application/SOAP+xml;action=a,b", "415 s:Sender", "415 s:Sender"},
        {"application/soap+xml; action=http://www.superoffice.net/ws/crm/NetServer/Services88/User/GetUser; "
         "charset=utf-8",
         "500 s:VersionMismatch", "accepted"},
        {"application/soap+xml;action=http://www.superoffice.net/ws/crm/NetServer/Services88/User/DeleteUser",
         "500 s:VersionMismatch", "400 s:Sender"},
        {"text/xml; charset=utf-8; start=<a@b>; x=http://y/z", "accepted", "accepted"},
        {"text/xml; charset=utf-16", "500 s:Client", "500 s:Client"},
        {"application/xml", "415 s:Client", "415 s:Client"},
        {"application/json", "415 s:Client", "415 s:Client"},
        {"text/plain; charset=utf-8", "415 s:Client", "415 s:Client"},
        {"multipart/related; type=\"text/xml\"", "415 s:Client", "415 s:Client"},
        {"text/xml; charset=utf-8; charset=utf-16", "415 s:Client", "415 s:Client"},
        {"text/xml; charset", "415 s:Client", "415 s:Client"},
        {"text/xml; charset=\"utf-8", "415 s:Client", "415 s:Client"},
        {"text", "415 s:Client", "415 s:Client"},
        {"", "415 s:Client", "415 s:Client"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.content_type);
        CHECK(envelope_refusal(soap11, type(row.content_type)) == row.with11);
        CHECK(envelope_refusal(soap12, type(row.content_type)) == row.with12);
    }
    CHECK(envelope_refusal(soap11, {}) == "415 s:Client");
}

TEST_CASE("the answer speaks the envelope's version") {
    for (const auto& [body, headers, protocol, content_type] :
         std::vector<std::tuple<std::string, HttpHeaders, Protocol, std::string>>{
             {envelope(get_user_element), text_xml(), Protocol::soap11, "text/xml; charset=utf-8"},
             {envelope12(get_user_element), text_xml(), Protocol::soap12, "application/soap+xml; charset=utf-8"},
             {envelope12(get_user_element), soap_xml(), Protocol::soap12, "application/soap+xml; charset=utf-8"}}) {
        SoapCall call(body, headers);
        REQUIRE(call.call() != nullptr);
        CHECK(call.call()->origin.protocol == protocol);
        CHECK(call.call()->origin.address == "192.0.2.1");
        const HttpReply reply = call.answer(fail_in_english(errc::session, "Log in first."));
        CHECK(reply.status == 200);
        CHECK(reply.content_type == content_type);
        const SoapVersion version = protocol == Protocol::soap11 ? SoapVersion::soap11 : SoapVersion::soap12;
        CHECK(reply.body.starts_with("<s:Envelope xmlns:s=\"" + std::string(soap::envelope_uri(version)) + "\">"));
    }
}

TEST_CASE("a message that is not a SOAP message") {
    CHECK(envelope_refusal("") == "500 s:Client");
    CHECK(envelope_refusal("", soap_xml()) == "400 s:Sender");
    CHECK(envelope_refusal("hello") == "500 s:Client");
    CHECK(envelope_refusal("<!DOCTYPE a><a/>", soap_xml()) == "400 s:Sender");
    CHECK(envelope_refusal("<a/>") == "500 s:Client");
    CHECK(envelope_refusal("<Envelope/>") == "500 s:VersionMismatch");
    CHECK(envelope_refusal("<Envelope xmlns=\"urn:soap-of-tomorrow\"/>") == "500 s:VersionMismatch");
    CHECK(envelope_refusal("<Envelope xmlns=\"urn:soap-of-tomorrow\"/>", soap_xml()) == "500 s:VersionMismatch");
    CHECK(envelope_refusal(envelope(get_user_element) + " \n") == "accepted");
    CHECK(envelope_refusal("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + envelope(get_user_element)) == "accepted");
    CHECK(envelope_refusal("\xEF\xBB\xBF" + envelope(get_user_element)) == "accepted");
}

TEST_CASE("a body in UTF-16 is read like any other") {
    std::string body = "\xFF\xFE";
    for (const char c : envelope(get_user_element, ticket_element)) {
        body += c;
        body += '\0';
    }
    SoapCall call(body, type("text/xml; charset=utf-16"));
    REQUIRE(call.call() != nullptr);
    CHECK(call.call()->evidence.secret.reveal() == "7T:abc");
    CHECK(call.decode<UserIdRequest>()->user_id == 5);
}

TEST_CASE("the parts of an envelope stand in their order") {
    const std::string uri11(soap::envelope11_uri);
    const std::string uri12(soap::envelope12_uri);
    const std::string service(soap::service_uri(newest_version));
    const auto with = [&](std::string_view content) {
        return "<s:Envelope xmlns:s=\"" + uri11 + "\" xmlns:t=\"" + service + "\">" + std::string(content) +
               "</s:Envelope>";
    };
    const std::string body = "<s:Body>" + get_user_element + "</s:Body>";
    CHECK(envelope_refusal(with(body)) == "accepted");
    CHECK(envelope_refusal(with("<s:Header/>" + body)) == "accepted");
    CHECK(envelope_refusal(with("\n<!-- c --><s:Header/>\n" + body + "\n")) == "accepted");
    CHECK(envelope_refusal(with("<s:Body>\n" + get_user_element + "\n</s:Body>")) == "accepted");
    const std::vector<std::string> wrong{
        with(""),
        with("<s:Header/>"),
        with(body + "<s:Header/>"),
        with(body + body),
        with("<s:Header/><s:Header/>" + body),
        with(body + "<t:ApplicationToken>x</t:ApplicationToken>"),
        with("<s:Body/>"),
        with("<s:Body> </s:Body>"),
        with("<s:Body>" + get_user_element + get_user_element + "</s:Body>"),
        with("<s:Body><GetUser/></s:Body>"),
        with("<s:Body>text" + get_user_element + "</s:Body>"),
        with("<s:Body>" + get_user_element + "text</s:Body>"),
        with("text" + body),
        with("<s:Header>text</s:Header>" + body),
        with("<Unqualified/>" + body),
        with("<s:Else/>" + body),
        with("<Body xmlns=\"" + uri12 + "\">" + get_user_element + "</Body>"),
    };
    for (const std::string& message : wrong) {
        CAPTURE(message);
        CHECK(envelope_refusal(message) == "500 s:Client");
    }
}

TEST_CASE("headers stand in Header, or directly under Envelope as the documentation shows them") {
    const std::string service(soap::service_uri(newest_version));
    const auto message = [&](std::string_view loose, std::string_view header) {
        std::string text =
            "<s:Envelope xmlns:s=\"" + std::string(soap::envelope11_uri) + "\" xmlns:t=\"" + service + "\">";
        text += loose;
        text += header;
        return text + "<s:Body>" + get_user_element + "</s:Body></s:Envelope>";
    };
    const std::string token = "<t:ApplicationToken>app</t:ApplicationToken>";
    const std::string zone = "<t:TimeZone><t:SoTimeZoneId>140</t:SoTimeZoneId></t:TimeZone>";
    const std::string all = token + ticket_element + zone;
    for (const std::string& text : {message(all, ""), message("", "<s:Header>" + all + "</s:Header>"),
                                    message(all, "<s:Header>" + zone + ticket_element + token + "</s:Header>")}) {
        CAPTURE(text);
        SoapCall call(text);
        REQUIRE(call.call() != nullptr);
        CHECK(call.call()->application_token.reveal() == "app");
        CHECK(call.call()->evidence.kind == Evidence::Kind::ticket);
        CHECK(call.call()->evidence.secret.reveal() == "7T:abc");
    }
    const std::string other = "<t:Credentials><t:Ticket>7T:other</t:Ticket></t:Credentials>";
    CHECK(envelope_refusal(message(ticket_element, "<s:Header>" + other + "</s:Header>")) == "500 s:Client");
    CHECK(envelope_refusal(message(ticket_element, "<s:Header/>")) == "500 s:Client");
    CHECK(envelope_refusal(message(token, "<s:Header>" + ticket_element + "</s:Header>")) == "500 s:Client");
    CHECK(envelope_refusal(message(zone, "<s:Header><t:TimeZone/></s:Header>")) == "500 s:Client");
    CHECK(envelope_refusal(message(ticket_element + ticket_element, "")) == "500 s:Client");
    CHECK(envelope_refusal(message("", "<s:Header>" + ticket_element + ticket_element + "</s:Header>")) ==
          "500 s:Client");
    CHECK(envelope_refusal(message("<x:Foreign xmlns:x=\"urn:x\"/>", "")) == "accepted");
}

TEST_CASE("absent, nil and empty credentials are no evidence") {
    const std::vector<std::string> headers{
        "",
        "<t:Credentials/>",
        "<t:Credentials i:nil=\"true\"/>",
        "<t:Credentials i:nil=\" 1 \"/>",
        "<t:Credentials><t:Ticket/></t:Credentials>",
        "<t:Credentials><t:Ticket i:nil=\"true\"/></t:Credentials>",
        "<t:ApplicationToken i:nil=\"true\"/><t:Credentials/><t:TimeZone i:nil=\"true\"/>",
        "<x:Credentials "
        "xmlns:x=\"http://www.superoffice.net/ws/crm/NetServer/Services84\"><x:Ticket>7T:a</x:Ticket></"
        "x:Credentials>",
    };
    for (const std::string& header : headers) {
        CAPTURE(header);
        SoapCall call(envelope(get_user_element, header));
        REQUIRE(call.call() != nullptr);
        CHECK(call.call()->evidence.kind == Evidence::Kind::none);
        CHECK(call.call()->application_token.empty());
    }
}

TEST_CASE("a header that cannot be read is an error, not an absent one") {
    CHECK(envelope_refusal(envelope(get_user_element, "<t:Credentials><t:ticket>7T:a</t:ticket></t:Credentials>")) ==
          "500 s:Client");
    CHECK(envelope_refusal(envelope(get_user_element, "<t:Credentials><Ticket>7T:a</Ticket></t:Credentials>")) ==
          "500 s:Client");
    CHECK(envelope_refusal(envelope(get_user_element, "<t:Credentials>7T:a</t:Credentials>")) ==
          "500 a:DeserializationFailed");
    CHECK(envelope_refusal(envelope(get_user_element, "<t:Credentials i:nil=\"perhaps\"/>")) == "500 s:Client");
    CHECK(envelope_refusal(envelope(get_user_element, "<t:applicationToken>x</t:applicationToken>")) == "500 s:Client");
    CHECK(
        envelope_refusal(envelope(get_user_element, "<t:TimeZone><t:SoTimeZoneId>DK</t:SoTimeZoneId></t:TimeZone>")) ==
        "500 a:DeserializationFailed");
    const std::string longest(4096, 'x');
    CHECK(envelope_refusal(envelope(get_user_element, "<t:ApplicationToken>" + longest + "</t:ApplicationToken>")) ==
          "accepted");
    CHECK(envelope_refusal(envelope(get_user_element, "<t:ApplicationToken>" + longest + "x</t:ApplicationToken>")) ==
          "500 s:Client");
}

TEST_CASE("credentials on SoPrincipal are accepted and prove nothing") {
    SoapCall call(envelope("<t:GetSystemInfo/>", "<t:ApplicationToken>app</t:ApplicationToken>" + ticket_element),
                  text_xml(), {Service::so_principal, newest_version});
    REQUIRE(call.call() != nullptr);
    CHECK(call.call()->evidence.kind == Evidence::Kind::none);
    CHECK(call.call()->application_token.reveal() == "app");
}

TEST_CASE("mustUnderstand is kept before anything else") {
    const std::string next11 = "http://schemas.xmlsoap.org/soap/actor/next";
    const std::string next12 = "http://www.w3.org/2003/05/soap-envelope/role/next";
    const auto own = [](std::string_view attribute) {
        return "<t:Credentials " + std::string(attribute) + "><t:Ticket>7T:abc</t:Ticket></t:Credentials>";
    };
    const auto foreign = [](std::string_view attributes) {
        return "<x:Security xmlns:x=\"urn:x\" " + std::string(attributes) + "/>";
    };
    SUBCASE("our own headers") {
        CHECK(envelope_refusal(envelope(get_user_element, own("s:mustUnderstand=\"1\""))) == "accepted");
        CHECK(envelope_refusal(envelope12(get_user_element, own("s:mustUnderstand=\"true\"")), soap_xml()) ==
              "accepted");
        for (const std::string_view value : {"true", "false", "0", " 1 "})
            CHECK(envelope_refusal(envelope(get_user_element, own("s:mustUnderstand=\"" + std::string(value) + '"'))) ==
                  "accepted");
        SoapCall principal(envelope("<t:GetSystemInfo/>", own("s:mustUnderstand=\"1\"")), text_xml(),
                           {Service::so_principal, newest_version});
        CHECK(principal.call() != nullptr);
    }
    SUBCASE("unknown headers") {
        CHECK(envelope_refusal(envelope(get_user_element, foreign(""))) == "accepted");
        CHECK(envelope_refusal(envelope(get_user_element, foreign("s:mustUnderstand=\"0\""))) == "accepted");
        CHECK(envelope_refusal(envelope(get_user_element, foreign("mustUnderstand=\"1\""))) == "accepted");
        CHECK(envelope_refusal(envelope(get_user_element, foreign("s:mustUnderstand=\"1\""))) ==
              "500 s:MustUnderstand");
        CHECK(envelope_refusal(envelope12(get_user_element, foreign("s:mustUnderstand=\"1\""))) ==
              "500 s:MustUnderstand");
        CHECK(envelope_refusal(envelope12(get_user_element, foreign("s:mustUnderstand=\"true\""))) ==
              "500 s:MustUnderstand");
        CHECK(envelope_refusal(envelope12(get_user_element, foreign("s:mustUnderstand=\"false\""))) == "accepted");
        CHECK(envelope_refusal(envelope("<t:NoSuchOperation/>", foreign("s:mustUnderstand=\"1\""))) ==
              "500 s:MustUnderstand");
    }
    SUBCASE("values that SOAP does not allow") {
        CHECK(envelope_refusal(envelope(get_user_element, foreign("s:mustUnderstand=\"TRUE\""))) == "500 s:Client");
        CHECK(envelope_refusal(envelope(get_user_element, foreign("s:mustUnderstand=\"2\""))) == "500 s:Client");
        CHECK(envelope_refusal(envelope12(get_user_element, foreign("s:mustUnderstand=\"yes\""))) == "400 s:Sender");
        CHECK(envelope_refusal(envelope(get_user_element, own("s:mustUnderstand=\"\""))) == "500 s:Client");
    }
    SUBCASE("actor and role") {
        const std::string must = "s:mustUnderstand=\"1\" ";
        CHECK(envelope_refusal(envelope(get_user_element, foreign(must + "s:actor=\"urn:else\""))) == "accepted");
        CHECK(envelope_refusal(envelope(get_user_element, foreign(must + "s:actor=\"\""))) == "500 s:MustUnderstand");
        CHECK(envelope_refusal(envelope(get_user_element, foreign(must + "s:actor=\"" + next11 + "\""))) ==
              "500 s:MustUnderstand");
        CHECK(envelope_refusal(envelope12(get_user_element, foreign(must + "s:role=\"urn:else\""))) == "accepted");
        CHECK(envelope_refusal(envelope12(get_user_element, foreign(must + "s:role=\"" + next12 + "\""))) ==
              "500 s:MustUnderstand");
        SoapCall elsewhere(envelope(get_user_element, own("s:actor=\"urn:else\"")));
        REQUIRE(elsewhere.call() != nullptr);
        CHECK(elsewhere.call()->evidence.kind == Evidence::Kind::none);
        SoapCall here(envelope(get_user_element, own("s:actor=\"" + next11 + "\"")));
        REQUIRE(here.call() != nullptr);
        CHECK(here.call()->evidence.kind == Evidence::Kind::ticket);
    }
    SUBCASE("the fault names the header") {
        SoapCall call(envelope12(get_user_element, foreign("s:mustUnderstand=\"1\"")), soap_xml());
        const HttpReply reply = call.refuse();
        CHECK(contains(reply.body,
                       "<s:Header><s:NotUnderstood qname=\"x:Security\" xmlns:x=\"urn:x\"/></s:Header><s:Body>"));
        CHECK(contains(reply.body, "The header 'Security' from the namespace 'urn:x' was not understood"));
    }
}

TEST_CASE("what toolkits write around a message does not matter") {
    const std::string style = " s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"";
    const std::string service(soap::service_uri(newest_version));
    for (const SoapVersion version : {SoapVersion::soap11, SoapVersion::soap12}) {
        const auto envelope_with = [&](std::string_view root, std::string_view content) {
            return "<s:Envelope xmlns:s=\"" + std::string(soap::envelope_uri(version)) + "\" xmlns:t=\"" + service +
                   "\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                   "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"" +
                   std::string(root) + ">" + std::string(content) + "</s:Envelope>";
        };
        const std::string body = "<s:Body>" + get_user_element + "</s:Body>";
        // encodingStyle anywhere: SOAP::Lite, PHP without WSDL, lua-soap, Axis.
        for (const std::string& text :
             {envelope_with(style, body), envelope_with("", "<s:Header" + style + "/>" + body),
              envelope_with("", "<s:Body" + style + ">" + get_user_element + "</s:Body>"),
              envelope_with("", "<s:Body><t:GetUser" + style + "><t:UserId" + style +
                                    " xsi:type=\"xsd:int\">5</t:UserId></t:GetUser></s:Body>"),
              envelope_with("", "<s:Header><t:Credentials" + style + "><t:Ticket" + style +
                                    " xsi:type=\"xsd:string\">7T:a</t:Ticket></t:Credentials></s:Header>" + body)}) {
            CAPTURE(text);
            SoapCall call(text);
            REQUIRE(call.call() != nullptr);
            CHECK(call.decode<UserIdRequest>()->user_id == 5);
        }
        // Headers of nobody's namespace.
        const auto header = [&](std::string_view block) {
            return envelope_refusal(envelope_with("", "<s:Header>" + std::string(block) + "</s:Header>" + body));
        };
        CHECK(header("<Trace>x</Trace><Security><Token>y</Token></Security>") == "accepted");
        CHECK(header("<Trace s:mustUnderstand=\"0\"/><Trace s:mustUnderstand=\"false\"/>") == "accepted");
        CHECK(header("<Trace s:mustUnderstand=\"1\"/>") == "500 s:MustUnderstand");
        CHECK(header("<Trace s:mustUnderstand=\"true\"/>") == "500 s:MustUnderstand");
        CHECK(header("<Trace s:mustUnderstand=\"maybe\"/>") ==
              (version == SoapVersion::soap11 ? "500 s:Client" : "400 s:Sender"));
        SoapCall trace(envelope_with("", "<s:Header><Trace s:mustUnderstand=\"1\"/></s:Header>" + body));
        const HttpReply reply = trace.refuse();
        CHECK(xml::guard(reply.body).has_value());
        CHECK(contains(reply.body, "The header 'Trace' from the namespace '' was not understood"));
    }
}

TEST_CASE("what refers to another element, or is base64, is not read as if it stood there") {
    const auto request = [](std::string_view members) {
        SoapCall call(envelope("<t:ChangePassword><t:AssociateId>5</t:AssociateId>" + std::string(members) +
                               "<t:NewPassword>b</t:NewPassword></t:ChangePassword>"));
        REQUIRE(call.call() != nullptr);
        const auto read = call.decode<ChangePasswordRequest>();
        return read.has_value() ? "read" : read.error().field + ": " + read.error().public_text.english();
    };
    CHECK(request("<t:OldPassword href=\"#id0\"/>") ==
          "OldPassword: An element refers to another one by href; values must stand in place.");
    CHECK(request("<t:OldPassword xmlns:d=\"http://www.w3.org/2001/XMLSchema\" i:type=\"d:base64Binary\">cMOl"
                  "</t:OldPassword>") == "OldPassword: A text is marked as base64; send it as xsd:string.");
    CHECK(request("<t:OldPassword xmlns:d=\"http://www.w3.org/2001/XMLSchema\" i:type=\"d:string\" id=\"a\">a"
                  "</t:OldPassword>") == "read");
}

TEST_CASE("a body is read in the charset of the transport, else of its mark, else of its declaration") {
    const auto name_in = [](const std::string& body, std::string_view content_type) -> std::string {
        SoapCall call(body, type(content_type));
        if (call.call() == nullptr) return call.refuse().body;
        return call.decode<UserNameRequest>()->user_name.text;
    };
    const auto message = [](std::string_view name, std::string_view declared = {}) {
        std::string text =
            declared.empty() ? std::string() : "<?xml version=\"1.0\" encoding=\"" + std::string(declared) + "\"?>";
        return text +
               envelope("<t:GetUserFromName><t:UserName>" + std::string(name) + "</t:UserName></t:GetUserFromName>");
    };
    const std::string utf8 = "bj\xC3\xB8rn\xE2\x82\xAC";
    const std::string latin = "bj\xF8rn\x80";
    // .NET's StringWriter, and everybody who writes a declaration by hand.
    for (const std::string_view declared : {"utf-16", "UTF-16LE", "us-ascii", "ASCII", "utf8", "iso-8859-1", "koi8-r"})
        CHECK(name_in(message(utf8, declared), "text/xml; charset=utf-8") == utf8);
    for (const std::string_view declared : {"utf-16", "us-ascii", "utf8", "UTF-8", ""})
        CHECK(name_in(message(utf8, declared), "text/xml") == utf8);
    CHECK(name_in("\xEF\xBB\xBF" + message(utf8, "iso-8859-1"), "text/xml") == utf8);
    for (const std::string_view charset : {"iso-8859-1", "ISO-8859-1", "windows-1252", "latin1"}) {
        CHECK(name_in(message(latin, "utf-8"), "text/xml; charset=" + std::string(charset)) == utf8);
        CHECK(name_in(message(latin, charset), "text/xml") == utf8);
        CHECK(name_in(message(latin), "application/soap+xml; charset=\"" + std::string(charset) + '"')
                  .find("VersionMismatch") != std::string::npos);
    }
    for (const bool big_endian : {false, true}) {
        std::u16string wide;
        for (const char c : message("x", "utf-8")) wide += static_cast<char16_t>(c);
        CHECK(name_in(to_utf16(wide, big_endian, false), "text/xml; charset=utf-16") == "x");
        CHECK(name_in(to_utf16(wide, big_endian, false), "text/xml") == "x");
        CHECK(name_in(to_utf16(wide, big_endian, true), "text/xml") == "x");
    }
    CHECK(contains(name_in(message(latin), "text/xml"), "not valid UTF-8"));
    CHECK(contains(name_in(message("a\x81"), "text/xml; charset=windows-1252"), "not valid windows-1252"));
    CHECK(contains(name_in(message(utf8, "koi8-r"), "text/xml"), "not one that is read here"));
    CHECK(contains(name_in("\n" + message(utf8, "utf-8"), "text/xml"), "does not stand at the start"));
    CHECK(contains(name_in(" " + message(utf8, "utf-8"), "application/soap+xml"), "s:Sender"));
}

TEST_CASE("a member that is not stored from what is sent may be empty; any other says what it is") {
    const auto save = [](std::string_view members) {
        SoapCall call(envelope("<t:SaveUser><t:User><t:AssociateId>5</t:AssociateId>" + std::string(members) +
                               "</t:User></t:SaveUser>"));
        REQUIRE(call.call() != nullptr);
        const auto read = call.decode<UserRequest>();
        return read.has_value() ? "read" : read.error().field;
    };
    for (const std::string_view name :
         {"Lastlogin", "Lastlogout", "Deleted", "IsOnTravel", "IsPersonRetired", "Type"}) {
        const std::string tag(name);
        CAPTURE(tag);
        CHECK(save("<t:" + tag + "></t:" + tag + ">") == "read");
        CHECK(save("<t:" + tag + "> \n</t:" + tag + ">") == "read");
        CHECK(save("<t:" + tag + " i:nil=\"true\" xmlns:q=\"urn:q\"/>") == "read");
        CHECK(save("<t:" + tag + ">x</t:" + tag + ">") == "User." + tag);
    }
    CHECK(save("<t:Rank/>") == "User.Rank");
    CHECK(save("<t:WaitingForApproval/>") == "User.WaitingForApproval");
    CHECK(save("<t:Person><t:Retired/><t:ContactCountryId/><t:Rank>1</t:Rank></t:Person>") == "read");
    CHECK(save("<t:Person><t:PersonId/></t:Person>") == "User.Person.PersonId");
    CHECK(save("<t:Role><t:Id/></t:Role>") == "User.Role.Id");
    SoapCall plain(envelope("<t:GetUser><t:UserId/></t:GetUser>"));
    REQUIRE(plain.call() != nullptr);
    CHECK(plain.decode<UserIdRequest>().error().field == "UserId");
}

TEST_CASE("the request's bytes are wiped when the exchange ends") {
    SoapCall call(envelope(get_user_element, ticket_element));
    REQUIRE(call.call() != nullptr);
    call.finish();
    CHECK(call.body() == std::string(call.body().size(), '\0'));
}
