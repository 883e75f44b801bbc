// Brings a database file to the schema this program knows, or says why it will not touch it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "adapters/sqlite/connection.hpp"

namespace uag::sqlite {

/// "UAGS" in the file's header marks the database as ours.
inline constexpr std::int64_t application_id = 0x55414753;

struct Migration {
    std::int32_t version;  ///< 1, 2, 3, … without a gap
    std::string_view name;
    std::string_view sql;
};

/// The public text of damage: pages that do not fit, or a table or index that is gone.
inline constexpr std::string_view damaged_text = "The database is damaged.";

/// adapters/sqlite/migrations, in order.
std::span<const Migration> embedded_migrations();

/// Whether the database is ours, whole (every page is read, every table and index is there) and of a schema that this program knows or can bring up to
/// date. errc::storage as for migrate(). Changes nothing.
Result<void> check_database(Connection& connection, std::span<const Migration> migrations);

/// Checks what is there and applies what is missing, as one transaction. errc::storage, with a text that a
/// person at the command line can act on, for: a file that is no database, another program's database, one
/// that a newer program made, one whose applied migrations are not these, and an empty one unless `create`.
/// Such a file is left as it is.
Result<void> migrate(Connection& connection, std::span<const Migration> migrations, bool create, TimePoint now);

}  // namespace uag::sqlite
