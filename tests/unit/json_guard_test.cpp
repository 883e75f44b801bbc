// What the JSON guard lets through and what it refuses, with the byte it stops at.
#include <doctest/doctest.h>

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

TEST_CASE("accepted bodies") {
    const std::vector<std::string> bodies{"null",
                                          "true",
                                          "false",
                                          "0",
                                          "-0",
                                          "-1",
                                          "123456789012345678901234567890",
                                          "1.5",
                                          "-1.5e-7",
                                          "1E4",
                                          "1e308",
                                          "1e-400",
                                          "\"\"",
                                          "\"a\"",
                                          "[]",
                                          "{}",
                                          " [ ] ",
                                          "\t\r\n{ }\n",
                                          "[1,2,3]",
                                          "[[[[]]]]",
                                          "[null,true,false]",
                                          R"({"a":1})",
                                          R"({"a":{"b":[{"c":null}]}})",
                                          R"({"":0})",
                                          R"(["\"\\\/\b\f\n\r\t"])",
                                          R"(["\u0001"])",
                                          R"(["\u00e5"])",
                                          R"(["\ud83d\ude00"])",
                                          R"(["\uD83D\uDE00"])",
                                          R"(["\uFFFF"])",
                                          "[\"\xC3\xA5\"]",
                                          "[\"\xE2\x82\xAC\"]",
                                          "[\"\xF0\x9F\x98\x80\"]",
                                          "[\"\xED\x9F\xBF\"]",
                                          "[\"\xEE\x80\x80\"]",
                                          "[\"\xF4\x8F\xBF\xBF\"]",
                                          "[\"\x7F\"]",
                                          R"(["\u2028"])",
                                          "[\"\xE2\x80\xA8\"]",
                                          "\xEF\xBB\xBF{\"a\":1}",
                                          R"({"a":1,"b":{"a":1}})",
                                          R"([{"a":1},{"A":1}])",
                                          R"({"a":{"x":1},"x":1})",
                                          R"({"å":1,"Å":2})",
                                          R"({"@":1,"`":2})",
                                          R"({"[":1,"{":2})",
                                          repeat("[", 32) + repeat("]", 32),
                                          object_of(256),
                                          "[" + repeat("1,", 19'998) + "1]"};
    for (const std::string& body : bodies) {
        CAPTURE(body);
        CHECK(refusal(body) == "");
    }
}

TEST_CASE("refused bodies") {
    const std::vector<std::string> bodies{
        // no value, half a value, more than a value
        "", " ", "\xEF\xBB\xBF", "{", "[", "\"", "{\"a\"", "{\"a\":", "{\"a\":1", "[1", "[1,", "nul", "tru",
        "null null", "{}{}", "{} x", "[]]", "1 2", "\"a\" \"b\"", "{}\xEF\xBB\xBF", "{},",
        // what other dialects allow
        "{'a':1}", "['a']", "{a:1}", "{1:1}", "{null:1}", "[1,]", "{\"a\":1,}", "[,1]", "[1,,2]", "{,}",
        "/*x*/{}", "{}//x", "[1]#x", "NaN", "Infinity", "-Infinity", "[undefined]", "True", "NULL", "0x10",
        "\x60 a\x60",
        // numbers
        "01", "-01", "+1", ".5", "1.", "1.e5", "1e", "1e+", "-", "--1", "1e999", "-1e999", "[1e309]", "1_000",
        "1,5",
        // punctuation
        "{\"a\" 1}", "{\"a\"::1}", "{\"a\":1 \"b\":2}", "[1 2]", "[1:2]", "{\"a\",1}", "{[]:1}", "{{}:1}",
        "]", "}", "[}", "{]",
        // texts
        "[\"\n\"]", "[\"\t\"]", "[\"\x1f\"]", R"(["\x41"])", R"(["\'"])", R"(["\u12"])", R"(["\u12G4"])",
        R"(["\U0041"])", R"(["\)", R"(["\"])", "[\"a\0b\"]"s, "[1]\0"s, "{\"a\":1}\0{\"b\":2}"s, "\0"s,
        R"(["\u0000"])", R"(["a\u0000b"])", R"({"\u0000":1})", R"({"a\u0000":1})", R"(["\ud800"])",
        R"(["\ud800x"])", R"(["\ud800\u0041"])", R"(["\udc00"])", R"(["\udfff\ud800"])", R"({"\udc00":1})",
        R"(["x\uDBFF"])",
        // UTF-8
        "[\"\x80\"]", "[\"\xC3\"]", "[\"\xC3(\"]", "[\"\xC0\x80\"]", "[\"\xC1\xBF\"]", "[\"\xE0\x80\x80\"]",
        "[\"\xE0\x9F\xBF\"]", "[\"\xED\xA0\x80\"]", "[\"\xED\xBF\xBF\"]", "[\"\xF0\x80\x80\x80\"]",
        "[\"\xF0\x8F\xBF\xBF\"]", "[\"\xF4\x90\x80\x80\"]", "[\"\xF5\x80\x80\x80\"]", "[\"\xFF\"]",
        "[\"\xFE\"]", "[\"\xE2\x82\"]", "{\"\xFF\":1}", "\xFF\xFE{\0}\0"s, "\xEF\xBB{}",
        "\xEF\xBB\xBF\xEF\xBB\xBF{}", "[\xC3\xA5]", "\xC2\xA0{}", "{}\xC2\xA0",
        // the same member twice
        R"({"a":1,"a":2})", R"({"a":1,"A":2})", R"({"Password":1,"x":2,"pASSWORD":3})",
        R"({"x":{"b":1,"b":1}})", R"({"a":1,"b":{"c":1},"A":2})", R"([{"k":0,"k":0}])",
        R"({"a":1,"\u0061":2})", R"({"":1,"":2})",
        // limits
        repeat("[", 33) + repeat("]", 33), repeat("{\"a\":", 33) + "1" + repeat("}", 33),
        repeat("[", 1'000'000), object_of(257), "[" + repeat("1,", 19'999) + "1]"};
    for (const std::string& body : bodies) {
        CAPTURE(body);
        CHECK(refusal(body) != "");
    }
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
