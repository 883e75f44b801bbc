#include "adapters/compare/verdict.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace uag::compare {

std::string_view name_of(Status status) {
    constexpr std::array<std::string_view, status_count> names{"equal",    "different", "not applicable", "volatile",
                                                               "accepted", "noise",     "consequence"};
    return names[static_cast<std::size_t>(status)];
}

std::string_view name_of(Aspect aspect) {
    constexpr std::array<std::string_view, 10> names{"",      "value", "word",     "presence", "length",
                                                     "order", "zone",  "relation", "rule",     "contract"};
    return names[static_cast<std::size_t>(aspect)];
}

void Comparison::add(PathResult result) {
    const std::size_t before = counts_[static_cast<std::size_t>(result.status)]++;
    if (result.status != Status::equal && before < most_results) results_.push_back(std::move(result));
}

std::size_t Comparison::left_off() const noexcept {
    return std::accumulate(counts_.begin() + 1, counts_.end(), std::size_t{0}) - results_.size();
}

void Comparison::go_back(const Mark& mark) {
    counts_ = mark.counts;
    results_.resize(mark.results);
}

void Comparison::settle(std::size_t of, Status status, std::string reason) {
    PathResult& result = results_[of];
    --counts_[static_cast<std::size_t>(result.status)];
    ++counts_[static_cast<std::size_t>(status)];
    result.status = status;
    result.reason = std::move(reason);
}

}  // namespace uag::compare
