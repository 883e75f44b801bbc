// The OpenID provider as the core sees it: a port; the adapter speaks HTTPS.
#pragma once

#include <string>
#include <string_view>

#include "core/base/async.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag {

/// Tokens of another provider, as clients hand them in and get them back.
struct ProviderTokens {
    std::string provider;
    Secret access_token;
    Secret refresh_token;
    Secret claims;               ///< the ID token's claims as JSON text
};

/// One authorization code to be exchanged (RFC 6749 4.1.3, RFC 7636 4.5, OpenID Connect Core 3.1.3).
struct CodeExchange {
    Secret code;
    std::string nonce;           ///< must equal the ID token's nonce
    Secret pkce_verifier;
    std::string redirect_uri;
};

/// What a registration gave (RFC 7591).
struct ProviderRegistration {
    std::string client_id;
    Secret client_secret;        ///< empty: a public client
};

/// errc::server with a public text that says in general what failed, its detail says which answer; errc::overloaded.
class OpenIdProvider {
public:
    virtual ~OpenIdProvider() = default;
    /// The configured name, compared without regard to ASCII case.
    virtual std::string_view name() const = 0;
    /// The client that the settings name; an empty id: none, so one must be registered.
    virtual ProviderRegistration configured_client() const = 0;
    /// errc::invalid_argument too, if the provider does not take the code or the nonce is not the ID token's.
    virtual Task<Result<ProviderTokens>> exchange(CodeExchange exchange, ProviderRegistration client) = 0;
    virtual Task<Result<ProviderRegistration>> register_client(std::string redirect_uri) = 0;
    /// Whether the provider knows this client.
    virtual Task<Result<bool>> knows_client(ProviderRegistration client) = 0;
    /// Opens a token that was encrypted for this installation (JWE compact serialisation, RFC 7516).
    /// errc::invalid_argument if it is none that our key opens, errc::server without a key.
    virtual Task<Result<Secret>> decrypt(std::string encrypted) = 0;
};

}  // namespace uag
