// A service that repeats itself: the same bytes in every run, a clock that is moved by hand, back at the beginning at once.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "core/base/encoding.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/soap_call.hpp"

using namespace uag;
using namespace uag::test;

namespace {

GatewayProcess deterministic_gateway(const std::string& seed, const std::string& now = {}) {
    ProcessOptions options;
    options.seeded = false;
    options.arguments = {"--deterministic", seed, "--seed", "samples/demo.toml"};
    if (!now.empty()) options.arguments.insert(options.arguments.end(), {"--now", now});
    return GatewayProcess({}, options);
}

std::string with_basic(const std::string& name, const std::string& password) {
    return "Authorization: Basic " + base64_encode(name + ':' + password) + "\r\n";
}

std::string agent_call(const std::string& path, const std::string& body, const std::string& fields) {
    return post("/api/v1/Agents/User/" + path, "application/json", body, "Accept: application/json\r\n" + fields);
}

std::string move_clock(const std::string& to) { return post("/test/clock", "text/plain", to); }

std::string soap_login() {
    return post("/Cust/Remote/Services88/SoPrincipal.svc", "text/xml; charset=utf-8",
                envelope("<t:AuthenticateUsernamePassword><t:UserName>ADM0</t:UserName><t:Password>Adm0-demo-only"
                         "</t:Password></t:AuthenticateUsernamePassword>"));
}

// Everything of an answer, as it came.
std::string whole_text(const HttpAnswer& answer) {
    std::string text = std::to_string(answer.status) + '\n';
    for (const auto& [name, value] : answer.fields) ((text += name) += ": ") += value + '\n';
    return (text += '\n') += answer.body;
}

HttpAnswer asked(HttpClient& client, const std::string& request) {
    client.send(request);
    const auto answer = client.receive();
    REQUIRE(answer.has_value());
    return *answer;
}

constexpr const char* own_page = "/api/v1/User/currentPrincipal";
std::string as_admin() { return with_basic("ADM0", "Adm0-demo-only"); }

// Reads and writes, random values, failures until there is a pause, time that passes.
std::vector<std::string> repeated_calls(HttpClient& client) {
    std::vector<std::string> requests{
        agent_call("GetUser?userId=2", "{}", as_admin()),
        soap_login(),
        agent_call("SetGeneratedPassword", R"({"AssociateId":2})", as_admin()),
        agent_call("GetUser", R"({"UserId":1})", as_admin()),
        get(own_page, as_admin()),
        get("/no/such/thing"),
    };
    for (int i = 0; i < 7; ++i) requests.push_back(get(own_page, with_basic("ext0", "wrong")));
    requests.push_back(get(own_page, with_basic("ext0", "Ext0-demo-only")));
    requests.push_back(move_clock("3600"));
    requests.push_back(get(own_page, with_basic("ext0", "Ext0-demo-only")));
    requests.push_back(agent_call("SetGeneratedPassword", R"({"AssociateId":2})", as_admin()));
    std::vector<std::string> answers;
    for (const std::string& request : requests) answers.push_back(whole_text(asked(client, request)));
    return answers;
}

}  // namespace

TEST_CASE("deterministic: two runs of a suite give the same bytes, also after a reset, and another seed others") {
    GatewayProcess first = deterministic_gateway("abc");
    HttpClient client(first.port());
    const std::vector<std::string> answers = repeated_calls(client);
    for (const std::string& answer : answers) {
        CHECK(answer.find("UAG-Deterministic: abc\n") != std::string::npos);
        CHECK(answer.find("Date: Thu, 01 Jan 2026 0") != std::string::npos);
    }
    CHECK(std::ranges::count_if(answers, [](const std::string& one) { return one.starts_with("200"); }) > 4);
    CHECK(answers[answers.size() - 4].starts_with("401"));  // in a pause the right password is turned away too
    CHECK(answers[answers.size() - 2].starts_with("200"));
    CHECK(answers[2] != answers.back());
    CHECK(asked(client, post("/test/reset", "text/plain", "")).status == 200);
    CHECK((repeated_calls(client) == answers));
    CHECK(asked(client, post("/test/reset", "text/plain", "")).status == 200);
    HttpClient other(first.port());
    CHECK((repeated_calls(other) == answers));

    GatewayProcess second = deterministic_gateway("abc");
    HttpClient same(second.port());
    CHECK((repeated_calls(same) == answers));
    GatewayProcess third = deterministic_gateway("abd");
    HttpClient different(third.port());
    CHECK(repeated_calls(different)[2] != answers[2]);
}

TEST_CASE("deterministic: a reset takes less than 50 ms and undoes everything") {
    GatewayProcess gateway = deterministic_gateway("abc", "2026-03-01T12:00:00+02:00");
    HttpClient client(gateway.port());
    const auto groups = [&] { return asked(client, agent_call("GetAllUserGroups", "{}", as_admin())).body; };
    const std::string before = groups();
    auto fastest = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 5; ++i) {
        for (int made = 0; made < 10; ++made)
            CHECK(asked(client, agent_call("SetGeneratedPassword", R"({"AssociateId":2})", as_admin())).status == 200);
        CHECK(asked(client, move_clock("2027-01-01T00:00:00Z")).body == "2027-01-01T00:00:00Z\n");
        CHECK(asked(client, agent_call("SaveUserGroup", R"({"UserGroup":{"Value":"New"}})", as_admin())).status == 200);
        CHECK((groups() != before));
        const auto begun = std::chrono::steady_clock::now();
        CHECK(asked(client, post("/test/reset", "text/plain", "")).body == "2026-03-01T10:00:00Z\n");
        fastest = std::min(fastest, std::chrono::steady_clock::now() - begun);
        CHECK((groups() == before));
        CHECK(asked(client, get(own_page, with_basic("tje0", "Tje0"))).status == 200);
    }
    CHECK(fastest < std::chrono::milliseconds(50));
}

