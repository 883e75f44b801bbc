// A request of the WebAPI from its bytes to the call, and from the outcome to the answer's bytes.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/contract/answers.hpp"
#include "support/rest_call.hpp"

using namespace uag;
using test::change_body;
using test::change_path;
using test::Headers;
using test::json_headers;
using test::Sent;

namespace {

std::string error_body(std::string_view type, std::string_view message, std::string_view source) {
    return R"({"Error":true,"ErrorType":")" + std::string(type) + R"(","Message":")" + std::string(message) +
           R"(","ErrorSource":"SuperOffice.Services.)" + std::string(source) + R"("})";
}

}  // namespace

TEST_CASE("the official client changes a password") {
    Headers headers = json_headers;
    headers.emplace_back("Authorization", "Basic QURNMDpzZWNyZXQ=");
    headers.emplace_back("SO-AppToken", "app");
    Sent sent("POST", change_path, headers, change_body);
    REQUIRE(sent.call() != nullptr);
    CHECK(operation_in(sent.exchange) == "ChangeOwnPassword");
    CHECK(sent.call()->operation->name == "ChangeOwnPassword");
    CHECK(sent.call()->version == Version::v88);
    CHECK(sent.call()->origin.protocol == Protocol::rest);
    CHECK(sent.call()->origin.address == "192.0.2.7");
    CHECK(sent.call()->origin.request_id == "r1");
    CHECK(sent.call()->application_token.reveal() == "app");
    CHECK(sent.call()->evidence.kind == Evidence::Kind::basic);
    CHECK(sent.call()->evidence.user_name == "ADM0");
    CHECK(sent.call()->evidence.secret.reveal() == "secret");
    ChangeOwnPasswordRequest request;
    REQUIRE(sent.parameters(request).has_value());
    CHECK(request.old_password == String("secret"));
    CHECK(request.new_password == String("N3w-Secret!"));
    sent.answer(Answer<bool>{true});
    CHECK(sent.reply.status == 200);
    CHECK(sent.reply.content_type == "application/json; charset=utf-8");
    CHECK(sent.reply.body == "true");
    CHECK(sent.reply.headers.empty());
}

TEST_CASE("bodies that every operation takes: empty, null, object") {
    for (const char* const body : {"", "null", "{}", " null "}) {
        CAPTURE(body);
        Sent sent("POST", change_path, json_headers, body);
        REQUIRE(sent.call() != nullptr);
        ChangeOwnPasswordRequest request;
        CHECK(sent.parameters(request).has_value());
        CHECK(request.old_password.presence == Presence::absent);
        Sent none("POST", "/api/v1/Agents/User/GetCredentialTypes", json_headers, body);
        REQUIRE(none.call() != nullptr);
        Empty empty;
        CHECK(none.parameters(empty).has_value());
    }
    Sent bare("POST", change_path);
    CHECK(bare.call() != nullptr);
    CHECK(bare.call()->evidence.kind == Evidence::Kind::none);
}

TEST_CASE("a root of another kind is 400, after the credentials") {
    for (const char* const body : {"[]", "5", "\"text\"", "true"}) {
        CAPTURE(body);
        Sent sent("POST", change_path, json_headers, body);
        REQUIRE(sent.call() != nullptr);
        ChangeOwnPasswordRequest request;
        const auto result = sent.parameters(request);
        REQUIRE(result.has_error());
        sent.answer(result.error());
        CHECK(sent.reply.status == 400);
        CHECK(sent.reply.body ==
              error_body("ArgumentException", "The value of the body cannot be read as object.", "WebApi"));
    }
    for (const char* const body : {"{}", "5", "[\"a\"]", "[1.5]"}) {
        Sent sent("POST", "/api/v1/Agents/User/GetUserGroupList", json_headers, body);
        GetUserGroupListRequest request;
        CHECK(sent.parameters(request).has_error());
    }
}

TEST_CASE("bare bodies") {
    Sent list("POST", "/api/v1/Agents/User/GetUserInfoList", json_headers, "[3,1,\"2\"]");
    GetUserInfoListRequest ids;
    REQUIRE(list.parameters(ids).has_value());
    CHECK(ids.user_info_ids.items == std::vector<std::int32_t>{3, 1, 2});
    Sent nothing("POST", "/api/v1/Agents/User/GetUserInfoList", json_headers, "null");
    REQUIRE(nothing.parameters(ids).has_value());
    CHECK(ids.user_info_ids.presence == Presence::nil);

    Sent save("POST", "/api/v1/Agents/User/SaveUser", json_headers, R"({"associateId":11,"tableRight":{"mask":15}})");
    UserRequest user;
    REQUIRE(save.parameters(user).has_value());
    REQUIRE(user.user.has_value());
    CHECK(user.user->associate_id == 11);
    CHECK_FALSE(user.user->base.table_right.has_value());
}

