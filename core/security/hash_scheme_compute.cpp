#include "core/security/hash_scheme_compute.hpp"

#include <crypt.h>
#include <openssl/evp.h>

#include <bit>
#include <cerrno>
#include <new>
#include <stdexcept>

#include "core/base/encoding.hpp"
#include "core/base/secret.hpp"

namespace uag::hash_compute {
namespace {

constexpr std::size_t vain_bytes = 16;  // of a salt and a tag that are nobody's

// What OpenSSL may take for scrypt; a hash within the limits takes half of it.
constexpr std::uint64_t most_scrypt_memory = 512U * 1024 * 1024;

const EVP_MD* digest_of(HashScheme scheme) {
    if (scheme == HashScheme::pbkdf2_sha1 || scheme == HashScheme::salted_sha1) return EVP_sha1();
    return scheme == HashScheme::pbkdf2_sha512 ? EVP_sha512() : EVP_sha256();
}

std::string vain_setting(const ForeignHash& hash) {
    if (hash.scheme == HashScheme::bcrypt) {
        const int log2 = 63 - std::countl_zero(hash.cost.units);
        return std::string("$2b$") + (log2 < 10 ? "0" : "") + std::to_string(log2) + '$' + std::string(22, '.');
    }
    return (hash.scheme == HashScheme::sha256crypt ? "$5$rounds=" : "$6$rounds=") + std::to_string(hash.cost.units) +
           '$' + std::string(16, '.') + '$';
}

std::string salt_of(const ForeignHash& hash) { return hash.salt.empty() ? std::string(vain_bytes, '\0') : hash.salt; }

std::string room_for_tag(const ForeignHash& hash) {
    return std::string(hash.tag.empty() ? vain_bytes : hash.tag.size(), '\0');
}

}  // namespace

std::string crypt_tag(const ForeignHash& hash, std::string_view password) {
    if (password.find('\0') != std::string_view::npos) return {};
    const std::string setting = hash.salt.empty() ? vain_setting(hash) : hash.salt;
    std::string phrase(password);
    std::string scratch(sizeof(crypt_data), '\0');
    errno = 0;
    const char* const made =
        crypt_rn(phrase.c_str(), setting.c_str(), scratch.data(), static_cast<int>(scratch.size()));
    const int problem = errno;
    std::string tag;
    if (made != nullptr) {
        const std::string_view text(made);
        if (text.size() >= hash.tag.size()) tag = text.substr(text.size() - hash.tag.size());
    }
    wipe(phrase);
    wipe(scratch);
    // ERANGE is a password longer than crypt(3) takes. Settings were read strictly, so anything else is the library's.
    if (made == nullptr && problem != ERANGE) throw std::runtime_error("libcrypt refuses " + setting.substr(0, 4));
    return tag;
}

std::string scrypt_tag(const ForeignHash& hash, std::string_view password) {
    const std::string salt = salt_of(hash);
    std::string tag = room_for_tag(hash);
    const std::uint64_t lanes = hash.cost.units / (std::uint64_t{hash.cost.block} << hash.cost.log2_n);
    const int good = EVP_PBE_scrypt(reinterpret_cast<const char*>(octets(password)), password.size(), octets(salt),
                                    salt.size(), std::uint64_t{1} << hash.cost.log2_n, hash.cost.block, lanes,
                                    most_scrypt_memory, octets(tag.data()), tag.size());
    if (good != 1) throw std::runtime_error("OpenSSL: no memory for scrypt");
    return tag;
}

std::string pbkdf2_tag(const ForeignHash& hash, std::string_view password) {
    const std::string salt = salt_of(hash);
    std::string tag = room_for_tag(hash);
    const int good =
        PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(octets(password)), static_cast<int>(password.size()),
                          octets(salt), static_cast<int>(salt.size()), static_cast<int>(hash.cost.units),
                          digest_of(hash.scheme), static_cast<int>(tag.size()), octets(tag.data()));
    if (good != 1) throw std::runtime_error("OpenSSL: PBKDF2 failed");
    return tag;
}

std::string salted_tag(const ForeignHash& hash, std::string_view password) {
    std::string bytes(password);
    bytes += salt_of(hash);
    std::string tag(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    const int good = EVP_Digest(bytes.data(), bytes.size(), octets(tag.data()), &size, digest_of(hash.scheme), nullptr);
    wipe(bytes);
    if (good != 1) throw std::runtime_error("OpenSSL: no digest");
    tag.resize(size);
    return tag;
}

}  // namespace uag::hash_compute
