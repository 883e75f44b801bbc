// Forms as bodies of the WebAPI: what a name leads to, which values are taken, what is refused.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "adapters/rest/form.hpp"
#include "core/contract/requests.hpp"
#include "support/rest_call.hpp"
#include "support/texts.hpp"

using namespace uag;
using test::change_path;
using test::Headers;
using test::repeated;
using test::Sent;

namespace {

const Headers form_headers{{"Content-Type", "application/x-www-form-urlencoded"}};
constexpr const char* agent = "/api/v1/Agents/User/";

Result<void> read_ids(std::string text, List<std::int32_t>& items) {
    rest::FormBody form;
    const auto parsed = form.parse(text, {});
    if (!parsed.has_value()) return parsed;
    return form.decode(type_of<List<std::int32_t>>(), &items);
}

template <class T> Result<void> read_into(std::string text, T& object, const JsonLimits& limits = {}) {
    rest::FormBody form;
    const auto parsed = form.parse(text, limits);
    if (!parsed.has_value()) return parsed;
    return form.decode_object(type_of<T>(), &object);
}

struct PasswordCase {
    const char* rule;
    const char* body;
    String old_password;
    String new_password;
};

const String absent_text;

const std::vector<PasswordCase> password_cases{
    {"3.7 A=1&B=2", "OldPassword=a&NewPassword=b", "a", "b"},
    {"6.2 names in any case", "oldpassword=a&NEWPASSWORD=b", "a", "b"},
    {"WHATWG 5.1 '+' is a blank, %2B a plus", "OldPassword=a+b%2Bc", "a b+c", absent_text},
    {"6.25 UTF-8, escaped and as it is", "OldPassword=p%C3%A5%3Ass&NewPassword=på:ss", "på:ss", "på:ss"},
    {"6.25 beyond the basic plane", "OldPassword=%F0%9F%98%80", "\xF0\x9F\x98\x80", absent_text},
    {"names may be escaped", "Old%50assword=a", "a", absent_text},
    {"a text may be empty", "OldPassword=&NewPassword", "", ""},
    {"'=' belongs to the value", "OldPassword=a=b", "a=b", absent_text},
    {"nothing between separators", "&&OldPassword=a&", "a", absent_text},
    {"6.22 missing members stay absent", "", absent_text, absent_text},
    {"J2 unknown members are ignored", "X=1&X=2&Y[Z]=1&OldPassword=a", "a", absent_text},
};

}  // namespace

TEST_CASE("fields become members") {
    for (const PasswordCase& row : password_cases) {
        CAPTURE(row.rule);
        ChangeOwnPasswordRequest request;
        REQUIRE(read_into(row.body, request).has_value());
        CHECK(request.old_password == row.old_password);
        CHECK(request.new_password == row.new_password);
    }
}

TEST_CASE("carriers, arrays and dictionaries") {
    for (const char* const body :
         {"User[Name]=x&User[Role][Id]=3&UserName=y", "User.Name=x&User.Role.Id=3&UserName=y",
          "user%5Bname%5D=x&USER.role[ID]=3&username=y", "User[Role].Id=3&UserName=y&User.Name=x"}) {
        CAPTURE(body);
        SaveUserFromNameRequest request;
        REQUIRE(read_into(body, request).has_value());
        CHECK(request.user_name == String("y"));
        REQUIRE(request.user.has_value());
        CHECK(request.user->name == String("x"));
        REQUIRE(request.user->role.has_value());
        CHECK(request.user->role->id == 3);
    }
    for (const char* const body :
         {"OtherGroups[0][Id]=3&OtherGroups[1][Id]=5", "OtherGroups[1].Id=5&OtherGroups[0].Id=3",
          "OtherGroups[7][Id]=5&OtherGroups[2][Id]=3"}) {
        CAPTURE(body);
        User user;
        REQUIRE(read_into(body, user).has_value());
        REQUIRE(user.other_groups.items.size() == 2);
        CHECK(user.other_groups.items[0]->id == 3);
        CHECK(user.other_groups.items[1]->id == 5);
    }
    User user;
    REQUIRE(read_into("CustomFields[SuperOffice:1]=[I:3]&CustomFields[x_name]=a.b&CustomFields[dotted.key]=c&"
                      "TableRight[Mask]=15&Rank=7&Deleted=true&Type=ResourceAssociate&Lastlogin=2024-05-01T10:20:30",
                      user)
                .has_value());
    REQUIRE(user.custom_fields.items.size() == 3);
    CHECK(user.custom_fields.items[0].key == String("SuperOffice:1"));
    CHECK(user.custom_fields.items[0].value == String("[I:3]"));
    CHECK(user.custom_fields.items[2].key == String("dotted.key"));
    CHECK(user.rank == 7);
    CHECK(user.deleted);
    CHECK(user.type == UserType::resource_associate);
    CHECK_FALSE(user.base.table_right.has_value());
}

