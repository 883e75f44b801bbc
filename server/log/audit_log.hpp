// Audit events in the log, beside the database: an operator who gathers logs elsewhere has them there too.
#pragma once

#include "core/security/audit.hpp"

namespace uag {

/// "login", "login-failed", "denied", "change", "throttled": in the log, and what `useragentd audit --kind` takes.
std::string_view name_of(AuditKind kind);

/// One structured event "audit" an event; failed log-ins, denials and throttling are warnings. Safe from any thread.
class AuditToLog final : public AuditSink {
public:
    void tell(const AuditEvent& event) noexcept override;
};

/// For a command: the row in the database is the record, and standard error is for the person at the
/// terminal.
class AuditToNothing final : public AuditSink {
public:
    void tell(const AuditEvent&) noexcept override {}
};

}  // namespace uag
