// What a request's body may be written in, and what an answer says of its own form.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "adapters/http/media_type.hpp"
#include "adapters/walk/compressible.hpp"
#include "core/contract/answers.hpp"
#include "support/rest_call.hpp"
#include "support/texts.hpp"

using namespace uag;
using test::change_body;
using test::change_path;
using test::Headers;
using test::Sent;
using test::to_utf16;

namespace {

const std::string le_mark("\xFF\xFE");
const std::string be_mark("\xFE\xFF");
constexpr const char* xml_body = "<x><OldPassword>secret</OldPassword><NewPassword>N3w-Secret!</NewPassword></x>";
constexpr const char* form_body = "OldPassword=secret&NewPassword=N3w-Secret!";

}  // namespace

TEST_CASE("every media type of a body in every charset reads the same") {
    struct Type {
        const char* name;
        const char* body;
    };
    const std::vector<Type> types{{"application/json", change_body},
                                  {"text/json", change_body},
                                  {"application/json-patch+json", change_body},
                                  {"Application/Merge-Patch+JSON", change_body},
                                  {"application/xml", xml_body},
                                  {"text/xml", xml_body},
                                  {"application/x-www-form-urlencoded", form_body}};
    for (const Type& type : types) {
        struct Case {
            const char* charset;
            std::string body;
        };
        const std::string body = type.body;
        const std::vector<Case> cases{
            {"", body},
            {"; charset=utf-8", body},
            {"; charset=\"UTF-8\"", body},
            {";charset=utf8", body},
            {"; charset=us-ascii", body},
            {"; charset=utf-8", "\xEF\xBB\xBF" + body},
            {"", le_mark + to_utf16(body, false, false)},
            {"", be_mark + to_utf16(body, true, false)},
            {"; charset=utf-16", le_mark + to_utf16(body, false, false)},
            {"; charset=UTF-16", be_mark + to_utf16(body, true, false)},
            {"; charset=utf-16", to_utf16(body, false, false)},
            {"; charset=utf-16", to_utf16(body, true, false)},
            {"; charset=utf-16le", to_utf16(body, false, false)},
            {"; charset=UTF-16BE", to_utf16(body, true, false)},
        };
        for (const Case& row : cases) {
            const std::string content_type = std::string(type.name) + row.charset;
            CAPTURE(content_type);
            Sent sent("POST", change_path, {{"Content-Type", content_type}, {"Accept-Charset", "iso-8859-1"}},
                      row.body);
            REQUIRE(sent.call() != nullptr);
            ChangeOwnPasswordRequest request;
            REQUIRE(sent.parameters(request).has_value());
            CHECK(request.old_password == String("secret"));
            CHECK(request.new_password == String("N3w-Secret!"));
            sent.answer(Answer<bool>{true});
            CHECK(sent.reply.content_type == "application/json; charset=utf-8");
            sent.finish();
            CHECK(sent.body == std::string(sent.body.size(), '\0'));
        }
    }
}

TEST_CASE("what is not ASCII is read from UTF-16 as from UTF-8") {
    const std::string text("\xFF\xFE{\0\"\0o\0l\0d\0P\0a\0s\0s\0w\0o\0r\0d\0\"\0:\0\"\0\xE5\0=\xD8\0\xDE\"\0}\0", 44);
    Sent sent("POST", change_path, {{"Content-Type", "application/json"}}, text);
    REQUIRE(sent.call() != nullptr);
    ChangeOwnPasswordRequest request;
    REQUIRE(sent.parameters(request).has_value());
    CHECK(request.old_password == String("å\xF0\x9F\x98\x80"));
}

