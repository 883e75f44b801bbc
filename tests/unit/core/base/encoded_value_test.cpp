// Encoded values and the cultures that they are shown in.
#include "core/base/encoded_value.hpp"

#include <doctest/doctest.h>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/walk/show_language.hpp"
#include "core/agent/operations.hpp"
#include "core/base/culture.hpp"
#include "core/contract/answers.hpp"
#include "support/dates.hpp"

using namespace uag;
using test::date_of;

namespace {

std::string shown(std::string text, std::string_view culture, Language language = Language::us) {
    CultureFormat(wanted_culture(culture, language)).show(text);
    return text;
}

// As many values as wanted, of every kind.
class RandomValues {
public:
    EncodedValue next() {
        EncodedValue made;
        made.marker = static_cast<Marker>(below(9));
        switch (made.marker) {
            case Marker::integer: made.value = std::int64_t{integer()}; break;
            case Marker::timespan: made.value = std::int64_t{integer()} * below(200); break;
            case Marker::decimal:
            case Marker::money: made.value = decimal(); break;
            case Marker::date:
            case Marker::datetime: made.value = DateTime{below(DateTime::max_ticks + 1)}; break;
            case Marker::time: made.value = DateTime{below(24 * 3600 * DateTime::ticks_per_second)}; break;
            case Marker::integers: made.value = integers(); break;
            case Marker::binary: made.value = bytes(); break;
        }
        return made;
    }

private:
    std::int64_t below(std::int64_t end) { return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_); }
    std::int32_t integer() { return static_cast<std::int32_t>(random_()); }
    std::string decimal() {
        std::string text = std::to_string(integer());
        if (below(2) == 0) text += '.' + std::to_string(below(1'000'000));
        if (below(4) == 0) text += (below(2) == 0 ? "E+" : "e-") + std::to_string(below(max_exponent + 1));
        return text;
    }
    EncodedValue::Integers integers() {
        EncodedValue::Integers all(static_cast<std::size_t>(below(5)));
        for (std::int32_t& one : all) one = integer();
        return all;
    }
    std::string bytes() {
        std::string all(static_cast<std::size_t>(below(9)), '\0');
        for (char& one : all) one = static_cast<char>(below(256));
        return all;
    }

    std::mt19937 random_{20201121};
};

}  // namespace

TEST_CASE("encoded values") {
    struct Row {
        const char* rule;
        const char* text;
        EncodedValue value;
        const char* encoded;  // null: the text itself
    };
    const std::vector<Row> rows{
        {"5.11 I", "[I:3]", {Marker::integer, std::int64_t{3}}, nullptr},
        {"5.10 the least int", "[I:-2147483648]", {Marker::integer, std::int64_t{INT32_MIN}}, nullptr},
        {"5.11 F", "[F:4.43]", {Marker::decimal, "4.43"}, nullptr},
        {"5.11 F zero", "[F:0]", {Marker::decimal, "0"}, nullptr},
        {"5.10 F as .NET writes a double", "[F:1E-07]", {Marker::decimal, "1E-07"}, nullptr},
        {"5.10 M", "[M:-12345678901234567890.12]", {Marker::money, "-12345678901234567890.12"}, nullptr},
        {"5.11 DT", "[DT:03/28/2019 00:00:00.0000000]", {Marker::datetime, date_of("2019-03-28T00:00:00")}, nullptr},
        {"5.11 D", "[D:03/28/2019 13:14:15.1234567]", {Marker::date, date_of("2019-03-28T13:14:15.1234567")}, nullptr},
        {"5.11 min date", "[DT:01/01/0001 00:00:00.0000000]", {Marker::datetime, DateTime{}}, nullptr},
        {"5.11 the shorter form of D",
         "[D:03/28/2019]",
         {Marker::date, date_of("2019-03-28")},
         "[D:03/28/2019 00:00:00.0000000]"},
        {"5.11 the shorter form of DT",
         "[DT:03/28/2019 13:14]",
         {Marker::datetime, date_of("2019-03-28T13:14:00")},
         "[DT:03/28/2019 13:14:00.0000000]"},
        {"5.10 T", "[T:13:14:15.0000000]", {Marker::time, date_of("0001-01-01T13:14:15")}, nullptr},
        {"5.10 the shorter form of T",
         "[T:13:14]",
         {Marker::time, date_of("0001-01-01T13:14:00")},
         "[T:13:14:00.0000000]"},
        {"5.10 T of a date",
         "[T:03/28/2019 13:14:15.0000000]",
         {Marker::time, date_of("0001-01-01T13:14:15")},
         "[T:13:14:15.0000000]"},
        {"5.10 TS", "[TS:-86461]", {Marker::timespan, std::int64_t{-86461}}, nullptr},
        {"5.10 A", "[A:3,4,5]", {Marker::integers, EncodedValue::Integers{3, 4, 5}}, nullptr},
        {"5.10 A of one", "[A:-3]", {Marker::integers, EncodedValue::Integers{-3}}, nullptr},
        {"5.10 A of none", "[A:]", {Marker::integers, EncodedValue::Integers{}}, nullptr},
        {"5.10 B", "[B:AP8=]", {Marker::binary, std::string("\0\xff", 2)}, nullptr},
        {"5.10 B of none", "[B:]", {Marker::binary, std::string()}, nullptr},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        const auto value = decode_value(row.text);
        REQUIRE(value.has_value());
        CHECK(*value == row.value);
        CHECK(encode_value(*value) == (row.encoded == nullptr ? row.text : row.encoded));
        // With its marker or without.
        const std::string_view text = row.text;
        const std::size_t front = text.find(':') + 1;
        CHECK(decode_value(text, value->marker) == value);
        CHECK(decode_value(text.substr(front, text.size() - front - 1), value->marker) == value);
    }
}

