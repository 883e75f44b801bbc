#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/xml/encoding.hpp"
#include "adapters/xml/guard.hpp"
#include "adapters/xml/writer.hpp"

using namespace std::string_literals;
using uag::xml::Encoding;
using uag::xml::XmlLimits;

namespace {

std::string reason(std::string_view document, const XmlLimits& limits = {},
                   Encoding encoding = Encoding::utf8) {
    const auto verdict = uag::xml::guard(document, limits, encoding);
    return verdict.has_value() ? std::string() : std::string(verdict.error().text);
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

std::string utf16(std::u16string_view text, bool big_endian, bool mark) {
    std::string out;
    const auto put = [&](char16_t unit) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        out += big_endian ? high : low;
        out += big_endian ? low : high;
    };
    if (mark) put(0xFEFF);
    for (const char16_t unit : text) put(unit);
    return out;
}

}  // namespace

TEST_CASE("well-formed documents are accepted") {
    const std::vector<std::string> documents{
        "<a/>",
        "<a></a>",
        "<a ></a >",
        "<a\t\r\n/>",
        "\xEF\xBB\xBF<a/>",
        "<?xml version=\"1.0\"?><a/>",
        "<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n<a/>\n",
        "<?xml version = \"1.0\" encoding = \"UTF-8\"?><a/>",
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>",
        " \n<a/> \n",
        "<!-- before --><a/><!-- after -->",
        "<a><!----></a>",
        "<a><!-- - - > < & ]]> --></a>",
        "<a>text</a>",
        "<a> ] ]] ]> > \" ' </a>",
        "<a>&lt;&gt;&amp;&quot;&apos;</a>",
        "<a>&#65;&#x41;&#x0041;&#9;&#xA;&#xD;&#x10FFFF;&#xE000;&#xD7FF;</a>",
        "<a b=\"&lt;'&#34;>\" c='\"'/>",
        "<a b=\"\" c=\"\xC3\xA5\"/>",
        "<a><![CDATA[<x> & ]] ]>]]></a>",
        "<a><![CDATA[]]><![CDATA[]]]]><![CDATA[>]]></a>",
        "<a xmlns=\"urn:x\"><b xmlns=\"\"/></a>",
        "<p:a xmlns:p=\"urn:x\"/>",
        "<p:a xmlns:p=\"urn:x\"><p:b p:c=\"1\" c=\"2\"/></p:a>",
        "<a xmlns:p=\"urn:x\" xmlns:q=\"urn:y\" p:c=\"1\" q:c=\"2\"/>",
        "<a xmlns=\"urn:x\" xmlns:p=\"urn:x\" c=\"1\" p:c=\"2\"/>",
        "<a xmlns:p=\"urn:x\"><b xmlns:p=\"urn:y\" p:c=\"\"/><b p:c=\"\"/></a>",
        "<a xml:lang=\"en\" xml:space=\"preserve\"/>",
        "<\xC3\xA5\xCC\x81 \xE3\x80\x81=\"1\"/>",
        "<_a.b-c1/>",
        "<a>\xF0\x9F\x94\x91\xEF\xBF\xBD\x7F</a>",
        "<a><b/><b/>text<b>\n</b></a>",
        "<xmlish xmlx=\"1\"/>",
        "<a xmlns=\"urn:it's\" xmlns:p='urn:p' b='\"x&amp;'/>",
        "<a\xC3\xA5-9.\xC2\xB7 b\xC3\xA5=\"\"/>",
        "<p:\xC3\xA5 xmlns:p=\"urn:x\"/>",
        "<\xC3\xA5:a xmlns:\xC3\xA5=\"urn:x\"/>",
        "<a bc=\"\" cb=\"\" bdc=\"\" bec=\"\"/>",
    };
    for (const std::string& document : documents) {
        CAPTURE(document);
        CHECK(reason(document) == "");
        pugi::xml_document parsed;
        const std::size_t mark = document.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        CHECK(parsed.load_buffer(document.data() + mark, document.size() - mark, pugi::parse_default,
                                 pugi::encoding_utf8));
    }
}

