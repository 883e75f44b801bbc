// How much may be kept: of whoever can store something, of what the installation has once, and of what is remembered of
// strangers in a minute. Judged in the transaction that stores; 0 is no limit.
#pragma once

#include <chrono>
#include <cstdint>

namespace uag {

/// What is refused beyond the limit, but external tokens: nobody can remove those by hand, so the oldest go.
struct Quotas {
    std::int32_t untrusted_credentials = 100;  ///< of an associate, of all types
    std::int32_t service_accounts = 100;  ///< of whoever saved them first
    std::int32_t external_tokens = 20;  ///< of an associate
    std::chrono::days external_token_life{90};  ///< from the saving on
    std::int32_t roles = 1000;  ///< with the deleted ones, which can be restored
    std::int32_t groups = 1000;  ///< likewise
    std::int32_t owner_contacts = 1000;
};

/// Sessions of one associate by kind. One more ends the least recently used of its kind: a program that logs in for every
/// call must not lock itself out.
struct SessionQuotas {
    std::int32_t tickets = 500;
    std::int32_t access_tokens = 500;
    std::int32_t web_sessions = 100;
};

/// Whether there is room for one more.
inline bool has_room(std::int64_t stored, std::int32_t most) { return most <= 0 || stored < most; }

}  // namespace uag
