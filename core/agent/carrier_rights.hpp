// TableRight and FieldProperties of User, Associate and Person: what whoever reads them may do. Members that are not
// named follow the table's right.
#pragma once

#include "core/contract/carriers.hpp"

namespace uag {

/// What the caller may do with a user.
struct UserAccess {
    bool saves = false;        ///< administers users
    bool is_own = false;       ///< nobody deletes themselves, or changes their own role and type
    bool takes_over = false;   ///< may change names, address and credentials (HoldingRules)
};

/// Of the user and of its person, if it has one.
void tell_rights(const UserAccess& access, User& user);
/// An associate is changed as a user, never as this carrier: everybody reads it.
void tell_rights(Associate& associate);

}  // namespace uag
