// Base64 (RFC 4648 section 4), hexadecimal and SHA-256: the byte encodings that tickets and credentials use.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace uag {

using Digest = std::array<std::byte, 32>;  ///< a SHA-256 value

std::string base64_encode(std::string_view bytes);

/// Strict: canonical alphabet, correct padding, no white space, zero trailing bits; nothing otherwise.
std::optional<std::string> base64_decode(std::string_view text);

/// The same of a text without its padding, as PHC strings have it.
std::optional<std::string> base64_decode_unpadded(std::string_view text);

/// Whether base64_decode would give exactly so many bytes; decodes nothing.
bool is_base64_of(std::string_view text, std::size_t bytes);

/// Lower-case hexadecimal.
std::string hex_encode(std::span<const std::byte> bytes);

/// 64 hexadecimal digits of either case; nothing otherwise.
std::optional<Digest> digest_from_hex(std::string_view text);

/// SHA-256 (FIPS 180-4) of the bytes.
Digest sha256(std::string_view bytes);

/// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(std::string_view key, std::string_view bytes);

/// The bytes as OpenSSL wants them; never null.
inline const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
}
inline unsigned char* octets(char* text) { return reinterpret_cast<unsigned char*>(text); }

inline std::string_view as_text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace uag
