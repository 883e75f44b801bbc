#include "adapters/rest/client_request.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "adapters/http/query.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/rest/form_write.hpp"
#include "adapters/rest/openapi_schema.hpp"
#include "adapters/rest/routes.hpp"
#include "adapters/rest/time_zone_header.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/walk/presence.hpp"
#include "core/base/encoding.hpp"
#include "core/base/secret.hpp"

namespace uag::rest {
namespace {

using client::CannotWrite;

// Within it a body does not grow, which would leave pieces of a password behind in memory.
constexpr std::size_t usual_size = 16'384;

std::string_view content_type(BodyFormat format) {
    switch (format) {
        case BodyFormat::json: return "application/json; charset=utf-8";
        case BodyFormat::xml: return "application/xml; charset=utf-8";
        case BodyFormat::form: break;
    }
    return "application/x-www-form-urlencoded";
}

std::string accept_of(const ClientFace& face) {
    std::string accept(uag::rest::content_type(face.answer));
    accept.resize(accept.find(';'));
    if (face.problems) accept += ", application/problem+json";
    return accept;
}

bool is_of_agent(const Operation& operation) {
    return std::ranges::find(rest_agents, operation.service) != rest_agents.end() &&
           find_operation(operation.service, operation.name) == &operation;
}

std::optional<CannotWrite> judge(const client::Sender& sender) {
    const Evidence& evidence = sender.evidence;
    if (evidence.kind == Evidence::Kind::web)
        return CannotWrite{"credentials", "can only be a page's session for pages"};
    if (evidence.kind == Evidence::Kind::basic && evidence.user_name.find(':') != std::string::npos)
        return CannotWrite{"credentials", "have a colon in the user name, which Basic cannot carry"};
    return client::judge_sender(sender);
}

std::string with_scheme(std::string_view scheme, std::string_view credentials) {
    std::string value;
    value.reserve(scheme.size() + 1 + credentials.size());
    ((value += scheme) += ' ') += credentials;
    return value;
}

std::string authorization_of(const Evidence& evidence) {
    switch (evidence.kind) {
        case Evidence::Kind::ticket: return with_scheme("SOTicket", evidence.secret.reveal());
        case Evidence::Kind::bearer: return with_scheme("Bearer", evidence.secret.reveal());
        case Evidence::Kind::basic: break;
        default: return {};
    }
    std::string pair;
    pair.reserve(evidence.user_name.size() + 1 + evidence.secret.reveal().size());
    ((pair += evidence.user_name) += ':') += evidence.secret.reveal();
    std::string encoded = base64_encode(pair);
    wipe(pair);
    std::string value = with_scheme("Basic", encoded);
    wipe(encoded);
    return value;
}

void append_fields(const ClientFace& face, const client::Sender& sender, client::Fields& fields) {
    const auto add = [&](std::string_view name, std::string value) {
        if (!value.empty()) fields.emplace_back(name, std::move(value));
    };
    add("Accept", accept_of(face));
    add("Authorization", authorization_of(sender.evidence));
    add("SO-AppToken", std::string(sender.application_token.reveal()));
    add("Accept-Language", sender.language);
    add("SO-Culture", sender.culture);
    add("traceparent", sender.trace);
    std::string zone = sender.time_zone;
    if (sender.wants_offsets) (zone += zone.empty() ? "" : ", ") += offset_word;
    add(time_zone_header, std::move(zone));
}

std::optional<CannotWrite> append_value(const FieldInfo& body, const void* request, BodyFormat format,
                                        std::string& out) {
    if (format == BodyFormat::form) return write_form(body.type(), body.get(request), out);
    const auto encode = format == BodyFormat::xml ? encode_request_xml : json::encode_request;
    encode(body.type(), body.get(request), out);
    return std::nullopt;
}

// Without parameters, and with one in the query, there is no body.
std::optional<CannotWrite> append_body(const Operation& operation, const void* request, BodyFormat format,
                                       std::string& out) {
    const TypeInfo& type = operation.request();
    if (operation.rest == RestShape::bare_body) return append_value(type.fields.front(), request, format, out);
    if (operation.rest != RestShape::object) return std::nullopt;
    if (format == BodyFormat::form) return write_form_object(type, request, out);
    const auto encode = format == BodyFormat::xml ? encode_request_xml_object : json::encode_request_object;
    encode(type, request, out);
    return std::nullopt;
}

// A number, word or text for an address. Nothing: it is not there.
std::optional<std::string> address_text(const FieldInfo& field, const void* request) {
    const void* const slot = field.get(request);
    if (presence_of(field.type(), slot) != Presence::value) return std::nullopt;
    if (field.type().kind == Kind::string) return static_cast<const String*>(slot)->text;
    std::string text;
    json::encode(field.type(), slot, text);
    if (text.starts_with('"')) text = text.substr(1, text.size() - 2);
    return text;
}

void append_query(std::string_view name, std::string_view value, std::string& path) {
    path += path.find('?') == std::string::npos ? '?' : '&';
    http::append_pair(name, value, path);
}

std::string path_of(const Operation& operation, const void* request) {
    std::string path = "api/v1/Agents/";
    path += name_of(operation.service);
    path += '/';
    path += operation.name;
    if (operation.rest != RestShape::query) return path;
    const FieldInfo& parameter = operation.request().fields.front();
    append_query(query_name(parameter), address_text(parameter, request).value_or(std::string()), path);
    return path;
}

// A segment ends at a slash, and a path at a question mark.
void append_segment(std::string_view text, std::string& path) {
    for (const char c : text) {
        if (c == '/')
            path += "%2F";
        else if (c == '?')
            path += "%3F";
        else
            http::append_encoded({&c, 1}, path);
    }
}

const RestBinding* binding_of(const RestResource& row, RestBinding::Source source, std::string_view name) {
    const auto found = std::ranges::find_if(
        row.bindings, [&](const RestBinding& binding) { return binding.source == source && binding.name == name; });
    return found == row.bindings.end() ? nullptr : &*found;
}

// "User/{id}" with what stands for its variables, and the query behind it.
std::optional<CannotWrite> append_address(const RestResource& row, const void* request, std::string& path) {
    const Operation& operation = operation_of(row);
    path = "api/v1/";
    std::string_view rest = row.path;
    for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        path += rest.substr(0, open);
        const std::size_t close = rest.find('}');
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
        const RestBinding* const binding = binding_of(row, RestBinding::Source::path, name);
        const auto text = binding == nullptr ? std::nullopt
                                             : address_text(field_of(operation.request(), binding->parameter), request);
        if (!text || text->empty()) return CannotWrite{std::string(name), "is a part of the address and not there"};
        append_segment(*text, path);
    }
    path += rest;
    for (const RestBinding& binding : row.bindings)
        if (binding.source == RestBinding::Source::query)
            if (const auto text = address_text(field_of(operation.request(), binding.parameter), request))
                append_query(binding.name, *text, path);
    return std::nullopt;
}

std::optional<CannotWrite> judge(const RestResource& row) {
    const bool is_patch =
        row.method == http::Method::patch || std::ranges::any_of(row.bindings, [](const auto& binding) {
            return binding.source == RestBinding::Source::address;
        });
    if (row.form == RestAnswer::value && !is_patch) return std::nullopt;
    return CannotWrite{std::string(row.path), "is an address whose body or answer is none of an operation"};
}

client::Request begin_request(const Operation& operation, const ClientFace& face, const client::Sender& sender) {
    client::Request message;
    message.only_reads = uag::only_reads(operation);
    append_fields(face, sender, message.fields);
    message.body.reserve(usual_size);
    return message;
}

void end_request(const ClientFace& face, client::Request& message) {
    if (!message.body.empty()) message.fields.emplace_back("Content-Type", content_type(face.body));
}

}  // namespace

