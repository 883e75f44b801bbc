// Whether a run may change what its targets keep: only where that was asked for, and for another machine by its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/compare/suite.hpp"
#include "server/compare/targets.hpp"

namespace uag::compare {

/// Whether a step of the suite makes, changes or removes something.
bool changes_something(const Suite& suite);

/// `writes` is the value of `--writes`: empty where it was not given, "true" without a value, else hosts with commas
/// between them. Why the suites may not be played, one sentence; empty: they may.
std::string judge_writes(const std::vector<Suite>& suites, const std::vector<Target>& targets, std::string_view writes);

}  // namespace uag::compare