TEST_CASE("ids in the query") {
    for (const char* const query : {"userId=11", "UserId=11", "$select=Name,Role%2FId&USERID=%311"}) {
        Sent sent("POST", "/api/v1/Agents/User/GetUser", json_headers, "null", query);
        UserIdRequest request;
        REQUIRE(sent.parameters(request).has_value());
        CHECK(request.user_id == 11);
    }
    for (const char* const query : {"", "userId=", "userId=glops", "userId=1.5", "userId=99999999999", "user=1",
                                    "userId=1&userId=2", "userId=%zz"}) {
        CAPTURE(query);
        Sent sent("POST", "/api/v1/Agents/User/GetUser", {}, "", query);
        UserIdRequest request;
        const auto result = sent.parameters(request);
        REQUIRE(result.has_error());
        sent.answer(result.error());
        CHECK(sent.reply.status == 400);
    }
    Sent sent("POST", "/api/v1/Agents/User/GetUser", {}, "", "userId=glops");
    UserIdRequest request;
    sent.answer(sent.parameters(request).error());
    CHECK(sent.reply.body ==
          error_body("ArgumentException",
                     "The request is invalid. The parameters dictionary contains a null entry for parameter 'userId'.",
                     "WebApi"));
}

TEST_CASE("content types") {
    for (const char* const type :
         {"application/json", "Application/JSON; charset=utf-8", "text/json;charset=\"UTF-8\"",
          "application/json-patch+json", "application/merge-patch+json", "application/json;odata=x"}) {
        CAPTURE(type);
        CHECK(Sent("POST", change_path, {{"Content-Type", type}}, change_body).call() != nullptr);
    }
    for (const char* const type :
         {"", "text/plain", "application/soap+xml", "application/jsonp", "application/json; charset=iso-8859-15",
          "application/problem+json", "json", "application/json, text/plain", "multipart/form-data; boundary=x"}) {
        CAPTURE(type);
        Sent sent("POST", change_path, {{"Content-Type", type}}, change_body);
        REQUIRE(sent.call() == nullptr);
        CHECK(sent.reply.status == 415);
        CHECK(sent.reply.body.starts_with(R"({"Error":true,"ErrorType":"UnsupportedMediaTypeException",)"));
        CHECK(Sent("POST", change_path, {{"Content-Type", type}}).call() != nullptr);
    }
    Sent packed("POST", change_path, {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}}, change_body);
    REQUIRE(packed.call() == nullptr);
    CHECK(packed.reply.status == 415);
    CHECK(packed.header("Accept-Encoding") == "gzip, deflate, identity");
}

TEST_CASE("unreadable JSON, then unusable credentials, are refused before there is a call") {
    const Headers headers{{"Content-Type", "application/json"}, {"Authorization", "Digest x"}};
    Sent broken("POST", change_path, headers, "{'oldPassword':1}");
    REQUIRE(broken.call() == nullptr);
    CHECK(broken.reply.status == 400);
    CHECK(operation_in(broken.exchange) == "ChangeOwnPassword");
    CHECK(broken.reply.body == error_body("ArgumentException",
                                          "The JSON body cannot be read: a text stands in single quotes (byte 1).",
                                          "WebApi"));
    Sent scheme("POST", change_path, headers, change_body);
    REQUIRE(scheme.call() == nullptr);
    CHECK(scheme.reply.status == 401);
    CHECK(scheme.header("WWW-Authenticate") == R"(Basic realm="NetServer", charset="UTF-8" | SoTicket | Bearer)");
    CHECK(scheme.reply.body ==
          error_body("SoSessionException", "The Authorization scheme is not supported.", "WebApi"));
    Sent twice("POST", change_path, json_headers, R"({"OldPassword":"a","oldPassword":"b"})");
    CHECK(twice.reply.status == 400);
}

