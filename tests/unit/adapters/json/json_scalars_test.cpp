// Scalars in JSON, kind by kind: tables of what is taken, what is refused and what goes out.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"
#include "unit/adapters/json/json_slots.hpp"

using namespace uag;
using test::read_slot;
using test::written_json;

TEST_CASE("an int takes integers and their text, nothing else") {
    struct Row {
        const char* body;
        std::int32_t value;
    };
    for (const auto& [body, value] : std::vector<Row>{{"5", 5},
                                                      {"\"5\"", 5},
                                                      {"-5", -5},
                                                      {"\"-5\"", -5},
                                                      {"\"+5\"", 5},
                                                      {"0", 0},
                                                      {"-0", 0},
                                                      {"null", 0},
                                                      {"2147483647", 2147483647},
                                                      {"\"2147483647\"", 2147483647},
                                                      {"-2147483648", -2147483647 - 1},
                                                      {"\"007\"", 7}}) {
        CAPTURE(body);
        std::int32_t number = 99;
        CHECK(read_slot(body, number).has_value());
        CHECK(number == value);
    }
    for (const char* const body : {"5.5",
                                   "5.0",
                                   "1e2",
                                   "\"5.5\"",
                                   "\"1e2\"",
                                   "\"\"",
                                   "\" 5\"",
                                   "\"5 \"",
                                   "\"five\"",
                                   "\"0x5\"",
                                   "\"+-5\"",
                                   "\"--5\"",
                                   "\"+\"",
                                   "true",
                                   "[]",
                                   "{}",
                                   "[5]",
                                   "2147483648",
                                   "-2147483649",
                                   "\"2147483648\"",
                                   "18446744073709551615",
                                   "99999999999999999999",
                                   "\"99999999999999999999\""}) {
        CAPTURE(body);
        std::int32_t number = 99;
        const auto result = read_slot(body, number);
        REQUIRE(result.has_error());
        CHECK(result.error().code == errc::bad_parameter);
    }
}

TEST_CASE("a short keeps its range") {
    std::int16_t rank = 1;
    CHECK(read_slot("32767", rank).has_value());
    CHECK(rank == 32767);
    CHECK(read_slot("\"-32768\"", rank).has_value());
    CHECK(rank == -32768);
    CHECK(read_slot("32768", rank).has_error());
    CHECK(read_slot("-32769", rank).has_error());
    CHECK(read_slot("1.5", rank).has_error());
}

TEST_CASE("booleans") {
    for (const char* const body : {"true", "\"true\"", "\"True\"", "\"TRUE\"", "1", "\"1\""}) {
        bool value = false;
        CHECK(read_slot(body, value).has_value());
        CHECK(value);
    }
    for (const char* const body : {"false", "\"false\"", "\"FALSE\"", "null", "0", "\"0\""}) {
        bool value = true;
        CHECK(read_slot(body, value).has_value());
        CHECK_FALSE(value);
    }
    for (const char* const body : {"2", "-1", "1.0", "\"yes\"", "\"\"", "\"2\"", "\" 1\"", "[]", "{}"}) {
        bool value = true;
        CHECK(read_slot(body, value).has_error());
    }
}

TEST_CASE("texts: null, empty and value are three things; integers become text") {
    String text;
    CHECK(read_slot("\"p\xC3\xA5\"", text).has_value());
    CHECK(text == String("p\xC3\xA5"));
    CHECK(read_slot("\"\"", text).has_value());
    CHECK(text == String(""));
    CHECK(read_slot("null", text).has_value());
    CHECK(text.presence == Presence::nil);
    CHECK(text.text.empty());
    CHECK(read_slot("123456", text).has_value());
    CHECK(text == String("123456"));
    CHECK(read_slot("18446744073709551615", text).has_value());
    CHECK(text == String("18446744073709551615"));
    for (const char* const body : {"true", "1.5", "[]", "{}", "[\"a\"]"}) CHECK(read_slot(body, text).has_error());

    CHECK(written_json(String("a\"b\\c/\n\r\t\b\f\x01\x1f\x7F")) ==
          "\"a\\\"b\\\\c/\\n\\r\\t\\b\\f\\u0001\\u001f\x7F\"");
    CHECK(written_json(String("p\xC3\xA5\xF0\x9F\x98\x80")) == "\"p\xC3\xA5\xF0\x9F\x98\x80\"");
    CHECK(written_json(String("a\xE2\x80\xA8"
                              "b\xE2\x80\xA9\xE2\x80\xAA\xE2\x82\xAC")) ==
          "\"a\\u2028b\\u2029\xE2\x80\xAA\xE2\x82\xAC\"");
    CHECK(written_json(String()) == "null");
    CHECK(written_json(String("")) == "\"\"");
}

