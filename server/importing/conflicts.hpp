// Whether a database can be the one that a source's users go to: under the same id stands the same name, and the other way
// round. Judged over all before anything is stored.
#pragma once

#include <string>
#include <vector>

#include "core/agent/seeding.hpp"
#include "core/base/error.hpp"
#include "core/store/rows.hpp"
#include "server/importing/user_list.hpp"

namespace uag::importing {

/// What is to come, as far as ids and names go.
struct Coming {
    const std::vector<ListedUser>& users;
    const std::vector<NewRole>& roles;
    const std::vector<GroupRecord>& groups;
    /// The same id is the same thing, whatever it was called: it was renamed there.
    bool are_renamed = false;
};

/// A phrase each: `associate 12 is "kim" here and "lee" there`. Of a database without associates only that: its roles and
/// groups become those of the source.
Result<std::vector<std::string>> conflicts_of(Rows& rows, const Coming& coming);

}  // namespace uag::importing
