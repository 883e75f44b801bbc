#include "adapters/rest/rest_call.hpp"

#include <algorithm>
#include <utility>

#include "adapters/http/http_date.hpp"
#include "adapters/http/query.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/rest/archive_parameters.hpp"
#include "adapters/rest/entity_links.hpp"
#include "adapters/rest/error_answer.hpp"
#include "adapters/rest/resource_parameters.hpp"
#include "adapters/rest/time_zone_data.hpp"
#include "adapters/rest/web_session.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/walk/compressible.hpp"
#include "adapters/walk/show_language.hpp"
#include "core/agent/conditions.hpp"

namespace uag::rest {
namespace {

bool is_nothing(const FieldInfo& field, const void* object) {
    const TypeInfo& type = field.type();
    if (type.kind == Kind::string) return !static_cast<const String*>(field.get(object))->has_value();
    return type.kind == Kind::object && type.slot.presence(field.get(object)) != Presence::value;
}

}  // namespace

RestCall::RestCall(HttpRequest& request, const Operation& operation, const RestSettings& settings)
    : settings_(settings),
      body_(request.body),
      query_(request.query),
      path_(request.path),
      accept_(request.header("Accept")),
      language_(asked_language(request)),
      culture_(asked_culture(request, language_)) {
    call_.operation = &operation;
    call_.origin = request.origin;
    call_.origin.protocol = Protocol::rest;
    call_.parameters = this;
    call_.language = request.header("Accept-Language");
    call_.culture = request.header("SO-Culture");
}

void RestCall::set_resource(const RestResource& resource, std::span<const std::string_view, 3> segments,
                            std::string api) {
    resource_ = &resource;
    std::copy(segments.begin(), segments.end(), segments_.begin());
    api_ = std::move(api);
}

void RestCall::read_conditions(const HttpRequest& request) {
    if (!resource_->conditional) return;
    modified_since_ = http::parse_http_date(request.header("If-Modified-Since"));
    conditions_.unmodified_since = http::parse_http_date(request.header("If-Unmodified-Since"));
    call_.conditions = &conditions_;
}

Result<void> RestCall::read_body(const http::MediaType& media) {
    if (!shows(RestAnswer::archive)) return body_.parse(media, settings_);
    // A list's form has what would stand in its query string.
    if (const Result<void> judged = judge_archive_form(body_.text()); !judged.has_value()) return judged;
    if (!query_.empty()) (form_query_ = query_) += '&';
    form_query_ += body_.text();
    query_ = form_query_;
    return {};
}

Result<void> RestCall::read_time_zone(std::string_view header, const TimeZone& base) {
    const Result<ZoneChoice> zones = parse_time_zone(header, base);
    if (!zones.has_value()) return zones.error();
    zones_ = *zones;
    return {};
}

void RestCall::set_patch(PatchForm form) { call_.patch = &patch_.emplace(*body_.json_root(), form, zones_); }

Result<void> RestCall::read_selection() {
    const Operation& operation = *call_.operation;
    const bool takes = resource_ != nullptr ? takes_select(*resource_) : operation.select;
    if (query_.empty() || !takes || operation.is_void()) return {};
    const auto names = http::query_value(query_, "$select");
    if (!names.has_value()) return names.error();
    if (!names->has_value()) return {};
    auto selection = Selection::parse(**names, operation.response().fields.front().type());
    if (!selection.has_value()) return selection.error();
    selection_ = std::move(*selection);
    return {};
}

void RestCall::set_credentials(Evidence evidence, std::string_view application_token) {
    call_.evidence = std::move(evidence);
    call_.application_token = Secret(application_token);
}

std::string_view RestCall::operation() const {
    return resource_ != nullptr && is_about_zones(resource_->form) ? resource_->path : call_.operation->name;
}

Result<void> RestCall::decode(const Operation& operation, void* request) {
    const Result<void> done = decode_parameters(operation, request);
    if (done.has_value()) read_times(operation.request(), request, zones_);
    return done;
}

Result<void> RestCall::decode_parameters(const Operation& operation, void* request) {
    if (resource_ != nullptr) return decode_resource(request);
    const TypeInfo& type = operation.request();
    switch (operation.rest) {
        case RestShape::object:
        case RestShape::none: return body_.decode_object(type, request);
        case RestShape::query: return decode_query(type.fields.front(), request);
        case RestShape::bare_body: break;
    }
    const FieldInfo& body = type.fields.front();
    return body_.decode(body.type(), body.slot(request));
}

Result<void> RestCall::decode_archive(ArchiveRequest& request) {
    // There are some hundreds of zones, and clients read them all at once.
    if (resource_->list == ArchiveList::time_zones) request.top = most_archive_rows;
    Result<std::string> further = read_archive_parameters(query_, request);
    if (!further.has_value()) return further.error();
    further_ = std::move(*further);
    archive_.list = resource_->list;
    archive_.has_safe_names = request.json_safe;
    archive_.is_full = ascii_iequals(request.mode.text, "full");
    archive_.format = archive_format(request.format.text, wanted_data(accept_));
    archive_.culture = culture_;
    return {};
}

// The list's name as it was sent.
std::string RestCall::archive_address() const {
    std::string address = api_ + "/v1/Archive/";
    return address += segments_.front().empty() ? std::string_view("AllUsers") : segments_.front();
}

// Where the list itself stands: an archive, or a resource that has a list of its own.
std::string RestCall::list_address() const {
    if (!segments_.front().empty()) return archive_address();
    return api_ + "/v1/" + std::string(resource_->path);
}

void RestCall::answer_archive(void* response, HttpReply& reply) {
    if (shows(RestAnswer::archives)) {
        for (StringKeyValuePair& entry : static_cast<Answer<List<StringKeyValuePair>>*>(response)->response.items)
            entry.value = api_ + "/v1/Archive/" + entry.key.text;
        return;
    }
    if (!shows(RestAnswer::archive)) archive_.format = wanted_data(accept_);
    reply.content_type = content_type(archive_.format);
    archive_.metadata = (archive_.list == ArchiveList::users ? archive_address() : list_address()) + "/$metadata";
    if (shows(RestAnswer::columns))
        return write_archive_columns(static_cast<Answer<List<Box<ArchiveColumnCarrier>>>*>(response)->response,
                                     archive_, reply.body);
    const ArchivePage& page = *static_cast<Answer<Box<ArchivePage>>*>(response)->response;
    archive_.next = next_page(list_address(), further_, page);
    write_archive_page(page, archive_, reply.body);
}

Result<void> RestCall::decode_resource(void* request) {
    if (shows(RestAnswer::archive)) {
        const Result<void> read = decode_archive(*static_cast<ArchiveRequest*>(request));
        if (!read.has_value()) return read;
    }
    const ReadBody body = [this](const TypeInfo& type, void* slot) { return body_.decode(type, slot); };
    return read_resource(*resource_, {segments_, query_, body}, request);
}

Result<void> RestCall::decode_query(const FieldInfo& field, void* request) const {
    const auto text = http::query_value(query_, field.name_in_rest());
    if (!text.has_value()) return text.error();
    std::string name(field.name_in_rest());
    name.front() = ascii_lower(name.front());
    return read_text(field.type(), name, text->value_or(std::string{}), field.slot(request));
}

void RestCall::refuse_condition(HttpReply& reply) const {
    const Error error = changed_since();
    write_error(json::facts_of(Refused::changed_since, error.public_text), accept_, path_, language_, reply);
}

// RFC 9110 13.2.2. True if a condition of the request decides the answer to a GET; those of a change were judged
// with it.
bool RestCall::answer_condition(HttpReply& reply) const {
    if (!conditions_.last_modified) return false;
    reply.headers.emplace_back("Last-Modified", http::format_http_date(*conditions_.last_modified));
    if (resource_->method != http::Method::get) return false;
    const TimePoint changed = *conditions_.last_modified;
    if (conditions_.unmodified_since && is_changed_since(changed, *conditions_.unmodified_since)) {
        refuse_condition(reply);
        return true;
    }
    if (!modified_since_ || is_changed_since(changed, *modified_since_)) return false;
    reply.status = 304;
    reply.content_type = {};
    return true;
}

void RestCall::answer(Outcome& outcome, HttpReply& reply) {
    if (conditions_.failed) return refuse_condition(reply);
    if (!outcome.response.has_value()) {
        write_error(outcome.response.error(), settings_.schemes, accept_, path_, language_, reply);
        if (from_page_) leave_out_dialog(reply);
        return;
    }
    const TypeInfo& type = call_.operation->response();
    if (zones_.asked != nullptr || zones_.with_offset)
        reply.headers.emplace_back(time_zone_header, time_zone_answer(zones_));
    if (call_.operation->is_void()) {
        reply.status = 204;
        reply.content_type = {};
        return;
    }
    void* const response = outcome.response->get();
    const FieldInfo& result = type.fields.front();
    if (resource_ != nullptr && resource_->missing && is_nothing(result, response)) {
        const Error error = fail(errc::not_found, *resource_->missing);
        return write_error(error, settings_.schemes, accept_, path_, language_, reply);
    }
    if (answer_condition(reply)) return;
    reply.status = 200;
    const DataFormat format = wanted_data(accept_);
    reply.content_type = content_type(format);
    reply.may_compress = is_compressible(*call_.operation);
    if (shows(RestAnswer::base_zone)) return write_time_zone(format, *zones_.base, reply.body);
    if (shows(RestAnswer::current_zone)) return write_time_zone(format, zones_.zone(), reply.body);
    if (language_ != Language::none) {
        show_language(type, response, language_, culture_);
        reply.headers.emplace_back("Content-Language", tag_of(language_));
    }
    show_times(type, response, zones_);
    if (shows(RestAnswer::archive) || shows(RestAnswer::archives) || shows(RestAnswer::columns))
        answer_archive(response, reply);
    if (!reply.body.empty()) return;
    const Selection* const selection = selection_ ? &*selection_ : nullptr;
    const auto encode = is_xml(format) ? encode_xml : json::encode;
    encode(result.type(), result.get(response), reply.body, selection);
    if (shows(RestAnswer::linked))
        append_links(*resource_, api_, entity_id(*call_.operation, response), format, reply.body);
    wipe_secrets(type, response);
}

}  // namespace uag::rest
