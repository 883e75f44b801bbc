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

/// Both messages as a report keeps them, and what came of the call.
compare::Exchange exchange_of(const Recorded& recorded, const RecordedSide& side, const compare::Masks& masks);

/// How a report calls an exchange: "000017 GetUser".
std::string step_name(const Recorded& recorded, const TypedRequest& typed);

/// Where nobody is going to look at them.
void forget_messages(compare::Case& found);

/// By Date of both answers; nothing where one has none.
std::optional<std::chrono::milliseconds> age_between(const client::Response& left, const client::Response& right);

/// Stamps may be as they were when the left answer was recorded, as they are at the right one's time, or between.
void allow_age(std::chrono::milliseconds age, compare::Settings& settings);

}  // namespace uag::recording
