// Content-Type: one parser that says what was irregular, and how strict SOAP and the WebAPI are with that.
#include "adapters/http/media_type.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/rest/data_format.hpp"
#include "adapters/soap/content_type.hpp"

using namespace uag;

TEST_CASE("a media type with its parameters") {
    const auto media =
        http::parse_media_type(" text/XML ; Charset = \"utf-8\" ;; x=\"a;charset=b\"; action=http://x/y");
    REQUIRE(media.has_value());
    CHECK(media->name == "text/XML");
    CHECK(media->charset == "utf-8");
    CHECK(media->action == "http://x/y");
    CHECK_FALSE(media->is_malformed);
    CHECK_FALSE(media->repeats_charset);
    CHECK_FALSE(media->has_empty_charset);
    CHECK(http::parse_media_type("a/b; action=\"x\\\"y\"")->action == "x\\\"y");
    for (const char* const none : {"", "text", "/xml", "text/", "a b/c", "a/b c", "a/b, c/d", "\"a/b\""})
        CHECK_FALSE(http::parse_media_type(none).has_value());
    CHECK(http::media_name("text/xml ; x") == "text/xml");
    CHECK(http::media_name("") == "");
}

TEST_CASE("what is irregular is read as far as it goes, and SOAP refuses it where the WebAPI does not mind") {
    struct Row {
        std::string header;
        bool soap;
        bool rest;
        std::string_view charset;
    };
    const std::string charset = "; charset=utf-8";
    for (const Row& row : std::vector<Row>{{"text/xml", true, true, ""},
                                           {"text/xml;" + charset + ";", true, true, "utf-8"},
                                           {"text/xml/x" + charset, false, true, "utf-8"},
                                           {"te(t/xml" + charset, false, true, "utf-8"},
                                           {"text/xml; x" + charset, false, true, "utf-8"},
                                           {"text/xml; a b=c" + charset, false, true, "utf-8"},
                                           {"text/xml; x=" + charset, false, true, "utf-8"},
                                           {"text/xml; x=a b" + charset, false, true, "utf-8"},
                                           {"text/xml; x=a,b" + charset, false, true, "utf-8"},
                                           {"text/xml; x=\"a\"b" + charset, false, true, "utf-8"},
                                           {"text/xml; x=\"a" + charset, false, true, "utf-8"},
                                           {"text/xml; charset=\"utf-8", false, true, "\"utf-8"},
                                           {"text/xml; charset=utf-8 x", false, true, "utf-8 x"},
                                           {"text/xml; action=a; action=a" + charset, false, true, "utf-8"},
                                           {"text/xml; charset=\"\"", true, false, ""},
                                           {"text/xml; charset=", false, false, ""},
                                           {"text/xml; charset", false, false, ""},
                                           {"text/xml" + charset + charset, false, false, ""},
                                           {"text/xml" + charset + ";x=" + std::string(1024, 'x'), true, false, ""}}) {
        CAPTURE(row.header);
        CHECK(soap::parse_content_type(row.header).has_value() == row.soap);
        const auto media = rest::read_content_type(row.header);
        CHECK(media.has_value() == row.rest);
        if (media) CHECK(media->charset == row.charset);
    }
}
