// What two calls came to, axis by axis: success or which error, status,
// exception, texts and headers, findings, and the answer itself. Two protocols
// are compared in what both can say; for the rest the result says why not.
#pragma once

#include "adapters/client/call_result.hpp"
#include "adapters/compare/values.hpp"

namespace uag::compare {

/// Both are of the same operation. Axes are the paths `$outcome`,
/// `$outcome.code`, `$outcome.type`, `$outcome.source`,
/// `$outcome.message`, `$outcome.friendly_text`, `$outcome.messages["Field"]`,
/// `$outcome.retry_after`, `$fault.code`,
/// `$fault.subcode`, `$status`, `$media`, `$language`, `$time_zone`,
/// `$succeeded`, `$extra_info["Name"]`,
/// `$findings.PLACE`; the answer's paths begin with the operation's name. Rules
/// hold for all of them.
void compare_outcomes(const client::CallResult& left, const client::CallResult& right, const Settings& settings,
                      Run& run, Comparison& out);

} // namespace uag::compare
