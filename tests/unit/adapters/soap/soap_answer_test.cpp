#include <doctest/doctest.h>

#include <atomic>
#include <string>

#include "adapters/soap/fault.hpp"
#include "adapters/xml/guard.hpp"
#include "core/contract/answers.hpp"
#include "support/soap_call.hpp"
#include "support/versions.hpp"

using namespace uag;
using namespace uag::test;
using soap::SoapVersion;

namespace {

const std::string tns = "http://www.superoffice.net/ws/crm/NetServer/Services88";
const std::string xsi = "http://www.w3.org/2001/XMLSchema-instance";
const std::string declares_h = " xmlns:h=\"" + tns + "\"";
const std::string nil_field = " i:nil=\"true\"" + declares_h + " xmlns:i=\"" + xsi + "\"/>";
const std::string open11 = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">";
const std::string open12 = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">";
const std::string good_header = "<s:Header><h:ExceptionInfo" + nil_field + "<h:ExtraInfo" + nil_field + "<h:Succeeded" +
                                declares_h + ">true</h:Succeeded><h:TimeZone" + nil_field + "</s:Header>";

template <class T> Object object(T value) {
    return {new T(std::move(value)), [](void* p) { delete static_cast<T*>(p); }};
}

std::string body_of(const std::string& reply) {
    const std::size_t begin = reply.find("<s:Body>");
    return begin == std::string::npos ? reply : reply.substr(begin, reply.rfind("</s:Envelope>") - begin);
}

std::string answered(const std::string& element, Result<Object> response, SoapTarget target = {}) {
    SoapCall call(envelope(element, {}, target.version), text_xml(), target);
    REQUIRE(call.call() != nullptr);
    const HttpReply reply = call.answer(std::move(response));
    CHECK(xml::guard(reply.body).has_value());
    CHECK(reply.status == 200);
    return reply.body;
}

HttpReply failed(const Error& error, SoapVersion version = SoapVersion::soap11, SoapSettings settings = {}) {
    const std::string element = "<t:ChangePassword/>";
    SoapCall call(envelope(element, {}, newest_version, version),
                  version == SoapVersion::soap11 ? text_xml() : soap_xml(), {}, settings);
    REQUIRE(call.call() != nullptr);
    HttpReply reply = call.answer(error);
    CHECK(xml::guard(reply.body).has_value());
    return reply;
}

}  // namespace

TEST_CASE("a successful answer, byte for byte") {
    CHECK(answered("<t:ChangeOwnPassword/>", object(Answer<bool>{true})) ==
          open11 + good_header + "<s:Body><ChangeOwnPasswordResponse xmlns=\"" + tns +
              "\"><Response>true</Response></ChangeOwnPasswordResponse></s:Body></s:Envelope>");
}

TEST_CASE("response bodies have the real service's form") {
    const std::string open = "<s:Body><", i = " xmlns:i=\"" + xsi + '"',
                      arrays = " xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\"";
    CHECK(body_of(answered("<t:SetGeneratedPassword/>", object(SecretAnswer{"a<b"}))) ==
          "<s:Body><SetGeneratedPasswordResponse xmlns=\"" + tns +
              "\"><Response>a&lt;b</Response></SetGeneratedPasswordResponse></s:Body>");
    CHECK(body_of(answered("<t:SetGeneratedPassword/>", object(SecretAnswer{}))) ==
          "<s:Body><SetGeneratedPasswordResponse xmlns=\"" + tns + "\"><Response i:nil=\"true\"" + i +
              "/></SetGeneratedPasswordResponse></s:Body>");
    UserValidationResult result;
    result.reason = "Too short";
    CHECK(body_of(answered("<t:IsPasswordValidWithReason/>", object(Answer<Box<UserValidationResult>>{result}))) ==
          "<s:Body><IsPasswordValidWithReasonResponse xmlns=\"" + tns + "\"><Response" + i +
              "><TableRight i:nil=\"true\"/><FieldProperties i:nil=\"true\"/><Reason>Too short</Reason>"
              "<Result>false</Result></Response></IsPasswordValidWithReasonResponse></s:Body>");
    CHECK(body_of(answered("<t:DeleteUser/>", object(Empty{}))) ==
          "<s:Body><DeleteUserResponse xmlns=\"" + tns + "\"/></s:Body>");

    AuthenticateResponse login;
    login.response = SoPrincipalCarrier{};
    login.response->associate = "ADM0";
    login.response->function_rights = List<String>({String("admin-all")});
    login.response->secondary_groups = List<std::int32_t>({1});
    login.credentials = SoCredentials{"7T:abc"};
    login.authentication_succeeded = true;
    const std::string body =
        body_of(answered("<t:AuthenticateUsernamePassword/>", object(login), {Service::so_principal, newest_version}));
    CHECK(body.starts_with("<s:Body><AuthenticateResponse xmlns=\"" + tns + "\"><Response" + i +
                           "><UserType>Unknown</UserType><Associate>ADM0</Associate><AssociateId>0</AssociateId>"));
    CHECK(body.find("<FunctionRights" + arrays + "><a:string>admin-all</a:string></FunctionRights>") !=
          std::string::npos);
    CHECK(body.find("<SecondaryGroups" + arrays + "><a:int>1</a:int></SecondaryGroups>") != std::string::npos);
    CHECK(body.ends_with("</Response><Credentials" + i +
                         "><Ticket>7T:abc</Ticket></Credentials>"
                         "<AuthenticationSucceeded>true</AuthenticationSucceeded></AuthenticateResponse></s:Body>"));
}