TEST_CASE("everything else is refused, with its reason") {
    struct Case {
        std::string document;
        std::string_view reason;
    };
    const std::string_view no_doctype = "document type declarations are not accepted";
    const std::string_view no_instruction = "processing instructions are not accepted";
    const std::string_view no_entity = "an entity other than the five of XML";
    const std::string_view bad_reference = "malformed character reference";
    const std::string_view bad_target = "a reference to a character that XML does not allow";
    const std::string_view bad_utf8 = "the text is not valid UTF-8";
    const std::string_view bad_character = "a character that XML does not allow";
    const std::string_view bad_declaration = "malformed XML declaration";
    const std::string_view outside = "text outside the root element";
    const std::string_view mismatch = "an end tag that does not match its start tag";
    const std::string_view twice = "an attribute stands twice";
    const std::string_view unbound = "a prefix is not declared";
    const std::string_view reserved = "the prefixes xml and xmlns cannot be declared";
    const std::string_view bad_name = "malformed name";
    const std::vector<Case> cases{
        // nothing, or not a document
        {"", "the document has no root element"},
        {" \n", "the document has no root element"},
        {"<!-- only -->", "the document has no root element"},
        {"text", outside},
        {"<a/>text", outside},
        {"text<a/>", outside},
        {"<a/>&#32;", outside},
        {"<![CDATA[x]]><a/>", outside},
        {"<a/><![CDATA[]]>", outside},
        {"<a/><b/>", "a second root element"},
        {"<a></a><a>", "a second root element"},
        {"</a>", "an end tag without a start tag"},
        {"<a/></a>", "an end tag without a start tag"},
        {"<a>", "the document ends inside an element"},
        {"<a><b></b>", "the document ends inside an element"},
        {"<a", "the document ends inside a tag"},
        {"<a ", "the document ends inside a tag"},
        {"<a/", "malformed tag"},
        {"<", bad_name},
        {"{}", outside},
        // document types and entities
        {"<!DOCTYPE a><a/>", no_doctype},
        {"<!doctype a><a/>", no_doctype},
        {"<!DOCTYPE a SYSTEM \"http://127.0.0.1/x\"><a/>", no_doctype},
        {"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", no_doctype},
        {"<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1/\">%p;]><a/>", no_doctype},
        {"<!DOCTYPE l [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\"><!ENTITY c \"&b;&b;\">]><l>&c;</l>",
         no_doctype},
        {"<a><!ENTITY x \"y\"></a>", no_doctype},
        {"<a><!ELEMENT a ANY></a>", no_doctype},
        {"<a><![INCLUDE[]]></a>", no_doctype},
        {"<a>&x;</a>", no_entity},
        {"<a>&nbsp;</a>", no_entity},
        {"<a>&LT;</a>", no_entity},
        {"<a>&</a>", no_entity},
        {"<a>& </a>", no_entity},
        {"<a>&lt</a>", no_entity},
        {"<a b=\"&x;\"/>", no_entity},
        {"<a b=\"&\"/>", no_entity},
        // character references
        {"<a>&#0;</a>", bad_target},
        {"<a>&#x0;</a>", bad_target},
        {"<a>&#8;</a>", bad_target},
        {"<a>&#x1F;</a>", bad_target},
        {"<a>&#xD800;</a>", bad_target},
        {"<a>&#xD83D;&#xDD11;</a>", bad_target},
        {"<a>&#xFFFE;</a>", bad_target},
        {"<a>&#x110000;</a>", bad_target},
        {"<a>&#4294967361;</a>", bad_target},
        {"<a>&#99999999999999999999999;</a>", bad_target},
        {"<a b=\"&#0;\"/>", bad_target},
        {"<a>&#;</a>", bad_reference},
        {"<a>&#x;</a>", bad_reference},
        {"<a>&#X41;</a>", bad_reference},
        {"<a>&#-65;</a>", bad_reference},
        {"<a>&# 65;</a>", bad_reference},
        {"<a>&#6A;</a>", bad_reference},
        {"<a>&#65</a>", bad_reference},
        {"<a>&#65", bad_reference},
        // characters
        {"<a>\0</a>"s, bad_character},
        {"<a/>\0"s, outside},
        {"<a>\x01</a>", bad_character},
        {"<a>\x0B</a>", bad_character},
        {"<a>\x1B</a>", bad_character},
        {"<a b=\"\x02\"/>", bad_character},
        {"<a><!--\x03--></a>", bad_character},
        {"<a><![CDATA[\x04]]></a>", bad_character},
        {"<a>\xEF\xBF\xBE</a>", bad_character},
        {"<a>\xEF\xBF\xBF</a>", bad_character},
        {"<a>\xC0\xAF</a>", bad_utf8},
        {"<a>\xE0\x80\xBC</a>", bad_utf8},
        {"<a>\xED\xA0\xBD\xED\xB4\x91</a>", bad_utf8},
        {"<a>\xF4\x90\x80\x80</a>", bad_utf8},
        {"<a>\xF8\x88\x80\x80\x80</a>", bad_utf8},
        {"<a>\x80</a>", bad_utf8},
        {"<a>\xC3</a>", bad_utf8},
        {"<a>\xE5</a>", bad_utf8},
        {"<a>\xFF\xFE</a>", bad_utf8},
        {"<a b=\"\xC3\"/>", bad_utf8},
        {"<a><!--\xE5--></a>", bad_utf8},
        {"<\xC3/>", bad_utf8},
        {"<a>\xF0\x9F\x94", bad_utf8},
        // the declaration and processing instructions
        {" <?xml version=\"1.0\"?><a/>", no_instruction},
        {"<a/><?xml version=\"1.0\"?>", no_instruction},
        {"<?xml-stylesheet href=\"x\"?><a/>", no_instruction},
        {"<a><?php echo 1 ?></a>", no_instruction},
        {"<a/><?x?>", no_instruction},
        {"<?XML version=\"1.0\"?><a/>", no_instruction},
        {"<?xml?><a/>", no_instruction},
        {"<?xml ?><a/>", "the XML version is not 1.0"},
        {"<?xml encoding=\"utf-8\"?><a/>", "the XML version is not 1.0"},
        {"<?xml version=\"1.1\"?><a/>", "the XML version is not 1.0"},
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>",
         "the declared encoding is not the encoding of the body"},
        {"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
         "the declared encoding is not the encoding of the body"},
        {"<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>",
         "the declared encoding is not the encoding of the body"},
        {"<?xml version=\"1.0\" encoding=\"\"?><a/>",
         "the declared encoding is not the encoding of the body"},
        {"<?xml version=\"1.0\" standalone=\"maybe\"?><a/>", bad_declaration},
        {"<?xml version=\"1.0\" standalone=\"no\" encoding=\"utf-8\"?><a/>", bad_declaration},
        {"<?xml version=\"1.0\"encoding=\"utf-8\"?><a/>", bad_declaration},
        {"<?xml version=\"1.0\" encoding=utf-8?><a/>", bad_declaration},
        {"<?xml version=\"1.0' ?><a/>", bad_declaration},
        {"<?xml version=\"1.0\" ", bad_declaration},
        // comments and CDATA
        {"<a><!-- -- --></a>", "'--' inside a comment"},
        {"<a><!-- ---></a>", "'--' inside a comment"},
        {"<a><!--->", "a comment is not closed"},
        {"<a><!-- </a>", "a comment is not closed"},
        {"<a><!- x -></a>", no_doctype},
        {"<a><![CDATA[ </a>", "a CDATA section is not closed"},
        {"<a><![cdata[x]]></a>", no_doctype},
        {"<a>]]></a>", "']]>' in a text"},
        {"<a>]]]></a>", "']]>' in a text"},
        // tags and names
        {"<a></b>", mismatch},
        {"<a></A>", mismatch},
        {"<a></aa>", mismatch},
        {"<aa></a>", mismatch},
        {"<a></a b=\"1\">", mismatch},
        {"<a></ a>", mismatch},
        {"<a><b></a></b>", mismatch},
        {"<p:a xmlns:p=\"u\" xmlns:q=\"u\"></q:a>", mismatch},
        {"< a/>", bad_name},
        {"<1a/>", bad_name},
        {"<-a/>", bad_name},
        {"<.a/>", bad_name},
        {"<:a/>", bad_name},
        {"<a:/>", bad_name},
        {"<a:1/>", bad_name},
        {"<a:b:c xmlns:a=\"u\"/>", "malformed tag"},
        {"<\xC2\xB7"
         "a/>",
         bad_name},
        {"<a$/>", "malformed tag"},
        {"<a b/>", "malformed attribute"},
        {"<a b=1/>", "malformed attribute"},
        {"<a b=\"1\"c=\"2\"/>", "malformed tag"},
        {"<a b=\"<\"/>", "'<' in an attribute's value"},
        {"<a b=\"1/>", "an attribute's value is not closed"},
        {"<a =\"1\"/>", bad_name},
        {"<a / >", bad_name},
        {"<a/ >", "malformed tag"},
        // attributes and namespaces
        {"<a b=\"1\" b=\"2\"/>", twice},
        {"<a b=\"1\" c=\"\" b='1'/>", twice},
        {"<a xmlns=\"u\" xmlns=\"u\"/>", twice},
        {"<a xmlns:p=\"u\" xmlns:p=\"v\"/>", twice},
        {"<a xmlns:p=\"u\" xmlns:q=\"u\" p:b=\"1\" q:b=\"2\"/>", twice},
        {"<a xmlns:p=\"u\"><b xmlns:q=\"u\" p:b=\"1\" q:b=\"2\"/></a>", twice},
        {"<a xml:lang=\"en\" xml:lang=\"no\"/>", twice},
        {"<p:a/>", unbound},
        {"<a p:b=\"1\"/>", unbound},
        {"<a><b xmlns:p=\"u\"/><p:c/></a>", unbound},
        {"<a><b xmlns:p=\"u\"></b><c p:d=\"\"/></a>", unbound},
        {"<xmlns:a/>", "the prefix xmlns on an element"},
        {"<a xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"/>", reserved},
        {"<a xmlns:xml=\"u\"/>", reserved},
        {"<a xmlns:xmlns=\"u\"/>", reserved},
        {"<a xmlns:p=\"http://www.w3.org/XML/1998/namespace\"/>", reserved},
        {"<a xmlns=\"http://www.w3.org/2000/xmlns/\"/>", reserved},
        {"<a xmlns:p=\"\"/>", "a prefix is bound to no namespace"},
        {"<a xmlns:p=\"&#117;\" xmlns:q=\"u\" p:b=\"1\" q:b=\"2\"/>", "malformed namespace name"},
        {"<a xmlns=\"urn: x\"/>", "malformed namespace name"},
    };
    for (const Case& wrong : cases) {
        CAPTURE(wrong.document);
        CHECK(reason(wrong.document) == wrong.reason);
    }
}

