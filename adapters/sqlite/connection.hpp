// One SQLite connection with its prepared statements. Used by one thread at a time.
//
// Errors are errc::storage; their detail is SQLite's own text, which names tables and columns, never a bound
// value.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/encoding.hpp"
#include "core/base/error.hpp"

struct sqlite3;
struct sqlite3_context;
struct sqlite3_stmt;
struct sqlite3_value;

namespace uag::sqlite {

/// The text of a statement. It must be a constant of the program: what a caller sends can only be bound to
/// it.
class Sql {
public:
    consteval Sql(const char* text) : text_(text) {}
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// What is bound to a parameter. It refers to the caller's text, which must live until the statement has run.
class Value {
public:
    enum class Kind : std::uint8_t { null, integer, text, blob };

    Value(std::nullptr_t) {}
    template <std::integral T> Value(T number) : kind_(Kind::integer), number_(static_cast<std::int64_t>(number)) {}
    Value(TimePoint time) : kind_(Kind::integer), number_(time.time_since_epoch().count()) {}
    Value(std::string_view text) : kind_(Kind::text), bytes_(text) {}
    Value(const std::string& text) : Value(std::string_view(text)) {}
    Value(const Digest& digest) : kind_(Kind::blob), bytes_(as_text(digest)) {}
    static Value blob(std::string_view bytes) {
        Value value(bytes);
        value.kind_ = Kind::blob;
        return value;
    }

    Kind kind() const { return kind_; }
    std::int64_t number() const { return number_; }
    std::string_view bytes() const { return bytes_; }

private:
    Kind kind_ = Kind::null;
    std::int64_t number_ = 0;
    std::string_view bytes_;
};

/// A statement put together from constants of the program: what a caller sends can only be bound to it, and is copied.
class Query {
public:
    Query& operator<<(Sql piece) {
        text_ += piece.text();
        return *this;
    }
    /// Writes a parameter and binds the value to it.
    void bind(std::int64_t number) { add(Value(number)); }
    void bind(std::string text) { add(Value(std::string_view(texts_.emplace_back(std::move(text))))); }
    const std::string& text() const { return text_; }
    const std::vector<Value>& values() const { return values_; }

private:
    void add(Value value) {
        values_.push_back(value);
        (text_ += '?') += std::to_string(values_.size());
    }

    std::string text_;
    std::vector<Value> values_;
    std::deque<std::string> texts_;
};

/// A foreign key: 0 means "none" in the core and is NULL in a table.
inline Value id_or_null(std::int32_t id) { return id == 0 ? Value(nullptr) : Value(id); }

/// The current row of a query. Columns count from 0; NULL reads as 0 or an empty text.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

    bool is_null(int column) const;
    std::int64_t int64(int column) const;
    std::int32_t int32(int column) const { return static_cast<std::int32_t>(int64(column)); }
    bool flag(int column) const { return int64(column) != 0; }
    TimePoint time(int column) const { return TimePoint{std::chrono::milliseconds{int64(column)}}; }
    std::string text(int column) const;
    std::string bytes(int column) const;
    /// Zeros if the column does not hold 32 bytes.
    Digest digest(int column) const;

private:
    sqlite3_stmt* statement_;
};

/// What a connection is for. A reader's connection cannot write.
enum class Access : std::uint8_t { read, write };

class Connection {
public:
    /// Opens an existing file and makes the connection safe to use (defensive, no trusted schema, foreign
    /// keys, bounded cache). It does not change the file: see use_wal. An error's text is open_failure()'s.
    static Result<std::unique_ptr<Connection>> open(const std::string& path, Access access,
                                                    std::chrono::milliseconds busy_timeout);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Write-ahead log, and every commit flushed to the disk.
    Result<void> use_wal();

    /// Closing leaves the write-ahead log where it is, and what it holds out of the database file: for a log that another
    /// process has gone on with.
    void keep_log_at_close();

    /// Runs a statement to its end; how many rows it changed.
    Result<std::int64_t> run(Sql sql, std::initializer_list<Value> values = {});

