// The exact bytes of the WebAPI's error answers.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "adapters/http/errors.hpp"
#include "adapters/json/problem.hpp"
#include "support/reply_headers.hpp"

using namespace uag;
using json::ErrorStyle;

namespace {

HttpReply reply_to(const Error& error, ErrorStyle style = ErrorStyle::object) {
    HttpReply reply;
    json::write_error(error, style, "/api/v1/Agents/User/SaveUser", reply);
    return reply;
}

}  // namespace

TEST_CASE("the four-field object, status and exception by the table") {
    struct Row {
        errc code;
        unsigned status;
        const char* type;
        const char* source;
    };
    const char* const business = "SuperOffice.Services.Implementation";
    const char* const transport = "SuperOffice.Services.WebApi";
    for (const auto& [code, status, type, source] :
         std::vector<Row>{{errc::malformed, 400, "ArgumentException", transport},
                          {errc::bad_parameter, 400, "ArgumentException", transport},
                          {errc::session, 401, "SoSessionException", transport},
                          {errc::access_denied, 403, "SoSentryException", business},
                          {errc::not_found, 404, "SoNotFoundException", business},
                          {errc::password_policy, 400, "SoInvalidPasswordException", business},
                          {errc::validation, 400, "SoValidationException", business},
                          {errc::invalid_argument, 400, "ArgumentException", business},
                          {errc::not_implemented, 501, "SoNotImplementedException", business},
                          {errc::server, 500, "SoServerException", business},
                          {errc::storage, 503, "SoDbAccessException", business},
                          {errc::overloaded, 503, "SoServerException", transport},
                          {errc::throttled, 429, "SoServerException", transport}}) {
        const HttpReply reply = reply_to(fail_in_english(code, "Say \"no\"."));
        CHECK(reply.status == status);
        CHECK(reply.content_type == "application/json; charset=utf-8");
        CHECK(reply.body == R"({"Error":true,"ErrorType":")" + std::string(type) +
                                R"(","Message":"Say \"no\".","ErrorSource":")" + source + R"("})");
    }
}

TEST_CASE("the log's text stays in the log") {
    Error error = fail_in_english(errc::internal, "", "database is at /var/lib");
    CHECK(reply_to(error).body == R"({"Error":true,"ErrorType":"SoServerException",)"
                                  R"("Message":"The server could not answer the request.",)"
                                  R"("ErrorSource":"SuperOffice.Services.Implementation"})");
    CHECK(reply_to(error, ErrorStyle::problem).body.find("/var/lib") == std::string::npos);
}

TEST_CASE("validation has a text for each field") {
    Error error = fail_in_english(errc::validation, "The user cannot be saved.");
    error.messages = {{"Name", Message::verbatim("is in use")}, {"Role", Message::verbatim("does not \"fit\"")}};
    CHECK(reply_to(error).body ==
          R"({"Error":true,"ErrorType":"SoValidationException","Message":"The user cannot be saved.",)"
          R"("ErrorSource":"SuperOffice.Services.Implementation","Messages":{"Name":"is in use",)"
          R"("Role":"does not \"fit\""}})");
}

TEST_CASE("429 and 503 say when to come back") {
    Error error = fail_in_english(errc::throttled, "Later.");
    error.retry_after = std::chrono::seconds{17};
    CHECK(test::headers_of(reply_to(error), "Retry-After") == std::vector<std::string>{"17"});
    CHECK(test::headers_of(reply_to(fail_in_english(errc::overloaded, "Later.")), "Retry-After") ==
          std::vector<std::string>{"1"});
    CHECK(test::headers_of(reply_to(fail_in_english(errc::storage, "Later.")), "Retry-After") ==
          std::vector<std::string>{"1"});
    CHECK(test::headers_of(reply_to(fail_in_english(errc::server, "No.")), "Retry-After").empty());
}

TEST_CASE("the same facts as RFC 9457") {
    Error error = fail_in_english(errc::validation, "The user cannot be saved.");
    error.messages = {{"Name", Message::verbatim("is in use")}};
    const HttpReply reply = reply_to(error, ErrorStyle::problem);
    CHECK(reply.status == 400);
    CHECK(reply.content_type == "application/problem+json");
    CHECK(reply.body ==
          R"({"type":"about:blank","title":"Bad Request","status":400,"detail":"The user cannot be saved.",)"
          R"("instance":"/api/v1/Agents/User/SaveUser","ErrorType":"SoValidationException",)"
          R"("ErrorSource":"SuperOffice.Services.Implementation","Messages":{"Name":"is in use"}})");
    const HttpReply session = reply_to(fail_in_english(errc::session, "No."), ErrorStyle::problem);
    CHECK(session.status == 401);
}

TEST_CASE("what only HTTP knows") {
    HttpReply reply;
    json::write_error(json::facts_of(Refused::resource_method, Message::verbatim("No.")), ErrorStyle::object, "/",
                      reply);
    CHECK(reply.status == 405);
    CHECK(reply.body == R"({"Error":true,"ErrorType":"SoNotSupportedException","Message":"No.",)"
                        R"("ErrorSource":"SuperOffice.Services.WebApi"})");
}
