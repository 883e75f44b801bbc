// What the JSON guard says of a refused body, and its limits; the texts themselves are in tests/security/json.
#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/json/guard.hpp"
#include "support/texts.hpp"

using uag::Error;
using uag::JsonLimits;
using uag::test::repeated;
namespace json = uag::json;
using namespace std::string_literals;

namespace {

// Empty if the body is accepted, else the public text of the refusal.
std::string json_refusal(std::string body, const JsonLimits& limits = {}) {
    json::Body parsed;
    const auto result = parsed.parse(body, limits);
    if (result.has_value()) return {};
    CHECK(result.error().code == uag::errc::malformed);
    return result.error().public_text.english();
}

std::string object_of(std::size_t members) {
    std::string out = "{";
    for (std::size_t i = 0; i < members; ++i) out += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":1";
    return out + "}";
}

}  // namespace

TEST_CASE("limits hold at their edge") {
    CHECK(json_refusal(repeated("[", 32) + repeated("]", 32)) == "");
    CHECK(json_refusal(repeated("[", 33) + repeated("]", 33)) != "");
    CHECK(json_refusal(object_of(256)) == "");
    CHECK(json_refusal(object_of(257)) != "");
    CHECK(json_refusal("[" + repeated("1,", 19'998) + "1]") == "");
    CHECK(json_refusal("[" + repeated("1,", 19'999) + "1]") != "");
}

TEST_CASE("a member stands once in a large object too, and finding that out costs no square") {
    constexpr std::size_t many = 400'000;
    const JsonLimits limits{32, many, many + 1};
    CHECK(json_refusal(object_of(many), limits).empty());
    std::string twice = object_of(many - 1);
    twice.back() = ',';
    CHECK(json_refusal(twice + "\"K70\":1}", limits).find("a member stands twice") != std::string::npos);
}

TEST_CASE("the refusal names the byte and the reason, never the content") {
    CHECK(json_refusal(R"({"a":1,"A":"hunter2"})") == "The JSON body cannot be read: a member stands twice (byte 10).");
    CHECK(json_refusal("\xEF\xBB\xBF{x") ==
          "The JSON body cannot be read: a member's name in double quotes is expected (byte 4).");
    CHECK(json_refusal("{\"a\":1}\0"s) == "The JSON body cannot be read: a byte is NUL (byte 7).");
    CHECK(json_refusal("1e999").starts_with("The JSON body cannot be read: a number is too large (byte "));
    CHECK(json_refusal("").starts_with("The JSON body cannot be read: it is empty (byte 0"));
    for (const char* const body :
         {R"({"hunter2":"hunter2","hunter2":1})", R"({"hunter2":hunter2})", R"(["hunter2\u0000"])"})
        CHECK(json_refusal(body).find("hunter2") == std::string::npos);
}

TEST_CASE("a body that ends inside a character is refused and nothing after it is touched") {
    for (const std::string_view cut : {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x98"}) {
        const std::string body = "[\"" + repeated("x", 40) + std::string(cut);
        std::vector<char> exact(body.begin(), body.end());
        exact.push_back('\0');
        exact.shrink_to_fit();
        json::Body parsed;
        const auto result = parsed.parse({exact.data(), body.size()}, {});
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().public_text.english() == "The JSON body cannot be read: it is not valid UTF-8 (byte 42).");
    }
    CHECK(json_refusal("[\"a\nb\"]") == "The JSON body cannot be read: a text holds a control character (byte 3).");
    CHECK(json_refusal("[\"a\\qb\"]") == "The JSON body cannot be read: an escape sequence is wrong (byte 3).");
}

TEST_CASE("limits are the settings'") {
    JsonLimits limits;
    limits.depth = 2;
    limits.keys = 1;
    limits.nodes = 3;
    CHECK(json_refusal("[[1]]", limits) == "");
    CHECK(json_refusal("[[[]]]", limits) != "");
    CHECK(json_refusal(R"({"a":1})", limits) == "");
    CHECK(json_refusal(R"({"a":1,"b":2})", limits) != "");
    CHECK(json_refusal("[1,2]", limits) == "");
    CHECK(json_refusal("[1,2,3]", limits) != "");
}

TEST_CASE("texts are decoded in place and large bodies are read whole") {
    std::string body = R"({"name":"p\u00e5:\n\ud83d\ude00","list":[)" + repeated("12345,", 5000) + "9]}";
    json::Body parsed;
    REQUIRE(parsed.parse(body, {}).has_value());
    const json::Value& name = parsed.root()["name"];
    CHECK(std::string_view(name.GetString(), name.GetStringLength()) == "p\xC3\xA5:\n\xF0\x9F\x98\x80");
    CHECK(name.GetString() >= body.data());
    CHECK(name.GetString() < body.data() + body.size());
    CHECK(parsed.root()["list"].Size() == 5001);
    CHECK(parsed.root()["list"][5000].GetInt() == 9);
}

TEST_CASE("many long keys that differ late are compared in reasonable time") {
    std::string body = "{";
    for (int i = 0; i < 256; ++i)
        body += (i == 0 ? "\"" : ",\"") + repeated("k", 4000) + std::to_string(1000 + i) + "\":1";
    body += "}";
    CHECK(json_refusal(body) == "");
}

TEST_CASE("numbers are read to the nearest value") {
    struct Row {
        std::string text;
        double value;
    };
    const std::vector<Row> rows{{"0E-33", 0},
                                {"-0.0e5", 0},
                                {"0.1", 0.1},
                                {"2.2250738585072011e-308", 2.2250738585072011e-308},
                                {"4.9e-324", 4.9e-324},
                                {"1e-400", 0},
                                {"0." + repeated("0", 5000) + "1", 0},
                                {"1.7976931348623157e308", 1.7976931348623157e308},
                                {"9007199254740993.0", 9007199254740992.0},
                                {"18446744073709551616", 18446744073709551616.0}};
    for (const Row& row : rows) {
        CAPTURE(row.text);
        std::string body = "[" + row.text + "]";
        json::Body parsed;
        REQUIRE(parsed.parse(body, {}).has_value());
        CHECK(parsed.root()[0].GetDouble() == row.value);
    }
    for (const char* const text : {"0.9e309", "9.9e308", "1e309"})
        CHECK(json_refusal(text).find("a number is too large") != std::string::npos);
}

TEST_CASE("whole numbers are whole") {
    std::string body = "[-0,7,-2147483648,4294967295,-9223372036854775808,18446744073709551615]";
    json::Body parsed;
    REQUIRE(parsed.parse(body, {}).has_value());
    const auto& all = parsed.root();
    CHECK(all[0].GetInt() == 0);
    CHECK(all[1].GetInt() == 7);
    CHECK(all[2].GetInt() == -2147483647 - 1);
    CHECK(all[3].GetUint() == 4294967295U);
    CHECK_FALSE(all[3].IsInt());
    CHECK(all[4].GetInt64() == std::numeric_limits<std::int64_t>::min());
    CHECK(all[5].GetUint64() == std::numeric_limits<std::uint64_t>::max());
}

TEST_CASE("what is taken beside JSON is told of another server's text") {
    using Phrases = std::vector<std::string_view>;
    const std::string_view comment = "has a comment";
    const std::string_view comma = "has a comma behind a last member or item";
    for (const std::string_view plain : {"", "null", R"({"a":"// no /* comment","b":[1,2],"c":"\\"})", R"(["\",]"])",
                                         "[[],{}]", "{\"a\" : 1 , \"b\" : 2}"})
        CHECK_MESSAGE(json::laxities_in(plain).empty(), plain);
    CHECK(json::laxities_in("{/* \" */}") == Phrases{comment});
    CHECK(json::laxities_in("[1] // end") == Phrases{comment});
    CHECK(json::laxities_in("[1,]") == Phrases{comma});
    CHECK(json::laxities_in("{\"a\":{\"b\":1 , /* so */ }}") == Phrases{comment, comma});
    CHECK(json::laxities_in("[1,//\n]") == Phrases{comment, comma});
}