TEST_CASE("what is encoded decodes to itself") {
    RandomValues values;
    for (int round = 0; round < 5'000; ++round) {
        const EncodedValue value = values.next();
        const std::string text = encode_value(value);
        CAPTURE(text);
        REQUIRE(decode_value(text) == value);
    }
}

TEST_CASE("bad values are texts, and stay as they are in every culture") {
    const std::vector<std::string> texts{
        "",
        "[",
        "]",
        "[]",
        "[:]",
        "[I",
        "[I:",
        "[I:]",
        "[I]",
        "I:3",
        "[I:3",
        "[i:3]",
        "[X:3]",
        "[I:3] ",
        " [I:3]",
        "[I: 3]",
        "[I:+3]",
        "[I:3.0]",
        "[I:0x3]",
        "[I:2147483648]",
        "[I:99999999999999999999]",
        "[I:3][I:4]",
        "a [I:3] b",
        "[F:]",
        "[F:4,43]",
        "[F:4.]",
        "[F:.5]",
        "[F:--4]",
        "[F:NaN]",
        "[F:Infinity]",
        "[F:1E]",
        "[F:1E+-5]",
        "[F:1E309]",
        "[F:1E999999999999]",
        "[F:" + std::string(max_decimal + 1, '1') + "]",
        "[M:1 000]",
        "[D:13/45/2020]",
        "[D:02/30/2020]",
        "[D:2020-01-31]",
        "[D:1/2/2020]",
        "[D:01/31/0000]",
        "[D:01/31/20200]",
        "[D:01/31/2020T00:00:00]",
        "[D:01/31/2020 ]",
        "[DT:01/31/2020 24:00:00]",
        "[DT:01/31/2020 10:20:30Z]",
        "[DT:01/31/2020 10:20:30.12345678]",
        "[DT:01/31/2020 10]",
        "[DT:+1/31/2020]",
        "[T:25:00]",
        "[T:24:00]",
        "[T:10:60]",
        "[T:]",
        "[T:10:20Z]",
        "[TS:1.5]",
        "[TS:922337203686]",
        "[A:3,]",
        "[A:,3]",
        "[A:3,,4]",
        "[A:3, 4]",
        "[B:A]",
        "[B:===]",
        std::string("[I:3\0]", 6),
        "[I:\xff]",
    };
    for (const std::string& text : texts) {
        CAPTURE(text);
        CHECK_FALSE(decode_value(text).has_value());
        for (const char* culture : {"nb", "en-US", "", "tlh"}) CHECK(shown(text, culture) == text);
    }
    CHECK_FALSE(decode_value("abc", Marker::integer).has_value());
    CHECK_FALSE(decode_value("[F:1]", Marker::integer).has_value());
    CHECK_FALSE(decode_value("", Marker::datetime).has_value());
}

