// What a caller is told of a filter or an order that cannot be read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/contract/archive_columns.hpp"

namespace uag {

/// What is echoed of a name that somebody sent: enough to find it again.
std::string echoed(std::string_view name);

/// errc::invalid_argument of `$filter`.
Error filter_refused(Message what);
/// `is_text`: the place is a character of a text, otherwise the number of a restriction; from 1.
Error filter_unreadable_at(std::size_t place, bool is_text);
Error filter_too_large();
/// Names the nearest column, if one is near.
Error no_such_column(std::string_view name, ArchiveList list);

}  // namespace uag
