#include "adapters/sqlite/backup.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "adapters/files/file_owner.hpp"
#include "adapters/sqlite/migrate.hpp"

namespace uag {
namespace {

using sqlite::Connection;

constexpr std::chrono::seconds patience{10};

Error failed(const std::string& file, const std::string& what) {
    return fail_in_english(errc::storage, file + ": " + what);
}

Error failed_by_system(const std::string& file, const char* what) {
    return failed(file, what + (": " + std::generic_category().message(errno)));
}

struct Close {
    void operator()(sqlite3* handle) const { ::sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Result<Handle> open_file(const std::string& path, int flags) {
    sqlite3* raw = nullptr;
    const int code = ::sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_EXRESCODE, nullptr);
    Handle handle(raw);
    if (code != SQLITE_OK) return failed(path, std::string("cannot be opened: ") + ::sqlite3_errstr(code));
    ::sqlite3_busy_timeout(raw, static_cast<int>(std::chrono::milliseconds(patience).count()));
    return handle;
}

// A file that only its owner can read until it is given away, there for nobody else to make: what is in it are password
// hashes.
Result<void> make_private_file(const std::string& path, const FileOwner& owner) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    const bool made = file >= 0 && give_to(file, owner);
    const Error error = failed_by_system(path, "cannot be made");
    if (file >= 0) ::close(file);
    if (made) return {};
    if (file >= 0) ::unlink(path.c_str());
    return error;
}

Result<void> flush(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool done = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!done) return failed_by_system(path, "cannot be written to the disk");
    return {};
}

std::string folder_of(const std::string& path) { return std::filesystem::path(path).parent_path().string(); }

// All pages in one step: readers and writers of `source` go on, and the copy is of one moment.
Result<void> copy_into(const Handle& source, const Handle& target, const std::string& from, const std::string& to) {
    sqlite3_backup* const backup = ::sqlite3_backup_init(target.get(), "main", source.get(), "main");
    if (backup != nullptr) ::sqlite3_backup_step(backup, -1);
    const int code = backup == nullptr ? ::sqlite3_extended_errcode(target.get()) : ::sqlite3_backup_finish(backup);
    if (code == SQLITE_OK) return {};
    return failed(from, std::string("cannot be copied to ") + to + ": " + ::sqlite3_errstr(code));
}

Result<void> copy_pages(const std::string& from, const std::string& to) {
    const auto source = open_file(from, SQLITE_OPEN_READWRITE);
    if (!source.has_value()) return source.error();
    const auto target = open_file(to, SQLITE_OPEN_READWRITE);
    if (!target.has_value()) return target.error();
    if (auto copied = copy_into(*source, *target, from, to); !copied.has_value()) return copied;
    // One file, without a log of its own beside it.
    if (::sqlite3_exec(target->get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
        return failed(to, "cannot be written");
    return flush(to, O_RDONLY);
}

Result<void> check_copy(const std::string& copy, const std::string& original) {
    const auto connection = Connection::open(copy, sqlite::Access::write, patience);
    if (!connection.has_value()) return connection.error();
    const auto sound = sqlite::check_database(**connection, sqlite::embedded_migrations());
    if (!sound.has_value()) return failed(original, sound.error().public_text.english());
    return {};
}

Result<void> copy_checked(const std::string& from, const std::string& to, const FileOwner& owner) {
    if (::access(from.c_str(), F_OK) != 0) return failed_by_system(from, "cannot be read");
    if (const auto made = make_private_file(to, owner); !made.has_value()) return made.error();
    auto copied = copy_pages(from, to);
    if (copied.has_value()) copied = check_copy(to, from);
    if (!copied.has_value()) ::unlink(to.c_str());
    return copied;
}

// SQLite's own lock: whoever has the database open in its write-ahead mode holds a shared one on these bytes. The
// descriptor keeps ours until it is closed.
Result<int> lock_out_others(const std::string& database) {
    const int file = ::open(database.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) return -1;
    if (file < 0) return failed_by_system(database, "cannot be opened");
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 0x40000002;
    lock.l_len = 510;
    if (::fcntl(file, F_SETLK, &lock) == 0) return file;
    ::close(file);
    return failed(database, "is in use: stop the service first");
}

// What an earlier restore has kept is never given up for what this one keeps.
std::string free_name(const std::string& database) {
    std::error_code failed;
    const auto is_there = [&](const std::string& path) {
        return std::filesystem::exists(std::filesystem::symlink_status(path, failed));
    };
    std::string name = database + ".replaced";
    for (int number = 1; is_there(name) || is_there(name + "-wal"); ++number)
        name = database + ".replaced-" + std::to_string(number);
    return name;
}

// Atomic where it matters: until the last rename the old database is in its place. Where it is kept; empty if there was none.
Result<std::string> exchange_files(const std::string& copy, const std::string& database) {
    const std::string kept = free_name(database);
    const bool was_there = ::link(database.c_str(), kept.c_str()) == 0;
    if (!was_there && errno != ENOENT) return failed_by_system(kept, "cannot be made");
    const auto undo = [&](Error error) {
        ::rename((kept + "-wal").c_str(), (database + "-wal").c_str());
        if (was_there) ::unlink(kept.c_str());
        return error;
    };
    // The log of the old database must not be taken for one of the new.
    if (::rename((database + "-wal").c_str(), (kept + "-wal").c_str()) != 0 && errno != ENOENT)
        return undo(failed_by_system(kept + "-wal", "cannot be made"));
    ::unlink((database + "-shm").c_str());
    if (::rename(copy.c_str(), database.c_str()) != 0) return undo(failed_by_system(database, "cannot be replaced"));
    if (const auto flushed = flush(folder_of(database), O_RDONLY | O_DIRECTORY); !flushed.has_value())
        return flushed.error();
    return was_there ? kept : std::string();
}

std::string absolute(const std::string& path) {
    std::error_code error;
    return std::filesystem::absolute(path, error).string();
}

// SQLite opens the file behind a link, there or not, and has its log beside that.
std::string file_behind(const std::string& path) {
    constexpr int most_links = 40;
    std::filesystem::path file = absolute(path);
    std::error_code failed;
    for (int followed = 0; followed < most_links && std::filesystem::is_symlink(file, failed); ++followed)
        file = file.parent_path() / std::filesystem::read_symlink(file, failed);
    return file.string();
}

}  // namespace

Result<void> back_up_database(const std::string& database, const std::string& to) {
    const std::string target = absolute(to);
    if (::access(target.c_str(), F_OK) == 0) return failed(target, "is there already");
    const std::string part = target + ".part";
    ::unlink(part.c_str());  // left by an attempt that was killed
    const FileOwner owner = owner_of_new(target, absolute(database));
    if (const auto copied = copy_checked(absolute(database), part, owner); !copied.has_value()) return copied.error();
    // link() never replaces a file, unlike rename().
    const bool named = ::link(part.c_str(), target.c_str()) == 0;
    const auto named_error = failed_by_system(target, "cannot be made");
    ::unlink(part.c_str());
    if (!named) return named_error;
    return flush(folder_of(target), O_RDONLY | O_DIRECTORY);
}

// Not through a descriptor of our own: closing one would take away the locks that SQLite has in this process.
Result<void> copy_back(const std::string& copy, const std::string& database) {
    const auto source = open_file(absolute(copy), SQLITE_OPEN_READONLY);
    if (!source.has_value()) return source.error();
    const auto target = open_file(absolute(database), SQLITE_OPEN_READWRITE);
    if (!target.has_value()) return target.error();
    if (::sqlite3_exec(target->get(), "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr) != SQLITE_OK)
        return failed(database, "cannot be written");
    return copy_into(*source, *target, copy, database);
}

Result<std::string> restore_database(const std::string& backup, const std::string& database) {
    const std::string target = file_behind(database);
    const std::string copy = target + ".restoring";
    const auto lock = lock_out_others(target);
    if (!lock.has_value()) return lock.error();
    ::unlink(copy.c_str());
    // Whoever runs the service must find it as it was: the same owner, the same readers.
    const FileOwner owner = owner_of(target).value_or(owner_of_new(target));
    const auto copied = copy_checked(absolute(backup), copy, owner);
    Result<std::string> kept = copied.has_value() ? exchange_files(copy, target) : copied.error();
    if (!kept.has_value()) ::unlink(copy.c_str());
    if (*lock >= 0) ::close(*lock);
    return kept;
}

}  // namespace uag