    /// Calls `visit(row)` for each row of the answer. `visit` must not use the connection.
    template <class Visit> Result<void> each(Sql sql, std::initializer_list<Value> values, Visit visit) {
        Cursor cursor(*this, sql, values);
        while (cursor.next()) visit(cursor.row());
        if (cursor.failure()) return *cursor.failure();
        return {};
    }

    /// The same for a statement that is prepared for this once.
    template <class Visit> Result<void> each(const Query& query, Visit visit) {
        Cursor cursor(*this, query);
        while (cursor.next()) visit(cursor.row());
        if (cursor.failure()) return *cursor.failure();
        return {};
    }

    /// `read(row)` of the first row, or nothing if there is none. `read` must not use the connection.
    template <class Read> auto first(Sql sql, std::initializer_list<Value> values, Read read)
        -> Result<std::optional<std::invoke_result_t<Read&, const Row&>>> {
        std::optional<std::invoke_result_t<Read&, const Row&>> found;
        Cursor cursor(*this, sql, values);
        if (cursor.next()) found = read(cursor.row());
        if (cursor.failure()) return *cursor.failure();
        return found;
    }

    /// Offers fold(text) of core/base/text to SQL, for migrations and lists: SQLite itself cannot fold Unicode. And
    /// place(text, part): instr() of texts, whose work counts as steps.
    Result<void> offer_fold();

    /// From now on statements together run so many steps of SQLite's machine, to about a thousand; what needs more
    /// ends as errc::invalid_argument. 0: as many as they need. fold() and place() count as many as their texts are long.
    void limit_steps(std::int64_t steps);

    /// True if there is a row.
    Result<bool> exists(Sql sql, std::initializer_list<Value> values);

    /// Runs a migration: several statements, a constant of the program.
    Result<void> script(std::string_view text);

    /// The id that the last INSERT assigned.
    std::int32_t last_id() const;
    /// SQLite's extended code of the first failure on this connection; 0 if there was none.
    int failure_code() const { return failure_code_; }
    /// False too when SQLite itself rolled back after a full disk or a failed write.
    bool in_transaction() const;

private:
    // A statement while it runs; resets it and lets go of what was bound at the end.
    class Cursor {
    public:
        Cursor(Connection& connection, Sql sql, std::initializer_list<Value> values);
        Cursor(Connection& connection, const Query& query);
        ~Cursor();
        Cursor(const Cursor&) = delete;
        Cursor& operator=(const Cursor&) = delete;

        bool next();
        Row row() const { return Row(statement_); }
        const std::optional<Error>& failure() const { return failure_; }

    private:
        void bind_all(std::span<const Value> values);

        Connection& connection_;
        sqlite3_stmt* statement_ = nullptr;
        bool is_kept_ = true;  // among the connection's statements
        std::optional<Error> failure_;
    };

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };

    explicit Connection(sqlite3* handle) : handle_(handle) {}
    Result<sqlite3_stmt*> prepared(Sql sql);
    Result<void> configure(Access access, std::chrono::milliseconds busy_timeout);
    Error failure(std::string_view doing);
    static int count_steps(void* connection);
    bool spend(std::size_t steps);
    std::string_view folded(std::string_view text);
    static void fold_text(sqlite3_context* context, int, sqlite3_value** arguments);
    static void place_text(sqlite3_context* context, int, sqlite3_value** arguments);

    struct Folded {
        std::string text;
        std::string folded;
    };

    sqlite3* handle_;
    bool is_limited_ = false;
    std::int64_t steps_left_ = 0;
    std::array<Folded, 16> folds_;  // the latest: terms of a filter ask for a row's columns again and again
    std::size_t next_fold_ = 0;
    int failure_code_ = 0;
    std::map<std::string_view, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

/// A transaction that is rolled back unless commit() succeeds.
class Transaction {
public:
    enum class Kind : std::uint8_t { read, write };

    /// A write transaction takes the write lock at once, waiting at most the connection's busy timeout.
    static Result<Transaction> begin(Connection& connection, Kind kind);
    Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Connection& connection) : connection_(&connection) {}
    Connection* connection_;
};

}  // namespace uag::sqlite
