// The disk fails at the first, second, nth write, flush and read of each kind of change: all of it is
// stored or nothing, the error says so, and the same store goes on when the disk does.
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>

#include "store/faulty_vfs.hpp"
#include "store/raw_sqlite.hpp"
#include "support/sanitized.hpp"
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Every row of every table.
std::string content_of(const std::string& path) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
    std::string all;
    const auto rows = [&](const std::string& sql, const auto& visit) {
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW) visit(statement);
        sqlite3_finalize(statement);
    };
    const auto text = [](sqlite3_stmt* statement, int column) {
        const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
        return std::string(bytes == nullptr ? "" : bytes,
                           static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    };
    std::vector<std::string> tables;
    rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
         [&](sqlite3_stmt* statement) { tables.push_back(text(statement, 0)); });
    REQUIRE(tables.size() > 5);
    for (const std::string& table : tables) {
        all += '\n' + table + ':';
        rows("SELECT * FROM \"" + table + '"', [&](sqlite3_stmt* statement) {
            for (int i = 0; i < sqlite3_column_count(statement); ++i) all += text(statement, i) + '|';
        });
    }
    sqlite3_close(handle);
    return all;
}

// Some numbers (revisions, ids of sealed rows) are another each time; what stands where is not.
std::string shape_of(std::string content) {
    std::string shape;
    for (const char c : content) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit)
            shape += c;
        else if (shape.empty() || shape.back() != '#')
            shape += '#';
    }
    return shape;
}

struct Fault {
    const char* what;
    DiskCall call;
    int code;
    bool stays;
};
constexpr Fault faults[] = {{"one write, disk full", DiskCall::write, SQLITE_FULL, false},
                            {"all writes, disk full", DiskCall::write, SQLITE_FULL, true},
                            {"one write, I/O error", DiskCall::write, SQLITE_IOERR_WRITE, false},
                            {"all writes, I/O error", DiskCall::write, SQLITE_IOERR_WRITE, true},
                            {"one flush", DiskCall::flush, SQLITE_IOERR_FSYNC, false},
                            {"all flushes", DiskCall::flush, SQLITE_IOERR_FSYNC, true},
                            {"one read", DiskCall::read, SQLITE_IOERR_READ, false},
                            {"all reads", DiskCall::read, SQLITE_IOERR_READ, true}};

std::optional<Error> failure_of(const auto& result) {
    if (result.has_value()) return std::nullopt;
    return result.error();
}

Result<void> change_of_size(Rows& rows, std::int32_t id, std::size_t size, TimePoint now) {
    Result<void> done = rows.put_password(id, password_record(std::string(size, 'x')), {now, 0});
    if (done.has_value()) done = rows.stamp_associate(id, {now, 0});
    if (done.has_value()) done = rows.end_sessions(id, std::nullopt);
    return done;
}

Result<void> log_in(Rows& rows, std::int32_t id, TimePoint now) {
    const Result<void> done = rows.set_last_login(id, now);
    if (!done.has_value()) return done;
    return add_event(rows, login_event(id, now));
}

struct Trial {
    const char* what;
    std::function<std::optional<Error>(Store&, std::int32_t id, TimePoint now)> run;
};

