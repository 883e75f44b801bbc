#include "server/recording/two_recordings.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/compare/masks.hpp"
#include "adapters/compare/outcomes.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "server/compare/warnings.hpp"
#include "server/recording/counterpart.hpp"
#include "server/recording/side.hpp"

namespace uag::recording {
namespace {

using compare::TargetCase;

constexpr std::size_t most_listed_notes = 200;

// What is looked at to find out which exchanges belong together.
struct Outline {
    std::vector<std::size_t> keys;        // of each exchange: which operation, or which address
    std::vector<compare::Face> faces;     // that occur
};

Outline outline_of(Reader& reader) {
    Outline outline;
    for (std::size_t i = 0; i < reader.size(); ++i) {
        const Recorded recorded = reader.at(i);
        if (!recorded.request) {
            outline.keys.push_back(0);
            continue;
        }
        const TypedRequest typed = read_typed(*recorded.request);
        const std::string_view path(recorded.request->path);
        outline.keys.push_back(typed.operation != nullptr
                                   ? std::hash<const void*>{}(typed.operation)
                                   : std::hash<std::string_view>{}(path.substr(0, path.find('?'))));
        if (typed.operation != nullptr && std::ranges::find(outline.faces, typed.face) == outline.faces.end())
            outline.faces.push_back(typed.face);
    }
    return outline;
}

bool can_say(const Outline& outline, const Operation& operation) {
    return std::ranges::any_of(outline.faces,
                               [&](const compare::Face& face) { return has_operation(face, operation); });
}

using Match = std::pair<std::optional<std::size_t>, std::optional<std::size_t>>;

// In the order of both, so that nothing has to be remembered for long.
std::vector<Match> matches_of(const std::vector<std::size_t>& left, const std::vector<std::size_t>& right) {
    std::vector<Match> all;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.size() && j < right.size()) {
        if (left[i] == right[j]) {
            all.emplace_back(i++, j++);
            continue;
        }
        std::size_t ahead = 1;
        const auto finds = [&](const std::vector<std::size_t>& in, std::size_t from, std::size_t key) {
            return from + ahead < in.size() && in[from + ahead] == key;
        };
        while (ahead <= farthest_match && !finds(left, i, right[j]) && !finds(right, j, left[i])) ++ahead;
        const bool is_nowhere = ahead > farthest_match;
        if (is_nowhere || finds(left, i, right[j]))
            all.emplace_back(i++, std::nullopt);
        else
            all.emplace_back(std::nullopt, j++);
    }
    for (; i < left.size(); ++i) all.emplace_back(i, std::nullopt);
    for (; j < right.size(); ++j) all.emplace_back(std::nullopt, j);
    return all;
}

compare::Face request_face(const TypedRequest& typed) {
    compare::Face face = typed.face;
    if (!face.is_rest()) return face;
    constexpr std::array wires{compare::Wire::json, compare::Wire::xml, compare::Wire::form};
    face.wire = wires[static_cast<std::size_t>(typed.body)];
    return face;
}

class TwoRecordings {
public:
    TwoRecordings(Reader& left, Reader& right, compare::Rules& rules, Secret key, const Clock& clock)
        : left_(left), right_(right), rules_(rules), clock_(clock), pseudonyms_(std::move(key)), masks_(pseudonyms_) {}

    compare::Report compare(const RecordingsOptions& options) {
        keeps_messages_ = options.keeps_messages;
        report_.title = left_.folder() + " and " + right_.folder();
        report_.version = options.version;
        report_.started = clock_.now();
        report_.suites = {"recordings"};
        for (const Reader* const reader : {&left_, &right_}) {
            report_.targets.push_back(
                {reader == &left_ ? "left" : "right", "recording of " + reader->manifest().target, reader->folder()});
            for (const std::string& note : reader->notes()) report_.notes.push_back(note);
        }
        left_outline_ = outline_of(left_);
        right_outline_ = outline_of(right_);
        const std::vector<Match> matches = matches_of(left_outline_.keys, right_outline_.keys);
        for (std::size_t i = 0; i < matches.size(); ++i) {
            compare_one(matches[i]);
            if (options.progress) options.progress(i + 1, matches.size());
        }
        const TimePoint now = clock_.now();
        report_.duration = now - report_.started;
        report_.complaints = rules_.complaints(std::chrono::floor<std::chrono::days>(now));
        report_.warnings = compare::warnings_of(report_);
        return std::move(report_);
    }

private:
    void note(const Reader& reader, const Recorded& recorded) {
        for (const std::string& text : recorded.notes)
            if (report_.notes.size() < most_listed_notes)
                report_.notes.push_back(reader.folder() + ' ' + file_name(recorded.number, Part::request).substr(0, 6) +
                                        ": " + text);
    }

