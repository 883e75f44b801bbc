#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "adapters/soap/codec.hpp"
#include "adapters/soap/scalars.hpp"
#include "adapters/xml/guard.hpp"
#include "core/contract/describe.hpp"
#include "core/contract/requests.hpp"
#include "support/soap_call.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Reads `members` (the service is the default namespace, `i` and `a` are bound) into `object`.
Result<void> read_members(const TypeInfo& type, const std::string& members, void* object,
                          Version version = newest_version, std::uint64_t* unknown = nullptr) {
    std::string text = "<x xmlns=\"" + std::string(soap::service_uri(version)) +
                       "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
                       "xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\">" +
                       members + "</x>";
    if (!xml::guard(text).has_value()) return fail_in_english(errc::server, "the guard refuses it: " + text);
    pugi::xml_document document;
    document.load_buffer_inplace(text.data(), text.size(),
                                 pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_embed_pcdata,
                                 pugi::encoding_utf8);
    soap::Namespaces namespaces(version);
    namespaces.enter(document.document_element());
    const soap::DecodeRules rules{version, 4096, unknown};
    return soap::decode(type, document.document_element(), namespaces, rules, object);
}

template <class T> T read_as(const std::string& members, Version version = newest_version) {
    T object;
    const auto result = read_members(type_of<T>(), members, &object, version);
    REQUIRE_MESSAGE(result.has_value(),
                    (result.has_value() ? "" : result.error().public_text.english() + result.error().field));
    return object;
}

// The error's code and field, or "read".
template <class T> std::string decode_error(const std::string& members, Version version = newest_version) {
    T object;
    const auto result = read_members(type_of<T>(), members, &object, version);
    if (result.has_value()) return "read";
    const std::string code = result.error().code == errc::malformed       ? "malformed "
                             : result.error().code == errc::bad_parameter ? "bad "
                                                                          : "? " + result.error().public_text.english();
    return code + result.error().field;
}

}  // namespace

TEST_CASE("members are found by name, in any order and with any prefix") {
    const auto forward = read_as<ChangePasswordRequest>(
        "<AssociateId>1</AssociateId><OldPassword>old</OldPassword><NewPassword>new</NewPassword>");
    const auto shuffled = read_as<ChangePasswordRequest>(
        "\n<p:NewPassword "
        "xmlns:p=\"http://www.superoffice.net/ws/crm/NetServer/Services88\">new</p:NewPassword>\n"
        "<!-- c --><OldPassword>old</OldPassword>\n<AssociateId>1</AssociateId>\n");
    for (const auto& request : {forward, shuffled}) {
        CHECK(request.associate_id == 1);
        CHECK(request.old_password == String("old"));
        CHECK(request.new_password == String("new"));
    }
}

TEST_CASE("absent, nil and empty stay three different things") {
    const auto presence = [](const std::string& old_password) {
        return read_as<ChangeOwnPasswordRequest>(old_password).old_password.presence;
    };
    CHECK(presence("") == Presence::absent);
    CHECK(presence("<OldPassword i:nil=\"true\"/>") == Presence::nil);
    CHECK(presence("<OldPassword i:nil=\"1\"></OldPassword>") == Presence::nil);
    CHECK(presence("<OldPassword/>") == Presence::value);
    CHECK(presence("<OldPassword i:nil=\"false\"/>") == Presence::value);
    CHECK(presence("<OldPassword nil=\"true\"/>") == Presence::value);
    CHECK(read_as<UserRequest>("").user.presence() == Presence::absent);
    CHECK(read_as<UserRequest>("<User i:nil=\"true\"/>").user.presence() == Presence::nil);
    CHECK(read_as<UserRequest>("<User/>").user.has_value());
    CHECK(read_as<GetUserInfoListRequest>("").user_info_ids.presence == Presence::absent);
    CHECK(read_as<GetUserInfoListRequest>("<UserInfoIds i:nil=\"true\"/>").user_info_ids.presence == Presence::nil);
    CHECK(read_as<GetUserInfoListRequest>("<UserInfoIds/>").user_info_ids.presence == Presence::value);
}

