// Seals secrets that must be read back: AES-256-GCM (NIST SP 800-38D) under a key that never lies in the database. What
// is sealed is bound to its row's identity, so that it cannot be moved to another row.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/secret.hpp"
#include "core/store/rows.hpp"

namespace uag {

/// 256-bit keys by number; the highest number seals, all of them open. Wiped when it goes.
class KeyRing {
public:
    static constexpr std::size_t key_bytes = 32;

    /// errc::invalid_argument if the key has not 32 bytes, the number is 0 or it is taken.
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
    using ReadKeys = std::function<Result<KeyRing>()>;

    /// `read_again` reads the keys anew when a key is asked for that is not there: another process may have added it.
    SecretBox(KeyRing keys, Random& random, ReadKeys read_again = {})
        : keys_(std::move(keys)), random_(random), read_again_(std::move(read_again)) {}

    /// format byte, key number (4, big endian), nonce (12), ciphertext, tag (16). errc::internal without a key.
    Result<std::string> seal(std::string_view plain, std::string_view identity);
    /// The same with the key that the database is sealed with now. Call it in the transaction that stores the result:
    /// then a rotation beside it either finds the row or has finished before.
    Result<std::string> seal_for(SecretRows& rows, std::string_view plain, std::string_view identity);
    /// errc::server if the key is missing, or bytes, key and identity do not belong together; the text tells nothing.
    Result<Secret> open(std::string_view sealed, std::string_view identity);

    std::uint32_t newest_key();

private:
    std::optional<Secret> key(std::uint32_t number);
    std::optional<Secret> known_key(std::uint32_t number);
    Result<std::string> seal_with(std::uint32_t number, std::string_view plain, std::string_view identity);

    std::mutex mutex_;
    KeyRing keys_;
    Random& random_;
    const ReadKeys read_again_;
};

/// Which key sealed this; 0 if these bytes are none that a SecretBox made.
std::uint32_t sealing_key(std::string_view sealed);

/// The value that a database keeps (SecretRows::key_check) to tell whether a key is the right one.
Result<std::string> make_key_check(SecretBox& box);
/// errc::server if the box has not the key that made the value.
Result<void> judge_key_check(SecretBox& box, std::string_view sealed);

}  // namespace uag
