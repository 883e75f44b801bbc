// Roles and groups as another server has them, stored here under the rules of everything that stores them, in the
// caller's transaction.
#pragma once

#include "core/agent/changes.hpp"
#include "core/agent/seeding.hpp"

namespace uag {

/// New, or stored under this id before: just as it is. Functional rights are there by their codes. errc::validation.
Result<void> store_imported_role(Change& change, const NewRole& role);
Result<void> store_imported_group(Change& change, const GroupRecord& group);

}  // namespace uag
