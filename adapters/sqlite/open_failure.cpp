#include "adapters/sqlite/open_failure.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace uag::sqlite {
namespace {

struct Reason {
    int code;  // the primary one: the low byte of an extended code
    std::string_view text;
    bool damage;
};

constexpr std::string_view not_permitted =
    "The database cannot be opened: its file and folder must be readable and writable by the user who runs this.";
constexpr std::string_view locked = "The database is locked by another program: wait until that ends, or end it.";

constexpr Reason reasons[] = {
    {SQLITE_FULL, "The disk is full: make room, the database is as it was.", false},
    {SQLITE_IOERR, "The disk cannot be read or written: make room if it is full, else see the system's log.", false},
    {SQLITE_BUSY, locked, false},
    {SQLITE_LOCKED, locked, false},
    {SQLITE_PROTOCOL, locked, false},
    {SQLITE_CANTOPEN, not_permitted, false},
    {SQLITE_PERM, not_permitted, false},
    {SQLITE_READONLY,
     "The database is read-only: its file, its folder or the file system cannot be written by this user.", false},
    {SQLITE_NOMEM, "There is not enough memory to open the database.", false},
    {SQLITE_NOTADB, "The file cannot be read as a SQLite database.", true},
    {SQLITE_CORRUPT, "The database is damaged.", true},
};

}  // namespace

std::string restore_advice(const std::string& path) {
    return "To put a backup in its place: useragentd restore FILE --db " + path;
}

Error open_failure(Error error, int code, const std::string& path) {
    const auto* const reason = std::ranges::find(reasons, code & 0xFF, &Reason::code);
    if (reason == std::end(reasons)) return error;
    std::string words = std::string(reason->text) + " (" + path + ")";
    if (reason->damage) words += " " + restore_advice(path);
    error.public_text = Message::verbatim(std::move(words));
    return error;
}

}  // namespace uag::sqlite
