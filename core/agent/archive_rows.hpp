// A list that is held in memory, asked as the store is asked for users. Such lists are short: there are quotas on roles, and
// a table of time zones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/store/archive_query.hpp"

namespace uag {

/// A text a column of the list, in their order: digits of a number, "0" or "1" of a boolean.
struct ListedRow {
    std::int32_t id = 0;
    bool active = true;
    std::vector<std::string> values;
};

/// The page that a judged query wants. Rows are in the order that they have without another one.
ArchiveRecords page_of(ArchiveList list, const std::vector<ListedRow>& rows, const ArchiveQuery& query);

}  // namespace uag
