#include "server/http/own_origin.hpp"

#include "core/base/text.hpp"

namespace uag::http {

std::string_view host_of(std::string_view url) {
    const std::size_t slashes = url.find("://");
    if (slashes == std::string_view::npos) return {};
    url.remove_prefix(slashes + 3);
    return url.substr(0, url.find('/'));
}

bool is_own_origin(std::string_view origin, const HttpRequest& request) {
    const std::string_view host = host_of(origin);
    if (host.empty()) return false;
    return ascii_iequals(host, host_of(request.base_url)) || ascii_iequals(host, request.header("Host"));
}

}  // namespace uag::http