    static TargetCase missing_in(const Outline& other, const Operation* operation) {
        TargetCase target;
        const bool is_sayable = operation == nullptr || can_say(other, *operation);
        target.state = is_sayable ? TargetCase::State::not_played : TargetCase::State::not_applicable;
        target.reason =
            is_sayable ? "this recording has no such exchange here" : "no protocol of this recording has the operation";
        return target;
    }

    void compare_one(const Match& match) {
        std::optional<Recorded> left;
        std::optional<Recorded> right;
        if (match.first) note(left_, left.emplace(left_.at(*match.first)));
        if (match.second) note(right_, right.emplace(right_.at(*match.second)));
        std::optional<RecordedSide> left_side;
        std::optional<RecordedSide> right_side;
        if (left) left_side.emplace(read_side(*left));
        if (right) right_side.emplace(read_side(*right));
        const Recorded& shown = left ? *left : *right;
        const RecordedSide& side = left ? *left_side : *right_side;
        compare::Case found = begin_case(report_, shown, side.typed, masks_);
        if (!left) found.step += " (right)";
        found.targets.push_back(left ? target_of(*left, *left_side, masks_)
                                     : missing_in(left_outline_, found.operation));
        found.targets.push_back(right ? target_of(*right, *right_side, masks_)
                                      : missing_in(right_outline_, found.operation));
        if (left && right) compare_sides(*left_side, *right_side, found.targets.back());
        if (!keeps_messages_) forget_messages(found);
        compare::keep_case(report_, std::move(found));
    }

    void compare_sides(RecordedSide& left, RecordedSide& right, TargetCase& target) {
        compare::Run run{pseudonyms_, counterpart_.pairs(), rules_};
        compare_requests(left.typed, right.typed, run, target);
        if (left.result.has_value() != right.result.has_value())
            target.unexpected = "only the other recording has an answer, " +
                                std::string(left.result ? "this one" : "the other one") + ": " +
                                (left.result ? right : left).why_no_result;
        if (!left.result || !right.result) return;
        if (left.result->kind == client::CallResult::Kind::success &&
            right.result->kind == client::CallResult::Kind::success)
            counterpart_.unify(left.typed.operation->response(), left.result->answer.get(), right.result->answer.get());
        compare::Settings settings{{left.typed.face, &left.zone()}, {right.typed.face, &right.zone()}};
        settings.makes_ids = true;
        if (const auto age = age_between(left.result->raw, right.result->raw)) allow_age(*age, settings);
        compare::compare_outcomes(*left.result, *right.result, settings, run, target.comparison.emplace());
    }

    void compare_requests(TypedRequest& left, TypedRequest& right, compare::Run& run, TargetCase& target) {
        if (left.request == nullptr || right.request == nullptr) return;
        const Operation& operation = *left.operation;
        counterpart_.unify(operation.request(), left.request.get(), right.request.get());
        compare::Settings settings{{request_face(left)}, {request_face(right)}};
        settings.makes_ids = true;
        compare::Comparison requests;
        compare::Rules none;
        compare::Run alone{run.pseudonyms, run.pairs, none};
        compare::compare_values(operation.request(), left.request.get(), right.request.get(), operation.name, settings,
                                alone, requests);
        const auto differs =
            std::ranges::find(requests.results(), compare::Status::different, &compare::PathResult::status);
        if (differs == requests.results().end()) return;
        target.unexpected = "the requests differ at " + differs->path + ": " + differs->left + " and " + differs->right;
    }

    Reader& left_;
    Reader& right_;
    compare::Rules& rules_;
    const Clock& clock_;
    compare::Pseudonyms pseudonyms_;
    const compare::Masks masks_;
    Counterpart counterpart_{KnownSecrets{}};
    Outline left_outline_;
    Outline right_outline_;
    compare::Report report_;
    bool keeps_messages_ = false;
};

}  // namespace

compare::Report compare_recordings(Reader& left, Reader& right, compare::Rules& rules, Secret pseudonym_key,
                                   const Clock& clock, const RecordingsOptions& options) {
    return TwoRecordings(left, right, rules, std::move(pseudonym_key), clock).compare(options);
}

}  // namespace uag::recording
