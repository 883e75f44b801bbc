// XML bodies of the WebAPI, rule by rule: what goes out, what is taken, what is refused.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "adapters/rest/xml_body.hpp"
#include "core/contract/answers.hpp"
#include "support/texts.hpp"

using namespace uag;
using test::contains;
using test::to_utf16;

namespace {

constexpr std::string_view nil_declaration = R"( xmlns:i="http://www.w3.org/2001/XMLSchema-instance")";

template <class T> std::string written_xml(const T& value) {
    std::string out;
    rest::encode_xml(type_of<T>(), &value, out);
    return out;
}
template <class T> std::string written_xml_box(T value) {
    const Box<T> box(std::move(value));
    std::string out;
    rest::encode_xml(type_of<T>(), &box, out);
    return out;
}

Result<void> parse_xml(std::string body, Charset charset = Charset::unstated) {
    return rest::XmlBody().parse(body, charset, {});
}

// A request read from an object-shaped body.
template <class Request> Result<Request> read_xml(std::string body, Charset charset = Charset::unstated) {
    rest::XmlBody xml;
    Request request;
    if (const auto good = xml.parse(body, charset, {}); !good.has_value()) return good.error();
    const auto done = xml.decode_object(type_of<Request>(), &request);
    if (!done.has_value()) return done.error();
    return request;
}

// A value that is the whole body; `slot` as the type wants it.
template <class Slot> Result<Slot> read_value(const TypeInfo& type, std::string body) {
    rest::XmlBody xml;
    Slot slot{};
    if (const auto good = xml.parse(body, {}, {}); !good.has_value()) return good.error();
    const auto done = xml.decode(type, &slot);
    if (!done.has_value()) return done.error();
    return slot;
}
template <class T> Result<Box<T>> read_box(std::string body) {
    return read_value<Box<T>>(type_of<T>(), std::move(body));
}

// "code field: text" of a refusal.
template <class T> std::string xml_refusal(const Result<T>& result) {
    if (result.has_value()) return "taken";
    const Error& error = result.error();
    const std::string code = error.code == errc::malformed ? "malformed" : "bad_parameter";
    return (error.code == errc::malformed || error.code == errc::bad_parameter)
               ? code + " " + error.field + ": " + error.public_text.english()
               : "another code";
}

const std::string change_document =
    "<ChangeOwnPasswordRequest><OldPassword>a</OldPassword><NewPassword> b </NewPassword>"
    "</ChangeOwnPasswordRequest>";

}  // namespace

TEST_CASE("a scalar is an element with its type's name") {
    CHECK(written_xml(true) == "<boolean>true</boolean>");
    CHECK(written_xml(std::int32_t{-5}) == "<int>-5</int>");
    CHECK(written_xml(String("a<b & \"c\"")) == "<string>a&lt;b &amp; \"c\"</string>");
    CHECK(written_xml(String("")) == "<string/>");
    CHECK(written_xml(String()) == "<string" + std::string(nil_declaration) + R"( i:nil="true"/>)");
}

TEST_CASE("arrays and dictionaries") {
    CHECK(written_xml(List<std::int32_t>{{1, 2}}) == "<ArrayOfint><int>1</int><int>2</int></ArrayOfint>");
    CHECK(written_xml(List<String>{{String("x")}}) == "<ArrayOfstring><string>x</string></ArrayOfstring>");
    CHECK(written_xml(List<String>{std::vector<String>{}}) == "<ArrayOfstring/>");
    CHECK(written_xml(List<StringKeyValuePair>{{StringKeyValuePair{"k", "v"}, StringKeyValuePair{"n", {}}}}) ==
          "<StringDictionary" + std::string(nil_declaration) +
              R"(><StringKeyValuePair><Key>k</Key><Value>v</Value></StringKeyValuePair>)"
              R"(<StringKeyValuePair><Key>n</Key><Value i:nil="true"/></StringKeyValuePair>)"
              "</StringDictionary>");
}

