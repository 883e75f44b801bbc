#include "adapters/rest/exchange.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "adapters/compressible.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/rest/authorization.hpp"
#include "adapters/rest/error_answer.hpp"
#include "adapters/rest/http_date.hpp"
#include "adapters/rest/media_type.hpp"
#include "adapters/rest/page_links.hpp"
#include "adapters/rest/pages.hpp"
#include "adapters/rest/query.hpp"
#include "adapters/rest/request_body.hpp"
#include "adapters/rest/resource_parameters.hpp"
#include "adapters/rest/time_zone_header.hpp"
#include "adapters/rest/time_zone_list.hpp"
#include "adapters/rest/web_session.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/selection.hpp"
#include "adapters/translate.hpp"
#include "core/base/secret.hpp"

namespace uag {
namespace {

using json::ErrorFacts;
using rest::DataFormat;

constexpr std::string_view json_content = "application/json; charset=utf-8";
constexpr std::string_view html_content = "text/html; charset=utf-8";
// Of our own pages: plain text and links.
constexpr std::string_view html_policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr std::size_t max_application_token = 1024;

void write_refusal(const Error& error, const RestSettings& settings, std::string_view accept, std::string_view path,
                   Language language, HttpReply& reply) {
    rest::write_error(error, accept, path, language, reply);
    if (reply.status == 401) rest::add_challenges(settings.schemes, reply);
}

// An answer that needs no core.
class ReadyExchange final : public Exchange {
public:
    ReadyExchange(const HttpRequest& request, const RestTarget& target)
        : body_(request.body),
          operation_(target.operation != nullptr ? target.operation->name : std::string_view{}) {}
    ReadyExchange(const ReadyExchange&) = delete;
    ReadyExchange& operator=(const ReadyExchange&) = delete;
    ~ReadyExchange() override { wipe(body_.data(), body_.size()); }  // read or not: it may hold passwords

    HttpReply& reply() { return reply_; }
    Call* call() override { return nullptr; }
    std::string_view operation() const override { return operation_; }

    void answer(Outcome*, HttpReply& reply) override {
        reply.status = reply_.status;
        reply.content_type = reply_.content_type;
        reply.may_compress = reply_.may_compress;
        std::move(reply_.headers.begin(), reply_.headers.end(), std::back_inserter(reply.headers));
        reply.body += reply_.body;
    }

private:
    std::span<char> body_;
    std::string_view operation_;
    HttpReply reply_;
};

class CallExchange final : public Exchange, private Parameters {
public:
    CallExchange(HttpRequest& request, const Operation& operation, const RestSettings& settings)
        : settings_(settings),
          body_(request.body),
          query_(request.query),
          path_(request.path),
          accept_(request.header("Accept")),
          language_(asked_language(request)) {
        call_.operation = &operation;
        call_.origin = request.origin;
        call_.origin.protocol = Protocol::rest;
        call_.parameters = this;
    }

    Result<void> read_body(const rest::MediaType& media) {
        return body_.parse(media, settings_);
    }
    /// `$select` has no effect on operations and results that know none.
    Result<void> read_selection() {
        const Operation& operation = *call_.operation;
        const bool takes = resource_ != nullptr ? takes_select(*resource_) : operation.select;
        if (query_.empty() || !takes || operation.is_void()) return {};
        const auto names = rest::query_value(query_, "$select");
        if (!names.has_value()) return names.error();
        if (!names->has_value()) return {};
        const std::string wanted = shows(RestAnswer::page) ? rest::select_columns(**names) : **names;
        auto selection = Selection::parse(wanted, operation.response().fields.front().type());
        if (!selection.has_value()) return selection.error();
        selection_ = std::move(*selection);
        return {};
    }
    Result<void> read_time_zone(std::string_view header, const TimeZone& base) {
        const Result<ZoneChoice> zones = rest::parse_time_zone(header, base);
        if (!zones.has_value()) return zones.error();
        zones_ = *zones;
        return {};
    }
    /// The call is for a resource beside the agent; `segment` is the part of the address that varies and
    /// `api` the address of `…/api`.
    void set_resource(const RestResource& resource, std::string_view segment, std::string api) {
        resource_ = &resource;
        segment_ = segment;
        api_ = std::move(api);
    }
    void read_conditions(const HttpRequest& request) {
        if (!resource_->conditional) return;
        modified_since_ = rest::parse_http_date(request.header("If-Modified-Since"));
        conditions_.unmodified_since = rest::parse_http_date(request.header("If-Unmodified-Since"));
        call_.conditions = &conditions_;
    }
    void set_credentials(Evidence evidence, std::string_view application_token) {
        call_.evidence = std::move(evidence);
        call_.application_token = Secret(application_token);
    }
    /// A page's script sent it.
    void set_from_page() { from_page_ = true; }

