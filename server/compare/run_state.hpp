// What a run has while it lasts, shared by who plays it. For player.cpp and suite_play.cpp only.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/compare/masks.hpp"
#include "adapters/compare/pairs.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "adapters/compare/rules.hpp"
#include "server/compare/clock_difference.hpp"
#include "server/compare/results.hpp"
#include "server/compare/seat.hpp"

namespace uag::compare {

struct RunState {
    RunState(Rules& known, Secret key, const std::atomic<bool>& end)
        : rules(known), asked_to_end(end), pseudonyms(std::move(key)), masks(pseudonyms) {}

    Rules& rules;
    const std::atomic<bool>& asked_to_end;
    Pseudonyms pseudonyms;
    const Masks masks;
    std::size_t targets = 0;                    ///< the first seats
    std::vector<std::unique_ptr<Seat>> seats{};  ///< behind the targets' the reference's second run, if there is one
    std::vector<ClockReading> clocks{};         ///< by seat
    std::map<std::pair<std::size_t, std::size_t>, Pairs> pairs{};  ///< of two seats
    bool is_failed = false;                     ///< a target could not be called: nothing more is played
    Report report{};
    std::vector<std::string> problems{};
    std::function<void()> step_done{};

    bool repeats() const { return seats.size() > targets; }
    bool is_over() const { return is_failed || asked_to_end; }
    std::string said(std::string_view phrase) const { return pseudonyms.scrubbed(phrase); }
};

}  // namespace uag::compare
