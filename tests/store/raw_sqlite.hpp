// SQLite without the store: what is really in the file, and files that the store would not make.
#pragma once

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>
#include <vector>

namespace uag::test {

/// A connection of the test's own, without any of the store's protections.
class Raw {
public:
    explicit Raw(const std::string& path) { REQUIRE(sqlite3_open(path.c_str(), &handle_) == SQLITE_OK); }
    ~Raw() { sqlite3_close(handle_); }
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;

    void run(const char* sql) {
        char* message = nullptr;
        const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, &message);
        INFO(sql << ": " << (message == nullptr ? "" : message));
        CHECK(code == SQLITE_OK);
        sqlite3_free(message);
    }
    std::string ask(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        INFO(sql);
        REQUIRE(sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr) == SQLITE_OK);
        std::string answer;
        if (sqlite3_step(statement) == SQLITE_ROW)
            if (const auto* text = sqlite3_column_text(statement, 0)) answer = reinterpret_cast<const char*>(text);
        sqlite3_finalize(statement);
        return answer;
    }
    /// A column of every row.
    std::vector<std::string> rows(const char* sql, int column) {
        sqlite3_stmt* statement = nullptr;
        INFO(sql);
        REQUIRE(sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr) == SQLITE_OK);
        std::vector<std::string> rows;
        while (sqlite3_step(statement) == SQLITE_ROW)
            rows.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, column)));
        sqlite3_finalize(statement);
        return rows;
    }

private:
    sqlite3* handle_ = nullptr;
};

}  // namespace uag::test
