#include "server/compare/report_words.hpp"

#include <algorithm>

#include "adapters/compare/code_words.hpp"
#include "core/base/datetime.hpp"

namespace uag::compare {
namespace {

struct VerdictWords {
    std::string_view name;
    std::string_view word;
};
constexpr VerdictWords verdict_words[] = {{"equal", "equal"},
                                          {"accepted", "accepted"},
                                          {"different", "different"},
                                          {"not applicable", "not_applicable"},
                                          {"not played", "not_played"}};

bool has(const Case& what, Verdict verdict) {
    return std::ranges::any_of(what.targets, [&](const TargetCase& target) { return verdict_of(target) == verdict; });
}

}  // namespace

std::string_view name_of(Verdict verdict) { return verdict_words[static_cast<std::size_t>(verdict)].name; }
std::string_view word_of(Verdict verdict) { return verdict_words[static_cast<std::size_t>(verdict)].word; }

Verdict verdict_of(const TargetCase& target) {
    switch (target.state) {
        case TargetCase::State::not_applicable: return Verdict::not_applicable;
        case TargetCase::State::not_played: return Verdict::not_played;
        case TargetCase::State::played: break;
    }
    if (!agrees(target)) return Verdict::different;
    if (!target.comparison) return Verdict::equal;
    const Comparison& comparison = *target.comparison;
    return is_equal_throughout(comparison) ? Verdict::equal : Verdict::accepted;
}

Verdict verdict_of(const Case& what) {
    for (const Verdict verdict : {Verdict::different, Verdict::not_played, Verdict::not_applicable, Verdict::accepted})
        if (has(what, verdict)) return verdict;
    return Verdict::equal;
}

std::string_view word_of(Effect effect) {
    switch (effect) {
        case Effect::read: return "read";
        case Effect::write: return "write";
        case Effect::destructive: break;
    }
    return "destructive";
}

std::string outcome_of(const Exchange& exchange) {
    switch (exchange.kind) {
        case client::CallResult::Kind::success: return "success";
        case client::CallResult::Kind::error: return words_of(exchange.codes);
        case client::CallResult::Kind::unreadable: break;
    }
    return "unreadable";
}

std::string_view operation_of(const Case& what) {
    return what.operation != nullptr ? what.operation->name : std::string_view(what.operation_name);
}

std::string stamp_of(TimePoint time) { return format(to_datetime(std::chrono::floor<std::chrono::seconds>(time))); }

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    return std::to_string(number) + ' ' + std::string(number == 1 ? one : many);
}

}  // namespace uag::compare
