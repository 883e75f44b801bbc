// A page of a user list as the store is asked for it: already read and judged, nothing in it is anybody's text but values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/clock.hpp"
#include "core/contract/archive_columns.hpp"
#include "core/contract/enums.hpp"

namespace uag {

enum class FilterOperator : std::uint8_t {
    equal,
    not_equal,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    between,
    is_set,
    begins,
    not_begins,
    contains,
    not_contains,
    ends,
    one_of,
    not_one_of,
    current_associate
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
    FilterTerm term;  ///< of a term
    std::vector<FilterNode> children;  ///< of the others; two at least
    friend bool operator==(const FilterNode&, const FilterNode&) = default;
};

/// Calls `visit(term)` for each.
template <class Visit> void for_each_term(const FilterNode& node, Visit&& visit) {
    if (node.kind == FilterNode::Kind::term) return visit(node.term);
    for (const FilterNode& child : node.children) for_each_term(child, visit);
}

inline constexpr std::size_t max_order = 8;  ///< columns to sort by

struct ArchiveOrder {
    ArchiveColumn column{};
    bool descending = false;
    friend bool operator==(const ArchiveOrder&, const ArchiveOrder&) = default;
};

/// A column of the answer.
struct ArchiveSelected {
    ArchiveColumn column{};
    std::string license{};  ///< of ArchiveColumn::license: the licence's name, ASCII lower case
};

struct ArchiveQuery {
    std::optional<UserType> only;
    std::optional<FilterNode> filter;
    std::vector<std::string> licenses;  ///< only holders of one of these, names as above; empty: everybody
    std::vector<ArchiveOrder> order;  ///< ids come last; empty: in order of id
    std::vector<ArchiveSelected> columns;
    std::int64_t skip = 0;
    std::int32_t limit = 0;
    bool count = false;  ///< count all that the filter lets through, too
    std::int32_t caller_id = 0;  ///< what currentAssociate stands for
    TimePoint now{};  ///< for canLogin
};

struct ArchiveRecord {
    std::int32_t id = 0;
    bool active = false;
    std::vector<std::string> values;  ///< one a column: a text, or a number's digits; "0" or "1" for booleans
};

struct ArchiveRecords {
    std::vector<ArchiveRecord> rows;
    std::int64_t count = 0;
};

}  // namespace uag
