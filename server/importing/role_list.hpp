// Roles with functional and data rights, and groups, as a server tells them.
#pragma once

#include <string>
#include <vector>

#include "core/agent/seeding.hpp"
#include "server/importing/source.hpp"

namespace uag::importing {

/// Lists of roles have no deleted ones, whom users may still have: so many ids behind the highest one are asked for too.
inline constexpr std::int32_t ids_behind_roles = 50;
/// Ids of roles beyond that are not asked for.
inline constexpr std::int32_t highest_asked_role = 2000;

struct RoleList {
    std::vector<FunctionalRight> rights{};  ///< all that some role may have there
    std::vector<NewRole> roles{};  ///< in order of id, deleted ones too
    std::vector<std::string> left_out{};  ///< tables whose data rights nobody keeps here
};

Told<RoleList> list_roles(Source& source);
/// In order of id, deleted ones too.
Told<std::vector<GroupRecord>> list_groups(Source& source);

}  // namespace uag::importing
