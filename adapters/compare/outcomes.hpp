// What two calls came to, axis by axis: success or which error, status, exception, texts and headers, findings, and the
// answer itself. Two protocols are compared in what both can say; for the rest the result says why not.
#pragma once

#include <array>
#include <string_view>

#include "adapters/client/call_result.hpp"
#include "adapters/compare/values.hpp"

namespace uag::compare {

/// The paths of the axes; that of findings goes on with a place, those of texts by field and of extra_info with a key.
inline constexpr std::array<std::string_view, 17> outcome_paths{"$outcome",
                                                                "$outcome.code",
                                                                "$outcome.type",
                                                                "$outcome.source",
                                                                "$outcome.message",
                                                                "$outcome.messages",
                                                                "$outcome.friendly_text",
                                                                "$outcome.retry_after",
                                                                "$fault.code",
                                                                "$fault.subcode",
                                                                "$status",
                                                                "$media",
                                                                "$language",
                                                                "$time_zone",
                                                                "$succeeded",
                                                                "$extra_info",
                                                                "$body"};

/// Both are of the same operation. Axes are at the paths above and at `$findings.PLACE`; the answer's paths begin with the
/// operation's name. Rules hold for all of them.
void compare_outcomes(const client::CallResult& left, const client::CallResult& right, const Settings& settings,
                      Run& run, Comparison& out);

}  // namespace uag::compare
