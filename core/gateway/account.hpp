// What people do with their own account on the pages at /account: sign in and out, see who they are, change their
// password, see and end their sessions. Nothing here reaches anybody else's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/changes.hpp"
#include "core/agent/user_agent.hpp"
#include "core/security/login.hpp"

namespace uag {

/// What a page shows of an account, read in one snapshot.
struct AccountView {
    UserEntry user;
    std::vector<SessionRecord> sessions;   ///< live ones, the oldest first
    PasswordRules rules;
};

class Account {
public:
    Account(UserAgent& agent, Login& login, Sessions& sessions, Remembered& remembered, NameCache& names,
            AuditLog& audit, Store& store, const Clock& clock)
        : agent_(agent),
          login_(login),
          sessions_(sessions),
          store_(store),
          clock_(clock),
          changes_(store, clock, audit, remembered, names) {}

    /// A new web session by name (or e-mail address) and password, under the rules of every log-in; its text. Nothing
    /// if they do not prove anybody; a ticket in the place of the name proves nobody here. Errors: throttled,
    /// overloaded, storage. `device` is what the page knows of the browser, for the list of sessions.
    Task<Result<std::optional<Secret>>> sign_in(const Context& context, std::string_view login,
                                                std::string_view password, std::string device);
    /// Whose web session this is. errc::session if there is none (any more).
    Task<Result<Caller>> recognise(std::string_view session);

    // The caller's own account. Errors: errc::session if the caller is no associate any more, storage.
    Task<Result<AccountView>> view(const Context& context);
    /// As ChangeOwnPassword: false if the old one is wrong. All other sessions end.
    Task<Result<bool>> change_password(const Context& context, std::string_view old_password,
                                       std::string_view new_password);
    /// errc::not_found if the caller has no such session (any more).
    Task<Result<void>> end_session(const Context& context, const Digest& key);
    /// All but the one that asks; how many.
    Task<Result<std::int32_t>> end_other_sessions(const Context& context);
    /// Ends the session that asks, and stamps the log-out.
    Task<Result<void>> sign_out(const Context& context);

private:
    UserAgent& agent_;
    Login& login_;
    Sessions& sessions_;
    Store& store_;
    const Clock& clock_;
    Changes changes_;
};

}  // namespace uag
