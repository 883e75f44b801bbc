// Who may do what, decided in one place: from the operation's row and the associate that the call is about.
#pragma once

#include <optional>

#include "core/call/call.hpp"
#include "core/contract/operation.hpp"
#include "core/store/store.hpp"

namespace uag {

/// Whether the associate may log in at this moment: not deleted, retired or waiting for approval, not a resource, and
/// within its password's validity, and before it expires, if it has one.
bool may_log_in(const Identity& identity, TimePoint now);

/// Whether somebody who can log in with a password has a role with the functional right `admin-all`.
Result<bool> has_administrator(Rows& rows, TimePoint now);

/// Which roles a user of that type may have; nothing for a type that is not known.
std::optional<RoleType> role_type_for(UserType type);

/// Whether an associate of this type logs in with a password at all: not a resource, not the anonymous user.
bool may_have_password(const AssociateRecord& associate);

/// The rights that the associate's type and functional rights (`admin-all`, `admin-users`, `admin-role`,
/// `admin-external-users`) give.
Rights rights_of(const Identity& identity);

Caller caller_of(const Identity& identity);

/// errc::session for nobody, errc::access_denied for a call that the row does not allow this caller.
Result<void> authorize(const Operation& operation, const Caller& caller, const void* request);

/// Whether the decision needs the associate that the call is about: who may manage external users only, may touch no
/// other.
bool needs_object(const Operation& operation, const Caller& caller);
/// Whether these rights are more than the caller's: who may manage external users only must not reach, through one of
/// them, what only administrators may do.
bool exceeds(const Caller& caller, const Rights& rights);
/// errc::access_denied if this caller may not manage that associate.
Result<void> may_manage(const Operation& operation, const Caller& caller, const Identity& object);

}  // namespace uag
