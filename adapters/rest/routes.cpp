#include "adapters/rest/routes.hpp"

#include <span>

#include "core/base/text.hpp"

namespace uag {
namespace {

using http::Method;
using Resource = RestTarget::Resource;

constexpr std::string_view api_segment = "api";
constexpr std::string_view version_segment = "v1";
constexpr http::Methods only_read{Method::get};

bool is_api(std::string_view segment) { return ascii_iequals(segment, api_segment); }
bool is_version(std::string_view segment) { return ascii_iequals(segment, version_segment); }

const Operation* find_agent_operation(std::string_view agent, std::string_view name) {
    for (const Service service : rest_agents)
        if (ascii_iequals(agent, name_of(service))) return find_operation_any_case(service, name);
    return nullptr;
}

// `parts` are the segments behind "/api/v1/", in reading order.
RestTarget resolve(std::span<const std::string_view> parts) {
    if (parts.empty()) return {Resource::list, only_read};
    if (parts.size() == 3 && ascii_iequals(parts[0], "Agents")) {
        const Operation* const operation = find_agent_operation(parts[1], parts[2]);
        if (operation != nullptr) return {Resource::agent, {Method::get, Method::post}, operation};
    }
    RestTarget target;
    target.match = match_rest_resource(parts);
    if (target.match.rows.empty()) return target;
    target.resource = Resource::resource;
    target.methods = target.match.methods;
    return target;
}

// The segments before `api`, which is the one with that index; `slashes` at the end are none.
RestTarget resolve(const http::PathSegments& path, std::size_t api, std::size_t slashes) {
    std::array<std::string_view, http::PathSegments::most> parts;
    std::size_t count = 0;
    for (std::size_t at = api - 1; at-- > slashes;) parts[count++] = path[at];
    if (slashes == 0 && count == 1 && ascii_iequals(parts[0], "openapi.json")) return {Resource::openapi, only_read};
    return resolve(std::span(parts).first(count));
}

// No address of ours is that long.
std::optional<RestTarget> match_long(const http::PathSegments& path) {
    std::string_view rest = path.earlier();
    std::string_view behind = path[path.size() - 1];
    while (!rest.empty()) {
        const std::string_view segment = http::take_last_segment(rest);
        if (is_api(segment) && is_version(behind)) return RestTarget{.prefix = rest};
        behind = segment;
    }
    return std::nullopt;
}

}  // namespace

std::optional<RestTarget> match_rest(const http::PathSegments& path) {
    const std::size_t slashes = path.size() > 0 && path[0].empty() ? 1 : 0;
    // From the end: the last "api" is ours, whatever stands before it is the installation's own prefix.
    for (std::size_t at = slashes; at < path.size(); ++at) {
        if (!is_api(path[at])) continue;
        const bool is_root = at == slashes;
        if (!is_root && !is_version(path[at - 1])) continue;
        RestTarget target = is_root ? RestTarget{Resource::root, only_read} : resolve(path, at, slashes);
        target.prefix = path.before(at);
        return target;
    }
    return path.earlier().empty() ? std::nullopt : match_long(path);
}

bool has_api_segment(const http::PathSegments& path) {
    for (std::size_t at = 0; at < path.size(); ++at)
        if (is_api(path[at])) return true;
    for (std::string_view rest = path.earlier(); !rest.empty();)
        if (is_api(http::take_last_segment(rest))) return true;
    return false;
}

}  // namespace uag
