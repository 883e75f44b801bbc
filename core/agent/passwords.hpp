// How a password gets into the database, is to be changed, or goes: the only writer of those rows, but for the new hash of
// the same password after a log-in (core/security/login). Each runs inside the transaction of a change and looks at the
// associate as that finds it: hashing took its time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/agent/changes.hpp"
#include "core/security/new_password.hpp"

namespace uag {

/// A password that was judged and hashed (NewPasswords::accept), and what is stored with it.
struct PasswordToStore {
    NewPhc accepted;
    /// What the audit says: "password changed". Empty: the caller's own event says it.
    std::string_view told = "password changed";
    bool must_change = false;
    TimePoint expires = TimePoint::max();  ///< it does not log in from then on
    std::optional<Digest> kept_session{};  ///< the session that made the call; all others of the associate end
};

/// Stores it, stamps the associate, ends its link to a new one, its sessions but the kept one and what is remembered of
/// them. Whoever calls has
/// asked who may. A credential's validity stays as it was: a new password does not lengthen the time for which an
/// administrator lets it be used; a first one's is without limit. What was accepted as the password that is there already
/// changes nothing, and is told so.
///
/// errc::not_found if the associate is deleted or gone, errc::invalid_argument if its type has no password, just_changed()
/// if another password than the one that was judged is stored by now.
Result<void> store_password(Change& change, std::int32_t associate_id, const PasswordToStore& password);

/// The associate's next log-in has to choose another one. errc::not_found if there is none.
Result<void> require_password_change(Change& change, std::int32_t associate_id);

/// Removes it, and ends the associate's sessions but the one that made the call; the caller stamps and tells. False if
/// there was none.
Result<bool> remove_password(Change& change, std::int32_t associate_id);

}  // namespace uag
