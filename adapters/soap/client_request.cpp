#include "adapters/soap/client_request.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "adapters/soap/codec.hpp"
#include "adapters/soap/dispatch.hpp"
#include "adapters/soap/headers.hpp"
#include "adapters/xml/writer.hpp"
#include "core/agent/operations.hpp"

namespace uag::soap {
namespace {

using client::CannotWrite;

// Within it a body does not grow, which would leave pieces of a password behind in memory.
constexpr std::size_t usual_size = 16'384;

std::string path_of(const Operation& operation, Version version) {
    const auto generation = std::find_if(generations.begin(), generations.end(),
                                         [&](const Generation& row) { return row.version == version; });
    std::string path = "Remote/";
    path += generation->name;
    path += '/';
    path += name_of(operation.service);
    path += ".svc";
    return path;
}

void append_header(const Operation& operation, const client::Sender& sender, Version version, std::string& out) {
    RequestHeaders headers;
    if (!sender.application_token.empty()) headers.application_token = sender.application_token.reveal();
    const bool logs_in = operation.service == Service::so_principal;
    if (!logs_in && sender.evidence.kind == Evidence::Kind::ticket)
        headers.credentials.emplace().ticket = sender.evidence.secret.reveal();
    if (!logs_in && !sender.time_zone.empty())
        headers.time_zone.emplace().so_time_zone_location_code = std::string_view(sender.time_zone);
    encode_request(type_of<RequestHeaders>(), &headers, version, out);
    wipe_secrets(type_of<RequestHeaders>(), &headers);
}

// The service's namespace is the default one below an element of the envelope's.
void append_open(std::string_view name, Version version, std::string& out) {
    out += '<';
    out += name;
    out += " xmlns=\"";
    out += service_uri(version);
    out += "\" xmlns:i=\"";
    out += xsi_uri;
    out += "\">";
}

void append_envelope(const Operation& operation, const void* request, const ClientFace& face,
                     const client::Sender& sender, std::string& out) {
    out += "<s:Envelope xmlns:s=\"";
    out += envelope_uri(face.soap);
    out += "\">";
    append_open("s:Header", face.version, out);
    append_header(operation, sender, face.version, out);
    out += "</s:Header><s:Body>";
    append_open(operation.name, face.version, out);
    encode_request(operation.request(), request, face.version, out);
    xml::append_close(out, {}, operation.name);
    out += "</s:Body></s:Envelope>";
}

std::optional<CannotWrite> judge(const Operation& operation, const ClientFace& face, const client::Sender& sender) {
    const bool is_ours =
        operation.service != Service::archive && find_operation(operation.service, operation.name) == &operation;
    if (!is_ours || !operation.in(face.version))
        return CannotWrite{std::string(operation.name), "is no operation of this version"};
    const Evidence::Kind kind = sender.evidence.kind;
    const bool is_shown = operation.service != Service::so_principal && kind != Evidence::Kind::none;
    if (is_shown && kind != Evidence::Kind::ticket) return CannotWrite{"credentials", "can only be a ticket over SOAP"};
    return client::judge_sender(sender);
}

}  // namespace

client::Written write_request(const Operation& operation, const void* request, const ClientFace& face,
                              const client::Sender& sender) {
    if (auto refusal = judge(operation, face, sender)) return std::move(*refusal);
    client::Request message;
    message.path = path_of(operation, face.version);
    message.only_reads = uag::only_reads(operation);
    const std::string action = '"' + action_of({operation.service, face.version}, operation.name) + '"';
    std::string type(content_type(face.soap));
    if (face.soap == SoapVersion::soap12) type += "; action=" + action;
    message.fields.emplace_back("Content-Type", std::move(type));
    if (face.soap == SoapVersion::soap11) message.fields.emplace_back("SOAPAction", action);
    if (!sender.language.empty()) message.fields.emplace_back("Accept-Language", sender.language);
    if (!sender.trace.empty()) message.fields.emplace_back("traceparent", sender.trace);
    message.body.reserve(usual_size);
    append_envelope(operation, request, face, sender, message.body);
    return message;
}

}  // namespace uag::soap
