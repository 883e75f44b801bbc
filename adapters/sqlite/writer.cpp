#include "adapters/sqlite/writer.hpp"

namespace uag::sqlite {
namespace {

using Jobs = std::deque<std::unique_ptr<Job>>;

// Runs one job so that its failure leaves no trace. An error means that the whole group is lost.
Result<bool> run_in_savepoint(Connection& connection, Job& job) {
    if (const auto set = connection.run("SAVEPOINT job"); !set) return set.error();
    const bool done = job.run(connection);
    if (!connection.in_transaction())
        return fail(errc::storage, "The database cannot answer now.", "sqlite: the transaction was rolled back");
    if (!done)
        if (const auto undone = connection.run("ROLLBACK TO job"); !undone) return undone.error();
    if (const auto released = connection.run("RELEASE job"); !released) return released.error();
    return done;
}

Result<void> check_files(const WriterSettings& settings) {
    return settings.files != nullptr ? settings.files->check() : Result<void>{};
}

Result<void> write_all(Connection& connection, const Jobs& jobs, const WriterSettings& settings) {
    if (const auto same = check_files(settings); !same) return same.error();
    auto transaction = Transaction::begin(connection, Transaction::Kind::write);
    if (!transaction) return transaction.error();
    bool changed = false;
    for (const auto& job : jobs) {
        const auto done = run_in_savepoint(connection, *job);
        if (!done) return done.error();
        changed = changed || *done;
    }
    if (settings.announce && changed)
        if (const auto raised = connection.run("UPDATE generation SET value = value + 1"); !raised)
            return raised.error();
    if (const auto committed = transaction->commit(); !committed) return committed.error();
    return check_files(settings);
}

}  // namespace

void write_group(Connection& connection, Jobs& jobs, const WriterSettings& settings) noexcept {
    const auto written = write_all(connection, jobs, settings);
    // Even a job that failed by itself may have done so because of work that is now undone.
    if (!written)
        for (const auto& job : jobs) job->fail(written.error());
    if (written && settings.on_commit) settings.on_commit(jobs.size());
    for (const auto& job : jobs) job->complete();
}

}  // namespace uag::sqlite
