// Two values of one contract type, member by member: each path is equal, different, or has its reason to be neither. One
// walk over TypeInfo for every operation and version.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "adapters/compare/face.hpp"
#include "adapters/compare/pairs.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "adapters/compare/rules.hpp"
#include "adapters/compare/verdict.hpp"
#include "core/base/time_zone.hpp"
#include "core/contract/operation.hpp"

namespace uag::compare {

/// One of the two targets.
struct Side {
    Face face{};
    const TimeZone* zone = &utc_zone();  ///< of its dates that do not say one; never null
};

struct Settings {
    Side left{};  ///< the reference
    Side right{};
    std::chrono::milliseconds clock_ahead{0};  ///< the right one's clock before the left one's, as measured
    std::chrono::milliseconds stamp_tolerance{std::chrono::minutes(2)};  ///< between two stamps beyond that
    /// Each target has done something of its own: ids that are met for the first time may differ, and belong together
    /// from then on. Of a reading step they may not.
    bool makes_ids = false;
    /// Both are faces of one service, and see each other's objects in lists: the same number there is the same object.
    bool is_one_service = false;
};

/// What outlives one comparison: a run has one of each.
struct Run {
    const Pseudonyms& pseudonyms;
    Pairs& pairs;
    Rules& rules;
    std::string_view operation{};  ///< whose answers are compared; rules may be for one alone
};

/// Compares two answers of an operation's type, or two requests. `root` begins each path: the operation's name.
void compare_values(const TypeInfo& message, const void* left, const void* right, std::string_view root,
                    const Settings& settings, Run& run, Comparison& out);

/// Compares two slots of a type that stand in no message: an axis of an outcome.
void compare_single(const TypeInfo& type, const void* left, const void* right, std::string_view path,
                    const Settings& settings, Run& run, Comparison& out);

}  // namespace uag::compare
