// JSON in and out, kind by kind: what clients of the real service send and expect.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"
#include "core/contract/requests.hpp"

using namespace uag;

namespace {

template <class T>
Result<void> read(std::string body, T& object) {
    json::Body parsed;
    const auto readable = parsed.parse(body, {});
    REQUIRE(readable.has_value());
    return json::decode_object(type_of<T>(), parsed.root(), &object);
}

// A bare value into a slot of its type.
template <class T>
Result<void> read_slot(std::string body, T& slot, const TypeInfo& type = type_of<T>()) {
    json::Body parsed;
    const auto readable = parsed.parse(body, {});
    REQUIRE(readable.has_value());
    return json::decode(type, parsed.root(), &slot);
}

template <class T>
std::string written(const T& slot) {
    std::string out;
    json::encode(type_of<T>(), &slot, out);
    return out;
}

template <class T>
std::string written_object(const T& object) {
    std::string out;
    json::encode_object(type_of<T>(), &object, out);
    return out;
}

}  // namespace

TEST_CASE("an int takes integers and their text, nothing else") {
    struct Row { const char* body; std::int32_t value; };
    for (const auto& [body, value] : std::vector<Row>{{"5", 5}, {"\"5\"", 5}, {"-5", -5}, {"\"-5\"", -5}, {"\"+5\"", 5},
             {"0", 0}, {"-0", 0}, {"null", 0}, {"2147483647", 2147483647}, {"\"2147483647\"", 2147483647},
             {"-2147483648", -2147483647 - 1}, {"\"007\"", 7}}) {
        CAPTURE(body);
        std::int32_t number = 99;
        CHECK(read_slot(body, number).has_value());
        CHECK(number == value);
    }
    for (const char* const body : {"5.5", "5.0", "1e2", "\"5.5\"", "\"1e2\"", "\"\"", "\" 5\"", "\"5 \"", "\"five\"", "\"0x5\"",
             "\"+-5\"", "\"--5\"", "\"+\"", "true", "[]", "{}", "[5]", "2147483648", "-2147483649", "\"2147483648\"",
             "18446744073709551615", "99999999999999999999", "\"99999999999999999999\""}) {
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
    for (const char* const body : {"true", "\"true\"", "\"True\"", "\"TRUE\""}) {
        bool value = false;
        CHECK(read_slot(body, value).has_value());
        CHECK(value);
    }
    for (const char* const body : {"false", "\"false\"", "\"FALSE\"", "null"}) {
        bool value = true;
        CHECK(read_slot(body, value).has_value());
        CHECK_FALSE(value);
    }
    for (const char* const body : {"1", "0", "\"yes\"", "\"\"", "\"1\"", "[]", "{}"}) {
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

    CHECK(written(String("a\"b\\c/\n\r\t\b\f\x01\x1f\x7F")) == "\"a\\\"b\\\\c/\\n\\r\\t\\b\\f\\u0001\\u001f\x7F\"");
    CHECK(written(String("p\xC3\xA5\xF0\x9F\x98\x80")) == "\"p\xC3\xA5\xF0\x9F\x98\x80\"");
    CHECK(written(String("a\xE2\x80\xA8" "b\xE2\x80\xA9\xE2\x80\xAA\xE2\x82\xAC")) == "\"a\\u2028b\\u2029\xE2\x80\xAA\xE2\x82\xAC\"");
    CHECK(written(String()) == "null");
    CHECK(written(String("")) == "\"\"");
}

TEST_CASE("enumerations by name in any case, by number, by list of names") {
    UserType type{};
    struct Row { const char* body; UserType value; };
    for (const auto& [body, value] : std::vector<Row>{{"\"InternalAssociate\"", UserType::internal_associate},
             {"\"internalassociate\"", UserType::internal_associate}, {"\" SystemAssociate \"", UserType::system_associate},
             {"3", UserType::external_associate}, {"\"3\"", UserType::external_associate}, {"0", UserType::unknown},
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
        CHECK(result.error().public_text.find("Nobody") == std::string::npos);
    }
    RoleRelationToOwner relation{};
    CHECK(read_slot("10", relation).has_value());
    CHECK(read_slot("8", relation).has_error());

    ExternalUserInfoModification changes{};
    using Changes = ExternalUserInfoModification;
    struct Flags { const char* body; int value; };
    for (const auto& [body, value] : std::vector<Flags>{{"15", 15}, {"\"All\"", 15}, {"\"UserName, Password\"", 3},
             {"\"password,ROLE\"", 6}, {"\"Unknown\"", 0}, {"0", 0}, {"null", 0}, {"\"5\"", 5}}) {
        CAPTURE(body);
        CHECK(read_slot(body, changes).has_value());
        CHECK(changes == static_cast<Changes>(value));
    }
    for (const char* const body : {"32", "-1", "\"UserName,\"", "\",\"", "\"UserName, Nobody\"", "\"\"", "1.5"})
        CHECK(read_slot(body, changes).has_error());
}

TEST_CASE("flags go out under their own name, else as the largest parts in ascending order") {
    struct Row { int value; const char* text; };
    for (const auto& [value, text] : std::vector<Row>{{0, "None"}, {1, "Select"}, {3, "UR"}, {15, "FULL"}, {37, "RI, RestrictedUpdate"},
             {9, "Select, Delete"}, {128, "Uninitialized"}, {192, "Unused1, Uninitialized"}, {35, "Select, URU"}, {256, "256"},
             {257, "257"}}) {
        CAPTURE(value);
        CHECK(written(static_cast<ETableRight>(value)) == '"' + std::string(text) + '"');
    }
    for (const auto& [value, text] : std::vector<Row>{{67, "Update, UIHintMandatory"}, {35, "Update, Nullable"}, {1, "Read"}, {0, "None"},
             {192, "UIHints"}, {32, "Nullable"}, {100, "Unused1, Nullable, UIHintMandatory"}}) {
        CAPTURE(value);
        CHECK(written(static_cast<EFieldRight>(value)) == '"' + std::string(text) + '"');
    }
    CHECK(written(ExternalUserInfoModification{}) == "\"Unknown\"");
    CHECK(written(static_cast<ExternalUserInfoModification>(15)) == "\"All\"");
    CHECK(written(UserType::internal_associate) == "\"InternalAssociate\"");
    CHECK(written(EjUserStatus::status_system) == "\"StatusSystem\"");
    CHECK(written(static_cast<UserType>(77)) == "\"77\"");
}

TEST_CASE("dates: ISO, zone kept, years beyond the calendar clamped, null is the first instant") {
    struct Row { const char* body; const char* out; };
    for (const auto& [body, out] : std::vector<Row>{{"\"2019-12-19T11:55:14\"", "\"2019-12-19T11:55:14\""},
             {"\"2024-05-01T10:20:30.000Z\"", "\"2024-05-01T10:20:30Z\""},
             {"\"2013-05-01T14:19:04.532826+02:00\"", "\"2013-05-01T14:19:04.532826+02:00\""},
             {"null", "\"0001-01-01T00:00:00\""}}) {
        CAPTURE(body);
        DateTime date;
        CHECK(read_slot(body, date).has_value());
        CHECK(written(date) == out);
    }
    for (const char* const body : {"\"0000-12-31T23:06:32.000Z\"", "\"+010000-01-01T04:59:59.000Z\""}) {
        DateTime date;
        CHECK(read_slot(body, date).has_value());
        CHECK((date.ticks == 0 || date.ticks == DateTime::max_ticks));
    }
    DateTime date;
    for (const char* const body : {"\"yesterday\"", "\"\"", "5", "true", "[]", "\"2019-13-01T00:00:00\""})
        CHECK(read_slot(body, date).has_error());
}

TEST_CASE("bytes are base64") {
    Bytes bytes;
    CHECK(read_slot("\"AAEC\"", bytes).has_value());
    CHECK(bytes.data == std::string("\0\1\2", 3));
    CHECK(written(bytes) == "\"AAEC\"");
    CHECK(read_slot("null", bytes).has_value());
    CHECK(written(bytes) == "null");
    for (const char* const body : {"\"A\"", "\"====\"", "\"AA-C\"", "5", "[]"}) CHECK(read_slot(body, bytes).has_error());
}

TEST_CASE("member names in any case, unknown members ignored, missing stays absent") {
    ChangePasswordRequest request;
    REQUIRE(read(R"({"associateId":11,"OLDPASSWORD":"a","stranger":{"x":[1,{"y":null}]},"AppToken":1})", request).has_value());
    CHECK(request.associate_id == 11);
    CHECK(request.old_password == String("a"));
    CHECK(request.new_password.presence == Presence::absent);
    REQUIRE(read(R"({"newPassword":null})", request).has_value());
    CHECK(request.new_password.presence == Presence::nil);
    CHECK(request.associate_id == 11);
    CHECK(read("null", request).has_value());
    CHECK(read("{}", request).has_value());
    for (const char* const root : {"[]", "5", "\"a\"", "true"}) {
        const auto result = read(root, request);
        REQUIRE(result.has_error());
        CHECK(result.error().public_text == "The value of the body cannot be read as object.");
    }
}

TEST_CASE("the name of the WebAPI where it differs, and only that") {
    ExecuteUserCommandRequest request;
    REQUIRE(read(R"({"CommandName":"unlock","actionresult":"Yes","User":null})", request).has_value());
    CHECK(request.command_action_result == CommandActionResult::yes);
    CHECK(request.user.presence() == Presence::nil);
    CHECK(written_object(request) == R"({"CommandName":"unlock","ActionResult":"Yes","User":null})");
    REQUIRE(read(R"({"CommandActionResult":"No"})", request).has_value());
    CHECK(request.command_action_result == CommandActionResult::yes);
}

TEST_CASE("what the official client sends back to SaveUser") {
    Box<User> user;
    REQUIRE(read_slot(R"({"tableRight":{"mask":15,"reason":""},"fieldProperties":{"Name":{"fieldRight":{"mask":67,)"
        R"("reason":""},"fieldType":"System.String","fieldLength":254}},"associateId":11,"name":"ADM0","rank":1,)"
        R"("licenseOwners":[],"role":{"tableRight":null,"fieldProperties":{},"id":1,"value":"Administrator","tooltip":""},)"
        R"("otherGroups":[{"id":7},null],"person":null,"deleted":false,"lastlogin":"2024-05-01T10:20:30.000Z",)"
        R"("lastlogout":"0000-12-31T23:06:32.000Z","type":"InternalAssociate","extraFields":{},)"
        R"("customFields":{"SuperOffice:1":"[I:3]","x":null}})", user, type_of<User>()).has_value());
    REQUIRE(user.has_value());
    CHECK(user->base.table_right.presence() == Presence::absent);
    CHECK(user->base.field_properties.presence == Presence::absent);
    CHECK(user->role->base.field_properties.presence == Presence::absent);
    CHECK(user->associate_id == 11);
    CHECK(user->role->id == 1);
    CHECK(user->license_owners.has_value());
    CHECK(user->license_owners.items.empty());
    REQUIRE(user->other_groups.items.size() == 2);
    CHECK(user->other_groups.items[0]->id == 7);
    CHECK(user->other_groups.items[1].presence() == Presence::nil);
    CHECK(user->person.presence() == Presence::nil);
    CHECK(user->type == UserType::internal_associate);
    CHECK(user->lastlogout.ticks == 0);
    CHECK(user->extra_fields.has_value());
    REQUIRE(user->custom_fields.items.size() == 2);
    CHECK(user->custom_fields.items[0].key == String("SuperOffice:1"));
    CHECK(user->custom_fields.items[0].value == String("[I:3]"));
    CHECK(user->custom_fields.items[1].value.presence == Presence::nil);
    CHECK(user->credentials.presence == Presence::absent);
}

TEST_CASE("the base carrier's members are never taken, not even to be looked at") {
    UserGroup group;
    REQUIRE(read(R"({"TableRight":{"Mask":"Nonsense"},"FieldProperties":5,"Id":3})", group).has_value());
    CHECK(group.base.table_right.presence() == Presence::absent);
    CHECK(group.id == 3);
}

TEST_CASE("members go out in the contract's order, the base carrier's last, nulls written") {
    UserGroup group;
    group.value = "Sales";
    group.id = 4;
    CHECK(written_object(group) ==
          R"({"Value":"Sales","Tooltip":null,"Id":4,"Rank":0,"Deleted":false,"TableRight":null,"FieldProperties":null})");
    TableRight& right = group.base.table_right.emplace();
    right.mask = static_cast<ETableRight>(11);
    right.reason = "";
    group.base.field_properties.presence = Presence::value;
    auto& entry = group.base.field_properties.items.emplace_back();
    entry.key = "na\"me";
    entry.value.emplace().field_type = "System.String";
    group.base.field_properties.items.emplace_back().key = "Other";
    CHECK(written_object(group) ==
          R"({"Value":"Sales","Tooltip":null,"Id":4,"Rank":0,"Deleted":false,"TableRight":{"Mask":"UDR","Reason":""},)"
          R"("FieldProperties":{"na\"me":{"FieldRight":null,"FieldType":"System.String","FieldLength":0},"Other":null}})");
    std::string nothing;
    const auto nil = Box<UserGroup>::nil();
    json::encode(type_of<UserGroup>(), &nil, nothing);
    CHECK(nothing == "null");
    CHECK(written(List<std::int32_t>{}) == "null");
    CHECK(written(List<std::int32_t>{{1, -2, 3}}) == "[1,-2,3]");
    CHECK(written(List<String>{std::vector<String>{}}) == "[]");
    CHECK(written(List<String>{{String("a"), String()}}) == R"(["a",null])");
}

TEST_CASE("arrays of arrays") {
    DataRights rights;
    REQUIRE(read(R"({"Rights":[[{"Value":"R"},null],[],null]})", rights).has_value());
    REQUIRE(rights.rights.items.size() == 3);
    CHECK(rights.rights.items[0].items[0]->value == String("R"));
    CHECK(rights.rights.items[2].presence == Presence::nil);
    const std::string out = written_object(rights);
    CHECK(out.find(R"("Rights":[[{"Value":"R","Description":null,"TableRight":null,"FieldProperties":null},null],[],null])") !=
          std::string::npos);
}

TEST_CASE("an error names the member by its path and never its value") {
    struct Row { const char* body; const char* field; };
    for (const auto& [body, field] : std::vector<Row>{{R"({"user":{"rank":70000}})", "User.Rank"},
             {R"({"User":{"otherGroups":[{"id":1},{"id":"hunter2"}]}})", "User.OtherGroups[1].Id"},
             {R"({"User":{"type":"hunter2"}})", "User.Type"}, {R"({"User":"hunter2"})", "User"},
             {R"({"User":{"CustomFields":{"hunter2":[]}}})", "User.CustomFields"},
             {R"({"User":{"OtherGroups":{"a":1}}})", "User.OtherGroups"}, {R"({"UserName":["hunter2"]})", "UserName"}}) {
        CAPTURE(body);
        SaveUserFromNameRequest request;
        const auto result = read(body, request);
        REQUIRE(result.has_error());
        CHECK(result.error().code == errc::bad_parameter);
        CHECK(result.error().field == field);
        CHECK(result.error().public_text.find("hunter2") == std::string::npos);
        CHECK(result.error().public_text.find(field) != std::string::npos);
    }
    DataRights rights;
    const auto result = read(R"({"Rights":[[],[{"Value":true}]]})", rights);
    REQUIRE(result.has_error());
    CHECK(result.error().field == "Rights[1][0].Value");
}

TEST_CASE("the principal carries the WebAPI's own members") {
    SoPrincipalCarrier principal;
    principal.user_name = "adm0@example.com";
    const std::string out = written_object(principal);
    CHECK(out.ends_with(R"("UserName":"adm0@example.com"})"));
    CHECK(out.starts_with(R"({"UserType":"Unknown","Associate":null,)"));
}
