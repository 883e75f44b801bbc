#include "core/security/stored_sessions.hpp"

#include <algorithm>

#include "core/base/failures.hpp"
#include "core/security/stored_failures.hpp"

namespace uag {
namespace {

Result<void> judge_terms(Rows& rows, std::int32_t associate_id, const SessionTerms& terms) {
    const auto associate = rows.identity(associate_id);
    if (!associate.has_value()) return associate.error();
    if (!associate->has_value()) return no_such_associate();
    const std::optional<PasswordRecord>& password = (*associate)->password;
    if (!terms.revision || (password && password->revision == *terms.revision)) return {};
    return fail(errc::session, "The password was changed meanwhile.");
}

}  // namespace

// Room is made first: the new one stays, whatever the others' stamps say.
Result<std::vector<Digest>> add_session(Rows& rows, SessionRecord session, const SessionTerms& terms) {
    const Result<void> may_begin = judge_terms(rows, session.associate_id, terms);
    if (!may_begin.has_value()) return may_begin.error();
    session.last_used = session.issued;
    std::vector<Digest> ended;
    if (terms.most > 0) {
        Result<std::vector<Digest>> by_use = rows.sessions_by_use(session.associate_id, session.kind, 0);
        if (!by_use.has_value()) return by_use.error();
        if (!by_use->empty()) {
            const auto latest = rows.session(by_use->front());
            if (!latest.has_value()) return latest.error();
            // Who comes later counts as used later, also where the clock stands: else the next one might end it.
            if (latest->has_value())
                session.last_used = std::max(session.issued, (*latest)->last_used + std::chrono::milliseconds(1));
        }
        const std::size_t kept = std::min(by_use->size(), static_cast<std::size_t>(terms.most - 1));
        ended.assign(by_use->begin() + static_cast<std::ptrdiff_t>(kept), by_use->end());
    }
    for (const Digest& key : ended) {
        const Result<bool> gone = rows.end_session(session.associate_id, key);
        if (!gone.has_value()) return gone.error();
    }
    session.expires = std::min(session.expires, session.ends);
    const Result<void> stored = rows.insert_session(session);
    if (!stored.has_value()) return stored.error();
    return ended;
}

Result<std::optional<std::pair<SessionRecord, Identity>>> session_with_identity(Rows& rows, const Digest& key) {
    using Found = std::optional<std::pair<SessionRecord, Identity>>;
    auto session = rows.session(key);
    if (!session.has_value()) return session.error();
    if (!session->has_value()) return Found{};
    auto identity = rows.identity((*session)->associate_id);
    if (!identity.has_value()) return identity.error();
    if (!identity->has_value()) return Found{};
    return Found(std::in_place, std::move(**session), std::move(**identity));
}

Result<void> extend_session(Rows& rows, const Digest& key, TimePoint expires, TimePoint used) {
    const auto found = rows.session(key);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) return {};
    const SessionRecord& session = **found;
    return rows.set_session_use(key, std::max(session.expires, std::min(expires, session.ends)),
                                std::max(session.last_used, used));
}

Result<void> set_back(Rows& rows, std::chrono::milliseconds by) {
    Result<void> done = rows.move_sessions(-by);
    if (done.has_value()) done = rows.move_links(-by);
    if (done.has_value()) done = rows.move_password_expiries(-by);
    if (done.has_value()) done = rows.move_external_tokens(-by);
    if (done.has_value()) done = rows.move_failures(unlock_mark, -by);
    return done;
}

}  // namespace uag
