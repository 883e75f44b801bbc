#include "server/recording/typed.hpp"

#include <span>
#include <utility>
#include <vector>

#include "adapters/http/exchange.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/rest/exchange.hpp"
#include "adapters/rest/time_zone_header.hpp"
#include "adapters/soap/client_answer.hpp"
#include "adapters/soap/soap.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"
#include "server/http/request_line.hpp"
#include "server/http/route.hpp"

namespace uag::recording {
namespace {

// Zones other than UTC stay out of it: a date without one is kept as it was sent.
const SoapSettings& soap_settings() {
    static const SoapSettings settings;
    return settings;
}
const RestSettings& rest_settings() {
    static const RestSettings settings;
    return settings;
}

// What our own decoders say; they may quote a little of what was sent.
std::string shortened(std::string_view text) {
    constexpr std::size_t most = 300;
    return printable(text.substr(0, utf8_prefix(text.substr(0, most))));
}

soap::ClientFace soap_face(const compare::Face& face) {
    return {face.version, face.is_soap12 ? soap::SoapVersion::soap12 : soap::SoapVersion::soap11};
}

// The request with a body of its own, which decoders change and wipe.
class ServedRequest {
public:
    explicit ServedRequest(const client::Request& request) : body_(request.body) {
        target_ = '/' + request.path;
        const std::size_t query = target_.find('?');
        path_ = http::without_empty_segments(std::string_view(target_).substr(0, query));
        // What our own decoders say of it is for notes: English.
        for (const auto& [name, value] : request.fields)
            if (!ascii_iequals(name, "Accept-Language")) fields_.emplace_back(name, value);
        http_.method = http::read_method(request.method).method;
        http_.path = path_;
        if (query != std::string::npos) http_.query = std::string_view(target_).substr(query + 1);
        http_.headers = fields_;
        http_.body = {body_.data(), body_.size()};
        http_.base_url = "http://recorded.invalid";
    }
    ~ServedRequest() {
        wipe(body_);
        wipe(target_);
        wipe(path_);
    }
    ServedRequest(const ServedRequest&) = delete;
    ServedRequest& operator=(const ServedRequest&) = delete;

