// Decryption of a JWE (RFC 7516) with one pair of algorithms: RSA-OAEP-256 and A256GCM (RFC 7518 4.3, 5.3).
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>

#include "adapters/openid/jose.hpp"
#include "adapters/openid/json_text.hpp"
#include "core/base/encoding.hpp"

namespace uag::openid {
namespace {

constexpr std::size_t content_key_bytes = 32;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t gcm_tag_bytes = 16;
constexpr std::size_t longest_jwe = std::size_t{512} * 1024;

struct FreeBio {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeKeyContext {
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

// One text for every reason, so that nobody learns by asking which part was wrong.
Error not_for_us() {
    return fail(errc::invalid_argument, "The token cannot be decrypted with the key of this service.");
}

std::optional<Secret> unwrap(EVP_PKEY* key, std::string_view wrapped) {
    const std::unique_ptr<EVP_PKEY_CTX, FreeKeyContext> context(EVP_PKEY_CTX_new(key, nullptr));
    if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) != 1)
        return std::nullopt;
    std::string plain(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
    std::size_t size = plain.size();
    const bool opened =
        EVP_PKEY_decrypt(context.get(), octets(plain.data()), &size, octets(wrapped), wrapped.size()) == 1;
    Secret content(std::string_view(plain).substr(0, opened ? size : 0));
    wipe(plain);
    if (!opened || size != content_key_bytes) return std::nullopt;
    return content;
}

std::optional<Secret> decrypted(const Secret& key, std::string_view nonce, std::string_view header,
                                std::string_view body, std::string tag) {
    const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> cipher(EVP_CIPHER_CTX_new());
    std::string plain(body.size(), '\0');
    std::array<unsigned char, 16> rest{};
    int written = 0;
    const bool opened =
        cipher &&
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, octets(key.reveal()), octets(nonce)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &written, octets(header), static_cast<int>(header.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), octets(plain.data()), &written, octets(body), static_cast<int>(body.size())) ==
            1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, gcm_tag_bytes, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), rest.data(), &written) == 1;
    Secret secret(std::move(plain));
    if (!opened) return std::nullopt;
    return secret;
}

}  // namespace

Result<Decryption> Decryption::from_pem(const Secret& pem) {
    Error wrong = fail_in_english(errc::invalid_argument, "must be the PEM of an RSA key with at least 2048 bits");
    const std::unique_ptr<BIO, FreeBio> bio(
        BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.reveal().size())));
    if (!bio) return wrong;
    // A key with a pass phrase would ask at the terminal: it gets an empty one instead.
    char no_phrase[] = "";
    PublicKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, no_phrase));
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < least_rsa_bits)
        return wrong;
    return Decryption(std::move(key));
}

Result<Secret> Decryption::open(std::string_view jwe) const {
    if (jwe.size() > longest_jwe) return not_for_us();
    std::array<std::string_view, 5> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t end = jwe.find('.');
        if ((end == std::string_view::npos) != (i + 1 == parts.size())) return not_for_us();
        parts[i] = jwe.substr(0, end);
        jwe.remove_prefix(end == std::string_view::npos ? jwe.size() : end + 1);
    }
    const auto header_text = base64url_decode(parts[0]);
    const auto header = header_text ? JsonText::parse(*header_text) : nullptr;
    if (!header || header->text("alg") != "RSA-OAEP-256" || header->text("enc") != "A256GCM" || header->has("zip") ||
        header->has("crit"))
        return not_for_us();
    const auto wrapped = base64url_decode(parts[1]);
    const auto nonce = base64url_decode(parts[2]);
    const auto body = base64url_decode(parts[3]);
    const auto tag = base64url_decode(parts[4]);
    if (!wrapped || !nonce || !body || !tag || nonce->size() != nonce_bytes || tag->size() != gcm_tag_bytes)
        return not_for_us();
    const std::optional<Secret> key = unwrap(key_.get(), *wrapped);
    if (!key) return not_for_us();
    std::optional<Secret> plain = decrypted(*key, *nonce, parts[0], *body, *tag);
    if (!plain) return not_for_us();
    return std::move(*plain);
}

}  // namespace uag::openid
