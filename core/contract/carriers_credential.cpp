// Service accounts, untrusted credentials, directory searches and external tokens.
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<ServiceAuth>() {
    static constexpr auto fields = carrier<ServiceAuth>(
        extends<&ServiceAuth::base>(), field<&ServiceAuth::service_auth_id>("ServiceAuthId").id("service auth"),
        field<&ServiceAuth::server>("Server"), field<&ServiceAuth::port>("Port"),
        field<&ServiceAuth::auth_type>("AuthType"), field<&ServiceAuth::username>("Username"),
        field<&ServiceAuth::password>("Password").secret());
    static constexpr TypeInfo info = object_info<ServiceAuth>("ServiceAuth", fields);
    return info;
}

template <> const TypeInfo& type_of<UntrustedCredentials>() {
    static constexpr auto fields = carrier<UntrustedCredentials>(
        extends<&UntrustedCredentials::base>(), field<&UntrustedCredentials::valid_from>("ValidFrom"),
        field<&UntrustedCredentials::valid_to>("ValidTo"), field<&UntrustedCredentials::comment>("Comment"),
        field<&UntrustedCredentials::secret_value>("SecretValue").secret(),
        field<&UntrustedCredentials::public_value>("PublicValue"), field<&UntrustedCredentials::is_active>("IsActive"));
    static constexpr TypeInfo info = object_info<UntrustedCredentials>("UntrustedCredentials", fields);
    return info;
}

template <> const TypeInfo& type_of<CredentialsGroup>() {
    static constexpr auto fields =
        carrier<CredentialsGroup>(extends<&CredentialsGroup::base>(), field<&CredentialsGroup::name>("Name"),
                                  field<&CredentialsGroup::display_name>("DisplayName"));
    static constexpr TypeInfo info = object_info<CredentialsGroup>("CredentialsGroup", fields);
    return info;
}

template <> const TypeInfo& type_of<CredentialsGroupUsers>() {
    static constexpr auto fields = carrier<CredentialsGroupUsers>(extends<&CredentialsGroupUsers::base>(),
                                                                  field<&CredentialsGroupUsers::headings>("Headings"),
                                                                  field<&CredentialsGroupUsers::users>("Users"));
    static constexpr TypeInfo info = object_info<CredentialsGroupUsers>("CredentialsGroupUsers", fields);
    return info;
}

template <> const TypeInfo& type_of<CredentialUser>() {
    static constexpr auto fields = carrier<CredentialUser>(
        extends<&CredentialUser::base>(), field<&CredentialUser::value>("Value"),
        field<&CredentialUser::display_value>("DisplayValue"), field<&CredentialUser::columns>("Columns"),
        field<&CredentialUser::can_create_person>("CanCreatePerson"));
    static constexpr TypeInfo info = object_info<CredentialUser>("CredentialUser", fields);
    return info;
}

template <> const TypeInfo& type_of<TokenManagementInfo>() {
    static constexpr auto fields = carrier<TokenManagementInfo>(
        extends<&TokenManagementInfo::base>(), field<&TokenManagementInfo::provider>("Provider"),
        field<&TokenManagementInfo::access_token>("AccessToken").secret(),
        field<&TokenManagementInfo::refresh_token>("RefreshToken").secret(),
        field<&TokenManagementInfo::claims>("Claims"));
    static constexpr TypeInfo info = object_info<TokenManagementInfo>("TokenManagementInfo", fields);
    return info;
}

template <> const TypeInfo& type_of<AccessGatewayInfo>() {
    static constexpr auto fields = carrier<AccessGatewayInfo>(extends<&AccessGatewayInfo::base>(),
                                                              field<&AccessGatewayInfo::client_id>("ClientId"),
                                                              field<&AccessGatewayInfo::redirect_uri>("RedirectUri"));
    static constexpr TypeInfo info = object_info<AccessGatewayInfo>("AccessGatewayInfo", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<CredentialsGroup>>>() {
    static constexpr TypeInfo info = array_info<Box<CredentialsGroup>>("ArrayOfCredentialsGroup", "CredentialsGroup");
    return info;
}

template <> const TypeInfo& type_of<List<Box<CredentialUser>>>() {
    static constexpr TypeInfo info = array_info<Box<CredentialUser>>("ArrayOfCredentialUser", "CredentialUser");
    return info;
}

template <> const TypeInfo& type_of<List<Box<UntrustedCredentials>>>() {
    static constexpr TypeInfo info =
        array_info<Box<UntrustedCredentials>>("ArrayOfUntrustedCredentials", "UntrustedCredentials");
    return info;
}

}  // namespace uag
