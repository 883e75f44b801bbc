#include "server/http/router.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "adapters/http/media_type.hpp"
#include "adapters/http/ready_exchange.hpp"
#include "adapters/rest/error_answer.hpp"
#include "adapters/rest/openapi.hpp"
#include "adapters/soap/content_type.hpp"
#include "adapters/soap/fault.hpp"
#include "adapters/soap/wsdl_get.hpp"
#include "adapters/walk/translate.hpp"
#include "core/base/text.hpp"

namespace uag::http {
namespace {

enum class Face : std::uint8_t { none, soap, rest };

struct SoapPath {
    std::string_view file;
    uag::Service service;
};
constexpr std::array<SoapPath, 2> soap_files{
    {{"User.svc", uag::Service::user}, {"SoPrincipal.svc", uag::Service::so_principal}}};

// The last segment, taken off the path; what has no slash (a head that is refused may) is none and is gone too.
std::string_view take_segment(std::string_view& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) {
        path = {};
        return {};
    }
    const std::string_view segment = path.substr(slash + 1);
    path = path.substr(0, slash);
    return segment;
}

constexpr std::string_view openapi_path = "/api/v1/openapi.json";

// What stands before this end of a path, in any letter case.
std::optional<std::string_view> prefix_before(std::string_view path, std::string_view end) {
    if (path.size() < end.size() || !ascii_iequals(path.substr(path.size() - end.size()), end)) return std::nullopt;
    return path.substr(0, path.size() - end.size());
}

bool ends_with_svc(std::string_view path) {
    return path.size() >= 4 && ascii_iequals(path.substr(path.size() - 4), ".svc");
}

// `/any/prefix/Remote/ServicesNN/X.svc`, in any letter case.
std::optional<SoapTarget> match_soap(std::string_view path) {
    if (!ends_with_svc(path)) return std::nullopt;
    const std::string_view file = take_segment(path);
    const std::string_view folder = take_segment(path);
    if (!ascii_iequals(take_segment(path), "Remote")) return std::nullopt;
    const auto known = std::find_if(soap_files.begin(), soap_files.end(),
                                    [file](const SoapPath& soap) { return ascii_iequals(file, soap.file); });
    if (known == soap_files.end()) return std::nullopt;
    for (const Generation& generation : generations)
        if (ascii_iequals(folder, generation.name)) return SoapTarget{known->service, generation.version};
    return std::nullopt;
}

bool has_api_segment(std::string_view path) {
    while (!path.empty())
        if (ascii_iequals(take_segment(path), "api")) return true;
    return false;
}

Face face_of(std::string_view path) {
    if (ends_with_svc(path)) return Face::soap;
    return has_api_segment(path) ? Face::rest : Face::none;
}

constexpr std::array<std::string_view, 9> known_methods{"POST",    "GET",   "HEAD",  "PUT",    "DELETE",
                                                        "OPTIONS", "TRACE", "PATCH", "CONNECT"};

// What some route here takes: Allow of what is refused before there is a route.
constexpr std::string_view all_methods = "GET, HEAD, POST, PUT, DELETE";

// An answer that needs neither core nor adapter.
class Page final : public Exchange {
public:
    explicit Page(std::function<void(HttpReply&)> write) : write_(std::move(write)) {}
    Call* call() override { return nullptr; }
    void answer(Outcome*, HttpReply& reply) override { write_(reply); }
    std::string_view operation() const override { return {}; }

private:
    const std::function<void(HttpReply&)> write_;
};

// The methods of the route, for a preflight; where nothing is, what a browser may always send: the call itself says so.
std::string methods_of(std::string_view path) {
    if (prefix_before(path, openapi_path)) return "GET, HEAD";
    const std::optional<RestTarget> target = match_rest(path);
    return target && target->resource != RestTarget::Resource::unknown ? allowed_methods(*target) : "GET, HEAD, POST";
}

std::string_view refusal_type(unsigned status) {
    if (status == 403) return "SoSentryException";
    if (status == 500 || status == 503) return "SoServerException";
    return status == 404 ? "SoNotFoundException" : "ArgumentException";
}

// What a refused request asked for, as far as it was read.
struct Asked {
    std::string_view path;
    std::string_view content_type;  // tells SOAP 1.2 from 1.1
    std::string_view accept;  // the form of the WebAPI's error: JSON, XML or problem+json
    Language language = Language::none;
};

void write_refusal(const Asked& asked, unsigned status, std::string_view problem, HttpReply& reply) {
    switch (face_of(asked.path)) {
        case Face::soap: {
            soap::Fault fault;
            fault.code = status >= 500 ? soap::FaultCode::server : soap::FaultCode::client;
            fault.text = problem;
            fault.status = status;
            soap::write_fault(
                fault, soap::is_soap12_type(asked.content_type) ? soap::SoapVersion::soap12 : soap::SoapVersion::soap11,
                reply);
            reply.status = status;
            return;
        }
        case Face::rest: {
            json::ErrorFacts facts;
            facts.status = status;
            facts.type = refusal_type(status);
            facts.source = json::transport_source;
            facts.message = problem;
            rest::write_error(facts, asked.accept, asked.path, asked.language, reply);
            return;
        }
        case Face::none:
            reply.status = status;
            if (status == 404 && rest::wants_html(asked.accept, false))
                return ui::write_missing_page(asked.language, reply);
            reply.content_type = "text/plain; charset=utf-8";
            reply.body += problem;
            reply.body += '\n';
            if (status == 503) reply.headers.emplace_back("Retry-After", "1");
            return;
    }
}

// Tells a browser that the page it asks for may read the answer, whichever that is.
class SharedExchange final : public Exchange {
public:
    SharedExchange(std::unique_ptr<Exchange> inner, const Cors& cors, std::string_view origin)
        : inner_(std::move(inner)), cors_(cors), origin_(origin) {}
    Call* call() override { return inner_->call(); }
    PageWork* work() override { return inner_->work(); }
    std::size_t held_bytes() const override { return inner_->held_bytes(); }
    void answer(Outcome* outcome, HttpReply& reply) override {
        inner_->answer(outcome, reply);
        cors_.add_fields(origin_, reply);
    }
    std::string_view operation() const override { return inner_->operation(); }

private:
    const std::unique_ptr<Exchange> inner_;
    const Cors& cors_;
    const std::string_view origin_;
};

}  // namespace

