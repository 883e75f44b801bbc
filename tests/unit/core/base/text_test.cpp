// UTF-8, normalisation, folding and the small ASCII helpers.
#include "core/base/text.hpp"

#include <doctest/doctest.h>
#include <unicode/normalizer2.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "support/seeded_random.hpp"

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
        CHECK_FALSE(to_nfc(text, 100).has_value());
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
    CHECK(to_nfc("", 100) == "");
    CHECK(to_nfc("plain", 100) == "plain");
    CHECK(to_nfc("a\xcc\x8a", 100) == "\xc3\xa5");
    CHECK(to_nfc("\xe2\x84\xab", 100) == "\xc3\x85");
    CHECK(to_nfc("q\xcc\x87\xcc\xa3", 100) == "q\xcc\xa3\xcc\x87");                // canonical order
    CHECK(to_nfc("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 100) == "\xed\x95\x9c");  // Hangul
    CHECK(to_nfc("\xe0\xa5\x98", 100) == "\xe0\xa4\x95\xe0\xa4\xbc");              // grows
    CHECK(to_nfc("\xef\xac\x81", 100) == "\xef\xac\x81");                          // not NFKC
    CHECK(to_nfc(std::string_view("a\0\xc3\xa5", 4), 100) == std::string("a\0\xc3\xa5", 4));
    std::string decomposed;
    std::string composed;
    for (int i = 0; i < 5000; ++i) {
        decomposed += "xa\xcc\x8a";
        composed += "x\xc3\xa5";
    }
    CHECK(to_nfc(decomposed, 10'000) == composed);
    CHECK(to_nfc(composed, 10'000) == composed);
}

TEST_CASE("marks in any order and number are normalised as ICU does it") {
    const std::array<char32_t, 16> letters{'a',   0xE5,  0x300, 0x301, 0x316, 0x327, 0x344,  0x340,
                                           0x345, 0x5B0, 0xF71, 0xF73, 0xF75, 0xF81, 0x3099, 0x1100};
    test::SeededRandom random(12);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(status);
    for (int round = 0; round < 300; ++round) {
        std::string text;
        std::array<std::byte, 200> choice{};
        random.fill(choice);
        // Of few starters, so that runs are long.
        for (const std::byte one : choice) {
            const auto value = std::to_integer<std::size_t>(one);
            text += encode(value % 41 == 0 ? letters[value % 2] : letters[2 + value % 14]);
        }
        const icu::UnicodeString expected = nfc->normalize(icu::UnicodeString::fromUTF8(text), status);
        std::string bytes;
        expected.toUTF8String(bytes);
        CHECK(to_nfc(text, 1000) == bytes);
    }
}

TEST_CASE("a text that is too long is not looked at") {
    const std::string marks = "a" + [] {
        std::string many;
        for (int i = 0; i < 16'000; ++i) many += encode(i < 8000 ? 0x301 : 0x316);
        return many;
    }();
    CHECK(may_fit("12345678", 2));
    CHECK_FALSE(may_fit("123456789", 2));
    CHECK(may_fit(encode(0x10000) + encode(0x10000) + encode(0x10000) + encode(0x10000), 1));
    CHECK_FALSE(may_fit(encode(0xE5) + encode(0xE5) + encode(0xE5) + encode(0xE5) + encode(0xE5), 1));
    const std::uint64_t before = normalized_bytes();
    CHECK_FALSE(to_nfc(marks, 2000).has_value());
    CHECK_FALSE(is_utf8(fold(marks)));
    CHECK(fold(marks) == fold(std::string(1 << 20, 'A')));
    CHECK(folded_name(std::string(5000, ' ') + "tje0") == fold(marks));
    CHECK(normalized_bytes() == before);
    CHECK(folded_name("  TJE0 ") == "tje0");
    CHECK(folded_name(std::string(1016, 'A')) == std::string(1016, 'a'));
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
