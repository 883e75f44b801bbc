#include "core/contract/requests.hpp"

#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<Empty>() {
    static constexpr TypeInfo info = message_info<Empty>("Empty", {});
    return info;
}

template <> const TypeInfo& type_of<SaveServiceAuthRequest>() {
    static constexpr auto fields =
        carrier<SaveServiceAuthRequest>(field<&SaveServiceAuthRequest::service_auth>("ServiceAuth"));
    static constexpr TypeInfo info = message_info<SaveServiceAuthRequest>("SaveServiceAuthRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ServiceAuthIdRequest>() {
    static constexpr auto fields = carrier<ServiceAuthIdRequest>(
        field<&ServiceAuthIdRequest::service_auth_id>("ServiceAuthId").id("service auth"));
    static constexpr TypeInfo info = message_info<ServiceAuthIdRequest>("ServiceAuthIdRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SaveRoleEntityRequest>() {
    static constexpr auto fields =
        carrier<SaveRoleEntityRequest>(field<&SaveRoleEntityRequest::role_entity>("RoleEntity"));
    static constexpr TypeInfo info = message_info<SaveRoleEntityRequest>("SaveRoleEntityRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<UserRequest>() {
    static constexpr auto fields = carrier<UserRequest>(field<&UserRequest::user>("User"));
    static constexpr TypeInfo info = message_info<UserRequest>("UserRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<UserIdRequest>() {
    static constexpr auto fields = carrier<UserIdRequest>(field<&UserIdRequest::user_id>("UserId").id("associate"));
    static constexpr TypeInfo info = message_info<UserIdRequest>("UserIdRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SaveCredentialRequest>() {
    static constexpr auto fields =
        carrier<SaveCredentialRequest>(field<&SaveCredentialRequest::user_id>("UserId").id("associate"),
                                       field<&SaveCredentialRequest::credential>("Credential"));
    static constexpr TypeInfo info = message_info<SaveCredentialRequest>("SaveCredentialRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<DeleteCredentialRequest>() {
    static constexpr auto fields =
        carrier<DeleteCredentialRequest>(field<&DeleteCredentialRequest::user_id>("UserId").id("associate"),
                                         field<&DeleteCredentialRequest::credential_type>("CredentialType"));
    static constexpr TypeInfo info = message_info<DeleteCredentialRequest>("DeleteCredentialRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<DirectorySearchRequest>() {
    static constexpr auto fields = carrier<DirectorySearchRequest>(
        field<&DirectorySearchRequest::type>("Type"), field<&DirectorySearchRequest::search_string>("SearchString"));
    static constexpr TypeInfo info = message_info<DirectorySearchRequest>("DirectorySearchRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetCredentialUsersInGroupRequest>() {
    static constexpr auto fields =
        carrier<GetCredentialUsersInGroupRequest>(field<&GetCredentialUsersInGroupRequest::type>("Type"),
                                                  field<&GetCredentialUsersInGroupRequest::group_name>("GroupName"));
    static constexpr TypeInfo info =
        message_info<GetCredentialUsersInGroupRequest>("GetCredentialUsersInGroupRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<RoleIdRequest>() {
    static constexpr auto fields = carrier<RoleIdRequest>(field<&RoleIdRequest::role_id>("RoleId").id("role"));
    static constexpr TypeInfo info = message_info<RoleIdRequest>("RoleIdRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetRoleEntityRequest>() {
    static constexpr auto fields =
        carrier<GetRoleEntityRequest>(field<&GetRoleEntityRequest::role_entity_id>("RoleEntityId").id("role"));
    static constexpr TypeInfo info = message_info<GetRoleEntityRequest>("GetRoleEntityRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<DeleteRoleRequest>() {
    static constexpr auto fields =
        carrier<DeleteRoleRequest>(field<&DeleteRoleRequest::role_id_to_delete>("RoleIdToDelete").id("role"),
                                   field<&DeleteRoleRequest::replacing_role_id>("ReplacingRoleId").id("role"));
    static constexpr TypeInfo info = message_info<DeleteRoleRequest>("DeleteRoleRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<RoleTypeRequest>() {
    static constexpr auto fields = carrier<RoleTypeRequest>(field<&RoleTypeRequest::role_type>("RoleType"));
    static constexpr TypeInfo info = message_info<RoleTypeRequest>("RoleTypeRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SetFunctionalRightsRequest>() {
    static constexpr auto fields = carrier<SetFunctionalRightsRequest>(
        field<&SetFunctionalRightsRequest::role_id>("RoleId").id("role"),
        field<&SetFunctionalRightsRequest::functional_right_ids>("FunctionalRightIds"));
    static constexpr TypeInfo info = message_info<SetFunctionalRightsRequest>("SetFunctionalRightsRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SetDataRightRequest>() {
    static constexpr auto fields = carrier<SetDataRightRequest>(
        field<&SetDataRightRequest::role_id>("RoleId").id("role"), field<&SetDataRightRequest::table_name>("TableName"),
        field<&SetDataRightRequest::relation_to_owner>("RelationToOwner"),
        field<&SetDataRightRequest::data_right_value>("DataRightValue"));
    static constexpr TypeInfo info = message_info<SetDataRightRequest>("SetDataRightRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetDataRightRequest>() {
    static constexpr auto fields = carrier<GetDataRightRequest>(
        field<&GetDataRightRequest::role_id>("RoleId").id("role"), field<&GetDataRightRequest::table_name>("TableName"),
        field<&GetDataRightRequest::relation_to_owner>("RelationToOwner"));
    static constexpr TypeInfo info = message_info<GetDataRightRequest>("GetDataRightRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetDataRightsRequest>() {
    static constexpr auto fields =
        carrier<GetDataRightsRequest>(field<&GetDataRightsRequest::role_id>("RoleId").id("role"),
                                      field<&GetDataRightsRequest::table_name>("TableName"));
    static constexpr TypeInfo info = message_info<GetDataRightsRequest>("GetDataRightsRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<CreateDefaultRoleEntityFromTypeRequest>() {
    static constexpr auto fields =
        carrier<CreateDefaultRoleEntityFromTypeRequest>(field<&CreateDefaultRoleEntityFromTypeRequest::type>("Type"));
    static constexpr TypeInfo info =
        message_info<CreateDefaultRoleEntityFromTypeRequest>("CreateDefaultRoleEntityFromTypeRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<FindRolesWithFunctionalRightRequest>() {
    static constexpr auto fields = carrier<FindRolesWithFunctionalRightRequest>(
        field<&FindRolesWithFunctionalRightRequest::functional_right_name>("FunctionalRightName"));
    static constexpr TypeInfo info =
        message_info<FindRolesWithFunctionalRightRequest>("FindRolesWithFunctionalRightRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<FunctionalRightNamesRequest>() {
    static constexpr auto fields = carrier<FunctionalRightNamesRequest>(
        field<&FunctionalRightNamesRequest::functional_right_names>("FunctionalRightNames"));
    static constexpr TypeInfo info = message_info<FunctionalRightNamesRequest>("FunctionalRightNamesRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<UserNameRequest>() {
    static constexpr auto fields = carrier<UserNameRequest>(field<&UserNameRequest::user_name>("UserName"));
    static constexpr TypeInfo info = message_info<UserNameRequest>("UserNameRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SaveUserFromNameRequest>() {
    static constexpr auto fields = carrier<SaveUserFromNameRequest>(
        field<&SaveUserFromNameRequest::user_name>("UserName"), field<&SaveUserFromNameRequest::user>("User"));
    static constexpr TypeInfo info = message_info<SaveUserFromNameRequest>("SaveUserFromNameRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SaveUntrustedCredentialsRequest>() {
    static constexpr auto fields =
        carrier<SaveUntrustedCredentialsRequest>(field<&SaveUntrustedCredentialsRequest::type>("Type"),
                                                 field<&SaveUntrustedCredentialsRequest::credentials>("Credentials"));
    static constexpr TypeInfo info =
        message_info<SaveUntrustedCredentialsRequest>("SaveUntrustedCredentialsRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetUntrustedCredentialsRequest>() {
    static constexpr auto fields =
        carrier<GetUntrustedCredentialsRequest>(field<&GetUntrustedCredentialsRequest::type>("Type"));
    static constexpr TypeInfo info =
        message_info<GetUntrustedCredentialsRequest>("GetUntrustedCredentialsRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetUntrustedCredentialsForAssociateRequest>() {
    static constexpr auto fields = carrier<GetUntrustedCredentialsForAssociateRequest>(
        field<&GetUntrustedCredentialsForAssociateRequest::associate_id>("AssociateId").id("associate"),
        field<&GetUntrustedCredentialsForAssociateRequest::type>("Type"));
    static constexpr TypeInfo info =
        message_info<GetUntrustedCredentialsForAssociateRequest>("GetUntrustedCredentialsForAssociateRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SaveUntrustedCredentialsForAssociateRequest>() {
    static constexpr auto fields = carrier<SaveUntrustedCredentialsForAssociateRequest>(
        field<&SaveUntrustedCredentialsForAssociateRequest::associate_id>("AssociateId").id("associate"),
        field<&SaveUntrustedCredentialsForAssociateRequest::type>("Type"),
        field<&SaveUntrustedCredentialsForAssociateRequest::credentials>("Credentials"));
    static constexpr TypeInfo info = message_info<SaveUntrustedCredentialsForAssociateRequest>(
        "SaveUntrustedCredentialsForAssociateRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<RemoveUntrustedCredentialsRequest>() {
    static constexpr auto fields = carrier<RemoveUntrustedCredentialsRequest>(
        field<&RemoveUntrustedCredentialsRequest::type>("Type"),
        field<&RemoveUntrustedCredentialsRequest::public_value>("PublicValue"));
    static constexpr TypeInfo info =
        message_info<RemoveUntrustedCredentialsRequest>("RemoveUntrustedCredentialsRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<RemoveUntrustedCredentialsForAssociateRequest>() {
    static constexpr auto fields = carrier<RemoveUntrustedCredentialsForAssociateRequest>(
        field<&RemoveUntrustedCredentialsForAssociateRequest::associate_id>("AssociateId").id("associate"),
        field<&RemoveUntrustedCredentialsForAssociateRequest::type>("Type"),
        field<&RemoveUntrustedCredentialsForAssociateRequest::public_value>("PublicValue"));
    static constexpr TypeInfo info = message_info<RemoveUntrustedCredentialsForAssociateRequest>(
        "RemoveUntrustedCredentialsForAssociateRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<CreateExternalUserRequest>() {
    static constexpr auto fields =
        carrier<CreateExternalUserRequest>(field<&CreateExternalUserRequest::person_id>("PersonId").id("person"),
                                           field<&CreateExternalUserRequest::user_name>("UserName"),
                                           field<&CreateExternalUserRequest::password>("Password").secret(),
                                           field<&CreateExternalUserRequest::role_id>("RoleId").id("role"),
                                           field<&CreateExternalUserRequest::is_active>("IsActive"));
    static constexpr TypeInfo info = message_info<CreateExternalUserRequest>("CreateExternalUserRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<AssociateIdRequest>() {
    static constexpr auto fields =
        carrier<AssociateIdRequest>(field<&AssociateIdRequest::associate_id>("AssociateId").id("associate"));
    static constexpr TypeInfo info = message_info<AssociateIdRequest>("AssociateIdRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SetExternalUserInfoRequest>() {
    static constexpr auto fields = carrier<SetExternalUserInfoRequest>(
        field<&SetExternalUserInfoRequest::associate_id>("AssociateId").id("associate"),
        field<&SetExternalUserInfoRequest::user_name>("UserName"),
        field<&SetExternalUserInfoRequest::password>("Password").secret(),
        field<&SetExternalUserInfoRequest::is_active>("IsActive"),
        field<&SetExternalUserInfoRequest::role_id>("RoleId").id("role"),
        field<&SetExternalUserInfoRequest::external_user_info_modification>("ExternalUserInfoModification"));
    static constexpr TypeInfo info = message_info<SetExternalUserInfoRequest>("SetExternalUserInfoRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<AssociateNameRequest>() {
    static constexpr auto fields =
        carrier<AssociateNameRequest>(field<&AssociateNameRequest::associate_name>("AssociateName"));
    static constexpr TypeInfo info = message_info<AssociateNameRequest>("AssociateNameRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ChangePasswordRequest>() {
    static constexpr auto fields =
        carrier<ChangePasswordRequest>(field<&ChangePasswordRequest::associate_id>("AssociateId").id("associate"),
                                       field<&ChangePasswordRequest::old_password>("OldPassword").secret(),
                                       field<&ChangePasswordRequest::new_password>("NewPassword").secret());
    static constexpr TypeInfo info = message_info<ChangePasswordRequest>("ChangePasswordRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetUserFromPersonIdRequest>() {
    static constexpr auto fields =
        carrier<GetUserFromPersonIdRequest>(field<&GetUserFromPersonIdRequest::person_id>("PersonId").id("person"));
    static constexpr TypeInfo info = message_info<GetUserFromPersonIdRequest>("GetUserFromPersonIdRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<CreateDefaultUserFromUserTypeAndPersonIdRequest>() {
    static constexpr auto fields = carrier<CreateDefaultUserFromUserTypeAndPersonIdRequest>(
        field<&CreateDefaultUserFromUserTypeAndPersonIdRequest::user_type>("UserType"),
        field<&CreateDefaultUserFromUserTypeAndPersonIdRequest::person_id>("PersonId").id("person"));
    static constexpr TypeInfo info = message_info<CreateDefaultUserFromUserTypeAndPersonIdRequest>(
        "CreateDefaultUserFromUserTypeAndPersonIdRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<UserTypeRequest>() {
    static constexpr auto fields = carrier<UserTypeRequest>(field<&UserTypeRequest::user_type>("UserType"));
    static constexpr TypeInfo info = message_info<UserTypeRequest>("UserTypeRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetUserFromEjUserIdRequest>() {
    static constexpr auto fields =
        carrier<GetUserFromEjUserIdRequest>(field<&GetUserFromEjUserIdRequest::ej_user_id>("EjUserId").id("ej user"));
    static constexpr TypeInfo info = message_info<GetUserFromEjUserIdRequest>("GetUserFromEjUserIdRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SetPasswordFromNameRequest>() {
    static constexpr auto fields =
        carrier<SetPasswordFromNameRequest>(field<&SetPasswordFromNameRequest::associate_name>("AssociateName"),
                                            field<&SetPasswordFromNameRequest::password>("Password").secret());
    static constexpr TypeInfo info = message_info<SetPasswordFromNameRequest>("SetPasswordFromNameRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SetPasswordRequest>() {
    static constexpr auto fields =
        carrier<SetPasswordRequest>(field<&SetPasswordRequest::associate_id>("AssociateId").id("associate"),
                                    field<&SetPasswordRequest::password>("Password").secret());
    static constexpr TypeInfo info = message_info<SetPasswordRequest>("SetPasswordRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ChangeOwnPasswordRequest>() {
    static constexpr auto fields =
        carrier<ChangeOwnPasswordRequest>(field<&ChangeOwnPasswordRequest::old_password>("OldPassword").secret(),
                                          field<&ChangeOwnPasswordRequest::new_password>("NewPassword").secret());
    static constexpr TypeInfo info = message_info<ChangeOwnPasswordRequest>("ChangeOwnPasswordRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ChangePasswordFromNameRequest>() {
    static constexpr auto fields = carrier<ChangePasswordFromNameRequest>(
        field<&ChangePasswordFromNameRequest::associate_name>("AssociateName"),
        field<&ChangePasswordFromNameRequest::old_password>("OldPassword").secret(),
        field<&ChangePasswordFromNameRequest::new_password>("NewPassword").secret());
    static constexpr TypeInfo info =
        message_info<ChangePasswordFromNameRequest>("ChangePasswordFromNameRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<UserNameCandidateRequest>() {
    static constexpr auto fields =
        carrier<UserNameCandidateRequest>(field<&UserNameCandidateRequest::associate_id>("AssociateId").id("associate"),
                                          field<&UserNameCandidateRequest::type>("Type"),
                                          field<&UserNameCandidateRequest::person_id>("PersonId").id("person"),
                                          field<&UserNameCandidateRequest::user_name>("UserName"));
    static constexpr TypeInfo info = message_info<UserNameCandidateRequest>("UserNameCandidateRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<PasswordCandidateRequest>() {
    static constexpr auto fields =
        carrier<PasswordCandidateRequest>(field<&PasswordCandidateRequest::associate_id>("AssociateId").id("associate"),
                                          field<&PasswordCandidateRequest::type>("Type"),
                                          field<&PasswordCandidateRequest::person_id>("PersonId").id("person"),
                                          field<&PasswordCandidateRequest::password>("Password").secret());
    static constexpr TypeInfo info = message_info<PasswordCandidateRequest>("PasswordCandidateRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ChangeUserTypeRequest>() {
    static constexpr auto fields = carrier<ChangeUserTypeRequest>(field<&ChangeUserTypeRequest::user>("User"),
                                                                  field<&ChangeUserTypeRequest::user_type>("UserType"));
    static constexpr TypeInfo info = message_info<ChangeUserTypeRequest>("ChangeUserTypeRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<CreateDefaultUserFromUserTypeAndCredentialRequest>() {
    static constexpr auto fields = carrier<CreateDefaultUserFromUserTypeAndCredentialRequest>(
        field<&CreateDefaultUserFromUserTypeAndCredentialRequest::user_type>("UserType"),
        field<&CreateDefaultUserFromUserTypeAndCredentialRequest::contact_id>("ContactId"),
        field<&CreateDefaultUserFromUserTypeAndCredentialRequest::credential_type>("CredentialType"),
        field<&CreateDefaultUserFromUserTypeAndCredentialRequest::credential_value>("CredentialValue").secret(),
        field<&CreateDefaultUserFromUserTypeAndCredentialRequest::credential_display_value>("CredentialDisplayValue"));
    static constexpr TypeInfo info = message_info<CreateDefaultUserFromUserTypeAndCredentialRequest>(
        "CreateDefaultUserFromUserTypeAndCredentialRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<MakeRetiredRequest>() {
    static constexpr auto fields =
        carrier<MakeRetiredRequest>(field<&MakeRetiredRequest::associate_id>("AssociateId").id("associate"),
                                    field<&MakeRetiredRequest::retired>("Retired"));
    static constexpr TypeInfo info = message_info<MakeRetiredRequest>("MakeRetiredRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ContactIdRequest>() {
    static constexpr auto fields = carrier<ContactIdRequest>(field<&ContactIdRequest::contact_id>("ContactId"));
    static constexpr TypeInfo info = message_info<ContactIdRequest>("ContactIdRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ResolveUserFromInfoRequest>() {
    static constexpr auto fields = carrier<ResolveUserFromInfoRequest>(
        field<&ResolveUserFromInfoRequest::contact_id>("ContactId"),
        field<&ResolveUserFromInfoRequest::person_name>("PersonName"),
        field<&ResolveUserFromInfoRequest::phone_numbers>("PhoneNumbers"),
        field<&ResolveUserFromInfoRequest::emails>("Emails"), field<&ResolveUserFromInfoRequest::user_type>("UserType"),
        field<&ResolveUserFromInfoRequest::credential>("Credential"));
    static constexpr TypeInfo info = message_info<ResolveUserFromInfoRequest>("ResolveUserFromInfoRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetUserGroupRequest>() {
    static constexpr auto fields =
        carrier<GetUserGroupRequest>(field<&GetUserGroupRequest::user_group_id>("UserGroupId").id("group"));
    static constexpr TypeInfo info = message_info<GetUserGroupRequest>("GetUserGroupRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SaveUserGroupRequest>() {
    static constexpr auto fields = carrier<SaveUserGroupRequest>(field<&SaveUserGroupRequest::user_group>("UserGroup"));
    static constexpr TypeInfo info = message_info<SaveUserGroupRequest>("SaveUserGroupRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetAllUserGroupsRequest>() {
    static constexpr auto fields =
        carrier<GetAllUserGroupsRequest>(field<&GetAllUserGroupsRequest::include_deleted>("IncludeDeleted"));
    static constexpr TypeInfo info = message_info<GetAllUserGroupsRequest>("GetAllUserGroupsRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<DeleteUserGroupRequest>() {
    static constexpr auto fields = carrier<DeleteUserGroupRequest>(
        field<&DeleteUserGroupRequest::user_group_to_delete>("UserGroupToDelete").id("group"),
        field<&DeleteUserGroupRequest::user_group_to_move_to>("UserGroupToMoveTo").id("group"));
    static constexpr TypeInfo info = message_info<DeleteUserGroupRequest>("DeleteUserGroupRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetUserGroupListRequest>() {
    static constexpr auto fields =
        carrier<GetUserGroupListRequest>(field<&GetUserGroupListRequest::user_group_ids>("UserGroupIds").id("group"));
    static constexpr TypeInfo info = message_info<GetUserGroupListRequest>("GetUserGroupListRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetUserInfoRequest>() {
    static constexpr auto fields =
        carrier<GetUserInfoRequest>(field<&GetUserInfoRequest::user_info_id>("UserInfoId").id("associate"));
    static constexpr TypeInfo info = message_info<GetUserInfoRequest>("GetUserInfoRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetUserInfoListRequest>() {
    static constexpr auto fields =
        carrier<GetUserInfoListRequest>(field<&GetUserInfoListRequest::user_info_ids>("UserInfoIds").id("associate"));
    static constexpr TypeInfo info = message_info<GetUserInfoListRequest>("GetUserInfoListRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ExecuteUserCommandRequest>() {
    static constexpr auto fields = carrier<ExecuteUserCommandRequest>(
        field<&ExecuteUserCommandRequest::command_name>("CommandName"),
        field<&ExecuteUserCommandRequest::command_action_result>("CommandActionResult").rest("ActionResult"),
        field<&ExecuteUserCommandRequest::user>("User"));
    static constexpr TypeInfo info = message_info<ExecuteUserCommandRequest>("ExecuteUserCommandRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetAccessTokenRequest>() {
    static constexpr auto fields =
        carrier<GetAccessTokenRequest>(field<&GetAccessTokenRequest::app_token>("AppToken").secret(),
                                       field<&GetAccessTokenRequest::include_cs_session>("IncludeCsSession"));
    static constexpr TypeInfo info = message_info<GetAccessTokenRequest>("GetAccessTokenRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<IsNickNameUniqueRequest>() {
    static constexpr auto fields =
        carrier<IsNickNameUniqueRequest>(field<&IsNickNameUniqueRequest::associate_id>("AssociateId").id("associate"),
                                         field<&IsNickNameUniqueRequest::nick_name>("NickName"));
    static constexpr TypeInfo info = message_info<IsNickNameUniqueRequest>("IsNickNameUniqueRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SetUserPresenceStatusRequest>() {
    static constexpr auto fields = carrier<SetUserPresenceStatusRequest>(
        field<&SetUserPresenceStatusRequest::associate_id>("AssociateId").id("associate"),
        field<&SetUserPresenceStatusRequest::user_presence_status>("UserPresenceStatus"));
    static constexpr TypeInfo info = message_info<SetUserPresenceStatusRequest>("SetUserPresenceStatusRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<RedirectUriRequest>() {
    static constexpr auto fields = carrier<RedirectUriRequest>(field<&RedirectUriRequest::redirect_uri>("RedirectUri"));
    static constexpr TypeInfo info = message_info<RedirectUriRequest>("RedirectUriRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ExchangeCodeAndSaveTokensRequest>() {
    static constexpr auto fields = carrier<ExchangeCodeAndSaveTokensRequest>(
        field<&ExchangeCodeAndSaveTokensRequest::provider>("Provider"),
        field<&ExchangeCodeAndSaveTokensRequest::authorization_code>("AuthorizationCode").secret(),
        field<&ExchangeCodeAndSaveTokensRequest::nonce>("Nonce"),
        field<&ExchangeCodeAndSaveTokensRequest::pkce_verifier>("PkceVerifier").secret(),
        field<&ExchangeCodeAndSaveTokensRequest::redirect_uri>("RedirectUri"));
    static constexpr TypeInfo info =
        message_info<ExchangeCodeAndSaveTokensRequest>("ExchangeCodeAndSaveTokensRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetAllDataRightsRequest>() {
    static constexpr auto fields =
        carrier<GetAllDataRightsRequest>(field<&GetAllDataRightsRequest::role_id>("RoleId").id("role"),
                                         field<&GetAllDataRightsRequest::relation_to_owner>("RelationToOwner"));
    static constexpr TypeInfo info = message_info<GetAllDataRightsRequest>("GetAllDataRightsRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<TokenManagementInfoRequest>() {
    static constexpr auto fields = carrier<TokenManagementInfoRequest>(
        field<&TokenManagementInfoRequest::token_management_info>("TokenManagementInfo"));
    static constexpr TypeInfo info = message_info<TokenManagementInfoRequest>("TokenManagementInfoRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<GetExternalTokensRequest>() {
    static constexpr auto fields =
        carrier<GetExternalTokensRequest>(field<&GetExternalTokensRequest::key>("Key").secret());
    static constexpr TypeInfo info = message_info<GetExternalTokensRequest>("GetExternalTokensRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<AuthenticateUsernamePasswordRequest>() {
    static constexpr auto fields = carrier<AuthenticateUsernamePasswordRequest>(
        field<&AuthenticateUsernamePasswordRequest::user_name>("UserName"),
        field<&AuthenticateUsernamePasswordRequest::password>("Password").secret());
    static constexpr TypeInfo info =
        message_info<AuthenticateUsernamePasswordRequest>("AuthenticateUsernamePasswordRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<AuthenticateGenericRequest>() {
    static constexpr auto fields = carrier<AuthenticateGenericRequest>(
        field<&AuthenticateGenericRequest::authentication_data>("AuthenticationData").secret());
    static constexpr TypeInfo info = message_info<AuthenticateGenericRequest>("AuthenticateGenericRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<AuthenticateWithAccessTokenRequest>() {
    static constexpr auto fields = carrier<AuthenticateWithAccessTokenRequest>(
        field<&AuthenticateWithAccessTokenRequest::access_token>("AccessToken").secret());
    static constexpr TypeInfo info =
        message_info<AuthenticateWithAccessTokenRequest>("AuthenticateWithAccessTokenRequest", fields);
    return info;
}

}  // namespace uag
