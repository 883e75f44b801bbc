// What a run would send, masked, without calling anybody.
#pragma once

#include <string>
#include <vector>

#include "server/compare/run_names.hpp"
#include "server/compare/suite.hpp"
#include "server/compare/targets.hpp"

namespace uag::compare {

/// Each step with its request at each target. A step that needs an earlier answer is told with its parameters as the
/// suite has them.
std::string dry_run(const std::vector<Target>& targets, const std::vector<Suite>& suites, const RunSeed& seed);

}  // namespace uag::compare
