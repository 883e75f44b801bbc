#include "adapters/http/cors.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/media_type.hpp"
#include "adapters/http/own_origin.hpp"
#include "adapters/http/token.hpp"
#include "core/base/text.hpp"
#include "core/base/uri.hpp"

namespace uag::http {
namespace {

constexpr std::string_view wanted_form = "must be like https://crm.example.com, http://localhost* (any port) or *";

// How long a browser may go without asking again; it asks sooner if it likes.
constexpr std::string_view max_age = "7200";

// What clients of the WebAPI send beside what a browser allows without asking, and what the instruments of pages add to
// every call: W3C's trace context and baggage, Sentry, Datadog, B3, Application Insights, New Relic, Elastic.
constexpr std::array<std::string_view, 33> request_headers{"authorization",
                                                           "content-type",
                                                           "accept-language",
                                                           "x-xsrf-token",
                                                           "so-apptoken",
                                                           "so-language",
                                                           "so-culture",
                                                           "so-timezone",
                                                           "so-browser-tz-offset",
                                                           "if-modified-since",
                                                           "if-unmodified-since",
                                                           "x-requested-with",
                                                           "x-request-id",
                                                           "x-correlation-id",
                                                           "traceparent",
                                                           "tracestate",
                                                           "baggage",
                                                           "sentry-trace",
                                                           "x-datadog-trace-id",
                                                           "x-datadog-parent-id",
                                                           "x-datadog-origin",
                                                           "x-datadog-sampling-priority",
                                                           "x-datadog-tags",
                                                           "b3",
                                                           "x-b3-traceid",
                                                           "x-b3-spanid",
                                                           "x-b3-parentspanid",
                                                           "x-b3-sampled",
                                                           "x-b3-flags",
                                                           "request-id",
                                                           "request-context",
                                                           "newrelic",
                                                           "elastic-apm-traceparent"};

// What a page may read of an answer beside what every page may.
constexpr std::string_view exposed_headers =
    "SO-TimeZone, X-Request-Id, WWW-Authenticate, Retry-After, Allow, Location, Last-Modified, ETag";

// With these, and without any, a form or an image of any page sends the request, and no browser asks first.
constexpr std::array<std::string_view, 3> simple_types{"application/x-www-form-urlencoded", "multipart/form-data",
                                                       "text/plain"};

bool is_port(std::string_view text) { return !text.empty() && text.size() <= 5 && is_all_digits(text); }

bool is_host_byte(char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '.'; }

bool is_origin_host(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']'))
        return host.find_first_not_of("0123456789abcdefABCDEF:.", 1) == host.size() - 1 && host.size() > 2;
    const auto is_edge = [](char c) { return c != '-' && c != '.'; };
    return !host.empty() && std::ranges::all_of(host, is_host_byte) && is_edge(host.front()) && is_edge(host.back());
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), ascii_lower);
    return out;
}

bool names(std::string_view list, std::string_view name) {
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        if (ascii_iequals(trim_blanks(list.substr(0, comma)), name)) return true;
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    }
    return false;
}

// Of an Authorization header: browsers themselves write Basic and Negotiate only.
bool is_set_by_script(std::string_view authorization) {
    const std::string_view scheme = authorization.substr(0, authorization.find(' '));
    return ascii_iequals(scheme, "Bearer") || ascii_iequals(scheme, "SoTicket");
}

}  // namespace

std::string check_cors_origin(const std::string& entry) {
    if (entry == "*") return {};
    std::string_view text = entry;
    const bool any_port = text.ends_with('*');
    if (any_port) text.remove_suffix(1);
    if (any_port && text.ends_with(':')) text.remove_suffix(1);
    const std::optional<Uri> uri = parse_uri(text);
    if (!uri || uri->authority.data() + uri->authority.size() != text.data() + text.size() || uri->has_user)
        return std::string(wanted_form);
    if (!is_origin_host(uri->host) || (uri->has_port && (any_port || uri->port.empty())))
        return std::string(wanted_form);
    // Browsers leave it out, so the entry would never match.
    const bool usual = (uri->is("https") && uri->port == "443") || (uri->is("http") && uri->port == "80");
    return usual ? "must not name the scheme's own port" : std::string{};
}