TEST_CASE("a charset that is not read here is 415, whatever the type") {
    for (const char* const type :
         {"application/json", "text/json", "application/json-patch+json", "application/merge-patch+json",
          "application/xml", "text/xml", "application/x-www-form-urlencoded"})
        for (const char* const charset : {"iso-8859-15", "windows-1251", "utf-7", "utf-32", "x", "\"\""}) {
            const std::string content_type = std::string(type) + "; charset=" + charset;
            CAPTURE(content_type);
            Sent sent("POST", change_path, {{"Content-Type", content_type}}, change_body);
            REQUIRE(sent.call() == nullptr);
            CHECK(sent.reply.status == 415);
            const std::string name = "The charset '" + std::string(charset) + "' is not supported.";
            CHECK((sent.reply.body.find(name) != std::string::npos || std::string_view(charset) == "\"\""));
        }
}

TEST_CASE("ISO-8859-1 and windows-1252 are read, in every format") {
    struct Case {
        const char* type;
        std::string body;
    };
    const std::vector<Case> cases{
        {"application/json", "{\"oldPassword\":\"p\xE5ss\x80\"}"},
        {"text/json", "{\"oldPassword\":\"p\xE5ss\x80\"}"},
        {"application/xml", "<x><OldPassword>p\xE5ss\x80</OldPassword></x>"},
        {"text/xml", "<?xml version='1.0' encoding='utf-8'?><x><OldPassword>p\xE5ss\x80</OldPassword></x>"},
        {"application/x-www-form-urlencoded", "OldPassword=p\xE5ss\x80"},
    };
    for (const Case& row : cases)
        for (const char* const charset : {"iso-8859-1", "ISO-8859-1", "\"windows-1252\"", "latin1"}) {
            const std::string content_type = std::string(row.type) + ";charset=" + charset;
            CAPTURE(content_type);
            Sent sent("POST", change_path, {{"Content-Type", content_type}}, row.body);
            REQUIRE(sent.call() != nullptr);
            ChangeOwnPasswordRequest request;
            REQUIRE(sent.parameters(request).has_value());
            CHECK(request.old_password == String("p\xC3\xA5ss\xE2\x82\xAC"));
            sent.finish();
            CHECK(sent.body == std::string(sent.body.size(), '\0'));
        }
    Sent nothing("POST", change_path, {{"Content-Type", "application/json; charset=windows-1252"}}, "{\"a\":\"\x81\"}");
    REQUIRE(nothing.call() == nullptr);
    CHECK(nothing.reply.status == 400);
    CHECK(nothing.reply.body.find("not valid windows-1252") != std::string::npos);
}

TEST_CASE("JSON and XML that are called a form are refused as what they are") {
    struct Case {
        const char* body;
        const char* text;
    };
    const char* const json = "The body is JSON, but its Content-Type says that it is a form.";
    const char* const xml = "The body is XML, but its Content-Type says that it is a form.";
    for (const auto& [body, text] : std::vector<Case>{{change_body, json},
                                                      {"\xEF\xBB\xBF{}", json},
                                                      {" \r\n{\"OldPassword\": \"a&b=c\"}", json},
                                                      {"%7B%22OldPassword%22%3A%22a%22%7D", json},
                                                      {"{", json},
                                                      {"[1,2]", json},
                                                      {"[]", json},
                                                      {"[ \"a=b\" ]", json},
                                                      {"[{\"Id\":1}]", json},
                                                      {"\"text\"", json},
                                                      {"<OldPassword>a</OldPassword>", xml},
                                                      {"%3Cx%3E", xml},
                                                      {"\n<?xml version=\"1.0\"?><x a='b&amp;c'/>", xml}})
        for (const char* const type :
             {"application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=UTF-8"}) {
            CAPTURE(body);
            Sent sent("POST", change_path, {{"Content-Type", type}, {"Authorization", "Basic dGplMDpUamUw"}}, body);
            REQUIRE(sent.call() == nullptr);
            CHECK(sent.reply.status == 400);
            CHECK(sent.reply.body.find(text) != std::string::npos);
        }
    for (const char* const body : {"OldPassword={\"a\"}", "OldPassword=<x>", "[OldPassword]=a", "[0]=1", "[]=1&[]=2",
                                   "x=1&OldPassword=b", "[OldPassword]=[1,2]"}) {
        CAPTURE(body);
        CHECK(Sent("POST", change_path, {{"Content-Type", "application/x-www-form-urlencoded"}}, body).call() !=
              nullptr);
    }
}

