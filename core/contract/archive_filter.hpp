// What restricts a user list: a tree, read from the text of `$filter` or from the pieces of an array of restrictions.
// Nothing of it is ever ignored: what cannot be read, or does not fit the column, is errc::invalid_argument that names
// the place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/error.hpp"
#include "core/contract/archive_columns.hpp"

namespace uag {

inline constexpr std::size_t max_filter = 8192;        ///< bytes of a filter, judged before anything else
inline constexpr std::size_t max_filter_text = 1024;   ///< bytes of one text in it
inline constexpr std::size_t max_filter_depth = 16;    ///< parentheses in parentheses
inline constexpr std::size_t max_filter_terms = 64;
inline constexpr std::size_t max_filter_values = 1000; ///< of all lists together
inline constexpr std::size_t max_order = 8;            ///< columns to sort by

enum class FilterOperator : std::uint8_t {
    equal, not_equal, less, less_or_equal, greater, greater_or_equal, between, is_set, begins, not_begins, contains,
    not_contains, ends, one_of, not_one_of, current_associate
};

/// A number (of a boolean column: 0 or 1) or a text as it was written. Texts are compared folded.
using FilterValue = std::variant<std::int64_t, std::string>;

struct FilterTerm {
    ArchiveColumn column{};
    FilterOperator op{};
    std::vector<FilterValue> values;  ///< as many as the operator takes, of kinds that fit the column
    friend bool operator==(const FilterTerm&, const FilterTerm&) = default;
};

struct FilterNode {
    enum class Kind : std::uint8_t { term, all, any };
    Kind kind = Kind::term;
    FilterTerm term;                   ///< of a term
    std::vector<FilterNode> children;  ///< of the others; two at least
    friend bool operator==(const FilterNode&, const FilterNode&) = default;
};

/// A piece of a filter before it is a tree.
struct FilterToken {
    enum class Kind : std::uint8_t {
        open, close, comma, word, number, text,
        loose,  ///< a value of a restriction, where nothing tells texts from numbers
        end
    };
    Kind kind = Kind::end;
    std::string text{};
    std::size_t place = 0;  ///< character, or number of the restriction; from 1
};

/// Reads `$filter`. The text must not be blank.
Result<FilterNode> parse_filter(std::string_view text);
/// Reads the pieces of restrictions; the last token is Kind::end. `is_text`: places are characters of a text.
Result<FilterNode> parse_filter_tokens(const std::vector<FilterToken>& tokens, bool is_text);
/// A filter that reads as the same tree.
std::string print_filter(const FilterNode& node);

/// Calls `visit(term)` for each.
template <class Visit>
void for_each_term(const FilterNode& node, Visit&& visit) {
    if (node.kind == FilterNode::Kind::term) return visit(node.term);
    for (const FilterNode& child : node.children)
        for_each_term(child, visit);
}

/// Whether the operator can be used with a column of this kind at all.
bool fits(FilterOperator op, ColumnKind kind);

struct ArchiveOrder {
    ArchiveColumn column{};
    bool descending = false;
    friend bool operator==(const ArchiveOrder&, const ArchiveOrder&) = default;
};

/// Reads `$orderBy`: "fullName, assocName desc". A column that stands twice counts where it stands first.
Result<std::vector<ArchiveOrder>> parse_order(std::string_view text);
/// Adds a column to sort by; errors as parse_order's.
Result<void> add_order(std::string_view name, bool descending, std::vector<ArchiveOrder>& order);

}  // namespace uag
