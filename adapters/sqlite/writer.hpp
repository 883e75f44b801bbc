// Group commit: everything that waits to be written is one transaction and one flush to the disk.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>

#include "adapters/sqlite/file_watch.hpp"
#include "adapters/sqlite/jobs.hpp"

namespace uag::sqlite {

struct WriterSettings {
    bool announce = false;
    FileWatch* files = nullptr;  ///< asked before a change is made and before it is acknowledged
    /// Called after each commit with how many jobs it carried; may be empty.
    std::function<void(std::size_t jobs)> on_commit;
};

/// Runs each job in a savepoint of its own, commits once and only then completes the jobs. A job that fails
/// undoes its own work and gets its own error; if the commit fails, every job gets errc::storage and nothing
/// is stored. Where the files are others than those that were opened, every job gets errc::storage too.
void write_group(Connection& connection, std::deque<std::unique_ptr<Job>>& jobs,
                 const WriterSettings& settings) noexcept;

}  // namespace uag::sqlite
