// What is remembered of log-ins, denials, throttling and changes: who, what, whom, when, from where, by which protocol. No secret.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.hpp"

namespace uag {

enum class AuditKind : std::uint8_t { login = 1, login_failed = 2, denied = 3, change = 4, throttled = 5 };

struct AuditEvent {
    std::int64_t id = 0;  ///< given by the store, ascending
    TimePoint when{};  ///< of the last one, where several are counted
    AuditKind kind = AuditKind::change;
    std::string operation{};  ///< "SaveUser"; for a command "user passwd"
    std::int32_t actor_id = 0;  ///< who did it; 0: nobody that is known, or a command
    std::string actor{};  ///< the associate name; for a failed log-in the name as typed, folded
    std::int32_t subject_id = 0;  ///< whom or what it was done to (an associate, role or group); 0: nothing
    std::string subject{};  ///< "associate tje0", "role Sales"; empty: nothing
    std::string source{};  ///< IP address; empty for a command
    std::string protocol{};  ///< "soap11", "soap12", "rest", "web", "local"
    std::string request_id{};
    std::int32_t count = 1;  ///< failed log-ins, denials, throttling: how many in the minute
    std::string detail{};  ///< what changed, in a few words
    bool is_merged = false;  ///< to be stored: with all such of its kind, actor and source in its minute, as one row
};

/// Which events `audit` shows: those that satisfy everything that is set.
struct AuditFilter {
    std::optional<AuditKind> kind{};
    std::string operation{};  ///< without regard to ASCII case
    std::string actor{};  ///< folded
    std::string subject{};  ///< a part of it, folded
    std::string source{};
    std::optional<TimePoint> since{};
    std::optional<TimePoint> until{};
    std::int32_t limit = 100;  ///< the newest so many; 0: all
};

}  // namespace uag
