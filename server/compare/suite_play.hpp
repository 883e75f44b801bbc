// Plays one suite: each step on every target before the next one, so that faces of one service see the same of each
// other's objects. Each answer is held against the reference's.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "server/compare/run_state.hpp"
#include "server/compare/suite.hpp"

namespace uag::compare {

class SuitePlay {
public:
    /// Both outlive it.
    SuitePlay(const Suite& suite, RunState& run);

    /// Once. What it came to is in the run's report.
    void play();

    /// Once, on the reference alone, where the run repeats: when all suites have been played, so that no list has shown the
    /// others less than it. What it says otherwise becomes noise in the report.
    void play_again();

private:
    /// Whose answer the others' are held against: the reference's, or that of the first target that can say the step.
    struct Left {
        std::size_t seat = 0;
        Played played{};
        Comparison itself{};  ///< the reference against its second run
    };
    /// What is known of a seat while the suite lasts.
    struct SeatState {
        std::set<std::string> not_done{};  ///< steps that are not applicable there
        std::set<std::string> unsaid{};  ///< answers that its face has no form for
        bool differs = false;  ///< something was not as it should be
        bool is_gone = false;  ///< its target cannot be called any more
    };

    /// A step that has been played once, for the reference's second time.
    struct Kept {
        const Step* step = nullptr;
        std::size_t found = 0;  ///< index of its case in the report
        Left left{};
    };

    Case play_step(const Step& step, Left& left);
    void repeat(Kept& kept);
    TargetCase play_at(const Step& step, std::size_t seat, Left& left);
    TargetCase answered(const Step& step, std::size_t seat, const Played& played);
    TargetCase unplayed(const Step& step, std::size_t seat, const Played& played);
    void note_failure(const Step& step, std::size_t seat, const Played& played);
    void note_clean_up(const Step& step, std::size_t seat, const Played& played);
    void hold_against(Left& left, const Step& step, std::size_t seat, Played& played, TargetCase& target);
    Comparison compare_with(const Left& left, const Step& step, std::size_t seat, const Played& played, Rules& rules);
    std::string unsaid_in(const Step& step, std::size_t seat) const;
    std::string where(const Step& step, std::size_t seat) const;

    const Suite& suite_;
    RunState& run_;
    std::vector<SeatState> states_;  ///< by seat
    std::vector<Kept> kept_;  ///< where the run repeats
};

}  // namespace uag::compare
