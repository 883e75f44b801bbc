#include "adapters/rest/exchange.hpp"

#include <algorithm>
#include <utility>

#include "adapters/html/page_frame.hpp"
#include "adapters/http/charset.hpp"
#include "adapters/http/content_coding.hpp"
#include "adapters/rest/authorization.hpp"
#include "adapters/rest/data_format.hpp"
#include "adapters/rest/error_answer.hpp"
#include "adapters/rest/pages.hpp"
#include "adapters/rest/request_body.hpp"
#include "adapters/rest/rest_call.hpp"
#include "adapters/rest/web_session.hpp"
#include "adapters/walk/show_language.hpp"
#include "core/base/secret.hpp"

namespace uag {
namespace {

using http::Method;
using rest::DataFormat;

constexpr std::string_view json_content = "application/json; charset=utf-8";
constexpr std::string_view html_content = "text/html; charset=utf-8";
constexpr std::size_t max_application_token = 1024;
constexpr std::size_t longest_charset_echo = 40;

// Decides, in the order of the service's checks, whether there will be a call.
class Reader {
public:
    Reader(HttpRequest& request, const RestTarget& target, const RestSettings& settings, HttpReply& reply)
        : request_(request), target_(target), settings_(settings), reply_(reply), accept_(request.header("Accept")) {}

    Exchange read() {
        using Resource = RestTarget::Resource;
        if (target_.resource == Resource::unknown) return nothing_here();
        if (request_.method == Method::options && takes_patch()) return options();
        if (!target_.methods.has(request_.method)) return wrong_method();
        switch (target_.resource) {
            case Resource::root: return root();
            case Resource::list: return list();
            case Resource::agent: return request_.method == Method::get ? description() : call(*target_.operation);
            case Resource::resource: return resource();
            case Resource::openapi:
            case Resource::unknown: break;
        }
        return nothing_here();
    }

private:
    Answered answered() const { return {target_.operation != nullptr ? target_.operation->name : std::string_view{}}; }

    Answered refused(Refused refusal, const Message& message, std::string_view header = {},
                     std::string_view value = {}) {
        if (!header.empty()) reply_.headers.emplace_back(header, value);
        rest::write_error(json::facts_of(refusal, message), accept_, request_.path, asked_language(request_), reply_);
        const bool of_method =
            refusal == Refused::resource_method || (refusal == Refused::media_type && request_.method == Method::patch);
        if (of_method) add_accept_patch();
        return answered();
    }

    Answered refused(const Error& error) {
        rest::write_error(error, settings_.schemes, accept_, request_.path, asked_language(request_), reply_);
        return answered();
    }

    Answered refused_page(const Message& message) {
        rest::write_error(json::facts_of(Refused::no_token, message), accept_, request_.path, asked_language(request_),
                          reply_);
        rest::add_challenges(settings_.schemes, reply_);
        rest::leave_out_dialog(reply_);
        return answered();
    }

    bool takes_patch() const { return target_.methods.has(Method::patch); }

    // RFC 5789 3.1: what an address that takes PATCH says of it.
    void add_accept_patch() {
        if (takes_patch()) reply_.headers.emplace_back("Accept-Patch", rest::accept_patch);
    }

    // RFC 5789 3.1: how clients find out about PATCH. Nobody has to say who they are: the descriptions tell the same.
    Answered options() {
        reply_.status = 204;
        reply_.headers.emplace_back("Allow", list_of(target_.methods));
        add_accept_patch();
        return answered();
    }

    Answered wrong_method() {
        const std::string allowed = list_of(target_.methods);
        return refused(Refused::resource_method, "The requested resource does not support this HTTP method.", "Allow",
                       allowed);
    }

    Answered wrong_media(const Message& message, std::string_view header = {}, std::string_view value = {}) {
        return refused(Refused::media_type, message, header, value);
    }

    Answered wrong_charset(std::string_view charset) {
        return wrong_media(sentence("The charset '{0}' is not supported.", {charset.substr(0, longest_charset_echo)}));
    }

