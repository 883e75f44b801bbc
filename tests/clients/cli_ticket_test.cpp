// `useragentd ticket …` beside a running service, which notices what has ended.
#include <algorithm>
#include <chrono>

#include "clients/cli.hpp"

using namespace uag;
using namespace uag::test;

namespace {

/// A new access token, by Basic.
std::string token(const GatewayProcess& gateway, const std::string& name, const std::string& password) {
    const HttpAnswer answer =
        converse(gateway.port(), post("/api/v1/Agents/User/GetAccessToken", "application/json",
                                      R"({"AppToken":"","IncludeCsSession":false})",
                                      "Authorization: Basic " + base64_encode(name + ':' + password) + "\r\n"));
    REQUIRE(answer.status == 200);
    rapidjson::Document text;
    text.Parse(answer.body.c_str());
    REQUIRE(text.IsString());
    return text.GetString();
}

int status_of(const GatewayProcess& gateway, const std::string& token) {
    return converse(gateway.port(), get("/api/v1/User/currentPrincipal", "Authorization: Bearer " + token + "\r\n"))
        .status;
}

/// Whether the service refuses the token before long: it asks the database what changed four times a second.
bool ends(const GatewayProcess& gateway, const std::string& token) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < deadline)
        if (status_of(gateway, token) == 401) return true;
    return false;
}

struct Beside {
    GatewayProcess gateway;

    Run operator()(std::vector<std::string> line) const {
        line.insert(line.end(), {"--db", gateway.database()});
        return run(line);
    }
    rapidjson::Document list(std::vector<std::string> options = {}) const {
        options.insert(options.begin(), {"ticket", "list", "--json"});
        const Run printed = (*this)(options);
        INFO(printed.output);
        REQUIRE(printed.code == 0);
        rapidjson::Document sessions;
        sessions.Parse(printed.output.c_str());
        REQUIRE(sessions.IsArray());
        return sessions;
    }
};

}  // namespace

TEST_CASE("tickets are listed without being told") {
    const Beside beside;
    const std::string secret = token(beside.gateway, "tje0", "Tje0");
    token(beside.gateway, "ext0", "Ext0-demo-only");
    const rapidjson::Document sessions = beside.list();
    REQUIRE(sessions.Size() == 2);
    const rapidjson::Document own = beside.list({"--user", "tje0"});
    REQUIRE(own.Size() == 1);
    CHECK(text_of(own[0], "associate") == "tje0");
    CHECK(text_of(own[0], "kind") == "token");
    CHECK(text_of(own[0], "source") == "127.0.0.1");
    CHECK(text_of(own[0], "key").size() == 12);
    CHECK(text_of(own[0], "expires").ends_with("Z"));
    CHECK(text_of(own[0], "key") == hex_encode(sha256(secret)).substr(0, 12));
    for (const Run& printed : {beside({"ticket", "list"}), beside({"ticket", "list", "--json"})}) {
        CHECK(printed.code == 0);
        CHECK_FALSE(contains(printed.output, secret.substr(3)));
        CHECK_FALSE(contains(printed.output, "8A:"));
    }
    CHECK(is_refusal(beside({"ticket", "list", "--user", "nobody"})));
}

TEST_CASE("one ticket is revoked by its first digits, and the service notices") {
    const Beside beside;
    const std::string first = token(beside.gateway, "tje0", "Tje0");
    const std::string second = token(beside.gateway, "tje0", "Tje0");
    REQUIRE(status_of(beside.gateway, first) == 200);
    std::string key = hex_encode(sha256(first)).substr(0, 12);
    std::ranges::transform(key, key.begin(),
                           [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
    const Run revoked = beside({"ticket", "revoke", key});
    CAPTURE(revoked.output);
    REQUIRE(revoked.code == 0);
    CHECK(revoked.output == "1 ticket or token ended\n");
    CHECK(ends(beside.gateway, first));
    CHECK(status_of(beside.gateway, second) == 200);
    CHECK(is_refusal(beside({"ticket", "revoke", key})));
    for (const char* bad : {"12345", "zzzzzzzz", "00000000000%", "000000000000"})
        CHECK(is_refusal(beside({"ticket", "revoke", bad})));
    CHECK(is_refusal(beside({"ticket", "revoke"})));
    CHECK(beside.list().Size() == 1);
}

TEST_CASE("all tickets of one associate, or of everybody, are revoked") {
    const Beside beside;
    const std::string first = token(beside.gateway, "tje0", "Tje0");
    token(beside.gateway, "tje0", "Tje0");
    const std::string other = token(beside.gateway, "ext0", "Ext0-demo-only");
    CHECK(beside({"ticket", "revoke", "--user", "tina.employee"}).output == "2 tickets and tokens ended\n");
    CHECK(ends(beside.gateway, first));
    CHECK(status_of(beside.gateway, other) == 200);
    CHECK(beside({"ticket", "revoke", "--user", "tje0"}).output == "0 tickets and tokens ended\n");
    CHECK(beside({"ticket", "revoke", "--all"}).output == "1 ticket or token ended\n");
    CHECK(ends(beside.gateway, other));
    CHECK(beside({"ticket", "revoke", "--all"}).code == 0);
    CHECK(beside.list().Size() == 0);
    CHECK(is_refusal(beside({"ticket", "revoke", "--user", "nobody"})));
    CHECK(contains(beside({"audit", "--operation", "ticket revoke", "--subject", "tje0"}).output, "2 sessions ended"));
}
