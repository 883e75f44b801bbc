#include "server/service/housekeeping.hpp"

#include <iterator>
#include <utility>

#include "core/security/access.hpp"
#include "core/security/stored_failures.hpp"
#include "server/log/log.hpp"

namespace uag {

Task<void> Housekeeping::load() {
    const Result<std::int64_t> generation = co_await store_.generation();
    if (generation.has_value()) generation_ = *generation;
    const Result<void> begun = co_await core_.sessions.begin();
    if (!begun.has_value())
        log_event(LogLevel::warn, "clock_not_compared", {{"what", std::string_view(begun.error().detail)}});
    co_await load_failures();
}

Task<void> Housekeeping::look_for_administrator() {
    const auto look = [this](Rows& rows) { return has_administrator(rows, clock_.now()); };
    const Result<bool> found = co_await read_rows(store_, look);
    if (!found.has_value() || *found) co_return;
    log_event(LogLevel::warn, "no_administrator",
              {{"what", std::string_view("no administrator yet: useragentd user add NAME --admin")}});
}

Task<void> Housekeeping::follow_generation() {
    const Result<std::int64_t> generation = co_await store_.generation();
    tell_storage(generation.has_value() ? std::string() : generation.error().detail);
    if (!generation.has_value()) co_return;
    if (*generation != generation_) {
        generation_ = *generation;
        core_.remembered.forget_all();
        core_.names.clear();
        failures_due_ = true;
    }
    if (!failures_due_ || exchanging_) co_return;
    failures_due_ = false;
    co_await load_failures();
}

Task<void> Housekeeping::save_failures() {
    if (exchanging_) co_return;
    exchanging_ = true;
    co_await write_failures();
    exchanging_ = false;
}

Task<void> Housekeeping::save_last_failures() { return write_failures(); }

Task<void> Housekeeping::write_failures() {
    const std::vector<FailureRecord> changes = core_.throttle.take_changes();
    if (changes.empty()) co_return;
    auto save = [&changes](Rows& rows) { return uag::save_failures(rows, changes); };
    const Result<void> saved = co_await write_rows(store_, save);
    if (!saved.has_value())
        log_event(LogLevel::warn, "throttle_not_saved", {{"what", std::string_view(saved.error().detail)}});
}

void Housekeeping::remember(std::string_view operation, std::string subject, std::string detail) {
    AuditEvent event = core_.audit.event(AuditKind::change, operation, "system", Origin{});
    event.subject = std::move(subject);
    event.detail = std::move(detail);
    core_.audit.stored(event);
    own_events_.push_back(std::move(event));
}

Task<void> Housekeeping::save_audit() {
    const std::vector<AuditEvent> counted = core_.audit.take_counted();
    std::vector<AuditEvent> own = std::exchange(own_events_, {});
    if (counted.empty() && own.empty()) co_return;
    auto work = [&](Rows& rows) -> Result<void> {
        for (const AuditEvent& event : own)
            if (Result<void> kept = keep_event(rows, event); !kept.has_value()) return kept;
        return count_events(rows, counted);
    };
    const Result<void> saved = co_await write_rows(store_, work);
    if (saved.has_value()) co_return;
    log_event(LogLevel::warn, "audit_not_saved", {{"what", std::string_view(saved.error().detail)}});
    core_.audit.restore(counted);
    std::ranges::move(own_events_, std::back_inserter(own));
    own_events_ = std::move(own);
}

Task<void> Housekeeping::remove_old_audit() {
    if (audit_kept_.count() == 0) co_return;
    const TimePoint oldest = clock_.now() - audit_kept_;
    auto work = [oldest](Rows& rows) { return rows.remove_events_before(oldest); };
    const Result<std::int32_t> removed = co_await write_rows(store_, work);
    if (!removed.has_value())
        log_event(LogLevel::warn, "old_audit_not_removed", {{"what", std::string_view(removed.error().detail)}});
}

Task<void> Housekeeping::remove_expired() {
    auto work = [now = clock_.now()](Rows& rows) { return rows.end_expired_sessions(now); };
    const Result<std::int32_t> removed = co_await write_rows(store_, work);
    if (removed.has_value() && *removed > 0)
        log_event(LogLevel::debug, "sessions_expired", {{"count", std::int64_t{*removed}}});
}

Task<void> Housekeeping::look_at_clock() {
    if (!core_.sessions.is_clock_back()) co_return;
    const Result<void> settled = co_await core_.sessions.settle();
    if (settled.has_value()) co_return log_event(LogLevel::warn, "clock_set_back");
    log_event(LogLevel::warn, "clock_set_back", {{"what", std::string_view(settled.error().detail)}});
}

Task<void> Housekeeping::remove_old_tokens() {
    if (token_life_.count() == 0) co_return;
    const TimePoint oldest = clock_.now() - token_life_;
    auto work = [oldest](Rows& rows) { return rows.remove_external_tokens_until(oldest); };
    const Result<std::int32_t> removed = co_await write_rows(store_, work);
    if (!removed.has_value())
        log_event(LogLevel::warn, "old_tokens_not_removed", {{"what", std::string_view(removed.error().detail)}});
}

Task<void> Housekeeping::remove_old_links() {
    const TimePoint now = clock_.now();
    auto work = [now](Rows& rows) { return rows.remove_old_links(now, now - link_request_window); };
    const Result<void> removed = co_await write_rows(store_, work);
    if (!removed.has_value())
        log_event(LogLevel::warn, "old_links_not_removed", {{"what", std::string_view(removed.error().detail)}});
}

Task<void> Housekeeping::keep_house() {
    co_await save_failures();
    co_await save_audit();
    co_await look_at_clock();
    co_await remove_expired();
    co_await remove_old_tokens();
    co_await remove_old_links();
    co_await remove_old_audit();
}

void Housekeeping::tell_storage(const std::string& problem) {
    if (problem.empty() != storage_fails_) return;
    storage_fails_ = !problem.empty();
    if (storage_fails_)
        log_event(LogLevel::error, "database_fails", {{"what", std::string_view(problem)}});
    else
        log_event(LogLevel::info, "database_answers");
}

Task<void> Housekeeping::load_failures() {
    exchanging_ = true;
    auto look = [](Rows& rows) { return rows.failures(); };
    const auto failures = co_await read_rows(store_, look);
    exchanging_ = false;
    if (failures.has_value()) core_.throttle.load(*failures);
}

}  // namespace uag