TEST_CASE("text is kept to the last blank") {
    const auto text = [](const std::string& content) {
        return read_as<ChangeOwnPasswordRequest>("<NewPassword>" + content + "</NewPassword>").new_password.text;
    };
    CHECK(text("  ") == "  ");
    CHECK(text(" a\tb ") == " a\tb ");
    CHECK(text("a\r\nb\rc&#xD;") == "a\nb\nc\r");
    CHECK(text("a<!-- x -->b") == "ab");
    CHECK(text(" <!-- x --> ") == "  ");
    CHECK(text(" <![CDATA[ <b> & ]]> ") == "  <b> &  ");
    CHECK(text("<![CDATA[a]]><![CDATA[b]]>c") == "abc");
    CHECK(text("&lt;&amp;&#xe5;&#x1F511;") == "<&\xC3\xA5\xF0\x9F\x94\x91");
}

TEST_CASE("a misspelt secret is never a secret left out") {
    const std::string id = "<AssociateId>1</AssociateId>";
    using Request = ChangePasswordRequest;
    for (const std::string& wrong :
         {std::string("<oldpassword>x</oldpassword>"), std::string("<OLDPASSWORD/>"),
          std::string("<oldPassword i:nil=\"true\"/>"), std::string("<OldPassword xmlns=\"\">x</OldPassword>"),
          std::string("<a:OldPassword>x</a:OldPassword>"), std::string("<a:oldpassword>x</a:oldpassword>"),
          std::string("<OldPassword "
                      "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services87\">x</OldPassword>"),
          std::string("<OldPassword>x</OldPassword><oldPassword>y</oldPassword>"),
          std::string("<OldPassword>x</OldPassword><OldPassword>x</OldPassword>"),
          std::string("<OldPassword i:nil=\"true\">x</OldPassword>"),
          std::string("<OldPassword i:nil=\"true\"> </OldPassword>"),
          std::string("<OldPassword i:nil=\"true\"><!-- --><![CDATA[]]></OldPassword>"),
          std::string("<OldPassword i:nil=\"yes\">x</OldPassword>")}) {
        CAPTURE(wrong);
        CHECK(decode_error<Request>(id + wrong) == "malformed OldPassword");
        CHECK(decode_error<Request>(wrong + id) == "malformed OldPassword");
    }
    CHECK(decode_error<Request>("<OldPassword>a<b/></OldPassword>") == "bad OldPassword");
    CHECK(decode_error<Request>("<OldPassword>" + std::string(4096, 'x') + "</OldPassword>") == "read");
    CHECK(decode_error<Request>("<OldPassword>" + std::string(4097, 'x') + "</OldPassword>") ==
          "malformed OldPassword");
    CHECK(decode_error<UserRequest>(
              "<User><Credentials><Credential><value>x</value></Credential></Credentials></User>") ==
          "malformed User.Credentials.Credential.Value");
}

TEST_CASE("unknown members are skipped and counted, known ones may not repeat") {
    ChangePasswordRequest request;
    std::uint64_t unknown = 0;
    const auto result = read_members(type_of<ChangePasswordRequest>(),
                                     "<Extra><OldPassword>no</OldPassword></Extra><AssociateId>4</AssociateId>"
                                     "<associateid>5</associateid><a:AssociateId>6</a:AssociateId>",
                                     &request, newest_version, &unknown);
    CHECK(result.has_value());
    CHECK(request.associate_id == 4);
    CHECK(request.old_password.presence == Presence::absent);
    CHECK(unknown == 3);
    CHECK(decode_error<ChangePasswordRequest>("<AssociateId>4</AssociateId><AssociateId>4</AssociateId>") ==
          "malformed AssociateId");
    CHECK(decode_error<UserRequest>("<User><Name>a</Name><TableRight/><Name>b</Name></User>") == "malformed User.Name");
}

TEST_CASE("scalars are read as XSD says and refused otherwise") {
    using Request = UserIdRequest;
    const auto id = [](const std::string& text) { return read_as<Request>("<UserId>" + text + "</UserId>").user_id; };
    CHECK(id("7") == 7);
    CHECK(id(" \n+007\t") == 7);
    CHECK(id("-0") == 0);
    CHECK(id("2147483647") == 2147483647);
    CHECK(id("-2147483648") == -2147483647 - 1);
    CHECK(id("1<!-- -->2") == 12);
    for (const std::string wrong : {"", " ", "x", "1.0", "1e3", "0x10", "2147483648", "-2147483649", "+-1", "--1",
                                    "1 2", "\xD9\xA1", "<b/>", "99999999999999999999"}) {
        CAPTURE(wrong);
        CHECK(decode_error<Request>("<UserId>" + wrong + "</UserId>") == "bad UserId");
    }
    CHECK(decode_error<Request>("<UserId i:nil=\"true\"/>") == "bad UserId");

    using Deleted = GetAllUserGroupsRequest;
    const auto flag = [](const std::string& text) {
        return read_as<Deleted>("<IncludeDeleted>" + text + "</IncludeDeleted>").include_deleted;
    };
    CHECK(flag("true"));
    CHECK(flag(" 1 "));
    CHECK_FALSE(flag("false"));
    CHECK_FALSE(flag("0"));
    for (const std::string wrong : {"", "True", "yes", "2", "true true"})
        CHECK(decode_error<Deleted>("<IncludeDeleted>" + wrong + "</IncludeDeleted>") == "bad IncludeDeleted");

    CHECK(decode_error<UserRequest>("<User><Rank>32767</Rank></User>") == "read");
    CHECK(decode_error<UserRequest>("<User><Rank>32768</Rank></User>") == "bad User.Rank");
    CHECK(decode_error<UserRequest>("<User>text</User>") == "bad User");
    CHECK(decode_error<UserRequest>("<User><Name/>text</User>") == "bad User");
}

