// What the JSON guard says of a refused body, and its limits; the texts themselves are in tests/security/json.
#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/json/guard.hpp"

using uag::Error;
using uag::JsonLimits;
namespace json = uag::json;
using namespace std::string_literals;

namespace {

// Empty if the body is accepted, else the public text of the refusal.
std::string refusal(std::string body, const JsonLimits& limits = {}) {
    json::Body parsed;
    const auto result = parsed.parse(body, limits);
    if (result.has_value()) return {};
    CHECK(result.error().code == uag::errc::malformed);
    return result.error().public_text;
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

std::string object_of(std::size_t members) {
    std::string out = "{";
    for (std::size_t i = 0; i < members; ++i)
        out += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":1";
    return out + "}";
}

}  // namespace

TEST_CASE("limits hold at their edge") {
    CHECK(refusal(repeat("[", 32) + repeat("]", 32)) == "");
    CHECK(refusal(repeat("[", 33) + repeat("]", 33)) != "");
    CHECK(refusal(object_of(256)) == "");
    CHECK(refusal(object_of(257)) != "");
    CHECK(refusal("[" + repeat("1,", 19'998) + "1]") == "");
    CHECK(refusal("[" + repeat("1,", 19'999) + "1]") != "");
}

TEST_CASE("the refusal names the byte and the reason, never the content") {
    CHECK(refusal(R"({"a":1,"A":"hunter2"})") ==
          "The JSON body cannot be read: a member stands twice (byte 10).");
    CHECK(refusal("\xEF\xBB\xBF{x") ==
          "The JSON body cannot be read: a member's name in double quotes is expected (byte 4).");
    CHECK(refusal("{\"a\":1}\0"s) == "The JSON body cannot be read: a byte is NUL (byte 7).");
    CHECK(refusal("1e999").starts_with("The JSON body cannot be read: a number is too large (byte "));
    CHECK(refusal("").starts_with("The JSON body cannot be read: it is empty (byte 0"));
    for (const char* const body :
         {R"({"hunter2":"hunter2","hunter2":1})", R"({"hunter2":hunter2})", R"(["hunter2\u0000"])"})
        CHECK(refusal(body).find("hunter2") == std::string::npos);
}

TEST_CASE("limits are the settings'") {
    JsonLimits limits;
    limits.depth = 2;
    limits.keys = 1;
    limits.nodes = 3;
    CHECK(refusal("[[1]]", limits) == "");
    CHECK(refusal("[[[]]]", limits) != "");
    CHECK(refusal(R"({"a":1})", limits) == "");
    CHECK(refusal(R"({"a":1,"b":2})", limits) != "");
    CHECK(refusal("[1,2]", limits) == "");
    CHECK(refusal("[1,2,3]", limits) != "");
}

TEST_CASE("texts are decoded in place and large bodies are read whole") {
    std::string body = R"({"name":"p\u00e5:\n\ud83d\ude00","list":[)" + repeat("12345,", 5000) + "9]}";
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
        body += (i == 0 ? "\"" : ",\"") + repeat("k", 4000) + std::to_string(1000 + i) + "\":1";
    body += "}";
    CHECK(refusal(body) == "");
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
                                {"0." + repeat("0", 5000) + "1", 0},
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
        CHECK(refusal(text).find("a number is too large") != std::string::npos);
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
