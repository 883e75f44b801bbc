#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/soap/dispatch.hpp"
#include "core/contract/requests.hpp"
#include "support/soap_call.hpp"
#include "support/texts.hpp"
#include "support/versions.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string dispatch_refusal(SoapCall& call) {
    if (call.call() != nullptr) return "accepted";
    const std::string body = call.refuse().body;
    if (contains(body, ">a:ActionNotSupported<")) return "not supported";
    if (contains(body, ">s:Client<")) return "client";
    return body;
}

std::string dispatch_result(const std::string& element, std::string_view action = {}, SoapTarget target = {},
                            Version message = newest_version) {
    SoapCall call(envelope(element, {}, message), text_xml(action), target);
    return dispatch_refusal(call);
}

// The documentation's sample requests: SOAP 1.2 envelope, headers under Envelope, xsi:type on every leaf.
std::string sample_request(std::string_view version, std::string_view parameters) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope\n"
           " xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\"\n"
           " xmlns:SOAP-ENC=\"http://www.w3.org/2003/05/soap-encoding\"\n"
           " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
           " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"\n"
           " xmlns:NetServerServices2=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\"\n"
           " xmlns:NetServerServices1=\"http://schemas.microsoft.com/2003/10/Serialization/\"\n"
           " xmlns:User=\"http://www.superoffice.net/ws/crm/NetServer/Services" +
           std::string(version) +
           "\">\n"
           "  <User:ApplicationToken>1234567-1234-9876</User:ApplicationToken>\n  <User:Credentials>\n"
           "    <User:Ticket>7T:1234abcxyzExample==</User:Ticket>\n  </User:Credentials>\n <SOAP-ENV:Body>\n "
           "  " +
           std::string(parameters) + "\n\n </SOAP-ENV:Body>\n</SOAP-ENV:Envelope>\n";
}

}  // namespace

TEST_CASE("the documentation's sample requests are understood") {
    const auto accept = [](SoapCall& call, std::string_view operation) {
        REQUIRE(call.call() != nullptr);
        CHECK(call.call()->operation->name == operation);
        CHECK(call.operation() == operation);
        CHECK(call.call()->application_token.reveal() == "1234567-1234-9876");
        CHECK(call.call()->evidence.secret.reveal() == "7T:1234abcxyzExample==");
        CHECK(call.call()->origin.protocol == Protocol::soap12);
    };
    for (const HttpHeaders& headers : {text_xml(), soap_xml()}) {
        {  // Services85 SetGeneratedPassword
            SoapCall call(sample_request("85",
                                         "<User:SetGeneratedPassword>\n    <User:AssociateId xsi:type=\"xsd:int\">0"
                                         "</User:AssociateId>\n   </User:SetGeneratedPassword>"),
                          headers, {Service::user, Version::v85});
            accept(call, "SetGeneratedPassword");
            CHECK(call.decode<AssociateIdRequest>()->associate_id == 0);
        }
        {  // Services87 ChangePassword
            SoapCall call(sample_request("87",
                                         "<User:ChangePassword>\n    <User:AssociateId xsi:type=\"xsd:int\">7"
                                         "</User:AssociateId>\n    <User:OldPassword xsi:type=\"xsd:string\">"
                                         "</User:OldPassword>\n    <User:NewPassword xsi:type=\"xsd:string\">"
                                         "</User:NewPassword>\n   </User:ChangePassword>"),
                          headers, {Service::user, Version::v87});
            accept(call, "ChangePassword");
            const auto request = call.decode<ChangePasswordRequest>();
            REQUIRE(request.has_value());
            CHECK(request->associate_id == 7);
            CHECK(request->old_password == String(""));
            CHECK(request->new_password == String(""));
        }
        {  // Services88 ChangeOwnPassword
            SoapCall call(sample_request("88",
                                         "<User:ChangeOwnPassword>\n    <User:OldPassword xsi:type=\"xsd:string\">"
                                         "sint</User:OldPassword>\n    <User:NewPassword xsi:type=\"xsd:string\">"
                                         "sed</User:NewPassword>\n   </User:ChangeOwnPassword>"),
                          headers);
            accept(call, "ChangeOwnPassword");
            const auto request = call.decode<ChangeOwnPasswordRequest>();
            REQUIRE(request.has_value());
            CHECK(request->old_password == String("sint"));
            CHECK(request->new_password == String("sed"));
        }
        {  // Services88 SetPassword
            SoapCall call(
                sample_request("88",
                               "<User:SetPassword>\n    <User:AssociateId xsi:type=\"xsd:int\">-1"
                               "</User:AssociateId>\n    <User:Password xsi:type=\"xsd:string\"></User:Password>"
                               "\n   </User:SetPassword>"),
                headers);
            accept(call, "SetPassword");
            CHECK(call.decode<SetPasswordRequest>()->associate_id == -1);
        }
    }
}