TEST_CASE("a culture's tag") {
    struct Row {
        const char* rule;
        std::string header;
        Language language;
        Culture culture;
    };
    const std::vector<Row> rows{
        {"the country counts", "en-GB", Language::no, {Language::us, {'G', 'B'}}},
        {"in any case", "EN_gb", Language::no, {Language::us, {'G', 'B'}}},
        {"a language alone", "sv", Language::no, {Language::sw, {}}},
        {"behind a script", "zh-Hant-TW", Language::no, {Language::cn, {'T', 'W'}}},
        {"an extension names no country", "en-u-ca-buddhist", Language::no, {Language::us, {}}},
        {"none: the language's own", "", Language::fr, {Language::fr, {}}},
        {"of Switzerland", "", Language::ch, {Language::ch, {'C', 'H'}}},
        {"none that is known: the language's own", "tlh-KL", Language::fr, {Language::fr, {}}},
        {"a star: the language's own", "*", Language::fr, {Language::fr, {}}},
        {"the first that is known", "tlh, de-AT;q=0.5, en", Language::fr, {Language::ge, {'A', 'T'}}},
        {"no language: ignored", "de-AT", Language::none, {}},
        {"10,000 bytes without a separator", std::string(10'000, 'e'), Language::fr, {Language::fr, {}}},
        {"what follows 256 bytes is not read", std::string(256, ',') + "de", Language::fr, {Language::fr, {}}},
        {"control characters and NUL", std::string("\x01\0de", 4), Language::fr, {Language::fr, {}}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        CHECK(wanted_culture(row.header, row.language) == row.culture);
    }
}

TEST_CASE("how values are shown") {
    struct Row {
        const char* what;
        const char* text;
        const char* culture;
        const char* shown;
    };
    const std::vector<Row> rows{
        {"a number", "[I:12345]", "en-US", "12345"},
        {"a negative one, with the culture's sign", "[I:-5]", "en-US", "-5"},
        {"a decimal", "[F:4.43]", "en-US", "4.43"},
        {"a decimal in Norwegian", "[F:4.43]", "nb", "4,43"},
        {"in German", "[F:1234.5]", "de", "1234,5"},
        {"of Switzerland", "[F:4.43]", "de-CH", "4.43"},
        {"every digit", "[F:0.12345678901234567890123456789]", "en", "0.12345678901234567890123456789"},
        {"an exponent", "[F:1.5E+03]", "en", "1500"},
        {"an amount", "[M:1234567.5]", "en-US", "1,234,567.50"},
        {"an amount in Norwegian", "[M:1234567.5]", "nb", "1\u00A0234\u00A0567,50"},
        {"an amount with more digits", "[M:0.125]", "de", "0,125"},
        {"a date, American", "[D:03/28/2019 00:00:00.0000000]", "en-US", "3/28/2019"},
        {"a date, British", "[D:03/28/2019 00:00:00.0000000]", "en-GB", "28/03/2019"},
        {"a date, Norwegian", "[D:03/28/2019 00:00:00.0000000]", "nb-NO", "28.03.2019"},
        {"a date, Swedish", "[D:03/28/2019]", "sv", "2019-03-28"},
        {"a date, German", "[D:03/28/1904]", "de", "28.03.1904"},
        {"the date of a moment only", "[D:03/28/2019 23:59:59.9999999]", "fr", "28/03/2019"},
        {"the first day", "[D:01/01/0001]", "en-US", "1/1/0001"},
        {"the last day", "[D:12/31/9999 23:59:59.9999999]", "nb", "31.12.9999"},
        {"before the calendar's reform", "[D:10/10/1582]", "de", "10.10.1582"},
        {"a moment: no zone, no fraction", "[DT:03/28/2019 13:14:15.9999999]", "nb", "28.03.2019, 13:14:15"},
        {"a moment, American", "[DT:03/28/2019 13:14:15]", "en-US", "3/28/2019, 1:14:15\u202FPM"},
        {"a time", "[T:13:14:15]", "sv", "13:14:15"},
        {"a timespan", "[TS:3661]", "nb", "1:01:01"},
        {"a long one", "[TS:-360000]", "en", "-100:00:00"},
        {"integers are nothing to read", "[A:3,4,5]", "nb", "[A:3,4,5]"},
        {"bytes are nothing to read", "[B:AP8=]", "nb", "[B:AP8=]"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK(shown(row.text, row.culture) == std::string(row.shown));
    }
    // Without a language there is no culture, whatever the header says.
    CHECK(shown("[F:4.43]", "nb", Language::none) == "[F:4.43]");
    CHECK(shown("[F:4.43]", "", Language::no) == "4,43");
    CHECK(shown("[F:1E308]", "en").size() <= 700);
    CHECK(shown("[M:-1E308]", "fr").size() <= 700);
}

TEST_CASE("values for programs stay encoded; what people read does not") {
    const Operation& operation = *find_operation(Service::user, "GetUser");
    Object response = make_object(operation.response());
    User& user = static_cast<Answer<Box<User>>*>(response.get())->response.emplace();
    user.tooltip = "US:\"[F:4.43]\";NO:\"[I:3]\"";
    for (auto* const dictionary : {&user.extra_fields, &user.custom_fields}) {
        dictionary->presence = Presence::value;
        dictionary->items.push_back({"SuperOffice:1", "[F:4.43]"});
    }
    user.user_group.emplace().tooltip = "[I:3] and more";
    show_language(operation.response(), response.get(), Language::us, wanted_culture("nb", Language::us));
    CHECK(user.tooltip.text == "4,43");
    CHECK(user.extra_fields.items[0].value.text == "[F:4.43]");
    CHECK(user.custom_fields.items[0].value.text == "[F:4.43]");
    CHECK(user.user_group->tooltip.text == "[I:3] and more");
}

TEST_CASE("without a culture, as in SOAP, values stay encoded") {
    const Operation& operation = *find_operation(Service::user, "GetUser");
    Object response = make_object(operation.response());
    User& user = static_cast<Answer<Box<User>>*>(response.get())->response.emplace();
    user.tooltip = "[F:4.43]";
    show_language(operation.response(), response.get(), Language::no);
    CHECK(user.tooltip.text == "[F:4.43]");
}
