#include "server/http/route.hpp"

#include "adapters/soap/content_type.hpp"

namespace uag::http {
namespace {

constexpr Methods health_methods{Method::get};

Route match_soap_route(const PathSegments& path) {
    const std::optional<SoapTarget> target = match_soap(path);
    if (!target) return {Face::soap};
    return {Face::soap, soap_methods, *target};
}

Route match_health(std::string_view path) {
    if (path == "/health/ready") return {Face::plain, health_methods, Health::ready};
    if (path == "/health/live") return {Face::plain, health_methods, Health::live};
    return {};
}

Route match_page_route(const PathSegments& path) {
    const std::optional<ui::PageTarget> target = ui::match_page(path);
    if (!target) return {};
    return {ui::is_web(target->place) ? Face::web : Face::plain, target->methods, *target};
}

}  // namespace

Route match_route(std::string_view path) {
    if (is_soap_path(path)) return match_soap_route(PathSegments(path));
    const PathSegments segments(path);
    if (const std::optional<RestTarget> rest = match_rest(segments)) return {Face::rest, rest->methods, *rest};
    Route route = match_health(path);
    if (route.methods.empty()) route = match_page_route(segments);
    // Whatever it is, who writes "api" in an address understands the WebAPI's words.
    if (has_api_segment(segments)) route.face = Face::rest;
    return route;
}

Protocol protocol_of(const Route& route, std::string_view content_type) {
    switch (route.face) {
        case Face::soap: return soap::is_soap12_type(content_type) ? Protocol::soap12 : Protocol::soap11;
        case Face::web: return Protocol::web;
        case Face::plain:
        case Face::rest: break;
    }
    return Protocol::rest;
}

}  // namespace uag::http
