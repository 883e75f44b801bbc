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

std::optional<CannotWrite> judge(const Operation& operation, const client::Sender& sender) {
    if (std::ranges::find(rest_agents, operation.service) == rest_agents.end() ||
        find_operation(operation.service, operation.name) != &operation)
        return CannotWrite{std::string(operation.name), "is no operation of an agent of the WebAPI"};
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
    add(time_zone_header, sender.time_zone);
}

// Without parameters, and with one in the query, there is no body.
std::optional<CannotWrite> append_body(const Operation& operation, const void* request, BodyFormat format,
                                       std::string& out) {
    const TypeInfo& type = operation.request();
    if (operation.rest == RestShape::bare_body) {
        const FieldInfo& body = type.fields.front();
        if (format == BodyFormat::form) return write_form(body.type(), body.get(request), out);
        const auto encode = format == BodyFormat::xml ? encode_request_xml : json::encode_request;
        encode(body.type(), body.get(request), out);
        return std::nullopt;
    }
    if (operation.rest != RestShape::object) return std::nullopt;
    if (format == BodyFormat::form) return write_form_object(type, request, out);
    const auto encode = format == BodyFormat::xml ? encode_request_xml_object : json::encode_request_object;
    encode(type, request, out);
    return std::nullopt;
}

std::string path_of(const Operation& operation, const void* request) {
    std::string path = "api/v1/Agents/";
    path += name_of(operation.service);
    path += '/';
    path += operation.name;
    if (operation.rest != RestShape::query) return path;
    const FieldInfo& parameter = operation.request().fields.front();
    std::string text;
    json::encode(parameter.type(), parameter.get(request), text);
    path += '?';
    append_pair(query_name(parameter), text, path);
    return path;
}

}  // namespace

client::Written write_request(const Operation& operation, const void* request, const ClientFace& face,
                              const client::Sender& sender) {
    if (auto refusal = judge(operation, sender)) return std::move(*refusal);
    client::Request message;
    message.path = path_of(operation, request);
    message.only_reads = uag::only_reads(operation);
    append_fields(face, sender, message.fields);
    message.body.reserve(usual_size);
    if (auto refusal = append_body(operation, request, face.body, message.body)) return std::move(*refusal);
    if (!message.body.empty()) message.fields.emplace_back("Content-Type", content_type(face.body));
    return message;
}

}  // namespace uag::rest
