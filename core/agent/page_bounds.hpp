// What a page of a list may cost whoever writes it: cells and text.
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/error.hpp"
#include "core/store/archive_query.hpp"

namespace uag {

/// The form of a page: a full cell is written with what is shown of it.
enum class PageForm { slim, full };

/// How many rows of the query's columns a page may have; one at least.
std::size_t rows_that_fit(const ArchiveQuery& query, PageForm form);

/// How many of the rows, from the first on, have no more text together than an answer may have; one at least.
std::size_t rows_of_text(const std::vector<ArchiveRecord>& rows);

/// errc::invalid_argument, where a page cannot be shorter than it was asked for.
Error page_too_large();

}  // namespace uag
