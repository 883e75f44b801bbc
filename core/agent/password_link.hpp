// Links to a new password, for those who have lost theirs: made, mailed to the registered address, good for one use.
// Only the SHA-256 of a link's token is stored; the associate has one link at most.
#pragma once

#include <chrono>
#include <string>

#include "core/agent/changes.hpp"
#include "core/agent/mailer.hpp"
#include "core/base/random.hpp"
#include "core/contract/carriers.hpp"
#include "core/security/new_password.hpp"
#include "core/security/throttle.hpp"

namespace uag {

struct PasswordLinkSettings {
    std::string page;                    ///< absolute address of the page that a link opens, without a query
    std::chrono::minutes life{30};
    std::string language = "en";         ///< of the mail, one of password_mail's
    std::chrono::seconds pause{60};      ///< between two mails to an associate
    std::int32_t an_hour = 5;            ///< mails to an associate
};

/// What the holder of a good link may know before using it.
struct PasswordLinkFacts {
    std::string name;                    ///< the associate's
    PasswordRules rules;
};

class PasswordLinks {
public:
    /// `mailer` may be null: no links then. All that is handed in outlives this.
    PasswordLinks(const PasswordLinkSettings& settings, Store& store, const Clock& clock, Random& random,
                  NewPasswords& passwords, Changes& changes, Throttle& throttle, AuditLog& audit, Mailer* mailer)
        : settings_(settings),
          store_(store),
          clock_(clock),
          random_(random),
          passwords_(passwords),
          changes_(changes),
          throttle_(throttle),
          audit_(audit),
          mailer_(mailer) {}

    /// Whether a link could be mailed: there is a mail server, and the associate may log in, has a password to replace
    /// and an address.
    bool is_offered_to(const Identity& identity) const;

    /// Makes a link, which ends the one before, and mails it. What it came to is told to who has the right `users`; to
    /// others the answer is the same whether there is an address or not. Who has no password yet gets a link to a first one
    /// from who has the right `users` only. Asked for too often it is not sent, and says
    /// so to both; nor where no mail server is configured. errc::not_found; errc::server if the mail server does not
    /// take the mail now.
    Task<Result<OperationResult>> send(const Context& context, std::int32_t associate_id);

    /// For the page: uses nothing up. errc::not_found for a token that is unknown, used, expired or malformed, or whose
    /// associate may not log in: one text for all.
    Task<Result<PasswordLinkFacts>> look(Secret token);

    /// Sets the password, ends the link and every session of the associate. errc::not_found as look() has it;
    /// errc::password_policy with the reason, and the link stays good; errc::throttled for a source that failed too
    /// often; errc::overloaded. Hashes for a good token only.
    Task<Result<void>> redeem(Secret token, Secret password, Origin origin);

private:
    bool can_be_mailed_to(const Identity& identity) const;

    enum class Asked : std::uint8_t { mail, no_address, too_often };
    struct Plan {
        Asked asked = Asked::mail;
        std::chrono::seconds wait{0};  ///< of too_often
        Identity identity;
    };

    Task<Result<OperationResult>> refuse_without_mail(const Caller& caller, std::int32_t associate_id);
    Result<Plan> plan(Change& change, std::int32_t associate_id, const Digest& key) const;
    Result<std::chrono::seconds> wait_before_next(Rows& rows, std::int32_t associate_id, TimePoint now) const;
    Result<Identity> holder(Rows& rows, const Digest& key) const;
    Task<Result<Identity>> find_holder(const Secret& token);

    const PasswordLinkSettings settings_;
    Store& store_;
    const Clock& clock_;
    Random& random_;
    NewPasswords& passwords_;
    Changes& changes_;
    Throttle& throttle_;
    AuditLog& audit_;
    Mailer* const mailer_;
};

/// How long a request counts against those after it; housekeeping forgets older ones.
inline constexpr std::chrono::hours link_request_window{1};

}  // namespace uag
