// The parameters of each operation, in the WSDL's order. Operations with the same parameters share a struct.
#pragma once

#include "core/contract/carriers.hpp"

namespace uag {

/// An operation without parameters, and the answer of one without a result.
struct Empty {};

struct SaveServiceAuthRequest {
    Box<ServiceAuth> service_auth;
};

/// DeleteServiceAuth, GetServiceAuth.
struct ServiceAuthIdRequest {
    std::int32_t service_auth_id = 0;
};

struct SaveRoleEntityRequest {
    Box<RoleEntity> role_entity;
};

/// SaveUser, GetUserCommands, GetValidUserNameForNewUser, GetDefaultAssociateUserName, ValidateUser.
struct UserRequest {
    Box<User> user;
};

/// DeleteUser, GetUser.
struct UserIdRequest {
    std::int32_t user_id = 0;
};

struct SaveCredentialRequest {
    std::int32_t user_id = 0;
    Box<Credential> credential;
};

struct DeleteCredentialRequest {
    std::int32_t user_id = 0;
    String credential_type;
};

/// FindCredentialsGroups, FindCredentialUsers.
struct DirectorySearchRequest {
    String type;
    String search_string;
};

struct GetCredentialUsersInGroupRequest {
    String type;
    String group_name;
};

/// GetRole, GetFunctionalRights.
struct RoleIdRequest {
    std::int32_t role_id = 0;
};

struct GetRoleEntityRequest {
    std::int32_t role_entity_id = 0;
};

struct DeleteRoleRequest {
    std::int32_t role_id_to_delete = 0;
    std::int32_t replacing_role_id = 0;
};

/// GetAllRoles, GetAllFunctionalRights.
struct RoleTypeRequest {
    RoleType role_type{};
};

struct SetFunctionalRightsRequest {
    std::int32_t role_id = 0;
    List<std::int32_t> functional_right_ids;
};

struct SetDataRightRequest {
    std::int32_t role_id = 0;
    String table_name;
    RoleRelationToOwner relation_to_owner{};
    String data_right_value;
};

struct GetDataRightRequest {
    std::int32_t role_id = 0;
    String table_name;
    RoleRelationToOwner relation_to_owner{};
};

struct GetDataRightsRequest {
    std::int32_t role_id = 0;
    String table_name;
};

struct CreateDefaultRoleEntityFromTypeRequest {
    RoleType type{};
};

struct FindRolesWithFunctionalRightRequest {
    String functional_right_name;
};

/// FindRolesWithFunctionalRights, FindRolesWithoutFunctionalRights.
struct FunctionalRightNamesRequest {
    List<String> functional_right_names;
};

/// GetUserFromName, DeleteUserFromName.
struct UserNameRequest {
    String user_name;
};

struct SaveUserFromNameRequest {
    String user_name;
    Box<User> user;
};

struct SaveUntrustedCredentialsRequest {
    String type;
    Box<UntrustedCredentials> credentials;
};

struct GetUntrustedCredentialsRequest {
    String type;
};

struct GetUntrustedCredentialsForAssociateRequest {
    std::int32_t associate_id = 0;
    String type;
};

struct SaveUntrustedCredentialsForAssociateRequest {
    std::int32_t associate_id = 0;
    String type;
    Box<UntrustedCredentials> credentials;
};

struct RemoveUntrustedCredentialsRequest {
    String type;
    String public_value;
};

struct RemoveUntrustedCredentialsForAssociateRequest {
    std::int32_t associate_id = 0;
    String type;
    String public_value;
};

struct CreateExternalUserRequest {
    std::int32_t person_id = 0;
    String user_name;
    String password;
    std::int32_t role_id = 0;
    bool is_active = false;
};

/// DeleteExternalUser, SetGeneratedPassword, RemoveLicenses, CanChangePassword, GetUserPresenceStatus, GetSupportedChangePasswordTypes, SendChangePasswordEMail.
struct AssociateIdRequest {
    std::int32_t associate_id = 0;
};

struct SetExternalUserInfoRequest {
    std::int32_t associate_id = 0;
    String user_name;
    String password;
    bool is_active = false;
    std::int32_t role_id = 0;
    ExternalUserInfoModification external_user_info_modification{};
};

/// GenerateNewPasswordForExternalUser, SetGeneratedPasswordFromName.
struct AssociateNameRequest {
    String associate_name;
};

struct ChangePasswordRequest {
    std::int32_t associate_id = 0;
    String old_password;
    String new_password;
};

struct GetUserFromPersonIdRequest {
    std::int32_t person_id = 0;
};

struct CreateDefaultUserFromUserTypeAndPersonIdRequest {
    UserType user_type{};
    std::int32_t person_id = 0;
};

/// CreateDefaultUserFromUserType, GetCredentialTypesForUserType.
struct UserTypeRequest {
    UserType user_type{};
};

struct GetUserFromEjUserIdRequest {
    std::int32_t ej_user_id = 0;
};

struct SetPasswordFromNameRequest {
    String associate_name;
    String password;
};

struct SetPasswordRequest {
    std::int32_t associate_id = 0;
    String password;
};

struct ChangeOwnPasswordRequest {
    String old_password;
    String new_password;
};

struct ChangePasswordFromNameRequest {
    String associate_name;
    String old_password;
    String new_password;
};

/// IsUserNameValid, IsUserNameValidWithReason, GetValidUserName.
struct UserNameCandidateRequest {
    std::int32_t associate_id = 0;
    UserType type{};
    std::int32_t person_id = 0;
    String user_name;
};

/// IsPasswordValid, IsPasswordValidWithReason.
struct PasswordCandidateRequest {
    std::int32_t associate_id = 0;
    UserType type{};
    std::int32_t person_id = 0;
    String password;
};

struct ChangeUserTypeRequest {
    Box<User> user;
    UserType user_type{};
};

struct CreateDefaultUserFromUserTypeAndCredentialRequest {
    UserType user_type{};
    std::int32_t contact_id = 0;
    String credential_type;
    String credential_value;
    String credential_display_value;
};

struct MakeRetiredRequest {
    std::int32_t associate_id = 0;
    bool retired = false;
};

/// AddOwnerContact, RemoveOwnerContact.
struct ContactIdRequest {
    std::int32_t contact_id = 0;
};

struct ResolveUserFromInfoRequest {
    std::int32_t contact_id = 0;
    String person_name;
    List<String> phone_numbers;
    List<String> emails;
    UserType user_type{};
    Box<Credential> credential;
};

struct GetUserGroupRequest {
    std::int32_t user_group_id = 0;
};

struct SaveUserGroupRequest {
    Box<UserGroup> user_group;
};

struct GetAllUserGroupsRequest {
    bool include_deleted = false;
};

struct DeleteUserGroupRequest {
    std::int32_t user_group_to_delete = 0;
    std::int32_t user_group_to_move_to = 0;
};

struct GetUserGroupListRequest {
    List<std::int32_t> user_group_ids;
};

struct GetUserInfoRequest {
    std::int32_t user_info_id = 0;
};

struct GetUserInfoListRequest {
    List<std::int32_t> user_info_ids;
};

struct ExecuteUserCommandRequest {
    String command_name;
    CommandActionResult command_action_result{};
    Box<User> user;
};

struct GetAccessTokenRequest {
    String app_token;
    bool include_cs_session = false;
};

struct IsNickNameUniqueRequest {
    std::int32_t associate_id = 0;
    String nick_name;
};

struct SetUserPresenceStatusRequest {
    std::int32_t associate_id = 0;
    Box<UserPresenceStatus> user_presence_status;
};

/// GetOrRegisterAccessGatewayInfo, RegisterWithAccessGateway.
struct RedirectUriRequest {
    String redirect_uri;
};

struct ExchangeCodeAndSaveTokensRequest {
    String provider;
    String authorization_code;
    String nonce;
    String pkce_verifier;
    String redirect_uri;
};

struct GetAllDataRightsRequest {
    std::int32_t role_id = 0;
    RoleRelationToOwner relation_to_owner{};
};

/// SaveExternalTokens, DecryptAndSaveExternalTokens.
struct TokenManagementInfoRequest {
    Box<TokenManagementInfo> token_management_info;
};

struct GetExternalTokensRequest {
    String key;
};

struct AuthenticateUsernamePasswordRequest {
    String user_name;
    String password;
};

struct AuthenticateGenericRequest {
    List<AuthenticationGenericDataKeyValuePair> authentication_data;
};

struct AuthenticateWithAccessTokenRequest {
    String access_token;
};

template <> const TypeInfo& type_of<Empty>();
template <> const TypeInfo& type_of<SaveServiceAuthRequest>();
template <> const TypeInfo& type_of<ServiceAuthIdRequest>();
template <> const TypeInfo& type_of<SaveRoleEntityRequest>();
template <> const TypeInfo& type_of<UserRequest>();
template <> const TypeInfo& type_of<UserIdRequest>();
template <> const TypeInfo& type_of<SaveCredentialRequest>();
template <> const TypeInfo& type_of<DeleteCredentialRequest>();
template <> const TypeInfo& type_of<DirectorySearchRequest>();
template <> const TypeInfo& type_of<GetCredentialUsersInGroupRequest>();
template <> const TypeInfo& type_of<RoleIdRequest>();
template <> const TypeInfo& type_of<GetRoleEntityRequest>();
template <> const TypeInfo& type_of<DeleteRoleRequest>();
template <> const TypeInfo& type_of<RoleTypeRequest>();
template <> const TypeInfo& type_of<SetFunctionalRightsRequest>();
template <> const TypeInfo& type_of<SetDataRightRequest>();
template <> const TypeInfo& type_of<GetDataRightRequest>();
template <> const TypeInfo& type_of<GetDataRightsRequest>();
template <> const TypeInfo& type_of<CreateDefaultRoleEntityFromTypeRequest>();
template <> const TypeInfo& type_of<FindRolesWithFunctionalRightRequest>();
template <> const TypeInfo& type_of<FunctionalRightNamesRequest>();
template <> const TypeInfo& type_of<UserNameRequest>();
template <> const TypeInfo& type_of<SaveUserFromNameRequest>();
template <> const TypeInfo& type_of<SaveUntrustedCredentialsRequest>();
template <> const TypeInfo& type_of<GetUntrustedCredentialsRequest>();
template <> const TypeInfo& type_of<GetUntrustedCredentialsForAssociateRequest>();
template <> const TypeInfo& type_of<SaveUntrustedCredentialsForAssociateRequest>();
template <> const TypeInfo& type_of<RemoveUntrustedCredentialsRequest>();
template <> const TypeInfo& type_of<RemoveUntrustedCredentialsForAssociateRequest>();
template <> const TypeInfo& type_of<CreateExternalUserRequest>();
template <> const TypeInfo& type_of<AssociateIdRequest>();
template <> const TypeInfo& type_of<SetExternalUserInfoRequest>();
template <> const TypeInfo& type_of<AssociateNameRequest>();
template <> const TypeInfo& type_of<ChangePasswordRequest>();
template <> const TypeInfo& type_of<GetUserFromPersonIdRequest>();
template <> const TypeInfo& type_of<CreateDefaultUserFromUserTypeAndPersonIdRequest>();
template <> const TypeInfo& type_of<UserTypeRequest>();
template <> const TypeInfo& type_of<GetUserFromEjUserIdRequest>();
template <> const TypeInfo& type_of<SetPasswordFromNameRequest>();
template <> const TypeInfo& type_of<SetPasswordRequest>();
template <> const TypeInfo& type_of<ChangeOwnPasswordRequest>();
template <> const TypeInfo& type_of<ChangePasswordFromNameRequest>();
template <> const TypeInfo& type_of<UserNameCandidateRequest>();
template <> const TypeInfo& type_of<PasswordCandidateRequest>();
template <> const TypeInfo& type_of<ChangeUserTypeRequest>();
template <> const TypeInfo& type_of<CreateDefaultUserFromUserTypeAndCredentialRequest>();
template <> const TypeInfo& type_of<MakeRetiredRequest>();
template <> const TypeInfo& type_of<ContactIdRequest>();
template <> const TypeInfo& type_of<ResolveUserFromInfoRequest>();
template <> const TypeInfo& type_of<GetUserGroupRequest>();
template <> const TypeInfo& type_of<SaveUserGroupRequest>();
template <> const TypeInfo& type_of<GetAllUserGroupsRequest>();
template <> const TypeInfo& type_of<DeleteUserGroupRequest>();
template <> const TypeInfo& type_of<GetUserGroupListRequest>();
template <> const TypeInfo& type_of<GetUserInfoRequest>();
template <> const TypeInfo& type_of<GetUserInfoListRequest>();
template <> const TypeInfo& type_of<ExecuteUserCommandRequest>();
template <> const TypeInfo& type_of<GetAccessTokenRequest>();
template <> const TypeInfo& type_of<IsNickNameUniqueRequest>();
template <> const TypeInfo& type_of<SetUserPresenceStatusRequest>();
template <> const TypeInfo& type_of<RedirectUriRequest>();
template <> const TypeInfo& type_of<ExchangeCodeAndSaveTokensRequest>();
template <> const TypeInfo& type_of<GetAllDataRightsRequest>();
template <> const TypeInfo& type_of<TokenManagementInfoRequest>();
template <> const TypeInfo& type_of<GetExternalTokensRequest>();
template <> const TypeInfo& type_of<AuthenticateUsernamePasswordRequest>();
template <> const TypeInfo& type_of<AuthenticateGenericRequest>();
template <> const TypeInfo& type_of<AuthenticateWithAccessTokenRequest>();

}  // namespace uag
