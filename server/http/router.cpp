#include "server/http/router.hpp"

#include "adapters/http/errors.hpp"
#include "adapters/http/retry_after.hpp"
#include "adapters/rest/data_format.hpp"
#include "adapters/rest/error_answer.hpp"
#include "adapters/rest/openapi.hpp"
#include "adapters/soap/answer.hpp"
#include "adapters/soap/content_type.hpp"
#include "adapters/soap/wsdl_get.hpp"
#include "adapters/walk/show_language.hpp"
#include "server/ui/page.hpp"

namespace uag::http {
namespace {

constexpr std::string_view plain_text = "text/plain; charset=utf-8";

// What some route here takes: Allow of what is refused before there is a route.
constexpr Methods all_methods{Method::get, Method::post, Method::put, Method::delete_};

// What a browser may always send, for a preflight where nothing stands: the call itself says so.
constexpr Methods simple_methods{Method::get, Method::post};

// What a refused request asked for, as far as it was read.
struct Asked {
    Face face = Face::plain;
    std::string_view path;
    std::string_view content_type;  // tells SOAP 1.2 from 1.1
    std::string_view accept;  // the form of the WebAPI's error: JSON, XML or problem+json
    Language language = Language::none;
};

Asked asked_of(const HttpRequest& request, const Route& route) {
    return {route.face, request.path, request.header("Content-Type"), request.header("Accept"),
            asked_language(request)};
}

void write_plain_refusal(const Asked& asked, Refused refusal, const Message& problem, HttpReply& reply) {
    reply.status = form_of(refusal).status;
    if (refusal == Refused::nothing_there && rest::wants_html(asked.accept, false))
        return ui::write_missing_page(asked.path, asked.language, reply);
    reply.content_type = plain_text;
    (reply.body += problem.english()) += '\n';
    add_retry_after(reply.status, {}, reply);
}

void write_refusal(const Asked& asked, Refused refusal, const Message& problem, HttpReply& reply) {
    switch (asked.face) {
        case Face::soap:
            return soap::write_fault(
                soap::fault_of(refusal, problem),
                soap::is_soap12_type(asked.content_type) ? soap::SoapVersion::soap12 : soap::SoapVersion::soap11,
                reply);
        case Face::rest:
            return rest::write_error(json::facts_of(refusal, problem), asked.accept, asked.path, asked.language, reply);
        case Face::plain:
        case Face::web: return write_plain_refusal(asked, refusal, problem, reply);
    }
}

// Why a method is not taken, where no adapter says it itself.
std::string wrong_method(const Route& route) {
    if (const auto* const health = std::get_if<Health>(&route.target))
        return *health == Health::ready ? "Whether the service is ready is asked with GET."
                                        : "Whether the service lives is asked with GET.";
    return std::holds_alternative<SoapTarget>(route.target) ? "A SOAP endpoint takes GET and POST."
                                                            : "The description takes GET.";
}

// The WebAPI's own addresses and the pages have more to say of a method that they do not take.
bool says_itself(const Route& route) {
    if (std::holds_alternative<ui::PageTarget>(route.target)) return true;
    const auto* const rest = std::get_if<RestTarget>(&route.target);
    return rest != nullptr && rest->resource != RestTarget::Resource::openapi;
}

}  // namespace

Exchange Router::open(HttpRequest& request, const Route& route, HttpReply& reply) const {
    const std::string_view origin = request.header("Origin");
    if (origin.empty() || route.face != Face::rest) return open_same_origin(request, route, reply);
    if (cors_.is_preflight(request)) {
        cors_.answer_preflight(request, route.methods.empty() ? simple_methods : route.methods, reply);
        return Answered{};
    }
    const bool reads = request.method == Method::get || request.method == Method::options;
    if (!reads && cors_.is_forged(request)) {
        write_refusal(asked_of(request, route), Refused::foreign_page,
                      Message::verbatim("Pages of this origin may not call this service."), reply);
        cors_.add_fields(origin, reply);
        return Answered{};
    }
    Exchange exchange = open_same_origin(request, route, reply);
    if (std::holds_alternative<Answered>(exchange)) cors_.add_fields(origin, reply);
    return exchange;
}

void Router::answer(const Exchange& exchange, const HttpRequest& request, const Route& route, Outcome* outcome,
                    HttpReply& reply) const {
    if (CallExchange* const call = call_in(exchange))
        call->answer(*outcome, reply);
    else if (PageExchange* const page = page_in(exchange))
        page->answer(reply);
    else
        return;
    if (route.face == Face::rest) cors_.add_fields(request.header("Origin"), reply);
}

Exchange Router::open_same_origin(HttpRequest& request, const Route& route, HttpReply& reply) const {
    const auto refuse = [&](Refused refusal, const Message& problem) {
        write_refusal(asked_of(request, route), refusal, problem, reply);
        return Answered{};
    };
    if (settings_.extra != nullptr)
        if (auto exchange = settings_.extra->open(request, reply)) return std::move(*exchange);
    if (request.method == Method::unknown)
        return refuse(Refused::unknown_method, Message::verbatim("This method is not known here."));
    const bool nothing = std::holds_alternative<std::monostate>(route.target);
    if (!nothing && !route.methods.has(request.method) && !says_itself(route)) {
        const Answered refused = refuse(Refused::wrong_method, Message::verbatim(wrong_method(route)));
        reply.headers.emplace_back("Allow", list_of(route.methods));
        return refused;
    }
    if (const auto* const soap = std::get_if<SoapTarget>(&route.target)) return open_soap(request, *soap, reply);
    if (const auto* const rest = std::get_if<RestTarget>(&route.target)) return open_rest(request, *rest, reply);
    if (const auto* const page = std::get_if<ui::PageTarget>(&route.target))
        if (auto exchange = open_page(request, *page, reply)) return std::move(*exchange);
    if (const auto* const health = std::get_if<Health>(&route.target)) {
        write_health(*health, reply);
        return Answered{};
    }
    if (route.face == Face::soap)
        return refuse(Refused::nothing_there, Message::verbatim("There is no such service here."));
    return refuse(Refused::nothing_there, "There is nothing at this address.");
}

Exchange Router::open_soap(HttpRequest& request, const SoapTarget& target, HttpReply& reply) const {
    if (request.method == Method::post) return make_soap_exchange(request, target, settings_.soap, reply);
    const std::string address = std::string(request.base_url) + std::string(request.path);
    answer_service_get(target, request.query, address, reply);
    return Answered{};
}

Exchange Router::open_rest(HttpRequest& request, const RestTarget& target, HttpReply& reply) const {
    if (target.resource != RestTarget::Resource::openapi)
        return make_rest_exchange(request, target, settings_.rest, reply);
    reply.content_type = "application/json; charset=utf-8";
    reply.may_compress = true;
    reply.body += rest::write_openapi({std::string(request.base_url) + std::string(target.prefix), UAG_VERSION});
    return Answered{};
}

// Nothing where the page is switched off.
std::optional<Exchange> Router::open_page(HttpRequest& request, const ui::PageTarget& target, HttpReply& reply) const {
    if (ui::is_of_account(target.place)) return open_account(request, target, reply);
    const bool answered = ui::answer_home(request, target, {settings_.account != nullptr, settings_.docs}, reply) ||
                          ui::answer_docs(request, target, settings_.docs, reply);
    if (!answered) return std::nullopt;
    return Answered{};
}

std::optional<Exchange> Router::open_account(HttpRequest& request, const ui::PageTarget& target,
                                             HttpReply& reply) const {
    const bool is_link = target.place == ui::Place::password_link;
    if (is_link ? settings_.password_link == nullptr : settings_.account == nullptr) return std::nullopt;
    if (!target.methods.has(request.method)) {
        ui::refuse_method(target.methods, ui::page_language(request), reply);
        return Answered{target.action};
    }
    if (is_link) return settings_.password_link->open(request, target);
    return settings_.account->open(request, target, reply);
}

void Router::write_health(Health health, HttpReply& reply) const {
    const auto holds = [](const std::atomic<bool>* state) { return state != nullptr && state->load(); };
    reply.content_type = plain_text;
    if (health == Health::live) {
        reply.body += "alive\n";
        return;
    }
    const bool drains = holds(settings_.draining);
    const bool fails = holds(settings_.storage_fails);
    reply.status = drains || fails ? 503 : 200;
    reply.body += drains ? "draining\n" : fails ? "the database fails\n" : "ready\n";
}

void Router::refuse(const Framing& head, const Route& route, unsigned status, std::string_view problem,
                    HttpReply& reply) const {
    write_refusal({route.face, head.path, head.content_type, head.accept, Language::none}, refused_with(status),
                  Message::verbatim(std::string(problem)), reply);
    if (status == 405) reply.headers.emplace_back("Allow", list_of(all_methods));
    if (route.face == Face::rest) cors_.add_fields(head.origin, reply);
}

}  // namespace uag::http