TEST_CASE("an array is numbered, without numbers, or a name that is repeated") {
    struct Case {
        const char* body;
        std::vector<std::int32_t> items;
    };
    const std::vector<Case> cases{
        {"=1&=2", {1, 2}}, {"[]=1&[]=2", {1, 2}}, {"[0]=1&[1]=2", {1, 2}},         {"[1]=2&[0]=1", {1, 2}},
        {"=7", {7}},       {"[]=7", {7}},         {"[5]=2&[3]=1&[]=3", {1, 2, 3}}, {"%5B%5D=1&%5B%5D=-2", {1, -2}},
    };
    for (const Case& row : cases) {
        CAPTURE(row.body);
        List<std::int32_t> items;
        REQUIRE(read_ids(row.body, items).has_value());
        CHECK(items.items == row.items);
    }
    List<std::int32_t> none;
    REQUIRE(read_ids("", none).has_value());
    CHECK(none.presence == Presence::nil);
    REQUIRE(read_ids("=", none).has_value());
    CHECK(none.presence == Presence::nil);
}

TEST_CASE("no text is the default where the member is no text") {
    User user;
    user.rank = 5;
    REQUIRE(read_into("Rank=&Deleted=&Lastlogin=&Type=&Role=&OtherGroups=&CustomFields=&Name=", user).has_value());
    CHECK(user.rank == 0);
    CHECK(user.role.presence() == Presence::nil);
    CHECK(user.other_groups.presence == Presence::nil);
    CHECK(user.custom_fields.presence == Presence::nil);
    CHECK(user.name == String(""));
}

TEST_CASE("values that do not fit are 400 with the member's name") {
    struct Case {
        const char* body;
        errc code;
        const char* field;
    };
    const std::vector<Case> cases{
        {"Name=a&name=b", errc::malformed, "Name"},
        {"Rank=1&Rank=1", errc::malformed, "Rank"},
        {"Role=&Role[Id]=1", errc::malformed, "Role"},
        {"Role[Id]=1&Role.id=2", errc::malformed, "Role.Id"},
        {"CustomFields[a]=1&CustomFields[A]=2", errc::malformed, "CustomFields"},
        {"Rank=x", errc::bad_parameter, "Rank"},
        {"Rank=70000", errc::bad_parameter, "Rank"},
        {"Rank=1.5", errc::bad_parameter, "Rank"},
        {"Rank[]=1", errc::bad_parameter, "Rank"},
        {"Name[x]=1", errc::bad_parameter, "Name"},
        {"Deleted=perhaps", errc::bad_parameter, "Deleted"},
        {"Type=Nobody", errc::bad_parameter, "Type"},
        {"Role=x", errc::bad_parameter, "Role"},
        {"CustomFields[]=x", errc::bad_parameter, "CustomFields"},
        {"OtherGroups[x][Id]=1", errc::bad_parameter, "OtherGroups"},
        {"OtherGroups[0][Id]=1&OtherGroups[1][Id]=x", errc::bad_parameter, "OtherGroups[1].Id"},
    };
    for (const Case& row : cases) {
        CAPTURE(row.body);
        User user;
        const auto result = read_into(row.body, user);
        REQUIRE(result.has_error());
        CHECK(result.error().code == row.code);
        CHECK(result.error().field == row.field);
    }
}