TEST_CASE("a carrier has its members in the contract's order, the prefix declared once and only for a null") {
    const std::string full = written_xml_box(StringKeyValuePair{"k", "v"});
    CHECK(full == "<StringKeyValuePair><Key>k</Key><Value>v</Value></StringKeyValuePair>");
    CHECK(!contains(full, "xmlns"));

    Role role;
    role.value = "Administrator";
    const std::string text = written_xml_box(role);
    CHECK(text.starts_with("<Role" + std::string(nil_declaration) + R"(><TableRight i:nil="true"/>)"));
    CHECK(contains(text, "<Value>Administrator</Value>"));
    CHECK(text.find("xmlns") == text.rfind("xmlns"));
    CHECK(text.ends_with("</Role>"));
    const Box<Role> none;
    std::string null;
    rest::encode_xml(type_of<Role>(), &none, null);
    CHECK(null == "<Role" + std::string(nil_declaration) + R"( i:nil="true"/>)");
}

TEST_CASE("it is appended, and the declaration goes where it belongs") {
    std::string out = "before";
    const String none;
    rest::encode_xml(type_of<String>(), &none, out);
    CHECK(out == "before<string" + std::string(nil_declaration) + R"( i:nil="true"/>)");
}

TEST_CASE("names and words are the WebAPI's, as in JSON") {
    SoPrincipalCarrier principal;
    principal.user_name = "adm0@example.com";
    CHECK(contains(written_xml_box(principal), "<UserName>adm0@example.com</UserName>"));
    User user;
    user.base.table_right = TableRight{};
    user.type = UserType::internal_associate;
    const std::string text = written_xml_box(user);
    CHECK(contains(text, "<Type>InternalAssociate</Type>"));
    CHECK(contains(text, "<Mask>None</Mask>"));
    CHECK(contains(text, "<Lastlogin>0001-01-01T00:00:00</Lastlogin>"));
    std::string request;
    const auto asked = read_xml<ExecuteUserCommandRequest>("<x><ActionResult>Ok</ActionResult></x>");
    REQUIRE(asked.has_value());
    CHECK(asked->command_action_result == CommandActionResult::ok);
    CHECK(read_xml<ExecuteUserCommandRequest>("<x><CommandActionResult>Ok</CommandActionResult></x>")
              ->command_action_result == CommandActionResult{});
}

TEST_CASE("input: any root, any namespace, any order, any case; white space of a text counts") {
    for (const std::string& body :
         {change_document,
          std::string("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<x>\n <NewPassword> b </NewPassword>\n "
                      "<OldPassword>a</OldPassword>\n</x>"),
          std::string("<n:r xmlns:n=\"urn:n\" xmlns=\"urn:d\"><n:oldpassword>a</n:oldpassword><NEWPASSWORD> b "
                      "</NEWPASSWORD></n:r>"),
          std::string("\xEF\xBB\xBF<x><Unknown><NewPassword>no</NewPassword></Unknown><OldPassword><![CDATA[a]]>"
                      "</OldPassword><NewPassword> <!-- c -->b </NewPassword></x>")}) {
        CAPTURE(body);
        const auto request = read_xml<ChangeOwnPasswordRequest>(body);
        REQUIRE(request.has_value());
        CHECK(request->old_password == String("a"));
        CHECK(request->new_password == String(" b "));
    }
}