TEST_CASE("deterministic: tickets and pauses end by the clock that stands still, and by no other") {
    GatewayProcess gateway = deterministic_gateway("abc");
    HttpClient client(gateway.port());
    const std::string page = asked(client, soap_login()).body;
    const std::size_t at = page.find("7T:");
    REQUIRE(at != std::string::npos);
    const std::string ticket = "Authorization: SoTicket " + page.substr(at, page.find('<', at) - at) + "\r\n";
    const auto status = [&](const std::string& fields) { return asked(client, get(own_page, fields)).status; };
    CHECK(status(ticket) == 200);
    CHECK(asked(client, move_clock("21000")).status == 200);
    CHECK(status(ticket) == 200);
    CHECK(asked(client, move_clock("22000")).status == 200);
    CHECK(status(ticket) == 401);

    const std::string right = with_basic("tje0", "Tje0");
    for (int i = 0; i < 6; ++i) CHECK(status(with_basic("tje0", "wrong")) == 401);
    CHECK(status(right) == 401);
    CHECK(asked(client, move_clock("3600")).status == 200);
    CHECK(status(right) == 200);
}

TEST_CASE("deterministic: what is asked wrongly is told so, and pages may not ask") {
    GatewayProcess gateway = deterministic_gateway("abc");
    HttpClient client(gateway.port());
    CHECK(asked(client, get("/test/clock")).body == "2026-01-01T00:00:00Z\n");
    for (const char* const wrong :
         {"", "later", "1.5", "2026-01-01T00:00:00", "-99999999999", "1969-12-31T00:00:00Z"}) {
        CAPTURE(wrong);
        CHECK(asked(client, move_clock(wrong)).status == 400);
    }
    CHECK(asked(client, get("/test/reset")).status == 405);
    CHECK(asked(client, get("/test/reset")).field("Allow") == "POST");
    const std::string from_page = post("/test/reset", "text/plain", "", "Origin: https://example.com\r\n");
    CHECK(asked(client, from_page).status == 403);
    CHECK(asked(client, move_clock("2020-02-29T00:00:00Z")).body == "2020-02-29T00:00:00Z\n");
    CHECK(asked(client, get("/test/clock")).field("Date") == "Sat, 29 Feb 2020 00:00:00 GMT");
}

TEST_CASE("deterministic: no other service has these addresses, or says that it is one") {
    GatewayProcess gateway;
    HttpClient client(gateway.port());
    const HttpAnswer missing = asked(client, post("/test/nothing", "text/plain", ""));
    CHECK(missing.status == 404);
    for (const std::string& request :
         {move_clock("3600"), get("/test/clock"), post("/test/reset", "text/plain", ""), get("/test/reset")}) {
        const HttpAnswer answer = asked(client, request);
        CHECK(answer.status == 404);
        CHECK(answer.body == missing.body);
        CHECK(answer.field("UAG-Deterministic").empty());
    }
}

TEST_CASE("deterministic: it is refused where it could do harm, in one sentence") {
    const auto refusal = [](std::vector<std::string> arguments, const std::string& config = {}) {
        const TempDir folder;
        const std::string file = folder.write("config.toml", config);
        arguments.insert(arguments.begin(), {"serve", "--config", file});
        std::string output;
        CHECK(run_tool(arguments, &output) == 1);
        CHECK(std::ranges::count(output, '\n') == 1);
        return output;
    };
    const auto says = [](const std::string& text, std::string_view what) {
        CAPTURE(text);
        CHECK(text.find(what) != std::string::npos);
    };
    const std::string demo = "samples/demo.toml";
    says(refusal({"--deterministic", "a", "--seed", demo, "--listen", "0.0.0.0:0"}, "[server]\nbehind_proxy = true\n"),
         "a deterministic service listens on loopback only, and 0.0.0.0:0 is for others too");
    says(refusal({"--deterministic", "a"}), "--deterministic needs --seed FILE.toml");
    says(refusal({"--deterministic", "a b", "--seed", demo}), "a word of 1 to 64 letters");
    says(refusal({"--deterministic", "a", "--seed", demo, "--now", "2026-01-01T00:00:00"}), "--now must be a time");
    says(refusal({"--deterministic", "a", "--seed", demo, "--db", "users.db"}), "keeps its data in a place of its own");
    says(refusal({"--deterministic", "a", "--seed", "none.toml"}), "none.toml: cannot be read");
    says(refusal({"--now", "2026-01-01T00:00:00Z"}), "--now goes with --deterministic SEED only");
    says(refusal({"--seed", demo}), "--seed goes with --deterministic SEED only");
}
