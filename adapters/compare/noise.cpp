#include "adapters/compare/noise.hpp"

#include <set>
#include <string>
#include <string_view>

namespace uag::compare {
namespace {

// Whether the path, or one that leads to it, is in the set.
bool is_at_or_below(const std::set<std::string_view>& paths, std::string_view path) {
    for (std::size_t end = path.size(); end != std::string_view::npos && end > 0;) {
        if (paths.contains(path.substr(0, end))) return true;
        end = path.find_last_of(".[", end - 1);
    }
    return false;
}

}  // namespace

void settle_noise(const Comparison& itself, Rules& rules, std::string_view operation, Comparison& comparison) {
    std::set<std::string_view> unsteady;
    for (const PathResult& result : itself.results())
        if (result.status == Status::different) unsteady.insert(result.path);
    if (unsteady.empty()) return;
    for (std::size_t i = 0; i < comparison.results().size(); ++i) {
        const PathResult& result = comparison.results()[i];
        if (result.status != Status::different || !is_at_or_below(unsteady, result.path)) continue;
        const Rule* const rule = rules.find(result.path, operation, false);
        if (rule != nullptr && rule->matcher == Matcher::equal) continue;
        comparison.settle(i, Status::noise, "the reference differs from itself here");
    }
}

}  // namespace uag::compare