TEST_CASE("nothing there is 404, whatever the method; another method is 405") {
    for (const char* const method : {"GET", "POST", "PUT"})
        for (const char* const path :
             {"/api/v1/Agents/User/NoSuchThing", "/api/v1/Agents/Person/GetPerson", "/api/v1/Contact"}) {
            Sent sent(method, path, json_headers, "{}");
            REQUIRE(sent.call() == nullptr);
            CHECK(sent.reply.status == 404);
            CHECK(operation_in(sent.exchange).empty());
            CHECK(sent.reply.body ==
                  error_body("SoNotFoundException", "There is no such operation at this address.", "WebApi"));
        }
    CHECK(Sent("POST", "/api/v1/Agents/User/NoSuchThing", json_headers, "{").reply.status == 400);
    for (const char* const method : {"PUT", "DELETE", "PATCH", "OPTIONS", "post", "TRACE"}) {
        Sent sent(method, change_path, json_headers, change_body);
        REQUIRE(sent.call() == nullptr);
        CHECK(sent.reply.status == 405);
        CHECK(sent.header("Allow") == "GET, HEAD, POST");
    }
    Sent principal("POST", "/api/v1/User/currentPrincipal");
    CHECK(principal.reply.status == 405);
    CHECK(principal.header("Allow") == "GET, HEAD");
    CHECK(Sent("POST", "/api", json_headers, "{}").reply.status == 405);
}

TEST_CASE("results: bare values, null, 204") {
    Sent text("POST", "/api/v1/Agents/User/SetGeneratedPassword", json_headers, "{}");
    text.answer(SecretAnswer{String("p\"w")});
    CHECK(text.reply.body == R"("p\"w")");
    Sent missing("POST", "/api/v1/Agents/User/GetUser", json_headers, "null", "userId=9999");
    missing.answer(Answer<Box<User>>{});
    CHECK(missing.reply.status == 200);
    CHECK(missing.reply.body == "null");
    Sent number("POST", "/api/v1/Agents/User/CreateExternalUser", json_headers, "{}");
    number.answer(Answer<std::int32_t>{5});
    CHECK(number.reply.body == "5");
    Sent list("POST", "/api/v1/Agents/User/GetUserInfoList", json_headers, "[]");
    list.answer(Answer<List<Box<UserInfo>>>{List<Box<UserInfo>>{std::vector<Box<UserInfo>>{}}});
    CHECK(list.reply.body == "[]");
    Sent nothing("POST", "/api/v1/Agents/User/MakeRetired", json_headers, "{}");
    nothing.answer(Empty{});
    CHECK(nothing.reply.status == 204);
    CHECK(nothing.reply.content_type.empty());
    CHECK(nothing.reply.body.empty());
}

TEST_CASE("a secret result is wiped once it is written") {
    Sent sent("POST", "/api/v1/Agents/User/SetGeneratedPassword", json_headers, "{}");
    Object object = make_object(sent.call()->operation->response());
    auto* const answer = static_cast<SecretAnswer*>(object.get());
    answer->response = "generated";
    Outcome outcome{std::move(object), 1};
    call_in(sent.exchange)->answer(outcome, sent.reply);
    CHECK(sent.reply.body == "\"generated\"");
    CHECK(answer->response.text.empty());
}

TEST_CASE("errors of the core, in the style that Accept asks for") {
    Sent plain("POST", change_path, json_headers, change_body);
    plain.answer(fail_in_english(errc::access_denied, "Not you."));
    CHECK(plain.reply.status == 403);
    CHECK(plain.reply.body == error_body("SoSentryException", "Not you.", "Implementation"));
    Sent problem("POST", change_path, {{"Content-Type", "text/json"}, {"Accept", "application/problem+json"}},
                 change_body);
    problem.answer(fail_in_english(errc::access_denied, "Not you."));
    CHECK(problem.reply.content_type == "application/problem+json");
    CHECK(problem.reply.body.find(R"("instance":"/api/v1/Agents/User/ChangeOwnPassword")") != std::string::npos);
    Sent unknown("GET", "/api/v1/Agents/User/X", {{"Accept", "application/problem+json"}});
    CHECK(unknown.reply.status == 404);
    CHECK(unknown.reply.content_type == "application/problem+json");
}

TEST_CASE("the body is overwritten when the exchange goes, used or refused") {
    for (const char* const type : {"application/json", "text/plain"}) {
        Sent sent("POST", change_path, {{"Content-Type", type}}, change_body);
        sent.finish();
        CHECK(sent.body == std::string(sent.body.size(), '\0'));
    }
}

