// The database file as it is found or made, judged before it is used, and the connections to it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/store.hpp"

namespace uag::sqlite {

struct OpenedFile {
    std::string path;  ///< absolute
    std::unique_ptr<Connection> writer;
    std::vector<std::unique_ptr<Connection>> readers;
    std::unique_ptr<Connection> lister;  ///< reads too, with work that may take long
};

/// Makes the file if that is wanted, checks it and applies missing migrations. Errors as open_sqlite_store().
Result<OpenedFile> open_file(const SqliteSettings& settings);

}  // namespace uag::sqlite
