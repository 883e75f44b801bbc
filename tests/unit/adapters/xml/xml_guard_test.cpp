#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/xml/encoding.hpp"
#include "adapters/xml/guard.hpp"
#include "adapters/xml/writer.hpp"
#include "support/texts.hpp"

using namespace std::string_literals;
using uag::test::repeated;
using uag::test::to_utf16;
using uag::xml::XmlLimits;

namespace {

std::string reason(std::string_view document, const XmlLimits& limits = {}) {
    const auto verdict = uag::xml::guard(document, limits);
    return verdict.has_value() ? std::string() : verdict.error().text.english();
}

}  // namespace

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
        CHECK(reason(repeated("<a>", 32) + repeated("</a>", 32)) == "");
        CHECK(reason(repeated("<a>", 33) + repeated("</a>", 33)) == "the elements are nested too deeply");
        CHECK(reason(repeated("<a>", 31) + "<b/><b></b>" + repeated("</a>", 31)) == "");
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
        // In scope at once; what an element has declared is over with it.
        const auto nested = [](std::size_t count) {
            std::string text;
            for (std::size_t i = 0; i < count / 4; ++i)
                text += "<a xmlns=\"u\" xmlns:b=\"v\" xmlns:c=\"w\" xmlns:d=\"x\">";
            return text + (count % 4 != 0 ? "<b:e xmlns:f=\"y\"/>" : "<b:e/>") + repeated("</a>", count / 4);
        };
        CHECK(reason(nested(64)) == "");
        CHECK(reason(nested(65)) == "too many namespace declarations");
        // zeep, node-soap and strong-soap declare on every item and every nil.
        const std::string item = "<i:b xmlns:i=\"u\" xmlns:j=\"v\" j:nil=\"true\"/>";
        CHECK(reason("<a>" + repeated(item, 1000) + "</a>") == "");
        CHECK(reason("<a>" + repeated("<b xmlns='u'><c xmlns='v'>x</c></b>", 1000) + "</a>") == "");
        CHECK(reason("<a>" + repeated(item, 5000) + "</a>") == "too many nodes");
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
        CHECK(reason("<a>" + repeated("<b/>", 19'999) + "</a>") == "");
        CHECK(reason("<a>" + repeated("<b/>", 20'000) + "</a>") == "too many nodes");
        CHECK(reason("<a>" + repeated("<b c=''/>", 10'000) + "</a>") == "too many nodes");
        CHECK(reason("<a>" + repeated("<!---->", 20'000) + "</a>") == "too many nodes");
        CHECK(reason("<a>" + repeated("<![CDATA[]]>", 20'000) + "</a>") == "too many nodes");
    }
}

TEST_CASE("hostile shapes of a megabyte are refused") {
    std::string attributes = "<a>";
    while (attributes.size() < 1'000'000) {
        attributes += "<b";
        for (int i = 0; i < 64; ++i) attributes += " x" + std::to_string(i) + "=''";
        attributes += "/>";
    }
    const std::vector<std::string> documents{
        repeated("<a>", 350'000),
        repeated("<a b=\"", 170'000),
        "<a>" + repeated("&amp;", 200'000) + "</a>",
        "<a>" + repeated("]", 1'000'000) + "</a>",
        "<!--" + repeated("- ", 500'000),
        attributes,
    };
    for (const std::string& document : documents) CHECK(reason(document) != "");
}

TEST_CASE("bodies in UTF-8 and UTF-16 become UTF-8, everything contradictory is refused") {
    const auto convert = [](std::string body, std::string_view charset) -> std::string {
        std::string storage;
        const auto known = uag::find_charset(charset);
        REQUIRE(known.has_value());
        const auto result = uag::xml::to_utf8(body, *known, storage);
        if (!result.has_value()) return "refused: " + result.error().text.english();
        const std::string text(result->data(), result->size());
        const std::string why = reason(text);
        return why.empty() ? text : "guard: " + why;
    };
    const std::u16string_view key = u"<a>\xD83D\xDD11\u00E5</a>";
    const std::string expected = "<a>\xF0\x9F\x94\x91\xC3\xA5</a>";

    CHECK(convert(expected, "") == expected);
    CHECK(convert(expected, "UTF-8") == expected);
    CHECK(convert("\xEF\xBB\xBF" + expected, "utf-8") == expected);
    CHECK(convert("\xEF\xBB\xBF\xEF\xBB\xBF" + expected, "") == "refused: the byte order mark stands twice");
    CHECK(convert(to_utf16(u"\uFEFF<a/>", false, true), "") == "refused: the byte order mark stands twice");
    for (const bool big_endian : {false, true}) {
        CHECK(convert(to_utf16(key, big_endian, true), "") == expected);
        CHECK(convert(to_utf16(key, big_endian, true), "utf-16") == expected);
        CHECK(convert(to_utf16(key, big_endian, true), big_endian ? "utf-16BE" : "UTF-16LE") == expected);
        CHECK(convert(to_utf16(key, big_endian, false), big_endian ? "utf-16be" : "utf-16le") == expected);
        CHECK(convert(to_utf16(key, big_endian, true), big_endian ? "utf-16le" : "utf-16be").starts_with("refused"));
        CHECK(convert(to_utf16(key, big_endian, true), "utf-8").starts_with("refused"));
        CHECK(convert(to_utf16(key, big_endian, false), "utf-16") == expected);
        CHECK(convert(to_utf16(key, big_endian, false), "") == expected);
        CHECK(convert(to_utf16(u"\u4E01", big_endian, false), "utf-16") == "refused: UTF-16 needs a byte order mark");
        const std::u16string_view declared = u"<?xml version='1.0' encoding='UTF-16'?><a/>";
        CHECK(convert(to_utf16(declared, big_endian, true), "") == "<?xml version='1.0' encoding='UTF-16'?><a/>");
        CHECK(convert(to_utf16(u"<?xml version='1.0' encoding='UTF-8'?><a/>", big_endian, true), "") ==
              "<?xml version='1.0' encoding='UTF-8'?><a/>");
        CHECK(convert(to_utf16(u"<!DOCTYPE a><a/>", big_endian, true), "").starts_with("guard"));
        CHECK(convert(to_utf16(u"<a>\xD83D</a>", big_endian, true), "").starts_with("refused"));
        CHECK(convert(to_utf16(u"<a>\xDD11</a>", big_endian, true), "").starts_with("refused"));
        CHECK(convert(to_utf16(u"<a/>\xD83D", big_endian, true), "").starts_with("refused"));
        CHECK(convert(to_utf16(key, big_endian, true) + "x", "").starts_with("refused"));
    }
    CHECK(convert("\xEF\xBB\xBF<a/>", "utf-16").starts_with("refused"));
    CHECK(convert("+ADw-a+AD4-", "").starts_with("guard"));
    // All 256 bytes, against what the standard's table says of the ones that are not themselves.
    std::string all;
    std::string storage;
    for (int byte = 1; byte < 256; ++byte) {
        const bool means_nothing = byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
        std::string one(1, static_cast<char>(byte));
        const auto read = uag::to_utf8(one, uag::Charset::windows1252, storage);
        CHECK(read.has_value() != means_nothing);
        CHECK(uag::from_windows1252(one).has_value() != means_nothing);
        if (!means_nothing) all += static_cast<char>(byte);
    }
    const auto read = uag::to_utf8(all, uag::Charset::windows1252, storage);
    REQUIRE(read.has_value());
    CHECK(std::string(read->data(), read->size()).find("\xE2\x82\xAC\xE2\x80\x9A\xC6\x92\xE2\x80\x9E") !=
          std::string::npos);
    CHECK(std::string(read->data(), read->size()).ends_with("\xC3\xBE\xC3\xBF"));
    CHECK(storage.capacity() < 3 * all.size());
    CHECK(convert("\xEF\xBB\xBF<a/>", "latin1").starts_with("refused"));
    CHECK(convert("<?xml version=\"1.0\" encoding = 'ISO-8859-1' ?><a>\xE5</a>", "") ==
          "<?xml version=\"1.0\" encoding = 'ISO-8859-1' ?><a>\xC3\xA5</a>");
    CHECK(convert("<?xml version=\"1.0\" encoding=\"x-unknown\"?><a/>", "utf-8").starts_with("<?xml"));
    CHECK(convert("<?xml version=\"1.0\" encoding=\"1252\"?><a/>", "utf-8").starts_with("guard"));
    CHECK(uag::find_charset("uTf-16Le") == uag::Charset::utf16le);
    CHECK(uag::find_charset("") == uag::Charset::unstated);
    CHECK_FALSE(uag::find_charset("utf-7").has_value());
    CHECK_FALSE(uag::find_charset("iso-8859-15").has_value());
}

TEST_CASE("what is written reads back, and is always well-formed") {
    const std::vector<std::pair<std::string, std::string>> texts{
        {"plain", "plain"},
        {"<&>\"'", "<&>\"'"},
        {"\r\n\t ", "\r\n\t "},
        {"]]>", "]]>"},
        {"\xC3\xA5\xF0\x9F\x94\x91", "\xC3\xA5\xF0\x9F\x94\x91"},
        {"a\x01"
         "b\0c"s,
         "a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD"
         "c"},
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
