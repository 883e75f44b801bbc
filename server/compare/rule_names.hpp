// Whether a rule can match anything at all: the names in its path, its operation and its argument against the contract. A
// rule that a slip of the pen keeps from matching would be told after the run only, and not where the slip is.
#pragma once

#include <string>

#include "adapters/compare/rules.hpp"

namespace uag::compare {

/// What is wrong with a rule whose path and operation are well-formed patterns: one phrase with the nearest right name
/// that goes on after the key.
struct RuleFault {
    std::string key{};  ///< "path", "operation" or "argument"; empty: nothing is wrong
    std::string what{};
};
RuleFault judge_rule_names(const Rule& rule);

}  // namespace uag::compare