TEST_CASE("a member that is absent, nil or empty") {
    const auto absent = read_xml<ChangeOwnPasswordRequest>("<x/>");
    CHECK(absent->old_password.presence == Presence::absent);
    const std::string i = "<x" + std::string(nil_declaration) + ">";
    const auto nil = read_xml<ChangeOwnPasswordRequest>(i + "<OldPassword i:nil=\" 1 \"/></x>");
    CHECK(nil->old_password.presence == Presence::nil);
    CHECK(read_xml<ChangeOwnPasswordRequest>("<x><OldPassword/></x>")->old_password == String(""));
    // An attribute of that name in no namespace, or in another, is not the one.
    CHECK(read_xml<ChangeOwnPasswordRequest>(
              "<x xmlns:o=\"urn:o\"><OldPassword nil=\"true\" o:nil=\"true\">a</OldPassword></x>")
              ->old_password == String("a"));
    CHECK(read_xml<ChangeOwnPasswordRequest>(i + "<OldPassword xmlns:i=\"urn:o\" i:nil=\"true\">a</OldPassword></x>")
              ->old_password == String("a"));
    // null for a value type is its default, and for the whole body no members.
    const auto zero = read_xml<PasswordCandidateRequest>(i + "<AssociateId i:nil=\"true\"/><Type i:nil=\"true\"/></x>");
    REQUIRE(zero.has_value());
    CHECK(zero->associate_id == 0);
    CHECK(read_xml<ChangeOwnPasswordRequest>("<x" + std::string(nil_declaration) + " i:nil=\"true\"/>").has_value());
    CHECK(xml_refusal(read_xml<ChangeOwnPasswordRequest>(i + "<OldPassword i:nil=\"yes\"/></x>")) ==
          "malformed OldPassword: The XML body cannot be read: nil is not a boolean ('OldPassword').");
    CHECK(xml_refusal(read_xml<ChangeOwnPasswordRequest>(i + "<OldPassword i:nil=\"true\">a</OldPassword></x>")) ==
          "malformed OldPassword: The XML body cannot be read: an element that is nil has content "
          "('OldPassword').");
}

TEST_CASE("a member twice is refused, in any case and any namespace; an unknown one is not looked at") {
    for (const std::string_view body :
         {"<x><OldPassword>a</OldPassword><OldPassword>a</OldPassword></x>",
          "<x xmlns:n=\"urn:n\"><OldPassword>a</OldPassword><n:oldpassword>b</n:oldpassword></x>"}) {
        CHECK(xml_refusal(read_xml<ChangeOwnPasswordRequest>(std::string(body))) ==
              "malformed OldPassword: The XML body cannot be read: a member stands twice ('OldPassword').");
    }
    CHECK(read_xml<ChangeOwnPasswordRequest>("<x><Other/><Other>1</Other></x>").has_value());
}

TEST_CASE("values that cannot be read are named by their path and never quoted") {
    CHECK(xml_refusal(read_xml<PasswordCandidateRequest>("<x><AssociateId>sesame</AssociateId></x>")) ==
          "bad_parameter AssociateId: The value of 'AssociateId' cannot be read as int.");
    for (const std::string_view text : {"", "5.5", "1e9", "99999999999", "0x5", "+-5", "<a/>"}) {
        CAPTURE(text);
        const auto result =
            read_xml<PasswordCandidateRequest>("<x><AssociateId>" + std::string(text) + "</AssociateId></x>");
        CHECK(xml_refusal(result).starts_with("bad_parameter AssociateId:"));
    }
    CHECK(read_xml<PasswordCandidateRequest>("<x><AssociateId> +5\n</AssociateId></x>")->associate_id == 5);
    CHECK(read_xml<PasswordCandidateRequest>("<x><AssociateId>1<!-- c -->2</AssociateId></x>")->associate_id == 12);
    CHECK(xml_refusal(read_xml<PasswordCandidateRequest>("<x><Type>Nobody</Type></x>"))
              .starts_with("bad_parameter Type:"));
    CHECK(xml_refusal(read_xml<PasswordCandidateRequest>("<x><Type>99</Type></x>")).starts_with("bad_parameter Type:"));
    CHECK(read_xml<PasswordCandidateRequest>("<x><Type> internalassociate </Type></x>")->type ==
          UserType::internal_associate);
    CHECK(read_xml<PasswordCandidateRequest>("<x><Type>1</Type></x>")->type == UserType::internal_associate);
    CHECK(xml_refusal(read_xml<ChangeOwnPasswordRequest>("<x><OldPassword>a<b/></OldPassword></x>")) ==
          "bad_parameter OldPassword: The value of 'OldPassword' cannot be read as string.");
    CHECK(xml_refusal(read_box<User>("<User><Role><Id>x</Id></Role></User>")).starts_with("bad_parameter Role.Id:"));
    CHECK(
        xml_refusal(read_box<User>("<User><OtherGroups><UserGroup/><UserGroup><Id/></UserGroup></OtherGroups></User>"))
            .starts_with("bad_parameter OtherGroups[1].Id:"));
    CHECK(xml_refusal(read_box<User>("<User><Deleted>maybe</Deleted></User>")) ==
          "bad_parameter Deleted: The value of 'Deleted' cannot be read as boolean.");
    CHECK(read_box<User>("<User><Deleted>1</Deleted></User>").value()->deleted);
}

