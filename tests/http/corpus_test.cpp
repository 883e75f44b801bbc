// The raw-socket corpus: each case of tests/http/*.txt on a connection of its own to the real program. Behind the bytes
// of a case comes a request that must not be answered when the case says that the connection ends.
#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "support/corpus.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"

using namespace uag::test;

namespace {

constexpr const char* smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

// "400", "200 head" (an answer without body), and "close" or "open" at the end of the last.
struct Expected {
    int status = 0;
    bool head_only = false;
    bool closes = false;
};

std::vector<Expected> expected_of(const CorpusCase& c) {
    std::vector<Expected> all;
    for (const std::string& line : c.all("expect")) {
        std::istringstream words(line);
        Expected expected;
        words >> expected.status;
        for (std::string word; words >> word;) {
            REQUIRE_MESSAGE((word == "close" || word == "head"), c.where);
            (word == "close" ? expected.closes : expected.head_only) = true;
        }
        REQUIRE_MESSAGE(expected.status >= 100, c.where);
        all.push_back(expected);
    }
    REQUIRE_MESSAGE(!all.empty(), c.where);
    return all;
}

// "field: Name = value": the answer's field is that; an empty value: there is none.
void check_fields(const CorpusCase& c, const HttpAnswer& answer) {
    for (const std::string& line : c.all("field")) {
        const std::size_t sign = line.find(" =");
        REQUIRE_MESSAGE(sign != std::string::npos, c.where);
        const std::string value = sign + 3 <= line.size() ? line.substr(sign + 3) : std::string();
        CHECK(answer.field(line.substr(0, sign)) == value);
    }
    for (const std::string& part : c.all("body")) CHECK(answer.body.find(part) != std::string::npos);
}

void play(const CorpusCase& c, std::uint16_t port) {
    CAPTURE(c.where);
    CAPTURE(c.name);
    const std::vector<Expected> expected = expected_of(c);
    const bool closes = expected.back().closes;
    HttpClient client(port);
    client.send(c.bytes);
    if (c.one("then") != "nothing") client.send(smuggled);
    if (c.one("then") == "nothing") client.finish_sending();
    for (const Expected& one : expected) {
        const auto answer = client.receive(!one.head_only && one.status != 100);
        REQUIRE(answer);
        CHECK(answer->status == one.status);
        if (one.status != 100) CHECK_FALSE(answer->field("X-Request-Id").empty());
        if (&one == &expected.back()) check_fields(c, *answer);
    }
    if (closes) {
        CHECK(client.closed());
        return;
    }
    if (c.one("then") == "nothing") return;
    const auto next = client.receive();
    REQUIRE(next);
    CHECK(next->status == 404);
    CHECK(next->body.find("There is nothing at this address.") != std::string::npos);
}

}  // namespace

TEST_CASE("the corpus of raw requests") {
    const std::vector<CorpusCase> cases = read_corpus_folder("http");
    CHECK(cases.size() >= 150);
    std::set<std::string> names;
    GatewayProcess gateway;
    for (const CorpusCase& c : cases) {
        CHECK_MESSAGE(names.insert(c.name).second, c.where);
        play(c, gateway.port());
    }
    CHECK(gateway.terminate() == 0);
}
