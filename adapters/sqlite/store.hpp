// The store in one SQLite file: reads on a small pool of threads, writes on one thread with group commit.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/store/store.hpp"

namespace uag {

struct SqliteSettings {
    std::string path;     ///< the file; its write-ahead log lies beside it
    bool create = false;  ///< make the file (mode 0600) if there is none
    /// A file that only goes with a database in use (its key file). Where it is, `create` makes none: an operator whose
    /// database got lost shall hear of it. Empty: none.
    std::string goes_with;
    /// Read every page first, and refuse a damaged file: 0.2 s for 40 MiB.
    bool check = false;
    /// Raise the generation with every change, so that a running server notices: for command-line tools.
    bool announce = false;
    std::size_t readers = 2;  ///< reading threads, at least 1
    std::int64_t list_steps = 5'000'000;  ///< of SQLite's machine, for one list: about half a second
    std::size_t max_waiting = 4096;  ///< jobs in each queue; more get errc::overloaded
    std::chrono::milliseconds busy_timeout{5000};  ///< how long a write waits for another process's
    const Clock* clock = nullptr;  ///< stamps migrations and what they add; null: the system's clock
    /// Called on the writing thread after each commit with how many changes it carried; for metrics and
    /// tests.
    std::function<void(std::size_t changes)> on_commit;
};

/// Whether open_sqlite_store() would find a file there, or could make one; makes and changes nothing, and does not look
/// into it. Errors as there.
Result<void> judge_sqlite_place(const SqliteSettings& settings);

/// Opens the store and applies missing migrations. errc::storage, with a text for whoever starts the program,
/// if the file is missing, unreadable, no database, another program's, or of a newer or different schema.
///
/// Destroying the store finishes what is queued. Any io_context with a coroutine that waits for the store
/// must outlive it.
Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteSettings& settings);

}  // namespace uag
