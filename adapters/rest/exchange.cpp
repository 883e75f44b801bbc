#include "adapters/rest/exchange.hpp"

#include <algorithm>
#include <utility>

#include "adapters/html/page_frame.hpp"
#include "adapters/http/charset.hpp"
#include "adapters/http/content_coding.hpp"
#include "adapters/http/media_type.hpp"
#include "adapters/http/ready_exchange.hpp"
#include "adapters/rest/authorization.hpp"
#include "adapters/rest/call_exchange.hpp"
#include "adapters/rest/error_answer.hpp"
#include "adapters/rest/pages.hpp"
#include "adapters/rest/request_body.hpp"
#include "adapters/rest/web_session.hpp"
#include "adapters/walk/translate.hpp"
#include "core/base/messages.hpp"

namespace uag {
namespace {

using json::ErrorFacts;
using rest::DataFormat;

constexpr std::string_view json_content = "application/json; charset=utf-8";
constexpr std::string_view html_content = "text/html; charset=utf-8";
constexpr std::size_t max_application_token = 1024;
constexpr std::size_t longest_charset_echo = 40;

// Decides, in the order of the service's checks, whether there will be a call.
class Reader {
public:
    Reader(HttpRequest& request, const RestTarget& target, const RestSettings& settings)
        : request_(request), target_(target), settings_(settings), accept_(request.header("Accept")) {}

    std::unique_ptr<Exchange> read() {
        using Resource = RestTarget::Resource;
        const bool reads = request_.method == "GET" || request_.method == "HEAD";
        if (request_.method == "OPTIONS" && takes_patch()) return options();
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
    std::unique_ptr<ReadyExchange> ready() {
        const std::string_view name = target_.operation != nullptr ? target_.operation->name : std::string_view{};
        return std::make_unique<ReadyExchange>(name, request_.body);
    }

    std::unique_ptr<Exchange> refused(const ErrorFacts& facts, std::string_view header = {},
                                      std::string_view value = {}) {
        auto exchange = ready();
        if (!header.empty()) exchange->reply().headers.emplace_back(header, value);
        rest::write_error(facts, accept_, request_.path, asked_language(request_), exchange->reply());
        const bool of_method = facts.status == 405 || (facts.status == 415 && request_.method == "PATCH");
        if (of_method) return with_accept_patch(std::move(exchange));
        return exchange;
    }

    std::unique_ptr<Exchange> refused(const Error& error) {
        auto exchange = ready();
        rest::write_error(error, settings_.schemes, accept_, request_.path, asked_language(request_),
                          exchange->reply());
        return exchange;
    }

    // The ErrorType of the real service.
    std::unique_ptr<Exchange> refused_page(std::string_view message) {
        auto exchange = ready();
        const ErrorFacts facts{401, "ArgumentException", json::transport_source, message};
        rest::write_error(facts, accept_, request_.path, asked_language(request_), exchange->reply());
        rest::add_challenges(settings_.schemes, exchange->reply());
        rest::leave_out_dialog(exchange->reply());
        return exchange;
    }

    bool takes_patch() const {
        return std::any_of(target_.match.rows.begin(), target_.match.rows.end(),
                           [](const RestResource& row) { return row.method == "PATCH"; });
    }

    // RFC 5789 3.1: what an address that takes PATCH says of it.
    std::unique_ptr<Exchange> with_accept_patch(std::unique_ptr<ReadyExchange> exchange) const {
        if (takes_patch()) exchange->reply().headers.emplace_back("Accept-Patch", rest::accept_patch);
        return exchange;
    }

    // RFC 5789 3.1: how clients find out about PATCH. Nobody has to say who they are: the descriptions tell the same.
    std::unique_ptr<Exchange> options() {
        auto exchange = ready();
        exchange->reply().status = 204;
        exchange->reply().headers.emplace_back("Allow", allowed_methods(target_));
        return with_accept_patch(std::move(exchange));
    }

    std::unique_ptr<Exchange> wrong_method() {
        const std::string allowed = allowed_methods(target_);
        return refused({405, "SoNotSupportedException", json::transport_source,
                        "The requested resource does not support this HTTP method."},
                       "Allow", allowed);
    }

    std::unique_ptr<Exchange> wrong_media(std::string_view message, std::string_view header = {},
                                          std::string_view value = {}) {
        return refused({415, "UnsupportedMediaTypeException", json::transport_source, message}, header, value);
    }

    std::unique_ptr<Exchange> wrong_charset(std::string_view charset) {
        const std::string text =
            sentence("The charset '{}' is not supported.", {charset.substr(0, longest_charset_echo)});
        return wrong_media(text);
    }

    // An unreadable message is found before an unknown operation.
    std::unique_ptr<Exchange> nothing_here() {
        const auto media = rest::parse_media_type(request_.header("Content-Type"));
        if (!request_.body.empty() && media && rest::body_format(*media)) {
            const auto readable = rest::RequestBody(request_.body).parse(*media, settings_);
            if (!readable.has_value()) return refused(readable.error());
        }
        return refused(
            {404, "SoNotFoundException", json::transport_source, "There is no such operation at this address."});
    }

    // HEAD is answered like GET; the connection leaves the body out.
    std::unique_ptr<Exchange> resource() {
        const std::string_view method = request_.method == "HEAD" ? "GET" : request_.method;
        for (const RestResource& row : target_.match.rows)
            if (row.method == method) return call(operation_of(row), &row);
        return wrong_method();
    }

    std::unique_ptr<Exchange> call(const Operation& operation, const RestResource* resource = nullptr) {
        if (!request_.body.empty() && find_coding(request_.header("Content-Encoding")) != Coding::none)
            return wrong_media(unknown_coding_text, "Accept-Encoding", accepted_codings);
        if (!request_.body.empty() && request_.header("Content-Type").empty())
            return wrong_media("The request has a body but no Content-Type header.");
        const auto media = rest::parse_media_type(request_.header("Content-Type"));
        if (!request_.body.empty() && media && !find_charset(media->charset)) return wrong_charset(media->charset);
        const bool patches = resource != nullptr && resource->method == "PATCH";
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

        auto exchange = std::make_unique<rest::CallExchange>(request_, operation, settings_);
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

    std::unique_ptr<Exchange> root() {
        auto exchange = ready();
        const std::string api = api_address();
        HttpReply& reply = exchange->reply();
        const bool html = rest::wants_html(accept_, true);
        const DataFormat format = rest::wanted_data(accept_);
        reply.content_type = html ? html_content : rest::content_type(format);
        if (html) reply.headers.emplace_back("Content-Security-Policy", page_frame_policy());
        reply.may_compress = true;
        if (html) rest::write_root_html(settings_.identity, api, reply.body);
        if (!html) rest::write_root(settings_.identity, api, format, reply.body);
        return exchange;
    }

    std::unique_ptr<Exchange> list() {
        auto exchange = ready();
        HttpReply& reply = exchange->reply();
        reply.content_type = json_content;
        reply.may_compress = true;
        rest::write_addresses(api_address(), reply.body);
        return exchange;
    }

    std::unique_ptr<Exchange> description() {
        auto exchange = ready();
        HttpReply& reply = exchange->reply();
        const bool html = rest::wants_html(accept_, false);
        reply.content_type = html ? html_content : json_content;
        if (html) reply.headers.emplace_back("Content-Security-Policy", page_frame_policy());
        reply.may_compress = true;
        (html ? rest::write_description_html : rest::write_description_json)(*target_.operation, target_.prefix,
                                                                             reply.body);
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
