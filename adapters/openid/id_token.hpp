// What must hold of an ID token (OpenID Connect Core 1.0, 3.1.3.7).
#pragma once

#include <string>
#include <string_view>

#include "adapters/openid/jose.hpp"
#include "core/base/clock.hpp"

namespace uag::openid {

struct Expected {
    std::string_view issuer;
    std::string_view client_id;
    std::string_view nonce;         ///< empty: the token must have none
    std::string_view access_token;  ///< that came with it
    TimePoint now{};
};

/// The token's claims as JSON text. errc::server if it is not the provider's, not for this client, not of
/// this time or not of this access token; errc::invalid_argument (Nonce) if only the nonce is another.
Result<Secret> judge_id_token(std::string_view id_token, const KeySet& keys, const Expected& expected);

}  // namespace uag::openid
