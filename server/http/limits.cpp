#include "server/http/limits.hpp"

#include <algorithm>

namespace uag::http {

SteadyTime body_deadline(const Limits& limits, SteadyTime request_begun, SteadyTime body_begun, std::size_t received) {
    const SteadyTime last = request_begun + limits.request_time;
    if (limits.body_rate == 0) return last;
    const auto earned = std::chrono::milliseconds(static_cast<std::int64_t>(received) * 1000 / limits.body_rate);
    return std::min(last, body_begun + body_grace + earned);
}

}  // namespace uag::http
