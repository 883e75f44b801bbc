#include "server/compare/log_in_ways.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace uag::compare {
namespace {

std::string_view member_of(const PathResult& result) {
    return std::string_view(result.path).substr(result.path.rfind('.') + 1);
}

// The path of what has the member.
std::string_view owner_of(const PathResult& result) {
    return std::string_view(result.path).substr(0, std::min(result.path.rfind('.'), result.path.size()));
}

bool logs_in(const Target& target) { return !target.face.is_rest || target.log_in.way == LogInWay::ticket; }

void settle_last_times(Comparison& comparison) {
    for (std::size_t i = 0; i < comparison.results().size(); ++i) {
        const PathResult& result = comparison.results()[i];
        if (result.status != Status::different) continue;
        const std::string_view member = member_of(result);
        if (member == "Lastlogin" || member == "Lastlogout")
            comparison.settle(i, Status::not_applicable, "one of the two is called with Basic, which is no log-in");
    }
}

}  // namespace

void settle_log_in(const Target& left, const Target& right, Comparison& comparison) {
    if (logs_in(left) == logs_in(right)) return;
    settle_last_times(comparison);
}

void settle_log_in(const Target& target, bool has_met_basic, Comparison& comparison) {
    if (has_met_basic || !logs_in(target)) settle_last_times(comparison);
}

void settle_refusal(Comparison& comparison) {
    for (std::size_t i = 0; i < comparison.results().size(); ++i) {
        const PathResult& result = comparison.results()[i];
        const bool is_how = result.path.starts_with('$') && result.path != "$outcome" &&
                            result.path != "$outcome.code" && !result.path.starts_with("$findings");
        if (is_how && result.status == Status::different)
            comparison.settle(i, Status::not_applicable, "one of the two refuses the log-in, the other the call");
    }
}

void settle_one_service(Comparison& comparison) {
    std::set<std::string, std::less<>> other_objects;
    for (const PathResult& result : comparison.results())
        if (result.status == Status::varying && result.left != result.right) other_objects.emplace(owner_of(result));
    for (std::size_t i = 0; i < comparison.results().size(); ++i) {
        const PathResult& result = comparison.results()[i];
        const bool is_rank =
            result.status == Status::different && result.aspect == Aspect::value && member_of(result) == "Rank";
        if (is_rank && other_objects.contains(owner_of(result)))
            comparison.settle(i, Status::not_applicable, "one service puts what both make into one order");
    }
}

}  // namespace uag::compare
