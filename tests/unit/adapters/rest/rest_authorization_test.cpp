// The Authorization header: what each form yields, and that nothing malformed gets through.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/rest/authorization.hpp"
#include "core/base/encoding.hpp"

using namespace uag;
using Shown = Evidence::Kind;
using namespace std::string_literals;

namespace {

std::string basic(std::string_view credentials) { return "Basic " + base64_encode(credentials); }

}  // namespace

TEST_CASE("accepted forms") {
    struct Row {
        std::string header;
        Shown kind;
        const char* user;
        const char* secret;
    };
    const std::vector<Row> rows{
        {"", Shown::none, "", ""},
        {"Basic dGplMDpUamUw", Shown::basic, "tje0", "Tje0"},
        {"basic dGplMDpUamUw", Shown::basic, "tje0", "Tje0"},
        {"BASIC   dGplMDpUamUw", Shown::basic, "tje0", "Tje0"},
        {basic("adm0:"), Shown::basic, "adm0", ""},
        {basic("a:b:c"), Shown::basic, "a", "b:c"},
        {basic("adm0@example.com: p w "), Shown::basic, "adm0@example.com", " p w "},
        {"Basic w5jDhjp4OnDDpTpzcyJ3w7bigqw=", Shown::basic, "\xC3\x98\xC3\x86",
         "x:p\xC3\xA5:ss\"w\xC3\xB6\xE2\x82\xAC"},
        // Shells cut the padding off, Java and old .NET take Latin-1: what is not UTF-8 is windows-1252.
        {"Basic dGplMDpUamU", Shown::basic, "tje0", "Tje"},
        {"Basic dGplMDpUag", Shown::basic, "tje0", "Tj"},
        {"Basic N1Q6TUFBM0FHWUFNUT09Og", Shown::ticket, "", "7T:MAA3AGYAMQ=="},
        {basic("bj\xF8rn:p\xE5ss"), Shown::basic, "bj\xC3\xB8rn", "p\xC3\xA5ss"},
        {basic("a:\xC3\xA5"), Shown::basic, "a", "\xC3\xA5"},
        {basic("a:\xC3"), Shown::basic, "a", "\xC3\x83"},
        {basic("\xFF:b"), Shown::basic, "\xC3\xBF", "b"},
        {basic("a:\xC0\x80"), Shown::basic, "a", "\xC3\x80\xE2\x82\xAC"},
        {"SOTicket 7T:MAA3AGYAMQ==", Shown::ticket, "", "7T:MAA3AGYAMQ=="},
        {"SoTicket 7T:MAA3AGYAMQ==", Shown::ticket, "", "7T:MAA3AGYAMQ=="},
        {"soticket 7A:adasd==", Shown::ticket, "", "7A:adasd=="},
        {"SOTICKET anything", Shown::ticket, "", "anything"},
        {"Bearer 8A:Cust12345.abc==", Shown::bearer, "", "8A:Cust12345.abc=="},
        {"bearer 8A:x", Shown::bearer, "", "8A:x"},
        {"7T:MAA3AGYAMQ==", Shown::ticket, "", "7T:MAA3AGYAMQ=="},
        {"Basic 7T:MAA3AGYAMQ==", Shown::ticket, "", "7T:MAA3AGYAMQ=="},
        {basic("7T:MAA3AGYAMQ==:"), Shown::ticket, "", "7T:MAA3AGYAMQ=="},
        {basic("7T:MAA3AGYAMQ==:some password"), Shown::ticket, "", "7T:MAA3AGYAMQ=="},
        {basic("7T:MAA3AGYAMQ=="), Shown::ticket, "", "7T:MAA3AGYAMQ=="}};
    for (const auto& [header, kind, user, secret] : rows) {
        CAPTURE(header);
        const auto evidence = rest::parse_authorization(header);
        REQUIRE(evidence.has_value());
        CHECK(evidence->kind == kind);
        CHECK(evidence->user_name == user);
        CHECK(evidence->secret.reveal() == secret);
    }
}

TEST_CASE("refused forms: 401, and no piece of them in the text") {
    const std::vector<std::string> rows{"Basic",
                                        "Basic ",
                                        "Basic =",
                                        "Basic hunter2",
                                        "Basic dGplMDpUamUw=",
                                        "Basic dGplMDpUa",
                                        "Basic dGplMDpUag=",
                                        "Basic dGpl MDpUamUw",
                                        "Basic dGplMDpUamUw x",
                                        "Basic YWrtMdo=",
                                        basic("nocolon"),
                                        basic(""),
                                        basic(":"),
                                        basic(":secret"),
                                        basic("a\0b:c"s),
                                        basic("a:b\nc"),
                                        basic("a:b\x7F"),
                                        basic("a:\x81"),
                                        basic("a\x9D:b"),
                                        basic("a:\xFF\n"),
                                        "Basic\tdGplMDpUamUw",
                                        "Basic,dGplMDpUamUw",
                                        "dGplMDpUamUw",
                                        "SoTicket",
                                        "SoTicket ",
                                        "SoTicket a b",
                                        "SoTicket a\tb",
                                        "Bearer",
                                        "Bearer ",
                                        "Bearer a b",
                                        "Bearer \xC3\xA5",
                                        "Negotiate YII",
                                        "Digest username=\"x\"",
                                        "NTLM x",
                                        "hunter2 x",
                                        "7T:a b",
                                        "Basic 7T:a b",
                                        "8A:abc",
                                        " Basic dGplMDpUamUw",
                                        basic("7T:a b:"),
                                        basic("a:" + std::string(4096, 'x')),
                                        "SoTicket " + std::string(4096, 'x')};
    for (const std::string& header : rows) {
        CAPTURE(header);
        const auto evidence = rest::parse_authorization(header);
        REQUIRE(evidence.has_error());
        CHECK(evidence.error().code == errc::session);
        CHECK(evidence.error().public_text.english().find("hunter2") == std::string::npos);
        CHECK(evidence.error().detail.find("hunter2") == std::string::npos);
    }
}
