// JSON as the WebAPI's clients write and read it, where the codec's own tests do not say it: what arrives of a member that
// a client sends, and what goes out of one.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"
#include "core/contract/requests.hpp"
#include "support/texts.hpp"

using namespace uag;

namespace {

// What is written of an object after this body was read into it; the member that was refused, in brackets.
template <class T> std::string through(std::string body) {
    json::Body parsed;
    REQUIRE(parsed.parse(body, {}).has_value());
    T object;
    const Result<void> read = json::decode_object(type_of<T>(), parsed.root(), &object);
    if (!read.has_value()) return "[" + read.error().field + "]";
    std::string out;
    json::encode_object(type_of<T>(), &object, out);
    return out;
}

// The value of a member in a JSON object written by the codec, up to the next member.
std::string written_member(const std::string& object, std::string_view name) {
    const std::string start = "\"" + std::string(name) + "\":";
    const std::size_t at = object.find(start);
    REQUIRE(at != std::string::npos);
    const std::size_t from = at + start.size();
    return object.substr(from, object.find_first_of(",}", from) - from);
}

}  // namespace

TEST_CASE("dates as clients send them, and as they come back") {
    struct Row {
        const char* rule;
        const char* sent;
        const char* written;
    };
    for (const auto& [rule, sent, expected] : std::vector<Row>{
             {"6.17 no fraction when it is zero", R"("2019-12-19T11:55:14")", R"("2019-12-19T11:55:14")"},
             {"6.17 trailing zeros are trimmed", R"("2019-12-19T11:55:14.1200000")", R"("2019-12-19T11:55:14.12")"},
             {"6.17 seven digits", R"("2019-12-19T11:55:14.1234567")", R"("2019-12-19T11:55:14.1234567")"},
             {"6.18 toISOString of JavaScript", R"("2024-05-01T10:20:30.000Z")", R"("2024-05-01T10:20:30Z")"},
             {"6.18 with milliseconds", R"("2024-05-01T10:20:30.125Z")", R"("2024-05-01T10:20:30.125Z")"},
             {"6.19 Oslo's first instant", R"("0000-12-31T23:06:32.000Z")", R"("0001-01-01T00:00:00Z")"},
             {"6.19 New York's first instant", R"("0001-01-01T04:56:02.000Z")", R"("0001-01-01T04:56:02Z")"},
             {"6.19 New York's last instant", R"("+010000-01-01T04:59:59.000Z")", R"("9999-12-31T23:59:59.9999999Z")"},
             {"6.19 JavaScript's first date", R"("-271821-04-20T00:00:00.000Z")", R"("0001-01-01T00:00:00Z")"},
             {"6.19 JavaScript's last date", R"("+275760-09-13T00:00:00.000Z")", R"("9999-12-31T23:59:59.9999999Z")"},
             {"6.19 the calendar's own ends", R"("9999-12-31T23:59:59")", R"("9999-12-31T23:59:59")"},
             {"6.20 null is the first instant", "null", R"("0001-01-01T00:00:00")"},
             {"6.20 a number is no date", "1714558830000", "[ValidFrom]"},
             {"6.20 a word is no date", R"("now")", "[ValidFrom]"}}) {
        CAPTURE(rule);
        const std::string object = through<UntrustedCredentials>(std::string(R"({"validFrom":)") + sent + "}");
        CHECK((object.starts_with('[') ? object : written_member(object, "ValidFrom")) == expected);
    }
    CHECK(written_member(through<UntrustedCredentials>("{}"), "ValidTo") == R"("0001-01-01T00:00:00")");
    CHECK(written_member(through<User>("{}"), "Lastlogin") == R"("0001-01-01T00:00:00")");
}

