// Refusals that several operations say, in one text each: whoever asks learns no more from one than from another.
#pragma once

#include "core/base/error.hpp"

namespace uag {

/// One text for every reason: nobody learns which part of the proof was wrong.
inline Error not_authenticated() { return fail(errc::session, "Authentication failed."); }

/// Whoever asks again gets another answer.
inline Error just_changed() { return fail(errc::storage, "The user has just been changed by somebody else."); }

inline Error no_such_associate() { return fail(errc::not_found, "There is no such associate."); }
inline Error no_password_for_type() {
    return fail(errc::invalid_argument, "An associate of this type has no password.");
}
inline Error no_such_user() { return fail(errc::not_found, "There is no such user."); }

}  // namespace uag
