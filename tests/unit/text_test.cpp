// UTF-8, normalisation, folding and the small ASCII helpers.
#include "core/base/text.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using namespace uag;

namespace {

std::string encode(char32_t c) {
    std::string out;
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
    return out;
}

}  // namespace

TEST_CASE("every code point is well-formed but the surrogates") {
    for (char32_t c = 0; c < 0x110000; ++c) {
        const std::string text = encode(c);
        const bool surrogate = c >= 0xD800 && c < 0xE000;
        if (is_utf8(text) == surrogate) FAIL("U+" << static_cast<std::uint32_t>(c));
        if (surrogate) continue;
        std::string_view rest = text;
        if (take_code_point(rest) != c || !rest.empty()) FAIL("U+" << static_cast<std::uint32_t>(c));
    }
}

TEST_CASE("ill-formed UTF-8") {
    for (const char* const text : {
             "\x80",
             "\xbf",
             "a\x80",
             "\xc3",
             "\xc3(",
             "\xc0\x80",
             "\xc1\xbf",
             "\xe2\x82",
             "\xe2(\x82",
             "\xe0\x80\xaf",
             "\xe0\x9f\xbf",
             "\xed\xa0\x80",
             "\xed\xbf\xbf",
             "\xf0\x9f\x98",
             "\xf0\x80\x80\xaf",
             "\xf0\x8f\xbf\xbf",
             "\xf4\x90\x80\x80",
             "\xf5\x80\x80\x80",
             "\xf8\x88\x80\x80\x80",
             "\xfe",
             "\xff",
             "good \xc3\xa5 bad \xa5",
             "\xef\xbb",
             "\xed\xa0\xbd\xed\xb8\x80",
         }) {
        CAPTURE(text);
        CHECK_FALSE(is_utf8(text));
        CHECK_FALSE(to_nfc(text).has_value());
        CHECK(fold(text) == text);
    }
    CHECK(utf8_prefix("") == 0);
    CHECK(utf8_prefix("abc") == 3);
    CHECK(utf8_prefix("p\xc3\xa5\xc3") == 3);
    CHECK(utf8_prefix("\xf0\x9f\x98") == 0);
    CHECK(is_utf8(""));
    CHECK(is_utf8(std::string_view("a\0b", 3)));
    CHECK(is_utf8("\xef\xbb\xbf"));
    CHECK(is_utf8("\xf4\x8f\xbf\xbf"));
}

TEST_CASE("code points are counted, not bytes") {
    CHECK(code_points("") == 0);
    CHECK(code_points("abc") == 3);
    CHECK(code_points("\xc3\xa5\xe2\x82\xac\xf0\x9f\x98\x80") == 3);
    CHECK(code_points("a\xcc\x8a") == 2);
}

TEST_CASE("normalisation form C") {
    CHECK(to_nfc("") == "");
    CHECK(to_nfc("plain") == "plain");
    CHECK(to_nfc("a\xcc\x8a") == "\xc3\xa5");
    CHECK(to_nfc("\xe2\x84\xab") == "\xc3\x85");
    CHECK(to_nfc("q\xcc\x87\xcc\xa3") == "q\xcc\xa3\xcc\x87");                // canonical order
    CHECK(to_nfc("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab") == "\xed\x95\x9c");  // Hangul
    CHECK(to_nfc("\xe0\xa5\x98") == "\xe0\xa4\x95\xe0\xa4\xbc");              // grows
    CHECK(to_nfc("\xef\xac\x81") == "\xef\xac\x81");                          // not NFKC
    CHECK(to_nfc(std::string_view("a\0\xc3\xa5", 4)) == std::string("a\0\xc3\xa5", 4));
    std::string decomposed;
    std::string composed;
    for (int i = 0; i < 5000; ++i) {
        decomposed += "xa\xcc\x8a";
        composed += "x\xc3\xa5";
    }
    CHECK(to_nfc(decomposed) == composed);
    CHECK(to_nfc(composed) == composed);
}

