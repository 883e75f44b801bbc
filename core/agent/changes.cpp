#include "core/agent/changes.hpp"

#include "core/security/access.hpp"

namespace uag {
namespace {

Error last_administrator() {
    Error error = fail(errc::validation, "The last associate with the right of general administration must keep it.");
    error.messages.emplace_back("Role", error.public_text);
    error.field = "Role";
    return error;
}

bool is_administrator(const Rights& rights) { return rights.users || rights.roles || rights.external_users; }

// What is done as often as its maker likes and is about nobody else. Of what administrators do to others every row stays.
bool is_own(const Change& change, const AuditEvent& event) {
    const Caller& caller = change.context.caller;
    if (caller.associate_id == 0) return false;
    const bool about_self = event.subject_id == caller.associate_id && event.subject == associate_subject(caller.name);
    return about_self || !is_administrator(caller.rights);
}

Result<void> run_checked(Change& change, AuditLog& audit, const std::function<Result<void>(Change&)>& job) {
    const Result<bool> before = has_administrator(change.rows, change.stamp.when);
    if (!before.has_value()) return before.error();
    Result<void> done = job(change);
    if (!done.has_value()) return done;
    if (change.events.empty() && !change.is_new) return {};
    if (change.events.empty())
        return fail(errc::internal, "The change was not made.", "a change without an audit event");
    const Result<bool> after = has_administrator(change.rows, change.stamp.when);
    if (!after.has_value()) return after.error();
    if (*before && !*after) return last_administrator();
    for (AuditEvent& event : change.events) {
        if (is_own(change, event)) audit.bound(event);
        Result<void> kept = keep_event(change.rows, event);
        if (!kept.has_value()) return kept;
    }
    return {};
}

}  // namespace

void Change::done(std::int32_t subject_id, std::string subject, std::string detail) {
    AuditEvent event = audit.event(AuditKind::change, context);
    event.when = stamp.when;
    event.subject_id = subject_id;
    event.subject = std::move(subject);
    event.detail = std::move(detail);
    events.push_back(std::move(event));
}

Task<Result<void>> Changes::run_job(const Context& context, std::function<Result<void>(Change&)> job) {
    std::optional<Change> change;
    const Stamp stamp{clock_.now(), context.caller.associate_id};
    std::function<Result<void>(Rows&)> work = [&](Rows& rows) -> Result<void> {
        change.reset();
        change.emplace(Change{rows, audit_, context, stamp, holding_, quotas_, {}, {}, false, false});
        return run_checked(*change, audit_, job);
    };
    Result<void> written = co_await store_.write(std::move(work));
    if (!written.has_value()) co_return written;
    if (change->names) names_.clear();
    if (change->forget_all) remembered_.forget_all();
    for (const std::int32_t id : change->forgotten) remembered_.forget_associate(id, std::nullopt);
    for (const AuditEvent& event : change->events) audit_.stored(event);
    co_return Result<void>{};
}

}  // namespace uag
