#include "support/sample_report.hpp"

#include <string>
#include <utility>

#include "adapters/json/writer.hpp"
#include "adapters/xml/writer.hpp"
#include "core/agent/operations.hpp"

namespace uag::compare {
namespace {

Case case_of(const char* suite, const char* step, const char* operation, const char* identity = "admin") {
    Case what;
    what.suite = suite;
    what.step = step;
    what.operation = find_operation(Service::user, operation);
    what.effect = what.operation->effect;
    what.identity = identity;
    return what;
}

KeptMessage soap_request(const std::string& operation, const std::string& parameters) {
    return {"POST /Remote/Services84/User.svc HTTP/1.1",
            {{"SOAPAction", "\"http://www.superoffice.net/ws/crm/NetServer/Services84/User/" + operation + "\""},
             {"Content-Type", "text/xml; charset=utf-8"}},
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><Credentials><Ticket>"
            "secret:3f9a8c12d0e4</Ticket></Credentials></s:Header><s:Body><" +
                operation + ">" + parameters + "</" + operation + "></s:Body></s:Envelope>"};
}

KeptMessage rest_request(const std::string& operation, const std::string& body) {
    return {"POST /api/v1/Agents/User/" + operation + " HTTP/1.1",
            {{"Authorization", "Basic secret:0011223344ff"},
             {"Accept", "application/json"},
             {"Content-Type", "application/json"}},
            body};
}

KeptMessage soap_answer(const std::string& operation, const std::string& content) {
    return {"HTTP/1.1 200",
            {{"Content-Type", "text/xml; charset=utf-8"}},
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><Succeeded>true</Succeeded>"
            "</s:Header><s:Body><" +
                operation + "Response xmlns=\"x\"><Response>" + content + "</Response></" + operation +
                "Response></s:Body></s:Envelope>"};
}

KeptMessage rest_answer(const std::string& body, unsigned status = 200) {
    return {"HTTP/1.1 " + std::to_string(status), {{"Content-Type", "application/json; charset=utf-8"}}, body};
}

TargetCase played(KeptMessage request, KeptMessage answer) {
    TargetCase at;
    at.state = TargetCase::State::played;
    Exchange& exchange = at.exchange.emplace();
    exchange.request = std::move(request);
    exchange.answer = std::move(answer);
    exchange.kind = client::CallResult::Kind::success;
    exchange.duration = std::chrono::microseconds(1234);
    return at;
}

TargetCase refused(TargetCase at, errc code) {
    at.exchange->kind = client::CallResult::Kind::error;
    at.exchange->codes.add(code);
    return at;
}

TargetCase compared(TargetCase at, std::vector<PathResult> results) {
    at.comparison.emplace();
    for (int i = 0; i < 5; ++i) at.comparison->add_equal();
    for (PathResult& result : results) at.comparison->add(std::move(result));
    return at;
}

std::string xml_of(std::string_view text) {
    std::string out;
    xml::append_text(out, text);
    return out;
}

std::string json_of(std::string_view text) {
    std::string out;
    json::append_string(out, text);
    return out;
}

Report sampled(std::string_view text) {
    const std::string foreign(text);
    const std::string groups =
        "<OtherGroups><UserGroup><Id>1</Id></UserGroup><UserGroup><Id>2</Id></UserGroup></OtherGroups>";
    Report report;
    report.title = "reads, users";
    report.version = "0.2.0";
    report.seed = "7q2x";
    report.started = TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 11 / 30));
    report.duration = std::chrono::milliseconds(4321);
    report.targets = {{"old", "soap84", "https://old.example:8443/prefix"}, {"new", "rest", "http://127.0.0.1:8080"}};
    report.suites = {"reads", "users"};
    report.notes = {"The clock of new is 3 ms ahead"};

    Case agreeing = case_of("reads", "user", "GetUser");
    agreeing.expects_success = true;
    agreeing.targets.push_back(played(soap_request("GetUser", "<UserId>7</UserId>"),
                                      soap_answer("GetUser", "<Name>" + xml_of(foreign) + "</Name>")));
    agreeing.targets.push_back(
        compared(played(rest_request("GetUser?userId=7", {}), rest_answer("{\"Name\":" + json_of(foreign) + "}")), {}));
    keep_case(report, std::move(agreeing));

