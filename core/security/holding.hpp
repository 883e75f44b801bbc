// What somebody may do, beside what somebody else may do: who holds less must neither give nor take over more. A rule of
// rights alone; core/agent/holding_rules knows the ways.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/records.hpp"

namespace uag {

struct Holding {
    bool everything = false;  ///< `admin-all`, a system associate, or a command at the machine
    std::vector<std::string> rights;  ///< code names of functional rights, in any order
};

/// By type and role, whether or not the associate may log in at present. `admin-users` holds `admin-external-users` too.
Holding holding_of(UserType type, std::vector<std::string> functional_rights);
inline Holding holding_of(const Identity& identity) {
    return holding_of(identity.associate.type, identity.functional_rights);
}

/// Whether the functional right is one to administer by: its code name begins with `admin-`.
bool is_administrative(std::string_view code);

/// The first functional right that `other` holds and `holder` does not (`admin-all` where only who holds everything would
/// do); nothing if there is none.
std::optional<std::string> lacked(const Holding& holder, const Holding& other);
/// The same, of the administrative ones alone.
std::optional<std::string> lacked_administrative(const Holding& holder, const Holding& other);

}  // namespace uag
