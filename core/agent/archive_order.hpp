// What a list is sorted by.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/store/archive_query.hpp"

namespace uag {

/// Reads `$orderBy`: "fullName, assocName desc". A column that stands twice counts where it stands first.
Result<std::vector<ArchiveOrder>> parse_order(std::string_view text, ArchiveList list = ArchiveList::users);
/// Adds a column to sort by; errors as parse_order's.
Result<void> add_order(std::string_view name, bool descending, std::vector<ArchiveOrder>& order,
                       ArchiveList list = ArchiveList::users);

}  // namespace uag