    Case differing = case_of("users", "save", "SaveUser");
    differing.targets.push_back(
        played(soap_request("SaveUser", "<User><Name>" + xml_of(foreign) + "</Name></User>"),
               soap_answer("SaveUser", "<Name>one</Name><Person><Email>a@example.com</Email></Person>" + groups)));
    differing.targets.push_back(compared(
        played(rest_request("SaveUser", "{\"User\":{\"Name\":" + json_of("it's $HOME `id` " + foreign) + "}}"),
               rest_answer(R"({"Name":"one","Person":{"Email":"b@example.com"},"OtherGroups":[{"Id":1},{"Id":3}]})")),
        {{"SaveUser.Person.Email", Status::different, Aspect::value, "\"a@example.com\"", "\"b@example.com\"", ""},
         {"SaveUser.OtherGroups[1].Id", Status::different, Aspect::value, "2", "3", foreign},
         {"SaveUser.Tooltip", Status::different, Aspect::presence, "absent", "nil", ""},
         {"$media", Status::not_applicable, Aspect::none, "text/xml", "application/json",
          "each protocol has its own media type"}}));
    keep_case(report, std::move(differing));

    Case accepted = case_of("users", "read-back", "GetUser");
    accepted.targets.push_back(
        played(soap_request("GetUser", "<UserId>7</UserId>"), soap_answer("GetUser", "<Name>Ada</Name>")));
    accepted.targets.push_back(
        compared(played(rest_request("GetUser?userId=7", {}), rest_answer(R"({"Name":"ADA"})")),
                 {{"GetUser.Name", Status::accepted, Aspect::value, "\"Ada\"", "\"ADA\"", "capitals " + foreign}}));
    keep_case(report, std::move(accepted));

    Case denied = case_of("users", "denied", "DeleteUser", "plain");
    denied.expected_codes = {errc::access_denied};
    denied.targets.push_back(refused(
        played(soap_request("DeleteUser", "<UserId>7</UserId>"),
               {"HTTP/1.1 500",
                {{"Content-Type", "text/xml; charset=utf-8"}},
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><faultcode>s:Client"
                "</faultcode><faultstring>" +
                    xml_of(foreign) + "</faultstring></s:Fault></s:Body></s:Envelope>"}),
        errc::access_denied));
    denied.targets.push_back(
        compared(refused(played(rest_request("DeleteUser", R"({"UserId":7})"),
                                rest_answer("{\"Error\":true,\"Message\":" + json_of(foreign) + "}", 404)),
                         errc::not_found),
                 {{"$outcome.code", Status::different, Aspect::value, "access_denied", "not_found", ""},
                  {"$status", Status::not_applicable, Aspect::none, "500", "404", "SOAP has a status of its own"}}));
    denied.targets[1].unexpected = "access_denied is expected, and it came to not_found: " + foreign;
    denied.targets[1].exchange->findings.push_back({client::FindingKind::unreadable, "Error", foreign});
    keep_case(report, std::move(denied));

    Case other_face = case_of("users", "token", "GetAccessToken");
    other_face.targets.resize(2);
    other_face.targets[0].state = TargetCase::State::not_applicable;
    other_face.targets[0].reason = "not in Services84";
    other_face.targets[1] = other_face.targets[0];
    keep_case(report, std::move(other_face));

    Case stopped = case_of("users", "remove", "DeleteUser");
    stopped.is_cleanup = true;
    stopped.targets.push_back(
        played(soap_request("DeleteUser", "<UserId>7</UserId>"), soap_answer("DeleteUser", "true")));
    stopped.targets.resize(2);
    stopped.targets[1].reason = "http://127.0.0.1:8080 cannot be reached: " + foreign;
    keep_case(report, std::move(stopped));
    return report;
}

}  // namespace
}  // namespace uag::compare

namespace uag::test {

compare::Report sample_report(std::string_view text) { return compare::sampled(text); }

}  // namespace uag::test