client::Written write_request(const Operation& operation, const void* request, const ClientFace& face,
                              const client::Sender& sender) {
    if (!is_of_agent(operation))
        return CannotWrite{std::string(operation.name), "is no operation of an agent of the WebAPI"};
    if (auto refusal = judge(sender)) return std::move(*refusal);
    client::Request message = begin_request(operation, face, sender);
    message.path = path_of(operation, request);
    if (auto refusal = append_body(operation, request, face.body, message.body)) return std::move(*refusal);
    end_request(face, message);
    return message;
}

client::Written write_request(const RestResource& row, const void* request, const ClientFace& face,
                              const client::Sender& sender) {
    if (auto refusal = judge(row)) return std::move(*refusal);
    if (auto refusal = judge(sender)) return std::move(*refusal);
    const Operation& operation = operation_of(row);
    client::Request message = begin_request(operation, face, sender);
    message.method = http::name_of(row.method);
    if (auto refusal = append_address(row, request, message.path)) return std::move(*refusal);
    for (const RestBinding& binding : row.bindings) {
        if (binding.source != RestBinding::Source::body) continue;
        if (auto refusal =
                append_value(field_of(operation.request(), binding.parameter), request, face.body, message.body))
            return std::move(*refusal);
    }
    end_request(face, message);
    return message;
}

}  // namespace uag::rest
