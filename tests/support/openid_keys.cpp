#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include "adapters/openid/jose.hpp"
#include "support/must.hpp"
#include "support/openid_provider.hpp"

namespace uag::test {
namespace {

using openid::base64url_encode;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string number(EVP_PKEY* key, const char* name, int size = 0) {
    BIGNUM* value = nullptr;
    must(EVP_PKEY_get_bn_param(key, name, &value) == 1, name);
    std::string bytes(static_cast<std::size_t>(size == 0 ? BN_num_bytes(value) : size), '\0');
    BN_bn2binpad(value, bytes_of(bytes), static_cast<int>(bytes.size()));
    BN_free(value);
    return bytes;
}

bool is_rsa(EVP_PKEY* key) { return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA; }

// DER to R and S side by side.
std::string raw_signature(const std::string& der) {
    const unsigned char* at = bytes_of(der);
    ECDSA_SIG* const both = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    must(both != nullptr, "signature");
    std::string raw(64, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(both), bytes_of(raw), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(both), bytes_of(raw) + 32, 32);
    ECDSA_SIG_free(both);
    return raw;
}

}  // namespace

void FreeTestKey::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

TestKey make_rsa_key() { return TestKey(EVP_RSA_gen(2048), FreeTestKey{}); }
TestKey make_p256_key() { return TestKey(EVP_EC_gen("P-256"), FreeTestKey{}); }

std::string private_pem(EVP_PKEY* key) {
    BIO* const bio = BIO_new(BIO_s_mem());
    must(PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "PEM");
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string pem(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return pem;
}

std::string jwk_of(EVP_PKEY* key, const std::string& id) {
    const std::string common = "\"use\":\"sig\",\"kid\":\"" + id + "\",";
    if (is_rsa(key))
        return "{\"kty\":\"RSA\"," + common + "\"n\":\"" + base64url_encode(number(key, OSSL_PKEY_PARAM_RSA_N)) +
               "\",\"e\":\"" + base64url_encode(number(key, OSSL_PKEY_PARAM_RSA_E)) + "\"}";
    return "{\"kty\":\"EC\",\"crv\":\"P-256\"," + common + "\"x\":\"" +
           base64url_encode(number(key, OSSL_PKEY_PARAM_EC_PUB_X, 32)) + "\",\"y\":\"" +
           base64url_encode(number(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32)) + "\"}";
}

std::string sign_jws(EVP_PKEY* key, const std::string& id, const std::string& claims, const std::string& algorithm) {
    const std::string stated = !algorithm.empty() ? algorithm : is_rsa(key) ? "RS256" : "ES256";
    const std::string header = "{\"alg\":\"" + stated + "\",\"kid\":\"" + id + "\"}";
    const std::string what = base64url_encode(header) + '.' + base64url_encode(claims);
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    must(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key) == 1, "sign");
    std::size_t size = 0;
    must(EVP_DigestSign(context, nullptr, &size, bytes_of(what), what.size()) == 1, "sign");
    std::string signature(size, '\0');
    must(EVP_DigestSign(context, bytes_of(signature), &size, bytes_of(what), what.size()) == 1, "sign");
    signature.resize(size);
    EVP_MD_CTX_free(context);
    return what + '.' + base64url_encode(is_rsa(key) ? signature : raw_signature(signature));
}

std::string encrypt_jwe(EVP_PKEY* key, std::string_view plain, const std::string& algorithm) {
    const std::string header = base64url_encode("{\"alg\":\"" + algorithm + "\",\"enc\":\"A256GCM\"}");
    std::string content_key(32, '\0');
    std::string nonce(12, '\0');
    RAND_bytes(bytes_of(content_key), 32);
    RAND_bytes(bytes_of(nonce), 12);

    EVP_PKEY_CTX* const wrap = EVP_PKEY_CTX_new(key, nullptr);
    must(EVP_PKEY_encrypt_init(wrap) == 1 && EVP_PKEY_CTX_set_rsa_padding(wrap, RSA_PKCS1_OAEP_PADDING) == 1 &&
             EVP_PKEY_CTX_set_rsa_oaep_md(wrap, EVP_sha256()) == 1 &&
             EVP_PKEY_CTX_set_rsa_mgf1_md(wrap, EVP_sha256()) == 1,
         "wrap");
    std::string wrapped(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
    std::size_t size = wrapped.size();
    must(EVP_PKEY_encrypt(wrap, bytes_of(wrapped), &size, bytes_of(content_key), content_key.size()) == 1, "wrap");
    EVP_PKEY_CTX_free(wrap);

    EVP_CIPHER_CTX* const cipher = EVP_CIPHER_CTX_new();
    std::string body(plain.size(), '\0');
    std::string tag(16, '\0');
    int written = 0;
    must(
        EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nullptr, bytes_of(content_key), bytes_of(nonce)) == 1 &&
            EVP_EncryptUpdate(cipher, nullptr, &written, bytes_of(header), static_cast<int>(header.size())) == 1 &&
            EVP_EncryptUpdate(cipher, bytes_of(body), &written, bytes_of(plain), static_cast<int>(plain.size())) == 1 &&
            EVP_EncryptFinal_ex(cipher, bytes_of(tag), &written) == 1 &&
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, 16, tag.data()) == 1,
        "encrypt");
    EVP_CIPHER_CTX_free(cipher);
    return header + '.' + base64url_encode(wrapped) + '.' + base64url_encode(nonce) + '.' + base64url_encode(body) +
           '.' + base64url_encode(tag);
}

}  // namespace uag::test
