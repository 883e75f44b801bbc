#include "server/compare/player.hpp"

#include <chrono>
#include <list>
#include <memory>
#include <utility>

#include "server/compare/greeting.hpp"
#include "server/compare/suite_play.hpp"
#include "server/compare/warnings.hpp"

namespace uag::compare {

Player::Player(const std::vector<Target>& targets, const std::vector<Suite>& suites, Rules& rules, const RunSeed& seed,
               const Clock& clock, const std::atomic<bool>& asked_to_end, PlayOptions options)
    : suites_(suites), clock_(clock), options_(std::move(options)), run_(rules, seed.pseudonym_key(), asked_to_end) {
    const auto sit = [&](const Target& target) {
        run_.seats.push_back(std::make_unique<Seat>(target, seed.names_for(run_.seats.size() + 1),
                                                    seed.made_up_ticket(), run_.pseudonyms, never_));
    };
    for (const Target& target : targets) sit(target);
    run_.targets = targets.size();
    if (options_.repeats) sit(targets.front());
    run_.clocks.resize(run_.seats.size());
    for (const Suite& suite : suites) steps_all_ += suite.steps.size() * (run_.repeats() ? 2 : 1);
    for (std::size_t right = 1; right < run_.seats.size(); ++right)
        for (std::size_t left = 0; left < right; ++left)
            run_.pairs[{left, right}].add_name(run_.seats[left]->names().name, run_.seats[right]->names().name);
    run_.step_done = [this] {
        ++steps_done_;
        if (options_.progress) options_.progress(steps_done_, steps_all_);
    };
}

Report Player::play() {
    begin_report();
    if (greet()) play_suites();
    end_report();
    return std::move(run_.report);
}

void Player::play_suites() {
    std::list<SuitePlay> plays;
    for (const Suite& suite : suites_) {
        if (run_.is_over()) return;
        plays.emplace_back(suite, run_).play();
        if (!run_.repeats()) plays.clear();
    }
    for (SuitePlay& play : plays)
        if (!run_.is_over()) play.play_again();
}

void Player::begin_report() {
    Report& report = run_.report;
    report.title = options_.title;
    report.version = options_.version;
    report.seed = options_.shown_seed;
    report.started = clock_.now();
    for (std::size_t i = 0; i < run_.targets; ++i) {
        const Target& target = run_.seats[i]->target();
        report.targets.push_back({target.name, target.face.word(), run_.masks.address(target.http.base_url)});
    }
    for (const Suite& suite : suites_) report.suites.push_back(suite.name);
}

// Whoever is not there, is another service or does not let its caller in is found before anything is made.
bool Player::greet() {
    OwnLogIns log_ins;
    for (std::size_t i = 0; i < run_.seats.size() && !run_.asked_to_end; ++i) {
        Seat& seat = *run_.seats[i];
        std::string why = seat.log_in(log_ins);
        if (why.empty()) why = uag::compare::greet(seat.connection(), seat.own(), clock_, run_.clocks[i]);
        if (!why.empty() && i < run_.targets)
            run_.problems.push_back("target " + seat.target().name + " cannot be compared: " + run_.said(why));
    }
    compare_clocks();
    return run_.problems.empty();
}

void Player::compare_clocks() {
    for (std::size_t i = 1; i < run_.targets; ++i) {
        const auto apart = clock_difference(run_.clocks[0], run_.clocks[i]);
        if (apart.count() == 0) continue;
        const auto& targets = run_.report.targets;
        const auto seconds = std::chrono::round<std::chrono::seconds>(apart).count();
        run_.report.notes.push_back(
            "the clock of " + targets[i].name + " is " + std::to_string(seconds < 0 ? -seconds : seconds) + " s " +
            (seconds < 0 ? "behind" : "ahead of") + " that of " + targets[0].name + ", which is taken out of stamps");
    }
}

void Player::end_report() {
    Report& report = run_.report;
    if (run_.asked_to_end) run_.problems.emplace_back("the run was stopped before its end");
    const TimePoint now = clock_.now();
    report.duration = now - report.started;
    // A run that was cut short says nothing of rules that have matched nothing.
    if (!run_.is_over() && run_.problems.empty())
        report.complaints = run_.rules.complaints(std::chrono::floor<std::chrono::days>(now));
    if (!report.cases.empty()) report.warnings = warnings_of(report);
}

}  // namespace uag::compare
