// Secrets that are known are found however they are spelled, and those that a name tells wherever others put them.
#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "adapters/compare/masks.hpp"
#include "core/base/encoding.hpp"

namespace uag::compare {
namespace {

constexpr std::string_view spelled_canary = "CnRy4711qZx";

struct Learned {
    Pseudonyms pseudonyms{Secret(std::string_view("a key of the test"))};
    Masks masks{pseudonyms};
    std::string mask;

    explicit Learned(std::string_view secret) : mask(pseudonyms.of(secret)) { pseudonyms.learn(secret); }
};

// A form of it that keeps nothing of the canary.
struct Placed {
    std::string_view content_type;
    std::string_view before;
    std::string_view behind;
};

std::string spelled_text(std::string_view text) {
    const Pseudonyms pseudonyms(Secret(std::string_view("a key of the test")));
    return Masks(pseudonyms).text(text);
}

}  // namespace

TEST_CASE("masks: a learned secret is found in every mixture of escapes, and nothing of it is left") {
    const std::string secret = "Zq<&>\xC3\xA9 9+/=\"CnRy'\xC3\xBC";
    Learned known(secret);
    for (const std::string_view form : {
             R"(Zq\u003c\u0026\u003e\u00e9 9\u002b/=\"CnRy\u0027ü)",
             R"(Zq\u003C\u0026>é 9+\/=\u0022CnRy'\u00FC)",
             R"(\u005aq<&>\u00e9\u00209+/\u003d\"CnRy'\u00fc)",
             R"(Zq\\u003c&\\u003eé 9+\\/=\\\"CnRy'ü)",
             R"(Zq\x3c\x26\x3e\xe9 9+/=\"CnRy\'ü)",
             R"(Zq&lt;&amp;>é 9+/="CnRy'ü)",
             R"(Zq&lt;&amp;&gt;é 9+/=&quot;CnRy&apos;ü)",
             R"(Zq&#60;&#38;&#62;&#233; 9&#43;&#47;&#61;&#34;CnRy&#39;&#252;)",
             R"(&#x5A;&#x71;&#x3C;&#x26;&#x3E;&#xE9;&#x20;&#x39;&#x2b;/=&#x22;&#x43;nRy&#x27;&#XFC;)",
             R"(Zq&lt;&amp;&gt;&eacute; 9&plus;&sol;&equals;&quot;CnRy&#39;&uuml;)",
             R"(Zq&amp;lt;&amp;amp;&amp;gt;&amp;#233; 9+/=&amp;quot;CnRy'ü)",
             R"(Zq&lt;&amp;>é 9<!-- here -->+/="CnRy'ü)",
             R"(Zq&lt;<!----><?x y?>&amp;>é 9+/="CnRy'ü)",
             "Zq%3C%26%3E%C3%A9%209%2B%2F%3D%22CnRy%27%C3%BC",
             "Zq%3c%26%3e%c3%a9+9%2b%2f%3d%22CnRy%27%c3%bc",
             "Zq%3C%26%3E%C3%A9%209+/=%22CnRy'%C3%BC",
             "Zq%253C%2526%253E%25C3%25A9%25209%252B%252F%253D%2522CnRy%2527%25C3%25BC",
             "Zq<&>\xE9 9+/=\"CnRy'\xFC",
         })
        CHECK(known.pseudonyms.scrubbed("[" + std::string(form) + "] Zq") == "[" + known.mask + "] Zq");
    // What a piece of CDATA has begun is still begun behind it.
    CHECK(known.pseudonyms.scrubbed("<m><![CDATA[Zq<&>]]>é 9<![CDATA[+/=\"CnRy'ü]]></m>") ==
          "<m><![CDATA[" + known.mask + "]]></m>");
    CHECK(known.pseudonyms.scrubbed("<m>Zq&lt;<![CDATA[&>é 9+/=\"CnRy'ü.]]></m>") ==
          "<m>" + known.mask + "<![CDATA[.]]></m>");
    CHECK(known.pseudonyms.scrubbed("<m><![CDATA[Zq<&>]]>é 9+/=\"CnRy'ü</m>") ==
          "<m><![CDATA[" + known.mask + "]]></m>");
    // What is nearly it stays.
    for (const std::string near :
         {R"(Zq\u003c\u0026\u003e\u00e8 9+/=\"CnRy'ü)", R"(Zq&lt;&amp;)", R"(\u005)", "%5", "&#"})
        CHECK(known.pseudonyms.scrubbed(near) == near);
}

TEST_CASE("masks: secrets that look like escapes are found as they are and escaped") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> rows{
        {R"(\\\\\\\\\\)", {R"(\\\\\\\\\\)", R"(\\\\\\\\\\\\\\\\\\\\)"}},
        {R"(a\nb\u0041c)", {R"(a\nb\u0041c)", R"(a\\nb\\u0041c)"}},
        {"a&amp;b%41+c", {"a&amp;b%41+c", "a&amp;amp;b%41+c", "a%26amp%3Bb%2541%2Bc"}},
        {"%25%25%25", {"%25%25%25", "%2525%2525%2525"}},
        {"<!-- x --> ", {"<!-- x --> ", "&lt;!-- x --&gt; "}},
    };
    for (const auto& [secret, forms] : rows) {
        Learned known(secret);
        for (const std::string& form : forms)
            CHECK(known.pseudonyms.scrubbed("[" + form + "]") == "[" + known.mask + "]");
    }
}

