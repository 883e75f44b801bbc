#include "adapters/openid/provider.hpp"

#include <array>

#include "adapters/json/writer.hpp"
#include "adapters/openid/https.hpp"
#include "adapters/openid/id_token.hpp"
#include "adapters/openid/json_text.hpp"
#include "adapters/openid/metadata.hpp"
#include "adapters/outbound/worker.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace openid {
namespace {

Error refused(const char* what, long status, std::string_view code) {
    return fail(errc::server, "The OpenID provider refused the request.",
                std::string(what) + ": status " + std::to_string(status) + ' ' + std::string(code));
}

// The error code of RFC 6749 5.2: a word of the provider's, cut to what a log can take.
std::string error_code(const HttpsAnswer& answer) {
    const auto document = JsonText::parse(answer.body.reveal());
    std::string code(document ? document->text("error").substr(0, 64) : std::string_view{});
    for (char& c : code)
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F) c = '?';
    return code;
}

// application/x-www-form-urlencoded, every byte but the unreserved ones escaped.
void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_') {
            out += c;
            continue;
        }
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
}

// A form whose buffer is large enough from the start, so that no copy of a secret stays behind.
class Form {
public:
    Form() { text_.reserve(std::size_t{64} * 1024); }
    ~Form() { wipe(text_); }
    Form(const Form&) = delete;
    Form& operator=(const Form&) = delete;
    void add(std::string_view name, std::string_view value) {
        if (!text_.empty()) text_ += '&';
        text_ += name;
        text_ += '=';
        append_encoded(text_, value);
    }
    Secret take() { return Secret(std::move(text_)); }

private:
    std::string text_;
};

Secret basic_field(const ProviderRegistration& client) {
    std::string pair;
    append_encoded(pair, client.client_id);
    pair += ':';
    append_encoded(pair, client.client_secret.reveal());
    std::string encoded = base64_encode(pair);
    Secret field("Authorization: Basic " + encoded);
    wipe(pair);
    wipe(encoded);
    return field;
}

class Provider final : public OpenIdProvider {
public:
    Provider(OpenIdSettings settings, std::optional<Decryption> decryption, const Clock& clock, Random& random)
        : settings_(std::move(settings)),
          decryption_(std::move(decryption)),
          clock_(clock),
          random_(random),
          https_(settings_, stopping_),
          cache_(settings_, https_, clock),
          worker_("the OpenID provider", settings_.threads, settings_.waiting, stopping_) {}

    std::string_view name() const override { return settings_.name; }
    ProviderRegistration configured_client() const override { return {settings_.client_id, settings_.client_secret}; }

    Task<Result<ProviderTokens>> exchange(CodeExchange code, ProviderRegistration client) override {
        auto work = [this, &code, &client] { return exchanged(code, client); };
        co_return co_await worker_.run(work);
    }
    Task<Result<ProviderRegistration>> register_client(std::string redirect_uri) override {
        auto work = [this, &redirect_uri] { return registered(redirect_uri); };
        co_return co_await worker_.run(work);
    }
    Task<Result<bool>> knows_client(ProviderRegistration client) override {
        auto work = [this, &client] { return known(client); };
        co_return co_await worker_.run(work);
    }
    Task<Result<Secret>> decrypt(std::string encrypted) override {
        if (!decryption_) co_return fail(errc::server, "No key for encrypted tokens is configured.");
        auto work = [this, &encrypted] { return decryption_->open(encrypted); };
        co_return co_await worker_.run(work);
    }

private:
    Result<ProviderTokens> exchanged(const CodeExchange& code, const ProviderRegistration& client);
    Result<ProviderRegistration> registered(const std::string& redirect_uri);
    Result<bool> known(const ProviderRegistration& client);
    Result<HttpsAnswer> ask_tokens(const Metadata& metadata, const CodeExchange& code,
                                   const ProviderRegistration& client);

    const OpenIdSettings settings_;
    const std::optional<Decryption> decryption_;
    const Clock& clock_;
    Random& random_;
    std::atomic<bool> stopping_{false};
    HttpsClient https_;
    MetadataCache cache_;
    Worker worker_;  // last: its threads use the others until it is gone
};

// RFC 6749 4.1.3 with the client's authentication of 2.3.1 and the verifier of RFC 7636 4.5.
Result<HttpsAnswer> Provider::ask_tokens(const Metadata& metadata, const CodeExchange& code,
                                         const ProviderRegistration& client) {
    Form form;
    form.add("grant_type", "authorization_code");
    form.add("code", code.code.reveal());
    form.add("redirect_uri", code.redirect_uri);
    form.add("code_verifier", code.pkce_verifier.reveal());
    std::vector<Secret> fields{Secret(std::string_view("Content-Type: application/x-www-form-urlencoded")),
                               Secret(std::string_view("Accept: application/json"))};
    const bool basic = !client.client_secret.empty() && metadata.basic;
    if (basic) fields.push_back(basic_field(client));
    if (!basic) form.add("client_id", client.client_id);
    if (!basic && !client.client_secret.empty()) form.add("client_secret", client.client_secret.reveal());
    return https_.post(metadata.token_endpoint, form.take(), std::move(fields));
}

