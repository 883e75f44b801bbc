// The header field that says when to come back (RFC 9110 10.2.3), the same for every protocol.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>

#include "adapters/http/message.hpp"

namespace uag {

/// Adds Retry-After, in whole seconds: always for 429 and 503, where it is at least 1; for another status if there is
/// something to wait for.
inline void add_retry_after(unsigned status, std::chrono::seconds wait, HttpReply& reply) {
    const bool must_wait = status == 429 || status == 503;
    const auto seconds = std::max<std::chrono::seconds::rep>(wait.count(), must_wait ? 1 : 0);
    if (seconds > 0) reply.headers.emplace_back("Retry-After", std::to_string(seconds));
}

}  // namespace uag
