// A page of a list on its way out: rows of the columns that were asked for, in the vendor's two forms, as JSON or XML.
#pragma once

#include <string>
#include <string_view>

#include "adapters/rest/data_format.hpp"
#include "core/base/culture.hpp"
#include "core/contract/archive.hpp"
#include "core/contract/archive_columns.hpp"

namespace uag::rest {

/// What a page has of its request.
struct ArchiveForm {
    bool has_safe_names = false;    ///< `$jsonSafe`: what is not ASCII letter or digit in a column's name is `_`
    bool is_full = false;           ///< `$mode=full`: raw and displayed values, and what goes with them
    DataFormat format = DataFormat::json;
    ArchiveList list = ArchiveList::users;
    std::string metadata;           ///< address of the columns
    std::string next;               ///< address of the next page; empty: there is none
    Culture culture{};              ///< of numbers that are displayed
};

void write_archive_page(const ArchivePage& page, const ArchiveForm& form, std::string& out);

/// The columns of a list in the same frame.
void write_archive_columns(const List<Box<ArchiveColumnCarrier>>& columns, const ArchiveForm& form, std::string& out);

/// Address of the next page; empty for the last one. `address` is the list's, `further` read_archive_parameters'.
std::string next_page(std::string_view address, std::string_view further, const ArchivePage& page);

/// `$format` where it was given, else what Accept wants.
DataFormat archive_format(std::string_view format, DataFormat accepted);

}  // namespace uag::rest
