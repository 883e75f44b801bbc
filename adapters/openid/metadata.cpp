#include "adapters/openid/metadata.hpp"

#include <algorithm>

#include "adapters/openid/json_text.hpp"
#include "core/base/uri.hpp"

namespace uag::openid {
namespace {

constexpr std::chrono::hours kept_for{1};

std::string discovery_of(std::string issuer) {
    while (issuer.ends_with('/')) issuer.pop_back();
    return issuer + "/.well-known/openid-configuration";
}

// An endpoint is asked over https or not at all.
std::string endpoint_of(const JsonText& document, std::string_view name) {
    const std::string_view url = document.text(name);
    const std::optional<Uri> uri = parse_uri(url);
    return std::string(uri && uri->is("https") ? url : std::string_view{});
}

}  // namespace

Error answer_not_valid(std::string why) {
    return fail(errc::server, "The OpenID provider's answer is not valid.", std::move(why));
}

template <class T> std::shared_ptr<const T> MetadataCache::fresh(const Kept<T>& kept) {
    const std::scoped_lock lock(mutex_);
    const TimePoint now = clock_.now();
    // A clock that was set back does not keep it longer.
    return kept.value && kept.since <= now && now - kept.since < kept_for ? kept.value : nullptr;
}

Result<std::shared_ptr<const Metadata>> MetadataCache::metadata() {
    if (auto known = fresh(metadata_)) return known;
    const Result<HttpsAnswer> answer = https_.get(discovery_of(settings_.issuer));
    if (!answer.has_value()) return answer.error();
    if (answer->status != 200) return answer_not_valid("discovery: status " + std::to_string(answer->status));
    const auto document = JsonText::parse(answer->body.reveal());
    if (!document) return answer_not_valid("discovery: no JSON object");
    if (document->text("issuer") != settings_.issuer) return answer_not_valid("discovery: issuer is another one");
    auto metadata = std::make_shared<Metadata>();
    metadata->token_endpoint = endpoint_of(*document, "token_endpoint");
    metadata->registration_endpoint = endpoint_of(*document, "registration_endpoint");
    metadata->jwks_uri = endpoint_of(*document, "jwks_uri");
    if (metadata->token_endpoint.empty() || metadata->jwks_uri.empty())
        return answer_not_valid("discovery: token_endpoint or jwks_uri is no https URL");
    const std::vector<std::string_view> methods = document->texts("token_endpoint_auth_methods_supported");
    metadata->basic = methods.empty() || std::ranges::find(methods, "client_secret_basic") != methods.end();
    const std::scoped_lock lock(mutex_);
    metadata_ = {metadata, clock_.now()};
    return std::shared_ptr<const Metadata>(metadata);
}

Result<std::shared_ptr<const KeySet>> MetadataCache::keys_for(const Metadata& metadata, std::string_view jws) {
    auto known = fresh(keys_);
    if (known && known->has_key_of(jws)) return known;
    const Result<HttpsAnswer> answer = https_.get(metadata.jwks_uri);
    if (!answer.has_value()) return answer.error();
    if (answer->status != 200) return answer_not_valid("jwks_uri: status " + std::to_string(answer->status));
    Result<KeySet> parsed = KeySet::parse(answer->body.reveal());
    if (!parsed.has_value()) return parsed.error();
    auto keys = std::make_shared<const KeySet>(std::move(*parsed));
    const std::scoped_lock lock(mutex_);
    keys_ = {keys, clock_.now()};
    return keys;
}

}  // namespace uag::openid
