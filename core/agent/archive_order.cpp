#include "core/agent/archive_order.hpp"

#include <algorithm>

#include "core/agent/archive_refusals.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

Error of_order(Error error) {
    error.field = "$orderBy";
    return error;
}

}  // namespace

Result<void> add_order(std::string_view name, bool descending, std::vector<ArchiveOrder>& order, ArchiveList list) {
    const ArchiveColumnInfo* const column = find_archive_column(name, list);
    if (column == nullptr) return of_order(no_such_column(name, list));
    if (!column->sortable)
        return of_order(filter_refused(sentence("Rows cannot be sorted by the column {0}.", {column->name})));
    const auto same = [&](const ArchiveOrder& each) { return each.column == column->column; };
    if (std::any_of(order.begin(), order.end(), same)) return {};
    if (order.size() == max_order)
        return of_order(filter_refused(sentence("At most {0} columns to sort by.", {max_order})));
    order.push_back({column->column, descending});
    return {};
}

Result<std::vector<ArchiveOrder>> parse_order(std::string_view text, ArchiveList list) {
    const Error error = of_order(filter_refused("The columns to sort by cannot be read."));
    constexpr std::size_t most = 1024;
    std::vector<ArchiveOrder> order;
    if (text.size() > most) return error;
    if (trim_blanks(text).empty()) return order;
    while (true) {
        const std::size_t end = text.find(',');
        const std::string_view item = trim_blanks(text.substr(0, end));
        const std::size_t space = item.find_first_of(" \t");
        const std::string_view name = item.substr(0, space);
        const std::string_view direction =
            space == std::string_view::npos ? std::string_view("asc") : trim_blanks(item.substr(space));
        const bool descending = ascii_iequals(direction, "desc");
        if (name.empty() || (!descending && !ascii_iequals(direction, "asc"))) return error;
        if (const auto added = add_order(name, descending, order, list); !added.has_value()) return added.error();
        if (end == std::string_view::npos) return order;
        text.remove_prefix(end + 1);
    }
}

}  // namespace uag