    // An unreadable message is found before an unknown operation.
    Answered nothing_here() {
        const auto media = rest::read_content_type(request_.header("Content-Type"));
        if (!request_.body.empty() && media && rest::body_format(*media)) {
            const auto readable = rest::RequestBody(request_.body).parse(*media, settings_);
            if (!readable.has_value()) return refused(readable.error());
        }
        return refused(Refused::nothing_there, "There is no such operation at this address.");
    }

    // The methods of its rows are those of the address.
    Exchange resource() {
        const auto row = std::ranges::find(target_.match.rows, request_.method, &RestResource::method);
        return call(operation_of(*row), &*row);
    }

    Exchange call(const Operation& operation, const RestResource* resource = nullptr) {
        if (!request_.body.empty() && find_coding(request_.header("Content-Encoding")) != Coding::none)
            return wrong_media(unknown_coding_text, "Accept-Encoding", accepted_codings);
        if (!request_.body.empty() && request_.header("Content-Type").empty())
            return wrong_media("The request has a body but no Content-Type header.");
        const auto media = rest::read_content_type(request_.header("Content-Type"));
        if (!request_.body.empty() && media && !find_charset(media->charset)) return wrong_charset(media->charset);
        const bool patches = resource != nullptr && resource->method == Method::patch;
        const auto patch_form = patches && media ? rest::patch_form(*media) : std::nullopt;
        const bool readable_type = media && rest::body_format(*media) && (!patches || patch_form);
        if (!request_.body.empty() && !readable_type)
            return wrong_media("The media type of the request is not supported for this resource.");
        const bool is_list = resource != nullptr && resource->form == RestAnswer::archive;
        if (!request_.body.empty() && is_list && rest::body_format(*media) != rest::BodyFormat::form)
            return wrong_media("The media type of the request is not supported for this resource.");
        const std::string_view application_token = request_.header("SO-AppToken");
        if (application_token.size() > max_application_token)
            return refused(fail(errc::malformed, "The SO-AppToken header is too long."));

        auto exchange = std::make_unique<rest::RestCall>(request_, operation, settings_);
        if (resource != nullptr) {
            exchange->set_resource(*resource, target_.match.segments, api_address());
            exchange->read_conditions(request_);
        }
        if (!request_.body.empty()) {
            const auto readable = exchange->read_body(*media);
            if (!readable.has_value()) return refused(readable.error());
        }
        const auto zone = exchange->read_time_zone(request_.header(rest::time_zone_header), *settings_.base_zone);
        if (!zone.has_value()) return refused(zone.error());
        if (patches) exchange->set_patch(patch_form.value_or(rest::PatchForm::by_body));
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

    std::string home() const { return way_home(request_.path, target_.prefix); }

    // What every page and every piece of data here is.
    void begin(std::string_view content_type, bool html) {
        reply_.content_type = html ? html_content : content_type;
        if (html) reply_.headers.emplace_back("Content-Security-Policy", page_frame_policy());
        reply_.may_compress = true;
    }

    Answered root() {
        const std::string api = api_address();
        const bool html = rest::wants_html(accept_, true);
        const DataFormat format = rest::wanted_data(accept_);
        begin(rest::content_type(format), html);
        if (html) rest::write_root_html(settings_.identity, api, home(), reply_.body);
        if (!html) rest::write_root(settings_.identity, api, format, reply_.body);
        return answered();
    }

    Answered list() {
        begin(json_content, false);
        rest::write_addresses(api_address(), reply_.body);
        return answered();
    }

    Answered description() {
        const bool html = rest::wants_html(accept_, false);
        begin(json_content, html);
        if (html) rest::write_description_html(*target_.operation, target_.prefix, home(), reply_.body);
        if (!html) rest::write_description_json(*target_.operation, target_.prefix, reply_.body);
        return answered();
    }

    HttpRequest& request_;
    const RestTarget& target_;
    const RestSettings& settings_;
    HttpReply& reply_;
    std::string_view accept_;
};

}  // namespace

Exchange make_rest_exchange(HttpRequest& request, const RestTarget& target, const RestSettings& settings,
                            HttpReply& reply) {
    Exchange exchange = Reader(request, target, settings, reply).read();
    // Read or not it may hold a password.
    if (std::holds_alternative<Answered>(exchange)) wipe(request.body.data(), request.body.size());
    return exchange;
}

}  // namespace uag
