#include "core/agent/conditions.hpp"

namespace uag {

bool is_changed_since(TimePoint changed, TimePoint second) {
    return std::chrono::floor<std::chrono::seconds>(changed) > second;
}

Error changed_since() { return fail(errc::validation, "The user has been changed since then."); }

void note_age(const Context& context, const UserEntry& user) {
    if (context.conditions != nullptr) context.conditions->last_modified = user.stamps.updated.when;
}

Result<void> judge_conditions(const Context& context, const UserEntry& user) {
    Conditions* const conditions = context.conditions;
    if (conditions == nullptr || !conditions->unmodified_since) return {};
    if (!is_changed_since(user.stamps.updated.when, *conditions->unmodified_since)) return {};
    conditions->failed = true;
    return changed_since();
}

}  // namespace uag
