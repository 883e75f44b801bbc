// The mechanism of the tables: walking, versions, presence, wiping.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/contract/answers.hpp"
#include "core/contract/describe.hpp"

using namespace uag;

namespace {

std::vector<std::string> names_in(const TypeInfo& type, Version version) {
    std::vector<std::string> names;
    for_each_field(type, nullptr, [&](const FieldInfo& field, void*) {
        if (field.in_soap(version)) names.emplace_back(field.name);
    });
    return names;
}

}  // namespace

TEST_CASE("the base carrier's members come first in SOAP and last in the WebAPI") {
    const auto soap = names_in(type_of<Role>(), Version::v88);
    CHECK(soap == std::vector<std::string>{"TableRight", "FieldProperties", "Id", "Value", "Tooltip"});
    std::vector<std::string> rest;
    for_each_field_base_last(type_of<Role>(), nullptr,
                             [&](const FieldInfo& field, void*) { rest.emplace_back(field.name); });
    CHECK(rest == std::vector<std::string>{"Id", "Value", "Tooltip", "TableRight", "FieldProperties"});
}

TEST_CASE("members appear with their version, also in the middle") {
    const auto v84 = names_in(type_of<User>(), Version::v84);
    const auto v87 = names_in(type_of<User>(), Version::v87);
    CHECK(v84.size() == 17 + 2);
    const auto at = std::find(v87.begin(), v87.end(), "EjUserId");
    REQUIRE(at != v87.end());
    CHECK(*(at + 1) == "RequestSignature");
    CHECK(std::find(v84.begin(), v84.end(), "RequestSignature") == v84.end());
}

TEST_CASE("UserGroup.Deleted is a short before Services87") {
    for (const FieldInfo& field : type_of<UserGroup>().fields) {
        if (field.name != "Deleted") continue;
        CHECK(field.kind_in(Version::v86) == Kind::int16);
        CHECK(field.kind_in(Version::v87) == Kind::boolean);
    }
}

TEST_CASE("what only the WebAPI has is in no WSDL") {
    const auto names = names_in(type_of<SoPrincipalCarrier>(), Version::v88);
    CHECK(names.size() == 26);
    CHECK(std::find(names.begin(), names.end(), "UserName") == names.end());
}

TEST_CASE("absent, nil and empty are three things") {
    const String absent;
    String nil;
    nil.presence = Presence::nil;
    const String empty("");
    CHECK_FALSE(absent == nil);
    CHECK_FALSE(nil == empty);
    CHECK(absent.blank());
    CHECK(nil.blank());
    CHECK(empty.blank());
}

TEST_CASE("a Box copies deeply and may hold its own kind") {
    SoExceptionInfo outer;
    outer.message = "outer";
    outer.inner_exception.emplace().message = "inner";
    const Box<SoExceptionInfo> first(outer);
    Box<SoExceptionInfo> second = first;
    second->inner_exception->message = "changed";
    CHECK(first->inner_exception->message.text == "inner");
}

TEST_CASE("secrets are wiped wherever they lie, and nothing else is") {
    AuthenticateGenericRequest request;
    request.authentication_data.presence = Presence::value;
    request.authentication_data.items.push_back({String("Password"), String("not for anybody")});
    wipe_secrets(type_of<AuthenticateGenericRequest>(), &request);
    CHECK(request.authentication_data.items.front().value.text.empty());

    User user;
    user.name = "adm0";
    Credential credential;
    credential.value = "secret";
    credential.display_value = "shown";
    user.credentials = List<Box<Credential>>(std::vector<Box<Credential>>{Box<Credential>(credential)});
    wipe_secrets(type_of<User>(), &user);
    CHECK(user.name.text == "adm0");
    CHECK(user.credentials.items.front()->value.text.empty());
    CHECK(user.credentials.items.front()->display_value.text == "shown");
}
