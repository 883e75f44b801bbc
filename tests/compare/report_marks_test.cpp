// Where the members of a raw body stand, however it is written or broken; and the line that sends a request again, as a
// shell reads it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/compare/body_outline.hpp"
#include "server/compare/curl_line.hpp"
#include "server/compare/html_text.hpp"
#include "support/program.hpp"

namespace uag::compare {
namespace {

// What a path leads to, in brackets where only something of it is there.
std::string marked(std::string_view body, std::string_view path) {
    const BodyOutline outline(body);
    const BodyOutline::Found found = outline.find(path);
    if (found.node == nullptr) return {};
    std::string text(body.substr(found.node->begin, found.node->end - found.node->begin));
    return found.is_whole
               ? text
               : '(' + std::string(body.substr(found.node->begin, found.node->head_end - found.node->begin)) + ')';
}

std::vector<std::string> as_bash_reads(const std::string& line) {
    const std::string script =
        "export SECRET_00112233aabb='p\"a$s\\s'\n"
        "curl() { for one in \"$@\"; do case $one in @/dev/fd/*) printf @; cat \"${one#@}\";; /dev/fd/*) cat "
        "\"$one\";; "
        "*) printf %s \"$one\";; esac; printf '\\1'; done; }\n" +
        line;
    std::string output;
    REQUIRE(test::run_program({"bash", "-c", script}, output) == 0);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < output.size();) {
        const std::size_t end = output.find('\1', at);
        words.push_back(output.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

}  // namespace

TEST_CASE("a path leads to its member in SOAP, in the WebAPI's XML and in JSON") {
    const std::string soap =
        "<?xml version=\"1.0\"?><!-- > --><s:Envelope "
        "xmlns:s='a>b'><s:Header><h:Succeeded>true</h:Succeeded></s:Header>"
        "<s:Body><GetUserResponse><Response><Name>A</Name><Person><Email/></Person><Groups><G><Id>1</Id></G>"
        "<G><Id>2</Id></G></Groups><Fields><P><Key>x&amp;y</Key><Value>v</Value></P></Fields></Response>"
        "</GetUserResponse></s:Body></s:Envelope>";
    CHECK(marked(soap, "GetUser.Name") == "<Name>A</Name>");
    CHECK(marked(soap, "GetUser.Person.Email") == "<Email/>");
    CHECK(marked(soap, "GetUser.Groups[1].Id") == "<Id>2</Id>");
    CHECK(marked(soap, "GetUser.Groups[2].Id") == "(<Groups>)");
    CHECK(marked(soap, "GetUser.Fields[\"x&y\"]") == "<P><Key>x&amp;y</Key><Value>v</Value></P>");
    CHECK(marked(soap, "GetUser.Missing") == "(<Response>)");
    CHECK(marked(soap, "GetUser").starts_with("<Response>"));
    CHECK(marked(soap, "$succeeded") == "<h:Succeeded>true</h:Succeeded>");
    CHECK(marked(soap, "$findings.Header.Succeeded") == "<h:Succeeded>true</h:Succeeded>");
    CHECK(marked(soap, "$findings.GetUserResponse.Person.Email") == "<Email/>");
    CHECK(marked(soap, "$findings.Content-Type").empty());
    CHECK(marked(soap, "$status").empty());

    const std::string xml = "<User><Name>A</Name><Groups><Group><Id>1</Id></Group></Groups></User>";
    CHECK(marked(xml, "GetUser.Name") == "<Name>A</Name>");
    CHECK(marked(xml, "GetUser.Groups[0].Id") == "<Id>1</Id>");

    const std::string json =
        R"( {"Name":"A, \"}","Person":{"Email":null},"Groups":[{"Id":1},{"Id" : 2}],"Fields":{"x&y":"v"},"Last":-1.5e3})";
    CHECK(marked(json, "GetUser.Name") == R"("Name":"A, \"}")");
    CHECK(marked(json, "GetUser.Person.Email") == R"("Email":null)");
    CHECK(marked(json, "GetUser.Groups[1].Id") == R"("Id" : 2)");
    CHECK(marked(json, "GetUser.Groups[2].Id") == R"(("Groups":[))");
    CHECK(marked(json, "GetUser.Fields[\"x&y\"]") == R"("x&y":"v")");
    CHECK(marked(json, "GetUser.Last") == R"("Last":-1.5e3)");
    CHECK(marked("[[1,2],[3]]", "GetLists[1][0]") == "3");

