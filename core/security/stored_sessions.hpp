// What is stored of sessions, and the rules of it, over the rows of one transaction. Sessions (sessions.hpp) runs them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/store/rows.hpp"

namespace uag {

/// What must hold for a session to begin.
struct SessionTerms {
    /// The revision of the password that was proven: a log-in with an old one cannot outlive a change made meanwhile.
    std::optional<std::int64_t> revision{};
    /// Of its kind the associate has at most so many: the least recently used end for it. 0: no limit.
    std::int32_t most = 0;
};

/// Stores it, last used when it was issued; the keys of the sessions that ended for it. errc::not_found if the associate
/// does not exist, errc::session if the terms' revision is no longer the stored one. An expiry after the end is cut to it.
Result<std::vector<Digest>> add_session(Rows& rows, SessionRecord session, const SessionTerms& terms);

/// The session with its associate; nothing if it is not stored (any more).
Result<std::optional<std::pair<SessionRecord, Identity>>> session_with_identity(Rows& rows, const Digest& key);

/// Moves expiry and last use forward, never back, and the expiry never past the session's end. Unknown sessions are
/// ignored.
Result<void> extend_session(Rows& rows, const Digest& key, TimePoint expires, TimePoint used);

/// The wall clock was set back by so much: what is counted from a moment (sessions, links and the requests for them,
/// expiry of generated passwords, external tokens, unlock marks) moves with it, so that nothing lasts longer.
Result<void> set_back(Rows& rows, std::chrono::milliseconds by);

}  // namespace uag
