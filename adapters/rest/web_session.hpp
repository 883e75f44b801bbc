// The web session of a browser's request: its cookie, and the header that shows that our own page sent it.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/http/message.hpp"

namespace uag::rest {

/// Where the pages are served under TLS the cookie bears the prefix that browsers tie to it (RFC 6265bis 4.1.3.2).
inline std::string_view session_cookie(std::string_view base_url) {
    return base_url.starts_with("https://") ? "__Host-uag_session" : "uag_session";
}
inline constexpr std::string_view xsrf_header = "X-XSRF-TOKEN";

/// The value of the request's cookie of this name (RFC 6265 5.4). Nothing if there is none, or if it stands twice: then
/// another host of the domain may have set one of them.
std::optional<std::string_view> cookie_of(const HttpRequest& request, std::string_view name);

/// What a request without an Authorization header shows.
struct WebCaller {
    bool is_page = false;  ///< a page's script sent it: it has the cookie or the header
    Message refusal{};  ///< not empty: 401 with this text
    Evidence evidence{};  ///< none without the cookie
};
WebCaller read_web_caller(const HttpRequest& request);

/// Takes the challenge away that a browser answers with a dialog of its own: a page shows its own sign-in form.
void leave_out_dialog(HttpReply& reply);

}  // namespace uag::rest