    const std::string fault =
        "<s:Envelope><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>No</faultstring>"
        "</s:Fault></s:Body></s:Envelope>";
    CHECK(marked(fault, "$fault.code") == "<faultcode>s:Client</faultcode>");
    CHECK(marked(fault, "$outcome.message") == "<faultstring>No</faultstring>");
}

TEST_CASE("an outline of what is broken ends in time, and within the body") {
    std::string deep;
    for (int i = 0; i < 8000; ++i) deep += "<a>";
    std::string brackets(30'000, '[');
    for (const std::string& body :
         {std::string("<"), std::string("<a"), std::string("</a>"), std::string("<a></b></c><d"), std::string("<!--"),
          std::string("<![CDATA["), std::string("{"), std::string("{\""), std::string("{\"a"), std::string("{\"a\":"),
          std::string("{\"a\":\"\\"), std::string("[}]"), std::string("{]}"), std::string("{a:1}"), std::string("[,,,"),
          std::string("plain"), std::string(), deep, brackets}) {
        const BodyOutline outline(body);
        for (const OutlineNode& node : outline.nodes()) {
            CHECK(node.begin <= node.end);
            CHECK(node.end <= body.size());
            CHECK(node.head_end <= body.size());
            CHECK(node.tail <= body.size());
        }
        marked(body, "GetUser.Person[3][\"k\"].Email");
    }
}

TEST_CASE("nothing in the page is unseen") {
    std::string out;
    append_seen(out, "a<b>\"&\r\x1B\xE2\x80\xAE\xFF\xC3\n\tz");
    CHECK(out == "a&lt;b&gt;\"&amp;<i>U+000D</i><i>U+001B</i><i>U+202E</i><i>\\xFF</i><i>\\xC3</i>\n\tz");
}

TEST_CASE("the line that sends a request again says to curl what was sent, whatever it is") {
    const std::string body = "it's `id` $(id) $HOME \\ \"quoted\"\n!history * ? [a] {a,b}\ttab";
    const KeptMessage plain{
        "POST /api/v1/Agents/User/SaveUser?a=%20&b=[1] HTTP/1.1",
        {{"Host", "x"}, {"Content-Type", "text/plain; a='b'"}, {"Content-Length", "5"}, {"Empty", ""}},
        body};
    const std::vector<std::string> expected{"-sS",
                                            "-i",
                                            "--globoff",
                                            "--path-as-is",
                                            "-X",
                                            "POST",
                                            "-H",
                                            "Content-Type: text/plain; a='b'",
                                            "-H",
                                            "Empty;",
                                            "-H",
                                            "Accept:",
                                            "-H",
                                            "Expect:",
                                            "--data-raw",
                                            body,
                                            "https://a.example:1/api/v1/Agents/User/SaveUser?a=%20&b=[1]"};
    CHECK(as_bash_reads(curl_line("https://a.example:1/prefix", plain)) == expected);

    KeptMessage odd = plain;
    odd.body = "\x02\x1B[2J\xFF'\\'\xE2\x80\xAE";
    CHECK(as_bash_reads(curl_line("https://a.example:1", odd))[15] == odd.body);
}

TEST_CASE("secrets are variables, and stand in no argument of a process") {
    const KeptMessage request{"GET /x?token=secret:00112233aabb HTTP/1.1",
                              {{"Authorization", "Bearer secret:00112233aabb"}, {"Accept", "a/b"}},
                              {}};
    const std::string line = curl_line("http://a", request);
    const std::vector<std::string> words = as_bash_reads(line);
    const std::vector<std::string> expected{"-sS", "-i",          "--globoff", "--path-as-is",
                                            "-X",  "GET",         "-H",        "@Authorization: Bearer p\"a$s\\s",
                                            "-H",  "Accept: a/b", "-K",        "url = \"http://a/x?token=p\"a$s\\s\""};
    CHECK(words == expected);
    CHECK(line.find("secret:") == line.npos);

    KeptMessage with_body = request;
    with_body.start = "POST /x HTTP/1.1";
    with_body.body = "{\"Password\":\"secret:00112233aabb\"}";
    const std::vector<std::string> all = as_bash_reads(curl_line("http://a", with_body));
    CHECK(all[all.size() - 2] == "@{\"Password\":\"p\"a$s\\s\"}");
    CHECK(all.back() == "http://a/x");
}

TEST_CASE("there is no line for what is not there as a whole") {
    KeptMessage request{"POST /x HTTP/1.1", {}, "x"};
    CHECK_FALSE(curl_line("http://a", request).empty());
    request.left_off = 1;
    CHECK(curl_line("http://a", request).empty());
    request = {"POST /x HTTP/1.1", {}, std::string("a\0b", 3)};
    CHECK(curl_line("http://a", request).empty());
    request = {"", {}, ""};
    CHECK(curl_line("http://a", request).empty());
}

}  // namespace uag::compare
