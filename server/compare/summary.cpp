#include "server/compare/summary.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "adapters/compare/verdict.hpp"
#include "server/compare/warnings.hpp"

namespace uag::compare {
namespace {

void add_line(std::string& out, std::string_view label, std::string_view text) {
    ((((out += label) += label.empty() ? "" : ": ") += text) += '\n');
}

std::string difference_text(const PathResult& result) {
    std::string text = result.path + ": " + std::string(name_of(result.aspect));
    if (!result.left.empty() || !result.right.empty())
        text += ' ' + (result.left.empty() ? std::string("nothing") : result.left) + " | " +
                (result.right.empty() ? std::string("nothing") : result.right);
    if (!result.reason.empty()) text += " (" + result.reason + ')';
    return text;
}

// What is wrong with one case at one target, a line each.
std::vector<std::string> faults_of(const Report& report, const Case& what, std::size_t index) {
    const TargetCase& target = what.targets[index];
    const std::string begin = what.suite + '.' + what.step + ", " + report.targets[index].name + ": ";
    std::vector<std::string> lines;
    if (!target.unexpected.empty()) lines.push_back(begin + target.unexpected);
    if (target.state == TargetCase::State::not_played) lines.push_back(begin + "not played: " + target.reason);
    if (target.comparison)
        for (const PathResult& result : target.comparison->results())
            if (result.status == Status::different) lines.push_back(begin + difference_text(result));
    return lines;
}

void add_differences(const Report& report, std::string& out) {
    std::size_t told = 0;
    std::size_t all = 0;
    for (const Case& what : report.cases)
        for (std::size_t i = 0; i < what.targets.size(); ++i)
            for (const std::string& line : faults_of(report, what, i)) {
                ++all;
                if (told == most_told_differences) continue;
                ++told;
                add_line(out, "differs", line);
            }
    if (all > told) add_line(out, "differs", "and " + std::to_string(all - told) + " more");
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

// Calls `visit(comparison)` for each answer that was held against the reference's.
template <class Visit> void each_comparison(const Report& report, Visit visit) {
    for (const Case& what : report.cases)
        for (std::size_t i = 1; i < what.targets.size(); ++i)
            if (what.targets[i].comparison) visit(*what.targets[i].comparison);
}

std::string_view words_of(RunEnd end) {
    switch (end) {
        case RunEnd::agree: return "agree";
        case RunEnd::differ: return "differ";
        case RunEnd::not_whole: return "could not run to its end";
        case RunEnd::nothing_compared: break;
    }
    return "nothing was compared";
}

void add_counts(const Report& report, std::string& out) {
    std::array<std::size_t, status_count> counts{};
    std::size_t compared = 0;
    each_comparison(report, [&](const Comparison& comparison) {
        ++compared;
        for (std::size_t status = 0; status < status_count; ++status)
            counts[status] += comparison.count(static_cast<Status>(status));
    });
    std::string text = counted(report.cases.size(), "step", "steps") + ", " +
                       counted(report.targets.size(), "target", "targets") + ", " +
                       counted(compared, "answer", "answers") + " compared; paths:";
    for (std::size_t status = 0; status < status_count; ++status)
        text += (status == 0 ? " " : ", ") + std::to_string(counts[status]) + ' ' +
                std::string(name_of(static_cast<Status>(status)));
    add_line(out, {}, text);
}

}  // namespace

std::string summary_of(const Report& report, const std::vector<std::string>& problems) {
    std::string out;
    for (const std::string& text : problems) add_line(out, "could not run", text);
    for (const std::string& text : report.left_behind) add_line(out, "left behind", text);
    for (const std::string& text : report.warnings) add_line(out, "beware", text);
    add_differences(report, out);
    for (const std::string& text : report.complaints) add_line(out, "rules", text);
    for (const std::string& text : report.notes) add_line(out, "note", text);
    add_counts(report, out);
    add_line(out, {}, words_of(end_of(report, problems)));
    return out;
}

RunEnd end_of(const Report& report, const std::vector<std::string>& problems) {
    if (!problems.empty() || !report.left_behind.empty() || is_shut(report)) return RunEnd::not_whole;
    if (!agrees(report)) return RunEnd::differ;
    bool is_compared = false;
    each_comparison(report, [&](const Comparison&) { is_compared = true; });
    return is_compared ? RunEnd::agree : RunEnd::nothing_compared;
}

std::string progress_bar(std::size_t done, std::size_t all, std::size_t width) {
    constexpr std::size_t around = 9;  // brackets, blanks, "100%"
    const std::size_t bar = width > around ? width - around : 1;
    const std::size_t filled = all == 0 ? bar : std::min(bar, done * bar / all);
    const std::string percent = std::to_string(all == 0 ? 100 : done * 100 / all);
    return "\r[" + std::string(filled, '#') + std::string(bar - filled, '.') + "] " +
           std::string(3 - std::min<std::size_t>(3, percent.size()), ' ') + percent + '%';
}

}  // namespace uag::compare
