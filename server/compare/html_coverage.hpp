// The coverage matrix in the page of a report, with the cells by name that nothing came to.
#pragma once

#include <string>

#include "server/compare/coverage.hpp"

namespace uag::compare {

/// A section: a table for each target beside the reference, what was never exercised, and why cells are not applicable.
void append_coverage(std::string& out, const Report& report, const Coverage& coverage);

}  // namespace uag::compare