std::string check_cors_header(const std::string& entry) {
    const bool is_name = entry.size() <= 100 && is_token(entry) && entry.find('*') == std::string::npos;
    return is_name ? std::string{} : std::string("must be the name of a header field, like X-Trace-Id");
}

Cors::Cors(const std::vector<std::string>& origins, const std::vector<std::string>& headers) {
    headers_.assign(request_headers.begin(), request_headers.end());
    for (const std::string& name : headers)
        if (std::ranges::find(headers_, lower(name)) == headers_.end()) headers_.push_back(lower(name));
    for (const std::string& entry : origins) {
        if (entry == "*") {
            any_ = true;
            continue;
        }
        Origin origin{lower(entry), entry.ends_with('*')};
        if (origin.any_port) origin.text.pop_back();
        if (origin.text.ends_with(':')) origin.text.pop_back();
        origins_.push_back(std::move(origin));
    }
}

bool Cors::admits(std::string_view origin) const { return !origin.empty() && (any_ || is_listed(origin)); }

bool Cors::is_listed(std::string_view origin) const {
    return !origin.empty() && std::ranges::any_of(origins_, [&](const Origin& known) {
        if (!ascii_iequals(origin.substr(0, known.text.size()), known.text)) return false;
        const std::string_view rest = origin.substr(std::min(known.text.size(), origin.size()));
        return rest.empty() || (known.any_port && rest.front() == ':' && is_port(rest.substr(1)));
    });
}

bool Cors::is_forged(const HttpRequest& request) const {
    const std::string_view origin = request.header("Origin");
    if (origin.empty() || is_listed(origin)) return false;
    // Whoever is let in by "*" is not trusted for that. No browser adds one of these by itself: a script did, and was
    // asked about first.
    if (any_ && is_set_by_script(request.header("Authorization"))) return false;
    const std::string_view bare = media_name(request.header("Content-Type"));
    const bool simple = bare.empty() || std::ranges::any_of(simple_types, [&](std::string_view one) {
                            return ascii_iequals(bare, one);
                        });
    return simple && !is_own_origin(origin, request);
}

void Cors::add_fields(std::string_view origin, HttpReply& reply) const {
    if (!is_on() || origin.empty()) return;
    if (!any_) reply.headers.emplace_back("Vary", "Origin");
    if (!admits(origin)) return;
    reply.headers.emplace_back("Access-Control-Allow-Origin", any_ ? std::string("*") : std::string(origin));
    reply.headers.emplace_back("Access-Control-Expose-Headers", exposed_headers);
}

// Those of ours among the ones that are asked for; nothing of what was sent is repeated.
std::string Cors::allowed_headers(std::string_view asked) const {
    std::string allowed;
    for (const std::string& name : headers_) {
        if (!names(asked, name)) continue;
        if (!allowed.empty()) allowed += ", ";
        allowed += name;
    }
    return allowed;
}

bool Cors::is_preflight(const HttpRequest& request) const {
    return is_on() && request.method == Method::options && !request.header("Origin").empty() &&
           !request.header("Access-Control-Request-Method").empty();
}

void Cors::answer_preflight(const HttpRequest& request, Methods methods, HttpReply& reply) const {
    const std::string_view origin = request.header("Origin");
    const bool admitted = admits(origin);
    reply.status = admitted ? 204 : 403;
    if (!any_)
        reply.headers.emplace_back("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    if (!admitted) return;
    reply.headers.emplace_back("Access-Control-Allow-Origin", any_ ? std::string("*") : std::string(origin));
    reply.headers.emplace_back("Access-Control-Allow-Methods", list_of(methods));
    std::string headers = allowed_headers(request.header("Access-Control-Request-Headers"));
    if (!headers.empty()) reply.headers.emplace_back("Access-Control-Allow-Headers", std::move(headers));
    reply.headers.emplace_back("Access-Control-Max-Age", max_age);
}

}  // namespace uag::http
