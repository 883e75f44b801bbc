// $select: which members stay, in both forms of an answer.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/walk/selection.hpp"
#include "core/contract/answers.hpp"
#include "support/rest_call.hpp"
#include "support/texts.hpp"

using namespace uag;
using test::contains;
using test::json_headers;
using test::Sent;

namespace {

UserGroup group(std::int32_t id, const char* name) {
    UserGroup made;
    made.id = id;
    made.value = name;
    made.tooltip = "t";
    return made;
}

RoleEntity role() {
    RoleEntity made;
    made.role_id = 4;
    made.name = "Boss";
    made.base.table_right.emplace().reason = "none";
    return made;
}

template <class T> std::string as_json(const T& slot, std::string_view names) {
    const TypeInfo& type = type_of<typename describe_detail::Unboxed<T>::Type>();
    const auto selection = Selection::parse(names, type);
    REQUIRE(selection.has_value());
    std::string out;
    json::encode(type, &slot, out, &*selection);
    return out;
}

std::size_t count(const std::string& text, std::string_view piece) {
    std::size_t found = 0;
    for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("a carrier keeps what is selected; the rest is null and stays") {
    struct Case {
        const char* rule;
        const char* names;
        const char* answer;
    };
    const std::vector<Case> cases{
        {"4.1 names, separated by commas", "Value,Id",
         R"({"Value":"Sales","Tooltip":null,"Id":3,"Rank":null,"Deleted":null,"TableRight":null,"FieldProperties":null})"},
        {"4.2 any case, blanks around names", " vALUE , id ,",
         R"({"Value":"Sales","Tooltip":null,"Id":3,"Rank":null,"Deleted":null,"TableRight":null,"FieldProperties":null})"},
        {"4.5 scalars too are null", "Tooltip",
         R"({"Value":null,"Tooltip":"t","Id":null,"Rank":null,"Deleted":null,"TableRight":null,"FieldProperties":null})"},
        {"4.8 unknown names are ignored", "Nothing,Id,Value/Length",
         R"({"Value":null,"Tooltip":null,"Id":3,"Rank":null,"Deleted":null,"TableRight":null,"FieldProperties":null})"},
        {"4.8 also where there is nothing else", "Nothing",
         R"({"Value":null,"Tooltip":null,"Id":null,"Rank":null,"Deleted":null,"TableRight":null,"FieldProperties":null})"},
        {"4.1 no name: all", " , ",
         R"({"Value":"Sales","Tooltip":"t","Id":3,"Rank":0,"Deleted":false,"TableRight":null,"FieldProperties":null})"},
    };
    for (const Case& row : cases) {
        CAPTURE(row.rule);
        CHECK(as_json(Box<UserGroup>(group(3, "Sales")), row.names) == row.answer);
    }
}

TEST_CASE("per element of an array, 4.6 whole sub-objects, 4.2 members of them") {
    List<Box<UserGroup>> groups;
    groups.presence = Presence::value;
    groups.items.emplace_back(group(3, "Sales"));
    groups.items.emplace_back(group(4, "Support"));
    const std::string list = as_json(groups, "id");
    CHECK(contains(list, R"("Id":3)"));
    CHECK(contains(list, R"("Id":4)"));
    CHECK(count(list, R"("Value":null)") == 2);

    User user;
    user.name = "x";
    user.user_group = group(3, "Sales");
    user.other_groups = groups;
    const Box<User> boxed(std::move(user));
    const std::string whole = as_json(boxed, "UserGroup");
    CHECK(contains(whole, R"("UserGroup":{"Value":"Sales","Tooltip":"t","Id":3,"Rank":0,"Deleted":false,)"));
    CHECK(contains(whole, R"("Name":null)"));
    CHECK(contains(whole, R"("OtherGroups":null)"));
    const std::string nested = as_json(boxed, "name,userGroup/value,otherGroups/Id");
    CHECK(contains(nested, R"("Name":"x")"));
    CHECK(contains(nested, R"("UserGroup":{"Value":"Sales","Tooltip":null,"Id":null,)"));
    CHECK(count(nested, R"("Value":null)") == 2);
    for (const char* const names : {"UserGroup,UserGroup/Id", "UserGroup/Id,UserGroup"}) {
        CAPTURE(names);
        CHECK(contains(as_json(boxed, names), R"("UserGroup":{"Value":"Sales","Tooltip":"t","Id":3,)"));
    }
}

TEST_CASE("members of a dictionary's carriers are selected from as those of an array's") {
    RoleEntity made = role();
    made.base.field_properties.presence = Presence::value;
    auto& entry = made.base.field_properties.items.emplace_back();
    entry.key = "Name";
    entry.value.emplace().field_type = "System.String";
    const std::string out = as_json(Box<RoleEntity>(std::move(made)), "FieldProperties/FieldType,tableright/reason");
    CHECK(contains(out,
                   R"("FieldProperties":{"Name":{"FieldRight":null,"FieldType":"System.String","FieldLength":null}})"));
    CHECK(contains(out, R"("TableRight":{"Mask":null,"Reason":"none"})"));
}

TEST_CASE("null stays null, and scalars know no members") {
    CHECK(as_json(Box<User>(), "Name") == "null");
    CHECK(as_json(List<Box<UserGroup>>(), "Id") == "null");
    CHECK(as_json(true, "Name") == "true");
    CHECK(as_json(String("x"), "Name") == "\"x\"");
    CHECK(as_json(List<std::int32_t>{std::vector<std::int32_t>{1, 2}}, "Name") == "[1,2]");
}

TEST_CASE("as XML, what is not selected is nil") {
    const auto selection = Selection::parse("id,VALUE", type_of<UserGroup>());
    REQUIRE(selection.has_value());
    std::string out;
    const Box<UserGroup> boxed(group(3, "Sales"));
    rest::encode_xml(type_of<UserGroup>(), &boxed, out, &*selection);
    CHECK(out == R"(<UserGroup xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><TableRight i:nil="true"/>)"
                 R"(<FieldProperties i:nil="true"/><Value>Sales</Value><Tooltip i:nil="true"/><Id>3</Id>)"
                 R"(<Rank i:nil="true"/><Deleted i:nil="true"/></UserGroup>)");
}

TEST_CASE("a selection is bounded") {
    std::string deep = "ChildItems";
    for (std::size_t i = 1; i < max_selection_depth; ++i) deep += "/ChildItems";
    CHECK(Selection::parse(deep, type_of<MDOListItem>()).has_value());
    CHECK(Selection::parse(deep + "/Id", type_of<MDOListItem>()).has_error());
    CHECK(Selection::parse(std::string(max_selection, 'a'), type_of<User>()).has_value());
    const auto too_long = Selection::parse(std::string(max_selection + 1, ','), type_of<User>());
    REQUIRE(too_long.has_error());
    CHECK(too_long.error().code == errc::malformed);
}

TEST_CASE("$select in the query of a call") {
    for (const char* const query :
         {"userId=11&$select=Name,UserGroup%2FId", "userId=11&%24select=name%2Cusergroup/id",
          "$SELECT=Name,UserGroup/Id&userId=11", "%24Sele%63t=+Name+,UserGroup/Id&userId=11"}) {
        CAPTURE(query);
        Sent sent("POST", "/api/v1/Agents/User/GetUser", json_headers, "null", query);
        REQUIRE(sent.call() != nullptr);
        UserIdRequest request;
        REQUIRE(sent.parameters(request).has_value());
        CHECK(request.user_id == 11);
        User user;
        user.name = "x";
        user.associate_id = 11;
        user.user_group = group(3, "Sales");
        Answer<Box<User>> answer;
        answer.response = std::move(user);
        sent.answer(std::move(answer));
        CHECK(sent.reply.body.starts_with(R"({"AssociateId":null,"Name":"x",)"));
        CHECK(contains(sent.reply.body, R"("UserGroup":{"Value":null,"Tooltip":null,"Id":3,)"));
    }
    Sent scalar("POST", test::change_path, json_headers, test::change_body, "$select=Name");
    scalar.answer(Answer<bool>{true});
    CHECK(scalar.reply.body == "true");
    Sent nothing("POST", "/api/v1/Agents/User/MakeRetired", json_headers, "{}", "$select=Name");
    nothing.answer(Empty{});
    CHECK(nothing.reply.status == 204);
    Sent none("POST", "/api/v1/Agents/User/GetUser", json_headers, "null", "userId=9&$select=Name");
    none.answer(Answer<Box<User>>{});
    CHECK(none.reply.body == "null");
    Sent unknowing("POST", "/api/v1/Agents/User/CreateDefaultUser", json_headers, "null", "$select=Name");
    Answer<Box<User>> whole;
    whole.response.emplace().associate_id = 5;
    unknowing.answer(std::move(whole));
    CHECK(unknowing.reply.body.starts_with(R"({"AssociateId":5,)"));
}

TEST_CASE("a selection that cannot be read is 400 before the operation runs") {
    for (const std::string& value :
         {std::string("%zz"), std::string("%4"), std::string("%C3"), std::string("%00"), std::string(5000, 'a'),
          std::string("Name&$select=Id"), std::string("Name&%24SELECT=Id")}) {
        CAPTURE(value);
        Sent sent("POST", "/api/v1/Agents/User/SaveUserGroup", json_headers, "{}", "$select=" + value);
        REQUIRE(sent.call() == nullptr);
        CHECK(sent.reply.status == 400);
        CHECK(sent.reply.body.starts_with(R"({"Error":true,"ErrorType":"ArgumentException",)"));
    }
}
