// How this installation is registered with the OpenID provider. A client that the settings name comes before
// one that was registered; of the former only the redirect address is stored.
#include "core/agent/external_tokens.hpp"
#include "core/agent/fields.hpp"
#include "core/base/uri.hpp"

namespace uag {

// RFC 6749 3.1.2: absolute, without a fragment; without user info, which would hide the host. Clear text only for who listens on this machine (RFC 8252 7.3).
bool is_redirect_uri(std::string_view text) {
    constexpr std::size_t longest = 2000;
    if (text.size() > longest) return false;
    const std::optional<Uri> uri = parse_uri(text);
    if (!uri || uri->has_fragment || uri->has_user) return false;
    return uri->is("https") || (uri->is("http") && uri->is_on_this_machine());
}

Error wrong_redirect_uri() {
    return wrong_argument("RedirectUri",
                          "The redirect address must be an absolute https URI (http for this machine only).");
}

Task<Result<ExternalTokens::Registration>> ExternalTokens::effective_registration() {
    const ProviderRegistration configured = provider_->configured_client();
    auto look = [&](Rows& rows) -> Result<Registration> {
        Registration registration{configured, {}};
        const Result<std::optional<ClientRegistration>> stored = rows.client_registration();
        if (!stored.has_value()) return stored.error();
        const bool is_configured = !configured.client_id.empty();
        if (!stored->has_value() || (is_configured && (*stored)->client_id != configured.client_id))
            return registration;
        registration.redirect_uri = (*stored)->redirect_uri;
        if (is_configured) return registration;
        registration.client.client_id = (*stored)->client_id;
        if ((*stored)->sealed_secret.empty()) return registration;
        Result<Secret> secret = box_.open((*stored)->sealed_secret, seal_identity(**stored));
        if (!secret.has_value()) return secret.error();
        registration.client.client_secret = std::move(*secret);
        return registration;
    };
    co_return co_await read_rows(store_, look);
}

Task<Result<Box<AccessGatewayInfo>>> ExternalTokens::get_access_gateway_info(const Context&) {
    if (provider_ == nullptr) co_return Box<AccessGatewayInfo>::nil();
    const Result<Registration> registration = co_await effective_registration();
    if (!registration.has_value()) co_return registration.error();
    if (registration->client.client_id.empty()) co_return Box<AccessGatewayInfo>::nil();
    co_return info_of(*registration);
}

Task<Result<Box<AccessGatewayInfo>>> ExternalTokens::get_or_register_access_gateway_info(
    const Context& context, const RedirectUriRequest& request) {
    if (provider_ == nullptr) co_return no_provider();
    const Result<Registration> registration = co_await effective_registration();
    if (!registration.has_value()) co_return registration.error();
    if (!registration->client.client_id.empty() && !registration->redirect_uri.empty())
        co_return info_of(*registration);
    co_return co_await register_with_access_gateway(context, request);
}

Task<Result<Box<AccessGatewayInfo>>> ExternalTokens::register_with_access_gateway(const Context& context,
                                                                                  const RedirectUriRequest& request) {
    if (provider_ == nullptr) co_return no_provider();
    if (!is_redirect_uri(request.redirect_uri.text)) co_return wrong_redirect_uri();
    Registration registration{provider_->configured_client(), request.redirect_uri.text};
    const bool is_configured = !registration.client.client_id.empty();
    if (!is_configured) {
        Result<ProviderRegistration> client = co_await provider_->register_client(request.redirect_uri.text);
        if (!client.has_value()) co_return client.error();
        registration.client = std::move(*client);
    }
    auto work = [&](Change& change) -> Result<void> {
        ClientRegistration record;
        record.client_id = registration.client.client_id;
        record.redirect_uri = registration.redirect_uri;
        if (!is_configured && !registration.client.client_secret.empty()) {
            Result<std::string> sealed =
                box_.seal_for(change.rows, registration.client.client_secret.reveal(), seal_identity(record));
            if (!sealed.has_value()) return sealed.error();
            record.sealed_secret = std::move(*sealed);
        }
        const Result<void> stored = change.rows.put_client_registration(record, change.stamp);
        if (!stored.has_value()) return stored.error();
        change.done(0, "OpenID provider " + std::string(provider_->name()),
                    "client " + record.client_id + " registered");
        return {};
    };
    const Result<void> stored = co_await changes_.run(context, work);
    if (!stored.has_value()) co_return stored.error();
    co_return info_of(registration);
}

Task<Result<bool>> ExternalTokens::check_access_gateway_registration(const Context&) {
    if (provider_ == nullptr) co_return false;
    Result<Registration> registration = co_await effective_registration();
    if (!registration.has_value()) co_return registration.error();
    if (registration->client.client_id.empty()) co_return false;
    Result<bool> known = co_await provider_->knows_client(std::move(registration->client));
    if (!known.has_value()) co_return known.error();
    co_return *known;
}

Box<AccessGatewayInfo> ExternalTokens::info_of(const Registration& registration) {
    AccessGatewayInfo info;
    info.base.field_properties.presence = Presence::value;
    info.client_id = registration.client.client_id;
    info.redirect_uri = registration.redirect_uri;
    return info;
}

}  // namespace uag
