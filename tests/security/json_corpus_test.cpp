// The JSON corpus: every text of tests/security/json goes through the guard, another strict parser (nlohmann), and as a
// body into the WebAPI; what is refused changes nothing.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "adapters/json/guard.hpp"
#include "support/corpus.hpp"
#include "support/gateway_fixture.hpp"

using namespace uag;
using namespace uag::test;

namespace {

bool guard_accepts(std::string text) {
    json::Body body;
    return body.parse(text, JsonLimits{}).has_value();
}

}  // namespace

TEST_CASE("what the guard accepts, a strict parser accepts too") {
    const std::vector<CorpusCase> cases = read_corpus_folder("security/json");
    CHECK(cases.size() >= 150);
    for (const CorpusCase& c : cases) {
        CAPTURE(c.where);
        CAPTURE(c.name);
        const bool accepted = c.one("expect") == "accepted";
        REQUIRE((accepted || c.one("expect") == "refused"));
        CHECK(guard_accepts(c.bytes) == accepted);
        if (accepted && c.one("lax").empty()) CHECK(nlohmann::json::accept(c.bytes));
    }
}

TEST_CASE("a refused text is a 400 that quotes nothing, and nothing changes") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", "Adm0-demo-only");
    REQUIRE_FALSE(ticket.empty());
    const std::string before = gateway.dump();
    for (const CorpusCase& c : read_corpus_folder("security/json")) {
        CAPTURE(c.where);
        CAPTURE(c.name);
        const HttpReply reply = gateway.rest("SetFunctionalRights", "SoTicket " + ticket, c.bytes);
        if (c.bytes.empty() || c.one("expect") == "accepted") {
            CHECK(reply.status >= 400);
            continue;
        }
        CHECK(reply.status == 400);
        // What begins like UTF-16 is read as that, and is no text of this operation.
        if (c.bytes.starts_with("\xFF\xFE")) continue;
        CHECK(reply.body.starts_with("{\"Error\":true,\"ErrorType\":\"ArgumentException\",\"Message\":\"The "));
        CHECK(reply.body.find("body cannot be read: ") != std::string::npos);
    }
    CHECK(gateway.dump() == before);
}
