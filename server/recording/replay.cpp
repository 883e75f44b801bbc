#include "server/recording/replay.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "adapters/compare/outcomes.hpp"
#include "core/agent/operations.hpp"
#include "server/compare/greeting.hpp"
#include "server/compare/keep_exchange.hpp"
#include "server/compare/log_in_ways.hpp"
#include "server/compare/warnings.hpp"
#include "server/recording/replay_player.hpp"
#include "server/recording/side.hpp"

namespace uag::recording {
namespace {

using compare::TargetCase;
using How = Replayed::How;

constexpr std::size_t most_told_notes = 200;
constexpr std::size_t most_told_problems = 100;

bool changes(const Operation& operation) {
    return operation.effect != Effect::read && operation.service != Service::so_principal;
}

}  // namespace

compare::Suite effects_of(const Reader& reader) {
    compare::Suite suite;
    suite.name = reader.folder();
    for (const std::string& name : reader.operations()) {
        const Operation* const operation = find_operation(Service::user, name);
        if (operation == nullptr || !changes(*operation)) continue;
        compare::Step& step = suite.steps.emplace_back();
        step.name = name;
        step.operation = operation;
        step.effect = operation->effect;
    }
    return suite;
}

Replay::Replay(Reader& reader, const std::vector<compare::Target>& targets, const KnownSecrets& secrets,
               compare::Rules& rules, Secret pseudonym_key, const Clock& clock, const std::atomic<bool>& asked_to_end,
               ReplayOptions options)
    : reader_(reader),
      rules_(rules),
      clock_(clock),
      asked_to_end_(asked_to_end),
      options_(std::move(options)),
      pseudonyms_(std::move(pseudonym_key)),
      masks_(pseudonyms_) {
    for (const auto& [pseudonym, secret] : secrets) pseudonyms_.learn(secret.reveal());
    for (const compare::Target& target : targets)
        players_.push_back(std::make_unique<ReplayPlayer>(target, secrets, pseudonyms_, asked_to_end));
}

Replay::~Replay() = default;

void Replay::problem(std::string sentence) {
    if (problems_.size() < most_told_problems) problems_.push_back(std::move(sentence));
}

bool Replay::log_in() {
    compare::OwnLogIns log_ins;
    for (const auto& player : players_) {
        std::string why = player->log_in(log_ins);
        if (why.empty()) continue;
        problem(player->target().name + ": " + pseudonyms_.scrubbed(why));
        return false;
    }
    return true;
}

void Replay::note_recording(const Recorded& recorded) {
    for (const std::string& note : recorded.notes) {
        if (report_.notes.size() > most_told_notes) return;
        report_.notes.push_back(report_.notes.size() == most_told_notes
                                    ? "Further notes of the recording are left out"
                                    : file_name(recorded.number, Part::request).substr(0, 6) + ": " + note);
    }
}

compare::Report Replay::play() {
    report_.title = reader_.folder();
    report_.version = options_.version;
    report_.started = clock_.now();
    report_.suites = {std::filesystem::path(reader_.folder()).filename().string()};
    if (report_.suites.front().empty()) report_.suites.front() = reader_.folder();
    report_.targets.push_back({"recording", "recording of " + reader_.manifest().target, reader_.folder()});
    for (const auto& player : players_)
        report_.targets.push_back(
            {player->target().name, player->target().face.word(), masks_.address(player->target().http.base_url)});
    for (const std::string& note : reader_.notes()) report_.notes.push_back(note);
    if (log_in()) {
        std::size_t done = 0;
        while (!asked_to_end_ && !is_failed_) {
            std::optional<Recorded> recorded = reader_.next();
            if (!recorded) break;
            note_recording(*recorded);
            play_one(*recorded);
            if (options_.progress) options_.progress(++done, reader_.size());
        }
    }
    end_report();
    return std::move(report_);
}

void Replay::play_one(Recorded& recorded) {
    RecordedSide left = read_side(recorded);
    compare::Case found = begin_case(report_, recorded, left.typed, masks_);
    found.targets.push_back(target_of(recorded, left, masks_));
    const bool is_call = left.typed.request != nullptr;
    const std::string unread = "the request " + left.typed.unread;
    const bool is_forbidden = is_call && !options_.may_change && changes(*left.typed.operation);
    for (const auto& player : players_) {
        TargetCase target;
        if (!is_call || is_forbidden || is_failed_) {
            target.state = is_call ? TargetCase::State::not_played : TargetCase::State::not_applicable;
            target.reason = !is_call     ? unread
                            : is_failed_ ? "the run has ended before"
                                         : "it changes something, which needs --writes";
            if (is_forbidden) problem(found.step + ": " + target.reason);
            found.targets.push_back(std::move(target));
            continue;
        }
        // Each target puts its own values for pseudonyms into the recorded answer; the last one may have it.
        // NOLINTNEXTLINE(bugprone-use-after-move): nobody comes behind the last one
        RecordedSide side = player == players_.back() ? std::move(left) : read_side(recorded);
        Replayed replayed = player->play(*recorded.request, side);
        if (replayed.how != How::answered) {
            target.reason = pseudonyms_.scrubbed(replayed.why);
            const bool is_unsaid = replayed.how == How::cannot_say;
            if (is_unsaid) player->omissions().not_played(found.step, side.typed);
            target.state = is_unsaid ? TargetCase::State::not_applicable : TargetCase::State::not_played;
            if (!is_unsaid) problem(player->target().name + ", " + found.step + ": " + target.reason);
            is_failed_ = is_failed_ || replayed.how == How::failed;
            found.targets.push_back(std::move(target));
            continue;
        }
        target.state = TargetCase::State::played;
        const client::CallResult& right = *replayed.result;
        const compare::TargetFace& face = player->target().face;
        compare::Exchange& exchange = target.exchange.emplace(compare::begin_exchange(masks_, right));
        const bool is_log_in = replayed.sent != found.operation;
        exchange.request =
            compare::keep_request(masks_, replayed.request, player->connection().address_of(replayed.request),
                                  replayed.sent, is_log_in ? compare::Wire::soap : compare::requests_of(face).wire);
        exchange.answer = compare::keep_answer(masks_, right.raw, replayed.sent,
                                               is_log_in ? compare::Wire::soap : compare::answers_of(face).wire);
        exchange.duration = replayed.duration;
        if (side.result) {
            compare::Settings settings{{side.typed.face, &side.zone()},
                                       {compare::answers_of(face), &player->zone(side)}};
            settings.makes_ids = true;  // the recording begins in the midst of things: any id may be met first
            allow_age(age_between(side.result->raw, right.raw).value_or(clock_.now() - recorded.began), settings);
            compare::Run run{pseudonyms_, player->counterpart().pairs(), rules_};
            compare::compare_outcomes(*side.result, right, settings, run, target.comparison.emplace());
            compare::settle_log_in(player->target(), player->has_met_basic(), *target.comparison);
            if (is_log_in) compare::settle_refusal(*target.comparison);
            player->omissions().settle(found.step, side, right, *target.comparison);
        }
        found.targets.push_back(std::move(target));
    }
    if (!options_.keeps_messages) forget_messages(found);
    compare::keep_case(report_, std::move(found));
}

void Replay::end_report() {
    const auto is_compared = [](const compare::Case& one) {
        return std::ranges::any_of(one.targets, [](const TargetCase& target) { return target.comparison.has_value(); });
    };
    if (problems_.empty() && std::ranges::none_of(report_.cases, is_compared))
        problem("nothing was compared: the recording has no call that could be played and whose answer is known");
    if (asked_to_end_) problem("the replay was stopped before its end");
    const TimePoint now = clock_.now();
    report_.duration = now - report_.started;
    if (problems_.empty()) report_.complaints = rules_.complaints(std::chrono::floor<std::chrono::days>(now));
    report_.warnings = compare::warnings_of(report_);
    for (const auto& player : players_)
        if (const std::string told = player->omissions().told(); !told.empty())
            report_.warnings.push_back("target " + player->target().name + ": " + told);
}

}  // namespace uag::recording
