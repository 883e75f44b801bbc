#include "core/security/web_session.hpp"

#include <array>

#include "core/base/encoding.hpp"

namespace uag {
namespace {

constexpr std::string_view xsrf_label = "uag xsrf token";
constexpr std::size_t visit_bytes = 32;

}  // namespace

Secret xsrf_token_of(std::string_view secret) {
    return Secret(hex_encode(hmac_sha256(secret, xsrf_label)));
}

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

Secret make_visit(Random& random) {
    std::array<std::byte, visit_bytes> bits{};
    random.fill(bits);
    Secret visit(base64_encode(as_text(bits)));
    wipe(bits.data(), bits.size());
    return visit;
}

bool is_visit(std::string_view text) {
    return is_base64_of(text, visit_bytes);
}

}  // namespace uag
