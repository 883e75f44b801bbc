// A process that is killed in the middle of its work: what it acknowledged is there, and the file is sound.
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <limits>

#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Changes the password to "1", "2", "3", … until it is killed, and says so after each acknowledgement.
[[noreturn]] void change_for_ever(SqliteHome& home, std::int32_t id, int acknowledge) {
    const auto store = home.open();
    for (std::int32_t i = 1;; ++i) {
        const auto changed = run_task(put_password(*store, id, std::to_string(i)));
        if (!changed) ::_exit(1);
        if (::write(acknowledge, &i, sizeof i) != sizeof i) ::_exit(2);
    }
}

std::int32_t wait_for(int acknowledged, std::int32_t wanted) {
    std::int32_t last = 0;
    while (last < wanted && ::read(acknowledged, &last, sizeof last) == sizeof last) {
    }
    return last;
}

std::string integrity(const std::string& path) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(handle, "PRAGMA integrity_check", -1, &statement, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    const std::string answer = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return answer;
}

}  // namespace

TEST_CASE("a killed process loses nothing that it acknowledged") {
    SqliteHome home;
    std::int32_t id = 0;
    {
        const auto store = home.open();
        done(plant(*store, basic_seed()));
        id = value_of(plant_associate(*store, employee_with_password("anna", "0")));
    }
    // Different moments: after few changes, and after so many that the log has been written back in between.
    for (const std::int32_t wanted : {1, 2, 3, 5, 8, 13, 40, 100, 400}) {
        int ends[2] = {-1, -1};
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) change_for_ever(home, id, ends[1]);
        ::close(ends[1]);
        std::int32_t acknowledged = wait_for(ends[0], wanted);
        REQUIRE(::kill(child, SIGKILL) == 0);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WIFSIGNALED(status));
        acknowledged = std::max(acknowledged, wait_for(ends[0], std::numeric_limits<std::int32_t>::max()));
        ::close(ends[0]);

        CHECK(acknowledged >= wanted);
        const auto store = home.open();
        const auto identity = value_of(identity_of(*store, id));
        REQUIRE((identity && identity->password));
        const int stored = std::stoi(identity->password->phc);
        // The last change may be on disk without anybody having been told.
        CHECK(stored >= acknowledged);
        CHECK(stored <= acknowledged + 1);
        CHECK(integrity(home.path()) == "ok");
    }
}