TEST_CASE("the GETs around the agent") {
    Sent sent("GET", "/crm/api/v1/User/currentprincipal", {{"Authorization", "SOTicket 7T:MAA3AGYAMQ=="}});
    REQUIRE(sent.call() != nullptr);
    CHECK(operation_in(sent.exchange) == "currentPrincipal");
    CHECK(sent.call()->evidence.kind == Evidence::Kind::ticket);
    Empty empty;
    CHECK(sent.parameters(empty).has_value());
    Answer<Box<SoPrincipalCarrier>> answer;
    answer.response.emplace().associate = "ADM0";
    sent.answer(std::move(answer));
    CHECK(sent.reply.body.starts_with(R"({"UserType":"Unknown","Associate":"ADM0",)"));
    CHECK(Sent("GET", "/api/v1/User/currentToken").call() != nullptr);
}

TEST_CASE("GET describes an operation and never runs it") {
    Sent sent("GET", change_path, {{"Authorization", "Basic QURNMDpzZWNyZXQ="}});
    REQUIRE(sent.call() == nullptr);
    CHECK(sent.reply.status == 200);
    CHECK(sent.reply.content_type == "application/json; charset=utf-8");
    const std::string summary(match_rest(http::PathSegments(change_path))->operation->summary);
    CHECK(sent.reply.body ==
          R"({"name":"ChangeOwnPassword","summary":")" + summary +
              R"(","path":"/api/v1/Agents/User/ChangeOwnPassword","parameters":[{"name":"OldPassword",)"
              R"("type":"string"},)"
              R"({"name":"NewPassword","type":"string"}],"returns":"bool","sample":{"OldPassword":"sint",)"
              R"("NewPassword":"sed"}})");
    Sent query("GET", "/x/api/v1/agents/user/getuser", {{"Accept", "*/*"}});
    CHECK(query.reply.body.find(R"("path":"/x/api/v1/Agents/User/GetUser?userId={userId}","parameters":)"
                                R"([{"name":"userId","type":"int"}],"returns":"User","sample":null})") !=
          std::string::npos);
    Sent list("GET", "/api/v1/Agents/User/GetUserGroupList");
    CHECK(list.reply.body.find(R"("parameters":[{"name":"UserGroupIds","type":"int[]"}],"returns":"UserGroup[]",)"
                               R"("sample":[1]})") != std::string::npos);
    Sent words("GET", "/api/v1/Agents/User/GetAllRoles");
    CHECK(words.reply.body.find(R"([{"name":"RoleType","type":"RoleType","values":["Employee","ExternalUser",)"
                                R"("Anonymous","System"]}])") != std::string::npos);
    Sent html("GET", "/<x>/api/v1/Agents/User/GetUser", {{"Accept", "text/html,application/xml;q=0.9,*/*;q=0.8"}});
    CHECK(html.reply.content_type == "text/html; charset=utf-8");
    REQUIRE(html.reply.headers.size() == 1);
    CHECK(html.reply.headers.front().first == "Content-Security-Policy");
    CHECK(html.reply.body.find("<x>") == std::string::npos);
    CHECK(html.reply.body.find("POST /&lt;x&gt;/api/v1/Agents/User/GetUser?userId={userId}") != std::string::npos);
    for (const Operation& operation : operations(Service::user)) {
        Sent each("GET", "/api/v1/Agents/User/" + std::string(operation.name));
        CHECK(each.reply.status == 200);
        CHECK(each.reply.body.ends_with("}"));
    }
}

TEST_CASE("GET of the root says what the installation is, without credentials") {
    Sent sent("GET", "/SuperOffice/api/", {{"Accept", "application/json"}});
    CHECK(sent.reply.status == 200);
    CHECK(sent.reply.body ==
          R"({"v1":"http://gateway:8080/SuperOffice/api/v1/","NetServerVersion":"11.10.0.0",)"
          R"("NetServerAssembly":"11.10.0.0",)"
          R"("NetServerDate":"","NetServerLabel":"Release_11.10",)"
          R"("NetServer":"SuperOffice 11.10 NetServer 11.10 Release )"
          R"x((Build:11.10.0.0)","Services":"Services87","ServicesCurrent":"Services88","Version":"v1",)x"
          R"("Documentation":"https://docs.superoffice.com/en/api/"})");
    Sent browser("GET", "/\"><script>/api");
    CHECK(browser.reply.content_type == "text/html; charset=utf-8");
    REQUIRE(browser.reply.headers.size() == 1);
    CHECK(browser.reply.headers.front().first == "Content-Security-Policy");
    CHECK(browser.reply.body.starts_with("<!DOCTYPE html>"));
    CHECK(browser.reply.body.find("<script>") == std::string::npos);
}
