// Seals secrets that must be read back: AES-256-GCM (NIST SP 800-38D) under a key that never lies in the database. What
// is sealed is bound to its row's identity, so that it cannot be moved to another row.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/secret.hpp"

namespace uag {

/// 256-bit keys by number; the highest number seals, all of them open. Wiped when it goes.
class KeyRing {
public:
    static constexpr std::size_t key_bytes = 32;

    /// errc::invalid_argument if the key has not 32 bytes or the number is taken.
    Result<void> add(std::uint32_t number, Secret key);
    bool empty() const { return keys_.empty(); }
    std::uint32_t newest() const { return keys_.empty() ? 0 : keys_.rbegin()->first; }
    /// Null if there is no such key.
    const Secret* find(std::uint32_t number) const;
    const std::map<std::uint32_t, Secret>& keys() const { return keys_; }

private:
    std::map<std::uint32_t, Secret> keys_;
};

/// Safe from any thread.
class SecretBox {
public:
    SecretBox(KeyRing keys, Random& random) : keys_(std::move(keys)), random_(random) {}

    /// format byte, key number (4, big endian), nonce (12), ciphertext, tag (16). errc::internal without a key.
    Result<std::string> seal(std::string_view plain, std::string_view identity);
    /// errc::server if the key is missing, or bytes, key and identity do not belong together; the text tells nothing.
    Result<Secret> open(std::string_view sealed, std::string_view identity);

    /// After the key file changed.
    void replace_keys(KeyRing keys);
    std::uint32_t newest_key();

private:
    std::mutex mutex_;
    KeyRing keys_;
    Random& random_;
};

}  // namespace uag