TEST_CASE("members as clients send them") {
    struct Row {
        const char* rule;
        const char* sent;
        std::string written;
    };
    const auto group = [](std::string_view id, std::string_view value, std::string_view rank) {
        return R"({"Value":)" + std::string(value) + R"(,"Tooltip":null,"Id":)" + std::string(id) + R"(,"Rank":)" +
               std::string(rank) + R"(,"Deleted":false,"TableRight":null,"FieldProperties":null})";
    };
    for (const auto& [rule, sent, expected] :
         std::vector<Row>{{"6.2 camelCase", R"({"id":1,"value":"a","rank":2})", group("1", "\"a\"", "2")},
                          {"6.2 PascalCase", R"({"Id":1,"Value":"a","Rank":2})", group("1", "\"a\"", "2")},
                          {"6.2 any case", R"({"iD":1,"VALUE":"a","rAnK":2})", group("1", "\"a\"", "2")},
                          {"6.9 a numeric Mask is taken", R"({"id":1,"tableRight":{"mask":15,"reason":""}})",
                           group("1", "null", "0")},
                          {"6.9 a Mask of names is taken", R"({"id":1,"tableRight":{"mask":"Select, Update"}})",
                           group("1", "null", "0")},
                          {"6.9 a numeric Mask of a field is taken",
                           R"({"id":1,"fieldProperties":{"Id":{"fieldRight":{"mask":67}}}})", group("1", "null", "0")},
                          {"6.9 a Mask that is none hurts nobody", R"({"id":1,"tableRight":{"mask":{"x":[]}}})",
                           group("1", "null", "0")},
                          {"6.22 missing members are defaults", "{}", group("0", "null", "0")},
                          {"6.22 null is the default of a value type", R"({"id":null,"rank":null,"deleted":null})",
                           group("0", "null", "0")},
                          {"6.22 an empty text is no null", R"({"value":""})", group("0", "\"\"", "0")},
                          {"6.21 a Rank is a short", R"({"rank":32767})", group("0", "null", "32767")},
                          {"6.21 and no more", R"({"rank":32768})", "[Rank]"},
                          {"section 11: an int as text", R"({"id":"5"})", group("5", "null", "0")},
                          {"section 11: no fraction", R"({"id":5.5})", "[Id]"},
                          {"section 11: no exponent", R"({"id":1e3})", "[Id]"},
                          {"section 11: no word", R"({"id":"five"})", "[Id]"},
                          {"6.25 text beyond the basic plane",
                           "{\"value\":\"p\xC3\xA5:ss\\\"w\xC3\xB6\xE2\x82\xAC\xF0\x9F\x98\x80\"}",
                           group("0", "\"p\xC3\xA5:ss\\\"w\xC3\xB6\xE2\x82\xAC\xF0\x9F\x98\x80\"", "0")},
                          {"6.25 the same, escaped", R"({"value":"p\u00e5:ss\"w\u00f6\u20ac\ud83d\ude00"})",
                           group("0", "\"p\xC3\xA5:ss\\\"w\xC3\xB6\xE2\x82\xAC\xF0\x9F\x98\x80\"", "0")}}) {
        CAPTURE(rule);
        CHECK(through<UserGroup>(sent) == expected);
    }
}

TEST_CASE("dictionaries and arrays") {
    struct Row {
        const char* rule;
        const char* member;
        const char* sent;
        const char* written;
    };
    for (const auto& [rule, name, sent, expected] : std::vector<Row>{
             {"6.3 a key keeps its case", "CustomFields", R"({"customFields":{"SuperOffice:1":"[I:3]"}})",
              R"("CustomFields":{"SuperOffice:1":"[I:3]"})"},
             {"6.3 and is escaped", "CustomFields", R"({"customFields":{"a\"b\\":"c\n"}})",
              R"("CustomFields":{"a\"b\\":"c\n"})"},
             {"6.4 an empty dictionary", "ExtraFields", R"({"extraFields":{}})", R"("ExtraFields":{})"},
             {"6.4 a dictionary that is null", "ExtraFields", R"({"extraFields":null})", R"("ExtraFields":null)"},
             {"6.4 a value that is null", "ExtraFields", R"({"extraFields":{"x":null}})",
              R"("ExtraFields":{"x":null})"},
             {"6.13 a value that looks like a number", "ExtraFields", R"({"extraFields":{"1":"123"}})",
              R"("ExtraFields":{"1":"123"})"},
             {"6.4 an empty array", "OtherGroups", R"({"otherGroups":[]})", R"("OtherGroups":[])"},
             {"6.4 an array that is null", "OtherGroups", R"({"otherGroups":null})", R"("OtherGroups":null)"},
             {"6.4 an item that is null", "OtherGroups", R"({"otherGroups":[null]})", R"("OtherGroups":[null])"},
             {"6.4 a carrier that is null", "Person", R"({"person":null})", R"("Person":null)"},
             {"6.4 a carrier of defaults", "Role", R"({"role":{}})",
              R"("Role":{"Id":0,"Value":null,"Tooltip":null,"TableRight":null,"FieldProperties":null})"},
             {"6.13 a text that looks like a number", "Name", R"({"name":"123"})", R"("Name":"123")"},
             {"6.13 a text that looks like a word", "Name", R"({"name":"true"})", R"("Name":"true")"},
             {"6.10 an enumeration by its name", "Type", R"({"type":"externalassociate"})",
              R"("Type":"ExternalAssociate")"},
             {"6.10 and by its number", "Type", R"({"type":3})", R"("Type":"ExternalAssociate")"}}) {
        CAPTURE(rule);
        CAPTURE(name);
        CHECK(through<User>(sent).find(expected) != std::string::npos);
    }
    CHECK(through<User>(R"({"otherGroups":{}})") == "[OtherGroups]");
    CHECK(test::contains(through<User>(R"({"extraFields":[]})"), R"("ExtraFields":{})"));
    CHECK(through<User>(R"({"extraFields":["a"]})") == "[ExtraFields]");
    CHECK(through<User>(R"({"role":[]})") == "[Role]");
    CHECK(through<FunctionalRightNamesRequest>(R"({"functionalRightNames":["1","b",null]})") ==
          R"({"FunctionalRightNames":["1","b",null]})");
}

