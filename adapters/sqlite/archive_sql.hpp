// Pages of user lists in SQL.
#pragma once

#include "adapters/sqlite/connection.hpp"
#include "core/store/archive_query.hpp"

namespace uag::sqlite {

/// The ids of the page, in its order, in the first column.
Query archive_ids(const ArchiveQuery& query);
/// How many rows the filter lets through.
Query archive_count(const ArchiveQuery& query);
/// Of the associates of a JSON array of ids, in any order: id, activity, three parts of the name, the columns.
Query archive_details(const ArchiveQuery& query, std::string ids);

}  // namespace uag::sqlite
