#include "adapters/sqlite/connection.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "adapters/sqlite/open_failure.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {
namespace {

constexpr int steps_at_once = 1000;

Error storage_failure(std::string detail) {
    return fail(errc::storage, "The database cannot answer now.", std::move(detail));
}

int bind(sqlite3_stmt* statement, int index, const Value& value) {
    const std::string_view bytes = value.bytes();
    switch (value.kind()) {
        case Value::Kind::integer: return sqlite3_bind_int64(statement, index, value.number());
        case Value::Kind::text:
            // A null pointer would bind NULL, and an empty view may have one.
            return sqlite3_bind_text64(statement, index, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
        case Value::Kind::blob:
            return sqlite3_bind_blob64(statement, index, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                                       SQLITE_STATIC);
        case Value::Kind::null: break;
    }
    return sqlite3_bind_null(statement, index);
}

std::optional<std::string_view> text_of(sqlite3_value* value) {
    const auto* const bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
    if (bytes == nullptr) return std::nullopt;
    return std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

// A step of SQLite's machine takes some 0.1 us; a fold 40 to 200 ns a byte, if not all is ASCII, and a search up to 20.
std::size_t steps_to_copy(std::string_view text) { return 1 + text.size() / 64; }
std::size_t steps_to_search(std::string_view text) { return 1 + text.size() / 8; }
std::size_t steps_to_fold(std::string_view text) {
    const bool is_ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return is_ascii ? 2 + text.size() / 16 : 20 + text.size();
}

}  // namespace

// False if a limit leaves none: the statement ends then.
bool Connection::spend(std::size_t steps) {
    if (!is_limited_) return true;
    steps_left_ -= static_cast<std::int64_t>(steps);
    return steps_left_ >= 0;
}

void Connection::fold_text(sqlite3_context* context, int, sqlite3_value** arguments) {
    auto& self = *static_cast<Connection*>(sqlite3_user_data(context));
    const auto text = text_of(arguments[0]);
    if (!text) return sqlite3_result_null(context);
    try {
        const auto kept = std::ranges::find(self.folds_, *text, &Folded::text);
        const bool is_kept = kept != self.folds_.end();
        if (!self.spend(is_kept ? steps_to_copy(*text) : steps_to_fold(*text)))
            return sqlite3_result_error_code(context, SQLITE_INTERRUPT);
        Folded& folded = is_kept ? *kept : self.folds_[self.next_fold_++ % self.folds_.size()];
        if (!is_kept) folded = {std::string(*text), fold(*text)};
        sqlite3_result_text64(context, folded.folded.data(), folded.folded.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } catch (const std::exception&) {
        sqlite3_result_error_nomem(context);
    }
}

void Connection::place_text(sqlite3_context* context, int, sqlite3_value** arguments) {
    auto& self = *static_cast<Connection*>(sqlite3_user_data(context));
    const auto text = text_of(arguments[0]);
    const auto part = text_of(arguments[1]);
    if (!text || !part) return sqlite3_result_null(context);
    if (!self.spend(steps_to_search(*text))) return sqlite3_result_error_code(context, SQLITE_INTERRUPT);
    sqlite3_result_int64(context, static_cast<std::int64_t>(text->find(*part) + 1));  // npos + 1 is 0
}

int Connection::count_steps(void* connection) {
    auto& left = static_cast<Connection*>(connection)->steps_left_;
    left -= steps_at_once;
    return left < 0 ? 1 : 0;
}

void Connection::limit_steps(std::int64_t steps) {
    is_limited_ = steps != 0;
    steps_left_ = steps;
    sqlite3_progress_handler(handle_, steps_at_once, steps == 0 ? nullptr : count_steps, this);
}

bool Row::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t Row::int64(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Row::text(int column) const {
    const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Row::bytes(int column) const {
    const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Digest Row::digest(int column) const {
    Digest digest{};
    const auto* const bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
    if (bytes == nullptr || sqlite3_column_bytes(statement_, column) != static_cast<int>(digest.size())) return digest;
    std::copy_n(bytes, digest.size(), digest.begin());
    return digest;
}

void Connection::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Connection::keep_log_at_close() { sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr); }

Connection::~Connection() {
    statements_.clear();
    sqlite3_close(handle_);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Access access,
                                                     std::chrono::milliseconds busy_timeout) {
    sqlite3* handle = nullptr;
    // A reader needs a writable file too: readers of a write-ahead log write to its shared index.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (code != SQLITE_OK) return open_failure(connection->failure("opening the file"), code, path);
    if (const auto ready = connection->configure(access, busy_timeout); !ready)
        return open_failure(ready.error(), connection->failure_code(), path);
    return connection;
}

Result<void> Connection::configure(Access access, std::chrono::milliseconds busy_timeout) {
    constexpr std::pair<int, int> switches[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},     {SQLITE_DBCONFIG_DQS_DDL, 0}};
    for (const auto& [option, wanted] : switches) {
        int now = -1;
        if (sqlite3_db_config(handle_, option, wanted, &now) != SQLITE_OK || now != wanted)
            return failure("securing the connection");
    }
    sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(handle_, static_cast<int>(busy_timeout.count()));
    // The negative size is in KiB: 8 MiB a connection.
    // In KiB, taken as pages are read: a hundred thousand associates fit, who would else be copied from the system's
    // cache page by page.
    auto cached = access == Access::read ? run("PRAGMA cache_size = -65536") : run("PRAGMA cache_size = -16384");
    if (!cached) return cached.error();
    if (auto done = run("PRAGMA synchronous = FULL"); !done) return done.error();
    if (auto done = run("PRAGMA cell_size_check = ON"); !done) return done.error();
    if (auto done = run("PRAGMA temp_store = MEMORY"); !done) return done.error();
    if (access == Access::write) return {};
    if (auto done = run("PRAGMA query_only = ON"); !done) return done.error();
    return {};
}

Result<void> Connection::use_wal() {
    const auto mode = first("PRAGMA journal_mode = WAL", {}, [](const Row& row) { return row.text(0); });
    if (!mode) return mode.error();
    if (*mode != "wal") return storage_failure("sqlite: the file system does not allow a write-ahead log");
    // What a flood has blown up is cut back to 64 MiB after the next checkpoint.
    if (auto done = run("PRAGMA journal_size_limit = 67108864"); !done) return done.error();
    return {};
}

Result<void> Connection::offer_fold() {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    if (sqlite3_create_function_v2(handle_, "fold", 1, flags, this, fold_text, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure("offering a function");
    if (sqlite3_create_function_v2(handle_, "place", 2, flags, this, place_text, nullptr, nullptr, nullptr) !=
        SQLITE_OK)
        return failure("offering a function");
    return {};
}

Result<std::int64_t> Connection::run(Sql sql, std::initializer_list<Value> values) {
    Cursor cursor(*this, sql, values);
    while (cursor.next()) {
    }
    if (cursor.failure()) return *cursor.failure();
    return std::int64_t{sqlite3_changes64(handle_)};
}

Result<bool> Connection::exists(Sql sql, std::initializer_list<Value> values) {
    Cursor cursor(*this, sql, values);
    const bool found = cursor.next();
    if (cursor.failure()) return *cursor.failure();
    return found;
}

Result<void> Connection::script(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        sqlite3_stmt* raw = nullptr;
        if (sqlite3_prepare_v2(handle_, at, static_cast<int>(end - at), &raw, &at) != SQLITE_OK)
            return failure("preparing a migration");
        const std::unique_ptr<sqlite3_stmt, Finalize> statement(raw);
        if (statement == nullptr) continue;  // only white space or a comment was left
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW) code = sqlite3_step(statement.get());
        if (code != SQLITE_DONE) return failure("running a migration");
    }
    return {};
}

std::int32_t Connection::last_id() const { return static_cast<std::int32_t>(sqlite3_last_insert_rowid(handle_)); }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

Result<sqlite3_stmt*> Connection::prepared(Sql sql) {
    if (const auto found = statements_.find(sql.text()); found != statements_.end()) return found->second.get();
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.text().data(), static_cast<int>(sql.text().size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failure("preparing a statement");
    statements_.emplace(sql.text(), statement);
    return statement;
}

Error Connection::failure(std::string_view doing) {
    if (failure_code_ == 0) failure_code_ = sqlite3_extended_errcode(handle_);
    // sqlite3_errmsg takes a null handle for "out of memory".
    std::string detail = "sqlite: ";
    detail += doing;
    detail += ": ";
    detail += sqlite3_errmsg(handle_);
    detail += " (code ";
    detail += std::to_string(sqlite3_extended_errcode(handle_));
    detail += ')';
    return storage_failure(std::move(detail));
}

Connection::Cursor::Cursor(Connection& connection, Sql sql, std::initializer_list<Value> values)
    : connection_(connection) {
    const auto statement = connection.prepared(sql);
    if (!statement) {
        failure_ = statement.error();
        return;
    }
    statement_ = *statement;
    bind_all({values.begin(), values.size()});
}

Connection::Cursor::Cursor(Connection& connection, const Query& query) : connection_(connection), is_kept_(false) {
    const int code = sqlite3_prepare_v3(connection.handle_, query.text().data(), static_cast<int>(query.text().size()),
                                        0, &statement_, nullptr);
    if (code != SQLITE_OK)
        failure_ = connection.failure("preparing a list");
    else
        bind_all(query.values());
}

void Connection::Cursor::bind_all(std::span<const Value> values) {
    int index = 0;
    for (const Value& value : values) {
        if (bind(statement_, ++index, value) == SQLITE_OK) continue;
        failure_ = connection_.failure("binding a value");
        return;
    }
}

Connection::Cursor::~Cursor() {
    if (statement_ == nullptr) return;
    if (!is_kept_) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

bool Connection::Cursor::next() {
    if (failure_) return false;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_INTERRUPT)
        failure_ =
            fail(errc::invalid_argument, "This list would take too long: let the filter leave less to look through.");
    else if (code != SQLITE_DONE)
        failure_ = connection_.failure("running a statement");
    return false;
}

Result<Transaction> Transaction::begin(Connection& connection, Kind kind) {
    auto begun = kind == Kind::write ? connection.run("BEGIN IMMEDIATE") : connection.run("BEGIN");
    if (!begun) return begun.error();
    return Transaction(connection);
}

Transaction::~Transaction() {
    if (connection_ == nullptr || !connection_->in_transaction()) return;
    static_cast<void>(connection_->run("ROLLBACK"));
}

Result<void> Transaction::commit() {
    if (const auto done = connection_->run("COMMIT"); !done) return done.error();
    connection_ = nullptr;
    return {};
}

}  // namespace uag::sqlite
