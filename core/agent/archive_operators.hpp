// The operators of filters of user lists: what they are called, how many values they take, which columns they fit.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/contract/archive_columns.hpp"
#include "core/store/archive_query.hpp"

namespace uag {

/// A set of kinds of columns, a bit each.
using ColumnKinds = unsigned;
constexpr ColumnKinds bit(ColumnKind kind) { return 1U << static_cast<unsigned>(kind); }

namespace column_kinds {
inline constexpr ColumnKinds ids = bit(ColumnKind::associate_id) | bit(ColumnKind::associate_name) |
                                   bit(ColumnKind::list) | bit(ColumnKind::type) | bit(ColumnKind::group) |
                                   bit(ColumnKind::groups);
inline constexpr ColumnKinds texts =
    bit(ColumnKind::text) | bit(ColumnKind::associate_name) | bit(ColumnKind::list) | bit(ColumnKind::group);
inline constexpr ColumnKinds numbers = bit(ColumnKind::number) | bit(ColumnKind::associate_id);
}  // namespace column_kinds

struct OperatorInfo {
    enum class Takes : std::uint8_t { none, one, two, list };
    FilterOperator op;
    Takes takes;
    ColumnKinds kinds;
};
const OperatorInfo& info_of(FilterOperator op);

/// A word for an operator.
struct OperatorWord {
    std::string_view word;
    FilterOperator op;
    ColumnKinds kinds = ~0U;  ///< fewer than the operator's own
};
/// Without regard to ASCII case; null if there is none.
const OperatorWord* find_operator(std::string_view word);
/// The functions that OData has for texts ("startswith"); null if there is none.
const OperatorWord* find_operator_function(std::string_view word);
/// The word that is printed.
std::string_view word_of(FilterOperator op);

/// Whether the operator can be used with a column of this kind at all.
bool fits(FilterOperator op, ColumnKind kind);

}  // namespace uag
