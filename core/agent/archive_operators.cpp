#include "core/agent/archive_operators.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "core/base/text.hpp"

namespace uag {
namespace {

using Op = FilterOperator;
using Takes = OperatorInfo::Takes;

constexpr ColumnKinds associates = bit(ColumnKind::associate_id) | bit(ColumnKind::associate_name);

constexpr std::array<OperatorInfo, 16> operators{{
    {Op::equal, Takes::one, column_kinds::texts | column_kinds::numbers | column_kinds::ids | bit(ColumnKind::boolean)},
    {Op::not_equal, Takes::one,
     column_kinds::texts | column_kinds::numbers | column_kinds::ids | bit(ColumnKind::boolean)},
    {Op::less, Takes::one, column_kinds::numbers},
    {Op::less_or_equal, Takes::one, column_kinds::numbers},
    {Op::greater, Takes::one, column_kinds::numbers},
    {Op::greater_or_equal, Takes::one, column_kinds::numbers},
    {Op::between, Takes::two, column_kinds::numbers},
    {Op::is_set, Takes::none, column_kinds::numbers | column_kinds::ids},
    {Op::begins, Takes::one, column_kinds::texts},
    {Op::not_begins, Takes::one, column_kinds::texts},
    {Op::contains, Takes::one, column_kinds::texts},
    {Op::not_contains, Takes::one, column_kinds::texts},
    {Op::ends, Takes::one, column_kinds::texts},
    {Op::one_of, Takes::list, column_kinds::texts | column_kinds::numbers | column_kinds::ids},
    {Op::not_one_of, Takes::list, column_kinds::texts | column_kinds::numbers | column_kinds::ids},
    {Op::current_associate, Takes::none, associates},
}};

// The first word of each is the one that is printed.
constexpr std::array<OperatorWord, 32> operator_words{{
    {"eq", Op::equal},
    {"=", Op::equal},
    {"equals", Op::equal},
    {"is", Op::equal},
    {"ne", Op::not_equal},
    {"<>", Op::not_equal},
    {"!=", Op::not_equal},
    {"unequals", Op::not_equal},
    {"isNot", Op::not_equal},
    {"lt", Op::less},
    {"<", Op::less},
    {"less", Op::less},
    {"le", Op::less_or_equal},
    {"<=", Op::less_or_equal},
    {"gt", Op::greater},
    {">", Op::greater},
    {"greater", Op::greater},
    {"ge", Op::greater_or_equal},
    {">=", Op::greater_or_equal},
    {"between", Op::between},
    {"set", Op::is_set},
    {"begins", Op::begins},
    {"notBegins", Op::not_begins},
    {"contains", Op::contains},
    {"notContains", Op::not_contains},
    {"oneOf", Op::one_of},
    {"in", Op::one_of},
    {"associateIsOneOf", Op::one_of, associates},
    {"notOneOf", Op::not_one_of},
    {"associateIsNotOneOf", Op::not_one_of, associates},
    {"ends", Op::ends},
    {"currentAssociate", Op::current_associate},
}};
// substringof names its column last.
constexpr std::array<OperatorWord, 3> operator_functions{
    {{"substringof", Op::contains}, {"startswith", Op::begins}, {"endswith", Op::ends}}};

const OperatorWord* find_word(std::span<const OperatorWord> rows, std::string_view word) {
    const auto row =
        std::ranges::find_if(rows, [&](const OperatorWord& each) { return ascii_iequals(each.word, word); });
    return row == rows.end() ? nullptr : &*row;
}

}  // namespace

const OperatorInfo& info_of(FilterOperator op) { return operators.at(static_cast<std::size_t>(op)); }

const OperatorWord* find_operator(std::string_view word) { return find_word(operator_words, word); }

const OperatorWord* find_operator_function(std::string_view word) { return find_word(operator_functions, word); }

std::string_view word_of(FilterOperator op) { return std::ranges::find(operator_words, op, &OperatorWord::op)->word; }

bool fits(FilterOperator op, ColumnKind kind) {
    return kind != ColumnKind::none && (info_of(op).kinds & bit(kind)) != 0;
}

}  // namespace uag
