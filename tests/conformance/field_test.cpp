// What real clients send, over every version of SOAP, both envelopes and the WebAPI: from toolkits' own ways to write a
// message to what a script gets wrong, and that none of it costs anybody a log-in.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/texts.hpp"
#include "support/versions.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view tns_base = "http://www.superoffice.net/ws/crm/NetServer/Services";

struct SoapWay {
    Version version;
    bool soap12;
};

std::vector<SoapWay> all_soap_ways() {
    std::vector<SoapWay> ways;
    for (const Version version : all_versions)
        for (const bool soap12 : {false, true}) ways.push_back({version, soap12});
    return ways;
}

std::string number_of(Version version) { return std::to_string(static_cast<int>(version)); }

// A message as a toolkit writes it, `%TNS` and `%ENV` put in.
HttpReply post_raw(GatewayFixture& gateway, const SoapWay& way, std::string_view file, std::string message,
                   GatewayFixture::Fields more = {}) {
    const std::string env =
        way.soap12 ? "http://www.w3.org/2003/05/soap-envelope" : "http://schemas.xmlsoap.org/soap/envelope/";
    message = replaced_everywhere(std::move(message), "%TNS", std::string(tns_base) + number_of(way.version));
    message = replaced_everywhere(std::move(message), "%ENV", env);
    GatewayFixture::Fields fields = std::move(more);
    if (fields.empty() || fields.front().first != "Content-Type")
        fields.insert(fields.begin(),
                      {"Content-Type", way.soap12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8"});
    return gateway.send("POST", "/Remote/Services" + number_of(way.version) + "/" + std::string(file), fields,
                        std::move(message));
}

constexpr const char* perl_login =
    R"(<?xml version="1.0" encoding="UTF-8"?><soap:Envelope soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" )"
    R"(xmlns:soap="%ENV" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" )"
    R"(xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>)"
    R"(<AuthenticateUsernamePassword xmlns="%TNS"><UserName xsi:type="xsd:string">tje0</UserName>)"
    R"(<Password xsi:type="xsd:string">Tje0</Password></AuthenticateUsernamePassword></soap:Body></soap:Envelope>)";
constexpr const char* php_login =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    R"(<SOAP-ENV:Envelope xmlns:SOAP-ENV="%ENV" xmlns:ns1="%TNS" xmlns:xsd="http://www.w3.org/2001/XMLSchema" )"
    R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" )"
    R"(SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><SOAP-ENV:Body><ns1:AuthenticateUsernamePassword>)"
    R"(<ns1:UserName xsi:type="xsd:string">tje0</ns1:UserName><ns1:Password xsi:type="xsd:string">Tje0</ns1:Password>)"
    "</ns1:AuthenticateUsernamePassword></SOAP-ENV:Body></SOAP-ENV:Envelope>\n";
constexpr const char* axis_login =
    R"(<?xml version="1.0" encoding="utf-8"?><soapenv:Envelope xmlns:soapenv="%ENV" )"
    R"(xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header>)"
    R"(<h:ApplicationToken xmlns:h="%TNS" soapenv:mustUnderstand="false">x</h:ApplicationToken>)"
    R"(<wsa:To xmlns:wsa="http://www.w3.org/2005/08/addressing">urn:x</wsa:To><Trace>7</Trace></soapenv:Header><soapenv:Body>)"
    R"(<ns1:AuthenticateUsernamePassword soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ns1="%TNS">)"
    R"(<ns2:UserName xsi:type="xsd:string" xmlns:ns2="%TNS">tje0</ns2:UserName>)"
    R"(<ns3:Password xsi:type="xsd:string" xmlns:ns3="%TNS">Tje0</ns3:Password>)"
    R"(</ns1:AuthenticateUsernamePassword></soapenv:Body></soapenv:Envelope>)";
constexpr const char* dotnet_login =
    R"(<?xml version="1.0" encoding="utf-16"?><s:Envelope xmlns:s="%ENV"><s:Header>)"
    R"(<h:ApplicationToken xmlns:h="%TNS" i:nil="true" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/></s:Header><s:Body>)"
    R"(<AuthenticateUsernamePassword xmlns="%TNS"><Password>Tje0</Password><UserName>tje0</UserName>)"
    R"(</AuthenticateUsernamePassword></s:Body></s:Envelope>)";

}  // namespace