TEST_CASE("text where elements belong") {
    CHECK(xml_refusal(read_xml<ChangeOwnPasswordRequest>("<x>a</x>")) ==
          "bad_parameter : The value of the body cannot be read as object.");
    CHECK(xml_refusal(read_xml<ChangeOwnPasswordRequest>("<x><OldPassword>a</OldPassword>stray</x>")) ==
          "bad_parameter : The value of the body cannot be read as object.");
    CHECK(xml_refusal(read_box<User>("<User><Role>Administrator</Role></User>")) ==
          "bad_parameter Role: The value of 'Role' cannot be read as object.");
    CHECK(xml_refusal(read_value<List<std::int32_t>>(type_of<List<std::int32_t>>(), "<ArrayOfint>1</ArrayOfint>")) ==
          "bad_parameter : The value of the body cannot be read as array.");
}

TEST_CASE("a body that is the value itself") {
    const TypeInfo& ints = type_of<List<std::int32_t>>();
    const auto list = read_value<List<std::int32_t>>(
        ints,
        "<a:ArrayOfint xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\"><a:int>7</a:int>"
        "<Int32>8</Int32></a:ArrayOfint>");
    REQUIRE(list.has_value());
    CHECK(list->items == std::vector<std::int32_t>{7, 8});
    CHECK(read_value<List<std::int32_t>>(ints, "<x/>")->presence == Presence::value);
    CHECK(read_value<List<std::int32_t>>(ints, "<x" + std::string(nil_declaration) + " i:nil='true'/>")->presence ==
          Presence::nil);
    CHECK(xml_refusal(read_value<List<std::int32_t>>(ints, "<x><int>1</int><int>b</int></x>")) ==
          "bad_parameter [1]: The value of '[1]' cannot be read as int.");
    const auto user = read_box<User>("<User><TableRight><Mask>FULL</Mask></TableRight><Name>adm0</Name></User>");
    REQUIRE(user.has_value());
    CHECK((*user)->name == String("adm0"));
    CHECK_FALSE((*user)->base.table_right.has_value());
    CHECK_FALSE(read_box<User>("<x" + std::string(nil_declaration) + " i:nil='true'/>")->has_value());
}

TEST_CASE("dictionaries: entries of any name with Key and Value") {
    const auto entries = [](std::string_view inside) {
        return read_value<List<StringKeyValuePair>>(type_of<List<StringKeyValuePair>>(),
                                                    "<x>" + std::string(inside) + "</x>");
    };
    const auto two = entries(
        "<StringKeyValuePair><Key>SuperOffice:1</Key><Value>[I:3]</Value></StringKeyValuePair>"
        "<KeyValueOfstringstring><value/><key>k</key></KeyValueOfstringstring>");
    REQUIRE(two.has_value());
    REQUIRE(two->items.size() == 2);
    CHECK(two->items[0].key == String("SuperOffice:1"));
    CHECK(two->items[1].value == String(""));
    CHECK(xml_refusal(entries("<e><Key>a</Key></e><e><Key>A</Key></e>")) ==
          "malformed : The XML body cannot be read: a key stands twice.");
    CHECK(xml_refusal(entries("<e><Value>a</Value></e>")) ==
          "bad_parameter [0].Key: The value of '[0].Key' cannot be read as string.");
    CHECK(xml_refusal(entries("<e><Key>a</Key><Key>b</Key></e>")).starts_with("malformed [0].Key:"));
}

