// A run as JUnit XML, for CI: a suite is a testsuite, a step at a target a testcase, what differs a failure.
#pragma once

#include "server/compare/report_words.hpp"

namespace uag::compare {

/// So many differing paths stand in the text of a failure.
inline constexpr std::size_t most_failure_paths = 50;

/// Well-formed XML in UTF-8. What could not be played is an error, what is not applicable is skipped; complaints of rules
/// are failures of a testsuite of their own, "the run", which has the warnings, too.
void write_junit(const Report& report, const Sink& sink);

}  // namespace uag::compare