TEST_CASE("toolkits log in, whatever they write around it") {
    GatewayFixture gateway;
    for (const SoapWay& way : all_soap_ways())
        for (const char* const message : {perl_login, php_login, axis_login, dotnet_login}) {
            CAPTURE(number_of(way.version));
            CAPTURE(way.soap12);
            CAPTURE(message);
            const HttpReply reply = post_raw(gateway, way, "SoPrincipal.svc", message);
            CHECK(reply.status == 200);
            CHECK(element_text(reply.body, "AuthenticationSucceeded") == "true");
        }
}

TEST_CASE("a thousand items with two declarations each, and nils that bring their own") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", "Adm0-demo-only");
    std::string items;
    for (int i = 0; i < 1000; ++i)
        items += "<a:int xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\" xmlns:x=\"urn:x\">" +
                 std::to_string(i % 3 + 1) + "</a:int>";
    for (const SoapWay& way : all_soap_ways()) {
        CAPTURE(number_of(way.version));
        const HttpReply list =
            post_raw(gateway, way, "User.svc",
                     "<s:Envelope xmlns:s=\"%ENV\"><s:Header><t:Credentials xmlns:t=\"%TNS\"><t:Ticket>" + ticket +
                         "</t:Ticket></t:Credentials></s:Header><s:Body><GetUserInfoList xmlns=\"%TNS\">"
                         "<UserInfoIds>" +
                         items + "</UserInfoIds></GetUserInfoList></s:Body></s:Envelope>");
        CHECK(list.status == 200);
        CHECK_FALSE(contains(list.body, "too many namespace"));
        std::string nils;
        for (const std::string_view name :
             {"Tooltip", "LicenseOwners", "OtherGroups", "Person", "Lastlogin", "Credentials"})
            nils += "<q:" + std::string(name) +
                    " xmlns:q=\"%TNS\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                    "xsi:nil=\"true\"/>";
        const HttpReply nil =
            post_raw(gateway, way, "User.svc",
                     "<s:Envelope xmlns:s=\"%ENV\"><s:Header><t:Credentials xmlns:t=\"%TNS\"><t:Ticket>" + ticket +
                         "</t:Ticket></t:Credentials></s:Header><s:Body><SaveUser xmlns=\"%TNS\"><User>"
                         "<AssociateId>2</AssociateId><Lastlogout></Lastlogout>" +
                         nils + "</User></SaveUser></s:Body></s:Envelope>");
        CHECK(nil.status == 200);
        CHECK(element_text(nil.body, "Succeeded") == "true");
    }
}

TEST_CASE("what began as SOAP 1.2 is refused in SOAP 1.2") {
    GatewayFixture gateway;
    const std::string types[] = {"application/soap+xml", "application/soap+xml; charset=koi8-r",
                                 "Application/Soap+XML; action=\"a\"; action=\"b\"", "application/soap+xml; charset",
                                 "application/soap+xml;action=http://x/y/Z"};
    for (const Version version : all_versions)
        for (const std::string& type : types)
            for (const std::string message :
                 {"", "{}", " <?xml version=\"1.0\"?><a/>", "<s:Envelope xmlns:s=\"%ENV\"><s:Body/></s:Envelope>"}) {
                CAPTURE(type);
                CAPTURE(message);
                const HttpReply reply =
                    post_raw(gateway, {version, true}, "User.svc", message, {{"Content-Type", type}});
                CHECK(reply.status >= 400);
                CHECK(reply.content_type == "application/soap+xml; charset=utf-8");
                CHECK(contains(reply.body, "http://www.w3.org/2003/05/soap-envelope"));
            }
    const HttpReply method = gateway.send("PUT", "/Remote/Services88/User.svc", {{"Content-Type", types[2]}}, "x");
    CHECK(method.status == 405);
    CHECK(contains(method.body, "http://www.w3.org/2003/05/soap-envelope"));
}

