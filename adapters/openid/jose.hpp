// The part of JOSE that tokens of an OpenID provider use: signatures RS256 and ES256 (RFC 7515, 7518) under
// the keys of a JWKS (RFC 7517), and RSA-OAEP-256 with A256GCM for what is encrypted (RFC 7516).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/types.h>

#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag::openid {

/// RFC 4648 section 5 without padding; nothing if it is anything else.
std::optional<std::string> base64url_decode(std::string_view text);
std::string base64url_encode(std::string_view bytes);

inline constexpr int least_rsa_bits = 2048;  ///< a weaker RSA key is none

struct FreeKey {
    void operator()(EVP_PKEY* key) const;
};
using PublicKey = std::unique_ptr<EVP_PKEY, FreeKey>;

/// The signing keys of a provider.
class KeySet {
public:
    /// Keys that are for something else, of another type or too weak (RSA below 2048 bits) are left out.
    /// errc::server if the text is no JWKS.
    static Result<KeySet> parse(std::string_view jwks);

    /// The payload of a JWS in compact serialisation. errc::server if no key of ours signed it.
    Result<Secret> verify(std::string_view jws) const;
    /// Whether a key has the id that the JWS names; true if it names none.
    bool has_key_of(std::string_view jws) const;

private:
    struct Entry {
        std::string id;
        std::string algorithm;  // "RS256", "ES256"
        PublicKey key;
    };
    std::vector<Entry> entries_;
};

/// Opens what was encrypted for our RSA key.
class Decryption {
public:
    /// errc::invalid_argument if the PEM text holds no RSA key of at least 2048 bits.
    static Result<Decryption> from_pem(const Secret& pem);
    /// errc::invalid_argument with one text for every reason.
    Result<Secret> open(std::string_view jwe) const;

private:
    explicit Decryption(PublicKey key) : key_(std::move(key)) {}
    PublicKey key_;
};

}  // namespace uag::openid