TEST_CASE("an action may be quoted, bare, percent-encoded, empty or absent") {
    const std::string uri = soap::action_of({}, "GetUser");
    CHECK(uri == "http://www.superoffice.net/ws/crm/NetServer/Services88/User/GetUser");
    const std::string element = "<t:GetUser/>";
    for (const std::string& action :
         {std::string(), std::string("\"\""), uri, '"' + uri + '"', " \"" + uri + "\" ",
          std::string("http%3A%2f%2fwww.superoffice.net/ws/crm/NetServer/Services88/User/GetUser"),
          "%22" + uri + "%22"}) {
        CAPTURE(action);
        CHECK(dispatch_result(element, action) == "accepted");
    }
    for (const std::string& action :
         {std::string("GetUser"), "urn:" + uri, uri + "s", uri.substr(0, uri.size() - 1), '"' + uri, uri + '"',
          std::string("http://www.superoffice.net/ws/crm/NetServer/Services88/User/getUser"),
          std::string("http://www.superoffice.net/ws/crm/NetServer/Services87/User/GetUser"),
          std::string("http://www.superoffice.net/ws/crm/NetServer/Services88/SoPrincipal/GetUser"),
          soap::action_of({}, "DeleteUser"), std::string("%zz%"), std::string("%")}) {
        CAPTURE(action);
        CHECK(dispatch_result(element, action) == "client");
    }
}

TEST_CASE("SOAP 1.2's action parameter is held to the body too") {
    const std::string message = envelope("<t:GetUser/>", {}, newest_version, soap::SoapVersion::soap12);
    const auto result = [&](HttpHeaders headers) {
        SoapCall call(message, std::move(headers));
        if (call.call() != nullptr) return std::string("accepted");
        const HttpReply reply = call.refuse();
        return std::to_string(reply.status) + (contains(reply.body, ">s:Sender<") ? " Sender" : " else");
    };
    CHECK(result(soap_xml()) == "accepted");
    CHECK(result(soap_xml(soap::action_of({}, "GetUser"))) == "accepted");
    CHECK(result(soap_xml(soap::action_of({}, "DeleteUser"))) == "400 Sender");
    HttpHeaders both = soap_xml(soap::action_of({}, "GetUser"));
    both.emplace_back("SOAPAction", '"' + soap::action_of({}, "GetUser") + '"');
    CHECK(result(both) == "accepted");
    both.back().second = soap::action_of({}, "DeleteUser");
    CHECK(result(both) == "400 Sender");
}

TEST_CASE("an action that names any other operation is refused") {
    for (const Service service : {Service::user, Service::so_principal}) {
        const SoapTarget target{service, newest_version};
        for (const Operation& body : operations(service)) {
            const std::string element = "<t:" + std::string(body.name) + "/>";
            for (const Operation& action : operations(service)) {
                const bool same = &body == &action;
                const std::string result = dispatch_result(element, soap::action_of(target, action.name), target);
                if (result != (same ? "accepted" : "client"))
                    FAIL(body.name, " with the action ", action.name, ": ", result);
            }
        }
    }
}

TEST_CASE("every version has its own operations and its own namespace") {
    for (const Service service : {Service::user, Service::so_principal}) {
        for (const Operation& operation : operations(service)) {
            const std::string element = "<t:" + std::string(operation.name) + "/>";
            for (const Version version : all_versions) {
                const SoapTarget target{service, version};
                CAPTURE(element);
                CAPTURE(static_cast<int>(version));
                CHECK(dispatch_result(element, {}, target, version) ==
                      (operation.in(version) ? "accepted" : "not supported"));
                const Version other = version == Version::v84 ? Version::v88 : Version::v84;
                CHECK(dispatch_result(element, {}, target, other) == "not supported");
            }
            const Service elsewhere = service == Service::user ? Service::so_principal : Service::user;
            CHECK(dispatch_result(element, {}, {elsewhere, newest_version}) == "not supported");
        }
    }
}

TEST_CASE("what is not an operation") {
    CHECK(dispatch_result("<t:NoSuch/>") == "not supported");
    CHECK(dispatch_result("<t:getuser/>") == "not supported");
    CHECK(dispatch_result("<t:GetUserResponse/>") == "not supported");
    CHECK(dispatch_result("<x:GetUser xmlns:x=\"urn:x\"/>") == "not supported");
    CHECK(dispatch_result("<s:Fault/>") == "not supported");
    CHECK(dispatch_result("<GetUser/>") == "client");
    SoapCall named(envelope("<t:NoSuch/>"), text_xml("\"urn:some<thing>\""));
    CHECK(named.operation() == "");
    const HttpReply reply = named.refuse();
    CHECK(reply.status == 500);
    CHECK(contains(reply.body,
                   "<faultcode xmlns:a=\"http://schemas.microsoft.com/ws/2005/05/addressing/none\">"
                   "a:ActionNotSupported</faultcode>"));
    CHECK(contains(reply.body,
                   ">The message with Action 'urn:some&lt;thing&gt;' cannot be processed at the receiver, "
                   "due to a ContractFilter mismatch at the EndpointDispatcher."));
    SoapCall unnamed(envelope("<t:NoSuch/>"));
    CHECK(contains(unnamed.refuse().body,
                   "Action 'http://www.superoffice.net/ws/crm/NetServer/Services88/User/NoSuch' cannot"));
}
