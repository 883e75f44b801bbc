// With what a link to a new password ends, beside being used or too old: with the password that it was made for, with the
// associate, and with the address that it was mailed to, whose reader need not be the associate any more.
#pragma once

#include <cstdint>

#include "core/store/rows.hpp"

namespace uag {

/// After the associate was stored as `now`: its link ends if it is shut out by that or has another person.
Result<void> end_link_with_associate(Rows& rows, const AssociateRecord& before, const AssociateRecord& now);
/// Before the person is stored as `now`: with another address the links of all who are that person end.
Result<void> end_links_with_address(Rows& rows, const PersonRecord& now);

}  // namespace uag