TEST_CASE("enumerations have words of their version only") {
    const auto type = [](const std::string& text, Version version) {
        return decode_error<RoleTypeRequest>("<RoleType>" + text + "</RoleType>", version);
    };
    CHECK(read_as<RoleTypeRequest>("<RoleType> System </RoleType>").role_type == RoleType::system);
    CHECK(read_as<RoleTypeRequest>("").role_type == RoleType::employee);
    for (const std::string wrong : {"", "system", "3", "Nobody", "Employee System"})
        CHECK(type(wrong, newest_version) == "bad RoleType");

    const TypeInfo& rights = type_of<ETableRight>();
    CHECK(soap::parse_enum(rights, "", Version::v84) == 0);
    CHECK(soap::parse_enum(rights, " Update\n Select  Update ", Version::v84) == 3);
    CHECK(soap::parse_enum(rights, "R F", Version::v88) == 17);
    CHECK_FALSE(soap::parse_enum(rights, "R", Version::v87).has_value());
    CHECK_FALSE(soap::parse_enum(rights, "Select,Update", Version::v88).has_value());
    CHECK_FALSE(soap::parse_enum(rights, "None", Version::v88).has_value());
    CHECK_FALSE(soap::parse_enum(rights, "3", Version::v88).has_value());

    const auto written = [](const TypeInfo& info, std::int32_t value, Version version) {
        std::string out;
        soap::append_enum(info, value, version, out);
        return out;
    };
    CHECK(written(rights, 0, Version::v88) == "");
    CHECK(written(rights, 3, Version::v88) == "Select Update");
    CHECK(written(rights, 17, Version::v88) == "Select Filtering");
    CHECK(written(rights, 64 + 1, Version::v84) == "Select");
    CHECK(written(rights, 1 << 20 | 2, Version::v88) == "Update");
    CHECK(written(type_of<EFieldRight>(), 32, Version::v88) == "Unused4");
    CHECK(written(type_of<CredentialControlType>(), 4, Version::v86) == "Hidden");
    CHECK(written(type_of<CredentialControlType>(), 4, Version::v85) == "Static");
    CHECK(written(type_of<EjUserStatus>(), 127, Version::v88) == "StatusSystem");
}

TEST_CASE("xsi:type is ignored, unless it is no name at all") {
    const auto with = [](const std::string& type) {
        return decode_error<UserIdRequest>("<UserId i:type=\"" + type + "\">1</UserId>");
    };
    CHECK(with("int") == "read");
    CHECK(with(" a:anyType ") == "read");
    CHECK(with("nowhere:int") == "malformed UserId");
    CHECK(with("") == "malformed UserId");
    CHECK(with(":int") == "malformed UserId");
    CHECK(with("a:") == "malformed UserId");
    CHECK(with("a:b:c") == "malformed UserId");
    CHECK(with("two words") == "malformed UserId");
    CHECK(with("1int") == "malformed UserId");
}

