// Proves who somebody is. Unknown name, wrong password and an associate who may not log in cost one hash each and
// look the same.
#pragma once

#include <optional>

#include "core/base/clock.hpp"
#include "core/call/call.hpp"
#include "core/security/audit.hpp"
#include "core/security/basic_cache.hpp"
#include "core/security/first_log_in.hpp"
#include "core/security/password_hasher.hpp"
#include "core/security/sessions.hpp"
#include "core/security/throttle.hpp"
#include "core/store/store.hpp"

namespace uag {

/// Somebody who proved who they are.
struct Proof {
    Identity identity;
    TimePoint good_until = TimePoint::max();   ///< a session made from this proof never outlives it
    Secret ticket{};  ///< what proved it, if that was a ticket: it goes on, and no other begins
};

class Login {
public:
    Login(Store& store, const Clock& clock, PasswordWork& hashing, Sessions& sessions, BasicCache& basic,
          Throttle& throttle, AuditLog& audit, FirstLogIn& first)
        : store_(store),
          clock_(clock),
          hashing_(hashing),
          sessions_(sessions),
          basic_(basic),
          throttle_(throttle),
          audit_(audit),
          first_(first) {}

    /// By name and password. Nothing if they do not prove anybody. A ticket in the place of the name is taken as one
    /// (the password is not looked at then). Of an associate without a password here FirstLogIn decides, which keeps the
    /// password that it proves. A failure is counted for the audit under `operation`. Errors: throttled, overloaded,
    /// storage; the latter two count for nothing.
    Task<Result<std::optional<Proof>>> with_password(std::string_view login, std::string_view password,
                                                     const Origin& origin, std::string_view operation);

    /// Basic credentials, which come with every request: with_password(), counted for the audit as a log-in, and then
    /// remembered for remembered(). errc::session if they do not prove anybody.
    Task<Result<Caller>> with_basic(std::string_view login, std::string_view password, const Origin& origin,
                                    std::string_view operation);
    /// Whoever proved the same credentials from the same source a short while ago; null: only with_basic() can tell.
    /// Waits for nothing, hashes nothing, counts nothing. The throttle decides as it does without a memory: a blocked
    /// source or pair is not remembered.
    std::shared_ptr<const ProvenPassword> remembered(std::string_view login, std::string_view password,
                                                     const Origin& origin) const;

    Task<Result<std::optional<Proof>>> with_session(SessionKind kind, std::string_view text);

    /// The same for a session that was recognised already, read afresh: what is made from it must not survive its end.
    Task<Result<std::optional<Proof>>> with_session(const Digest& key);

    /// A session for somebody who proved who they are, audited as a log-in; its text. Nothing if what proved it (their
    /// password) was changed since. `device` is kept with a web session.
    Task<Result<std::optional<Secret>>> begin_session(SessionKind kind, const Proof& proof, const Origin& origin,
                                                      std::string_view operation, std::string device = {});

    /// Whether `password` is the associate's current one. A failure counts
    /// against the pair. errc::password_throttled when the pair is blocked, errc::throttled when the source is.
    Task<Result<bool>> check_old_password(const Identity& identity, std::string_view password, const Origin& origin,
                                          std::string_view operation);

private:
    Task<Result<void>> hear_of_unlock(const std::string& account, const std::string& source);
    Task<Result<Verdict>> judge(const Identity* identity, std::string_view password, HashClaim claim);
    Task<Result<void>> raise_cost(Identity& identity, std::string_view password, HashClaim claim);

    Store& store_;
    const Clock& clock_;
    PasswordWork& hashing_;
    Sessions& sessions_;
    BasicCache& basic_;
    Throttle& throttle_;
    AuditLog& audit_;
    FirstLogIn& first_;
};

}  // namespace uag