TEST_CASE("a failed call is HTTP 200 with ExceptionInfo and a body of default members") {
    Error error = fail_in_english(errc::validation, "Some fields are <invalid>.", "not for everybody");
    error.messages = {{"Name", Message::verbatim("is in use")}};
    const HttpReply reply = failed(error);
    CHECK(reply.status == 200);
    CHECK(reply.content_type == "text/xml; charset=utf-8");
    CHECK(reply.body ==
          open11 + "<s:Header><h:ExceptionInfo" + declares_h + " xmlns=\"" + tns + "\" xmlns:i=\"" + xsi +
              "\"><Message>Some fields are &lt;invalid&gt;.</Message><StackTrace/>"
              "<FriendlyText>Some fields are &lt;invalid&gt;.</FriendlyText>"
              "<ExceptionType>SuperOffice.Exceptions.SoValidationException</ExceptionType><Source/>"
              "<InnerException "
              "i:nil=\"true\"/><Parameters><SoExceptionInfoParametersKeyValuePair><Key>Name</Key>"
              "<Value>is in use</Value></SoExceptionInfoParametersKeyValuePair></Parameters></h:ExceptionInfo>"
              "<h:ExtraInfo" +
              nil_field + "<h:Succeeded" + declares_h + ">false</h:Succeeded><h:TimeZone" + nil_field +
              "</s:Header><s:Body><ChangePasswordResponse xmlns=\"" + tns +
              "\"><Response>false</Response></ChangePasswordResponse></s:Body></s:Envelope>");
    error = fail(errc::not_found, "There is no such associate.");
    error.field = "AssociateId";
    CHECK(failed(error).body.find("<Key>AssociateId</Key><Value>There is no such associate.</Value>") !=
          std::string::npos);
    CHECK(failed(fail_in_english(errc::session, "Log in.")).body.find("<Parameters i:nil=\"true\"/>") !=
          std::string::npos);
}

TEST_CASE("errors become faults where the table says so") {
    const auto code_and_status = [](const HttpReply& reply) {
        const std::size_t begin = reply.body.find("<faultcode");
        const std::size_t text = reply.body.find('>', begin) + 1;
        return std::to_string(reply.status) + " " + reply.body.substr(text, reply.body.find('<', text) - text);
    };
    CHECK(code_and_status(failed(fail_in_english(errc::malformed, "x"))) == "500 s:Client");
    CHECK(code_and_status(failed(fail_in_english(errc::bad_parameter, "x"))) == "500 a:DeserializationFailed");
    CHECK(code_and_status(failed(fail_in_english(errc::internal, "x"))) == "500 a:InternalServiceFault");
    CHECK(code_and_status(failed(fail_in_english(errc::storage, "x"))) == "503 s:Server");
    Error busy = fail_in_english(errc::overloaded, "Come back later.");
    busy.retry_after = std::chrono::seconds(3);
    HttpReply reply = failed(busy);
    CHECK(code_and_status(reply) == "503 s:Server");
    REQUIRE(reply.headers.size() == 1);
    CHECK(reply.headers[0].first == "Retry-After");
    CHECK(reply.headers[0].second == "3");
    busy.code = errc::throttled;
    reply = failed(busy, SoapVersion::soap12);
    CHECK(reply.status == 429);
    CHECK(reply.headers.size() == 1);
    CHECK(body_of(reply.body) ==
          "<s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason>"
          "<s:Text xml:lang=\"en\">Come back later.</s:Text></s:Reason></s:Fault></s:Body>");
}

