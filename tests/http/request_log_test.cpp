// One JSON line a request with all its fields, whichever way the request goes.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

constexpr const char* trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

std::string log_in_envelope(const std::string& envelope, const std::string& password) {
    return "<s:Envelope xmlns:s=\"" + envelope +
           "\"><s:Body><AuthenticateUsernamePassword "
           "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services86\"><UserName>tje0</UserName><Password>" +
           password + "</Password></AuthenticateUsernamePassword></s:Body></s:Envelope>";
}

// "2026-11-21T18:24:31.123Z"
bool is_utc(const std::string& time) {
    constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd.dddZ";
    if (time.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = time[i] >= '0' && time[i] <= '9';
        if (form[i] == 'd' ? !digit : time[i] != form[i]) return false;
    }
    return true;
}

std::map<std::string, std::string> request_lines(const std::string& file) {
    std::map<std::string, std::string> lines;
    std::ifstream log(file);
    for (std::string line; std::getline(log, line);) {
        rapidjson::Document parsed;
        parsed.Parse<rapidjson::kParseValidateEncodingFlag>(line.c_str());
        REQUIRE_FALSE(parsed.HasParseError());
        if (std::string(parsed["event"].GetString()) != "request") continue;
        const std::string id = parsed["id"].GetString();
        CHECK(lines.count(id) == 0);
        lines[id] = line;
    }
    return lines;
}

std::string text_of(const rapidjson::Document& line, const char* key) {
    return line.HasMember(key) ? line[key].GetString() : "";
}

}  // namespace

TEST_CASE("each request is one line that says when, who, what, how and how it ended") {
    struct Row {
        std::string name;
        std::string request;
        std::string protocol;
        std::string operation;
        int version;  // 0: none
        int status;
        int associate;
        std::string traceparent;
    };
    const std::string soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    const std::string soap12 = "http://www.w3.org/2003/05/soap-envelope";
    const std::string principal = "/Remote/Services86/SoPrincipal.svc";
    const std::string tje0 = "Authorization: " + basic("tje0", "Tje0") + "\r\n";
    const std::string traced = std::string("traceparent: ") + trace + "\r\n";
    const std::string call = "/api/v1/Agents/User/IsUserNameValid";
    const std::vector<Row> rows{
        {"a call of the WebAPI", post(call, "application/json", R"({"UserName":"x"})", tje0 + traced), "rest",
         "IsUserNameValid", 88, 200, 2, trace},
        {"a call with a wrong password",
         post(call, "application/json", R"({"UserName":"x"})",
              "Authorization: " + basic("tje0", "no") + "\r\n" + traced),
         "rest", "IsUserNameValid", 88, 401, 0, trace},
        {"a trace that is none",
         post(call, "application/json", R"({"UserName":"x"})", tje0 + "traceparent: 00-x\",\"a\":\"\r\n"), "rest",
         "IsUserNameValid", 88, 200, 2, ""},
        {"two traces", post(call, "application/json", R"({"UserName":"x"})", tje0 + traced + traced), "rest",
         "IsUserNameValid", 88, 200, 2, ""},
        {"a log-in over SOAP 1.1", post(principal, "text/xml", log_in_envelope(soap11, "Tje0"), traced), "soap1.1",
         "AuthenticateUsernamePassword", 86, 200, 0, trace},  // who calls is nobody yet; the audit trail has who it was
        {"a log-in over SOAP 1.2", post(principal, "application/soap+xml", log_in_envelope(soap12, "Tje0"), traced),
         "soap1.2", "AuthenticateUsernamePassword", 86, 200, 0, trace},
        {"a failed one", post(principal, "text/xml", log_in_envelope(soap11, "no")), "soap1.1",
         "AuthenticateUsernamePassword", 86, 200, 0, ""},
        {"a page", get("/account/sign-in", traced), "web", "SignIn", 0, 200, 0, trace},
        {"an address where nothing is", get("/nothing", traced), "rest", "", 0, 404, 0, trace},
        {"a body that is none", post(call, "application/json", "{", tje0 + traced), "rest", "IsUserNameValid", 0, 400,
         0, trace},
        {"a head that is refused", "GET /api HTTP/1.1\r\n\r\n", "rest", "", 0, 400, 0, ""},
    };
    GatewayProcess gateway;
    std::vector<std::string> ids;
    for (const Row& row : rows) ids.push_back(converse(gateway.port(), row.request).field("X-Request-Id"));
    REQUIRE(gateway.terminate() == 0);
    const auto lines = request_lines(gateway.log_file());
    CHECK(lines.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        CAPTURE(row.name);
        REQUIRE(lines.count(ids[i]) == 1);
        CAPTURE(lines.at(ids[i]));
        rapidjson::Document line;
        line.Parse(lines.at(ids[i]).c_str());
        CHECK(is_utc(text_of(line, "time")));
        CHECK(text_of(line, "level") == "info");
        CHECK(text_of(line, "peer") == "127.0.0.1");
        CHECK(text_of(line, "protocol") == row.protocol);
        CHECK(text_of(line, "operation") == row.operation);
        CHECK((line.HasMember("version") ? line["version"].GetInt() : 0) == row.version);
        CHECK(line["status"].GetInt() == row.status);
        CHECK(line["us"].GetInt64() >= 0);
        CHECK(line["associate"].GetInt() == row.associate);
        CHECK(text_of(line, "traceparent") == row.traceparent);
        CHECK(lines.at(ids[i]).find("Tje0") == std::string::npos);
    }
}