    Call* call() override { return &call_; }
    std::string_view operation() const override {
        return shows(RestAnswer::time_zones) ? resource_->path : call_.operation->name;
    }
    void answer(Outcome* outcome, HttpReply& reply) override;

private:
    bool shows(RestAnswer form) const { return resource_ != nullptr && resource_->form == form; }
    Result<void> decode(const Operation& operation, void* request) override {
        const Result<void> done = decode_parameters(operation, request);
        if (done.has_value()) read_times(operation.request(), request, zones_);
        return done;
    }
    Result<void> decode_parameters(const Operation& operation, void* request);
    Result<void> decode_resource(void* request) const;
    bool answer_condition(HttpReply& reply) const;
    void refuse_condition(HttpReply& reply) const;
    Result<void> decode_query(const FieldInfo& field, void* request) const;

    const RestSettings& settings_;
    rest::RequestBody body_;
    std::optional<Selection> selection_;  // nothing: all of the result is wanted
    std::string_view query_;
    std::string_view path_;
    std::string_view accept_;
    Language language_;
    ZoneChoice zones_;
    const RestResource* resource_ = nullptr;  // null: the agent's operation itself
    std::string_view segment_;
    std::string api_;
    std::optional<TimePoint> modified_since_;
    Conditions conditions_;
    bool from_page_ = false;
    Call call_;
};

Result<void> CallExchange::decode_parameters(const Operation& operation, void* request) {
    if (resource_ != nullptr) return decode_resource(request);
    const TypeInfo& type = operation.request();
    switch (operation.rest) {
        case RestShape::object:
        case RestShape::none:
            return body_.decode_object(type, request);
        case RestShape::query: return decode_query(type.fields.front(), request);
        case RestShape::bare_body: break;
    }
    const FieldInfo& body = type.fields.front();
    return body_.decode(body.type(), body.slot(request));
}

Result<void> CallExchange::decode_resource(void* request) const {
    const rest::ReadBody body = [this](const TypeInfo& type, void* slot) { return body_.decode(type, slot); };
    return rest::read_resource(*resource_, {segment_, query_, body}, request);
}

Result<void> CallExchange::decode_query(const FieldInfo& field, void* request) const {
    const auto text = rest::query_value(query_, field.name_in_rest());
    if (!text.has_value()) return text.error();
    std::string name(field.name_in_rest());
    name.front() = ascii_lower(name.front());
    return rest::read_text(field.type(), name, text->value_or(std::string{}), field.slot(request));
}

void CallExchange::refuse_condition(HttpReply& reply) const {
    const ErrorFacts facts{412, "SoIllegalOperationException", "SuperOffice.Services.Implementation",
                           "The user has been changed since then."};
    rest::write_error(facts, accept_, path_, language_, reply);
}

// RFC 9110 13.2.2. True if a condition of the request decides the answer to a GET; those of a change were judged
// with it.
bool CallExchange::answer_condition(HttpReply& reply) const {
    if (!conditions_.last_modified) return false;
    reply.headers.emplace_back("Last-Modified", rest::format_http_date(*conditions_.last_modified));
    if (resource_->method != "GET") return false;
    const auto changed = std::chrono::floor<std::chrono::seconds>(*conditions_.last_modified);
    if (conditions_.unmodified_since && changed > *conditions_.unmodified_since) {
        refuse_condition(reply);
        return true;
    }
    if (!modified_since_ || changed > *modified_since_) return false;
    reply.status = 304;
    reply.content_type = {};
    return true;
}

bool is_nothing(const FieldInfo& field, const void* object) {
    const TypeInfo& type = field.type();
    return type.kind == Kind::object && type.slot.presence(field.get(object)) != Presence::value;
}

void CallExchange::answer(Outcome* outcome, HttpReply& reply) {
    if (conditions_.failed) return refuse_condition(reply);
    if (!outcome->response.has_value()) {
        write_refusal(outcome->response.error(), settings_, accept_, path_, language_, reply);
        if (from_page_) rest::leave_out_dialog(reply);
        return;
    }
    const TypeInfo& type = call_.operation->response();
    if (zones_.asked != nullptr || zones_.with_offset)
        reply.headers.emplace_back(rest::time_zone_header, rest::time_zone_answer(zones_));
    if (call_.operation->is_void()) {
        reply.status = 204;
        reply.content_type = {};
        return;
    }
    void* const response = outcome->response->get();
    const FieldInfo& result = type.fields.front();
    if (resource_ != nullptr && !resource_->missing.empty() && is_nothing(result, response)) {
        const Error error = fail(errc::not_found, std::string(resource_->missing));
        return rest::write_error(error, accept_, path_, language_, reply);
    }
    if (answer_condition(reply)) return;
    if (shows(RestAnswer::page))
        rest::link_page(api_, resource_->path, query_, **static_cast<Box<UserPage>*>(result.slot(response)));
    reply.status = 200;
    const DataFormat format = rest::wanted_data(accept_);
    reply.content_type = rest::content_type(format);
    reply.may_compress = is_compressible(*call_.operation);
    if (shows(RestAnswer::time_zones)) return rest::write_time_zones(format, api_, reply.body);
    if (language_ != Language::none) {
        show_language(*call_.operation, response, language_);
        reply.headers.emplace_back("Content-Language", tag_of(language_));
    }
    show_times(type, response, zones_);
    const auto encode = rest::is_xml(format) ? rest::encode_xml : json::encode;
    encode(result.type(), result.get(response), reply.body, selection_ ? &*selection_ : nullptr);
    wipe_secrets(type, response);
}

// Everything below decides, in the order of the service's checks, whether there will be a call.
class Reader {
public:
    Reader(HttpRequest& request, const RestTarget& target, const RestSettings& settings)
        : request_(request), target_(target), settings_(settings), accept_(request.header("Accept")) {}