TEST_CASE("a scalar that cannot be read: WCF's text, and never the value") {
    for (const SoapVersion version : {SoapVersion::soap11, SoapVersion::soap12}) {
        SoapCall call(envelope("<t:ChangePassword><t:AssociateId>p4ssw0rd</t:AssociateId></t:ChangePassword>", {},
                               newest_version, version));
        const auto request = call.decode<ChangePasswordRequest>();
        REQUIRE_FALSE(request.has_value());
        const HttpReply reply = call.answer(request.error());
        const std::string text =
            "The formatter threw an exception while trying to deserialize the message: There was an error "
            "while trying "
            "to deserialize parameter " +
            tns +
            ":AssociateId. The InnerException message was 'The value cannot be "
            "read as the type 'int'.'. Please see InnerException for more details.";
        const std::string code =
            " xmlns:a=\"http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/"
            "dispatcher\">a:DeserializationFailed</";
        if (version == SoapVersion::soap11) {
            CHECK(reply.status == 500);
            CHECK(reply.body == open11 + "<s:Body><s:Fault><faultcode" + code +
                                    "faultcode><faultstring xml:lang=\"en\">" + text +
                                    "</faultstring></s:Fault></s:Body></s:Envelope>");
        } else {
            CHECK(reply.status == 400);
            CHECK(reply.body == open12 + "<s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value" +
                                    code + "s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en\">" + text +
                                    "</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>");
        }
        CHECK(reply.body.find("p4ssw0rd") == std::string::npos);
    }
}

TEST_CASE("without wrapped exceptions the ExceptionInfo is the detail of a fault") {
    SoapSettings settings;
    settings.wrap_exceptions = false;
    HttpReply reply = failed(fail_in_english(errc::access_denied, "Not allowed."), SoapVersion::soap11, settings);
    CHECK(reply.status == 500);
    CHECK(body_of(reply.body).starts_with("<s:Body><s:Fault><faultcode xmlns:a="));
    CHECK(reply.body.find("a:InternalServiceFault</faultcode><faultstring xml:lang=\"en\">Not allowed.</faultstring>"
                          "<detail><ExceptionInfo xmlns=\"" +
                          tns + "\" xmlns:i=\"" + xsi + "\"><Message>Not allowed.</Message>") != std::string::npos);
    CHECK(reply.body.find("SuperOffice.Exceptions.SoSentryException") != std::string::npos);
    reply = failed(fail_in_english(errc::access_denied, "Not allowed."), SoapVersion::soap12, settings);
    CHECK(reply.status == 500);
    CHECK(reply.body.find("<s:Value>s:Receiver</s:Value>") != std::string::npos);
    CHECK(reply.body.find("</s:Reason><s:Detail><ExceptionInfo") != std::string::npos);
    CHECK(failed(fail_in_english(errc::malformed, "x"), SoapVersion::soap11, settings).body.find("<detail>") ==
          std::string::npos);
}

TEST_CASE("the time zone comes back when the request named one") {
    const auto zone_of = [](const std::string& header) {
        SoapCall call(envelope("<t:ChangeOwnPassword/>", header));
        REQUIRE(call.call() != nullptr);
        const std::string body = call.answer(object(Answer<bool>{true})).body;
        const std::size_t begin = body.find("<h:TimeZone");
        return body.substr(begin, body.find("</s:Header>") - begin);
    };
    const std::string none = "<h:TimeZone" + nil_field;
    CHECK(zone_of("<t:TimeZone i:nil=\"true\"/>") == none);
    CHECK(zone_of("<t:TimeZone/>") == none);
    CHECK(zone_of("<t:TimeZone><t:SoTimeZoneId>0</t:SoTimeZoneId><t:SoTimeZoneLocationCode "
                  "i:nil=\"true\"/></t:TimeZone>") == none);
    CHECK(zone_of("<t:TimeZone><t:SoTimeZoneId>140</t:SoTimeZoneId>"
                  "<t:SoTimeZoneLocationCode>DK</t:SoTimeZoneLocationCode></t:TimeZone>") ==
          "<h:TimeZone" + declares_h + " xmlns=\"" + tns + "\" xmlns:i=\"" + xsi +
              "\"><SoTimeZoneId>140</SoTimeZoneId><SoTimeZoneLocationCode>DK</SoTimeZoneLocationCode></"
              "h:TimeZone>");
    // Number or code: the answer has both.
    for (const char* const sent :
         {"<t:SoTimeZoneId>140</t:SoTimeZoneId>", "<t:SoTimeZoneLocationCode>dk</t:SoTimeZoneLocationCode>"})
        CHECK(zone_of("<t:TimeZone>" + std::string(sent) + "</t:TimeZone>")
                  .find("<SoTimeZoneId>140</SoTimeZoneId><SoTimeZoneLocationCode>DK</SoTimeZoneLocationCode>") !=
              std::string::npos);
}

