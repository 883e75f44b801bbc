// What two targets may rightly say otherwise because of how they are called: other ways to log in, or one service twice.
#pragma once

#include "adapters/compare/verdict.hpp"
#include "server/compare/targets.hpp"

namespace uag::compare {

/// Basic is no log-in that a server would note. Where one of the two targets is called so and the other is logged in to,
/// differences in when a user has last logged in or out do not count.
void settle_log_in(const Target& left, const Target& right, Comparison& comparison);

/// The same of a target that a recording is played at: its clients have logged in or shown Basic.
void settle_log_in(const Target& target, bool has_met_basic, Comparison& comparison);

/// One of the two has refused a log-in, the other the call that shows the same credentials: that both are refused for
/// them is the same, how a log-in and a call say so is not.
void settle_refusal(Comparison& comparison);

/// Both are faces of one service, which has put what the one made before what the other made: the ranks of two objects
/// that each has made for itself differ. Those of one object do not.
void settle_one_service(Comparison& comparison);

}  // namespace uag::compare
