// FailureRows.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"

namespace uag::sqlite {
namespace {

#define UAG_FAILURE_COLUMNS "key, account, failures, last_failure, blocked_until, last_success"

FailureRecord read_failure(const Row& row) {
    return {row.text(0), row.text(1), row.int32(2), row.time(3), row.time(4), row.time(5)};
}

/// The first text behind all that begin with the prefix, as bytes are ordered.
std::string end_of_prefix(std::string_view prefix) {
    std::string end(prefix);
    if (!end.empty()) ++end.back();
    return end;
}

}  // namespace

Result<std::vector<FailureRecord>> SqliteRows::failures() {
    return read_all(db_,
                    "SELECT " UAG_FAILURE_COLUMNS " FROM login_failure ORDER BY max(last_failure, last_success), key",
                    {}, read_failure);
}

Result<std::optional<FailureRecord>> SqliteRows::failure(std::string_view key) {
    return db_.first("SELECT " UAG_FAILURE_COLUMNS " FROM login_failure WHERE key = ?", {key}, read_failure);
}

Result<void> SqliteRows::put_failure(const FailureRecord& record) {
    return change(
        db_, "INSERT OR REPLACE INTO login_failure (" UAG_FAILURE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?)",
        {record.key, record.account, record.failures, record.last_failure, record.blocked_until, record.last_success});
}

Result<void> SqliteRows::remove_failure(std::string_view key) {
    return change(db_, "DELETE FROM login_failure WHERE key = ?", {key});
}

Result<std::int32_t> SqliteRows::remove_failures_of(std::string_view account) {
    if (account.empty()) return 0;
    const auto removed = db_.run("DELETE FROM login_failure WHERE account = ?1 OR key = ?1", {account});
    if (!removed) return removed.error();
    return static_cast<std::int32_t>(*removed);
}

Result<void> SqliteRows::move_failures(std::string_view key_prefix, std::chrono::milliseconds by) {
    return change(db_, "UPDATE login_failure SET last_failure = last_failure + ? WHERE key >= ? AND key < ?",
                  {by.count(), key_prefix, end_of_prefix(key_prefix)});
}

}  // namespace uag::sqlite
