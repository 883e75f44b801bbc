// What restricts a list: a tree, read from the text of `$filter` or from the pieces of an array of restrictions.
// Nothing of it is ever ignored: what cannot be read, or does not fit the column, is errc::invalid_argument that names
// the place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/archive_tokens.hpp"
#include "core/store/archive_query.hpp"

namespace uag {

inline constexpr std::size_t max_filter = 8192;        ///< bytes of a filter, judged before anything else
inline constexpr std::size_t max_filter_text = 1024;   ///< bytes of one text in it
inline constexpr std::size_t max_filter_depth = 16;    ///< parentheses in parentheses
inline constexpr std::size_t max_filter_terms = 64;
inline constexpr std::size_t max_filter_values = 1000; ///< of all lists together

/// Reads `$filter`. The text must not be blank.
Result<FilterNode> parse_filter(std::string_view text, ArchiveList list = ArchiveList::users);
/// Reads the pieces of restrictions; the last token is Kind::end. `is_text`: places are characters of a text.
Result<FilterNode> parse_filter_tokens(const std::vector<FilterToken>& tokens, bool is_text,
                                       ArchiveList list = ArchiveList::users);
/// A filter that reads as the same tree.
std::string print_filter(const FilterNode& node);

}  // namespace uag
