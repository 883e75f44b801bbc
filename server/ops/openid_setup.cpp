#include "server/ops/openid_setup.hpp"

#include <sys/stat.h>

#include <fstream>

#include "adapters/openid/provider.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::size_t longest = 64 * 1024;

Result<Secret> secret_of(const std::string& path, const char* setting) {
    if (path.empty()) return Secret();
    const auto wrong = [&](const char* what) {
        return fail(errc::invalid_argument, path + ": " + what + " (" + setting + ")");
    };
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return wrong("cannot be read");
    if ((status.st_mode & 007) != 0) return wrong("everybody can read or write it; run chmod o= on it");
    std::ifstream file(path, std::ios::binary);
    std::string text(longest, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    const auto size = static_cast<std::size_t>(file.gcount());
    Secret secret(trim(std::string_view(text).substr(0, size)));
    wipe(text);
    if (!file.eof()) return wrong("cannot be read, or is too long");
    if (secret.empty()) return wrong("is empty");
    return secret;
}

}  // namespace

Result<std::unique_ptr<OpenIdProvider>> open_openid_provider(const Config& config, const Clock& clock,
                                                             Random& random) {
    const Config::OpenId& from = config.openid;
    if (from.issuer.empty()) return std::unique_ptr<OpenIdProvider>();
    auto client_secret = secret_of(from.client_secret_file, "openid.client_secret_file");
    if (!client_secret.has_value()) return client_secret.error();
    auto token = secret_of(from.registration_token_file, "openid.registration_token_file");
    if (!token.has_value()) return token.error();
    auto key = secret_of(from.decryption_key_file, "openid.decryption_key_file");
    if (!key.has_value()) return key.error();
    if (!from.ca_file.empty() && !std::ifstream(from.ca_file).is_open())
        return fail(errc::invalid_argument, from.ca_file + ": cannot be read (openid.ca_file)");

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
    error.public_text = from.decryption_key_file + ": " + error.public_text + " (openid.decryption_key_file)";
    return error;
}

}  // namespace uag
