#include "adapters/openid/jose.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <array>

#include "adapters/openid/json_text.hpp"
#include "core/base/encoding.hpp"

namespace uag::openid {
namespace {

constexpr std::size_t p256_bytes = 32;
constexpr std::size_t longest_jws = std::size_t{256} * 1024;

template <auto Free> struct Freed {
    template <class T> void operator()(T* object) const { Free(object); }
};
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

Error not_trusted(std::string why) {
    return fail(errc::server, "The OpenID provider's token is not valid.", "JWS: " + std::move(why));
}

Number number_of(std::string_view bytes) {
    return Number(BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), nullptr));
}

PublicKey key_from(const char* type, OSSL_PARAM_BLD* builder) {
    const Params params(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    const bool made = params && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) == 1;
    return made ? PublicKey(key) : nullptr;
}

PublicKey rsa_key(const json::Value& jwk) {
    const auto modulus = base64url_decode(text_of(jwk, "n"));
    const auto exponent = base64url_decode(text_of(jwk, "e"));
    if (!modulus || !exponent || modulus->size() > 2048 || exponent->size() > 8) return nullptr;
    const Number n = number_of(*modulus);
    const Number e = number_of(*exponent);
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!n || !e || !builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return nullptr;
    PublicKey key = key_from("RSA", builder.get());
    return key && EVP_PKEY_get_bits(key.get()) >= least_rsa_bits ? std::move(key) : nullptr;
}

PublicKey p256_key(const json::Value& jwk) {
    const auto x = base64url_decode(text_of(jwk, "x"));
    const auto y = base64url_decode(text_of(jwk, "y"));
    if (text_of(jwk, "crv") != "P-256" || !x || !y || x->size() != p256_bytes || y->size() != p256_bytes)
        return nullptr;
    const std::string point = '\x04' + *x + *y;  // uncompressed (SEC 1, 2.3.3)
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
        return nullptr;
    return key_from("EC", builder.get());  // refuses a point that is not on the curve
}

// R and S side by side (RFC 7518 3.4) as the DER that OpenSSL reads.
std::string der_of(std::string_view signature) {
    if (signature.size() != 2 * p256_bytes) return {};
    Number r = number_of(signature.substr(0, p256_bytes));
    Number s = number_of(signature.substr(p256_bytes));
    const Signature both(ECDSA_SIG_new());
    if (!r || !s || !both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return {};
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(both.get(), &der);
    if (size <= 0) return {};
    std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return text;
}

bool is_signed_by(EVP_PKEY* key, std::string_view what, std::string_view signature) {
    const DigestContext context(EVP_MD_CTX_new());
    return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(what), what.size()) == 1;
}

struct Jws {
    std::string_view signed_part;
    std::string header;
    std::string payload;
    std::string signature;
};

std::optional<Jws> split(std::string_view text) {
    if (text.size() > longest_jws) return std::nullopt;
    const std::size_t first = text.find('.');
    const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    auto header = base64url_decode(text.substr(0, first));
    auto payload = base64url_decode(text.substr(first + 1, second - first - 1));
    auto signature = base64url_decode(text.substr(second + 1));
    if (!header || !payload || !signature) return std::nullopt;
    return Jws{text.substr(0, second), std::move(*header), std::move(*payload), std::move(*signature)};
}

}  // namespace

void FreeKey::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

std::optional<std::string> base64url_decode(std::string_view text) {
    std::string plain(text);
    for (char& c : plain) {
        if (c == '+' || c == '/' || c == '=') return std::nullopt;
        if (c == '-') c = '+';
        if (c == '_') c = '/';
    }
    plain.append((4 - plain.size() % 4) % 4, '=');
    return base64_decode(plain);
}

std::string base64url_encode(std::string_view bytes) {
    std::string text = base64_encode(bytes);
    while (text.ends_with('=')) text.pop_back();
    for (char& c : text) {
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    return text;
}

Result<KeySet> KeySet::parse(std::string_view jwks) {
    const auto document = JsonText::parse(jwks);
    const Error wrong = fail(errc::server, "The OpenID provider's answer is not valid.", "jwks_uri: no JWKS");
    if (!document || !document->root().HasMember("keys")) return wrong;
    const json::Value& keys = document->root()["keys"];
    if (!keys.IsArray()) return wrong;
    KeySet set;
    for (const json::Value& jwk : keys.GetArray()) {
        const std::string_view use = text_of(jwk, "use");
        if (!use.empty() && use != "sig") continue;
        const bool rsa = text_of(jwk, "kty") == "RSA";
        const std::string_view algorithm = rsa ? "RS256" : "ES256";
        const std::string_view stated = text_of(jwk, "alg");
        if (!stated.empty() && stated != algorithm) continue;
        PublicKey key = rsa ? rsa_key(jwk) : text_of(jwk, "kty") == "EC" ? p256_key(jwk) : nullptr;
        if (key) set.entries_.push_back({std::string(text_of(jwk, "kid")), std::string(algorithm), std::move(key)});
    }
    return set;
}

Result<Secret> KeySet::verify(std::string_view jws) const {
    std::optional<Jws> parts = split(jws);
    if (!parts) return not_trusted("no compact serialisation");
    Secret payload(std::move(parts->payload));
    const auto header = JsonText::parse(parts->header);
    if (!header) return not_trusted("the header is no JSON");
    if (header->has("crit")) return not_trusted("an extension that must be understood");
    const std::string_view algorithm = header->text("alg");
    const std::string_view id = header->text("kid");
    if (algorithm != "RS256" && algorithm != "ES256") return not_trusted("an algorithm that is not taken");
    const std::string signature = algorithm == "ES256" ? der_of(parts->signature) : parts->signature;
    for (const Entry& entry : entries_) {
        if (entry.algorithm != algorithm || (!id.empty() && entry.id != id)) continue;
        if (is_signed_by(entry.key.get(), parts->signed_part, signature)) return payload;
    }
    return not_trusted("no key of the provider signed it");
}

bool KeySet::has_key_of(std::string_view jws) const {
    const std::optional<Jws> parts = split(jws);
    const auto header = parts ? JsonText::parse(parts->header) : nullptr;
    if (!header || header->text("kid").empty()) return true;
    for (const Entry& entry : entries_)
        if (entry.id == header->text("kid")) return true;
    return false;
}

}  // namespace uag::openid
