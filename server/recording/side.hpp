// A recorded exchange as one side of a comparison.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "adapters/client/call_result.hpp"
#include "adapters/compare/masks.hpp"
#include "adapters/compare/values.hpp"
#include "server/compare/results.hpp"
#include "server/recording/reader.hpp"
#include "server/recording/typed.hpp"

namespace uag::recording {

struct RecordedSide {
    TypedRequest typed;
    std::optional<client::CallResult> result;  ///< nothing: the recording has no answer of the target
    std::string why_no_result;                 ///< one phrase

    /// The zone of its dates.
    const TimeZone& zone() const;
};

/// Makes of a recorded answer at an address beside the agent what the operation itself would have answered: its links
/// are no members, and that nothing is there is null, not 404.
void as_operation(RecordedSide& side);

/// Takes nothing out of `recorded` that has to be shown: the messages stay.
RecordedSide read_side(const Recorded& recorded);

/// What the report says of an exchange before it says how it went: "000017 GetUser", of the report's first suite.
compare::Case begin_case(const compare::Report& report, const Recorded& recorded, const TypedRequest& typed,
                         const compare::Masks& masks);

/// A recorded side as a target of the report: both messages as they are, and what came of the call.
compare::TargetCase target_of(const Recorded& recorded, const RecordedSide& side, const compare::Masks& masks);

/// Where nobody is going to look at them.
void forget_messages(compare::Case& found);

/// By Date of both answers; nothing where one has none.
std::optional<std::chrono::milliseconds> age_between(const client::Response& left, const client::Response& right);

/// Stamps may be as they were when the left answer was recorded, as they are at the right one's time, or between.
void allow_age(std::chrono::milliseconds age, compare::Settings& settings);

}  // namespace uag::recording
