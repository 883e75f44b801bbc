#include "adapters/sqlite/opened_file.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "adapters/files/file_owner.hpp"
#include "adapters/sqlite/migrate.hpp"
#include "adapters/sqlite/open_failure.hpp"

namespace uag {
namespace sqlite {
namespace {

Error unusable(const std::string& why) { return fail_in_english(errc::storage, why, why); }

Error cannot_be_created(const std::string& path, const std::string& why) {
    return unusable("The database file cannot be created: " + why + " (" + path + ")");
}

// Only the service's own user may read password hashes, whatever the umask says. SQLite gives the log files
// the same mode and owner.
Result<void> create_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST) return {};
    const bool done = file >= 0 && give_to(file, owner_of_new(path));
    const std::string why = std::strerror(errno);
    if (file >= 0) ::close(file);
    if (!done) return cannot_be_created(path, why);
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return {};
    ::fsync(directory);
    ::close(directory);
    return {};
}

bool is_in_use(const SqliteSettings& settings) {
    std::error_code failed;
    return !settings.goes_with.empty() && std::filesystem::exists(settings.goes_with, failed);
}

// An empty or missing file is where a database begins, or what is left of one.
Result<void> judge_founding(const SqliteSettings& settings, const std::string& path, bool is_there) {
    const std::string state =
        is_there ? "The database is empty (" + path + ")" : "There is no database file (" + path + ")";
    if (is_in_use(settings))
        return unusable(state + ", but the key file of one is there: " + settings.goes_with + ". " +
                        restore_advice(path) + ". To begin anew" + (is_there ? ", move the empty file away" : "") +
                        ": useragentd seed or user add make a database for that key.");
    if (!settings.create) return unusable(state + "; useragentd seed, user add or serve make one.");
    return {};
}

Error explained(Error error, const Connection& connection, const std::string& path) {
    if (connection.failure_code() != 0) return open_failure(std::move(error), connection.failure_code(), path);
    std::string words = error.public_text.english();
    const bool is_damage = words == damaged_text;
    words += " (" + path + ")";
    if (is_damage) words += " " + restore_advice(path);
    error.public_text = Message::verbatim(std::move(words));
    return error;
}

}  // namespace

Result<OpenedFile> open_file(const SqliteSettings& settings) {
    // An absolute path is never one of SQLite's special names (":memory:", "file:…").
    std::error_code failed;
    const std::string path = std::filesystem::absolute(settings.path, failed).string();
    if (settings.path.empty() || failed) return unusable("The database has no path.");
    const bool is_there = std::filesystem::exists(path, failed);
    const bool is_empty = !is_there || std::filesystem::file_size(path, failed) == 0;
    if (is_empty)
        if (const auto may = judge_founding(settings, path, is_there); !may) return may.error();
    if (!is_there)
        if (const auto made = create_file(path); !made) return made.error();

    const SystemClock system_clock;
    const TimePoint now = settings.clock != nullptr ? settings.clock->now() : system_clock.now();
    auto writer = Connection::open(path, Access::write, settings.busy_timeout);
    if (!writer) return writer.error();
    if (settings.check && !is_empty)
        if (const auto whole = check_database(**writer, embedded_migrations()); !whole)
            return explained(whole.error(), **writer, path);
    const bool create = settings.create && !is_in_use(settings);
    if (const auto ready = migrate(**writer, embedded_migrations(), create, now); !ready)
        return explained(ready.error(), **writer, path);
    OpenedFile opened{path, std::move(*writer), {}, nullptr};
    for (std::size_t i = 0; i < std::max<std::size_t>(settings.readers, 1); ++i) {
        auto reader = Connection::open(path, Access::read, settings.busy_timeout);
        if (!reader) return reader.error();
        opened.readers.push_back(std::move(*reader));
    }

    auto lister = Connection::open(path, Access::read, settings.busy_timeout);
    if (!lister) return lister.error();
    if (const auto folds = (*lister)->offer_fold(); !folds) return folds.error();
    opened.lister = std::move(*lister);
    return opened;
}

}  // namespace sqlite

Result<void> judge_sqlite_place(const SqliteSettings& settings) {
    std::error_code failed;
    const std::filesystem::path path = std::filesystem::absolute(settings.path, failed);
    if (settings.path.empty() || failed) return sqlite::unusable("The database has no path.");
    const bool is_there = std::filesystem::exists(path, failed);
    if (!is_there || std::filesystem::file_size(path, failed) == 0)
        if (auto may = sqlite::judge_founding(settings, path.string(), is_there); !may) return may;
    if (!is_there && ::access(path.parent_path().c_str(), W_OK | X_OK) != 0)
        return sqlite::cannot_be_created(path.string(), std::strerror(errno));
    if (is_there && ::access(path.c_str(), R_OK | W_OK) != 0)
        return sqlite::open_failure(sqlite::unusable("cannot be opened"), SQLITE_CANTOPEN, path.string());
    return {};
}

}  // namespace uag
