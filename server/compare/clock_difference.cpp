#include "server/compare/clock_difference.hpp"

#include <algorithm>

#include "adapters/http/http_date.hpp"

namespace uag::compare {
namespace {

using std::chrono::milliseconds;

// Date cuts a second's part.
constexpr milliseconds cut{999};
constexpr milliseconds not_told{1500};

}  // namespace

void ClockReading::saw(std::string_view date, TimePoint sent, TimePoint received) {
    const auto said = http::parse_http_date(date);
    if (!said || received < sent) return;
    // The answer was dated between the two, at the second's beginning or up to its end.
    const milliseconds least = *said - received;
    const milliseconds most = *said + cut - sent;
    if (!has_any_ || least > most_ || most < least_) {  // the first, or somebody has set a clock meanwhile
        least_ = least;
        most_ = most;
    } else {
        least_ = std::max(least_, least);
        most_ = std::min(most_, most);
    }
    has_any_ = true;
}

std::optional<milliseconds> ClockReading::ahead() const {
    if (!has_any_) return std::nullopt;
    return least_ + (most_ - least_) / 2;
}

milliseconds clock_difference(const ClockReading& left, const ClockReading& right) {
    const auto a = left.ahead();
    const auto b = right.ahead();
    if (!a || !b) return milliseconds(0);
    const milliseconds apart = *b - *a;
    return apart > -not_told && apart < not_told ? milliseconds(0) : apart;
}

}  // namespace uag::compare
