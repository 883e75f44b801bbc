// Changes that are to be made only to what has not changed since the caller read it.
#pragma once

#include "core/call/call.hpp"
#include "core/store/rows.hpp"

namespace uag {

/// Whether something was changed after a second that a caller names.
bool is_changed_since(TimePoint changed, TimePoint second);

/// What whoever named it is told.
Error changed_since();

/// Tells the caller's conditions when the user was changed last.
void note_age(const Context& context, const UserEntry& user);

/// An error, and `failed` in the caller's conditions, if the user was changed after the time that they name.
Result<void> judge_conditions(const Context& context, const UserEntry& user);

}  // namespace uag
