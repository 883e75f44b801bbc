// Whether the files that a store has open are still those at its path. SQLite does not ask: what it commits into a file
// that was removed or replaced is gone with the process.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <mutex>
#include <string>

#include "core/base/error.hpp"

namespace uag::sqlite {

/// Safe from any thread.
class FileWatch {
public:
    /// Takes the files as they are now, when they were just opened: the database and its write-ahead log.
    explicit FileWatch(const std::string& path);

    /// Looks (two system calls): errc::storage if another file or none is where one of them was.
    Result<void> check();
    /// What the last check() found.
    bool is_sound() const { return sound_.load(std::memory_order_relaxed); }

private:
    struct Identity {
        dev_t device = 0;
        ino_t number = 0;  // 0: there is no file
        friend bool operator==(const Identity&, const Identity&) = default;
    };
    static Identity look(const std::string& path);

    const std::string path_;
    const std::string log_path_;
    const Identity file_;
    std::mutex mutex_;
    Identity log_;  // as soon as there is one
    std::atomic<bool> sound_{true};
};

}  // namespace uag::sqlite