TEST_CASE("flags are words joined by commas or white space") {
    struct Flags {
        std::string_view text;
        std::int32_t value;
    };
    for (const auto& [text, value] : {Flags{"Select, Update", 3}, Flags{"select update", 3},
                                      Flags{" Select\n\tUpdate ", 3}, Flags{"3", 3}, Flags{"", 0}, Flags{"FULL", 15}}) {
        CAPTURE(text);
        const auto rights = read_value<std::int32_t>(type_of<ETableRight>(), "<x>" + std::string(text) + "</x>");
        REQUIRE(rights.has_value());
        CHECK(*rights == value);
    }
    for (const std::string_view text : {"Select Fly", "Select,,Update", "Select 2 many", "4096"})
        CHECK(xml_refusal(read_value<std::int32_t>(type_of<ETableRight>(), "<x>" + std::string(text) + "</x>"))
                  .starts_with("bad_parameter"));
}

TEST_CASE("unreadable bodies") {
    for (const std::string_view body :
         {"", "text", "<x>", "<x></y>", "<x/><y/>", "<x a=1/>", "<n:x/>", "<!DOCTYPE x><x/>",
          "<!DOCTYPE x [<!ENTITY e \"boom\">]><x>&e;</x>", "<x>&e;</x>", "<x>\x01</x>", "<x>&#0;</x>",
          "<x>\xC0\x80</x>", "<x>\xED\xA0\x80</x>", "<x>&#xD800;</x>",
          "<?xml version=\"1.0\" encoding=\"iso-8859-15\"?><x/>", "{\"OldPassword\":1}"}) {
        CAPTURE(body);
        const auto result = parse_xml(std::string(body));
        CHECK(xml_refusal(result).starts_with("malformed : The XML body cannot be read: "));
        if (result.has_error()) CHECK_FALSE(contains(result.error().public_text.english(), "boom"));
    }
    std::string deep;
    for (int i = 0; i < 40; ++i) deep += "<x>";
    for (int i = 0; i < 40; ++i) deep += "</x>";
    CHECK(xml_refusal(parse_xml(deep)).starts_with("malformed"));
    std::string wide = "<x>";
    for (int i = 0; i < 20'001; ++i) wide += "<y/>";
    CHECK(xml_refusal(parse_xml(wide + "</x>")).starts_with("malformed"));
}

TEST_CASE("UTF-16, with a mark or by its charset; half a surrogate pair is refused") {
    const std::u16string_view text = u"<x><NewPassword>p\u00E5\U0001F511</NewPassword></x>";
    for (const bool big_endian : {false, true}) {
        const auto marked = read_xml<ChangeOwnPasswordRequest>(to_utf16(text, big_endian, true));
        REQUIRE(marked.has_value());
        CHECK(marked->new_password == String("p\xC3\xA5\xF0\x9F\x94\x91"));
        const auto named = read_xml<ChangeOwnPasswordRequest>(to_utf16(text, big_endian, false),
                                                              big_endian ? Charset::utf16be : Charset::utf16le);
        REQUIRE(named.has_value());
        CHECK(named->new_password == marked->new_password);
        CHECK(xml_refusal(parse_xml(to_utf16(text, big_endian, true), Charset::utf8)).starts_with("malformed"));
        CHECK(read_xml<ChangeOwnPasswordRequest>(to_utf16(text, big_endian, false), Charset::utf16)->new_password ==
              marked->new_password);
        CHECK(xml_refusal(parse_xml(to_utf16(text, big_endian, true) + "<")).starts_with("malformed"));
        const char16_t half[] = {u'<', u'x', u'>', 0xD83D, u'<', u'/', u'x', u'>'};
        CHECK(xml_refusal(parse_xml(to_utf16({half, 8}, big_endian, true))).starts_with("malformed"));
    }
}