TEST_CASE("a Content-Encoding that is none is none") {
    for (const char* const coding : {"identity", "Identity", "utf-8", "UTF-8", "iso-8859-1", "identity, utf-8", ""}) {
        CAPTURE(coding);
        CHECK(
            Sent("POST", change_path, {{"Content-Type", "application/json"}, {"Content-Encoding", coding}}, change_body)
                .call() != nullptr);
    }
    for (const char* const coding : {"br", "compress", "gzip, gzip", "aes128gcm", "x", "zstd"}) {
        CAPTURE(coding);
        Sent sent("POST", change_path, {{"Content-Type", "application/json"}, {"Content-Encoding", coding}},
                  change_body);
        REQUIRE(sent.call() == nullptr);
        CHECK(sent.reply.status == 415);
        CHECK(sent.reply.body.find("gzip and deflate are") != std::string::npos);
    }
}

TEST_CASE("bytes that are not the charset's are 400") {
    struct Case {
        const char* what;
        const char* content_type;
        std::string body;
    };
    const std::vector<Case> cases{
        {"half a surrogate, high", "application/json; charset=utf-16le",
         to_utf16("{\"a\":\"", false, false) + "\x3D\xD8" + to_utf16("\"}", false, false)},
        {"half a surrogate, low", "application/json; charset=utf-16be",
         to_utf16("{\"a\":\"", true, false) + "\xDE\x3D" + to_utf16("\"}", true, false)},
        {"half a surrogate at the end", "text/json", le_mark + "\x3D\xD8"},
        {"half a surrogate, escaped", "application/json", R"({"oldPassword":"\uD83D"})"},
        {"half a surrogate, escaped, low", "application/json", R"({"oldPassword":"\uDE00"})"},
        {"half a surrogate as UTF-8", "application/json", "{\"a\":\"\xED\xA0\xBD\"}"},
        {"half a surrogate in XML", "text/xml; charset=utf-16le",
         to_utf16("<a>", false, false) + "\x3D\xD8" + to_utf16("</a>", false, false)},
        {"half a surrogate in a form", "application/x-www-form-urlencoded; charset=utf-16",
         le_mark + to_utf16("A=", false, false) + "\x3D\xD8"},
        {"an odd length", "application/json; charset=utf-16", to_utf16("{}", false, false) + "x"},
        {"a mark against the charset", "application/json; charset=utf-16be", le_mark + to_utf16("{}", false, false)},
        {"a mark against UTF-8", "application/json; charset=utf-8", be_mark + to_utf16("{}", true, false)},
        {"UTF-8's mark against UTF-16", "application/json; charset=utf-16", "\xEF\xBB\xBF{}"},
        {"UTF-16 that nothing tells of", "application/json", to_utf16("{}", false, false)},
        {"Latin-1 as UTF-8", "application/json", "{\"oldPassword\":\"p\xE5ss\"}"},
        {"Latin-1 as ASCII", "application/json; charset=us-ascii", "{\"oldPassword\":\"p\xE5ss\"}"},
        {"Latin-1 in XML", "application/xml", "<a>p\xE5ss</a>"},
    };
    for (const Case& row : cases) {
        CAPTURE(row.what);
        Sent sent("POST", change_path, {{"Content-Type", row.content_type}, {"Accept", "application/json"}}, row.body);
        REQUIRE(sent.call() == nullptr);
        CHECK(sent.reply.status == 400);
        CHECK(sent.reply.body.starts_with(R"({"Error":true,"ErrorType":"ArgumentException","Message":"The )"));
        CHECK(sent.reply.body.find("cannot be read") != std::string::npos);
    }
}

TEST_CASE("bodies that are 415") {
    struct Case {
        const char* what;
        Headers headers;
    };
    const std::string endless = "application/json; x=" + std::string(2000, 'x');
    const std::vector<Case> cases{
        {"no Content-Type", {}},
        {"an unknown one", {{"Content-Type", "x/y"}}},
        {"3.13 bytes", {{"Content-Type", "application/octet-stream"}}},
        {"multipart", {{"Content-Type", "multipart/form-data; boundary=x"}}},
        {"no type at all", {{"Content-Type", "json"}}},
        {"two types", {{"Content-Type", "application/json, text/json"}}},
        {"an endless one", {{"Content-Type", endless}}},
        {"a packed body", {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}}},
        {"a coding that nobody knows", {{"Content-Type", "application/json"}, {"Content-Encoding", "br"}}},
    };
    for (const Case& row : cases) {
        CAPTURE(row.what);
        Headers headers = row.headers;
        headers.emplace_back("Accept", "text/xml");
        Sent sent("POST", change_path, headers, change_body);
        REQUIRE(sent.call() == nullptr);
        CHECK(sent.reply.status == 415);
        CHECK(sent.reply.content_type == "text/xml; charset=utf-8");
        CHECK(sent.reply.body.find("<ErrorType>UnsupportedMediaTypeException</ErrorType>") != std::string::npos);
    }
}

