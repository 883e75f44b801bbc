#include "adapters/sqlite/migrate.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace uag::sqlite {
namespace {

struct Applied {
    std::int32_t version = 0;
    std::string name;
    std::string checksum;
};

Error refuse(const std::string& text) { return fail_in_english(errc::storage, text, text); }

Error damaged(std::string detail) {
    return fail_in_english(errc::storage, std::string(damaged_text), std::move(detail));
}

std::string checksum_of(const Migration& migration) { return hex_encode(sha256(migration.sql)); }

Result<std::int64_t> number(Connection& connection, Sql sql) {
    const auto value = connection.first(sql, {}, [](const Row& row) { return row.int64(0); });
    if (!value) return value.error();
    return value->value_or(0);
}

// Whether the database is ours (true) or still empty (false).
Result<bool> recognise(Connection& connection, bool create) {
    const auto id = number(connection, "PRAGMA application_id");
    if (!id) return id.error();
    const auto objects = number(connection, "SELECT count(*) FROM sqlite_schema");
    if (!objects) return objects.error();
    if (*id == application_id && *objects > 0) return true;
    const bool marked = *id != 0 && *id != application_id;
    if (marked || *objects > 0)
        return refuse("The file is a SQLite database of another program, without useragentd's tables.");
    if (!create)
        return refuse(
            "The file is a SQLite database without any tables: restore a backup, or remove it to begin anew.");
    return false;
}

Result<std::vector<Applied>> read_applied(Connection& connection) {
    const auto noted = connection.exists("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'", {});
    if (!noted) return noted.error();
    if (!*noted) return damaged("sqlite: there is no schema_migrations");
    std::vector<Applied> applied;
    const auto read =
        connection.each("SELECT version, name, checksum FROM schema_migrations ORDER BY version", {},
                        [&](const Row& row) { applied.push_back({row.int32(0), row.text(1), row.text(2)}); });
    if (!read) return read.error();
    return applied;
}

Result<void> check_applied(const std::vector<Applied>& applied, std::span<const Migration> migrations) {
    if (applied.size() > migrations.size())
        return refuse("The database was made by a newer program (schema " + std::to_string(applied.back().version) +
                      "; this one knows " + std::to_string(migrations.size()) +
                      "): start that one, or put a backup of before in its place (useragentd restore).");
    for (std::size_t i = 0; i < applied.size(); ++i) {
        const Migration& known = migrations[i];
        if (applied[i].version != known.version)
            return refuse("The database's list of migrations is not this program's: version " +
                          std::to_string(applied[i].version) + " stands where " + std::to_string(known.version) +
                          " is expected.");
        if (applied[i].checksum != checksum_of(known))
            return refuse("The database was made with another form of migration " + std::to_string(known.version) +
                          " (" + std::string(known.name) + ").");
    }
    return {};
}

Result<void> apply(Connection& connection, const Migration& migration, TimePoint now) {
    if (const auto done = connection.script(migration.sql); !done) {
        Error error = done.error();
        error.public_text = Message::verbatim("Migration " + std::to_string(migration.version) + " (" +
                                              std::string(migration.name) + ") failed; the database is as it was.");
        return error;
    }
    const auto noted =
        connection.run("INSERT INTO schema_migrations (version, name, checksum, applied) VALUES (?, ?, ?, ?)",
                       {migration.version, migration.name, checksum_of(migration), now});
    if (!noted) return noted.error();
    return {};
}

Result<void> found_database(Connection& connection) {
    const auto table = connection.run(
        "CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT "
        "NULL, applied INTEGER NOT NULL) STRICT");
    if (!table) return table.error();
    // 0x55414753, see application_id; a PRAGMA takes no parameter.
    if (const auto marked = connection.run("PRAGMA application_id = 1430341459"); !marked) return marked.error();
    return {};
}

// Pages, and the order and completeness of what is in them; indexes are not compared with their tables.
Result<void> check_pages(Connection& connection) {
    const auto verdict = connection.first("PRAGMA quick_check(1)", {}, [](const Row& row) { return row.text(0); });
    if (!verdict) return verdict.error();
    if (verdict->value_or("") != "ok") return damaged("sqlite: quick_check: " + verdict->value_or(""));
    return {};
}

Result<std::vector<std::string>> schema_names(Connection& connection) {
    std::vector<std::string> names;
    const auto read =
        connection.each("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name", {},
                        [&](const Row& row) { names.push_back(row.text(0)); });
    if (!read) return read.error();
    return names;
}

// Whether all tables and indexes are there that these migrations make: sound pages may lack one.
Result<void> check_schema(Connection& connection, std::span<const Migration> applied) {
    const auto model = Connection::open(":memory:", Access::write, std::chrono::milliseconds{0});
    if (!model) return model.error();
    if (const auto founded = found_database(**model); !founded) return founded.error();
    if (const auto offered = (*model)->offer_fold(); !offered) return offered.error();
    for (const Migration& migration : applied)
        if (const auto made = apply(**model, migration, TimePoint{}); !made) return made.error();
    const auto wanted = schema_names(**model);
    if (!wanted) return wanted.error();
    const auto found = schema_names(connection);
    if (!found) return found.error();
    for (const std::string& name : *wanted)
        if (!std::ranges::binary_search(*found, name)) return damaged("sqlite: there is no " + name);
    return {};
}

}  // namespace

Result<void> check_database(Connection& connection, std::span<const Migration> migrations) {
    if (const auto ours = recognise(connection, false); !ours) return ours.error();
    if (const auto whole = check_pages(connection); !whole) return whole.error();
    const auto applied = read_applied(connection);
    if (!applied) return applied.error();
    if (const auto fits = check_applied(*applied, migrations); !fits) return fits.error();
    return check_schema(connection, migrations.first(applied->size()));
}

Result<void> migrate(Connection& connection, std::span<const Migration> migrations, bool create, TimePoint now) {
    // Looked at before anything is written, the write-ahead log included: a foreign file stays as it is.
    if (const auto ours = recognise(connection, create); !ours) return ours.error();
    if (const auto wal = connection.use_wal(); !wal) return wal.error();

    auto transaction = Transaction::begin(connection, Transaction::Kind::write);
    if (!transaction) return transaction.error();
    // Looked at again under the write lock: another process may have come first.
    const auto ours = recognise(connection, create);
    if (!ours) return ours.error();
    if (!*ours)
        if (const auto founded = found_database(connection); !founded) return founded.error();

    const auto applied = read_applied(connection);
    if (!applied) return applied.error();
    if (const auto fits = check_applied(*applied, migrations); !fits) return fits.error();
    if (applied->size() == migrations.size()) return transaction->commit();

    if (const auto offered = connection.offer_fold(); !offered) return offered.error();
    for (const Migration& migration : migrations.subspan(applied->size()))
        if (const auto done = apply(connection, migration, now); !done) return done.error();
    const auto broken = connection.exists("PRAGMA foreign_key_check", {});
    if (!broken) return broken.error();
    if (*broken) return refuse("The migrations leave references to rows that do not exist; the database is as it was.");
    return transaction->commit();
}

}  // namespace uag::sqlite
