#include "adapters/rest/openapi_example.hpp"

#include <algorithm>
#include <array>

#include "adapters/json/writer.hpp"

namespace uag::rest {
namespace {

// Carriers inside carriers inside carriers say nothing more about a call.
constexpr int max_depth = 2;

struct Documented {
    std::string_view operation;
    std::string_view body;
};
constexpr std::array<Documented, 5> documented_calls{{
    {"ChangeOwnPassword", R"({"OldPassword":"sint","NewPassword":"sed"})"},
    {"GetArchiveListByColumns",
     R"({"ProviderName":"AllUsers","Columns":["assocName","fullName"],"SortOrder":[{"Name":"fullName",)"
     R"("Direction":"ASC"}],"Restriction":[{"Name":"assocName","Operator":"begins","Values":["an"]}],)"
     R"("Entities":["all"],"Page":0,"PageSize":50})"},
    {"GetArchiveListByColumns2",
     R"({"ProviderName":"AllUsers","Columns":"assocName,fullName","SortOrder":"fullName asc",)"
     R"("Restrictions":"assocName begins 'an'","Entities":"all","Page":0,"PageSize":50})"},
    {"GetAvailableColumns", R"({"ProviderName":"AllUsers"})"},
    {"GetAvailableEntities", R"({"ProviderName":"AllUsers"})"},
}};

// The first row whose ending a member's name has decides.
struct Ending {
    std::string_view name;
    std::string_view text;
};
constexpr std::array<Ending, 29> texts{{
    {"Password", "N3w-Secret!"},
    {"EMail", "anna@example.com"},
    {"EMailAddress", "anna@example.com"},
    {"Email", "anna@example.com"},
    {"Emails", "anna@example.com"},
    {"AssociateName", "ANNA"},
    {"UserName", "anna@example.com"},
    {"PersonName", "Anna Berg"},
    {"FullName", "Anna Berg"},
    {"Firstname", "Anna"},
    {"Lastname", "Berg"},
    {"Phone", "+47 22 00 00 00"},
    {"PhoneNumbers", "+47 22 00 00 00"},
    {"RedirectUri", "https://client.example.com/callback"},
    {"CredentialType", "ActiveDirectory"},
    {"TableName", "contact"},
    {"Reason", ""},
    {"Tooltip", ""},
    {"Provider", "AllUsers"},
    {"Select", "assocName,fullName"},
    {"Filter", "assocName begins 'an'"},
    {"OrderBy", "fullName asc"},
    {"Entities", "all"},
    {"Mode", "slim"},
    {"Format", "json"},
    {"InlineCount", "none"},
    {"JsonSafe", "false"},
    {"Output", "Logical"},
    {"Options", ""},
}};

std::string_view text_for(std::string_view name) {
    const auto* const row =
        std::find_if(texts.begin(), texts.end(), [&](const Ending& ending) { return name.ends_with(ending.name); });
    return row == texts.end() ? name : row->text;
}

std::string_view number_for(std::string_view name) {
    const bool is_key = name.ends_with("Id") || name.ends_with("Ids") || name == "Rank";
    return is_key ? "1" : "0";
}

std::string_view word_for(const TypeInfo& type) {
    const auto words = type.members_in_rest();
    const auto word = std::find_if(words.begin(), words.end(), [](const EnumMember& m) { return m.value != 0; });
    return word == words.end() ? words.front().name : word->name;
}

void write(const TypeInfo& type, std::string_view name, int depth, std::string& out);

// Rights and field properties are left out: a client reads them and never sends them.
void write_object(const TypeInfo& type, int depth, std::string& out) {
    out += '{';
    for (const FieldInfo& field : type.fields) {
        if (field.is_base) continue;
        json::append_name(out, field.name_in_rest());
        write(field.type(), field.name_in_rest(), depth, out);
    }
    out += '}';
}

void write(const TypeInfo& type, std::string_view name, int depth, std::string& out) {
    switch (type.kind) {
        case Kind::boolean: out += "false"; return;
        case Kind::int16:
        case Kind::int32: out += number_for(name); return;
        case Kind::string: json::append_string(out, text_for(name)); return;
        case Kind::datetime: out += R"("2024-05-01T10:20:30")"; return;
        case Kind::bytes: out += R"("AAEC")"; return;
        case Kind::enumeration: json::append_string(out, word_for(type)); return;
        case Kind::object:
            if (depth == 0)
                out += "null";
            else
                write_object(type, depth - 1, out);
            return;
        case Kind::array:
            out += '[';
            if (depth > 0) write(type.item(), name, depth, out);
            out += ']';
            return;
        case Kind::dictionary:
            out += '{';
            if (depth == 0 || type.item().fields[1].type().kind != Kind::string) {
                out += '}';
                return;
            }
            out += R"("Key":"Value"})";
            return;
    }
}

}  // namespace

void write_example(const TypeInfo& type, std::string_view name, std::string& out) { write(type, name, max_depth, out); }

void write_request_example(const Operation& operation, std::string& out) {
    const auto* const row = std::find_if(documented_calls.begin(), documented_calls.end(),
                                         [&](const Documented& call) { return call.operation == operation.name; });
    if (row != documented_calls.end()) {
        out += row->body;
        return;
    }
    if (operation.rest == RestShape::object) return write_object(operation.request(), max_depth, out);
    const FieldInfo& body = operation.request().fields.front();
    write(body.type(), body.name_in_rest(), max_depth, out);
}

void write_response_example(const Operation& operation, std::string& out) {
    const FieldInfo& result = operation.response().fields.front();
    if (result.type().kind == Kind::boolean) {
        out += "true";
        return;
    }
    write(result.type(), operation.name, max_depth, out);
}

}  // namespace uag::rest
