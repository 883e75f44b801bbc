// What the reference does not say twice alike is noise: it tells nothing of the other server.
#pragma once

#include <string_view>

#include "adapters/compare/rules.hpp"
#include "adapters/compare/verdict.hpp"

namespace uag::compare {

/// `itself` compares two runs of the reference, step by step as `comparison` compares the reference with another target.
/// Each difference at or below a path at which the reference differed from itself becomes noise, unless a rule wants the
/// path of that operation equal. What was left off in `itself` cannot be known and makes nothing noise.
void settle_noise(const Comparison& itself, Rules& rules, std::string_view operation, Comparison& comparison);

}  // namespace uag::compare
