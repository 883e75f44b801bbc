// Nobody gives or takes over what they do not hold: one place, asked by every way to do it, inside the transaction that
// does it. Given are functional rights: by a role, a type, coming back, a right for a role. Taken over is who has
// administrative rights (`admin-...`): by password, names, address or credentials, or by a role with fewer rights before
// that. To retire or delete somebody takes nothing over.
#pragma once

#include <cstdint>
#include <vector>

#include "core/call/call.hpp"
#include "core/security/holding.hpp"
#include "core/store/rows.hpp"

namespace uag {

struct WantedUser;

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

    /// To set or remove the associate's password, credentials, sessions or failed log-ins. Oneself one may.
    Result<void> may_take_over(Rows& rows, const Caller& caller, const Identity& object) const;
    Result<void> may_take_over(Rows& rows, const Caller& caller, std::int32_t associate_id) const;
    /// To store the user as it is wanted: what the role and type give it, and what is taken over of who is there. The
    /// ordinary role (see fitting_role) anybody may give who may make users.
    Result<void> may_store(Rows& rows, const Caller& caller, const WantedUser& wanted) const;
    /// To let somebody log in again.
    Result<void> may_bring_back(Rows& rows, const Caller& caller, const Identity& object) const;
    /// To give a role these functional rights, which it does not have.
    Result<void> may_grant(Rows& rows, const Caller& caller, const std::vector<std::int32_t>& right_ids) const;
    /// To move the members of one role to another.
    Result<void> may_move(Rows& rows, const Caller& caller, const RoleEntry& from, const RoleEntry& to) const;

private:
    struct Asker;
    Result<Asker> asker(Rows& rows, const Caller& caller) const;
    Result<void> may_give(Rows& rows, const Asker& asker, const Holding& before, UserType type,
                          std::int32_t role_id) const;
    Result<void> may_touch(const Asker& asker, const Identity& object) const;

    const AccessSettings settings_;
};

}  // namespace uag
