// JSON in and out, member by member: what clients of the real service send and expect.
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
#include "unit/adapters/json/json_slots.hpp"

using namespace uag;
using test::read_slot;
using test::written_json;

namespace {

template <class T> Result<void> read_object(std::string body, T& object) {
    json::Body parsed;
    const auto readable = parsed.parse(body, {});
    REQUIRE(readable.has_value());
    return json::decode_object(type_of<T>(), parsed.root(), &object);
}

template <class T> std::string written_object(const T& object) {
    std::string out;
    json::encode_object(type_of<T>(), &object, out);
    return out;
}

}  // namespace

TEST_CASE("member names in any case, unknown members ignored, missing stays absent") {
    ChangePasswordRequest request;
    REQUIRE(read_object(R"({"associateId":11,"OLDPASSWORD":"a","stranger":{"x":[1,{"y":null}]},"AppToken":1})", request)
                .has_value());
    CHECK(request.associate_id == 11);
    CHECK(request.old_password == String("a"));
    CHECK(request.new_password.presence == Presence::absent);
    REQUIRE(read_object(R"({"newPassword":null})", request).has_value());
    CHECK(request.new_password.presence == Presence::nil);
    CHECK(request.associate_id == 11);
    CHECK(read_object("null", request).has_value());
    CHECK(read_object("{}", request).has_value());
    for (const char* const root : {"[]", "5", "\"a\"", "true"}) {
        const auto result = read_object(root, request);
        REQUIRE(result.has_error());
        CHECK(result.error().public_text.english() == "The value of the body cannot be read as object.");
    }
}

TEST_CASE("the name of the WebAPI where it differs, and only that") {
    ExecuteUserCommandRequest request;
    REQUIRE(read_object(R"({"CommandName":"unlock","actionresult":"Yes","User":null})", request).has_value());
    CHECK(request.command_action_result == CommandActionResult::yes);
    CHECK(request.user.presence() == Presence::nil);
    CHECK(written_object(request) == R"({"CommandName":"unlock","ActionResult":"Yes","User":null})");
    REQUIRE(read_object(R"({"CommandActionResult":"No"})", request).has_value());
    CHECK(request.command_action_result == CommandActionResult::yes);
}

TEST_CASE("what the official client sends back to SaveUser") {
    Box<User> user;
    REQUIRE(read_slot(R"({"tableRight":{"mask":15,"reason":""},"fieldProperties":{"Name":{"fieldRight":{"mask":67,)"
                      R"("reason":""},"fieldType":"System.String","fieldLength":254}},"associateId":11,)"
                      R"("name":"ADM0","rank":1,)"
                      R"("licenseOwners":[],"role":{"tableRight":null,"fieldProperties":{},"id":1,)"
                      R"("value":"Administrator","tooltip":""},)"
                      R"("otherGroups":[{"id":7},null],"person":null,"deleted":false,)"
                      R"("lastlogin":"2024-05-01T10:20:30.000Z",)"
                      R"("lastlogout":"0000-12-31T23:06:32.000Z","type":"InternalAssociate","extraFields":{},)"
                      R"("customFields":{"SuperOffice:1":"[I:3]","x":null}})",
                      user, type_of<User>())
                .has_value());
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
    REQUIRE(read_object(R"({"TableRight":{"Mask":"Nonsense"},"FieldProperties":5,"Id":3})", group).has_value());
    CHECK(group.base.table_right.presence() == Presence::absent);
    CHECK(group.id == 3);
}

TEST_CASE("members go out in the contract's order, the base carrier's last, nulls written") {
    UserGroup group;
    group.value = "Sales";
    group.id = 4;
    CHECK(written_object(group) ==
          R"({"Value":"Sales","Tooltip":null,"Id":4,"Rank":0,"Deleted":false,"TableRight":null,)"
          R"("FieldProperties":null})");
    TableRight& right = group.base.table_right.emplace();
    right.mask = static_cast<ETableRight>(11);
    right.reason = "";
    group.base.field_properties.presence = Presence::value;
    auto& entry = group.base.field_properties.items.emplace_back();
    entry.key = "na\"me";
    entry.value.emplace().field_type = "System.String";
    group.base.field_properties.items.emplace_back().key = "Other";
    CHECK(written_object(group) ==
          R"({"Value":"Sales","Tooltip":null,"Id":4,"Rank":0,"Deleted":false,"TableRight":{"Mask":"UDR",)"
          R"("Reason":""},)"
          R"("FieldProperties":{"na\"me":{"FieldRight":null,"FieldType":"System.String","FieldLength":0},)"
          R"("Other":null}})");
    std::string nothing;
    const auto nil = Box<UserGroup>::nil();
    json::encode(type_of<UserGroup>(), &nil, nothing);
    CHECK(nothing == "null");
    CHECK(written_json(List<std::int32_t>{}) == "null");
    CHECK(written_json(List<std::int32_t>{{1, -2, 3}}) == "[1,-2,3]");
    CHECK(written_json(List<String>{std::vector<String>{}}) == "[]");
    CHECK(written_json(List<String>{{String("a"), String()}}) == R"(["a",null])");
}

TEST_CASE("arrays of arrays") {
    DataRights rights;
    REQUIRE(read_object(R"({"Rights":[[{"Value":"R"},null],[],null]})", rights).has_value());
    REQUIRE(rights.rights.items.size() == 3);
    CHECK(rights.rights.items[0].items[0]->value == String("R"));
    CHECK(rights.rights.items[2].presence == Presence::nil);
    const std::string out = written_object(rights);
    CHECK(out.find(R"("Rights":[[{"Value":"R","Description":null,"TableRight":null,)"
                   R"("FieldProperties":null},null],[],null])") != std::string::npos);
}

TEST_CASE("an error names the member by its path and never its value") {
    struct Row {
        const char* body;
        const char* field;
    };
    for (const auto& [body, field] :
         std::vector<Row>{{R"({"user":{"rank":70000}})", "User.Rank"},
                          {R"({"User":{"otherGroups":[{"id":1},{"id":"hunter2"}]}})", "User.OtherGroups[1].Id"},
                          {R"({"User":{"type":"hunter2"}})", "User.Type"},
                          {R"({"User":"hunter2"})", "User"},
                          {R"({"User":{"CustomFields":{"hunter2":[]}}})", "User.CustomFields"},
                          {R"({"User":{"OtherGroups":{"a":1}}})", "User.OtherGroups"},
                          {R"({"UserName":["hunter2"]})", "UserName"}}) {
        CAPTURE(body);
        SaveUserFromNameRequest request;
        const auto result = read_object(body, request);
        REQUIRE(result.has_error());
        CHECK(result.error().code == errc::bad_parameter);
        CHECK(result.error().field == field);
        CHECK(result.error().public_text.english().find("hunter2") == std::string::npos);
        CHECK(result.error().public_text.english().find(field) != std::string::npos);
    }
    DataRights rights;
    const auto result = read_object(R"({"Rights":[[],[{"Value":true}]]})", rights);
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
