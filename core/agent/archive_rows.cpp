#include "core/agent/archive_rows.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag {
namespace {

using Op = FilterOperator;

bool is_counted(ArchiveColumn column) {
    const ColumnKind kind = info_of(column).kind;
    return kind == ColumnKind::number || kind == ColumnKind::boolean;
}

// A value as it is compared: numbers by size, texts folded.
FilterValue compared(ArchiveColumn column, const std::string& value) {
    if (is_counted(column)) return std::int64_t{std::stoll(value)};
    return fold(value);
}

// The filter's own texts are folded once, not once a row.
void fold_texts(FilterNode& node) {
    for (FilterNode& child : node.children) fold_texts(child);
    for (FilterValue& value : node.term.values)
        if (std::string* const text = std::get_if<std::string>(&value)) *text = fold(*text);
}

bool is_in(const FilterTerm& term, const FilterValue& value) {
    return std::find(term.values.begin(), term.values.end(), value) != term.values.end();
}

bool fits_number(const FilterTerm& term, std::int64_t value) {
    const auto given = [&](std::size_t i) { return std::get<std::int64_t>(term.values[i]); };
    switch (term.op) {
        case Op::less: return value < given(0);
        case Op::less_or_equal: return value <= given(0);
        case Op::greater: return value > given(0);
        case Op::greater_or_equal: return value >= given(0);
        case Op::between: return given(0) <= value && value <= given(1);
        case Op::is_set: return value != 0;
        default: break;
    }
    return false;
}

bool fits_text(const FilterTerm& term, const std::string& value) {
    const std::string& given = std::get<std::string>(term.values.front());
    switch (term.op) {
        case Op::begins: return value.starts_with(given);
        case Op::not_begins: return !value.starts_with(given);
        case Op::contains: return value.find(given) != std::string::npos;
        case Op::not_contains: return value.find(given) == std::string::npos;
        case Op::ends: return value.ends_with(given);
        default: break;
    }
    return false;
}

// A row with its values as they are compared, found once for all terms.
struct Compared {
    const ListedRow* row = nullptr;
    std::vector<FilterValue> values;
};

bool lets_through(const FilterTerm& term, const Compared& row) {
    const FilterValue& value = row.values[place_of(term.column)];
    switch (term.op) {
        case Op::equal:
        case Op::one_of: return is_in(term, value);
        case Op::not_equal:
        case Op::not_one_of: return !is_in(term, value);
        default: break;
    }
    const auto* const number = std::get_if<std::int64_t>(&value);
    return number != nullptr ? fits_number(term, *number) : fits_text(term, std::get<std::string>(value));
}

bool lets_through(const FilterNode& node, const Compared& row) {
    const auto child = [&](const FilterNode& each) { return lets_through(each, row); };
    switch (node.kind) {
        case FilterNode::Kind::term: return lets_through(node.term, row);
        case FilterNode::Kind::all: return std::all_of(node.children.begin(), node.children.end(), child);
        case FilterNode::Kind::any: break;
    }
    return std::any_of(node.children.begin(), node.children.end(), child);
}

Compared compared(const ListedRow& row, ArchiveColumn first) {
    Compared values{&row, {}};
    for (std::size_t i = 0; i < row.values.size(); ++i)
        values.values.push_back(
            compared(static_cast<ArchiveColumn>(static_cast<std::size_t>(first) + i), row.values[i]));
    return values;
}

// Ids come last, as in the store, but without an order rows stay as they are.
void sort_rows(std::vector<Compared>& rows, const std::vector<ArchiveOrder>& order) {
    if (order.empty()) return;
    std::sort(rows.begin(), rows.end(), [&](const Compared& a, const Compared& b) {
        for (const ArchiveOrder& by : order) {
            const FilterValue& left = a.values[place_of(by.column)];
            const FilterValue& right = b.values[place_of(by.column)];
            if (left != right) return by.descending ? right < left : left < right;
        }
        return a.row->id < b.row->id;
    });
}

}  // namespace

ArchiveRecords page_of(ArchiveList list, const std::vector<ListedRow>& rows, const ArchiveQuery& query) {
    const ArchiveColumn first = archive_columns(list).front().column;
    ArchiveRecords page;
    std::optional<FilterNode> filter = query.filter;
    if (filter) fold_texts(*filter);
    std::vector<Compared> kept;
    for (const ListedRow& row : rows) {
        Compared values = compared(row, first);
        if (!filter || lets_through(*filter, values)) kept.push_back(std::move(values));
    }
    sort_rows(kept, query.order);
    page.count = std::ssize(kept);
    const auto from = static_cast<std::size_t>(std::min<std::int64_t>(query.skip, page.count));
    const std::size_t to = std::min(kept.size(), from + static_cast<std::size_t>(query.limit));
    for (std::size_t i = from; i < to; ++i) {
        ArchiveRecord record{kept[i].row->id, kept[i].row->active, {}};
        for (const ArchiveSelected& column : query.columns)
            record.values.push_back(kept[i].row->values[place_of(column.column)]);
        page.rows.push_back(std::move(record));
    }
    return page;
}

}  // namespace uag
