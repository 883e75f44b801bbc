#include "server/compare/warnings.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>

#include "adapters/compare/code_words.hpp"
#include "server/compare/outcome_class.hpp"

namespace uag::compare {
namespace {

using client::CallResult;

struct Tally {
    std::size_t played = 0;
    std::size_t successes = 0;
    std::size_t refused = 0;  ///< for want of credentials, where that was not what is expected
    std::map<std::string, std::size_t> errors{};
};

bool wants_refusal(const Case& what) {
    for (const errc code : what.expected_codes)
        if (class_of(code) == OutcomeClass::bad_credentials) return true;
    return false;
}

Tally tally_of(const Report& report, std::size_t target) {
    Tally tally;
    for (const Case& what : report.cases) {
        const TargetCase& one = what.targets[target];
        if (one.state != TargetCase::State::played || wants_refusal(what)) continue;
        ++tally.played;
        if (one.exchange->kind == CallResult::Kind::success) {
            ++tally.successes;
            continue;
        }
        const bool is_error = one.exchange->kind == CallResult::Kind::error;
        if (is_error && class_of(one.exchange->codes) == OutcomeClass::bad_credentials) ++tally.refused;
        ++tally.errors[is_error ? "the error " + words_of(one.exchange->codes) : "what cannot be read"];
    }
    return tally;
}

bool is_shut(const Tally& tally) { return tally.played > 0 && tally.refused == tally.played; }

// Operations that had no success at any target, though a step of theirs was played and they can have it.
std::string never_done(const Report& report) {
    std::map<std::string_view, bool> done;
    for (const Case& what : report.cases) {
        const bool is_played =
            std::ranges::any_of(what.targets, [](const TargetCase& target) { return target.exchange.has_value(); });
        if (what.operation == nullptr || !is_played) continue;
        if (!why_never(*what.operation, OutcomeClass::success).empty()) continue;
        bool& is_done = done[what.operation->name];
        for (const TargetCase& target : what.targets)
            is_done = is_done || (target.exchange && target.exchange->kind == CallResult::Kind::success);
    }
    std::string names;
    for (const auto& [name, is_done] : done)
        if (!is_done) (names += names.empty() ? "" : ", ") += name;
    return names;
}

}  // namespace

std::vector<std::string> warnings_of(const Report& report) {
    std::vector<std::string> warnings;
    for (std::size_t i = 0; i < report.targets.size(); ++i) {
        const Tally tally = tally_of(report, i);
        const std::string who = "target " + report.targets[i].name + ' ';
        if (tally.played == 0)
            warnings.push_back(who + "was asked nothing that it could answer with success");
        else if (is_shut(tally))
            warnings.push_back(who +
                               "has refused every step for want of credentials: nothing was compared; who logs in is "
                               "said by --user and "
                               "--password-file");
        else if (tally.successes == 0 && tally.errors.size() == 1)
            warnings.push_back(who + "has answered every step with " + tally.errors.begin()->first);
    }
    if (const std::string names = never_done(report); !names.empty())
        warnings.push_back("no target has had success with " + names);
    return warnings;
}

bool is_shut(const Report& report) {
    for (std::size_t i = 0; i < report.targets.size(); ++i)
        if (is_shut(tally_of(report, i))) return true;
    return false;
}

}  // namespace uag::compare
