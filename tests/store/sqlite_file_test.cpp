// The SQLite file itself: opening, migrations, durability, failing disks.
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <string_view>

#include "adapters/sqlite/migrate.hpp"
#include "adapters/sqlite/open_failure.hpp"
#include "store/faulty_vfs.hpp"
#include "store/raw_sqlite.hpp"
#include "support/store_suite.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;
using sqlite::Migration;

namespace {

SqliteSettings settings_for(const std::string& path, bool create = false) {
    SqliteSettings settings;
    settings.path = path;
    settings.create = create;
    settings.busy_timeout = std::chrono::milliseconds{20};
    return settings;
}

std::string refusal(const SqliteSettings& settings) {
    const auto store = open_sqlite_store(settings);
    if (store) return "it was opened";
    CHECK(store.error().code == errc::storage);
    CHECK_FALSE(store.error().detail.empty());
    return store.error().public_text.english();
}

Result<void> migrate_file(const std::string& path, std::span<const Migration> migrations) {
    auto connection = sqlite::Connection::open(path, sqlite::Access::write, std::chrono::milliseconds{20});
    if (!connection) return connection.error();
    return sqlite::migrate(**connection, migrations, true, TimePoint{});
}

}  // namespace

TEST_CASE("a fresh database is private, ours, and has every migration") {
    SqliteHome home;
    home.open().reset();
    struct stat status{};
    REQUIRE(::stat(home.path().c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    Raw raw(home.path());
    CHECK(raw.ask("PRAGMA application_id") == "1430341459");
    CHECK(raw.ask("PRAGMA journal_mode") == "wal");
    CHECK(raw.ask("SELECT count(*) FROM schema_migrations") == std::to_string(sqlite::embedded_migrations().size()));
    CHECK(raw.ask("SELECT name FROM schema_migrations WHERE version = 1") == "identities");
    CHECK(raw.ask("PRAGMA integrity_check") == "ok");
}

TEST_CASE("the log files beside the database are private too") {
    SqliteHome home;
    auto store = home.open();
    done(plant(*store, basic_seed()));
    for (const char* suffix : {"-wal", "-shm"}) {
        struct stat status{};
        REQUIRE(::stat((home.path() + suffix).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
    }
}

TEST_CASE("reopening changes nothing and needs no permission to create") {
    SqliteHome home;
    {
        auto store = home.open();
        done(plant(*store, basic_seed()));
        value_of(plant_associate(*store, employee("anna")));
    }
    const auto store = open_sqlite_store(settings_for(home.path()));
    REQUIRE(store.has_value());
    CHECK(value_of(associates_of(**store)).size() == 1);
}

TEST_CASE("a missing file is made only when asked for") {
    const TempDir folder;
    const std::string path = folder.file("none.db");
    CHECK(contains(refusal(settings_for(path)), "no database file"));
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK(contains(refusal(settings_for("")), "no path"));
    CHECK(contains(refusal(settings_for(folder.file("no/such/folder.db"), true)), "cannot be created"));
    CHECK(contains(refusal(settings_for(folder.write("empty.db", ""))), "empty"));
    CHECK(open_sqlite_store(settings_for(folder.file("empty.db"), true)).has_value());
}

TEST_CASE("a path that SQLite would take for something else is a file") {
    const TempDir folder;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    for (const char* path : {":memory:", "file:x?mode=memory"}) {
        CHECK(open_sqlite_store(settings_for(path, true)).has_value());
        CHECK(std::filesystem::exists(folder.path() / path));
    }
    std::filesystem::current_path(before);
}

TEST_CASE("a file that is no database is refused and left as it is") {
    const TempDir folder;
    const std::string text(5000, 'x');
    const std::string path = folder.write("notes.txt", text);
    CHECK(contains(refusal(settings_for(path, true)), "cannot be read as a SQLite database"));
    CHECK(std::filesystem::file_size(path) == text.size());
    CHECK(contains(refusal(settings_for(path, true)), "useragentd restore FILE --db " + path));
    CHECK(contains(refusal(settings_for(folder.path().string(), true)), "cannot be opened"));
}

TEST_CASE("only damage names a backup; a disk, a lock and a missing permission say what they are") {
    using sqlite::open_failure;
    const auto text = [](int code) {
        return open_failure(fail_in_english(errc::storage, "?"), code, "/x/users.db").public_text.english();
    };
    const std::pair<int, const char*> harmless[] = {{SQLITE_FULL, "disk is full"},
                                                    {SQLITE_IOERR_SHMSIZE, "make room"},
                                                    {SQLITE_IOERR_WRITE, "make room"},
                                                    {SQLITE_BUSY, "another program"},
                                                    {SQLITE_CANTOPEN, "its file and folder"},
                                                    {SQLITE_READONLY, "read-only"},
                                                    {SQLITE_READONLY_DIRECTORY, "read-only"},
                                                    {SQLITE_BUSY_RECOVERY, "another program"},
                                                    {SQLITE_NOMEM, "memory"}};
    for (const auto& [code, words] : harmless) {
        CAPTURE(code);
        CHECK(contains(text(code), words));
        CHECK(contains(text(code), "/x/users.db"));
        CHECK_FALSE(contains(text(code), "restore"));
    }
    for (const int code : {SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_NOTADB})
        CHECK(contains(text(code), "useragentd restore FILE --db /x/users.db"));
    CHECK(text(SQLITE_ERROR) == "?");
}

TEST_CASE("a lock at the start is called one, and is over when it goes") {
    SqliteHome home;
    home.open().reset();
    for (const bool check : {false, true}) {
        SqliteSettings settings = settings_for(home.path(), true);
        settings.check = check;
        Raw other(home.path());
        other.run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE associate SET rank = rank");
        const std::string text = refusal(settings);
        CHECK(contains(text, "locked by another program"));
        CHECK_FALSE(contains(text, "restore"));
    }
    CHECK(open_sqlite_store(settings_for(home.path())).has_value());
}

TEST_CASE("a disk that cannot be read or written at the start is not called a damaged database") {
    SqliteHome home;
    home.open().reset();
    FaultyVfs disk;
    for (const auto& [call, code] : {std::pair{DiskCall::read, SQLITE_IOERR_READ}, {DiskCall::write, SQLITE_FULL}}) {
        SqliteSettings settings = settings_for(home.path(), true);
        settings.check = true;
        disk.fail_at(1, call, code, true);
        const auto store = open_sqlite_store(settings);
        if (!disk.end()) continue;  // nothing had to be written
        REQUIRE_FALSE(store.has_value());
        CHECK(contains(store.error().public_text.english(), "make room"));
        CHECK_FALSE(contains(store.error().public_text.english(), "restore"));
    }
    CHECK(open_sqlite_store(settings_for(home.path())).has_value());
}

TEST_CASE("a table or an index that is gone is damage, found before the database serves") {
    for (const char* loss :
         {"DROP TABLE login_failure", "DROP INDEX session_by_associate", "DROP TABLE schema_migrations"}) {
        CAPTURE(loss);
        SqliteHome home;
        home.open().reset();
        SqliteSettings settings = settings_for(home.path(), true);
        settings.check = true;
        CHECK(open_sqlite_store(settings).has_value());
        {
            Raw(home.path()).run(loss);
        }
        CHECK(
            contains(refusal(settings), "The database is damaged. (" + home.path() + ") To put a backup in its place"));
    }
}

TEST_CASE("where the key file of a database is, no new one is made in the place of a lost one") {
    const TempDir folder;
    SqliteSettings settings = settings_for(folder.file("users.db"), true);
    settings.goes_with = folder.write("users.db.key", "1 x");
    for (const bool is_there : {false, true}) {
        if (is_there) folder.write("users.db", "");
        const std::string text = refusal(settings);
        CHECK(contains(text, is_there ? "The database is empty" : "There is no database file"));
        CHECK(contains(text, "To begin anew" + std::string(is_there ? ", move the empty file away" : "") +
                                 ": useragentd seed or user add make a database for that key."));
        CHECK(contains(text, "useragentd restore FILE --db " + settings.path));
        CHECK(std::filesystem::exists(settings.path) == is_there);
        if (is_there) CHECK(std::filesystem::file_size(settings.path) == 0);
    }
    std::filesystem::remove(settings.goes_with);
    CHECK(open_sqlite_store(settings).has_value());
    folder.write("users.db.key", "1 x");
    CHECK(open_sqlite_store(settings).has_value());
}

TEST_CASE("another program's database is refused and left as it is") {
    const TempDir folder;
    const std::string path = folder.file("other.db");
    {
        Raw(path).run("CREATE TABLE associate (id INTEGER)");
    }
    CHECK(contains(refusal(settings_for(path, true)), "another program"));
    CHECK(Raw(path).ask("PRAGMA journal_mode") == "delete");
    const std::string marked = folder.file("marked.db");
    {
        Raw(marked).run("PRAGMA application_id = 7");
    }
    CHECK(contains(refusal(settings_for(marked, true)), "another program"));
    SqliteSettings checked = settings_for(path, true);
    checked.check = true;
    CHECK(refusal(checked) ==
          "The file is a SQLite database of another program, without useragentd's tables. (" + path + ")");
}

TEST_CASE("a SQLite file without tables says that it is one") {
    const TempDir folder;
    const std::string path = folder.file("empty.db");
    {
        Raw(path).run("CREATE TABLE x (id INTEGER); DROP TABLE x");
    }
    REQUIRE(std::filesystem::file_size(path) > 0);
    SqliteSettings settings = settings_for(path, true);
    settings.check = true;
    CHECK(contains(refusal(settings),
                   "a SQLite database without any tables: restore a backup, or remove it to begin anew"));
    CHECK(contains(refusal(settings), path));
}

TEST_CASE("a changed, missing or newer migration is refused") {
    SqliteHome home;
    home.open().reset();
    SUBCASE("changed") {
        Raw(home.path()).run("UPDATE schema_migrations SET checksum = 'x' WHERE version = 2");
        CHECK(contains(refusal(settings_for(home.path())), "another form of migration 2 (sessions)"));
    }
    SUBCASE("missing") {
        Raw(home.path()).run("DELETE FROM schema_migrations WHERE version = 1");
        CHECK(contains(refusal(settings_for(home.path())), "not this program's"));
    }
    SUBCASE("newer") {
        Raw(home.path()).run("INSERT INTO schema_migrations VALUES (9999, 'future', 'x', 0)");
        CHECK(contains(refusal(settings_for(home.path())), "newer program (schema 9999"));
    }
}

TEST_CASE("missing migrations are applied in order, all of them or none") {
    const TempDir folder;
    const std::string path = folder.write("users.db", "");
    const std::vector<Migration> first{{1, "one", "CREATE TABLE a (x) ; INSERT INTO a VALUES (1);"}};
    REQUIRE(migrate_file(path, first).has_value());

    std::vector<Migration> broken = first;
    broken.push_back({2, "two", "UPDATE a SET x = 2;"});
    broken.push_back({3, "three", "CREATE TABLE b (y); INSERT INTO nowhere VALUES (1);"});
    const auto failed = migrate_file(path, broken);
    REQUIRE_FALSE(failed.has_value());
    CHECK(contains(failed.error().public_text.english(), "Migration 3 (three) failed"));
    CHECK(Raw(path).ask("SELECT x FROM a") == "1");
    CHECK(Raw(path).ask("SELECT max(version) FROM schema_migrations") == "1");

    std::vector<Migration> good = first;
    good.push_back({2, "two", "UPDATE a SET x = 2;"});
    good.push_back({3, "three", "UPDATE a SET x = x * 10; -- the end"});
    CHECK(migrate_file(path, good).has_value());
    CHECK(migrate_file(path, good).has_value());
    CHECK(Raw(path).ask("SELECT x FROM a") == "20");
    CHECK_FALSE(migrate_file(path, first).has_value());
}

TEST_CASE("a migration that breaks a reference is undone") {
    const TempDir folder;
    const std::string path = folder.write("users.db", "");
    const std::vector<Migration> dangling{{1, "one",
                                           "CREATE TABLE a (id INTEGER PRIMARY KEY); PRAGMA defer_foreign_keys = ON;"
                                           "CREATE TABLE b (a INTEGER REFERENCES a (id)); INSERT INTO b VALUES (7);"}};
    const auto failed = migrate_file(path, dangling);
    REQUIRE_FALSE(failed.has_value());
    CHECK(contains(failed.error().public_text.english(), "references"));
    CHECK(Raw(path).ask("SELECT count(*) FROM sqlite_schema") == "0");
}

TEST_CASE("a connection is defensive, and a reader cannot write") {
    SqliteHome home;
    home.open().reset();
    const auto path = home.path();
    auto writer = sqlite::Connection::open(path, sqlite::Access::write, std::chrono::milliseconds{20});
    REQUIRE(writer.has_value());
    const auto ask = [&](sqlite::Sql sql) {
        return (*writer)->first(sql, {}, [](const sqlite::Row& row) { return row.int64(0); })->value_or(-1);
    };
    CHECK(ask("PRAGMA foreign_keys") == 1);
    CHECK(ask("PRAGMA trusted_schema") == 0);
    CHECK(ask("PRAGMA synchronous") == 2);
    CHECK(ask("PRAGMA cache_size") == -16384);
    CHECK_FALSE((*writer)->run("UPDATE sqlite_schema SET name = 'x'").has_value());
    CHECK_FALSE((*writer)->run("INSERT INTO associate_group VALUES (1, 1)").has_value());
    CHECK_FALSE((*writer)->run("ATTACH ':memory:' AS other").has_value());

    auto reader = sqlite::Connection::open(path, sqlite::Access::read, std::chrono::milliseconds{20});
    REQUIRE(reader.has_value());
    CHECK_FALSE((*reader)->run("UPDATE generation SET value = 9").has_value());
}

TEST_CASE("an error tells what failed, never a value") {
    SqliteHome home;
    home.open().reset();
    auto db = sqlite::Connection::open(home.path(), sqlite::Access::write, std::chrono::milliseconds{20});
    REQUIRE(db.has_value());
    const std::string secret = "$argon2id$hunter2";
    const auto failed = (*db)->run(
        "INSERT INTO password_credential (associate_id, phc, valid_from, valid_to, changed_at) VALUES (?, ?, "
        "0, 0, 0)",
        {4711, secret});
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().code == errc::storage);
    CHECK(contains(failed.error().detail, "FOREIGN KEY"));
    CHECK_FALSE(contains(failed.error().detail + failed.error().public_text.english(), "hunter2"));
    CHECK_FALSE(contains(failed.error().detail + failed.error().public_text.english(), "4711"));
}

TEST_CASE("an acknowledged change is in the files") {
    SqliteHome home;
    auto store = home.open();
    done(plant(*store, basic_seed()));
    const std::int32_t id = value_of(plant_associate(*store, employee_with_password("anna", "first")));
    done(put_password(*store, id, "second"));
    // What a machine that stops now would leave: the store is still open, nothing has been written back.
    const TempDir after_the_crash;
    for (const char* suffix : {"", "-wal"})
        std::filesystem::copy_file(home.path() + suffix, after_the_crash.file(std::string("copy.db") + suffix));
    Raw raw(after_the_crash.file("copy.db"));
    CHECK(raw.ask("SELECT phc FROM password_credential") == "second");
    CHECK(raw.ask("PRAGMA integrity_check") == "ok");
}

TEST_CASE("when another process keeps the write lock, every waiting change fails and none is stored") {
    SqliteHome home;
    {
        done(plant(*home.open(), basic_seed()));
    }
    auto store = open_sqlite_store(settings_for(home.path()));
    REQUIRE(store.has_value());
    Raw other(home.path());
    other.run("BEGIN IMMEDIATE");
    CHECK(error_of(plant_associate(**store, employee("anna"))).code == errc::storage);
    CHECK(error_of(plant_associate(**store, employee("bert"))).code == errc::storage);
    CHECK(value_of(associates_of(**store)).empty());
    other.run("ROLLBACK");
    value_of(plant_associate(**store, employee("anna")));
    CHECK(value_of(associates_of(**store)).size() == 1);
}

TEST_CASE("a disk that takes no more fails the change, and the store goes on when it does") {
    SqliteHome home;
    auto store = home.open();
    done(plant(*store, basic_seed()));
    const std::int32_t id = value_of(plant_associate(*store, employee_with_password("anna", "first")));

    // No file of this process may grow beyond the log's present size: as good as a full disk.
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlim_t used = std::filesystem::file_size(home.path() + "-wal");
    for (rlim_t room = 0; room < 16384; room += 1024) {
        const rlimit full{used + room, before.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &full) == 0);
        const Result<void> failed = run_task(put_password(*store, id, std::string(20000, 'x')));
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
        REQUIRE_FALSE(failed.has_value());
        CHECK(failed.error().code == errc::storage);
        CHECK(value_of(identity_of(*store, id))->password->phc == "first");
    }
    std::signal(SIGXFSZ, handler);

    done(put_password(*store, id, "second"));
    CHECK(value_of(identity_of(*store, id))->password->phc == "second");
    store.reset();
    CHECK(Raw(home.path()).ask("PRAGMA integrity_check") == "ok");
}

TEST_CASE("the store stamps who was registered when") {
    SqliteHome home;
    auto store = home.open();
    const Stamp first{home.clock.now(), 0};
    done(plant(*store, basic_seed(), first));
    const std::int32_t id = value_of(plant_associate(*store, employee_with_email("anna", "anna@example.com"), first));
    const std::string added = std::to_string(home.clock.now().time_since_epoch().count());
    home.clock.advance(std::chrono::hours{1});
    rows_written(*store, [&](Rows& rows) -> Result<void> {
        const Stamp stamp{home.clock.now(), 9};
        if (auto put = rows.put_password(id, password_record("x"), stamp); !put.has_value()) return put;
        if (auto noted = rows.set_last_login(id, stamp.when); !noted.has_value()) return noted;
        return rows.stamp_associate(id, stamp);
    });
    const std::string changed = std::to_string(home.clock.now().time_since_epoch().count());
    Raw raw(home.path());
    CHECK(raw.ask("SELECT registered FROM associate") == added);
    CHECK(raw.ask("SELECT registered FROM person") == added);
    CHECK(raw.ask("SELECT registered FROM role WHERE id = 11") == added);
    CHECK(raw.ask("SELECT registered FROM user_group WHERE id = 11") == added);
    CHECK(raw.ask("SELECT updated || ' ' || updated_by || ' ' || last_login FROM associate") ==
          changed + " 9 " + changed);
    CHECK(raw.ask("SELECT changed_at || ' ' || changed_by FROM password_credential") == changed + " 9");
}
