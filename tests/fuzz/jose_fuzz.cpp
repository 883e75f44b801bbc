// Keys and tokens of an OpenID provider: whatever comes, nobody is proven by it, and base64url is one spelling.
#include "adapters/openid/jose.hpp"
#include "fuzz/target.hpp"

namespace {

// Of RFC 7515 A.3; the fuzzer does not have its private half.
const uag::openid::KeySet& known_keys() {
    static const uag::openid::KeySet keys = *uag::openid::KeySet::parse(
        R"({"keys":[{"kty":"EC","crv":"P-256","kid":"1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
        R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})");
    return keys;
}

constexpr std::string_view signed_payload =
    "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";

}  // namespace

FUZZ_TARGET(jose) {
    if (const auto decoded = uag::openid::base64url_decode(bytes))
        FUZZ_HOLDS(uag::openid::base64url_encode(*decoded) == bytes);
    const auto payload = known_keys().verify(bytes);
    // The one that the RFC signed is a seed.
    if (payload.has_value()) FUZZ_HOLDS(payload->reveal() == signed_payload);
    static_cast<void>(known_keys().has_key_of(bytes));
    const auto keys = uag::openid::KeySet::parse(bytes);
    if (!keys.has_value()) FUZZ_HOLDS(keys.error().code == uag::errc::server);
}