std::unique_ptr<Exchange> Router::open(HttpRequest& request) const {
    const std::string_view origin = request.header("Origin");
    if (origin.empty() || face_of(request.path) != Face::rest) return open_same_origin(request);
    if (cors_.is_preflight(request))
        return std::make_unique<Page>(
            [this, &request](HttpReply& reply) { cors_.answer_preflight(request, methods_of(request.path), reply); });
    const bool reads = request.method == "GET" || request.method == "OPTIONS";
    std::unique_ptr<Exchange> exchange = !reads && cors_.is_forged(request)
                                             ? refusal(request, 403, "Pages of this origin may not call this service.")
                                             : open_same_origin(request);
    if (!cors_.is_on()) return exchange;
    return std::make_unique<SharedExchange>(std::move(exchange), cors_, origin);
}

std::unique_ptr<Exchange> Router::refusal(const HttpRequest& request, unsigned status, std::string_view problem,
                                          std::string_view allow) const {
    const Asked asked{request.path, request.header("Content-Type"), request.header("Accept"), asked_language(request)};
    return std::make_unique<Page>([status, problem, allow, asked](HttpReply& reply) {
        write_refusal(asked, status, problem, reply);
        if (!allow.empty()) reply.headers.emplace_back("Allow", allow);
    });
}

std::unique_ptr<Exchange> Router::open_same_origin(HttpRequest& request) const {
    const auto refusal = [&](unsigned status, std::string_view problem, std::string_view allow = {}) {
        return this->refusal(request, status, problem, allow);
    };
    const bool known = std::find(known_methods.begin(), known_methods.end(), request.method) != known_methods.end();
    if (!known) return refusal(501, "This method is not known here.");
    if (const std::optional<SoapTarget> soap = match_soap(request.path)) {
        if (request.method == "POST") return make_soap_exchange(request, *soap, settings_.soap);
        if (request.method != "GET") return refusal(405, "A SOAP endpoint takes GET and POST.", "GET, HEAD, POST");
        return std::make_unique<Page>([target = *soap, query = request.query,
                                       address = std::string(request.base_url) + std::string(request.path)](
                                          HttpReply& reply) { answer_service_get(target, query, address, reply); });
    }
    if (ends_with_svc(request.path)) return refusal(404, "There is no such service here.");
    if (const auto prefix = prefix_before(request.path, openapi_path)) {
        if (request.method != "GET") return refusal(405, "The description takes GET.", "GET, HEAD");
        return std::make_unique<Page>(
            [server = std::string(request.base_url) + std::string(*prefix)](HttpReply& reply) {
                reply.content_type = "application/json; charset=utf-8";
                reply.may_compress = true;
                reply.body += rest::write_openapi({server, UAG_VERSION});
            });
    }
    if (const std::optional<RestTarget> rest = match_rest(request.path))
        return make_rest_exchange(request, *rest, settings_.rest);
    if (request.path == "/health/ready") {
        if (request.method != "GET")
            return refusal(405, "Whether the service is ready is asked with GET.", "GET, HEAD");
        return std::make_unique<Page>([this](HttpReply& reply) {
            const auto holds = [](const std::atomic<bool>* state) { return state != nullptr && state->load(); };
            const bool drains = holds(settings_.draining);
            const bool fails = holds(settings_.storage_fails);
            reply.status = drains || fails ? 503 : 200;
            reply.content_type = "text/plain; charset=utf-8";
            reply.body += drains ? "draining\n" : fails ? "the database fails\n" : "ready\n";
        });
    }
    if (request.path == "/health/live") {
        if (request.method != "GET") return refusal(405, "Whether the service lives is asked with GET.", "GET, HEAD");
        return std::make_unique<Page>([](HttpReply& reply) {
            reply.content_type = "text/plain; charset=utf-8";
            reply.body += "alive\n";
        });
    }
    if (settings_.password_link != nullptr)
        if (auto page = settings_.password_link->open(request)) return page;
    if (settings_.account != nullptr)
        if (auto page = settings_.account->open(request)) return page;
    auto page = std::make_unique<ReadyExchange>();
    if (ui::answer_home(request, {settings_.account != nullptr, settings_.docs}, page->reply())) return page;
    if (ui::answer_docs(request, settings_.docs, page->reply())) return page;
    return refusal(404, "There is nothing at this address.");
}

Protocol Router::protocol_of(std::string_view path, std::string_view content_type) const {
    const Face face = face_of(path);
    if (face == Face::none && (ui::is_home(path) || ui::AccountPages::owns(path) || ui::PasswordLinkPage::owns(path)))
        return Protocol::web;
    if (face != Face::soap) return Protocol::rest;
    return soap::is_soap12_type(content_type) ? Protocol::soap12 : Protocol::soap11;
}

void Router::refuse(const Framing& head, unsigned status, std::string_view problem, HttpReply& reply) const {
    write_refusal({head.path, head.content_type, head.accept, Language::none}, status, problem, reply);
    if (status == 405) reply.headers.emplace_back("Allow", all_methods);
    if (face_of(head.path) == Face::rest) cors_.add_fields(head.origin, reply);
}

}  // namespace uag::http
