#include "adapters/rest/web_session.hpp"

#include "core/base/text.hpp"
#include "core/security/web_session.hpp"

namespace uag::rest {
namespace {

constexpr std::string_view header_missing =
    "X-XSRF-TOKEN HTTP header missing. Add X-XSRF-TOKEN HTTP header to use existing session, or sign in with an "
    "Authorization header.";
constexpr MessageId header_wrong = "The X-XSRF-TOKEN HTTP header does not belong to this session.";

}  // namespace

std::optional<std::string_view> cookie_of(const HttpRequest& request, std::string_view name) {
    std::optional<std::string_view> found;
    for (const auto& [field, value] : request.headers) {
        if (!ascii_iequals(field, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t end = rest.find(';');
            const std::string_view pair = rest.substr(0, end);
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || trim_blanks(pair.substr(0, equals)) != name) continue;
            if (found) return std::nullopt;
            found = trim_blanks(pair.substr(equals + 1));
        }
    }
    return found;
}

WebCaller read_web_caller(const HttpRequest& request) {
    WebCaller caller;
    const std::string_view token = request.header(xsrf_header);
    const auto session = cookie_of(request, session_cookie(request.base_url));
    caller.is_page = session.has_value() || !token.empty();
    if (!session) return caller;
    if (token.empty()) {
        caller.refusal = Message::verbatim(std::string(header_missing));
    } else if (auto evidence = web_evidence(*session, token)) {
        caller.evidence = std::move(*evidence);
    } else {
        caller.refusal = header_wrong;
    }
    return caller;
}

void leave_out_dialog(HttpReply& reply) {
    std::erase_if(reply.headers, [](const auto& header) {
        return header.first == "WWW-Authenticate" && header.second.starts_with("Basic");
    });
}

}  // namespace uag::rest