TEST_CASE("JSON that is called a form is nobody's failed log-in") {
    GatewayFixture gateway;
    const std::string form = "application/x-www-form-urlencoded";
    const std::string body = R"({"OldPassword":"Tje0","NewPassword":"quiet-lantern-41"})";
    const int before = gateway.hasher.verifications;
    for (int i = 0; i < 30; ++i) {
        const HttpReply reply = gateway.send("POST", "/api/v1/Agents/User/ChangeOwnPassword",
                                             {{"Content-Type", form}, {"Authorization", basic("tje0", "Tje0")}}, body);
        CHECK(reply.status == 400);
        CHECK(contains(reply.body, "The body is JSON"));
    }
    CHECK(gateway.hasher.verifications == before);
    CHECK(gateway.logs_in("tje0", "Tje0"));
    const HttpReply xml = gateway.send("POST", "/api/v1/Agents/User/ChangeOwnPassword",
                                       {{"Content-Type", form}, {"Authorization", basic("tje0", "Tje0")}},
                                       "<x><OldPassword>Tje0</OldPassword></x>");
    CHECK(xml.status == 400);
    CHECK(contains(xml.body, "The body is XML"));
    // A page's own form neither; a compressed one is undone before it gets here, or refused.
    CHECK(gateway.send("POST", "/account/sign-in", {{"Content-Type", form}}, body).status == 400);
    CHECK(gateway.send("POST", "/account/sign-in", {{"Content-Type", form}, {"Content-Encoding", "br"}}, "x").status ==
          400);
    CHECK(gateway.hasher.verifications == before + 1);
    CHECK(gateway.logs_in("tje0", "Tje0"));
}

TEST_CASE("Basic without padding or in Latin-1 costs one hash, right or wrong") {
    GatewayFixture gateway;
    constexpr std::string_view who = "/api/v1/User/currentAssociate";
    const std::string changed = "{\"OldPassword\":\"Tje0\",\"NewPassword\":\"quiet-l\xC3\xA5mp\xE2\x82\xAC-41\"}";
    REQUIRE(gateway.rest("ChangeOwnPassword", basic("tje0", "Tje0"), changed).status == 200);
    const auto status = [&](const std::string& authorization, int hashes) {
        const int before = gateway.hasher.verifications;
        const unsigned answer = gateway.send("GET", who, {{"Authorization", authorization}}, {}).status;
        CHECK(gateway.hasher.verifications - before == hashes);
        return answer;
    };
    std::string latin = basic("tje0", "quiet-l\xE5mp\x80-41");
    CHECK(status(latin, 1) == 200);
    CHECK(status(latin, 0) == 200);
    while (latin.ends_with('=')) latin.pop_back();
    CHECK(status(latin, 0) == 200);
    CHECK(status(basic("tje0", "quiet-l\xC3\xA5mp\xE2\x82\xAC-41"), 0) == 200);
    CHECK(status(basic("tje0", "quiet-l\xE4mp\x80-41"), 1) == 401);
}

TEST_CASE("JSON as PHP, scripts and the vendor's samples write it") {
    GatewayFixture gateway;
    const std::string ticket = "SoTicket " + gateway.ticket("ADM0", "Adm0-demo-only");
    const auto saves = [&](std::string_view members) {
        const HttpReply reply = gateway.rest(
            "SaveUser", ticket, "{ /* a user */ \"AssociateId\": \"2\", " + std::string(members) + " } // end");
        return reply.status == 200 ? std::string("saved") : reply.body;
    };
    for (const char* const members :
         {R"("Rank": "3",)", R"("WaitingForApproval": 0)",
          R"("WaitingForApproval": "false", "CustomFields": [], "ExtraFields": [],)", R"("Lastlogin": "")",
          R"("Lastlogin": "2024-05-01 10:20", "Lastlogout": "/Date(1714558830000-0500)/")",
          R"("Lastlogin": "2024-05-01T10:20:30.1234567-0500", "Deleted": "", "Type": "")",
          R"("Tooltip": 5, "OtherGroups": [],)"}) {
        CAPTURE(members);
        CHECK(saves(members) == "saved");
    }
    CHECK(contains(saves(R"("Rank": "")"), "Rank"));
    CHECK(contains(saves(R"('Rank': 1)"), "single quotes"));
    CHECK(contains(saves(R"("Tooltip": 'x')"), "single quotes"));
    CHECK(contains(saves(R"("Rank": 1, "rank": 2)"), "stands twice"));
    CHECK(contains(saves(R"("CustomFields": ["x"])"), "CustomFields"));
}
