// What is stored, as the seed that makes it again: of seeding.hpp the way back.
#pragma once

#include <optional>
#include <vector>

#include "core/agent/seeding.hpp"
#include "core/base/error.hpp"
#include "core/store/rows.hpp"

namespace uag {

/// Rights, roles, groups, licences, associates with their persons, owner contacts and password rules, deleted ones too, each
/// in order of id. Passwords, and what is told of them, only with `hashes`. Not in it: sessions, links, failed log-ins,
/// audit events, sealed secrets, external tokens, stamps, and persons who are no associate's.
Result<Seed> whole_state(Rows& rows, bool hashes);

/// One associate of it; nothing if there is none.
Result<std::optional<NewAssociate>> whole_associate(Rows& rows, std::int32_t id, bool hashes);
/// Its roles; `rights` are all that there are.
Result<std::vector<NewRole>> whole_roles(Rows& rows, const std::vector<FunctionalRight>& rights);

}  // namespace uag
