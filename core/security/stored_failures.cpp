#include "core/security/stored_failures.hpp"

#include <string>

namespace uag {
namespace {

std::string mark_of(std::string_view account) { return std::string(unlock_mark) + std::string(account); }

}  // namespace

Result<void> save_failures(Rows& rows, const std::vector<FailureRecord>& failures) {
    for (const FailureRecord& failure : failures) {
        const bool is_over = failure.failures == 0 && failure.last_success == TimePoint{};
        Result<void> saved = is_over ? rows.remove_failure(failure.key) : rows.put_failure(failure);
        if (!saved.has_value()) return saved;
    }
    return {};
}

Result<std::int32_t> clear_failures(Rows& rows, std::string_view account, TimePoint now) {
    if (account.empty()) return 0;
    FailureRecord mark;
    mark.key = mark_of(account);
    mark.account = account;
    mark.last_failure = now;
    // The mark of the last time is no counter.
    const Result<void> unmarked = rows.remove_failure(mark.key);
    if (!unmarked.has_value()) return unmarked.error();
    const Result<std::int32_t> cleared = rows.remove_failures_of(account);
    if (!cleared.has_value()) return cleared.error();
    const Result<void> marked = rows.put_failure(mark);
    if (!marked.has_value()) return marked.error();
    return *cleared;
}

Result<TimePoint> failures_cleared(Rows& rows, std::string_view account) {
    const auto mark = rows.failure(mark_of(account));
    if (!mark.has_value()) return mark.error();
    return mark->has_value() ? (*mark)->last_failure : TimePoint{};
}

}  // namespace uag