    std::unique_ptr<Exchange> read() {
        using Resource = RestTarget::Resource;
        const bool reads = request_.method == "GET" || request_.method == "HEAD";
        switch (target_.resource) {
            case Resource::root: return reads ? root() : wrong_method();
            case Resource::list: return reads ? list() : wrong_method();
            case Resource::agent:
                if (reads) return description();
                return request_.method == "POST" ? call(*target_.operation) : wrong_method();
            case Resource::resource: return resource();
            case Resource::unknown: break;
        }
        return nothing_here();
    }

private:
    std::unique_ptr<Exchange> refused(const ErrorFacts& facts, std::string_view header = {},
                                      std::string_view value = {}) {
        auto exchange = std::make_unique<ReadyExchange>(request_, target_);
        if (!header.empty()) exchange->reply().headers.emplace_back(header, value);
        rest::write_error(facts, accept_, request_.path, asked_language(request_), exchange->reply());
        return exchange;
    }

    std::unique_ptr<Exchange> refused(const Error& error) {
        auto exchange = std::make_unique<ReadyExchange>(request_, target_);
        write_refusal(error, settings_, accept_, request_.path, asked_language(request_), exchange->reply());
        return exchange;
    }

    // The ErrorType of the real service.
    std::unique_ptr<Exchange> refused_page(std::string_view message) {
        auto exchange = std::make_unique<ReadyExchange>(request_, target_);
        const ErrorFacts facts{401, "ArgumentException", json::transport_source, message};
        rest::write_error(facts, accept_, request_.path, asked_language(request_), exchange->reply());
        rest::add_challenges(settings_.schemes, exchange->reply());
        rest::leave_out_dialog(exchange->reply());
        return exchange;
    }

    std::unique_ptr<Exchange> wrong_method() {
        const std::string allowed = allowed_methods(target_);
        return refused({405, "SoNotSupportedException", json::transport_source,
                        "The requested resource does not support this HTTP method."},
                       "Allow", allowed);
    }

    std::unique_ptr<Exchange> wrong_media(std::string_view message, std::string_view header = {},
                                          std::string_view value = {}) {
        return refused({415, "UnsupportedMediaTypeException", json::transport_source, message}, header,
                       value);
    }

    // An unreadable message is found before an unknown operation.
    std::unique_ptr<Exchange> nothing_here() {
        const auto media = rest::parse_media_type(request_.header("Content-Type"));
        if (!request_.body.empty() && media && rest::body_format(*media)) {
            const auto readable = rest::RequestBody(request_.body).parse(*media, settings_);
            if (!readable.has_value()) return refused(readable.error());
        }
        return refused({404, "SoNotFoundException", json::transport_source,
                        "There is no such operation at this address."});
    }

