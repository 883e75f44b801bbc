// Two recordings held against each other, exchange by exchange, without any server.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "adapters/compare/rules.hpp"
#include "core/base/clock.hpp"
#include "core/base/secret.hpp"
#include "server/compare/results.hpp"
#include "server/recording/reader.hpp"

namespace uag::recording {

/// Calls that only one of the two has are looked for within so many that follow.
inline constexpr std::size_t farthest_match = 64;

struct RecordingsOptions {
    std::string version{};
    bool keeps_messages = false;  ///< the report is going to be read
    std::function<void(std::size_t done, std::size_t all)> progress{};
};

/// The left one is the reference. Calls belong together in their order: the next of the same operation. That the
/// requests differ is told, too.
compare::Report compare_recordings(Reader& left, Reader& right, compare::Rules& rules, Secret pseudonym_key,
                                   const Clock& clock, const RecordingsOptions& options);

}  // namespace uag::recording
