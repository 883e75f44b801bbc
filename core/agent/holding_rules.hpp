// Nobody gives or takes over what they do not hold: one place, asked by every way to do it, inside the transaction that
// does it. Given are functional rights: by a role, a type, coming back, a right for a role. Taken over is who has
// administrative rights (`admin-...`): by password, names, address or credentials, or by a role with fewer rights before
// that, or by another's address as one's own, with which neither logs in. To retire or delete somebody takes nothing over.
#pragma once

#include <cstdint>
#include <vector>

#include "core/call/call.hpp"
#include "core/security/holding.hpp"
#include "core/store/rows.hpp"

namespace uag {

struct WantedUser;

/// What the ordinary role (see fitting_role) of each type of user gives.
using OrdinaryRoles = std::vector<Holding>;

/// `[access]`
struct AccessSettings {
    /// As NetServer has it: an administrator of users may do everything to users, one of roles everything to roles; only
    /// who may manage external users alone stays below both.
    bool as_netserver = false;
};

/// Commands at the machine, whose caller has no associate, may everything. What each answers is errc::access_denied, with
/// the functional right that is lacked.
class HoldingRules {
public:
    explicit HoldingRules(AccessSettings settings = {}) : settings_(settings) {}

    /// To set or remove the associate's password, credentials, sessions or failed log-ins. Oneself one may. What somebody
    /// left who is no longer there may take over who holds everything: nobody knows what they held.
    Result<void> may_take_over(Rows& rows, const Caller& caller, const Identity& object) const;
    Result<void> may_take_over(Rows& rows, const Caller& caller, std::int32_t associate_id) const;
    /// To store the user as it is wanted: what the role and type give it, and what is taken over of who is there. The
    /// ordinary role (see fitting_role) anybody may give who may make users.
    Result<void> may_store(Rows& rows, const Caller& caller, const WantedUser& wanted) const;
    /// To let somebody log in again.
    Result<void> may_bring_back(Rows& rows, const Caller& caller, const Identity& object) const;
    /// To give a role these functional rights, which it does not have.
    Result<void> may_grant(Rows& rows, const Caller& caller, const std::vector<std::int32_t>& right_ids) const;
    /// To take these functional rights away from a role, whether or not it has members: whoever took administrative ones
    /// away could take over what is left of them, until somebody gives them back.
    Result<void> may_take_away(Rows& rows, const Caller& caller, const std::vector<std::int32_t>& right_ids) const;
    /// To let one role take another's place.
    Result<void> may_replace(Rows& rows, const Caller& caller, const RoleEntry& from, const RoleEntry& to) const;
    /// To change which roles are the ordinary ones, which anybody may give who may make users: what they gave `before` a
    /// change of roles, and what the rows have now.
    Result<OrdinaryRoles> ordinary_roles(Rows& rows) const;
    Result<void> may_make_ordinary(Rows& rows, const Caller& caller, const OrdinaryRoles& before) const;

private:
    struct Asker;
    Result<Asker> asker(Rows& rows, const Caller& caller) const;
    Result<void> may_give(Rows& rows, const Asker& asker, const Holding& before, UserType type,
                          std::int32_t role_id) const;
    Result<void> may_touch(const Asker& asker, const Identity& object) const;
    Result<void> may_have_address(Rows& rows, const Asker& asker, const WantedUser& wanted) const;

    const AccessSettings settings_;
};

}  // namespace uag
