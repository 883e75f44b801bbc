// The user agent: what the operations of the contract mean, for every protocol. Rights are judged before a function
// here runs (core/security/access), so none of them asks who may call it.
#pragma once

#include "core/agent/archives.hpp"
#include "core/agent/credentials.hpp"
#include "core/agent/external_tokens.hpp"
#include "core/agent/groups.hpp"
#include "core/agent/password_link.hpp"
#include "core/agent/roles.hpp"
#include "core/agent/users.hpp"
#include "core/base/async.hpp"
#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/call/call.hpp"
#include "core/contract/answers.hpp"
#include "core/security/login.hpp"
#include "core/security/names.hpp"
#include "core/security/new_password.hpp"
#include "core/security/password_hasher.hpp"
#include "core/security/password_policy.hpp"
#include "core/security/remembered.hpp"
#include "core/security/sessions.hpp"
#include "core/store/store.hpp"

namespace uag {

/// What the installation says of itself (`[identity]`).
struct InstallationSettings {
    std::string company = "User Agent Gateway";
    std::string serial = "0000000000";
    std::string netserver_version = "11.10.0.0";
};

struct AgentSettings {
    PolicySettings policy;
    InstallationSettings installation;
    std::vector<Digest> application_tokens;   ///< SHA-256 of each; none: not checked
    std::vector<LinkedCredentialType> credential_types;
    PasswordLinkSettings links;
    AccessSettings access;
    Quotas quotas;
};

struct CorePorts;

class UserAgent {
public:
    UserAgent(const AgentSettings& settings, const CorePorts& ports, Sessions& sessions, Remembered& remembered,
              NameCache& names, Throttle& throttle, Login& login, AuditLog& audit);

    /// The part that has the functions of a domain; an operation's row finds its function by the part's type.
    template <class Part> Part& part() {
        if constexpr (std::is_same_v<Part, UserAgent>)
            return *this;
        else if constexpr (std::is_same_v<Part, Users>)
            return users_;
        else if constexpr (std::is_same_v<Part, Roles>)
            return roles_;
        else if constexpr (std::is_same_v<Part, Groups>)
            return groups_;
        else if constexpr (std::is_same_v<Part, Credentials>)
            return credentials_;
        else if constexpr (std::is_same_v<Part, PasswordLinks>)
            return links_;
        else if constexpr (std::is_same_v<Part, Archives>)
            return archives_;
        else
            return external_tokens_;
    }

    // Passwords (passwords.cpp)
    Task<Result<bool>> change_own_password(const Context&, const ChangeOwnPasswordRequest&);
    Task<Result<bool>> change_password(const Context&, const ChangePasswordRequest&);
    Task<Result<bool>> change_password_from_name(const Context&, const ChangePasswordFromNameRequest&);
    Task<Result<bool>> set_password(const Context&, const SetPasswordRequest&);
    Task<Result<bool>> set_password_from_name(const Context&, const SetPasswordFromNameRequest&);
    Task<Result<Secret>> set_generated_password(const Context&, const AssociateIdRequest&);
    Task<Result<Secret>> set_generated_password_from_name(const Context&, const AssociateNameRequest&);
    Task<Result<Secret>> generate_new_password_for_external_user(const Context&, const AssociateNameRequest&);
    Task<Result<bool>> is_password_valid(const Context&, const PasswordCandidateRequest&);
    Task<Result<Box<UserValidationResult>>> is_password_valid_with_reason(const Context&,
                                                                          const PasswordCandidateRequest&);
    Task<Result<bool>> can_change_password(const Context&, const AssociateIdRequest&);
    Task<Result<List<ChangePasswordType>>> get_supported_change_password_types(const Context&,
                                                                               const AssociateIdRequest&);
    Task<Result<Box<OperationResult>>> send_change_password_email(const Context&, const AssociateIdRequest&);

    // Names (names.cpp)
    Task<Result<bool>> is_user_name_valid(const Context&, const UserNameCandidateRequest&);
    Task<Result<Box<UserValidationResult>>> is_user_name_valid_with_reason(const Context&,
                                                                           const UserNameCandidateRequest&);

    // Log-in, principal and system (principal.cpp)
    Task<Result<AuthenticateResponse>> authenticate_implicit(const Context&);
    Task<Result<AuthenticateResponse>> authenticate_username_password(const Context&,
                                                                      const AuthenticateUsernamePasswordRequest&);
    Task<Result<AuthenticateResponse>> authenticate_generic(const Context&, const AuthenticateGenericRequest&);
    Task<Result<AuthenticateResponse>> authenticate_with_access_token(const Context&,
                                                                      const AuthenticateWithAccessTokenRequest&);
    Task<Result<GetSystemInfoResponse>> get_system_info(const Context&);
    Task<Result<Secret>> get_access_token(const Context&, const GetAccessTokenRequest&);
    Task<Result<Box<SoPrincipalCarrier>>> current_principal(const Context&);
    Task<Result<Box<Associate>>> current_associate(const Context&);
    Task<Result<Secret>> current_token(const Context&);

private:
    using MaybeIdentity = Result<std::optional<Identity>>;

    Task<Result<bool>> change(const Context& context, MaybeIdentity found, std::string_view old_password,
                              std::string_view new_password, bool may_force);
    struct NewPassword {
        std::string_view text;
        std::optional<std::string_view> proven_old;   ///< the current one, if the caller has just shown it
        bool must_change = false;
        TimePoint expires = TimePoint::max();
    };
    /// Before anything is spent on it; judged again in the change itself.
    Task<Result<void>> may_take_over(const Context& context, const Identity& object);
    Task<Result<bool>> store_new(const Context& context, const Identity& identity, NewPassword password);
    Task<Result<Secret>> generate(const Context& context, MaybeIdentity found);
    Task<Result<std::optional<PolicyRefusal>>> judge_candidate(const Context& context,
                                                               const PasswordCandidateRequest& request);
    Task<Result<std::optional<Message>>> refuse_name(const UserNameCandidateRequest& request);
    Task<Result<Identity>> caller_identity(const Context& context);
    Task<Result<AuthenticateResponse>> log_in(const Context& context, Result<std::optional<Proof>> proven);
    Task<Result<Secret>> issue_token(const Context& context);

    const AgentSettings settings_;
    Store& store_;
    const Clock& clock_;
    Sessions& sessions_;
    NameCache& names_;
    Login& login_;
    AuditLog& audit_;
    NewPasswords passwords_;
    Changes changes_;
    PasswordLinks links_;
    Users users_;
    Archives archives_;
    Roles roles_;
    Groups groups_;
    Credentials credentials_;
    ExternalTokens external_tokens_;
};

}  // namespace uag
