// The WebAPI in XML through the whole gateway: a password changed, a carrier answered, faults as XML.
#include <doctest/doctest.h>

#include <string>

#include "support/gateway_fixture.hpp"

using namespace uag;
using uag::test::GatewayFixture;

namespace {

constexpr std::string_view agent_path = "/api/v1/Agents/User/";

GatewayFixture::Fields xml_fields(std::string_view user, std::string_view password) {
    return {{"Content-Type", "application/xml; charset=utf-8"},
            {"Accept", "application/xml"},
            {"Authorization", test::basic(user, password)}};
}

HttpReply post(GatewayFixture& gateway, std::string_view operation, const GatewayFixture::Fields& fields,
               std::string body) {
    return gateway.send("POST", std::string(agent_path) + std::string(operation), fields, std::move(body));
}

}  // namespace

TEST_CASE("a password is changed by an XML request of any namespace and order") {
    GatewayFixture gateway;
    const std::string body =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<q:ChangeOwnPasswordRequest "
        "xmlns:q=\"http://schemas.datacontract.org/2004/07/SuperOffice.WebApi\">\n  "
        "<q:NewPassword>quiet-lantern-41"
        "</q:NewPassword>\n  <q:OldPassword>Tje0</q:OldPassword>\n</q:ChangeOwnPasswordRequest>";
    const HttpReply reply = post(gateway, "ChangeOwnPassword", xml_fields("tje0", "Tje0"), body);
    CHECK(reply.status == 200);
    CHECK(reply.content_type == "application/xml; charset=utf-8");
    CHECK(reply.body == "<boolean>true</boolean>");
    CHECK(gateway.logs_in("tje0", "quiet-lantern-41"));
    CHECK_FALSE(gateway.logs_in("tje0", "Tje0"));
}

TEST_CASE("an old password that is nil, empty or left out never forces a change of one's own") {
    for (const std::string_view old :
         {"", "<OldPassword/>", "<OldPassword xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>"}) {
        CAPTURE(old);
        GatewayFixture gateway;
        const HttpReply reply = post(gateway, "ChangeOwnPassword", xml_fields("tje0", "Tje0"),
                                     "<x>" + std::string(old) + "<NewPassword>quiet-lantern-41</NewPassword></x>");
        CHECK(reply.body == "<boolean>false</boolean>");
        CHECK(gateway.logs_in("tje0", "Tje0"));
    }
}

TEST_CASE("a carrier's answer, as XML and as JSON the same") {
    GatewayFixture gateway;
    const auto fields = [](std::string accept) {
        return GatewayFixture::Fields{{"Accept", std::move(accept)}, {"Authorization", test::basic("tje0", "Tje0")}};
    };
    const HttpReply xml = gateway.send("GET", "/api/v1/User/currentPrincipal", fields("text/xml"), {});
    CHECK(xml.status == 200);
    CHECK(xml.content_type == "text/xml; charset=utf-8");
    CHECK(xml.body.starts_with("<SoPrincipalCarrier"));
    const std::string name = test::element_text(xml.body, "Associate");
    CHECK_FALSE(name.empty());
    const HttpReply json = gateway.send("GET", "/api/v1/User/currentPrincipal", fields("application/json"), {});
    CHECK(json.body.find("\"Associate\":\"" + name + '"') != std::string::npos);

    const HttpReply reason =
        post(gateway, "IsPasswordValidWithReason", xml_fields("tje0", "Tje0"),
             "<x><AssociateId>2</AssociateId><Type>InternalAssociate</Type><Password>sed</Password></x>");
    CHECK(reason.status == 200);
    CHECK(reason.body.starts_with("<UserValidationResult"));
    CHECK(test::element_text(reason.body, "Result") == "false");
    CHECK(test::element_text(reason.body, "Reason").size() > 5);
}

TEST_CASE("what is wrong is told in XML too") {
    GatewayFixture gateway;
    const auto fields = xml_fields("tje0", "Tje0");
    const std::string before = gateway.dump();
    const auto message = [](const HttpReply& reply) { return test::element_text(reply.body, "Message"); };
    const HttpReply twice = post(gateway, "ChangeOwnPassword", fields,
                                 "<x><OldPassword>a</OldPassword><oldPassword>Tje0</oldPassword></x>");
    CHECK(twice.status == 400);
    CHECK(test::element_text(twice.body, "ErrorType") == "ArgumentException");
    CHECK(message(twice) == "The XML body cannot be read: a member stands twice ('OldPassword').");
    const HttpReply number =
        post(gateway, "SetPassword", xml_fields("ADM0", "Adm0-demo-only"), "<x><AssociateId>two</AssociateId></x>");
    CHECK(number.status == 400);
    CHECK(message(number) == "The value of 'AssociateId' cannot be read as int.");
    const HttpReply doctype = post(gateway, "ChangeOwnPassword", fields, "<!DOCTYPE x []><x/>");
    CHECK(doctype.status == 400);
    CHECK(doctype.content_type == "application/xml; charset=utf-8");
    const HttpReply stranger = post(gateway, "ChangeOwnPassword", xml_fields("tje0", "wrong"), "<x/>");
    CHECK(stranger.status == 401);
    CHECK(stranger.body.starts_with("<ErrorObject><Error>true</Error><ErrorType>SoSessionException</ErrorType>"));
    CHECK(gateway.dump() == before);
}
