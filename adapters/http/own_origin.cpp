#include "adapters/http/own_origin.hpp"

#include "core/base/text.hpp"
#include "core/base/uri.hpp"

namespace uag::http {

std::string_view without_default_port(std::string_view authority, std::string_view scheme) {
    const std::string_view port = ascii_iequals(scheme, "https") ? ":443" : ":80";
    for (const std::string_view end : {port, std::string_view(":")})
        if (authority.size() > end.size() && authority.ends_with(end))
            return authority.substr(0, authority.size() - end.size());
    return authority;
}

bool is_own_origin(std::string_view origin, const HttpRequest& request) {
    const std::optional<Uri> page = parse_uri(origin);
    if (!page) return false;
    const std::optional<Uri> base = parse_uri(request.base_url);
    // Browsers leave the scheme's own port out; proxies may write it into Host.
    const auto is_page = [&, host = without_default_port(page->authority, page->scheme)](std::string_view other) {
        return ascii_iequals(host, without_default_port(other, page->scheme));
    };
    return (base && is_page(base->authority)) || is_page(request.header("Host"));
}

}  // namespace uag::http
