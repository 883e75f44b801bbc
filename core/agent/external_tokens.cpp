// Tokens of another provider, kept for whoever handed them in. Core has no JSON: the three texts are sealed
// together in a form of their own.
#include "core/agent/external_tokens.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/agent/fields.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::size_t max_token = 64 * 1024;  // code points
constexpr std::size_t max_encrypted = 2 * max_token;  // of a JWE, in base64 once or twice
constexpr std::size_t max_code = 4096;                // of a code or a nonce, which go to the provider
constexpr std::size_t record_key_bytes = 32;

Error wrong_provider() { return wrong_argument("Provider", "There is no OpenID provider of this name."); }

// `5:hello`, or `-` for nil.
void append_text(std::string& out, const String& text) {
    if (!text.has_value()) {
        out += '-';
        return;
    }
    (out += std::to_string(text.text.size())) += ':';
    out += text.text;
}

std::optional<String> take_text(std::string_view& rest) {
    if (rest.empty()) return std::nullopt;
    String text;
    if (rest.front() == '-') {
        rest.remove_prefix(1);
        text.presence = Presence::nil;
        return text;
    }
    std::size_t size = 0;
    const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
    if (failure != std::errc{}) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (rest.empty() || rest.front() != ':' || rest.size() - 1 < size) return std::nullopt;
    text = rest.substr(1, size);
    rest.remove_prefix(1 + size);
    return text;
}

Secret packed(const TokenManagementInfo& tokens) {
    std::string out;
    out.reserve(tokens.access_token.text.size() + tokens.refresh_token.text.size() + tokens.claims.text.size() + 64);
    append_text(out, tokens.access_token);
    append_text(out, tokens.refresh_token);
    append_text(out, tokens.claims);
    return Secret(std::move(out));
}

bool unpack(std::string_view plain, TokenManagementInfo& tokens) {
    for (String* text : {&tokens.access_token, &tokens.refresh_token, &tokens.claims}) {
        std::optional<String> taken = take_text(plain);
        if (!taken) return false;
        *text = std::move(*taken);
    }
    return plain.empty();
}

Result<void> judge(const TokenManagementInfo& tokens, std::string& provider) {
    FieldErrors errors;
    provider = errors.text("Provider", tokens.provider.text, max_text);
    errors.secret("AccessToken", tokens.access_token.text, max_token);
    errors.secret("RefreshToken", tokens.refresh_token.text, max_token);
    errors.secret("Claims", tokens.claims.text, max_token);
    return errors.result();
}

void wipe_tokens(TokenManagementInfo& tokens) {
    wipe(tokens.access_token.text);
    wipe(tokens.refresh_token.text);
    wipe(tokens.claims.text);
}