TEST_CASE("a time zone that does not exist is a Client fault") {
    for (const char* const sent :
         {"<t:SoTimeZoneId>2</t:SoTimeZoneId>", "<t:SoTimeZoneLocationCode>Europe/Oslo</t:SoTimeZoneLocationCode>",
          "<t:SoTimeZoneId>140</t:SoTimeZoneId>"
          "<t:SoTimeZoneLocationCode>NO</t:SoTimeZoneLocationCode>"}) {
        CAPTURE(sent);
        SoapCall call(envelope("<t:ChangeOwnPassword/>", "<t:TimeZone>" + std::string(sent) + "</t:TimeZone>"));
        CHECK(call.call() == nullptr);
        const HttpReply& reply = call.refuse();
        CHECK(reply.status == 500);
        CHECK(reply.body.find(":Client</faultcode>") != std::string::npos);
    }
}

TEST_CASE("dates are of the header's zone both ways") {
    const std::string header = "<t:TimeZone><t:SoTimeZoneId>261</t:SoTimeZoneId></t:TimeZone>";
    SoapCall call(
        envelope("<t:SaveUser><t:User><t:Lastlogin>2024-05-01T12:20:30</t:Lastlogin>"
                 "<t:Lastlogout>2024-05-01T12:20:30Z</t:Lastlogout></t:User></t:SaveUser>",
                 header));
    REQUIRE(call.call() != nullptr);
    UserRequest request;
    REQUIRE(call.call()->parameters->decode(*call.call()->operation, &request).has_value());
    CHECK(format(request.user->lastlogin) == "2024-05-01T10:20:30Z");
    CHECK(format(request.user->lastlogout) == "2024-05-01T12:20:30Z");
    const std::string named = call.answer(object(Answer<Box<User>>{*request.user})).body;
    CHECK(named.find("<Lastlogin>2024-05-01T12:20:30</Lastlogin>") != std::string::npos);
    CHECK(named.find("<Lastlogout>2024-05-01T14:20:30</Lastlogout>") != std::string::npos);
    SoapCall base(envelope("<t:SaveUser/>"));
    REQUIRE(base.call() != nullptr);
    const std::string unnamed = base.answer(object(Answer<Box<User>>{*request.user})).body;
    CHECK(unnamed.find("<Lastlogin>2024-05-01T10:20:30</Lastlogin>") != std::string::npos);
}

TEST_CASE("each version answers in its own namespace") {
    for (const Version version : all_versions) {
        const std::string reply =
            answered("<t:ChangeOwnPassword/>", object(Answer<bool>{true}), {Service::user, version});
        for (const Version other : all_versions)
            CHECK((reply.find(soap::service_uri(other)) != std::string::npos) == (other == version));
    }
}

TEST_CASE("faults that the server itself answers with") {
    soap::Fault fault;
    fault.text = Message::verbatim("The request is larger than 1 MiB.");
    fault.status = 413;
    HttpReply reply;
    soap::write_fault(fault, SoapVersion::soap11, reply);
    CHECK(reply.status == 413);
    CHECK(reply.body == open11 + "<s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring xml:lang=\"en\">" +
                            fault.text.english() + "</faultstring></s:Fault></s:Body></s:Envelope>");
    for (const auto& [code, status11, status12] : std::vector<std::tuple<soap::FaultCode, unsigned, unsigned>>{
             {soap::FaultCode::client, 500, 400},
             {soap::FaultCode::server, 500, 500},
             {soap::FaultCode::version_mismatch, 500, 500},
             {soap::FaultCode::must_understand, 500, 500},
             {soap::FaultCode::action_not_supported, 500, 400},
             {soap::FaultCode::deserialization_failed, 500, 400},
             {soap::FaultCode::internal, 500, 500}}) {
        fault.code = code;
        fault.status = 0;
        CHECK(soap::http_status(fault, SoapVersion::soap11) == status11);
        CHECK(soap::http_status(fault, SoapVersion::soap12) == status12);
    }
}
