#include "adapters/sqlite/store.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <thread>
#include <vector>

#include "adapters/files/file_owner.hpp"
#include "adapters/sqlite/file_watch.hpp"
#include "adapters/sqlite/jobs.hpp"
#include "adapters/sqlite/list_queue.hpp"
#include "adapters/sqlite/migrate.hpp"
#include "adapters/sqlite/open_failure.hpp"
#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/rows.hpp"
#include "adapters/sqlite/writer.hpp"

namespace uag {
namespace {

using sqlite::Connection;
using sqlite::JobQueue;
using sqlite::ListQueue;
using sqlite::Transaction;

using Connections = std::vector<std::unique_ptr<Connection>>;

constexpr std::size_t most_lists = 64;          // that wait
constexpr std::size_t most_lists_of_one = 2;    // of an associate's

// Makes `work` one snapshot: the file may change between two statements of it.
template <class Work> auto in_snapshot(Work work) {
    return [work = std::move(work)](Connection& db) -> std::invoke_result_t<const Work&, Connection&> {
        auto transaction = Transaction::begin(db, Transaction::Kind::read);
        if (!transaction) return transaction.error();
        auto result = work(db);
        if (const auto done = transaction->commit(); !done) return done.error();
        return result;
    };
}

class SqliteStore final : public Store {
    template <class Work> Task<std::invoke_result_t<Work&, Connection&>> read(Work work) {
        return sqlite::submit(reads_, in_snapshot(std::move(work)));
    }

    template <class Work> Task<std::invoke_result_t<Work&, Connection&>> write(Work work) {
        return sqlite::submit(writes_, std::move(work));
    }

public:
    SqliteStore(const SqliteSettings& settings, const std::string& path, std::unique_ptr<Connection> writer,
                Connections readers, std::unique_ptr<Connection> lister)
        : clock_(settings.clock != nullptr ? *settings.clock : system_clock_),
          files_(path),
          writing_{settings.announce, &files_, settings.on_commit},
          list_steps_(settings.list_steps),
          reads_(settings.max_waiting),
          lists_(std::min(settings.max_waiting, most_lists), most_lists_of_one),
          writes_(settings.max_waiting),
          writer_(std::move(writer)),
          readers_(std::move(readers)),
          lister_(std::move(lister)) {}

