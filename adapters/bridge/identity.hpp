// Who a caller is at the server behind this one: what they show here becomes what is shown there. Log-ins are slowed down
// here before that server is asked, by its name and the caller's address, and counted for the audit.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "adapters/bridge/held_sessions.hpp"
#include "adapters/bridge/sealed_ticket.hpp"
#include "adapters/bridge/upstream.hpp"
#include "core/contract/answers.hpp"
#include "core/security/audit.hpp"
#include "core/security/throttle.hpp"

namespace uag::bridge {

struct IdentitySettings {
    std::chrono::minutes idle{360};  ///< a ticket of ours that is not used for so long has ended
    std::chrono::minutes longest{24 * 60};  ///< and one so old, whatever is done
    std::chrono::minutes token{60};  ///< how long the server's access tokens are good
    std::chrono::seconds remembered{60};  ///< a name and password over SOAP; 0: each request logs in
    bool keep_password = false;  ///< tickets hold the password in place of a token
    std::size_t held = 100'000;  ///< sessions that are remembered
};

struct IdentityPorts {
    Upstream& upstream;
    SecretBox& box;
    Throttle& throttle;
    AuditLog& audit;
    const Clock& clock;
    Random& random;
};

/// What is shown there for a call.
struct Shown {
    Evidence evidence{};
    std::int32_t associate_id = 0;  ///< 0: not known
    std::string account{};  ///< folded name as it may be recorded; empty: not known
    std::optional<Digest> held{};  ///< where it is remembered
    bool can_renew = false;  ///< a name and password are at hand, to be shown once more
};

/// What the audit says of what the server behind has decided.
inline constexpr std::string_view by_upstream = "answered by the upstream";

/// Who asks, with all that is passed on of a request beside it, which is this list: application token, language, culture
/// and trace.
client::Sender sender_for(const Call& call, const UpstreamSettings& settings, Evidence evidence);
/// The host that no text may name.
std::string host_of(const UpstreamSettings& settings);
/// Why a log-in that has come to neither yes nor no has not.
Error error_of_log_in(const remote::LoggedIn& done, const UpstreamSettings& settings);
/// The name that an operation of SoPrincipal logs in with; empty: none.
std::string_view name_in_log_in(const Operation& operation, const void* request);

class Identities {
public:
    Identities(const IdentitySettings& settings, const IdentityPorts& ports);

    /// What the caller's evidence is there. errc::session, throttled, and what Upstream::ask gives.
    Task<Result<Shown>> show(const Call& call);
    /// The same of name and password, for a question that is the service's own: neither slowed down nor counted.
    Task<Result<Shown>> show_quietly(const Call& call);
    /// What was remembered is good for nothing there any more: the same anew, where `can_renew`.
    Task<Result<Shown>> show_again(const Call& call, const Shown& before);

    /// The server has answered, so it has taken the evidence. False: by now nobody may be let in by a password like that,
    /// for others were tried beside it.
    bool accepted(const Call& call, const Shown& shown);
    /// It has not.
    void refused(const Call& call, const Shown& shown);

    /// Answers an operation of SoPrincipal that logs in, where the server behind has only the WebAPI.
    Task<Result<Object>> log_in(const Call& call, const void* request);

    /// Whether a name may be tried now from where the call is from; before a server is asked to judge it. errc::throttled
    /// for a source that has to wait; false for a name that has to, which is told as a wrong password is.
    Result<bool> admits(const Call& call, std::string_view name);
    void right(const Call& call, std::string_view name, std::int32_t id);
    void wrong(const Call& call, std::string_view name);

    /// Their password is another now: what came of the old one has ended, but for the session that has changed it.
    void forget(std::int32_t associate_id, std::string_view name, const Shown& by);

    /// Gets new tokens for the sessions whose tokens end soon, so that who pauses does not lose theirs.
    Task<void> renew_due();

private:
    client::Sender sender_of(const Call& call, Evidence evidence) const;
    TimePoint now() const { return ports_.clock.now(); }

    Task<Result<Shown>> show_sealed(const Call& call);
    Task<Result<Shown>> begin_sealed(const Call& call, const SealedSession& session, const Digest& key);
    Task<Result<Shown>> show_basic_to_soap(const Call& call, bool counts);
    Task<Result<Shown>> show_bearer_to_soap(const Call& call);
    Task<Result<Secret>> token_for(client::Sender sender);
    Task<Result<std::optional<Secret>>> renewed_token(const Secret& token);

    Task<Result<AuthenticateResponse>> by_password(const Call& call, std::string_view name, const Secret& password);
    Task<Result<AuthenticateResponse>> by_ticket(const Call& call, const Secret& ticket);
    Task<Result<AuthenticateResponse>> by_token(const Call& call, const Secret& token);
    Task<Result<remote::LoggedIn>> ask_who(const Call& call, Evidence evidence);
    bool still_admits(const Call& call, std::string_view name);
    Result<Secret> seal(const SealedSession& session, Secret token);

    const IdentitySettings settings_;
    const IdentityPorts ports_;
    TicketSealer sealer_;
    HeldSessions held_;
};

}  // namespace uag::bridge
