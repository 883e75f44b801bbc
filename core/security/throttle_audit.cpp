#include "core/security/throttle_audit.hpp"

namespace uag {

void audit_throttling(AuditLog& audit, const ThrottleStart& start, std::string_view operation, std::string_view account,
                      const Origin& origin) {
    const auto count = [&](std::string_view actor, std::string_view detail) {
        AuditEvent event = audit.event(AuditKind::throttled, operation, actor, origin);
        event.detail = detail;
        audit.count(std::move(event));
    };
    if (start.stopped) count(account, "too many failures: the account is stopped from this source");
    if (start.pair) count(account, "too many failures: the account has to wait from this source");
    if (start.source) count({}, "too many failures: everybody from this source has to wait");
}

}  // namespace uag