// RFC 7636 4.1.
bool is_pkce_verifier(std::string_view text) {
    if (text.size() < 43 || text.size() > 128) return false;
    return std::ranges::all_of(
        text, [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~'; });
}

}  // namespace

Error no_provider() { return fail(errc::server, "No OpenID provider is configured."); }

Task<Result<Secret>> ExternalTokens::save_external_tokens(const Context& context,
                                                          const TokenManagementInfoRequest& request) {
    if (!request.token_management_info.has_value())
        co_return wrong_argument("TokenManagementInfo", "Tokens are needed.");
    co_return co_await keep(context, *request.token_management_info);
}

Task<Result<Secret>> ExternalTokens::decrypt_and_save_external_tokens(const Context& context,
                                                                      const TokenManagementInfoRequest& request) {
    if (provider_ == nullptr) co_return no_provider();
    if (!request.token_management_info.has_value())
        co_return wrong_argument("TokenManagementInfo", "Tokens are needed.");
    TokenManagementInfo tokens = *request.token_management_info;
    if (!is_our_provider(tokens.provider.text)) co_return wrong_provider();
    tokens.provider = provider_->name();
    const std::array<std::pair<const char*, String*>, 3> texts{
        {{"AccessToken", &tokens.access_token}, {"RefreshToken", &tokens.refresh_token}, {"Claims", &tokens.claims}}};
    for (const auto& [field, text] : texts) {
        if (text->blank()) continue;
        if (text->text.size() > max_encrypted) {
            wipe_tokens(tokens);
            co_return too_long(field, max_encrypted);
        }
        const Result<Secret> plain = co_await provider_->decrypt(text->text);
        if (!plain.has_value()) {
            Error error = plain.error();
            error.field = field;
            wipe_tokens(tokens);
            co_return error;
        }
        *text = plain->reveal();
    }
    Result<Secret> key = co_await keep(context, tokens);
    wipe_tokens(tokens);
    co_return key;
}

Task<Result<Secret>> ExternalTokens::exchange_code_and_save_tokens(const Context& context,
                                                                   const ExchangeCodeAndSaveTokensRequest& request) {
    if (provider_ == nullptr) co_return no_provider();
    if (!is_our_provider(request.provider.text)) co_return wrong_provider();
    if (request.authorization_code.blank()) co_return wrong_argument("AuthorizationCode", "A code is needed.");
    if (request.authorization_code.text.size() > max_code) co_return too_long("AuthorizationCode", max_code);
    if (request.nonce.text.size() > max_code) co_return too_long("Nonce", max_code);
    if (!is_pkce_verifier(request.pkce_verifier.text))
        co_return wrong_argument("PkceVerifier", "A PKCE verifier has 43 to 128 letters, digits and -._~ (RFC 7636).");
    if (!is_redirect_uri(request.redirect_uri.text)) co_return wrong_redirect_uri();

    Result<Registration> registration = co_await effective_registration();
    if (!registration.has_value()) co_return registration.error();
    if (registration->client.client_id.empty())
        co_return fail(errc::server, "This installation is not registered with the OpenID provider.");
    CodeExchange exchange{Secret(std::string_view(request.authorization_code.text)), request.nonce.text,
                          Secret(std::string_view(request.pkce_verifier.text)), request.redirect_uri.text};
    Result<ProviderTokens> given = co_await provider_->exchange(std::move(exchange), std::move(registration->client));
    if (!given.has_value()) co_return given.error();

    TokenManagementInfo tokens;
    tokens.provider = provider_->name();
    tokens.access_token = given->access_token.reveal();
    tokens.refresh_token = given->refresh_token.reveal();
    tokens.claims = given->claims.reveal();
    Result<Secret> key = co_await keep(context, tokens);
    wipe_tokens(tokens);
    co_return key;
}

Task<Result<Box<TokenManagementInfo>>> ExternalTokens::get_external_tokens(const Context& context,
                                                                           const GetExternalTokensRequest& request) {
    // No key that was ever given is of another length.
    if (request.key.text.size() != 2 * record_key_bytes) co_return Box<TokenManagementInfo>::nil();
    const Digest key = sha256(request.key.text);
    auto look = [&](Rows& rows) -> Result<Box<TokenManagementInfo>> {
        const Result<std::optional<ExternalTokenRecord>> stored = rows.external_token(key);
        if (!stored.has_value()) return stored.error();
        // Somebody else's key looks like one that never was.
        if (!stored->has_value() || (*stored)->associate_id != context.caller.associate_id)
            return Box<TokenManagementInfo>::nil();
        const std::chrono::days life = changes_.quotas().external_token_life;
        if (life.count() != 0 && changes_.now() - (*stored)->saved >= life) return Box<TokenManagementInfo>::nil();
        const Result<Secret> plain = box_.open((*stored)->sealed, seal_identity(**stored));
        if (!plain.has_value()) return plain.error();
        TokenManagementInfo tokens;
        tokens.base.field_properties.presence = Presence::value;
        tokens.provider = (*stored)->provider;
        if (!unpack(plain->reveal(), tokens)) return fail(errc::server, "A stored secret cannot be read.");
        return Box<TokenManagementInfo>(std::move(tokens));
    };
    co_return co_await read_rows(store_, look);
}

Task<Result<Secret>> ExternalTokens::keep(const Context& context, const TokenManagementInfo& tokens) {
    std::string provider;
    if (const Result<void> judgement = judge(tokens, provider); !judgement.has_value()) co_return judgement.error();
    std::array<std::byte, record_key_bytes> bytes{};
    random_.fill(bytes);
    Secret key(hex_encode(bytes));
    wipe(bytes.data(), bytes.size());

    ExternalTokenRecord record;
    record.key = sha256(key.reveal());
    record.associate_id = context.caller.associate_id;
    record.provider = provider;
    const Secret plain = packed(tokens);
    auto work = [&](Change& change) -> Result<void> {
        Result<std::string> sealed = box_.seal_for(change.rows, plain.reveal(), seal_identity(record));
        if (!sealed.has_value()) return sealed.error();
        record.sealed = std::move(*sealed);
        const Result<void> stored = change.rows.insert_external_token(record, change.stamp);
        if (!stored.has_value()) return stored.error();
        Result<std::int32_t> gone = 0;
        if (change.quotas.external_tokens > 0)
            gone = change.rows.trim_external_tokens(record.associate_id, change.quotas.external_tokens, record.key);
        if (!gone.has_value()) return gone.error();
        change.done(record.associate_id, associate_subject(context.caller.name),
                    *gone == 0 ? "external tokens saved" : "external tokens saved, the oldest removed");
        return {};
    };
    const Result<void> stored = co_await changes_.run(context, work);
    if (!stored.has_value()) co_return stored.error();
    co_return key;
}

bool ExternalTokens::is_our_provider(std::string_view name) const {
    return trim(name).empty() || ascii_iequals(trim(name), provider_->name());
}

}  // namespace uag
