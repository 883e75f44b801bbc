// The port to a list of passwords that were stolen somewhere: none of them may be chosen.
#pragma once

#include "core/base/async.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag {

class BreachedPasswords {
public:
    virtual ~BreachedPasswords() = default;
    /// Whether the password, as password_for_hashing() gives it, is on the list. errc::storage if the list cannot be
    /// read, errc::overloaded if too many wait for it: then nobody knows, and the password is not taken.
    virtual Task<Result<bool>> contains(Secret password) = 0;
};

}  // namespace uag
