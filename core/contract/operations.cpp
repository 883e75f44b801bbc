// The operations: one row each. Rows of `planned` have their types and rights, and no function yet.
#include "core/contract/operations.hpp"

#include <algorithm>
#include <array>

#include "core/agent/user_agent.hpp"
#include "core/base/text.hpp"
#include "core/contract/answers.hpp"

namespace uag {
namespace {

// The words that follow `operation<>()` in a row.
struct OperationRow : Operation {
    template <Subject::Kind Which, auto Member>
    constexpr OperationRow about() const {
        OperationRow row = *this;
        row.subject = [](const void* parameters) {
            const auto& value =
                static_cast<const typename describe_detail::MemberOf<Member>::Struct*>(parameters)->*Member;
            if constexpr (Which == Subject::Kind::associate_name)
                return Subject{Which, 0, value.text};
            else
                return Subject{Which, value, {}};
        };
        return row;
    }
    constexpr OperationRow query() const { return with_rest(RestShape::query); }
    constexpr OperationRow bare_body() const { return with_rest(RestShape::bare_body); }
    constexpr OperationRow no_select() const { OperationRow row = *this; row.select = false; return row; }
    constexpr OperationRow of_principal() const { OperationRow row = *this; row.service = Service::so_principal; return row; }
    constexpr OperationRow answers(std::string_view element) const { OperationRow row = *this; row.response_element = element; return row; }

private:
    constexpr OperationRow with_rest(RestShape shape) const { OperationRow row = *this; row.rest = shape; return row; }
};

template <class Request, class T>
constexpr OperationRow describe_row(std::string_view name, Version since, Access access, std::string_view summary) {
    OperationRow row;
    row.name = name;
    row.since = since;
    row.access = access;
    row.summary = summary;
    row.request = &type_of<Request>;
    row.response = &ResponseFor<T>::type;
    row.rest = std::is_same_v<Request, Empty> ? RestShape::none : RestShape::object;
    return row;
}

template <auto Function>
struct FunctionOf;
template <class T, class Request, Task<Result<T>> (UserAgent::*Function)(const Context&, const Request&)>
struct FunctionOf<Function> {
    using Parameters = Request;
    using Value = T;
    static Task<Result<void>> invoke(UserAgent& agent, const Context& context, const void* request, void* response) {
        Result<T> result = co_await (agent.*Function)(context, *static_cast<const Request*>(request));
        if (!result.has_value()) co_return result.error();
        if constexpr (!std::is_void_v<T>) ResponseFor<T>::set(response, std::move(*result));
        co_return Result<void>{};
    }
};
template <class T, Task<Result<T>> (UserAgent::*Function)(const Context&)>
struct FunctionOf<Function> {
    using Parameters = Empty;
    using Value = T;
    static Task<Result<void>> invoke(UserAgent& agent, const Context& context, const void*, void* response) {
        Result<T> result = co_await (agent.*Function)(context);
        if (!result.has_value()) co_return result.error();
        if constexpr (!std::is_void_v<T>) ResponseFor<T>::set(response, std::move(*result));
        co_return Result<void>{};
    }
};

template <auto Function>
constexpr OperationRow operation(std::string_view name, Version since, Access access, std::string_view summary) {
    using F = FunctionOf<Function>;
    OperationRow row = describe_row<typename F::Parameters, typename F::Value>(name, since, access, summary);
    row.invoke = &F::invoke;
    return row;
}

template <class Request, class T>
constexpr OperationRow planned(std::string_view name, Version since, Access access, std::string_view summary) {
    return describe_row<Request, T>(name, since, access, summary);
}

template <class... Rows>
consteval auto table(Rows... rows) {
    const std::array<Operation, sizeof...(Rows)> all{static_cast<Operation>(rows)...};
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (all[i].name == all[k].name) throw std::logic_error("an operation stands twice");
    return all;
}

constexpr auto user_operations = table(
        planned<Empty, Box<ServiceAuth>>("CreateDefaultServiceAuth", Version::v84, Access::any,
            "A new service account with default values, not saved.").no_select(),
        planned<SaveServiceAuthRequest, Box<ServiceAuth>>("SaveServiceAuth", Version::v84, Access::any,
            "Create or update a service account (server, port, user name, password).").bare_body().no_select(),
        planned<ServiceAuthIdRequest, void>("DeleteServiceAuth", Version::v84, Access::any,
            "Delete a service account.").query().no_select(),
        planned<Empty, Box<RoleEntity>>("CreateDefaultRoleEntity", Version::v84, Access::roles,
            "A new role with default values, not saved.").no_select(),
        planned<SaveRoleEntityRequest, Box<RoleEntity>>("SaveRoleEntity", Version::v84, Access::roles,
            "Create or update a role.").bare_body().no_select(),
        planned<Empty, Box<UntrustedCredentials>>("CreateDefaultUntrustedCredentials", Version::v84, Access::any,
            "New untrusted credentials with default values, not saved.").no_select(),
        planned<Empty, Box<User>>("CreateDefaultUser", Version::v84, Access::users,
            "A new user with default values, not saved.").no_select(),
        planned<UserRequest, Box<User>>("SaveUser", Version::v84, Access::users,
            "Create or update a user with its person, role, groups and credentials.").bare_body().no_select(),
        planned<UserIdRequest, void>("DeleteUser", Version::v84, Access::users,
            "Delete a user.").query().no_select(),
        planned<SaveCredentialRequest, bool>("SaveCredential", Version::v84, Access::users,
            "Add a credential to a user, or replace the one of the same type."),
        planned<DeleteCredentialRequest, bool>("DeleteCredential", Version::v84, Access::users,
            "Remove the credential of a type from a user."),
        planned<DirectorySearchRequest, List<Box<CredentialsGroup>>>("FindCredentialsGroups", Version::v84, Access::users,
            "Groups of the user directory behind a credential type."),
        planned<DirectorySearchRequest, Box<CredentialsGroupUsers>>("FindCredentialUsers", Version::v84, Access::users,
            "Users of the directory behind a credential type."),
        planned<GetCredentialUsersInGroupRequest, Box<CredentialsGroupUsers>>("GetCredentialUsersInGroup", Version::v84, Access::users,
            "Users of one directory group."),
        planned<ServiceAuthIdRequest, Box<ServiceAuth>>("GetServiceAuth", Version::v84, Access::any,
            "A service account.").query(),
        planned<RoleIdRequest, Box<Role>>("GetRole", Version::v84, Access::any,
            "A role as a list item.").query(),
        planned<GetRoleEntityRequest, Box<RoleEntity>>("GetRoleEntity", Version::v84, Access::any,
            "A role with its data rights.").query(),
        planned<DeleteRoleRequest, void>("DeleteRole", Version::v84, Access::roles,
            "Delete a role and move its members to another of the same type."),
        planned<RoleTypeRequest, List<Box<SelectableMDOListItem>>>("GetAllRoles", Version::v84, Access::any,
            "The roles of a type, as selectable items."),
        planned<RoleTypeRequest, List<Box<SelectableMDOListItem>>>("GetAllFunctionalRights", Version::v84, Access::any,
            "The functional rights that fit a type of role."),
        planned<RoleIdRequest, List<Box<SelectableMDOListItem>>>("GetFunctionalRights", Version::v84, Access::any,
            "The functional rights of a role."),
        planned<SetFunctionalRightsRequest, void>("SetFunctionalRights", Version::v84, Access::roles,
            "Give a role exactly these functional rights."),
        planned<SetDataRightRequest, void>("SetDataRight", Version::v84, Access::roles,
            "Set one cell of a role's data rights."),
        planned<GetDataRightRequest, String>("GetDataRight", Version::v84, Access::any,
            "One cell of a role's data rights."),
        planned<GetDataRightsRequest, List<StringKeyValuePair>>("GetDataRights", Version::v84, Access::any,
            "A role's data rights on one table, by relation to the owner."),
        planned<CreateDefaultRoleEntityFromTypeRequest, Box<RoleEntity>>("CreateDefaultRoleEntityFromType", Version::v84, Access::roles,
            "A new role of a type with default values, not saved."),
        planned<FindRolesWithFunctionalRightRequest, List<Box<MDOListItem>>>("FindRolesWithFunctionalRight", Version::v84, Access::any,
            "Roles that have a functional right."),
        planned<FunctionalRightNamesRequest, List<std::int32_t>>("FindRolesWithFunctionalRights", Version::v84, Access::any,
            "Ids of roles that have at least one of the functional rights."),
        planned<FunctionalRightNamesRequest, List<std::int32_t>>("FindRolesWithoutFunctionalRights", Version::v84, Access::any,
            "Ids of roles that have none of the functional rights."),
        planned<UserIdRequest, Box<User>>("GetUser", Version::v84, Access::self,
            "A user.").about<Subject::Kind::associate_id, &UserIdRequest::user_id>().query(),
        planned<UserNameRequest, Box<User>>("GetUserFromName", Version::v84, Access::self,
            "A user by associate name.").about<Subject::Kind::associate_name, &UserNameRequest::user_name>(),
        planned<SaveUserFromNameRequest, Box<User>>("SaveUserFromName", Version::v84, Access::users,
            "Create or update the user of this name."),
        planned<UserNameRequest, void>("DeleteUserFromName", Version::v84, Access::users,
            "Delete a user by associate name."),
        planned<Empty, List<Box<CredentialType>>>("GetCredentialTypes", Version::v84, Access::any,
            "The types of credentials that the installation offers."),
        planned<SaveUntrustedCredentialsRequest, void>("SaveUntrustedCredentials", Version::v84, Access::any,
            "Save the caller's untrusted credentials of a type."),
        planned<GetUntrustedCredentialsRequest, List<Box<UntrustedCredentials>>>("GetUntrustedCredentials", Version::v84, Access::any,
            "The caller's untrusted credentials of a type."),
        planned<GetUntrustedCredentialsForAssociateRequest, List<Box<UntrustedCredentials>>>("GetUntrustedCredentialsForAssociate", Version::v84, Access::users,
            "An associate's untrusted credentials of a type."),
        planned<SaveUntrustedCredentialsForAssociateRequest, void>("SaveUntrustedCredentialsForAssociate", Version::v84, Access::users,
            "Save an associate's untrusted credentials of a type."),
        planned<RemoveUntrustedCredentialsRequest, void>("RemoveUntrustedCredentials", Version::v84, Access::any,
            "Remove the caller's untrusted credentials."),
        planned<RemoveUntrustedCredentialsForAssociateRequest, void>("RemoveUntrustedCredentialsForAssociate", Version::v84, Access::users,
            "Remove an associate's untrusted credentials."),
        planned<CreateExternalUserRequest, std::int32_t>("CreateExternalUser", Version::v84, Access::externals,
            "Make an external user of a person."),
        planned<AssociateIdRequest, void>("DeleteExternalUser", Version::v84, Access::externals,
            "Delete an external user."),
        planned<SetExternalUserInfoRequest, void>("SetExternalUserInfo", Version::v84, Access::externals,
            "Change what the flags name of an external user."),
        operation<&UserAgent::generate_new_password_for_external_user>("GenerateNewPasswordForExternalUser", Version::v84, Access::externals,
            "Generate and store a new password for an external user and return it once."),
        operation<&UserAgent::change_password>("ChangePassword", Version::v84, Access::self,
            "Change an associate's password; administrators may leave the old one blank.").about<Subject::Kind::associate_id, &ChangePasswordRequest::associate_id>(),
        planned<GetUserFromPersonIdRequest, List<Box<User>>>("GetUserFromPersonId", Version::v84, Access::self,
            "The users of a person.").about<Subject::Kind::person_id, &GetUserFromPersonIdRequest::person_id>(),
        planned<CreateDefaultUserFromUserTypeAndPersonIdRequest, Box<User>>("CreateDefaultUserFromUserTypeAndPersonId", Version::v84, Access::users,
            "A new user of a type for a person, not saved."),
        planned<UserTypeRequest, Box<User>>("CreateDefaultUserFromUserType", Version::v84, Access::users,
            "A new system or anonymous user, not saved."),
        planned<GetUserFromEjUserIdRequest, List<Box<User>>>("GetUserFromEjUserId", Version::v84, Access::self,
            "The users with this customer service id.").about<Subject::Kind::ej_user_id, &GetUserFromEjUserIdRequest::ej_user_id>(),
        operation<&UserAgent::set_password_from_name>("SetPasswordFromName", Version::v84, Access::users,
            "Set an associate's password by name."),
        operation<&UserAgent::set_password>("SetPassword", Version::v84, Access::users,
            "Set an associate's password."),
        operation<&UserAgent::change_own_password>("ChangeOwnPassword", Version::v84, Access::any,
            "Change the caller's own password."),
        operation<&UserAgent::change_password_from_name>("ChangePasswordFromName", Version::v84, Access::self,
            "Change an associate's password by name; administrators may leave the old one blank.").about<Subject::Kind::associate_name, &ChangePasswordFromNameRequest::associate_name>(),
        operation<&UserAgent::is_user_name_valid>("IsUserNameValid", Version::v84, Access::any,
            "Whether a name could be given to this associate."),
        operation<&UserAgent::is_password_valid>("IsPasswordValid", Version::v84, Access::any,
            "Whether a password would satisfy the policy."),
        operation<&UserAgent::set_generated_password>("SetGeneratedPassword", Version::v84, Access::users,
            "Generate and store a new password for an associate and return it once."),
        operation<&UserAgent::set_generated_password_from_name>("SetGeneratedPasswordFromName", Version::v84, Access::users,
            "Generate and store a new password for an associate by name and return it once."),
        operation<&UserAgent::is_password_valid_with_reason>("IsPasswordValidWithReason", Version::v84, Access::any,
            "Whether a password would satisfy the policy, and why not."),
        operation<&UserAgent::is_user_name_valid_with_reason>("IsUserNameValidWithReason", Version::v84, Access::any,
            "Whether a name could be given to this associate, and why not."),
        planned<ChangeUserTypeRequest, Box<User>>("ChangeUserType", Version::v84, Access::users,
            "The user carrier turned into another type, not saved."),
        planned<CreateDefaultUserFromUserTypeAndCredentialRequest, Box<User>>("CreateDefaultUserFromUserTypeAndCredential", Version::v84, Access::users,
            "A new user of a type for a credential, not saved."),
        planned<UserNameCandidateRequest, String>("GetValidUserName", Version::v84, Access::users,
            "A free user name made from a wish or from the person's name."),
        planned<AssociateIdRequest, void>("RemoveLicenses", Version::v84, Access::users,
            "Take all licences from an associate."),
        planned<MakeRetiredRequest, void>("MakeRetired", Version::v84, Access::users,
            "Retire an associate, or bring one back."),
        planned<ContactIdRequest, void>("AddOwnerContact", Version::v84, Access::users,
            "Allow the persons of a contact to be internal associates."),
        planned<ContactIdRequest, void>("RemoveOwnerContact", Version::v84, Access::users,
            "No longer allow the persons of a contact to be internal associates."),
        planned<ResolveUserFromInfoRequest, Box<ResolvedUser>>("ResolveUserFromInfo", Version::v84, Access::users,
            "Find a user by credential, e-mail, phone or name, or create one."),
        planned<GetUserGroupRequest, Box<UserGroup>>("GetUserGroup", Version::v84, Access::any,
            "A user group.").query(),
        planned<SaveUserGroupRequest, Box<UserGroup>>("SaveUserGroup", Version::v84, Access::users,
            "Create or update a user group."),
        planned<GetAllUserGroupsRequest, List<Box<UserGroup>>>("GetAllUserGroups", Version::v84, Access::any,
            "All user groups in order of rank."),
        planned<Empty, Box<UserGroup>>("CreateUserGroup", Version::v84, Access::users,
            "A new user group with the highest rank, not saved."),
        planned<DeleteUserGroupRequest, void>("DeleteUserGroup", Version::v84, Access::users,
            "Delete a user group and move its members."),
        planned<GetUserGroupListRequest, List<Box<UserGroup>>>("GetUserGroupList", Version::v84, Access::any,
            "The user groups with these ids.").bare_body(),
        planned<GetUserInfoRequest, Box<UserInfo>>("GetUserInfo", Version::v84, Access::any,
            "A user's most important properties.").query(),
        planned<GetUserInfoListRequest, List<Box<UserInfo>>>("GetUserInfoList", Version::v84, Access::any,
            "The most important properties of these users.").bare_body(),
        planned<UserRequest, List<Box<CustomCommand>>>("GetUserCommands", Version::v85, Access::users,
            "The commands that can be run on a user."),
        planned<ExecuteUserCommandRequest, Box<CommandResult>>("ExecuteUserCommand", Version::v85, Access::users,
            "Run a command on a user.").no_select(),
        operation<&UserAgent::can_change_password>("CanChangePassword", Version::v85, Access::any,
            "Whether the caller could change an associate's password."),
        planned<UserTypeRequest, List<Box<CredentialType>>>("GetCredentialTypesForUserType", Version::v86, Access::any,
            "The types of credentials for a type of user."),
        operation<&UserAgent::get_access_token>("GetAccessToken", Version::v87, Access::any,
            "An access token for the caller, valid for one hour."),
        planned<UserRequest, String>("GetValidUserNameForNewUser", Version::v87, Access::users,
            "A free user name for a user that is not saved yet."),
        planned<UserRequest, String>("GetDefaultAssociateUserName", Version::v87, Access::users,
            "The default associate name for a user that is not saved yet."),
        planned<IsNickNameUniqueRequest, bool>("IsNickNameUnique", Version::v87, Access::any,
            "Whether no other associate has this nick name."),
        planned<UserRequest, List<StringKeyValuePair>>("ValidateUser", Version::v88, Access::users,
            "What would keep a user from being saved, by field."),
        planned<AssociateIdRequest, Box<UserPresenceStatus>>("GetUserPresenceStatus", Version::v88, Access::any,
            "An associate's presence."),
        planned<SetUserPresenceStatusRequest, Box<UserPresenceStatus>>("SetUserPresenceStatus", Version::v88, Access::self,
            "Set an associate's presence.").about<Subject::Kind::associate_id, &SetUserPresenceStatusRequest::associate_id>(),
        planned<Empty, Box<AccessGatewayInfo>>("GetAccessGatewayInfo", Version::v88, Access::any,
            "The client registration with the OpenID provider."),
        planned<RedirectUriRequest, Box<AccessGatewayInfo>>("GetOrRegisterAccessGatewayInfo", Version::v88, Access::users,
            "The client registration with the OpenID provider, made if there is none."),
        planned<RedirectUriRequest, Box<AccessGatewayInfo>>("RegisterWithAccessGateway", Version::v88, Access::users,
            "Register this client with the OpenID provider."),
        planned<Empty, bool>("CheckAccessGatewayRegistration", Version::v88, Access::any,
            "Whether this client is registered with the OpenID provider."),
        planned<ExchangeCodeAndSaveTokensRequest, Secret>("ExchangeCodeAndSaveTokens", Version::v88, Access::any,
            "Exchange an authorization code for tokens and keep them under a key."),
        planned<GetAllDataRightsRequest, List<StringKeyValuePair>>("GetAllDataRights", Version::v88, Access::any,
            "A role's data rights on every table for one relation to the owner."),
        planned<TokenManagementInfoRequest, Secret>("SaveExternalTokens", Version::v88, Access::any,
            "Keep external tokens and return the key to them."),
        planned<TokenManagementInfoRequest, Secret>("DecryptAndSaveExternalTokens", Version::v88, Access::any,
            "Decrypt external tokens, keep them and return the key to them."),
        planned<GetExternalTokensRequest, Box<TokenManagementInfo>>("GetExternalTokens", Version::v88, Access::any,
            "The external tokens kept under a key."),
        operation<&UserAgent::get_supported_change_password_types>("GetSupportedChangePasswordTypes", Version::v88, Access::any,
            "The ways in which an associate's password can be changed."),
        planned<AssociateIdRequest, Box<OperationResult>>("SendChangePasswordEMail", Version::v88, Access::self,
            "Mail an associate a one-use link to change the password.").about<Subject::Kind::associate_id, &AssociateIdRequest::associate_id>());

constexpr auto principal_operations = table(
        operation<&UserAgent::get_system_info>("GetSystemInfo", Version::v84, Access::open,
            "The installation, its version and licence.").of_principal(),
        operation<&UserAgent::authenticate_implicit>("AuthenticateImplicit", Version::v84, Access::open,
            "Log in with the identity of the connection.").of_principal().answers("AuthenticateResponse"),
        operation<&UserAgent::authenticate_username_password>("AuthenticateUsernamePassword", Version::v84, Access::open,
            "Log in with a user name and a password.").of_principal().answers("AuthenticateResponse"),
        operation<&UserAgent::authenticate_generic>("AuthenticateGeneric", Version::v84, Access::open,
            "Log in with a set of named values.").of_principal().answers("AuthenticateResponse"),
        operation<&UserAgent::authenticate_with_access_token>("AuthenticateWithAccessToken", Version::v86, Access::open,
            "Log in with an access token.").of_principal().answers("AuthenticateResponse"));

// The WebAPI's own GETs around the agent; no part of any WSDL.
constexpr auto webapi_operations = table(
        operation<&UserAgent::current_principal>("currentPrincipal", Version::v88, Access::any,
            "The principal of the caller."),
        operation<&UserAgent::current_associate>("currentAssociate", Version::v88, Access::any,
            "The associate of the caller."),
        operation<&UserAgent::current_token>("currentToken", Version::v88, Access::any,
            "An access token for the caller, valid for one hour."));

template <class Same>
const Operation* find(std::span<const Operation> rows, std::string_view name, Same same) {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const Operation& row) { return same(row.name, name); });
    return at == rows.end() ? nullptr : &*at;
}

}  // namespace

std::string_view name_of(Service service) { return service == Service::user ? "User" : "SoPrincipal"; }

std::span<const Operation> operations(Service service) {
    if (service == Service::user) return user_operations;
    return principal_operations;
}

std::span<const Operation> rest_operations() { return webapi_operations; }

const Operation* find_operation(Service service, std::string_view name) {
    return find(operations(service), name, [](std::string_view a, std::string_view b) { return a == b; });
}

const Operation* find_operation_any_case(Service service, std::string_view name) {
    return find(operations(service), name, ascii_iequals);
}

}  // namespace uag