TEST_CASE("masks: base64 behind anything, base64url, without padding, and hexadecimal of a learned secret are found") {
    const std::string secret = "Zq~?>\xC3\xA9 9+/CnRy";
    Learned known(secret);
    for (const std::string user : {"", "x", "xy", "ADM0:", "me:", "someone:"})
        for (const std::string behind : {"", "!", "!!"})
            for (const std::string& said : {secret, std::string("Zq~?>\xE9 9+/CnRy")})
                for (const bool is_url : {false, true})
                    for (const bool is_padded : {false, true}) {
                        std::string form = base64_encode(user + said + behind);
                        if (is_url) std::ranges::replace(form, '+', '-'), std::ranges::replace(form, '/', '_');
                        if (!is_padded) form.resize(std::min(form.find('='), form.size()));
                        const std::string kept = known.masks.field("X-Echo", "Basic " + form);
                        CHECK(kept.find(known.mask) != std::string::npos);
                        // The user, and what of a character the secret has no part in.
                        CHECK(kept.size() <= 6 + known.mask.size() + (user.size() + behind.size()) * 4 / 3 + 5);
                        if (user.empty() && behind.empty()) CHECK(kept == "Basic " + known.mask);
                    }
    const std::string hex = hex_encode(std::as_bytes(std::span(secret.data(), secret.size())));
    CHECK(known.pseudonyms.scrubbed("0x" + hex) == "0x" + known.mask);
    std::string upper = hex;
    for (char& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
    CHECK(known.pseudonyms.scrubbed(upper + ".") == known.mask + ".");
}

TEST_CASE("masks: base64 of UTF-16 and other normal forms of a learned secret are found") {
    const std::string secret = "Gro\xC3\x9F\xC3\xA9 \xEF\xAC\x81 CnRy4711";  // é composed, the ligature fi
    Learned known(secret);
    const auto wide = [](std::string_view ascii, bool is_big) {
        std::string out;
        for (const char c : ascii) is_big ? (out += '\0') += c : (out += c) += '\0';
        return out;
    };
    Learned plain("Zq~?>9+/CnRy");
    for (const bool is_big : {false, true})
        for (const std::string user : {"", "x:", "someone:"}) {
            const std::string form = base64_encode(wide(user + "Zq~?>9+/CnRy", is_big));
            const std::string kept = plain.masks.field("X-Echo", form);
            CHECK_MESSAGE(kept.find(plain.mask) != std::string::npos, kept);
        }
    const std::string decomposed =
        "Gro\xC3\x9F"
        "e\xCC\x81 \xEF\xAC\x81 CnRy4711";
    const std::string compatible = "Gro\xC3\x9F\xC3\xA9 fi CnRy4711";
    const std::string compatible_decomposed =
        "Gro\xC3\x9F"
        "e\xCC\x81 fi CnRy4711";
    for (const std::string& form : {secret, decomposed, compatible, compatible_decomposed}) {
        CHECK(known.pseudonyms.scrubbed("[" + form + "]") == "[" + known.mask + "]");
        CHECK(known.masks.field("X-Echo", "Basic " + base64_encode(form)) == "Basic " + known.mask);
        const std::string hex = hex_encode(std::as_bytes(std::span(form.data(), form.size())));
        CHECK(known.pseudonyms.scrubbed(hex) == known.mask);
    }
}

TEST_CASE("masks: a short password is found with its user, as Basic has them") {
    Pseudonyms known(Secret(std::string_view("a key of the test")));
    known.learn_password("someone", "short");
    CHECK(known.scrubbed("Basic " + base64_encode("someone:short")) == "Basic " + known.of("someone:short"));
    CHECK(known.scrubbed("It was short.") == "It was short.");
    known.learn_password("someone", "long enough");
    CHECK(known.scrubbed("someone:long enough") == "someone:" + known.of("long enough"));
}

TEST_CASE("masks: ten thousand learned secrets and a text full of escapes take a time that a test has") {
    Pseudonyms known(Secret(std::string_view("a key of the test")));
    for (int i = 0; i < 10'000; ++i) known.learn("7T:" + std::to_string(i * 7919) + "\\\\<&%+ abc");
    std::string text;
    for (int i = 0; i < 2'000; ++i) text += R"(7T:\\&amp;%25+<!--]]>\u003c)";
    CHECK(known.scrubbed(text) == text);
}

TEST_CASE("masks: what is named after keys, tokens and the like is masked wherever others put it") {
    const Pseudonyms pseudonyms(Secret(std::string_view("a key of the test")));
    const Masks masks(pseudonyms);
    const std::string canary(spelled_canary);
    const std::string mask = pseudonyms.of(canary);

    for (const std::string_view name :
         {"X-Api-Key", "Api-Key", "ApiKey", "Ocp-Apim-Subscription-Key", "X-Key", "X-JWT-Assertion", "X-Signature",
          "X-Auth", "X-Session-Id", "JSESSIONID", "X-Access-Key", "X-Amz-Security-Token", "X-Credentials"})
        CHECK(masks.field(name, canary) == mask);
    for (const std::string_view name : {"Keep-Alive", "Accept", "X-Monkey", "Content-Length", "WWW-Authenticate"})
        CHECK(masks.field(name, canary) == canary);
    for (const std::string_view name : {"X-Original-URL", "SOAPAction", "Refresh", "Location", "Referer"})
        CHECK(masks.field(name, "/a/b?x=1&token=" + canary) == "/a/b?x=1&token=" + mask);
    CHECK(masks.field("Location", "//u:" + canary + "@host/x") == "//" + pseudonyms.of("u:" + canary) + "@host/x");
    CHECK(masks.field("Set-Cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT, s=" + canary + "; Path=/") ==
          "a=" + pseudonyms.of("1") + "; Expires=Wed, 21 Oct 2026 07:28:00 GMT, s=" + mask + "; Path=/");

    for (const std::string_view name : {"pw", "pwd", "api_key", "api-key", "apikey", "sig", "code", "assertion",
                                        "client_secret", "client_assertion", "jsessionid", "pass%77ord", "X.Token"}) {
        CHECK(masks.address("/x?a=1;" + std::string(name) + "=" + canary) ==
              "/x?a=1;" + std::string(name) + "=" + mask);
        CHECK(masks.address("/x;" + std::string(name) + "=" + canary + "/y;z=1") ==
              "/x;" + std::string(name) + "=" + mask + "/y;z=1");
        CHECK(masks.body({}, "application/x-www-form-urlencoded", "a=1;" + std::string(name) + "=" + canary) ==
              "a=1;" + std::string(name) + "=" + mask);
    }
    CHECK(masks.address("/x?password=a;" + canary + "&b=1") == "/x?password=" + pseudonyms.of("a;" + canary) + "&b=1");
    CHECK(masks.address("/x?next=%2Fcb%3Ftoken%3D" + canary + "&y=a%2Fb%3D1") ==
          "/x?next=%2Fcb%3Ftoken%3D" + std::string("secret%3A") + mask.substr(7) + "&y=a%2Fb%3D1");
    CHECK(masks.address("/x?password%3D" + canary) == "/x?password%3Dsecret%3A" + mask.substr(7));
    CHECK(masks.address("/x?$filter=name%20eq%20'a;b'&code=") == "/x?$filter=name%20eq%20'a;b'&code=");

    constexpr Placed places[]{
        {"application/json", R"({"pwd":")", R"("})"},
        {"application/json", R"({"api_key":")", R"("})"},
        {"application/json", R"({"apiKey":")", R"("})"},
        {"application/json", R"({"data":"{\"password\":\")", R"(\"}"})"},
        {"application/json", R"({"data":["<a><Password>)", R"(</Password></a>"]})"},
        {"application/json", R"({"data":"\u003cPassword\u003e)", R"(\u003c/Password\u003e"})"},
        {"text/xml", "<a><Pwd>", "</Pwd></a>"},
        {"text/xml", "<a><w:UsernameToken xmlns:w='w'><w:Nonce>", "</w:Nonce></w:UsernameToken></a>"},
        {"text/xml", "<a><b><param name=\"password\">", "</param></b></a>"},
        {"text/xml", "<a><b><c><param value='", "' name='api_key'/></c></b></a>"},
        {"text/xml", "<a><b><x>&lt;Password&gt;", "&lt;/Password&gt;</x></b></a>"},
        {"text/xml", "<a><b><x><![CDATA[<q><Password>", "</Password></q>]]></x></b></a>"},
        {"text/xml", "<a><b><x>{\"password\":\"", "\"}</x></b></a>"},
        {"text/html", "<html><input type='password' name='q' value='", "'></html>"},
        {"multipart/form-data; boundary=\"BB\"", "--BB\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n",
         "\r\n--BB--\r\n"},
        {"multipart/form-data", "--BB\nContent-Disposition: form-data; filename=x; name=api_key\n\n", "\n--BB--\n"},
        {"multipart/form-data; boundary=BB",
         "--BB\r\nContent-Disposition: form-data; name=\"j\"\r\n\r\n{\"password\":\"", "\"}\r\n--BB--\r\n"},
    };
    for (const Placed& place : places) {
        const std::string body = std::string(place.before) + canary + std::string(place.behind);
        const std::string kept = masks.body({}, place.content_type, body);
        CHECK_MESSAGE(kept.find(canary) == std::string::npos, kept);
        // Of HTML, which is no XML, and of a token as a whole no more than that is kept.
        if (place.content_type != "text/html" && place.before.find("UsernameToken") == std::string_view::npos) {
            CHECK(kept.starts_with(place.before.substr(0, 8)));
            CHECK_MESSAGE(kept.find(mask) != std::string::npos, kept);
            CHECK(kept.ends_with(place.behind.substr(place.behind.size() - 2)));
        }
    }
    // Texts that only look like messages stay.
    for (const std::string_view body : {R"({"a":"[1] see {x}","b":"<b>bold</b> 1 < 2","c":"{\"Name\":\"n\"}"})"})
        CHECK(masks.body({}, "application/json", body).find("secret:") == std::string::npos);
    CHECK(spelled_text("Keep-Alive: timeout=5") == "Keep-Alive: timeout=5");
    CHECK(is_pseudonym(masks.body({}, "application/json", "\x1F\x8B\x08 a name")));
    CHECK(is_pseudonym(masks.body({}, "application/octet-stream", "x\x9C and so on")));
    CHECK(is_pseudonym(masks.body({}, "application/zip", std::string_view("PK\x03\x04 a name", 12))));
}

}  // namespace uag::compare
