#include "server/log/audit_log.hpp"

#include <exception>

#include "server/log/log.hpp"

namespace uag {

std::string_view name_of(AuditKind kind) {
    switch (kind) {
        case AuditKind::login: return "login";
        case AuditKind::login_failed: return "login-failed";
        case AuditKind::denied: return "denied";
        case AuditKind::throttled: return "throttled";
        case AuditKind::change: break;
    }
    return "change";
}

void AuditToLog::tell(const AuditEvent& event) noexcept {
    const bool refused = event.kind != AuditKind::login && event.kind != AuditKind::change;
    try {
        log_event(refused ? LogLevel::warn : LogLevel::info, "audit",
                  {{"kind", name_of(event.kind)},
                   {"operation", std::string_view(event.operation)},
                   {"actor", std::string_view(event.actor)},
                   {"actor_id", std::int64_t{event.actor_id}},
                   {"subject", std::string_view(event.subject)},
                   {"subject_id", std::int64_t{event.subject_id}},
                   {"source", std::string_view(event.source)},
                   {"protocol", std::string_view(event.protocol)},
                   {"request", std::string_view(event.request_id)},
                   {"count", std::int64_t{event.count}},
                   {"detail", std::string_view(event.detail)}});
    } catch (const std::exception&) {
        // No memory for a line: the database has the event, and the call that it tells of must go on.
    }
}

}  // namespace uag
