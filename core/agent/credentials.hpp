// Credentials: the types that the installation offers and their directories, those of a user, untrusted credentials of
// other systems, service accounts. Secrets that must be read back are sealed (core/security/secret_box).
#pragma once

#include "core/agent/changes.hpp"
#include "core/agent/directory.hpp"
#include "core/contract/answers.hpp"
#include "core/security/new_password.hpp"
#include "core/security/secret_box.hpp"

namespace uag {

class Credentials {
public:
    Credentials(Store& store, Changes& changes, NewPasswords& passwords, SecretBox& box, Random& random,
                const std::vector<LinkedCredentialType>& types)
        : store_(store), changes_(changes), passwords_(passwords), box_(box), random_(random), types_(types) {}

    // credentials.cpp
    Task<Result<List<Box<CredentialType>>>> get_credential_types(const Context&);
    Task<Result<List<Box<CredentialType>>>> get_credential_types_for_user_type(const Context&, const UserTypeRequest&);
    Task<Result<bool>> save_credential(const Context&, const SaveCredentialRequest&);
    Task<Result<bool>> delete_credential(const Context&, const DeleteCredentialRequest&);

    // credential_directory.cpp
    Task<Result<List<Box<CredentialsGroup>>>> find_credentials_groups(const Context&, const DirectorySearchRequest&);
    Task<Result<Box<CredentialsGroupUsers>>> find_credential_users(const Context&, const DirectorySearchRequest&);
    Task<Result<Box<CredentialsGroupUsers>>> get_credential_users_in_group(const Context&,
                                                                           const GetCredentialUsersInGroupRequest&);

    // untrusted_credentials.cpp
    Task<Result<Box<UntrustedCredentials>>> create_default_untrusted_credentials(const Context&);
    Task<Result<List<Box<UntrustedCredentials>>>> get_untrusted_credentials(const Context&,
                                                                            const GetUntrustedCredentialsRequest&);
    Task<Result<void>> save_untrusted_credentials(const Context&, const SaveUntrustedCredentialsRequest&);
    Task<Result<void>> remove_untrusted_credentials(const Context&, const RemoveUntrustedCredentialsRequest&);
    Task<Result<List<Box<UntrustedCredentials>>>> get_untrusted_credentials_for_associate(
        const Context&, const GetUntrustedCredentialsForAssociateRequest&);
    Task<Result<void>> save_untrusted_credentials_for_associate(const Context&,
                                                                const SaveUntrustedCredentialsForAssociateRequest&);
    Task<Result<void>> remove_untrusted_credentials_for_associate(const Context&,
                                                                  const RemoveUntrustedCredentialsForAssociateRequest&);

    // service_auth.cpp
    Task<Result<Box<ServiceAuth>>> create_default_service_auth(const Context&);
    Task<Result<Box<ServiceAuth>>> get_service_auth(const Context&, const ServiceAuthIdRequest&);
    Task<Result<Box<ServiceAuth>>> save_service_auth(const Context&, const SaveServiceAuthRequest&);
    Task<Result<void>> delete_service_auth(const Context&, const ServiceAuthIdRequest&);

private:
    Task<Result<bool>> save_password(const Context& context, std::int32_t user_id, std::string_view password);
    Task<Result<bool>> save_linked(const Context& context, std::int32_t user_id, const LinkedCredentialType& type,
                                   const Credential& credential);
    Task<Result<List<Box<UntrustedCredentials>>>> untrusted_of(const Context& context, std::int32_t associate_id,
                                                               const String& type);
    Task<Result<void>> put_untrusted(const Context& context, std::int32_t associate_id, const String& type,
                                     const Box<UntrustedCredentials>& carrier);
    Task<Result<void>> drop_untrusted(const Context& context, std::int32_t associate_id, const String& type,
                                      const String& public_value);
    Result<ServiceAuth> service_auth_of(const ServiceAuthRecord& record, const Caller& caller);

    Store& store_;
    Changes& changes_;
    NewPasswords& passwords_;
    SecretBox& box_;
    Random& random_;
    const std::vector<LinkedCredentialType>& types_;
};

}  // namespace uag