Result<ProviderTokens> Provider::exchanged(const CodeExchange& code, const ProviderRegistration& client) {
    const auto metadata = cache_.metadata();
    if (!metadata.has_value()) return metadata.error();
    const Result<HttpsAnswer> answer = ask_tokens(**metadata, code, client);
    if (!answer.has_value()) return answer.error();
    if (answer->status != 200) {
        const std::string error = error_code(*answer);
        if (error != "invalid_grant") return refused("token_endpoint", answer->status, error);
        Error wrong = fail(errc::invalid_argument, "The OpenID provider does not accept the authorization code.");
        wrong.field = "AuthorizationCode";
        return wrong;
    }
    const auto document = JsonText::parse(answer->body.reveal());
    if (!document) return answer_not_valid("token_endpoint: no JSON object");
    const std::string_view access_token = document->text("access_token");
    const std::string_view id_token = document->text("id_token");
    if (access_token.empty() || id_token.empty() || !ascii_iequals(document->text("token_type"), "Bearer"))
        return answer_not_valid("token_endpoint: access_token, id_token or token_type Bearer is missing");
    const auto keys = cache_.keys_for(**metadata, id_token);
    if (!keys.has_value()) return keys.error();
    Result<Secret> claims =
        judge_id_token(id_token, **keys, {settings_.issuer, client.client_id, code.nonce, access_token, clock_.now()});
    if (!claims.has_value()) return claims.error();
    return ProviderTokens{settings_.name, Secret(access_token), Secret(document->text("refresh_token")),
                          std::move(*claims)};
}

// RFC 7591 3.
Result<ProviderRegistration> Provider::registered(const std::string& redirect_uri) {
    if (!settings_.registration)
        return fail(errc::server,
                    "No client of the OpenID provider is configured, and registration is off (openid.registration).");
    const auto metadata = cache_.metadata();
    if (!metadata.has_value()) return metadata.error();
    if ((*metadata)->registration_endpoint.empty())
        return fail(errc::server, "The OpenID provider does not let clients register.");
    std::string body = "{\"application_type\":\"web\",\"client_name\":\"useragentd\",\"redirect_uris\":[";
    json::append_string(body, redirect_uri);
    body +=
        "],\"response_types\":[\"code\"],\"grant_types\":[\"authorization_code\",\"refresh_token\"],"
        "\"token_endpoint_auth_method\":";
    body += (*metadata)->basic ? "\"client_secret_basic\"}" : "\"client_secret_post\"}";
    std::vector<Secret> fields{Secret(std::string_view("Content-Type: application/json")),
                               Secret(std::string_view("Accept: application/json"))};
    if (!settings_.registration_token.empty())
        fields.emplace_back("Authorization: Bearer " + std::string(settings_.registration_token.reveal()));
    const Result<HttpsAnswer> answer =
        https_.post((*metadata)->registration_endpoint, Secret(std::move(body)), std::move(fields));
    if (!answer.has_value()) return answer.error();
    if (answer->status != 201 && answer->status != 200)
        return refused("registration_endpoint", answer->status, error_code(*answer));
    const auto document = JsonText::parse(answer->body.reveal());
    if (!document || document->text("client_id").empty())
        return answer_not_valid("registration_endpoint: client_id is missing");
    return ProviderRegistration{std::string(document->text("client_id")), Secret(document->text("client_secret"))};
}

// There is no question "do you know me": a code that cannot be right is refused as such to a client that is
// known, and as invalid_client to one that is not (RFC 6749 5.2).
Result<bool> Provider::known(const ProviderRegistration& client) {
    const auto metadata = cache_.metadata();
    if (!metadata.has_value()) return metadata.error();
    std::array<std::byte, 32> bytes{};
    random_.fill(bytes);
    const std::string nonsense = hex_encode(bytes);
    const CodeExchange code{
        Secret(std::string_view(nonsense)), {}, Secret(std::string_view(nonsense)), "https://localhost/"};
    const Result<HttpsAnswer> answer = ask_tokens(**metadata, code, client);
    if (!answer.has_value()) return answer.error();
    const std::string error = error_code(*answer);
    if (answer->status == 401 || error == "invalid_client") return false;
    if (answer->status < 400 || answer->status >= 500 || error.empty())
        return refused("token_endpoint", answer->status, error);
    return true;
}

}  // namespace
}  // namespace openid

Result<std::unique_ptr<OpenIdProvider>> make_openid_provider(OpenIdSettings settings, const Clock& clock,
                                                             Random& random) {
    std::optional<openid::Decryption> decryption;
    if (!settings.decryption_key.empty()) {
        Result<openid::Decryption> key = openid::Decryption::from_pem(settings.decryption_key);
        if (!key.has_value()) return key.error();
        decryption.emplace(std::move(*key));
    }
    if (settings.name.empty()) settings.name = settings.issuer;
    return std::unique_ptr<OpenIdProvider>(
        std::make_unique<openid::Provider>(std::move(settings), std::move(decryption), clock, random));
}

}  // namespace uag
