#include "adapters/rest/pages.hpp"

#include <array>
#include <utility>
#include <vector>

#include "adapters/json/writer.hpp"
#include "adapters/rest/openapi_example.hpp"
#include "adapters/rest/openapi_schema.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

void append_html(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
}

void begin_page(std::string& out, std::string_view title) {
    out += R"(<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>)";
    append_html(out, title);
    out += "</title></head><body><h1>";
    append_html(out, title);
    out += "</h1>";
}

void end_page(std::string& out) {
    out += "</body></html>\n";
}

void append_element(std::string& out, std::string_view name, std::string_view text) {
    ((out += '<') += name) += '>';
    append_html(out, text);
    ((out += "</") += name) += '>';
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
    json::append_name(out, name);
    json::append_string(out, text);
}

// "11.10" of "11.10.0.0".
std::string_view short_version(std::string_view version) {
    const std::size_t dot = version.find('.');
    if (dot == std::string_view::npos) return version;
    return version.substr(0, version.find('.', dot + 1));
}

using Facts = std::vector<std::pair<std::string_view, std::string>>;

Facts facts_of(const RestIdentity& identity, std::string_view api) {
    const std::string version(short_version(identity.netserver_version));
    const std::string label = "Release_" + version;
    const std::string product = "SuperOffice " + version + " NetServer " + version +
                                " Release (Build:" + identity.netserver_version + ")";
    return {{"v1", std::string(api) + "/v1/"},
            {"NetServerVersion", identity.netserver_version},
            {"NetServerAssembly", identity.netserver_version},
            {"NetServerDate", identity.release_date},
            {"NetServerLabel", label},
            {"NetServer", product},
            {"Services", identity.services},
            {"ServicesCurrent", identity.services_current},
            {"Version", "v1"},
            {"Documentation", identity.documentation}};
}

// The WebAPI's word for a type.
std::string type_text(const TypeInfo& type) {
    switch (type.kind) {
        case Kind::boolean:
            return "bool";
        case Kind::int16:
            return "short";
        case Kind::int32:
            return "int";
        case Kind::string:
            return "string";
        case Kind::datetime:
            return "date-time";
        case Kind::bytes:
            return "byte[]";
        case Kind::array:
            return type_text(type.item()) + "[]";
        case Kind::dictionary:
            return "map<" + type_text(type.item().fields[1].type()) + ">";
        case Kind::enumeration:
        case Kind::object:
            break;
    }
    return std::string(type.name);
}

std::string result_text(const Operation& operation) {
    if (operation.is_void()) return "void";
    return type_text(operation.response().fields.front().type());
}

std::string parameter_name(const Operation& operation, const FieldInfo& field) {
    if (operation.rest == RestShape::query) return query_name(field);
    return std::string(field.name_in_rest());
}

std::string path_of(const Operation& operation, std::string_view prefix) {
    std::string path(is_utf8(prefix) ? prefix : std::string_view{});
    path += "/api/v1/Agents/";
    path += name_of(operation.service);
    path += '/';
    path += operation.name;
    if (operation.rest != RestShape::query) return path;
    const std::string name = query_name(operation.request().fields.front());
    return path + '?' + name + "={" + name + '}';
}

// The words that a parameter may have; empty where it is no enumeration.
std::vector<std::string_view> words_of(const TypeInfo& type) {
    std::vector<std::string_view> words;
    if (type.kind != Kind::enumeration) return words;
    for (const EnumMember& member : type.members_in_rest())
        words.push_back(member.name);
    return words;
}

void append_words(std::string& out, const std::vector<std::string_view>& words) {
    if (words.empty()) return;
    json::append_name(out, "values");
    out += '[';
    for (const std::string_view word : words) {
        if (out.back() != '[') out += ',';
        json::append_string(out, word);
    }
    out += ']';
}

// "RoleType: Employee, ExternalUser".
std::string type_with_words(const TypeInfo& type) {
    std::string text = type_text(type);
    char separator = ':';
    for (const std::string_view word : words_of(type)) {
        ((text += separator) += ' ') += word;
        separator = ',';
    }
    return text;
}

// The body of a sample request; empty where the operation takes no body.
std::string sample_of(const Operation& operation) {
    std::string sample;
    const bool takes_body = operation.rest == RestShape::object || operation.rest == RestShape::bare_body;
    if (takes_body) write_request_example(operation, sample);
    return sample;
}

}  // namespace

void write_root_json(const RestIdentity& identity, std::string_view api, std::string& out) {
    out += '{';
    for (const auto& [name, text] : facts_of(identity, api))
        append_member(out, name, text);
    out += '}';
}

void write_root_html(const RestIdentity& identity, std::string_view api, std::string& out) {
    begin_page(out, "Web API");
    out += "<table>";
    for (const auto& [name, text] : facts_of(identity, api)) {
        out += "<tr>";
        append_element(out, "th", name);
        append_element(out, "td", text);
        out += "</tr>";
    }
    out +=
        "</table><p>Ask this address with the header <code>Accept: application/json</code> for the same as "
        "data. "
        "<code>GET</code> on an operation of <code>v1/Agents/User/</code> describes it, <code>POST</code> "
        "runs it."
        "</p>";
    end_page(out);
}

void write_description_json(const Operation& operation, std::string_view prefix, std::string& out) {
    out += '{';
    append_member(out, "name", operation.name);
    append_member(out, "summary", operation.summary);
    append_member(out, "path", path_of(operation, prefix));
    json::append_name(out, "parameters");
    out += '[';
    for (const FieldInfo& field : operation.request().fields) {
        if (out.back() != '[') out += ',';
        out += '{';
        append_member(out, "name", parameter_name(operation, field));
        append_member(out, "type", type_text(field.type()));
        append_words(out, words_of(field.type()));
        out += '}';
    }
    out += ']';
    append_member(out, "returns", result_text(operation));
    json::append_name(out, "sample");
    const std::string sample = sample_of(operation);
    out += sample.empty() ? std::string_view("null") : std::string_view(sample);
    out += '}';
}

void write_description_html(const Operation& operation, std::string_view prefix, std::string& out) {
    begin_page(out, operation.name);
    append_element(out, "p", operation.summary);
    append_element(out, "pre", "POST " + path_of(operation, prefix));
    out += "<table><tr><th>Parameter</th><th>Type</th></tr>";
    for (const FieldInfo& field : operation.request().fields) {
        out += "<tr>";
        append_element(out, "td", parameter_name(operation, field));
        append_element(out, "td", type_with_words(field.type()));
        out += "</tr>";
    }
    out += "</table>";
    append_element(out, "p", "Returns: " + result_text(operation));
    if (const std::string sample = sample_of(operation); !sample.empty()) append_element(out, "pre", sample);
    end_page(out);
}

}  // namespace uag::rest
