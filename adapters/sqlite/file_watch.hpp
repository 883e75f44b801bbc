// Whether the files that a store has open are still those at its path. SQLite does not ask: what it commits into a file
// that was removed or replaced is gone with the process.
#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <mutex>
#include <string>

#include "core/base/error.hpp"

namespace uag::sqlite {

/// Safe from any thread.
class FileWatch {
public:
    /// Takes the files as they are now, when they were just opened: the database, its write-ahead log and the log's index
    /// (without the same index two processes overwrite each other's log).
    explicit FileWatch(const std::string& path);

    /// Looks (three system calls): errc::storage if another file or none is where one of them was.
    Result<void> check();
    /// Whether another file is where one of them was. What is gone and not replaced, nobody else has written to.
    bool is_replaced();
    /// What the last check() found.
    bool is_sound() const { return sound_.load(std::memory_order_relaxed); }

private:
    struct Identity {
        dev_t device = 0;
        ino_t number = 0;  // 0: there is no file
        friend bool operator==(const Identity&, const Identity&) = default;
    };
    struct Watched {
        std::string path;
        Identity identity{};  // as soon as there is one
    };
    static Identity look(const std::string& path);

    std::mutex mutex_;
    std::array<Watched, 3> files_;
    std::atomic<bool> sound_{true};
};

}  // namespace uag::sqlite
