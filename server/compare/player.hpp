// Plays suites on every target, one suite after the other, and holds each answer against the reference's. What it came to
// is a Report; reading files, and saying it to people, is others' work.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "server/compare/run_names.hpp"
#include "server/compare/run_state.hpp"
#include "server/compare/suite.hpp"
#include "server/compare/targets.hpp"

namespace uag::compare {

struct PlayOptions {
    bool repeats = false;  ///< the reference is played twice, and what differs is noise
    std::string title{};  ///< of the report
    std::string version{};
    std::string shown_seed{};  ///< gives the same names again
    /// Called after each step of each target: how many of all are done.
    std::function<void(std::size_t done, std::size_t all)> progress{};
};

class Player {
public:
    /// The first of at least two targets is the reference. All but the options outlive it; `asked_to_end` becomes true
    /// when what was made is to be removed and nothing more played.
    Player(const std::vector<Target>& targets, const std::vector<Suite>& suites, Rules& rules, const RunSeed& seed,
           const Clock& clock, const std::atomic<bool>& asked_to_end, PlayOptions options);

    /// Once. Removes what it has made whatever happens, or lists it.
    Report play();

    /// Why the run could not be what it should have been, one sentence each without its stop; empty: it could.
    const std::vector<std::string>& problems() const noexcept { return run_.problems; }

private:
    void play_suites();
    void begin_report();
    bool greet();
    void compare_clocks();
    void end_report();

    const std::vector<Suite>& suites_;
    const Clock& clock_;
    const PlayOptions options_;
    const std::atomic<bool> never_{false};
    RunState run_;
    std::size_t steps_done_ = 0;
    std::size_t steps_all_ = 0;
};

}  // namespace uag::compare
