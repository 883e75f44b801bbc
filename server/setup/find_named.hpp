// What a person means by the name or the number of a role or group.
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "core/store/rows.hpp"

namespace uag {

/// By name among those that are not deleted, else by id. errc::not_found; errc::invalid_argument where two have the name.
Result<RoleEntry> find_role(Rows& rows, const std::string& name_or_id);
Result<GroupRecord> find_group(Rows& rows, const std::string& name_or_id);

}  // namespace uag
