// The XML corpus: every document of tests/security/xml goes through the guard, a strict parser (libxml2), the parser
// that we use, and as a body into both protocols; what is refused changes nothing.
#include <doctest/doctest.h>
#include <libxml/parser.h>

#include <memory>
#include <pugixml.hpp>
#include <vector>

#include "adapters/xml/encoding.hpp"
#include "adapters/xml/guard.hpp"
#include "support/corpus.hpp"
#include "support/gateway_fixture.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr const char* soap_path = "/Remote/Services88/User.svc";
constexpr const char* rest_path = "/api/v1/Agents/User/SaveUser";

bool libxml_accepts(const std::string& document) {
    constexpr int quiet = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> parsed(
        xmlReadMemory(document.data(), static_cast<int>(document.size()), nullptr, "UTF-8", quiet), xmlFreeDoc);
    return parsed != nullptr;
}

bool pugixml_accepts(const std::string& document) {
    pugi::xml_document parsed;
    const std::size_t mark = document.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    return static_cast<bool>(
        parsed.load_buffer(document.data() + mark, document.size() - mark, pugi::parse_default, pugi::encoding_utf8));
}

}  // namespace

TEST_CASE("what the guard accepts, a strict parser accepts too") {
    const std::vector<CorpusCase> cases = read_corpus_folder("security/xml");
    CHECK(cases.size() >= 120);
    for (const CorpusCase& c : cases) {
        CAPTURE(c.where);
        CAPTURE(c.name);
        std::string bytes = c.bytes;
        std::string storage;
        const auto utf8 = xml::to_utf8(bytes, Charset::unstated, storage);
        if (!utf8.has_value()) {
            CHECK(utf8.error().text.english() == c.one("expect"));
            continue;
        }
        const std::string document(utf8->data(), utf8->size());
        const auto verdict = xml::guard(document);
        CHECK((verdict.has_value() ? "accepted" : verdict.error().text.english()) == c.one("expect"));
        if (!verdict.has_value()) continue;
        CHECK(libxml_accepts(document));
        CHECK(pugixml_accepts(document));
    }
}

TEST_CASE("a refused document is answered in the caller's protocol, and nothing changes") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", "Adm0-demo-only");
    REQUIRE_FALSE(ticket.empty());
    const std::string before = gateway.dump();
    for (const CorpusCase& c : read_corpus_folder("security/xml")) {
        CAPTURE(c.where);
        CAPTURE(c.name);
        const HttpReply soap = gateway.send("POST", soap_path, {{"Content-Type", "text/xml"}}, c.bytes);
        CHECK(soap.status == 500);
        CHECK(contains(soap.body, c.bytes.empty() || c.one("expect") != "accepted" ? ">s:Client<" : "<s:Fault>"));
        const HttpReply rest = gateway.send(
            "POST", rest_path, {{"Content-Type", "text/xml"}, {"Authorization", "SoTicket " + ticket}}, c.bytes);
        CHECK(rest.status == 400);
        CHECK(contains(rest.body, "\"Error\":true"));
        if (c.bytes.empty() || c.one("expect") == "accepted") continue;
        CHECK(contains(soap.body, "at byte "));
        CHECK(contains(rest.body, "cannot be read: "));
    }
    CHECK(gateway.dump() == before);
}
