// The keys that seal secrets, in a file beside the database: `number base64key` a line, readable by its owner
// only. A database without its key file is worth nothing to whoever copies it, and its sealed secrets cannot
// be read again.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/security/secret_box.hpp"
#include "core/store/store.hpp"
#include "server/config/config.hpp"

namespace uag {

/// `secrets.key_file`, else the database's path with `.key` behind it.
std::string key_file_of(const Config& config);

/// errc::invalid_argument, with what to do, if the file is missing, belongs to another user, can be read by
/// others, or holds anything else than keys.
Result<KeyRing> read_keys(const std::string& path);
/// The same; where the file is missing and `create`, one is made with mode 0600 and a new key. If another
/// process makes it at the same moment, that one counts. Made by root it belongs to whom the database beside it does.
Result<KeyRing> load_or_create_keys(const std::string& path, Random& random, bool create,
                                    const std::string& database = {});
/// Replaces the file as a whole: whoever reads it finds either the old keys or the new ones, also after a
/// crash. The owner stays.
Result<void> write_keys(const std::string& path, const KeyRing& keys);
/// The ring with a new key of the next number.
Result<KeyRing> with_new_key(KeyRing keys, Random& random);

/// The box of this database. At first start the key file is made and the database remembers which key it is
/// sealed with; from then on a missing key file or another key is an error that names both files. The file is
/// read again when a key is asked for that came later (`key rotate`). `random` must outlive the box.
Result<std::unique_ptr<SecretBox>> open_secret_box(const Config& config, Store& store, Random& random);

/// Holds off other rotations of the key file until it goes.
class KeyFileLock {
public:
    /// errc::invalid_argument if another process has it.
    static Result<KeyFileLock> take(const std::string& path);
    KeyFileLock(KeyFileLock&& other) noexcept : folder_(std::exchange(other.folder_, -1)) {}
    KeyFileLock& operator=(KeyFileLock&&) = delete;
    ~KeyFileLock();

private:
    explicit KeyFileLock(int folder) : folder_(folder) {}
    int folder_;
};

/// After which step a rotation stops; for tests of a crash.
enum class RotationStep { added, resealed, done };
/// Seals everything in the database anew: adds a key to the file, reseals all in one transaction, takes the
/// old keys out of the file. Started again after a crash it goes on where it stopped. `event`, if there is one, gets
/// the key as its subject and is stored in that transaction. The number of the key in use now.
Result<std::uint32_t> rotate_keys(const std::string& path, Store& store, Random& random,
                                  RotationStep last = RotationStep::done,
                                  std::optional<AuditEvent> event = std::nullopt, const std::string& database = {});

}  // namespace uag