    // Apart from the constructor, so that a thread that cannot start leaves an object whose destructor runs.
    void start() {
        // Signals are for the threads that wait for them.
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        threads_.emplace_back([this] { write_on(*writer_); });
        for (const auto& reader : readers_)
            threads_.emplace_back([this, connection = reader.get()] { read_on(*connection, reads_, "db-reader"); });
        threads_.emplace_back([this] { read_on(*lister_, lists_, "db-lister"); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    ~SqliteStore() override {
        reads_.stop();
        lists_.stop();
        writes_.stop();
        for (std::thread& thread : threads_) thread.join();
        if (!files_.is_replaced()) return;
        // By an index that others no longer see, what they wrote since would be overwritten and their log removed.
        writer_->keep_log_at_close();
        for (const auto& reader : readers_) reader->keep_log_at_close();
        lister_->keep_log_at_close();
    }

    Task<Result<std::optional<Identity>>> find_identity(std::int32_t associate_id) override {
        return read([associate_id](Connection& db) { return sqlite::find_identity(db, associate_id); });
    }

    Task<Result<std::optional<Identity>>> find_identity_by_name(std::string folded_name) override {
        return read(
            [name = std::move(folded_name)](Connection& db) { return sqlite::find_identity_by_name(db, name); });
    }

    Task<Result<std::optional<Identity>>> find_identity_for_login(std::string folded_login) override {
        return read(
            [login = std::move(folded_login)](Connection& db) { return sqlite::find_identity_for_login(db, login); });
    }

    Task<Result<std::vector<std::int32_t>>> associates_called(std::string folded) override {
        return read(
            [folded = std::move(folded)](Connection& db) { return sqlite::find_associates_called(db, folded); });
    }

    Task<Result<PasswordRules>> password_rules() override {
        return read([](Connection& db) { return sqlite::password_rules(db); });
    }

    Task<Result<std::vector<std::string>>> password_costs() override {
        return read([](Connection& db) { return sqlite::password_costs(db); });
    }

    Task<Result<TimePoint>> latest_use() override {
        return read([](Connection& db) { return sqlite::latest_use(db); });
    }

    Task<Result<void>> set_back(std::chrono::milliseconds by) override {
        return write([by](Connection& db) { return sqlite::set_back(db, by); });
    }

    Task<Result<std::vector<Digest>>> add_session(SessionRecord session) override {
        return write([session = std::move(session)](Connection& db) { return sqlite::add_session(db, session); });
    }

    Task<Result<std::optional<std::pair<SessionRecord, Identity>>>> find_session(Digest key) override {
        return read([key](Connection& db) { return sqlite::find_session(db, key); });
    }

    Task<Result<void>> extend_session(Digest key, TimePoint expires, TimePoint used) override {
        return write([=](Connection& db) { return sqlite::extend_session(db, key, expires, used); });
    }

    Task<Result<std::int32_t>> remove_expired_sessions(TimePoint now) override {
        return write([now](Connection& db) { return sqlite::remove_expired_sessions(db, now); });
    }

    Task<Result<bool>> rehash_password(std::int32_t associate_id, std::string expected, std::string phc) override {
        return write([associate_id, expected = std::move(expected), phc = std::move(phc)](Connection& db) {
            return sqlite::rehash_password(db, associate_id, expected, phc);
        });
    }

    Task<Result<void>> record_login(std::int32_t associate_id, TimePoint when, AuditEvent event) override {
        return write([associate_id, when, event = std::move(event)](Connection& db) {
            return sqlite::record_login(db, associate_id, when, event);
        });
    }

    Task<Result<void>> read_rows(std::function<Result<void>(Rows&)> work) override {
        return read([work = std::move(work)](Connection& db) {
            sqlite::SqliteRows rows(db);
            return work(rows);
        });
    }

    Task<Result<void>> list_rows(std::int32_t asked_by, std::function<Result<void>(Rows&)> work) override {
        auto list = [this, work = std::move(work)](Connection& db) {
            db.limit_steps(list_steps_);
            sqlite::SqliteRows rows(db);
            Result<void> done = work(rows);
            db.limit_steps(0);
            return done;
        };
        const auto put = [this, asked_by](std::unique_ptr<sqlite::Job> job) { lists_.push(asked_by, std::move(job)); };
        return sqlite::submit_by(put, in_snapshot(std::move(list)));
    }

    Task<Result<void>> write_rows(std::function<Result<void>(Rows&)> work) override {
        return write([work = std::move(work)](Connection& db) {
            sqlite::SqliteRows rows(db);
            return work(rows);
        });
    }

    Task<Result<std::vector<FailureRecord>>> load_failures() override {
        return read([](Connection& db) { return sqlite::load_failures(db); });
    }

    Task<Result<void>> save_failures(std::vector<FailureRecord> failures) override {
        return write([failures = std::move(failures)](Connection& db) { return sqlite::save_failures(db, failures); });
    }

    Task<Result<std::int32_t>> clear_failures(std::string account) override {
        return write([this, account = std::move(account)](Connection& db) {
            return sqlite::clear_failures(db, account, clock_.now());
        });
    }

    Task<Result<SeedCounts>> load_seed(Seed seed) override {
        return write(
            [this, seed = std::move(seed)](Connection& db) { return sqlite::load_seed(db, seed, clock_.now()); });
    }

    Task<Result<std::int32_t>> add_associate(NewAssociate associate) override {
        return write([this, associate = std::move(associate)](Connection& db) {
            return sqlite::add_associate(db, associate, clock_.now());
        });
    }

    Task<Result<std::vector<AssociateSummary>>> list_associates() override {
        return read([](Connection& db) { return sqlite::list_associates(db); });
    }

    Task<Result<std::int64_t>> generation() override {
        // Asked again and again as long as the service runs: here it notices that its file is gone.
        return read([this](Connection& db) -> Result<std::int64_t> {
            if (const auto same = files_.check(); !same) return same.error();
            return sqlite::generation(db);
        });
    }

private:
    void write_on(Connection& connection) noexcept {
        pthread_setname_np(pthread_self(), "db-writer");
        for (auto jobs = writes_.take_all(); !jobs.empty(); jobs = writes_.take_all())
            sqlite::write_group(connection, jobs, writing_);
    }

    template <class Queue> void read_on(Connection& connection, Queue& jobs, const char* name) noexcept {
        pthread_setname_np(pthread_self(), name);
        for (auto job = jobs.take_one(); job != nullptr; job = jobs.take_one()) {
            const Result<void> same = files_.is_sound() ? Result<void>{} : files_.check();
            if (same)
                static_cast<void>(job->run(connection));
            else
                job->fail(same.error());
            job->complete();
        }
    }

    SystemClock system_clock_;
    const Clock& clock_;
    sqlite::FileWatch files_;
    const sqlite::WriterSettings writing_;
    const std::int64_t list_steps_;
    JobQueue reads_;
    ListQueue lists_;
    JobQueue writes_;
    std::unique_ptr<Connection> writer_;
    Connections readers_;
    std::unique_ptr<Connection> lister_;  // reads too, with work that may take long
    std::vector<std::thread> threads_;
};

Error unusable(const std::string& why) { return fail(errc::storage, why, why); }

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
                        sqlite::restore_advice(path) + ". To begin anew" +
                        (is_there ? ", move the empty file away" : "") +
                        ": useragentd seed or user add make a database for that key.");
    if (!settings.create) return unusable(state + "; useragentd seed, user add or serve make one.");
    return {};
}

Error explained(Error error, const Connection& connection, const std::string& path) {
    if (connection.failure_code() != 0) return sqlite::open_failure(std::move(error), connection.failure_code(), path);
    const bool is_damage = error.public_text == sqlite::damaged_text;
    error.public_text += " (" + path + ")";
    if (is_damage) error.public_text += " " + sqlite::restore_advice(path);
    return error;
}

}  // namespace

Result<void> judge_sqlite_place(const SqliteSettings& settings) {
    std::error_code failed;
    const std::filesystem::path path = std::filesystem::absolute(settings.path, failed);
    if (settings.path.empty() || failed) return unusable("The database has no path.");
    const bool is_there = std::filesystem::exists(path, failed);
    if (!is_there || std::filesystem::file_size(path, failed) == 0)
        if (auto may = judge_founding(settings, path.string(), is_there); !may) return may;
    if (!is_there && ::access(path.parent_path().c_str(), W_OK | X_OK) != 0)
        return cannot_be_created(path.string(), std::strerror(errno));
    if (is_there && ::access(path.c_str(), R_OK | W_OK) != 0)
        return sqlite::open_failure(unusable("cannot be opened"), SQLITE_CANTOPEN, path.string());
    return {};
}

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteSettings& settings) {
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
    auto writer = Connection::open(path, sqlite::Access::write, settings.busy_timeout);
    if (!writer) return writer.error();
    if (settings.check && !is_empty)
        if (const auto whole = sqlite::check_database(**writer, sqlite::embedded_migrations()); !whole)
            return explained(whole.error(), **writer, path);
    const bool create = settings.create && !is_in_use(settings);
    if (const auto ready = migrate(**writer, sqlite::embedded_migrations(), create, now); !ready)
        return explained(ready.error(), **writer, path);
    Connections readers;
    for (std::size_t i = 0; i < std::max<std::size_t>(settings.readers, 1); ++i) {
        auto reader = Connection::open(path, sqlite::Access::read, settings.busy_timeout);
        if (!reader) return reader.error();
        readers.push_back(std::move(*reader));
    }

    auto lister = Connection::open(path, sqlite::Access::read, settings.busy_timeout);
    if (!lister) return lister.error();
    if (const auto folds = (*lister)->offer_fold(); !folds) return folds.error();

    auto store =
        std::make_unique<SqliteStore>(settings, path, std::move(*writer), std::move(readers), std::move(*lister));
    store->start();
    return std::unique_ptr<Store>(std::move(store));
}

}  // namespace uag