TEST_CASE("arrays and dictionaries take their items from the right namespace") {
    const auto ids = read_as<GetUserInfoListRequest>(
        "<UserInfoIds>\n<a:int>3</a:int> <a:int>1</a:int><int>9</int><a:string>x</a:string></UserInfoIds>");
    CHECK(ids.user_info_ids.items == std::vector<std::int32_t>{3, 1});
    CHECK(decode_error<GetUserInfoListRequest>("<UserInfoIds><a:int>x</a:int></UserInfoIds>") == "bad UserInfoIds.int");
    CHECK(decode_error<GetUserInfoListRequest>("<UserInfoIds>7</UserInfoIds>") == "bad UserInfoIds");

    using NamesRequest = FunctionalRightNamesRequest;
    const auto names = read_as<NamesRequest>(
        "<FunctionalRightNames><a:string>x</a:string><a:string "
        "i:nil=\"true\"/><a:string/></FunctionalRightNames>");
    REQUIRE(names.functional_right_names.items.size() == 3);
    CHECK(names.functional_right_names.items[1].presence == Presence::nil);
    CHECK(names.functional_right_names.items[2] == String(""));

    const auto entry = [](const std::string& content) {
        return "<AuthenticationGenericDataKeyValuePair>" + content + "</AuthenticationGenericDataKeyValuePair>";
    };
    const auto data = [](const std::string& entries) {
        return "<AuthenticationData>" + entries + "</AuthenticationData>";
    };
    const auto generic = read_as<AuthenticateGenericRequest>(
        data(entry("<Value>secret</Value><Key>Password</Key>") + entry("<Key>UserName</Key><Value i:nil=\"true\"/>")));
    REQUIRE(generic.authentication_data.items.size() == 2);
    CHECK(generic.authentication_data.items[0].key == String("Password"));
    CHECK(generic.authentication_data.items[0].value == String("secret"));
    CHECK(generic.authentication_data.items[1].value.presence == Presence::nil);
    const std::string path = "AuthenticationData.AuthenticationGenericDataKeyValuePair";
    CHECK(decode_error<AuthenticateGenericRequest>(data(entry("<Key>a</Key>"))) == "bad " + path + ".Value");
    CHECK(decode_error<AuthenticateGenericRequest>(data(entry("<Value>a</Value>"))) == "bad " + path + ".Key");
    const std::string pair = entry("<Key>a</Key><Value>b</Value>");
    CHECK(decode_error<AuthenticateGenericRequest>(data(pair + pair)) == "malformed " + path);
}

TEST_CASE("members come and change with the versions") {
    UserGroup group;
    group.deleted = true;
    const auto written = [&](Version version) {
        std::string out;
        soap::encode(type_of<UserGroup>(), &group, version, out);
        return out.substr(out.find("<Deleted>"));
    };
    CHECK(written(Version::v86) == "<Deleted>1</Deleted>");
    CHECK(written(Version::v87) == "<Deleted>true</Deleted>");
    CHECK(read_as<UserGroup>("<Deleted>1</Deleted>", Version::v86).deleted);
    CHECK(read_as<UserGroup>("<Deleted>-5</Deleted>", Version::v84).deleted);
    CHECK_FALSE(read_as<UserGroup>("<Deleted>0</Deleted>", Version::v84).deleted);
    CHECK(decode_error<UserGroup>("<Deleted>true</Deleted>", Version::v86) == "bad Deleted");

    const User user = read_as<User>("<UserName>x</UserName>", Version::v85);
    CHECK(user.user_name.presence == Presence::absent);
    CHECK(read_as<User>("<UserName>x</UserName>", Version::v86).user_name == String("x"));
}

TEST_CASE("the DSA key has a namespace of its own and is never nil") {
    SignedPublicKey key;
    key.owner_name = "o";
    std::string out;
    soap::encode(type_of<SignedPublicKey>(), &key, newest_version, out);
    CHECK(out ==
          "<OwnerName>o</OwnerName><SignDate>0001-01-01T00:00:00</SignDate><ExpiryDate>0001-01-01T00:00:00</"
          "ExpiryDate>"
          "<Key "
          "xmlns:a=\"http://schemas.datacontract.org/2004/07/System.Security.Cryptography\"><a:Counter>0</"
          "a:Counter>"
          "<a:G i:nil=\"true\"/><a:J i:nil=\"true\"/><a:P i:nil=\"true\"/><a:Q i:nil=\"true\"/><a:Seed "
          "i:nil=\"true\"/>"
          "<a:Y i:nil=\"true\"/></Key><Signature i:nil=\"true\"/>");
    CHECK(decode_error<SignedPublicKey>("<Key><Counter>1</Counter></Key>") == "bad Key.Counter");
    CHECK(soap::parse_base64(" AAE\n C/w= = ") == std::string("\x00\x01\x02\xFF", 4));
    CHECK_FALSE(soap::parse_base64("AAE").has_value());
    CHECK_FALSE(soap::parse_base64("A*==").has_value());
}
