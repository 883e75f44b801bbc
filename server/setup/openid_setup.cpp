#include "server/setup/openid_setup.hpp"

#include "adapters/files/secret_file.hpp"
#include "adapters/openid/provider.hpp"
#include "server/setup/readable_file.hpp"

namespace uag {

Result<std::unique_ptr<OpenIdProvider>> open_openid_provider(const Config& config, const Clock& clock, Random& random) {
    const Config::OpenId& from = config.openid;
    if (from.issuer.empty()) return std::unique_ptr<OpenIdProvider>();
    auto client_secret = read_secret_file(from.client_secret_file, "openid.client_secret_file");
    if (!client_secret.has_value()) return client_secret.error();
    auto token = read_secret_file(from.registration_token_file, "openid.registration_token_file");
    if (!token.has_value()) return token.error();
    auto key = read_secret_file(from.decryption_key_file, "openid.decryption_key_file");
    if (!key.has_value()) return key.error();
    if (const Result<void> found = check_readable(from.ca_file, "openid.ca_file"); !found.has_value())
        return found.error();

    OpenIdSettings settings;
    settings.name = from.name;
    settings.issuer = from.issuer;
    settings.client_id = from.client_id;
    settings.client_secret = std::move(*client_secret);
    settings.registration = from.registration;
    settings.registration_token = std::move(*token);
    settings.ca_file = from.ca_file;
    settings.proxy = from.proxy;
    settings.decryption_key = std::move(*key);
    settings.timeout = from.timeout;
    auto provider = make_openid_provider(std::move(settings), clock, random);
    if (provider.has_value()) return provider;
    Error error = provider.error();
    error.public_text = Message::verbatim(from.decryption_key_file + ": " + error.public_text.english() +
                                          " (openid.decryption_key_file)");
    return error;
}

}  // namespace uag
