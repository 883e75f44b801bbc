#include "core/agent/page_bounds.hpp"

#include <algorithm>

#include "core/agent/fields.hpp"
#include "core/agent/list_limit.hpp"

namespace uag {
namespace {

constexpr std::size_t most_cells = 32'000;
constexpr std::size_t full_cell = 5;

}  // namespace

std::size_t rows_that_fit(const ArchiveQuery& query, PageForm form) {
    const std::size_t row = query.columns.size() * (form == PageForm::full ? full_cell : 1);
    return std::max<std::size_t>(most_cells / std::max<std::size_t>(row, 1), 1);
}

std::size_t rows_of_text(const std::vector<ArchiveRecord>& rows) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const std::string& value : rows[i].values) bytes += value.size();
        if (bytes > most_text) return std::max<std::size_t>(i, 1);
    }
    return rows.size();
}

Error page_too_large() {
    return wrong_argument(
        "PageSize",
        sentence("A page has at most {0} cells and 1 MiB of text: ask for fewer rows or columns.", {most_cells}));
}

}  // namespace uag