TEST_CASE("empty bodies and null, as clients send them") {
    struct Case {
        const char* rule;
        Headers headers;
        const char* body;
    };
    const std::vector<Case> cases{
        {"3.9 no body, no type", {{"Accept", "application/json"}}, ""},
        {"3.10 null for an id in the query", test::json_headers, "null"},
        {"3.10 a length of 0 with a type", test::json_headers, ""},
        {"null with blanks", test::json_headers, " null\r\n"},
        {"an empty form", {{"Content-Type", "application/x-www-form-urlencoded"}}, ""},
        {"an empty XML body", {{"Content-Type", "application/xml"}}, ""},
        {"nil",
         {{"Content-Type", "application/xml"}},
         R"(<x i:nil="true" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>)"},
    };
    for (const Case& row : cases) {
        CAPTURE(row.rule);
        Sent query("POST", "/api/v1/Agents/User/GetUser", row.headers, row.body, "userId=11");
        REQUIRE(query.call() != nullptr);
        UserIdRequest id;
        REQUIRE(query.parameters(id).has_value());
        CHECK(id.user_id == 11);
        for (const char* const name :
             {"GetCredentialTypes", "CreateDefaultUser", "ChangeOwnPassword", "SaveUser", "GetUserInfoList"}) {
            CAPTURE(name);
            Sent sent("POST", "/api/v1/Agents/User/" + std::string(name), row.headers, row.body);
            REQUIRE(sent.call() != nullptr);
            const Object request = make_object(sent.call()->operation->request());
            CHECK(sent.call()->parameters->decode(*sent.call()->operation, request.get()).has_value());
        }
    }
    CHECK(Sent("POST", "/api/v1/Agents/User/GetUser", test::json_headers, "nul", "userId=1").reply.status == 400);
    CHECK(Sent("POST", "/api/v1/Agents/User/GetUser", test::json_headers, " ", "userId=1").reply.status == 400);
}

TEST_CASE("an answer says which of its types was asked for") {
    struct Case {
        const char* accept;
        const char* type;
    };
    for (const Case& row : std::vector<Case>{
             {"", "application/json; charset=utf-8"},
             {"application/json; charset=utf-8", "application/json; charset=utf-8"},
             {"text/json", "text/json; charset=utf-8"},
             {"application/json-patch+json", "application/json-patch+json; charset=utf-8"},
             {"application/merge-patch+json", "application/merge-patch+json; charset=utf-8"},
             {"application/xml", "application/xml; charset=utf-8"},
             {"text/xml", "text/xml; charset=utf-8"},
             {"text/xml, application/xml, text/json, application/json", "application/json; charset=utf-8"},
             {"text/json;q=0.9, application/json;q=0.8", "text/json; charset=utf-8"},
             {"application/json;q=0, */*;q=0.1", "text/json; charset=utf-8"},
             {"application/octet-stream", "application/json; charset=utf-8"},
             {"application/html", "application/json; charset=utf-8"},
             {"utter nonsense;;,", "application/json; charset=utf-8"},
         }) {
        CAPTURE(row.accept);
        Sent sent("POST", change_path, {{"Accept", row.accept}});
        sent.answer(Answer<bool>{true});
        CHECK(sent.reply.status == 200);
        CHECK(sent.reply.content_type == row.type);
    }
}

