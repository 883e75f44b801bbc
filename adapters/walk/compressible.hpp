// Which answers may be compressed: only those that can never hold a secret, since the size of a compressed
// answer tells of its content (BREACH). Judged by the contract's flags; what is not known is denied.
#pragma once

#include "core/agent/operations.hpp"

namespace uag {

/// True if no member anywhere in the operation's response type is a secret.
bool is_compressible(const Operation& operation);

/// True if a value of that type can hold a member that the contract marks as secret.
bool may_hold_secret(const TypeInfo& type);

}  // namespace uag
