// XML over the WebAPI's exchange: which bodies are taken for it, when an answer or an error is XML.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/contract/answers.hpp"
#include "support/rest_call.hpp"

using namespace uag;
using test::change_body;
using test::change_path;
using test::Headers;
using test::Sent;

TEST_CASE("an XML request reads as the JSON one does") {
    for (const char* const type :
         {"application/xml", "Text/XML; charset=utf-8", "application/xml; charset=\"UTF-8\""}) {
        CAPTURE(type);
        Sent sent("POST", change_path, {{"Content-Type", type}},
                  "<x xmlns='urn:any'><newPassword>N3w-Secret!</newPassword><oldPassword>secret</oldPassword></x>");
        REQUIRE(sent.call() != nullptr);
        ChangeOwnPasswordRequest request;
        REQUIRE(sent.parameters(request).has_value());
        CHECK(request.old_password == String("secret"));
        CHECK(request.new_password == String("N3w-Secret!"));
        sent.finish();
        CHECK(sent.body == std::string(sent.body.size(), '\0'));
    }
    Sent bare("POST", "/api/v1/Agents/User/GetUserInfoList", {{"Content-Type", "text/xml"}},
              "<ArrayOfint><int>7</int><int>8</int></ArrayOfint>");
    REQUIRE(bare.call() != nullptr);
    Object list = make_object(bare.call()->operation->request());
    REQUIRE(bare.call()->parameters->decode(*bare.call()->operation, list.get()).has_value());
    const void* const ids = bare.call()->operation->request().fields.front().get(list.get());
    CHECK(static_cast<const List<std::int32_t>*>(ids)->items == std::vector<std::int32_t>{7, 8});

    Sent query("POST", "/api/v1/Agents/User/GetUser", {{"Content-Type", "application/xml"}}, "<x/>", "userId=11");
    UserIdRequest request;
    REQUIRE(query.parameters(request).has_value());
    CHECK(request.user_id == 11);
    for (const char* const type :
         {"application/xml; charset=iso-8859-15", "application/xml; charset=utf-7", "text/xmls"})
        CHECK(Sent("POST", change_path, {{"Content-Type", type}}, "<x/>").reply.status == 415);
}

TEST_CASE("unreadable XML is refused before there is a call, wherever it is sent") {
    for (const char* const path : {change_path, "/api/v1/Agents/User/NoSuchThing"}) {
        Sent doctype("POST", path, {{"Content-Type", "text/xml"}}, "<!DOCTYPE x><x/>");
        REQUIRE(doctype.call() == nullptr);
        CHECK(doctype.reply.status == 400);
        CHECK(doctype.reply.body.starts_with(
            R"({"Error":true,"ErrorType":"ArgumentException","Message":"The XML body cannot be read: )"));
    }
    CHECK(Sent("POST", "/api/v1/Agents/User/NoSuchThing", {{"Content-Type", "text/xml"}}, "<x/>").reply.status == 404);
    Sent limited("POST", change_path, {{"Content-Type", "text/xml"}}, "<x a='1' b='2'/>");
    CHECK(limited.call() != nullptr);
}

TEST_CASE("Accept decides between JSON and XML; what neither fits is JSON") {
    struct Wish {
        const char* accept;
        const char* type;
    };
    constexpr const char* json = "application/json; charset=utf-8";
    constexpr const char* xml = "application/xml; charset=utf-8";
    for (const auto& [accept, type] :
         {Wish{"", json}, Wish{"*/*", json}, Wish{"application/xml", xml}, Wish{"Text/XML", "text/xml; charset=utf-8"},
          Wish{"application/xml, application/json", json}, Wish{"application/xml, application/json;q=0.9", xml},
          Wish{"application/xml;q=0.5, text/json", "text/json; charset=utf-8"}, Wish{"application/xml, */*", xml},
          Wish{"application/xml;q=0.1, */*;q=0.2", json}, Wish{"application/xml;q=0", json}, Wish{"image/png", json},
          Wish{"text/*", "text/json; charset=utf-8"},
          Wish{"application/json-patch+json", "application/json-patch+json; charset=utf-8"},
          Wish{"application/xml;q=0.2, text/xml;q=0.3", "text/xml; charset=utf-8"},
          Wish{"application/xml;charset=utf-8;q=0.7", xml},
          Wish{"application/merge-patch+json, text/xml;q=0.9", "application/merge-patch+json; charset=utf-8"},
          Wish{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", xml}}) {
        CAPTURE(accept);
        Sent sent("POST", change_path, {{"Content-Type", "application/json"}, {"Accept", accept}}, change_body);
        sent.answer(Answer<bool>{true});
        CHECK(sent.reply.content_type == type);
        const bool is_json = std::string(type).find("json") != std::string::npos;
        CHECK(sent.reply.body == (is_json ? "true" : "<boolean>true</boolean>"));
    }
    const Headers xml_headers{{"Accept", "application/xml"}};
    Sent missing("POST", "/api/v1/Agents/User/GetUser", xml_headers, "", "userId=9999");
    missing.answer(Answer<Box<User>>{});
    CHECK(missing.reply.body == R"(<User xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>)");
    Sent nothing("POST", "/api/v1/Agents/User/MakeRetired", xml_headers);
    nothing.answer(Empty{});
    CHECK(nothing.reply.status == 204);
    CHECK(nothing.reply.content_type.empty());
}

TEST_CASE("errors are XML where XML is wanted") {
    Sent denied("POST", change_path, {{"Accept", "text/xml"}});
    denied.answer(fail_in_english(errc::access_denied, "Not <you>."));
    CHECK(denied.reply.status == 403);
    CHECK(denied.reply.content_type == "text/xml; charset=utf-8");
    CHECK(denied.reply.body ==
          "<ErrorObject><Error>true</Error><ErrorType>SoSentryException</ErrorType><Message>Not "
          "&lt;you&gt;.</Message>"
          "<ErrorSource>SuperOffice.Services.Implementation</ErrorSource></ErrorObject>");
    Sent invalid("POST", change_path, {{"Accept", "application/xml"}});
    Error error = fail_in_english(errc::validation, "No.");
    error.messages = {{"Name", Message::verbatim("Is empty.")}};
    invalid.answer(std::move(error));
    CHECK(
        invalid.reply.body.ends_with("<Messages><StringKeyValuePair><Key>Name</Key><Value>Is "
                                     "empty.</Value></StringKeyValuePair></Messages>"
                                     "</ErrorObject>"));
    Sent unknown("GET", "/api/v1/Agents/User/X", {{"Accept", "application/xml"}});
    CHECK(unknown.reply.status == 404);
    CHECK(unknown.reply.content_type == "application/xml; charset=utf-8");
    Sent scheme("POST", change_path, {{"Accept", "application/xml"}, {"Authorization", "Digest x"}});
    CHECK(scheme.reply.status == 401);
    CHECK(scheme.header("WWW-Authenticate") == R"(Basic realm="NetServer", charset="UTF-8" | SoTicket | Bearer)");
    Sent problem("POST", change_path, {{"Accept", "application/xml, application/problem+json"}});
    problem.answer(fail_in_english(errc::access_denied, "No."));
    CHECK(problem.reply.content_type == "application/problem+json");
    Sent rather("POST", change_path, {{"Accept", "application/xml, application/problem+json;q=0.5"}});
    rather.answer(fail_in_english(errc::access_denied, "No."));
    CHECK(rather.reply.content_type == "application/xml; charset=utf-8");
}