TEST_CASE("$format says nothing here") {
    for (const char* const query : {"$format=xml", "$format=json&$format=xml"}) {
        Sent sent("POST", change_path, test::json_headers, change_body, query);
        REQUIRE(sent.call() != nullptr);
        sent.answer(Answer<bool>{true});
        CHECK(sent.reply.content_type == "application/json; charset=utf-8");
    }
}

TEST_CASE("Accept-Encoding: when gzip is accepted") {
    for (const char* const yes :
         {"gzip", "GZIP", "x-gzip", "*", "gzip, compress, deflate, br", "gzip;q=1.0", "gzip;q=0.001", "br, gzip;q=0.5",
          "identity, gzip", "identity;q=0.5, gzip;q=0.5", "*;q=0, gzip", " gzip ; q=0.3 ", "deflate,*;q=0.1"}) {
        CAPTURE(yes);
        CHECK(http::accepts_gzip(yes));
    }
    for (const char* const no : {"", "identity", "deflate", "br", "gzip;q=0", "gzip;q=0.000", "gzip;q=0, *", "*;q=0",
                                 "gzipped", "identity;q=1, gzip;q=0.5", "gzip;q=0.5, identity"}) {
        CAPTURE(no);
        CHECK_FALSE(http::accepts_gzip(no));
    }
    CHECK_FALSE(http::accepts_gzip("gzip, " + std::string(2000, 'x')));
}

TEST_CASE("an answer that can carry a secret may never be compressed; the contract's flags decide") {
    for (const Service service : {Service::user, Service::so_principal})
        for (const Operation& row : operations(service))
            CHECK(is_compressible(row) == (!row.is_void() && !may_hold_secret(row.response())));
    const auto allowed = [](Service service, const char* name) {
        const Operation* const row = find_operation(service, name);
        REQUIRE(row != nullptr);
        return is_compressible(*row);
    };
    for (const char* const name :
         {"SetGeneratedPassword", "SetGeneratedPasswordFromName", "GenerateNewPasswordForExternalUser",
          "GetAccessToken", "GetExternalTokens", "SaveExternalTokens", "DecryptAndSaveExternalTokens",
          "ExchangeCodeAndSaveTokens", "GetServiceAuth", "GetUntrustedCredentials", "GetUser", "SaveUser"}) {
        CAPTURE(name);
        CHECK_FALSE(allowed(Service::user, name));
    }
    for (const char* const name : {"AuthenticateUsernamePassword", "AuthenticateImplicit"}) {
        CAPTURE(name);
        CHECK_FALSE(allowed(Service::so_principal, name));
    }
    for (const char* const name : {"GetAllRoles", "GetUserGroupList", "GetUserInfoList", "IsPasswordValid"}) {
        CAPTURE(name);
        CHECK(allowed(Service::user, name));
    }
    for (const Operation& row : rest_operations())
        if (row.name == "currentToken") CHECK_FALSE(is_compressible(row));

    Sent list("POST", "/api/v1/Agents/User/GetUserInfoList", test::json_headers, "[]");
    list.answer(Answer<List<Box<UserInfo>>>{});
    CHECK(list.reply.may_compress);
    Sent user("POST", "/api/v1/Agents/User/GetUser", test::json_headers, "null", "userId=1");
    user.answer(Answer<Box<User>>{});
    CHECK_FALSE(user.reply.may_compress);
    Sent failed("POST", "/api/v1/Agents/User/GetUserInfoList", test::json_headers, "[]");
    failed.answer(fail_in_english(errc::access_denied, "No."));
    CHECK_FALSE(failed.reply.may_compress);
    CHECK(Sent("GET", "/api/v1/Agents/User/GetUser").reply.may_compress);
}
