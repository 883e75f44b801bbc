#include "core/agent/conditions.hpp"

namespace uag {

void note_age(const Context& context, const UserEntry& user) {
    if (context.conditions != nullptr) context.conditions->last_modified = user.stamps.updated.when;
}

Result<void> judge_conditions(const Context& context, const UserEntry& user) {
    Conditions* const conditions = context.conditions;
    if (conditions == nullptr || !conditions->unmodified_since) return {};
    const auto changed = std::chrono::floor<std::chrono::seconds>(user.stamps.updated.when);
    if (changed <= *conditions->unmodified_since) return {};
    conditions->failed = true;
    return fail(errc::validation, "The user has been changed since then.");
}

}  // namespace uag