TEST_CASE("the offset says where") {
    const auto verdict = uag::xml::guard("<a>\n  <b>&x;</b></a>");
    REQUIRE_FALSE(verdict.has_value());
    CHECK(verdict.error().offset == 9);
}

TEST_CASE("every prefix of a document is refused") {
    const std::string document =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- c --><p:a xmlns:p=\"urn:x\" "
        "b='&lt;'>t&#65;\xC3\xA5<![CDATA[x]]><c/></p:a>";
    REQUIRE(reason(document) == "");
    for (std::size_t length = 0; length < document.size(); ++length) {
        CAPTURE(length);
        CHECK(reason(std::string_view(document).substr(0, length)) != "");
    }
}

TEST_CASE("limits hold at their edge") {
    XmlLimits limits;
    SUBCASE("depth") {
        CHECK(reason(repeat("<a>", 32) + repeat("</a>", 32)) == "");
        CHECK(reason(repeat("<a>", 33) + repeat("</a>", 33)) == "the elements are nested too deeply");
        CHECK(reason(repeat("<a>", 31) + "<b/><b></b>" + repeat("</a>", 31)) == "");
    }
    SUBCASE("attributes") {
        const auto element = [](int count) {
            std::string text = "<a";
            for (int i = 0; i < count; ++i) text += " b" + std::to_string(i) + "=\"\"";
            return text + "/>";
        };
        CHECK(reason(element(64)) == "");
        CHECK(reason(element(65)) == "too many attributes");
    }
    SUBCASE("namespaces") {
        const auto elements = [](int count) {
            std::string text = "<a>";
            for (int i = 0; i < count; ++i) text += "<b xmlns=\"u\"/>";
            return text + "</a>";
        };
        CHECK(reason(elements(64)) == "");
        CHECK(reason(elements(65)) == "too many namespace declarations");
    }
    SUBCASE("names") {
        CHECK(reason("<" + std::string(256, 'a') + "/>") == "");
        CHECK(reason("<" + std::string(257, 'a') + "/>") == "a name is too long");
        CHECK(reason("<a " + std::string(257, 'a') + "=\"\"/>") == "a name is too long");
    }
    SUBCASE("text") {
        limits.text = 10;
        CHECK(reason("<a>0123456789</a>", limits) == "");
        CHECK(reason("<a>0123456789x</a>", limits) == "a text is too long");
        CHECK(reason("<a>01234<!-- -->56789<![CDATA[x]]></a>", limits) == "a text is too long");
        CHECK(reason("<a>0123456789<b>0123456789</b>0123456789</a>", limits) == "");
        CHECK(reason("<a b=\"0123456789x\"/>", limits) == "a text is too long");
        CHECK(reason("<a>" + std::string(65'536, 'x') + "</a>") == "");
        CHECK(reason("<a>" + std::string(65'537, 'x') + "</a>") == "a text is too long");
    }
    SUBCASE("nodes") {
        CHECK(reason("<a>" + repeat("<b/>", 19'999) + "</a>") == "");
        CHECK(reason("<a>" + repeat("<b/>", 20'000) + "</a>") == "too many nodes");
        CHECK(reason("<a>" + repeat("<b c=''/>", 10'000) + "</a>") == "too many nodes");
        CHECK(reason("<a>" + repeat("<!---->", 20'000) + "</a>") == "too many nodes");
        CHECK(reason("<a>" + repeat("<![CDATA[]]>", 20'000) + "</a>") == "too many nodes");
    }
}

TEST_CASE("hostile shapes of a megabyte are refused") {
    std::string attributes = "<a>";
    for (int element = 0; attributes.size() < 1'000'000; ++element) {
        attributes += "<b";
        for (int i = 0; i < 64; ++i) attributes += " x" + std::to_string(i) + "=''";
        attributes += "/>";
    }
    const std::vector<std::string> documents{
        repeat("<a>", 350'000),
        repeat("<a b=\"", 170'000),
        "<a>" + repeat("&amp;", 200'000) + "</a>",
        "<a>" + repeat("]", 1'000'000) + "</a>",
        "<!--" + repeat("- ", 500'000),
        attributes,
    };
    for (const std::string& document : documents) CHECK(reason(document) != "");
}

TEST_CASE("bodies in UTF-8 and UTF-16 become UTF-8, everything contradictory is refused") {
    const auto convert = [](std::string body, std::string_view charset) -> std::string {
        std::string storage;
        const auto result = uag::xml::to_utf8(body, charset, storage);
        if (!result.has_value()) return "refused: " + std::string(result.error().text);
        const std::string text(result->text.data(), result->text.size());
        const std::string why = reason(text, {}, result->encoding);
        return why.empty() ? text : "guard: " + why;
    };
    const std::u16string_view key = u"<a>\xD83D\xDD11\u00E5</a>";
    const std::string expected = "<a>\xF0\x9F\x94\x91\xC3\xA5</a>";

    CHECK(convert(expected, "") == expected);
    CHECK(convert(expected, "UTF-8") == expected);
    CHECK(convert("\xEF\xBB\xBF" + expected, "utf-8") == expected);
    for (const bool big_endian : {false, true}) {
        CHECK(convert(utf16(key, big_endian, true), "") == expected);
        CHECK(convert(utf16(key, big_endian, true), "utf-16") == expected);
        CHECK(convert(utf16(key, big_endian, true), big_endian ? "utf-16BE" : "UTF-16LE") == expected);
        CHECK(convert(utf16(key, big_endian, false), big_endian ? "utf-16be" : "utf-16le") == expected);
        CHECK(convert(utf16(key, big_endian, true), big_endian ? "utf-16le" : "utf-16be")
                  .starts_with("refused"));
        CHECK(convert(utf16(key, big_endian, true), "utf-8").starts_with("refused"));
        CHECK(convert(utf16(key, big_endian, false), "utf-16").starts_with("refused"));
        CHECK(convert(utf16(key, big_endian, false), "").starts_with("guard"));
        const std::u16string_view declared = u"<?xml version='1.0' encoding='UTF-16'?><a/>";
        CHECK(convert(utf16(declared, big_endian, true), "") ==
              "<?xml version='1.0' encoding='UTF-16'?><a/>");
        CHECK(convert(utf16(u"<?xml version='1.0' encoding='UTF-8'?><a/>", big_endian, true), "")
                  .starts_with("guard"));
        CHECK(convert(utf16(u"<!DOCTYPE a><a/>", big_endian, true), "").starts_with("guard"));
        CHECK(convert(utf16(u"<a>\xD83D</a>", big_endian, true), "").starts_with("refused"));
        CHECK(convert(utf16(u"<a>\xDD11</a>", big_endian, true), "").starts_with("refused"));
        CHECK(convert(utf16(u"<a/>\xD83D", big_endian, true), "").starts_with("refused"));
        CHECK(convert(utf16(key, big_endian, true) + "x", "").starts_with("refused"));
    }
    CHECK(convert("\xEF\xBB\xBF<a/>", "utf-16").starts_with("refused"));
    CHECK(convert("+ADw-a+AD4-", "").starts_with("guard"));
    CHECK(uag::xml::is_known_charset("uTf-16Le"));
    CHECK_FALSE(uag::xml::is_known_charset("iso-8859-1"));
    CHECK_FALSE(uag::xml::is_known_charset("utf-7"));
    CHECK_FALSE(uag::xml::is_known_charset(""));
}

TEST_CASE("what is written reads back, and is always well-formed") {
    const std::vector<std::pair<std::string, std::string>> texts{
        {"plain", "plain"},
        {"<&>\"'", "<&>\"'"},
        {"\r\n\t ", "\r\n\t "},
        {"]]>", "]]>"},
        {"\xC3\xA5\xF0\x9F\x94\x91", "\xC3\xA5\xF0\x9F\x94\x91"},
        {"a\x01" "b\0c"s, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD" "c"},
        {"\xEF\xBF\xBE\xFF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xC3", "\xEF\xBF\xBD"},
    };
    for (const auto& [text, expected] : texts) {
        std::string document = "<a b=\"";
        uag::xml::append_attribute(document, text);
        document += "\">";
        uag::xml::append_text(document, text);
        document += "</a>";
        CAPTURE(document);
        CHECK(reason(document) == "");
        pugi::xml_document parsed;
        REQUIRE(parsed.load_string(document.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
        CHECK(parsed.child("a").child_value() == expected);
        CHECK(parsed.child("a").attribute("b").value() == expected);
    }
}