TEST_CASE("enumerations by name in any case, by number, by list of names") {
    UserType type{};
    struct Row {
        const char* body;
        UserType value;
    };
    for (const auto& [body, value] : std::vector<Row>{{"\"InternalAssociate\"", UserType::internal_associate},
                                                      {"\"internalassociate\"", UserType::internal_associate},
                                                      {"\" SystemAssociate \"", UserType::system_associate},
                                                      {"3", UserType::external_associate},
                                                      {"\"3\"", UserType::external_associate},
                                                      {"0", UserType::unknown},
                                                      {"null", UserType::unknown}}) {
        CAPTURE(body);
        type = UserType::anonymous_associate;
        CHECK(read_slot(body, type).has_value());
        CHECK(type == value);
    }
    for (const char* const body : {"\"Nobody\"", "\"\"", "6", "-1", "\"6\"", "1.0", "4294967297", "true", "[]", "{}",
                                   "\"Unknown, InternalAssociate\"", "\"InternalAssociate,\""}) {
        CAPTURE(body);
        const auto result = read_slot(body, type);
        REQUIRE(result.has_error());
        CHECK(result.error().code == errc::bad_parameter);
        CHECK(result.error().public_text.english().find("Nobody") == std::string::npos);
    }
    RoleRelationToOwner relation{};
    CHECK(read_slot("10", relation).has_value());
    CHECK(read_slot("8", relation).has_error());

    ExternalUserInfoModification changes{};
    using Changes = ExternalUserInfoModification;
    struct Flags {
        const char* body;
        int value;
    };
    for (const auto& [body, value] : std::vector<Flags>{{"15", 15},
                                                        {"\"All\"", 15},
                                                        {"\"UserName, Password\"", 3},
                                                        {"\"password,ROLE\"", 6},
                                                        {"\"Unknown\"", 0},
                                                        {"0", 0},
                                                        {"null", 0},
                                                        {"\"5\"", 5}}) {
        CAPTURE(body);
        CHECK(read_slot(body, changes).has_value());
        CHECK(changes == static_cast<Changes>(value));
    }
    for (const char* const body : {"32", "-1", "\"UserName,\"", "\",\"", "\"UserName, Nobody\"", "\"\"", "1.5"})
        CHECK(read_slot(body, changes).has_error());
}

TEST_CASE("flags go out under their own name, else as the largest parts in ascending order") {
    struct Row {
        int value;
        const char* text;
    };
    for (const auto& [value, text] : std::vector<Row>{{0, "None"},
                                                      {1, "Select"},
                                                      {3, "UR"},
                                                      {15, "FULL"},
                                                      {37, "RI, RestrictedUpdate"},
                                                      {9, "Select, Delete"},
                                                      {128, "Uninitialized"},
                                                      {192, "Unused1, Uninitialized"},
                                                      {35, "Select, URU"},
                                                      {256, "256"},
                                                      {257, "257"}}) {
        CAPTURE(value);
        CHECK(written_json(static_cast<ETableRight>(value)) == '"' + std::string(text) + '"');
    }
    for (const auto& [value, text] : std::vector<Row>{{67, "Update, UIHintMandatory"},
                                                      {35, "Update, Nullable"},
                                                      {1, "Read"},
                                                      {0, "None"},
                                                      {192, "UIHints"},
                                                      {32, "Nullable"},
                                                      {100, "Unused1, Nullable, UIHintMandatory"}}) {
        CAPTURE(value);
        CHECK(written_json(static_cast<EFieldRight>(value)) == '"' + std::string(text) + '"');
    }
    CHECK(written_json(ExternalUserInfoModification{}) == "\"Unknown\"");
    CHECK(written_json(static_cast<ExternalUserInfoModification>(15)) == "\"All\"");
    CHECK(written_json(UserType::internal_associate) == "\"InternalAssociate\"");
    CHECK(written_json(EjUserStatus::status_system) == "\"StatusSystem\"");
    CHECK(written_json(static_cast<UserType>(77)) == "\"77\"");
}

TEST_CASE("dates: ISO, zone kept, years beyond the calendar clamped, null is the first instant") {
    struct Row {
        const char* body;
        const char* out;
    };
    for (const auto& [body, out] :
         std::vector<Row>{{"\"2019-12-19T11:55:14\"", "\"2019-12-19T11:55:14\""},
                          {"\"2024-05-01T10:20:30.000Z\"", "\"2024-05-01T10:20:30Z\""},
                          {"\"2013-05-01T14:19:04.532826+02:00\"", "\"2013-05-01T14:19:04.532826+02:00\""},
                          {"null", "\"0001-01-01T00:00:00\""}}) {
        CAPTURE(body);
        DateTime date;
        CHECK(read_slot(body, date).has_value());
        CHECK(written_json(date) == out);
    }
    for (const char* const body : {"\"0000-12-31T23:06:32.000Z\"", "\"+010000-01-01T04:59:59.000Z\""}) {
        DateTime date;
        CHECK(read_slot(body, date).has_value());
        CHECK((date.ticks == 0 || date.ticks == DateTime::max_ticks));
    }
    // As Newtonsoft reads them; what goes out is one form.
    for (const auto& [body, out] :
         std::vector<Row>{{"\"2024-05-01T10:20:30-0500\"", "\"2024-05-01T10:20:30-05:00\""},
                          {"\"2024-05-01 10:20\"", "\"2024-05-01T10:20:00\""},
                          {"\"\\/Date(1714558830000)\\/\"", "\"2024-05-01T10:20:30Z\""},
                          {"\"/Date(1714558830000+0200)/\"", "\"2024-05-01T12:20:30+02:00\""}}) {
        CAPTURE(body);
        DateTime date;
        CHECK(read_slot(body, date).has_value());
        CHECK(written_json(date) == out);
    }
    DateTime date;
    for (const char* const body : {"\"yesterday\"", "\"\"", "5", "true", "[]", "\"2019-13-01T00:00:00\""})
        CHECK(read_slot(body, date).has_error());
}

TEST_CASE("bytes are base64") {
    Bytes bytes;
    CHECK(read_slot("\"AAEC\"", bytes).has_value());
    CHECK(bytes.data == std::string("\0\1\2", 3));
    CHECK(written_json(bytes) == "\"AAEC\"");
    CHECK(read_slot("null", bytes).has_value());
    CHECK(written_json(bytes) == "null");
    for (const char* const body : {"\"A\"", "\"====\"", "\"AA-C\"", "5", "[]"})
        CHECK(read_slot(body, bytes).has_error());
}
