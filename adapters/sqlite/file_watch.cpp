#include "adapters/sqlite/file_watch.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace uag::sqlite {
namespace {

// Where SQLite puts the log and its index: beside the file itself, wherever links lead to it.
std::string beside(const std::string& path, const char* ending) {
    std::error_code failed;
    const std::string real = std::filesystem::canonical(path, failed).string();
    return (failed ? path : real) + ending;
}

}  // namespace

FileWatch::FileWatch(const std::string& path)
    : files_{Watched{path}, Watched{beside(path, "-wal")}, Watched{beside(path, "-shm")}} {
    for (Watched& file : files_) file.identity = look(file.path);
}

FileWatch::Identity FileWatch::look(const std::string& path) {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) return {};
    return {facts.st_dev, facts.st_ino};
}

Result<void> FileWatch::check() {
    bool same = true;
    {
        const std::scoped_lock lock(mutex_);
        for (Watched& file : files_) {
            const Identity now = look(file.path);
            if (file.identity.number == 0) file.identity = now;
            same = same && now == file.identity;
        }
    }
    sound_.store(same, std::memory_order_relaxed);
    if (same) return {};
    return fail(errc::storage, "The database cannot answer now.",
                "the database file, its write-ahead log or the log's index was removed or replaced while it is open: "
                "put back what was "
                "there, or start again");
}

bool FileWatch::is_replaced() {
    const std::scoped_lock lock(mutex_);
    return std::ranges::any_of(files_, [](const Watched& file) {
        const Identity now = look(file.path);
        return now.number != 0 && file.identity.number != 0 && now != file.identity;
    });
}

}  // namespace uag::sqlite
