// The audit event of whom the throttle begins to slow down: one for an account from a source, one for a source.
#pragma once

#include <string_view>

#include "core/security/audit.hpp"
#include "core/security/throttle.hpp"

namespace uag {

/// Nothing unless `start` says that something began. Coalesced as failed log-ins are: one row a minute for each
/// account and source. `account` is the folded name.
void audit_throttling(AuditLog& audit, const ThrottleStart& start, std::string_view operation, std::string_view account,
                      const Origin& origin);

}  // namespace uag
