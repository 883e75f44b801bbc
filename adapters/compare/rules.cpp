#include "adapters/compare/rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace uag::compare {
namespace {

constexpr std::array<std::string_view, 9> matcher_words{"equal",     "ignore",    "present",  "type",   "pattern",
                                                        "tolerance", "unordered", "keyed_by", "same_as"};

std::string day_text(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + '-' + two(static_cast<unsigned>(date.month())) + '-' +
           two(static_cast<unsigned>(date.day()));
}

std::string judge_argument(const Rule& rule) {
    const bool has_argument = !rule.argument.empty();
    switch (rule.matcher) {
        case Matcher::pattern: {
            const std::string_view wrong = judge_pattern(rule.argument);
            return wrong.empty() ? std::string() : "The pattern " + std::string(wrong) + '.';
        }
        case Matcher::tolerance:
            return std::isfinite(rule.most) && rule.most >= 0 ? std::string() : "A tolerance is a number from 0 on.";
        case Matcher::keyed_by: return has_argument ? std::string() : "keyed_by names a member of the items.";
        case Matcher::same_as: {
            std::vector<std::string_view> steps;
            return split_path(rule.argument, steps) ? std::string() : "same_as names a path.";
        }
        default: return {};
    }
}

}  // namespace

std::optional<Matcher> find_matcher(std::string_view word) {
    const auto at = std::ranges::find(matcher_words, word);
    if (at == matcher_words.end()) return std::nullopt;
    return static_cast<Matcher>(at - matcher_words.begin());
}

std::string_view word_of(Matcher matcher) { return matcher_words[static_cast<std::size_t>(matcher)]; }

std::string Rules::add(Rule rule) {
    if (rows_.size() == most_rules) return "There are more than " + std::to_string(most_rules) + " rules.";
    if (rule.reason.find_first_not_of(" \t\r\n") == std::string::npos) return "A rule needs a reason.";
    PathPattern pattern;
    if (const std::string_view wrong = pattern.parse(rule.path); !wrong.empty())
        return "The path of a rule " + std::string(wrong) + '.';
    if (!rule.operation.empty())
        if (const std::string_view wrong = judge_pattern(rule.operation); !wrong.empty())
            return "The operation of a rule " + std::string(wrong) + '.';
    if (std::string wrong = judge_argument(rule); !wrong.empty()) return wrong;
    rows_.push_back({std::move(rule), std::move(pattern), 0});
    return {};
}

const Rule* Rules::find(std::string_view path, std::string_view operation, bool loud) {
    if (rows_.empty() || !split_path(path, steps_)) return nullptr;
    for (Row& row : rows_) {
        if (!row.rule.operation.empty() && !matches(row.rule.operation, operation)) continue;
        if (!row.pattern.matches(steps_)) continue;
        if (loud) ++row.matches;
        return &row.rule;
    }
    return nullptr;
}

std::vector<std::string> Rules::complaints(std::chrono::sys_days today) const {
    std::vector<std::string> all;
    for (const Row& row : rows_) {
        const std::string what = (row.rule.place.empty() ? std::string("The rule") : row.rule.place + ": the rule") +
                                 " for '" + row.rule.path + '\'' +
                                 (row.rule.operation.empty() ? "" : " of " + row.rule.operation) + ' ';
        if (row.rule.expires && *row.rule.expires < today)
            all.push_back(what + "has expired on " + day_text(*row.rule.expires) + '.');
        if (row.matches == 0) all.push_back(what + "matched nothing.");
    }
    return all;
}

}  // namespace uag::compare