TEST_CASE("names fold") {
    CHECK(fold("TJE0") == "tje0");
    CHECK(fold("Bj\xc3\xb8rn \xc3\x85s") == "bj\xc3\xb8rn \xc3\xa5s");
    CHECK(fold("A\xcc\x8a") == fold("\xc3\xa5"));
    CHECK(fold("Stra\xc3\x9f"
               "e") == "strasse");
    CHECK(fold("STRASSE") == fold("stra\xc3\x9f"
                                  "e"));
    CHECK(fold("\xce\xa3\xce\xaf\xcf\x82") == fold("\xcf\x83\xce\x8a\xce\xa3"));  // the two small sigmas
    CHECK(fold("\xe2\x84\xaa") == "k");                                           // KELVIN SIGN
    CHECK(fold("I") == "i");                                                      // no Turkish rule
    CHECK(fold(" a ") == " a ");
    for (const char* const text : {"Bj\xc3\xb8rn", "STRA\xc3\x9f", "\xc7\xb0", "\xe1\xbe\xb3", "A\xcc\x8a"})
        CHECK(fold(fold(text)) == fold(text));
}

TEST_CASE("white space goes at both ends") {
    CHECK(trim("") == "");
    CHECK(trim("   ") == "");
    CHECK(trim(" a b ") == "a b");
    CHECK(trim("\t\r\n\v\f a\n") == "a");
    CHECK(trim("\xc2\xa0\xe3\x80\x80"
               "a\xe2\x80\x83") == "a");  // no-break, ideographic, em space
    CHECK(trim("\xe2\x80\x8b"
               "a") ==
          "\xe2\x80\x8b"
          "a");  // ZERO WIDTH SPACE is none
    CHECK(trim("\xc3\xa5") == "\xc3\xa5");
    CHECK(trim(" \xff ") == "\xff");
    CHECK(trim("\xa0") == "\xa0");
}

TEST_CASE("control characters") {
    CHECK_FALSE(has_control(""));
    CHECK_FALSE(has_control("plain \xc3\xa5"));
    CHECK(has_control("a\nb"));
    CHECK(has_control(std::string_view("a\0b", 3)));
    CHECK(has_control("\x7f"));
    CHECK(has_control("\xc2\x85"));            // NEXT LINE
    CHECK_FALSE(has_control("\xe2\x80\xa8"));  // LINE SEPARATOR is Zl, not Cc
    CHECK(has_control("\xff\x01"));
}

TEST_CASE("characters by class") {
    const CharacterCounts counts =
        count_characters("aB1-\xc3\xa5\xc3\x85\xd9\xa1\xf0\x9f\x98\x80 \xe6\xbc\xa2\xe0\xa4\xbe");
    CHECK(counts.digits == 2);
    CHECK(counts.lower == 2);
    CHECK(counts.upper == 2);
    CHECK(counts.special == 3);  // hyphen, emoji, space; the Han letter and the vowel sign are in no class
    CHECK(count_characters("\xc7\x85").upper == 1);                // title case
    CHECK(count_characters("\xe2\x85\xa3\xc2\xbd").special == 0);  // numbers that are no digits
    CHECK(count_characters("").digits == 0);
}

TEST_CASE("ASCII helpers leave everything else alone") {
    CHECK(trim_blanks("") == "");
    CHECK(trim_blanks(" \t ") == "");
    CHECK(trim_blanks("\t a\t b \t") == "a\t b");
    CHECK(trim_blanks("\r\n\v\xc2\xa0") == "\r\n\v\xc2\xa0");
    CHECK(ascii_lower('A') == 'a');
    CHECK(ascii_lower('Z') == 'z');
    CHECK(ascii_lower('@') == '@');
    CHECK(ascii_lower('[') == '[');
    CHECK(ascii_lower('\xc5') == '\xc5');
    CHECK(ascii_iequals("Content-Type", "content-TYPE"));
    CHECK(ascii_iequals("", ""));
    CHECK_FALSE(ascii_iequals("a", "ab"));
    CHECK_FALSE(ascii_iequals("ab", "a"));
    CHECK_FALSE(ascii_iequals("k", "\xe2\x84\xaa"));
}
