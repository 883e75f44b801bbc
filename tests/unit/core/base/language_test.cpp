// The vendor's languages and their headers, and texts that hold several languages.
#include "core/base/language.hpp"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "core/messages/localized_text.hpp"

using namespace uag;

namespace {

struct HeaderCase {
    const char* rule;
    std::string header;
    Language wanted;
};

struct TextCase {
    const char* rule;
    std::string text;
    Language language;
    std::string shown;
};

std::string many(std::string_view what, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += what;
    return out;
}

}  // namespace

TEST_CASE("what a header asks for") {
    const std::vector<HeaderCase> cases{
        {"5.3 a language and its country", "nb-no", Language::no},
        {"5.3 in any case", "EN-us", Language::us},
        {"5.3 a language alone", "sv", Language::sw},
        {"5.4 empty is no translation", "", Language::none},
        {"5.4 blank is no translation", " \t ", Language::none},
        {"5.4 a star", "*", Language::none},
        {"5.4 an x", "x", Language::none},
        {"5.4 a capital X", "X", Language::none},
        {"5.4 a hyphen", "-", Language::none},
        {"5.5 a list: the first that is known", "fr,de,ru,zh", Language::fr},
        {"5.5 between semicolons", "en-us; en-gb", Language::us},
        {"5.5 q is not a language and counts for nothing", "da;q=0.1, nb;q=0.9", Language::da},
        {"5.5 only q", "q=1", Language::none},
        {"5.5 separators only", ";, ,;", Language::none},
        {"5.5 an unknown one before a known one", "tlh, nl;q=0.5", Language::nl},
        {"5.5 a star behind a language", "nn, *;q=0.1", Language::no},
        {"5.5 a star behind an unknown language", "tlh, *;q=0.1", Language::us},
        {"5.8 what cannot be mapped is US", "tlh", Language::us},
        {"5.8 the vendor's code is not a tag", "sw", Language::us},
        {"5.9 en", "en", Language::us},
        {"5.9 nb", "nb", Language::no},
        {"5.9 no", "no", Language::no},
        {"5.9 nn", "nn-NO", Language::no},
        {"5.9 da", "da-DK", Language::da},
        {"5.9 de", "de", Language::ge},
        {"5.8 the German of Switzerland", "de-CH", Language::ch},
        {"5.9 de-AT", "de-AT", Language::ge},
        {"5.9 fr", "fr-BE", Language::fr},
        {"5.9 nl", "nl", Language::nl},
        {"5.9 es", "es-MX", Language::sp},
        {"5.9 it", "it", Language::it},
        {"5.9 fi", "fi", Language::fi},
        {"5.9 pl", "pl", Language::pl},
        {"5.9 ru", "ru", Language::ru},
        {"5.9 cs", "cs", Language::cz},
        {"5.9 ja", "ja", Language::jp},
        {"5.9 zh", "zh-Hans-CN", Language::cn},
        {"5.9 ko", "ko", Language::ko},
        {"5.9 pt", "pt-BR", Language::br},
        {"5.9 uk", "uk", Language::uk},
        {"5.9 vi", "vi", Language::vi},
        {"5.9 an underscore", "sv_SE", Language::sw},
        {"control characters are no tag", std::string("\x01\x02"), Language::us},
        {"NUL is no tag", std::string("sv\0", 3), Language::us},
        {"bytes that are no UTF-8", "\xff\xfe", Language::us},
        {"10 KB of unknown ones", many("tlh,", 10'240), Language::us},
        {"a language behind the part that is read", many("tlh,", max_language_header) + "sv", Language::us},
        {"a tag without end", many("s", 10'240), Language::us},
        {"10 KB of separators", many(",", 10'240), Language::none},
        {"the last tag that is read", many(",", max_language_header - 2) + "sv", Language::sw},
        {"cut where the part ends", many(",", max_language_header - 1) + "sv", Language::us},
    };
    for (const HeaderCase& one : cases) {
        CAPTURE(one.rule);
        CHECK(wanted_language(one.header) == one.wanted);
    }
}

TEST_CASE("codes and tags") {
    CHECK(code_of(Language::none).empty());
    CHECK(tag_of(Language::none).empty());
    CHECK(code_of(Language::no) == "NO");
    CHECK(tag_of(Language::no) == "nb");
    for (auto number = static_cast<int>(Language::us); number <= static_cast<int>(Language::vi); ++number) {
        const auto language = static_cast<Language>(number);
        CHECK(language_of_code(code_of(language)) == language);
        CHECK(language_of_tag(tag_of(language)) == language);
    }
    CHECK(language_of_code("no") == Language::none);
    CHECK(language_of_code("XX") == Language::none);
    CHECK(language_of_code("") == Language::none);
}

TEST_CASE("texts of several languages") {
    const std::string supplier = "NO:\"Leverandør\";US:\"Supplier\"";
    const std::vector<TextCase> cases{
        {"5.1 unchanged without a language", supplier, Language::none, supplier},
        {"5.2 the language asked for", supplier, Language::us, "Supplier"},
        {"5.2 the other", supplier, Language::no, "Leverandør"},
        {"5.7 one that is not there: US", supplier, Language::fr, "Supplier"},
        {"5.7 neither it nor US: the first", "NO:\"Sak\";SW:\"Ärende\"", Language::fr, "Sak"},
        {"5.7 the German of Switzerland is German", "US:\"a\";GE:\"b\"", Language::ch, "b"},
        {"5.7 and its own first", "GE:\"b\";CH:\"c\"", Language::ch, "c"},
        {"5.7 a trailing semicolon", "US:\"Legal\";NO:\"Lovlig\";", Language::no, "Lovlig"},
        {"5.7 text around", "<US:\"a\";NO:\"b\">", Language::no, "<b>"},
        {"5.7 text around a trailing semicolon", "1 US:\"a\";NO:\"b\"; 2", Language::no, "1 b 2"},
        {"5.7 several blocks", "US:\"a\";NO:\"b\" - US:\"c\";NO:\"d\"", Language::no, "b - d"},
        {"5.7 blocks that lack a language", "NO:\"b\" US:\"c\"", Language::us, "b c"},
        {"5.7 an empty entry", "US:\"\";NO:\"b\"", Language::us, ""},
        {"5.7 a semicolon and a colon inside", "US:\"a; b: c\";NO:\"d\"", Language::us, "a; b: c"},
        {"5.7 a code that is not known beside one that is", "XX:\"x\";US:\"a\"", Language::no, "a"},
        {"5.7 a code that is not known alone", "XX:\"x\"", Language::us, "XX:\"x\""},
        {"5.7 lower case is no code", "us:\"a\"", Language::us, "us:\"a\""},
        {"5.7 a word is no code", "BONUS:\"a\"", Language::us, "BONUS:\"a\""},
        {"5.7 a text that ends with a mark", "US:\"", Language::us, "US:\""},
        {"5.7 not closed", "US:\"Supplier", Language::us, "US:\"Supplier"},
        {"5.7 the second is not closed", "US:\"a\";NO:\"b", Language::us, "US:\"a\";NO:\"b"},
        {"5.7 a later block is not closed", "US:\"a\" US:\"b", Language::us, "US:\"a\" US:\"b"},
        {"5.7 the mark alone", ":\"", Language::us, ":\""},
        {"5.7 a plain text", "Supplier", Language::no, "Supplier"},
        {"5.2 a resource that is known", "[SR_MANDATORY_FIELD_1281]", Language::fr, "Nom de société"},
        {"5.2 in English", "[SR_MANDATORY_FIELD_1281]", Language::us, "Company name"},
        {"5.2 inside a text", "a [SR_MANDATORY_FIELD_1281] b", Language::no, "a Firmanavn b"},
        {"5.1 unchanged without a language", "[SR_MANDATORY_FIELD_1281]", Language::none, "[SR_MANDATORY_FIELD_1281]"},
        {"5.1 a resource that is not known", "[SR_NOTHING_1]", Language::fr, "[SR_NOTHING_1]"},
        {"not closed", "[SR_MANDATORY_FIELD_1281", Language::fr, "[SR_MANDATORY_FIELD_1281"},
        {"a mark in front of one", "[SR_[SR_MANDATORY_FIELD_1281]", Language::fr, "[SR_Nom de société"},
    };
    for (const TextCase& one : cases) {
        CAPTURE(one.rule);
        CAPTURE(one.text);
        std::string text = one.text;
        CHECK(localize(text, one.language) == (one.text != one.shown));
        CHECK(text == one.shown);
    }
}

TEST_CASE("a megabyte of marks takes no longer than its length") {
    for (const char* piece : {":\"", "US:\"", "US:\"a\";", "[SR_", "[SR_A"}) {
        std::string text = many(piece, 1'000'000);
        localize(text, Language::no);
        CHECK(text.size() <= 1'000'010);
    }
}