TEST_CASE("forms that cannot be read are 400 before there is a call") {
    const auto numbered = [](const char* before, const char* after, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += std::string(before) + std::to_string(i) + after;
        return all;
    };
    struct Case {
        const char* what;
        std::string body;
        const char* says;
    };
    const std::vector<Case> cases{
        {"10,000 fields of one name", repeated("A=1&", 10'000), "there are too many fields."},
        {"10,000 times nothing", repeated("&", 10'000), "there are too many fields."},
        {"10,000 fields without a name", repeated("=1&", 10'000), "there are too many fields."},
        {"10,000 names", numbered("A", "=1&", 10'000), "an object has too many members (field 257)."},
        {"10,000 numbered items", numbered("A[", "]=1&", 10'000), "there are too many fields."},
        {"members of an item without a number", "A[][b]=1", "an item without a number has members (field 1)."},
        {"33 levels", "A" + repeated("[b]", 32) + "=1", "it is nested too deeply (field 1)."},
        {"a long name", std::string(257, 'a') + "=1", "a name is too long (field 1)."},
        {"half an escape", "OldPassword=a&NewPassword=%4", "an escape or a text in it is wrong (field 2)."},
        {"no escape", "OldPassword=%zz", "an escape or a text in it is wrong (field 1)."},
        {"a wrong escape in a name", "%zz=1", "an escape or a text in it is wrong (field 1)."},
        {"ill-formed UTF-8", "OldPassword=%C3", "an escape or a text in it is wrong (field 1)."},
        {"raw ill-formed UTF-8", "OldPassword=\xFF", "an escape or a text in it is wrong (field 1)."},
        {"overlong UTF-8", "OldPassword=%C0%AF", "an escape or a text in it is wrong (field 1)."},
        {"half a surrogate", "OldPassword=%ED%A0%80", "an escape or a text in it is wrong (field 1)."},
        {"U+0000", "OldPassword=a%00b", "an escape or a text in it is wrong (field 1)."},
        {"a bracket that does not close", "A[b=1", "a name is malformed (field 1)."},
        {"a bracket that does not open", "A]=1", "a name is malformed (field 1)."},
        {"brackets within brackets", "A[[b]]=1", "a name is malformed (field 1)."},
        {"text behind a bracket", "A[b]c=1", "a name is malformed (field 1)."},
        {"two dots", "A..b=1", "a name is malformed (field 1)."},
        {"a dot at the end", "A.=1", "a name is malformed (field 1)."},
    };
    for (const Case& row : cases) {
        CAPTURE(row.what);
        Sent sent("POST", change_path, form_headers, row.body);
        REQUIRE(sent.call() == nullptr);
        CHECK(sent.reply.status == 400);
        CHECK(sent.reply.body ==
              std::string(R"({"Error":true,"ErrorType":"ArgumentException","Message":"The form cannot be read: )") +
                  row.says + R"(","ErrorSource":"SuperOffice.Services.WebApi"})");
    }
    User user;
    JsonLimits few;
    few.nodes = 4;
    CHECK(read_into("A[b][c]=1", user, few).has_value());
    CHECK(read_into("A[b][c]=1&D=1", user, few).has_error());
}

TEST_CASE("what is just within the bounds is read") {
    std::string items;
    for (std::size_t i = 0; i < rest::max_form_fields; ++i) items += "[]=1&";
    List<std::int32_t> list;
    REQUIRE(read_ids(items, list).has_value());
    CHECK(list.items.size() == rest::max_form_fields);
    std::string members;
    for (int i = 0; i < 256; ++i) members += "a" + std::to_string(i) + "=1&";
    User user;
    CHECK(read_into(members, user).has_value());
    CHECK(read_into(std::string(rest::max_form_name, 'a') + "=1", user).has_value());
    std::string deep = "A";
    for (int i = 0; i < 31; ++i) deep += "[b]";
    CHECK(read_into(deep + "=1", user).has_value());
}

TEST_CASE("bodies that are the parameter itself") {
    Sent save("POST", std::string(agent) + "SaveUser", form_headers, "Name=x&UserName=y&Role[Id]=2");
    REQUIRE(save.call() != nullptr);
    UserRequest user;
    REQUIRE(save.parameters(user).has_value());
    REQUIRE(user.user.has_value());
    CHECK(user.user->name == String("x"));
    CHECK(user.user->user_name == String("y"));
    CHECK(user.user->role->id == 2);
    for (const char* const body : {"=3&=1", "[]=3&[]=1", "[0]=3&[1]=1"}) {
        Sent list("POST", std::string(agent) + "GetUserInfoList", form_headers, body);
        GetUserInfoListRequest ids;
        REQUIRE(list.parameters(ids).has_value());
        CHECK(ids.user_info_ids.items == std::vector<std::int32_t>{3, 1});
    }
    Sent wrong("POST", std::string(agent) + "GetUserInfoList", form_headers, "Ids=3");
    GetUserInfoListRequest ids;
    CHECK(wrong.parameters(ids).has_error());
    Sent value("POST", change_path, form_headers, "=3");
    ChangeOwnPasswordRequest request;
    CHECK(value.parameters(request).has_error());
}

TEST_CASE("a form is overwritten when the exchange goes") {
    for (const char* const body : {"OldPassword=s%C3%A5&NewPassword=b", "OldPassword=%zz&NewPassword=b"}) {
        Sent sent("POST", change_path, form_headers, body);
        sent.finish();
        CHECK(sent.body == std::string(sent.body.size(), '\0'));
    }
}
