// Tokens of an OpenID provider that are kept for their associate, and this installation's registration with it.
#pragma once

#include "core/agent/changes.hpp"
#include "core/agent/openid.hpp"
#include "core/contract/answers.hpp"
#include "core/security/secret_box.hpp"

namespace uag {

/// An absolute https URI without a fragment; http only for this machine.
bool is_redirect_uri(std::string_view uri);
Error wrong_redirect_uri();
/// errc::server: the settings name no provider.
Error no_provider();

class ExternalTokens {
public:
    /// `provider` may be null: none is configured.
    ExternalTokens(Store& store, Changes& changes, SecretBox& box, Random& random, OpenIdProvider* provider)
        : store_(store), changes_(changes), box_(box), random_(random), provider_(provider) {}

    // external_tokens.cpp
    Task<Result<Secret>> save_external_tokens(const Context&, const TokenManagementInfoRequest&);
    Task<Result<Secret>> decrypt_and_save_external_tokens(const Context&, const TokenManagementInfoRequest&);
    Task<Result<Secret>> exchange_code_and_save_tokens(const Context&, const ExchangeCodeAndSaveTokensRequest&);
    Task<Result<Box<TokenManagementInfo>>> get_external_tokens(const Context&, const GetExternalTokensRequest&);

    // access_gateway.cpp
    Task<Result<Box<AccessGatewayInfo>>> get_access_gateway_info(const Context&);
    Task<Result<Box<AccessGatewayInfo>>> get_or_register_access_gateway_info(const Context&, const RedirectUriRequest&);
    Task<Result<Box<AccessGatewayInfo>>> register_with_access_gateway(const Context&, const RedirectUriRequest&);
    Task<Result<bool>> check_access_gateway_registration(const Context&);

private:
    struct Registration {
        ProviderRegistration client;     ///< an empty id: there is none
        std::string redirect_uri;
    };
    Task<Result<Registration>> effective_registration();
    Task<Result<Secret>> keep(const Context& context, const TokenManagementInfo& tokens);
    bool is_our_provider(std::string_view name) const;
    static Box<AccessGatewayInfo> info_of(const Registration& registration);

    Store& store_;
    Changes& changes_;
    SecretBox& box_;
    Random& random_;
    OpenIdProvider* const provider_;
};

}  // namespace uag
