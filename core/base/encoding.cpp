#include "core/base/encoding.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <charconv>
#include <memory>
#include <stdexcept>

#include "core/base/secret.hpp"

namespace uag {
namespace {

constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<signed char, 256> base64_values = [] {
    std::array<signed char, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < base64_alphabet.size(); ++i)
        values[static_cast<unsigned char>(base64_alphabet[i])] = static_cast<signed char>(i);
    return values;
}();

// One context a thread, kept: setting one up costs more than hashing a ticket.
EVP_MD_CTX* thread_context() {
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    thread_local const std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
    return context.get();
}

const EVP_MD* sha256_algorithm() {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}

struct FreeMac {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using Mac = std::unique_ptr<EVP_MAC_CTX, FreeMac>;

// Has its hash but no key yet, and is copied for each MAC: to find the hash costs more than to use it.
const EVP_MAC_CTX* hmac_without_key() {
    static const Mac made = [] {
        std::array<char, 7> hash{"SHA256"};
        const std::array<OSSL_PARAM, 2> parameters{
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, hash.data(), 0), OSSL_PARAM_construct_end()};
        EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
        Mac context(EVP_MAC_CTX_new(algorithm));
        EVP_MAC_free(algorithm);
        if (!context || EVP_MAC_CTX_set_params(context.get(), parameters.data()) != 1)
            throw std::runtime_error("HMAC failed");
        return context;
    }();
    return made.get();
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        const auto byte_at = [&](std::size_t k) -> unsigned {
            return k < left ? static_cast<unsigned char>(bytes[i + k]) : 0U;
        };
        const unsigned block = byte_at(0) << 16 | byte_at(1) << 8 | byte_at(2);
        out += base64_alphabet[block >> 18];
        out += base64_alphabet[block >> 12 & 63];
        out += left > 1 ? base64_alphabet[block >> 6 & 63] : '=';
        out += left > 2 ? base64_alphabet[block & 63] : '=';
    }
    return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
    std::string out;
    out.reserve(text.size() / 4 * 3);
    // It may be a password, as far as it was read.
    const auto unreadable = [&] {
        wipe(out);
        return std::nullopt;
    };
    unsigned block = 0;
    int bits = 0;
    for (const char c : text.substr(0, text.size() - padding)) {
        const signed char value = base64_values[static_cast<unsigned char>(c)];
        if (value < 0) return unreadable();
        block = (block << 6 | static_cast<unsigned>(value)) & 0xFFFFFFU;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        out += static_cast<char>(block >> bits & 0xFF);
    }
    if ((block & ((1U << bits) - 1)) != 0) return unreadable();
    return out;
}

std::optional<std::string> base64_decode_unpadded(std::string_view text) {
    if (text.find('=') != std::string_view::npos) return std::nullopt;
    std::string padded(text);
    padded.append((4 - padded.size() % 4) % 4, '=');
    return base64_decode(padded);
}

bool is_base64_of(std::string_view text, std::size_t bytes) {
    if (text.size() != (bytes + 2) / 3 * 4) return false;
    const std::size_t padding = (3 - bytes % 3) % 3;
    const std::string_view digits = text.substr(0, text.size() - padding);
    for (const char c : digits)
        if (base64_values[static_cast<unsigned char>(c)] < 0) return false;
    for (const char c : text.substr(digits.size()))
        if (c != '=') return false;
    const unsigned spare_bits = (1U << 2 * padding) - 1;
    return digits.empty() ||
           (static_cast<unsigned>(base64_values[static_cast<unsigned char>(digits.back())]) & spare_bits) == 0;
}

std::string hex_encode(std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const std::byte b : bytes) {
        out += digits[std::to_integer<unsigned>(b) >> 4];
        out += digits[std::to_integer<unsigned>(b) & 15];
    }
    return out;
}

std::optional<Digest> digest_from_hex(std::string_view text) {
    Digest digest{};
    if (text.size() != digest.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        unsigned value = 0;
        const char* const pair = text.data() + 2 * i;
        const auto [end, error] = std::from_chars(pair, pair + 2, value, 16);
        if (error != std::errc{} || end != pair + 2) return std::nullopt;
        digest[i] = static_cast<std::byte>(value);
    }
    return digest;
}

Digest sha256(std::string_view bytes) {
    Digest digest{};
    EVP_MD_CTX* const context = thread_context();
    if (EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr) != 1 ||
        EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(digest.data()), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
    Digest digest{};
    std::size_t size = 0;
    const Mac mac(EVP_MAC_CTX_dup(hmac_without_key()));
    if (!mac || EVP_MAC_init(mac.get(), octets(key), key.size(), nullptr) != 1 ||
        EVP_MAC_update(mac.get(), octets(bytes), bytes.size()) != 1 ||
        EVP_MAC_final(mac.get(), reinterpret_cast<unsigned char*>(digest.data()), &size, digest.size()) != 1)
        throw std::runtime_error("HMAC failed");
    return digest;
}

}  // namespace uag
