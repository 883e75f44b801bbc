// A run as one page: it needs no network, no script and no file beside it, and takes part in no other site.
#pragma once

#include <cstddef>

#include "server/compare/coverage.hpp"
#include "server/compare/report_words.hpp"

namespace uag::compare {

/// So many cases of each verdict stand in the page; further ones are counted there, and stand in the other files.
inline constexpr std::size_t most_page_cases = 2000;

/// In pieces of a case, so that the page is nowhere in memory. The same report gives the same bytes.
void write_html(const Report& report, const Coverage& coverage, const Sink& sink);

}  // namespace uag::compare