    // HEAD is answered like GET; the connection leaves the body out.
    std::unique_ptr<Exchange> resource() {
        const std::string_view method = request_.method == "HEAD" ? "GET" : request_.method;
        for (const RestResource& row : target_.match.rows)
            if (row.method == method) return call(operation_of(row), &row);
        return wrong_method();
    }

    std::unique_ptr<Exchange> call(const Operation& operation, const RestResource* resource = nullptr) {
        if (!request_.header("Content-Encoding").empty())
            return wrong_media("A request body with a Content-Encoding is not supported.", "Accept-Encoding",
                               "identity");
        if (!request_.body.empty() && request_.header("Content-Type").empty())
            return wrong_media("The request has a body but no Content-Type header.");
        const auto media = rest::parse_media_type(request_.header("Content-Type"));
        if (!request_.body.empty() && !(media && rest::body_format(*media)))
            return wrong_media("The media type of the request is not supported for this resource.");
        const std::string_view application_token = request_.header("SO-AppToken");
        if (application_token.size() > max_application_token)
            return refused(fail(errc::malformed, "The SO-AppToken header is too long."));

        auto exchange = std::make_unique<CallExchange>(request_, operation, settings_);
        if (resource != nullptr) {
            exchange->set_resource(*resource, target_.match.segment, api_address());
            exchange->read_conditions(request_);
        }
        if (!request_.body.empty()) {
            const auto readable = exchange->read_body(*media);
            if (!readable.has_value()) return refused(readable.error());
        }
        const auto zone =
            exchange->read_time_zone(request_.header(rest::time_zone_header), *settings_.base_zone);
        if (!zone.has_value()) return refused(zone.error());
        const auto selection = exchange->read_selection();
        if (!selection.has_value()) return refused(selection.error());
        Result<Evidence> evidence = rest::parse_authorization(request_.header("Authorization"), settings_.schemes);
        if (!evidence.has_value()) return refused(evidence.error());
        if (evidence->kind == Evidence::Kind::none) {
            rest::WebCaller caller = rest::read_web_caller(request_);
            if (!caller.refusal.empty()) return refused_page(caller.refusal);
            if (caller.is_page) exchange->set_from_page();
            evidence = std::move(caller.evidence);
        }
        exchange->set_credentials(std::move(*evidence), application_token);
        return exchange;
    }

    std::string api_address() const {
        std::string api(request_.base_url);
        if (is_utf8(target_.prefix)) api += target_.prefix;
        return api += "/api";
    }

    std::unique_ptr<Exchange> root() {
        auto exchange = std::make_unique<ReadyExchange>(request_, target_);
        const std::string api = api_address();
        HttpReply& reply = exchange->reply();
        const bool html = rest::wants_html(accept_, true);
        const DataFormat format = rest::wanted_data(accept_);
        reply.content_type = html ? html_content : rest::content_type(format);
        if (html) reply.headers.emplace_back("Content-Security-Policy", html_policy);
        reply.may_compress = true;
        if (html) rest::write_root_html(settings_.identity, api, reply.body);
        if (!html) rest::write_root(settings_.identity, api, format, reply.body);
        return exchange;
    }

    std::unique_ptr<Exchange> list() {
        auto exchange = std::make_unique<ReadyExchange>(request_, target_);
        HttpReply& reply = exchange->reply();
        reply.content_type = json_content;
        reply.may_compress = true;
        rest::write_addresses(api_address(), reply.body);
        return exchange;
    }

    std::unique_ptr<Exchange> description() {
        auto exchange = std::make_unique<ReadyExchange>(request_, target_);
        HttpReply& reply = exchange->reply();
        const bool html = rest::wants_html(accept_, false);
        reply.content_type = html ? html_content : json_content;
        if (html) reply.headers.emplace_back("Content-Security-Policy", html_policy);
        reply.may_compress = true;
        (html ? rest::write_description_html : rest::write_description_json)(*target_.operation,
                                                                             target_.prefix, reply.body);
        return exchange;
    }

    HttpRequest& request_;
    const RestTarget& target_;
    const RestSettings& settings_;
    std::string_view accept_;
};

}  // namespace

std::unique_ptr<Exchange> make_rest_exchange(HttpRequest& request, const RestTarget& target,
                                             const RestSettings& settings) {
    return Reader(request, target, settings).read();
}

}  // namespace uag
