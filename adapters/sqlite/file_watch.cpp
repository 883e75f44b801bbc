#include "adapters/sqlite/file_watch.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

namespace uag::sqlite {
namespace {

// Where SQLite puts the log: beside the file itself, wherever links lead to it.
std::string log_of(const std::string& path) {
    std::error_code failed;
    const std::string real = std::filesystem::canonical(path, failed).string();
    return (failed ? path : real) + "-wal";
}

}  // namespace

FileWatch::FileWatch(const std::string& path)
    : path_(path), log_path_(log_of(path)), file_(look(path_)), log_(look(log_path_)) {}

FileWatch::Identity FileWatch::look(const std::string& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) return {};
    return {facts.st_dev, facts.st_ino};
}

Result<void> FileWatch::check() {
    bool same = look(path_) == file_;
    {
        const std::scoped_lock lock(mutex_);
        const Identity log = look(log_path_);
        if (log_.number == 0) log_ = log;
        same = same && log == log_;
    }
    sound_.store(same, std::memory_order_relaxed);
    if (same) return {};
    return fail(errc::storage, "The database cannot answer now.",
                "the database file or its write-ahead log was removed or replaced while it is open: put back what was "
                "there, or start again");
}

}  // namespace uag::sqlite