    HttpRequest& http() { return http_; }

private:
    std::string body_;
    std::string target_;
    std::string path_;
    std::vector<std::pair<std::string_view, std::string_view>> fields_;
    HttpRequest http_;
};

client::Response answer_of(const HttpReply& reply) {
    client::Response answer;
    answer.status = reply.status;
    if (!reply.content_type.empty()) answer.fields.emplace_back("Content-Type", reply.content_type);
    answer.body = reply.body;
    return answer;
}

// What our own decoder says of a request that it refuses: an error looks the same for every operation.
std::string refusal_in(const HttpReply& reply, const TypedRequest& typed) {
    const Operation& any = typed.operation != nullptr ? *typed.operation : operations(Service::user).front();
    const client::CallResult said = typed.face.is_rest()
                                        ? rest::read_answer(any, {}, answer_of(reply))
                                        : soap::read_answer(any, soap_face(typed.face), answer_of(reply));
    return "cannot be read: " + shortened(said.failure.message);
}

void take_call(CallExchange& exchange, TypedRequest& typed) {
    Call& call = exchange.call();
    typed.operation = call.operation;
    typed.sender.evidence = std::move(call.evidence);
    typed.sender.application_token = std::move(call.application_token);
    if (call.patch != nullptr) {
        typed.unread = "is a PATCH, which says what is to be different and not what is to be";
        return;
    }
    Object request = make_object(call.operation->request());
    const Result<void> decoded = call.parameters->decode(*call.operation, request.get());
    if (decoded.has_value()) {
        typed.request = std::move(request);
    } else {
        wipe_secrets(call.operation->request(), request.get());
        typed.unread = "cannot be read: " + shortened(decoded.error().public_text.english());
        if (!decoded.error().field.empty()) typed.unread += " (" + shortened(decoded.error().field) + ')';
    }
}

void take(const Exchange& exchange, const HttpReply& reply, Service service, TypedRequest& typed) {
    if (CallExchange* const call = call_in(exchange)) {
        if (call->call().origin.protocol == Protocol::soap12) typed.face.is_soap12 = true;
        return take_call(*call, typed);
    }
    const std::string_view name = operation_in(exchange);
    if (typed.operation == nullptr && !name.empty()) typed.operation = find_operation(service, name);
    typed.unread = reply.status < 400 ? "asks for no operation" : refusal_in(reply, typed);
}

void read_soap(HttpRequest& request, const SoapTarget& target, TypedRequest& typed) {
    typed.face = {compare::Wire::soap, target.version};
    if (request.method != http::Method::post) {
        typed.unread = "asks for a description";
        return;
    }
    HttpReply reply;
    const Exchange exchange = make_soap_exchange(request, target, soap_settings(), reply);
    take(exchange, reply, target.service, typed);
}

void read_rest(HttpRequest& request, const RestTarget& target, TypedRequest& typed) {
    if (target.resource == RestTarget::Resource::openapi) {
        typed.face = {compare::Wire::json};
        typed.unread = "asks for a description";
        return;
    }
    const std::string_view accept = request.header("Accept");
    typed.answer = rest::wanted_data(accept);
    typed.face = {rest::is_xml(typed.answer) ? compare::Wire::xml : compare::Wire::json};
    typed.problems = rest::wants_problem(accept);
    if (const auto media = rest::read_content_type(request.header("Content-Type")))
        typed.body = rest::body_format(*media).value_or(rest::BodyFormat::json);
    typed.operation = target.operation;
    for (const RestResource& row : target.match.rows)
        if (row.method == request.method) typed.resource = &row;
    if (typed.resource != nullptr) typed.operation = &operation_of(*typed.resource);
    HttpReply reply;
    const Exchange exchange = make_rest_exchange(request, target, rest_settings(), reply);
    take(exchange, reply, Service::user, typed);
}

// What only the WebAPI is asked for: a language that is stronger than Accept-Language, also none, and offsets of dates.
void read_manners(const client::Request& request, client::Sender& sender) {
    for (const auto& [name, value] : request.fields)
        if (ascii_iequals(name, "SO-Language")) sender.language = value;
    const Result<ZoneChoice> zones = rest::parse_time_zone(request.field(rest::time_zone_header), utc_zone());
    sender.wants_offsets = zones.has_value() && zones->with_offset;
}

}  // namespace

TypedRequest::~TypedRequest() {
    if (request != nullptr && operation != nullptr) wipe_secrets(operation->request(), request.get());
}

TypedRequest read_typed(const client::Request& request) {
    TypedRequest typed;
    ServedRequest served(request);
    const http::Route route = http::match_route(served.http().path);
    if (const auto* const soap = std::get_if<SoapTarget>(&route.target)) {
        read_soap(served.http(), *soap, typed);
    } else if (const auto* const rest = std::get_if<RestTarget>(&route.target)) {
        read_rest(served.http(), *rest, typed);
    } else {
        typed.face.wire = route.face == http::Face::soap ? compare::Wire::soap : compare::Wire::json;
        typed.unread = "is for no service of this contract";
    }
    typed.sender.language = request.field("Accept-Language");
    if (typed.face.is_rest()) read_manners(request, typed.sender);
    typed.sender.culture = request.field("SO-Culture");
    return typed;
}

client::CallResult read_typed_answer(const TypedRequest& request, client::Response answer) {
    if (!request.face.is_rest())
        return soap::read_answer(*request.operation, soap_face(request.face), std::move(answer));
    return rest::read_answer(*request.operation, {request.body, request.answer, request.problems}, std::move(answer));
}

std::string name_of(const TypedRequest& request) {
    if (request.face.is_rest()) return "the WebAPI";
    return std::string("SOAP ") + (request.face.is_soap12 ? "1.2 " : "1.1 ") + compare::name_of(request.face);
}

client::Request copy_of(const client::Request& request) {
    client::Request copy;
    copy.method = request.method;
    copy.path = request.path;
    copy.fields = request.fields;
    copy.body = request.body;
    copy.only_reads = request.only_reads;
    return copy;
}

client::Response copy_of(const client::Response& answer) {
    client::Response copy;
    copy.status = answer.status;
    copy.fields = answer.fields;
    copy.body = answer.body;
    return copy;
}

}  // namespace uag::recording
