#include "server/compare/suite_play.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "adapters/compare/code_words.hpp"
#include "adapters/compare/noise.hpp"
#include "adapters/compare/outcomes.hpp"
#include "adapters/compare/value_text.hpp"
#include "server/compare/greeting.hpp"
#include "server/compare/keep_exchange.hpp"
#include "server/compare/log_in_ways.hpp"

namespace uag::compare {
namespace {

using client::CallResult;
using How = Played::How;

std::string what_it_is(const CallResult& result) {
    switch (result.kind) {
        case CallResult::Kind::success: return "a success";
        case CallResult::Kind::error: return "the error " + words_of(result.failure.codes);
        case CallResult::Kind::unreadable: break;
    }
    return "unreadable";
}

std::string what_it_should_be(const Expectation& expect) {
    if (expect.is_success) return "a success";
    if (expect.codes.empty()) return "an error";
    std::string text = "the error ";
    for (std::size_t i = 0; i < expect.codes.size(); ++i) (text += i == 0 ? "" : " or ") += word_of(expect.codes[i]);
    return text;
}

bool is_as_expected(const Expectation& expect, const CallResult& result) {
    if (expect.is_success) return result.kind == CallResult::Kind::success;
    if (result.kind != CallResult::Kind::error) return false;
    return expect.codes.empty() ||
           std::ranges::any_of(expect.codes, [&](errc code) { return result.failure.codes.contains(code); });
}

Case begin_case(const Suite& suite, const Step& step) {
    Case found;
    found.suite = suite.name;
    found.step = step.name;
    found.operation = step.operation;
    found.effect = step.effect;
    found.identity = suite.identities[step.as].name;
    found.is_cleanup = step.is_cleanup;
    if (step.expect) {
        found.expects_success = step.expect->is_success;
        found.expected_codes = step.expect->codes;
    }
    return found;
}

}  // namespace

SuitePlay::SuitePlay(const Suite& suite, RunState& run) : suite_(suite), run_(run), states_(run.seats.size()) {}

void SuitePlay::play() {
    for (std::size_t seat = 0; seat < run_.targets; ++seat) run_.seats[seat]->begin();
    for (const Step& step : suite_.steps) {
        if (!run_.is_over() || step.is_cleanup) {
            Left left;
            keep_case(run_.report, play_step(step, left));
            if (run_.repeats()) kept_.push_back({&step, run_.report.cases.size() - 1, std::move(left)});
        }
        if (run_.step_done) run_.step_done();
    }
}

void SuitePlay::play_again() {
    run_.seats[run_.targets]->begin();
    for (Kept& kept : kept_) {
        if (!run_.is_over() || kept.step->is_cleanup) repeat(kept);
        if (run_.step_done) run_.step_done();
    }
}

void SuitePlay::repeat(Kept& kept) {
    Left& left = kept.left;
    play_at(*kept.step, run_.targets, left);
    if (left.seat != 0 || left.played.result == nullptr) return;
    std::vector<TargetCase>& targets = run_.report.cases[kept.found].targets;
    for (TargetCase& target : targets)
        if (target.comparison) settle_noise(left.itself, run_.rules, kept.step->operation->name, *target.comparison);
    Comparison& own = targets.front().comparison.emplace(std::move(left.itself));
    for (std::size_t i = 0; i < own.results().size(); ++i)
        if (own.results()[i].status == Status::different) own.settle(i, Status::noise, "it differs from itself");
}

Case SuitePlay::play_step(const Step& step, Left& left) {
    Case found = begin_case(suite_, step);
    found.targets.push_back(play_at(step, 0, left));
    for (std::size_t seat = 1; seat < run_.targets; ++seat) found.targets.push_back(play_at(step, seat, left));
    for (std::size_t seat = 0; seat < run_.targets; ++seat)
        states_[seat].differs = states_[seat].differs || states_[0].differs || !agrees(found.targets[seat]);
    return found;
}

std::string SuitePlay::where(const Step& step, std::size_t seat) const {
    return "target " + run_.seats[seat]->target().name + ", step " + suite_.name + '.' + step.name + ": ";
}

TargetCase SuitePlay::play_at(const Step& step, std::size_t seat, Left& left) {
    Played played;
    if (states_[seat].is_gone)
        played.why = "the target cannot be called any more";
    else if (run_.is_failed && !step.is_cleanup)
        played.why = "another target could not be called";
    else if (states_[seat].not_done.contains(step.reads_back))
        played = {How::cannot_say, "it looks at what " + step.reads_back + " has done, which is not applicable here"};
    else
        played = run_.seats[seat]->play(suite_, step, false);
    if (step.is_cleanup && step.effect != Effect::read) note_clean_up(step, seat, played);
    if (played.how != How::answered) return unplayed(step, seat, played);
    TargetCase target = answered(step, seat, played);
    hold_against(left, step, seat, played, target);
    return target;
}

TargetCase SuitePlay::answered(const Step& step, std::size_t seat, const Played& played) {
    TargetCase target;
    target.state = TargetCase::State::played;
    const CallResult& result = *played.result;
    const Connection& connection = run_.seats[seat]->connection();
    Exchange& exchange = target.exchange.emplace(begin_exchange(run_.masks, result));
    exchange.request = keep_request(run_.masks, played.request, connection.address_of(played.request), played.sent,
                                    played.request_face.wire);
    exchange.answer = keep_answer(run_.masks, result.raw, played.sent, played.answer_face.wire);
    exchange.duration = played.duration;
    if (step.expect && !is_as_expected(*step.expect, result))
        target.unexpected =
            "it should be " + what_it_should_be(*step.expect) + " and is " + what_it_is(result) +
            (result.failure.message.empty() ? std::string() : ": " + in_quotes(run_.said(result.failure.message)));
    if (is_page(result)) run_.problems.push_back(where(step, seat) + run_.said(why_foreign(result)));
    return target;
}

// What the step builds on and this face has no form for; empty: nothing of that kind.
std::string SuitePlay::unsaid_in(const Step& step, std::size_t seat) const {
    for (const auto* const needs : {&step.needs, &suite_.identities[step.as].needs})
        for (const std::string& each : *needs)
            if (states_[seat].unsaid.contains(each) && !run_.seats[seat]->missing({each}).empty()) return each;
    return {};
}

TargetCase SuitePlay::unplayed(const Step& step, std::size_t seat, const Played& played) {
    TargetCase target;
    target.reason = run_.said(played.why);
    const std::string unsaid = played.how == How::left_out ? unsaid_in(step, seat) : std::string();
    if (!unsaid.empty()) target.reason = "it builds on " + unsaid + ", which is not applicable here";
    if (played.how == How::cannot_say || !unsaid.empty()) {
        target.state = TargetCase::State::not_applicable;
        if (!step.save.empty()) states_[seat].unsaid.insert(step.save);
        states_[seat].not_done.insert(step.name);
        return target;
    }
    if (played.how == How::failed) {
        note_failure(step, seat, played);
        return target;
    }
    // There is nothing to remove.
    if (step.is_cleanup)
        target.state = TargetCase::State::not_applicable;
    else if (!states_[seat].differs)
        run_.problems.push_back("target " + run_.seats[seat]->target().name + ": " + target.reason);
    return target;
}

void SuitePlay::note_failure(const Step& step, std::size_t seat, const Played& played) {
    if (states_[seat].is_gone || run_.is_failed) return;
    run_.problems.push_back(where(step, seat) + run_.said(played.why));
    run_.is_failed = true;
    states_[seat].is_gone = played.is_unreachable;
    if (step.effect != Effect::read && !played.is_unreachable && !step.is_cleanup)
        run_.report.left_behind.push_back(where(step, seat) + std::string(step.operation->name) +
                                          " may have been done, for its answer did not come; what it has made has " +
                                          run_.seats[seat]->names().name + " in its name");
}

void SuitePlay::note_clean_up(const Step& step, std::size_t seat, const Played& played) {
    if (played.how == How::cannot_say || step.needs.empty()) return;
    // What a clean-up names first is what it removes.
    if (!run_.seats[seat]->missing({step.needs.front()}).empty()) return;
    if (played.how == How::answered) {
        const CallResult& result = *played.result;
        if (result.kind == CallResult::Kind::success || result.failure.codes.contains(errc::not_found)) return;
    }
    const std::string why = played.how == How::answered ? "its answer is " + what_it_is(*played.result) : played.why;
    run_.report.left_behind.push_back(where(step, seat) + std::string(step.operation->name) +
                                      " has not removed what the run has made: " + run_.said(why) + "; it has " +
                                      run_.seats[seat]->names().name + " in its name");
}

void SuitePlay::hold_against(Left& left, const Step& step, std::size_t seat, Played& played, TargetCase& target) {
    const bool is_repetition = seat == run_.targets;
    run_.seats[seat]->keep(step, played.result);
    if (left.played.result == nullptr) {
        if (is_repetition) return;
        left.seat = seat;
        left.played = std::move(played);
        return;
    }
    if (is_repetition) {
        Rules none;
        left.itself = compare_with(left, step, seat, played, none);
        return;
    }
    Comparison& comparison = target.comparison.emplace(compare_with(left, step, seat, played, run_.rules));
    settle_log_in(run_.seats[left.seat]->target(), run_.seats[seat]->target(), comparison);
    if (left.played.is_log_in != played.is_log_in) settle_refusal(comparison);
    if (run_.seats[left.seat]->target().http.base_url == run_.seats[seat]->target().http.base_url)
        settle_one_service(comparison);
}

Comparison SuitePlay::compare_with(const Left& left, const Step& step, std::size_t seat, const Played& played,
                                   Rules& rules) {
    const Target& left_target = run_.seats[left.seat]->target();
    const Target& right_target = run_.seats[seat]->target();
    Settings settings{{left.played.answer_face, &left_target.zone()}, {played.answer_face, &right_target.zone()}};
    settings.clock_ahead = clock_difference(run_.clocks[left.seat], run_.clocks[seat]);
    // Whoever only stands in for the reference has not met the ids of the others.
    settings.makes_ids = step.effect != Effect::read || left.seat != 0;
    settings.is_one_service = left_target.http.base_url == right_target.http.base_url;
    Run run{run_.pseudonyms, run_.pairs[{left.seat, seat}], rules};
    Comparison comparison;
    compare_outcomes(*left.played.result, *played.result, settings, run, comparison);
    return comparison;
}

}  // namespace uag::compare
