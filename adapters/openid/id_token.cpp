#include "adapters/openid/id_token.hpp"

#include <algorithm>

#include "adapters/openid/json_text.hpp"
#include "core/base/encoding.hpp"

namespace uag::openid {
namespace {

constexpr std::int64_t clocks_differ = 60;  // seconds that the provider's clock may be off

Error refused(const char* why) {
    return fail(errc::server, "The OpenID provider's token is not valid.", std::string("ID token: ") + why);
}

// The left half of the access token's hash (3.1.3.6); every algorithm that is taken hashes with SHA-256.
bool is_hash_of(std::string_view at_hash, std::string_view access_token) {
    const Digest digest = sha256(access_token);
    return at_hash == base64url_encode(as_text(digest).substr(0, digest.size() / 2));
}

const char* wrong_audience(const JsonText& claims, std::string_view client_id) {
    const std::vector<std::string_view> audiences = claims.texts("aud");
    if (std::ranges::find(audiences, client_id) == audiences.end()) return "aud is another client";
    if (audiences.size() > 1 && !claims.has("azp")) return "azp is missing";
    if (claims.has("azp") && claims.text("azp") != client_id) return "azp is another client";
    return nullptr;
}

const char* wrong_time(const JsonText& claims, TimePoint now) {
    const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const auto expires = claims.number("exp");
    const auto issued = claims.number("iat");
    const auto begins = claims.number("nbf");
    // Counted on our own side: theirs may be any number.
    if (!expires || *expires <= seconds - clocks_differ) return "exp is over";
    if (!issued || *issued > seconds + clocks_differ) return "iat is to come";
    if (begins && *begins > seconds + clocks_differ) return "nbf is to come";
    return nullptr;
}

}  // namespace

Result<Secret> judge_id_token(std::string_view id_token, const KeySet& keys, const Expected& expected) {
    Result<Secret> payload = keys.verify(id_token);
    if (!payload.has_value()) return payload.error();
    const auto claims = JsonText::parse(payload->reveal());
    if (!claims) return refused("no JSON object");
    if (claims->text("iss") != expected.issuer) return refused("iss is another provider");
    if (claims->text("sub").empty()) return refused("sub is missing");
    if (const char* const wrong = wrong_audience(*claims, expected.client_id)) return refused(wrong);
    if (const char* const wrong = wrong_time(*claims, expected.now)) return refused(wrong);
    if (claims->has("at_hash") && !is_hash_of(claims->text("at_hash"), expected.access_token))
        return refused("at_hash is of another access token");
    if (claims->text("nonce") != expected.nonce) {
        Error error = fail(errc::invalid_argument, "The ID token was issued for another nonce.");
        error.field = "Nonce";
        return error;
    }
    return payload;
}

}  // namespace uag::openid
