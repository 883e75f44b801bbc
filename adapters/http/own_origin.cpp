#include "adapters/http/own_origin.hpp"

#include "core/base/text.hpp"

namespace uag::http {

std::string_view host_of(std::string_view url) {
    const std::size_t slashes = url.find("://");
    if (slashes == std::string_view::npos) return {};
    url.remove_prefix(slashes + 3);
    return url.substr(0, url.find('/'));
}

std::string_view without_default_port(std::string_view authority, std::string_view scheme) {
    const std::string_view port = ascii_iequals(scheme, "https") ? ":443" : ":80";
    for (const std::string_view end : {port, std::string_view(":")})
        if (authority.size() > end.size() && authority.ends_with(end))
            return authority.substr(0, authority.size() - end.size());
    return authority;
}

bool is_own_origin(std::string_view origin, const HttpRequest& request) {
    // Browsers leave the scheme's own port out; proxies may write it into Host.
    const std::string_view scheme = origin.substr(0, origin.find(':'));
    const std::string_view host = without_default_port(host_of(origin), scheme);
    if (host.empty()) return false;
    return ascii_iequals(host, without_default_port(host_of(request.base_url), scheme)) ||
           ascii_iequals(host, without_default_port(request.header("Host"), scheme));
}

}  // namespace uag::http