const std::vector<Trial> trials{
    {"a new associate with a password",
     [](Store& store, std::int32_t, TimePoint) {
         return failure_of(run_task(plant_associate(store, employee_with_password("bert", std::string(9000, 'b')))));
     }},
    {"a new password, which ends sessions",
     [](Store& store, std::int32_t id, TimePoint now) {
         return failure_of(try_write(store, [=](Rows& rows) { return change_of_size(rows, id, 20'000, now); }));
     }},
    {"a log-in",
     [](Store& store, std::int32_t id, TimePoint now) {
         return failure_of(try_write(store, [=](Rows& rows) { return log_in(rows, id, now); }));
     }},
    {"a seed",
     [](Store& store, std::int32_t, TimePoint) {
         Seed seed;
         seed.rights = {{104, "fly", "Fly"}};
         seed.roles = {{{21, "Pilots", std::string(5000, 'p'), RoleType::employee}, {"fly", "admin-all"}}};
         seed.groups = {{21, "Crew", "", 9}};
         return failure_of(run_task(plant(store, seed)));
     }},
};

// A sanitizer takes twenty times as long; there every seventh call fails.
constexpr int calls_apart = uag::test::sanitized ? 7 : 1;

// A database on which each round starts anew.
struct Base {
    Base() {
        const auto store = home.open();
        done(plant(*store, basic_seed()));
        id = value_of(plant_associate(*store, employee_with_password("anna", "first")));
        done(put_session(*store, session_of(1, id, home.clock.now())));
    }
    SqliteHome home;
    std::int32_t id = 0;
};

}  // namespace

TEST_CASE("whichever disk call fails, a change is stored whole or not at all, and the store goes on") {
    Base base;
    const TimePoint now = base.home.clock.now();
    FaultyVfs disk;
    for (const Trial& trial : trials) {
        CAPTURE(trial.what);
        std::string expected;
        for (const Fault& fault : faults) {
            CAPTURE(fault.what);
            int failures = 0;
            for (int nth = 1;; nth += calls_apart) {
                CAPTURE(nth);
                REQUIRE(nth < 500);
                const TempDir folder(TempDir::memory());
                SqliteSettings settings;
                settings.path = folder.file("users.db");
                settings.clock = &base.home.clock;
                std::filesystem::copy_file(base.home.path(), settings.path);
                auto store = open_sqlite_store(settings);
                REQUIRE(store.has_value());
                const std::string before = content_of(settings.path);

                disk.fail_at(nth, fault.call, fault.code, fault.stays);
                const std::optional<Error> error = trial.run(**store, base.id, now);
                const bool hit = disk.end();
                const std::string after = content_of(settings.path);
                if (!hit) {
                    REQUIRE_FALSE(error);
                    if (expected.empty()) expected = shape_of(after);
                    const bool whole = shape_of(after) == expected;
                    CHECK(whole);
                    break;
                }
                if (error) {
                    ++failures;
                    CHECK(error->code == errc::storage);
                    CHECK(error->public_text.english() == "The database cannot answer now.");
                    const bool untouched = after == before;
                    CHECK(untouched);
                    // The same store, once the disk is sound.
                    REQUIRE_FALSE(trial.run(**store, base.id, now));
                }
                const std::string then = content_of(settings.path);
                const bool stored = then != before && (expected.empty() || shape_of(then) == expected);
                CHECK(stored);
                store->reset();
                CHECK(Raw(settings.path).ask("PRAGMA integrity_check") == "ok");
                const bool kept = content_of(settings.path) == then;
                CHECK(kept);
            }
            if (fault.call != DiskCall::read) CHECK(failures > 0);
        }
    }
}

TEST_CASE("a disk that fails while the database is made leaves none that is half made") {
    FaultyVfs disk;
    for (const Fault& fault : faults) {
        CAPTURE(fault.what);
        for (int nth = 1;; nth += calls_apart + nth / 8) {  // each of the first, then ever fewer
            CAPTURE(nth);
            REQUIRE(nth < 2000);
            const TempDir folder(TempDir::memory());
            SqliteSettings settings;
            settings.path = folder.file("users.db");
            settings.create = true;
            disk.fail_at(nth, fault.call, fault.code, fault.stays);
            auto store = open_sqlite_store(settings);
            const bool hit = disk.end();
            if (!hit) {
                REQUIRE(store.has_value());
                break;
            }
            if (!store.has_value()) {
                CHECK(store.error().code == errc::storage);
                store = open_sqlite_store(settings);
                REQUIRE_MESSAGE(store.has_value(), store.error().detail);
            }
            done(plant(**store, basic_seed()));
            store->reset();
            CHECK(Raw(settings.path).ask("PRAGMA integrity_check") == "ok");
        }
    }
}

TEST_CASE("a damaged page is found before the database serves, and answered with an error if it comes later") {
    Base base;
    const TempDir folder;
    SqliteSettings settings;
    settings.path = folder.file("users.db");
    settings.check = true;
    std::filesystem::copy_file(base.home.path(), settings.path);
    CHECK(open_sqlite_store(settings).has_value());
    const auto pages = std::stoi(Raw(settings.path).ask("PRAGMA page_count"));
    const std::string root = Raw(settings.path).ask("SELECT rootpage FROM sqlite_schema WHERE name = 'associate'");
    const auto damage = [&](int page) {
        std::fstream file(settings.path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp((page - 1) * 4096);
        file << std::string(4096, '\xA5');
    };
    REQUIRE(pages > std::stoi(root));
    {
        auto store = open_sqlite_store(settings);
        REQUIRE(store.has_value());
        damage(std::stoi(root));
        const auto found = run_task(identity_of(**store, base.id));
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().code == errc::storage);
    }
    const auto refused = open_sqlite_store(settings);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == errc::storage);
    CHECK(refused.error().public_text.english().starts_with("The database is damaged."));
}
