// What makes a pass mean less than it seems to: told first wherever a run is told.
#pragma once

#include <string>
#include <vector>

#include "server/compare/results.hpp"

namespace uag::compare {

/// A sentence each: a target that refuses everybody, one that says one thing to everything, operations that nobody did.
std::vector<std::string> warnings_of(const Report& report);

/// Whether a target has refused every step for want of credentials, and was to do otherwise.
bool is_shut(const Report& report);

}  // namespace uag::compare
