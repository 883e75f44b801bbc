#include "core/security/web_session.hpp"

#include "core/base/encoding.hpp"
#include "core/base/random_text.hpp"

namespace uag {
namespace {

constexpr std::string_view xsrf_label = "uag xsrf token";

}  // namespace

Secret xsrf_token_of(std::string_view secret) { return Secret(hex_encode(hmac_sha256(secret, xsrf_label))); }

bool xsrf_token_matches(std::string_view secret, std::string_view token) {
    return equal_constant_time(xsrf_token_of(secret).reveal(), token);
}

std::optional<Evidence> web_evidence(std::string_view session, std::string_view xsrf_token) {
    if (!xsrf_token_matches(session, xsrf_token)) return std::nullopt;
    Evidence evidence;
    evidence.kind = Evidence::Kind::web;
    evidence.secret = Secret(session);
    return evidence;
}

Secret make_visit(Random& random) { return make_random_text(random); }

bool is_visit(std::string_view text) { return is_random_text(text); }

}  // namespace uag
