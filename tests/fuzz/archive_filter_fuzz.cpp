// Filters of user lists: what is read is printed as what reads the same, and the store's statement of it is as long as it.
#include <algorithm>
#include <string>

#include "adapters/sqlite/archive_sql.hpp"
#include "core/agent/archive_filter.hpp"
#include "core/agent/archive_operators.hpp"
#include "core/agent/archive_order.hpp"
#include "core/base/text.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(archive_filter) {
    // Texts come to the core well-formed.
    if (!uag::is_utf8(bytes)) return;
    const auto order = uag::parse_order(bytes);
    if (order.has_value()) FUZZ_HOLDS(order->size() <= uag::max_order);
    const auto filter = uag::parse_filter(bytes);
    if (!filter.has_value()) {
        FUZZ_HOLDS(filter.error().code == uag::errc::invalid_argument);
        FUZZ_HOLDS(filter.error().public_text.english().size() < 400);
        return;
    }
    std::size_t terms = 0;
    uag::for_each_term(*filter, [&](const uag::FilterTerm& term) {
        ++terms;
        FUZZ_HOLDS(uag::fits(term.op, uag::info_of(term.column).kind));
    });
    FUZZ_HOLDS(terms <= uag::max_filter_terms);
    const std::string printed = uag::print_filter(*filter);
    if (printed.size() > uag::max_filter) return;  // as short words were written
    const auto again = uag::parse_filter(printed);
    FUZZ_HOLDS(again.has_value());
    FUZZ_HOLDS(*again == *filter);
    uag::ArchiveQuery query;
    query.filter = *filter;
    const uag::sqlite::Query statement = uag::sqlite::archive_ids(query);
    // Nothing that was sent stands in the statement: it has no quote but those of the program's empty texts.
    const auto& text = statement.text();
    FUZZ_HOLDS(std::count(text.begin(), text.end(), '?') <= 4 + static_cast<std::ptrdiff_t>(statement.values().size()));
    FUZZ_HOLDS(uag::is_utf8(text));
}
