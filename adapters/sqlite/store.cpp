#include "adapters/sqlite/store.hpp"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <thread>
#include <vector>

#include "adapters/sqlite/file_watch.hpp"
#include "adapters/sqlite/jobs.hpp"
#include "adapters/sqlite/opened_file.hpp"
#include "adapters/sqlite/rows.hpp"
#include "adapters/sqlite/writer.hpp"

namespace uag {
namespace {

using sqlite::Connection;
using sqlite::JobQueue;
using sqlite::ListQueue;
using sqlite::SqliteRows;
using sqlite::Transaction;

constexpr std::size_t most_lists = 64;          // that wait
constexpr std::size_t most_lists_of_one = 2;    // of an associate's

// Makes `work` one snapshot: the file may change between two statements of it.
auto in_snapshot(RowsWork work) {
    return [work = std::move(work)](Connection& db) -> Result<void> {
        auto transaction = Transaction::begin(db, Transaction::Kind::read);
        if (!transaction) return transaction.error();
        SqliteRows rows(db);
        Result<void> done = work(rows);
        if (const auto ended = transaction->commit(); !ended) return ended.error();
        return done;
    };
}

class SqliteStore final : public Store {
public:
    SqliteStore(const SqliteSettings& settings, sqlite::OpenedFile opened)
        : files_(opened.path),
          writing_{settings.announce, &files_, settings.on_commit},
          list_steps_(settings.list_steps),
          reads_(settings.max_waiting),
          lists_(std::min(settings.max_waiting, most_lists), most_lists_of_one),
          writes_(settings.max_waiting),
          writer_(std::move(opened.writer)),
          readers_(std::move(opened.readers)),
          lister_(std::move(opened.lister)) {}

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

    Task<Result<void>> read(RowsWork work) override { return sqlite::submit(reads_, in_snapshot(std::move(work))); }

    Task<Result<void>> list(std::int32_t asked_by, RowsWork work) override {
        auto limited = [this, work = in_snapshot(std::move(work))](Connection& db) {
            db.limit_steps(list_steps_);
            Result<void> done = work(db);
            db.limit_steps(0);
            return done;
        };
        return sqlite::submit(lists_, std::move(limited), asked_by);
    }

    Task<Result<void>> write(RowsWork work) override {
        return sqlite::submit(writes_, [work = std::move(work)](Connection& db) {
            SqliteRows rows(db);
            return work(rows);
        });
    }

    Task<Result<std::int64_t>> generation() override {
        // Asked again and again as long as the service runs: here it notices that its file is gone.
        return sqlite::submit(reads_, [this](Connection& db) -> Result<std::int64_t> {
            if (const auto same = files_.check(); !same) return same.error();
            const auto value =
                db.first("SELECT value FROM generation", {}, [](const sqlite::Row& row) { return row.int64(0); });
            if (!value) return value.error();
            return value->value_or(0);
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

    sqlite::FileWatch files_;
    const sqlite::WriterSettings writing_;
    const std::int64_t list_steps_;
    JobQueue reads_;
    ListQueue lists_;
    JobQueue writes_;
    std::unique_ptr<Connection> writer_;
    std::vector<std::unique_ptr<Connection>> readers_;
    std::unique_ptr<Connection> lister_;  // reads too, with work that may take long
    std::vector<std::thread> threads_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteSettings& settings) {
    auto opened = sqlite::open_file(settings);
    if (!opened) return opened.error();
    auto store = std::make_unique<SqliteStore>(settings, std::move(*opened));
    store->start();
    return std::unique_ptr<Store>(std::move(store));
}

}  // namespace uag