// The words and numbers of enumerations and masks: each word is read, each number is read, and the number goes out as
// the word (the first one, where several mean it).
TEST_CASE("the words of the WebAPI") {
    using Words = std::vector<std::pair<std::string, int>>;
    const auto check = [](const TypeInfo& type, const Words& words) {
        std::vector<int> seen;
        for (const auto& [word, number] : words) {
            INFO(type.name << " " << word);
            for (const std::string& sent : {"\"" + word + "\"", std::to_string(number)}) {
                std::string body = sent;
                json::Body parsed;
                REQUIRE(parsed.parse(body, {}).has_value());
                std::int32_t value = -1;
                CHECK(json::decode(type, parsed.root(), &value).has_value());
                CHECK(value == number);
            }
            const std::int32_t value = number;
            std::string out;
            json::encode(type, &value, out);
            const bool is_first = std::find(seen.begin(), seen.end(), number) == seen.end();
            if (is_first) CHECK(out == "\"" + word + "\"");
            seen.push_back(number);
        }
    };
    check(type_of<UserType>(), {{"Unknown", 0},
                                {"InternalAssociate", 1},
                                {"ResourceAssociate", 2},
                                {"ExternalAssociate", 3},
                                {"AnonymousAssociate", 4},
                                {"SystemAssociate", 5}});
    check(type_of<RoleType>(), {{"Employee", 0}, {"ExternalUser", 1}, {"Anonymous", 2}, {"System", 3}});
    check(type_of<CredentialControlType>(), {{"Static", 0}, {"Edit", 1}, {"Password", 2}, {"Link", 3}, {"Hidden", 4}});
    check(type_of<CommandAction>(), {{"Implicit", 0}, {"YesNo", 1}, {"OkCancel", 2}, {"Ok", 3}});
    check(type_of<CommandActionResult>(), {{"Implicit", 0}, {"Yes", 1}, {"Ok", 2}, {"No", 3}, {"Cancel", 4}});
    check(type_of<EjUserStatus>(), {{"StatusNone", 0},
                                    {"StatusNormal", 1},
                                    {"StatusNotAvailable", 2},
                                    {"StatusDeleted", 3},
                                    {"StatusReadOnly", 4},
                                    {"StatusSpm", 5},
                                    {"StatusSystem", 127}});
    check(type_of<RoleRelationToOwner>(), {{"MyOwn", 0},
                                           {"PrimaryGroup", 1},
                                           {"OtherAssociates", 3},
                                           {"OtherGroups", 2},
                                           {"ExternalUser", 4},
                                           {"Anonymous", 5},
                                           {"MyCompany", 6},
                                           {"SameProject", 7},
                                           {"CustomObjects", 10}});
    check(type_of<ExternalUserInfoModification>(),
          {{"Unknown", 0}, {"UserName", 1}, {"Password", 2}, {"Role", 4}, {"Active", 8}, {"All", 15}});
    check(type_of<ChangePasswordType>(), {{"Email", 0}, {"Password", 1}});
    check(type_of<ETableRight>(), {{"None", 0},
                                   {"Select", 1},
                                   {"Update", 2},
                                   {"Insert", 4},
                                   {"Delete", 8},
                                   {"Filtering", 16},
                                   {"RestrictedUpdate", 32},
                                   {"Unused1", 64},
                                   {"Uninitialized", 128},
                                   {"UR", 3},
                                   {"RI", 5},
                                   {"URI", 7},
                                   {"UDR", 11},
                                   {"FULL", 15},
                                   {"RF", 17},
                                   {"FI", 20},
                                   {"URU", 34},
                                   {"WRITE", 38}});
    check(type_of<EFieldRight>(), {{"None", 0},
                                   {"Read", 1},
                                   {"Write", 2},
                                   {"Update", 3},
                                   {"Unused1", 4},
                                   {"Unused2", 8},
                                   {"Unused3", 16},
                                   {"Nullable", 32},
                                   {"Unused4", 32},
                                   {"UIHintMandatory", 64},
                                   {"UIHintReadOnly", 128},
                                   {"UIHints", 192}});
}
