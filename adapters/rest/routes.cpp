#include "adapters/rest/routes.hpp"

#include "core/base/text.hpp"

namespace uag {
namespace {

// Takes `word` and, unless the path ends there, the slash behind it off the front; false if another segment
// stands there.
bool take_segment(std::string_view& path, std::string_view word) {
    if (!ascii_iequals(path.substr(0, word.size()), word)) return false;
    if (path.size() == word.size()) {
        path = {};
        return true;
    }
    if (path[word.size()] != '/') return false;
    path.remove_prefix(word.size() + 1);
    return true;
}

// What stands behind "/api/v1/".
RestTarget resolve(std::string_view rest) {
    using Resource = RestTarget::Resource;
    RestTarget target;
    if (rest.empty()) {
        target.resource = Resource::list;
        return target;
    }
    target.match = match_rest_resource(rest);
    if (!target.match.rows.empty()) {
        target.resource = Resource::resource;
        return target;
    }
    if (!take_segment(rest, "Agents")) return target;
    for (const Service service : rest_agents)
        if (std::string_view name = rest; take_segment(name, name_of(service)))
            target.operation = find_operation_any_case(service, name);
    if (target.operation != nullptr) target.resource = Resource::agent;
    return target;
}

}  // namespace

std::optional<RestTarget> match_rest(std::string_view path) {
    constexpr auto none = std::string_view::npos;
    if (path.ends_with('/')) path.remove_suffix(1);
    // From the end: the last "api" is ours, whatever stands before it is the installation's own prefix.
    for (std::size_t at = path.rfind('/'); at != none; at = at == 0 ? none : path.rfind('/', at - 1)) {
        std::string_view rest = path.substr(at + 1);
        if (!take_segment(rest, "api")) continue;
        const bool is_root = rest.empty();
        if (!is_root && !take_segment(rest, "v1")) continue;
        RestTarget target = is_root ? RestTarget{RestTarget::Resource::root} : resolve(rest);
        target.prefix = path.substr(0, at);
        return target;
    }
    return std::nullopt;
}

std::string allowed_methods(const RestTarget& target) {
    switch (target.resource) {
        case RestTarget::Resource::root:
        case RestTarget::Resource::list: return "GET, HEAD";
        case RestTarget::Resource::agent: return "GET, HEAD, POST";
        case RestTarget::Resource::resource: break;
        case RestTarget::Resource::unknown: return {};
    }
    std::string methods;
    for (const RestResource& row : target.match.rows) {
        if (!methods.empty()) methods += ", ";
        methods += row.method;
        if (row.method == "GET") methods += ", HEAD";
    }
    return methods;
}

}  // namespace uag
