#include "adapters/rest/pages.hpp"

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "adapters/html/page_frame.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/json/writer.hpp"
#include "adapters/rest/archive_parameters.hpp"
#include "adapters/rest/openapi_example.hpp"
#include "adapters/rest/openapi_schema.hpp"
#include "adapters/rest/resources.hpp"
#include "adapters/rest/routes.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/xml/writer.hpp"
#include "core/base/text.hpp"
#include "core/contract/carriers.hpp"

namespace uag::rest {
namespace {

void append_html(std::string& out, std::string_view text) { xml::append_attribute(out, text); }

void append_element(std::string& out, std::string_view name, std::string_view text) {
    ((out += '<') += name) += '>';
    append_html(out, text);
    ((out += "</") += name) += '>';
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
    const std::string product =
        "SuperOffice " + version + " NetServer " + version + " Release (Build:" + identity.netserver_version + ")";
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
        case Kind::boolean: return "bool";
        case Kind::int16: return "short";
        case Kind::int32: return "int";
        case Kind::string: return "string";
        case Kind::datetime: return "date-time";
        case Kind::bytes: return "byte[]";
        case Kind::array: return type_text(type.item()) + "[]";
        case Kind::dictionary: return "map<" + type_text(type.item().fields[1].type()) + ">";
        case Kind::enumeration:
        case Kind::object: break;
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

// The parameters that stand in a query string.
std::string query_of(const Operation& operation) {
    if (operation.rest != RestShape::query) return {};
    const std::string name = query_name(operation.request().fields.front());
    return '?' + name + "={" + name + '}';
}

std::string query_of(const RestResource& row) {
    std::string query;
    const bool is_list = row.form == RestAnswer::archive && row.method == http::Method::get;
    const auto bindings = is_list ? archive_parameters() : std::span<const RestBinding>(row.bindings);
    for (const RestBinding& binding : bindings) {
        if (binding.source != RestBinding::Source::query) continue;
        ((query += query.empty() ? '?' : '&') += binding.name) += "={";
        (query += binding.name) += '}';
    }
    return query;
}

std::string address_text(std::string query, std::string_view summary) {
    if (!query.empty()) query += ' ';
    return query += summary;
}

// `"address":{`, open.
void append_address(std::string& out, std::string_view address) {
    if (out.back() != '{') out += ',';
    json::append_string(out, address);
    out += ":{";
}

void append_link(std::string& out, std::string_view address, std::string_view text) {
    out += "<a href=\"";
    append_html(out, address);
    out += "\">";
    append_html(out, text);
    out += "</a>";
}

std::string path_of(const Operation& operation, std::string_view prefix) {
    std::string path(is_utf8(prefix) ? prefix : std::string_view{});
    path += "/api/v1/Agents/";
    path += name_of(operation.service);
    path += '/';
    path += operation.name;
    return path + query_of(operation);
}

// The words that a parameter may have; empty where it is no enumeration.
std::vector<std::string_view> words_of(const TypeInfo& type) {
    std::vector<std::string_view> words;
    if (type.kind != Kind::enumeration) return words;
    for (const EnumMember& member : type.members_in_rest()) words.push_back(member.name);
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

void write_root(const RestIdentity& identity, std::string_view api, DataFormat format, std::string& out) {
    List<StringKeyValuePair> facts;
    facts.presence = Presence::value;
    for (const auto& [name, text] : facts_of(identity, api)) facts.items.push_back({name, text});
    const auto encode = is_xml(format) ? encode_xml : json::encode;
    encode(type_of<List<StringKeyValuePair>>(), &facts, out, nullptr);
}

void write_root_html(const RestIdentity& identity, std::string_view api, std::string_view home, std::string& out) {
    begin_page(out, {"SuperOffice Sales and Marketing Web API", home});
    out +=
        "<section><p>This is the WebAPI of User Agent Gateway: users, passwords, roles and rights, over HTTP and JSON, "
        "XML or forms, for programs that were written for SuperOffice NetServer.</p>";
    if (identity.has_docs) {
        out += "<p>";
        append_link(out, std::string(api.substr(0, api.size() - std::string_view("/api").size())) + "/docs",
                    "Every call, to read about and to try");
        out += "</p>";
    }
    const std::string version(short_version(identity.netserver_version));
    append_element(out, "p", "SuperOffice " + version + " NetServer " + identity.netserver_version);
    if (!identity.release_date.empty()) append_element(out, "p", "Build date: " + identity.release_date);
    out += "<ul><li>";
    append_link(out, std::string(api) + "/v1", "v1 REST API + v1 Agent API");
    out += "</li><li>";
    append_link(out, std::string(api) + "/v1/openapi.json", "OpenAPI description");
    out += "</li><li>";
    append_link(out, identity.documentation, "Documentation");
    out +=
        "</li></ul><p>Send the request with the HTTP header <code>Accept: application/json</code> or "
        "<code>application/xml</code> to get this as data. <code>GET</code> on an operation of "
        "<code>v1/Agents/User/</code> or <code>v1/Agents/Archive/</code> describes it, <code>POST</code> runs "
        "it.</p></section>";
    end_page(out);
}

void write_addresses(std::string_view api, std::string& out) {
    const std::string v1 = std::string(api) + "/v1/";
    out += '{';
    for (const Service service : rest_agents)
        for (const Operation& operation : operations(service)) {
            const std::string agent = "Agents/" + std::string(name_of(service)) + '/';
            append_address(out, v1 + agent + std::string(operation.name));
            json::append_member(out, "POST", address_text(query_of(operation), operation.summary));
            out += '}';
        }
    std::string_view open;
    for (const RestResource& row : rest_resources()) {
        if (!open.empty() && open != row.path) out += '}';
        if (open != row.path) append_address(out, v1 + std::string(row.path));
        open = row.path;
        json::append_member(out, http::name_of(row.method), address_text(query_of(row), row.summary));
    }
    out += "}}";
}

void write_description_json(const Operation& operation, std::string_view prefix, std::string& out) {
    out += '{';
    json::append_member(out, "name", operation.name);
    json::append_member(out, "summary", operation.summary);
    json::append_member(out, "path", path_of(operation, prefix));
    json::append_name(out, "parameters");
    out += '[';
    for (const FieldInfo& field : operation.request().fields) {
        if (out.back() != '[') out += ',';
        out += '{';
        json::append_member(out, "name", parameter_name(operation, field));
        json::append_member(out, "type", type_text(field.type()));
        append_words(out, words_of(field.type()));
        out += '}';
    }
    out += ']';
    json::append_member(out, "returns", result_text(operation));
    json::append_name(out, "sample");
    const std::string sample = sample_of(operation);
    out += sample.empty() ? std::string_view("null") : std::string_view(sample);
    out += '}';
}

void write_description_html(const Operation& operation, std::string_view prefix, std::string_view home,
                            std::string& out) {
    begin_page(out, {operation.name, home});
    out += "<section>";
    append_element(out, "p", operation.summary);
    append_element(out, "pre", "POST " + path_of(operation, prefix));
    const bool takes = !operation.request().fields.empty();
    if (takes)
        out += R"(<table><thead><tr><th scope="col">Parameter</th><th scope="col">Type</th></tr></thead><tbody>)";
    for (const FieldInfo& field : operation.request().fields) {
        out += "<tr>";
        append_element(out, "td", parameter_name(operation, field));
        append_element(out, "td", type_with_words(field.type()));
        out += "</tr>";
    }
    if (takes) out += "</tbody></table>";
    append_element(out, "p", "Returns: " + result_text(operation));
    if (const std::string sample = sample_of(operation); !sample.empty()) append_element(out, "pre", sample);
    out += "</section>";
    end_page(out);
}

}  // namespace uag::rest
