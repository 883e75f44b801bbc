// The operations: one row each.
#include "core/agent/operations.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <stdexcept>

#include "core/agent/finish_call.hpp"
#include "core/agent/user_agent.hpp"
#include "core/base/text.hpp"
#include "core/contract/answers.hpp"

namespace uag {
namespace {

// The words that follow `operation<>()` in a row.
struct OperationRow : Operation {
    Invoke invoke = nullptr;

    template <Subject::Kind Which, auto Member> constexpr OperationRow about() const {
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
    constexpr OperationRow no_select() const {
        OperationRow row = *this;
        row.select = false;
        return row;
    }
    constexpr OperationRow of_principal() const {
        OperationRow row = *this;
        row.service = Service::so_principal;
        return row;
    }
    constexpr OperationRow of_archive() const {
        OperationRow row = *this;
        row.service = Service::archive;
        return row;
    }
    /// The same struct, described more closely.
    constexpr OperationRow answers_as(const TypeInfo& (*response_type)()) const {
        OperationRow row = *this;
        row.response = response_type;
        return row;
    }
    constexpr OperationRow answers(std::string_view element) const {
        OperationRow row = *this;
        row.response_element = element;
        return row;
    }

private:
    constexpr OperationRow with_rest(RestShape shape) const {
        OperationRow row = *this;
        row.rest = shape;
        return row;
    }
};

template <class Request, class T> constexpr OperationRow describe_row(std::string_view name, Version since,
                                                                      Access access, Effect effect,
                                                                      std::string_view summary) {
    OperationRow row;
    row.name = name;
    row.since = since;
    row.access = access;
    row.effect = effect;
    row.summary = summary;
    row.request = &type_of<Request>;
    row.response = &ResponseFor<T>::type;
    row.rest = std::is_same_v<Request, Empty> ? RestShape::none : RestShape::object;
    return row;
}

template <auto Function> struct FunctionOf;
template <class Part, class T, class Request, Task<Result<T>> (Part::*Function)(const Context&, const Request&)>
struct FunctionOf<Function> {
    using Parameters = Request;
    using Value = T;
    static Task<Result<void>> invoke(UserAgent& agent, const Context& context, const void* request, void* response) {
        return finish<T>((agent.part<Part>().*Function)(context, *static_cast<const Request*>(request)), response);
    }
};
template <class Part, class T, Task<Result<T>> (Part::*Function)(const Context&)> struct FunctionOf<Function> {
    using Parameters = Empty;
    using Value = T;
    static Task<Result<void>> invoke(UserAgent& agent, const Context& context, const void*, void* response) {
        return finish<T>((agent.part<Part>().*Function)(context), response);
    }
};

template <auto Function> constexpr OperationRow operation(std::string_view name, Version since, Access access,
                                                          Effect effect, std::string_view summary) {
    using F = FunctionOf<Function>;
    OperationRow row = describe_row<typename F::Parameters, typename F::Value>(name, since, access, effect, summary);
    row.invoke = &F::invoke;
    return row;
}

// No name is longer.
constexpr std::size_t longest_name = 63;

// Descriptions, and beside each its function.
template <std::size_t Count> struct Table {
    std::array<Operation, Count> rows;
    std::array<Invoke, Count> functions;
    // Every request names one: it is compared with the few names of its length.
    std::array<std::uint8_t, Count> by_length{};  // indices of rows
    std::array<std::uint8_t, longest_name + 2> length_begins{};  // where those of that length begin

    template <class Same> const Operation* find(std::string_view name, Same same) const {
        if (name.size() > longest_name) return nullptr;
        for (std::size_t at = length_begins[name.size()]; at < length_begins[name.size() + 1]; ++at)
            if (const Operation& row = rows[by_length[at]]; same(row.name, name)) return &row;
        return nullptr;
    }

    const Invoke* function_of(const Operation& operation) const {
        const std::less<const Operation*> before;
        if (before(&operation, rows.data()) || !before(&operation, rows.data() + Count)) return nullptr;
        return &functions[static_cast<std::size_t>(&operation - rows.data())];
    }
};

template <class... Rows> consteval auto table(Rows... rows) {
    Table<sizeof...(Rows)> all{{static_cast<Operation>(rows)...}, {rows.invoke...}};
    for (std::size_t i = 0; i < all.rows.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (all.rows[i].name == all.rows[k].name) throw std::logic_error("an operation stands twice");
    std::uint8_t sorted = 0;
    for (std::size_t length = 0; length <= longest_name; ++length) {
        for (std::size_t i = 0; i < all.rows.size(); ++i)
            if (all.rows[i].name.size() == length) all.by_length[sorted++] = static_cast<std::uint8_t>(i);
        all.length_begins[length + 1] = sorted;
    }
    if (sorted != all.rows.size()) throw std::logic_error("the name of an operation is too long");
    return all;
}

// clang-format off
constexpr auto user_operations = table(
        operation<&Credentials::create_default_service_auth>("CreateDefaultServiceAuth", Version::v84, Access::any, Effect::read,
            "A new service account with default values, not saved.").no_select(),
        operation<&Credentials::save_service_auth>("SaveServiceAuth", Version::v84, Access::any, Effect::write,
            "Create or update a service account (server, port, user name, password).").bare_body().no_select(),
        operation<&Credentials::delete_service_auth>("DeleteServiceAuth", Version::v84, Access::any, Effect::destructive,
            "Delete a service account.").query().no_select(),
        operation<&Roles::create_default_role_entity>("CreateDefaultRoleEntity", Version::v84, Access::roles, Effect::read,
            "A new role with default values, not saved.").no_select(),
        operation<&Roles::save_role_entity>("SaveRoleEntity", Version::v84, Access::roles, Effect::write,
            "Create or update a role.").bare_body().no_select(),
        operation<&Credentials::create_default_untrusted_credentials>("CreateDefaultUntrustedCredentials", Version::v84, Access::any, Effect::read,
            "New untrusted credentials with default values, not saved.").no_select(),
        operation<&Users::create_default_user>("CreateDefaultUser", Version::v84, Access::users, Effect::read,
            "A new user with default values, not saved.").no_select(),
        operation<&Users::save_user>("SaveUser", Version::v84, Access::users, Effect::write,
            "Create or update a user with its person, role, groups and credentials.").bare_body().no_select(),
        operation<&Users::delete_user>("DeleteUser", Version::v84, Access::users, Effect::destructive,
            "Delete a user.").query().no_select(),
        operation<&Credentials::save_credential>("SaveCredential", Version::v84, Access::users, Effect::write,
            "Add a credential to a user, or replace the one of the same type."),
        operation<&Credentials::delete_credential>("DeleteCredential", Version::v84, Access::users, Effect::destructive,
            "Remove the credential of a type from a user."),
        operation<&Credentials::find_credentials_groups>("FindCredentialsGroups", Version::v84, Access::users, Effect::read,
            "Groups of the user directory behind a credential type."),
        operation<&Credentials::find_credential_users>("FindCredentialUsers", Version::v84, Access::users, Effect::read,
            "Users of the directory behind a credential type."),
        operation<&Credentials::get_credential_users_in_group>("GetCredentialUsersInGroup", Version::v84, Access::users, Effect::read,
            "Users of one directory group."),
        operation<&Credentials::get_service_auth>("GetServiceAuth", Version::v84, Access::any, Effect::read,
            "A service account.").query(),
        operation<&Roles::get_role>("GetRole", Version::v84, Access::any, Effect::read,
            "A role as a list item.").query(),
        operation<&Roles::get_role_entity>("GetRoleEntity", Version::v84, Access::any, Effect::read,
            "A role with its data rights.").query(),
        operation<&Roles::delete_role>("DeleteRole", Version::v84, Access::roles, Effect::destructive,
            "Delete a role and move its members to another of the same type."),
        operation<&Roles::get_all_roles>("GetAllRoles", Version::v84, Access::any, Effect::read,
            "The roles of a type, as selectable items."),
        operation<&Roles::get_all_functional_rights>("GetAllFunctionalRights", Version::v84, Access::any, Effect::read,
            "The functional rights that fit a type of role."),
        operation<&Roles::get_functional_rights>("GetFunctionalRights", Version::v84, Access::any, Effect::read,
            "The functional rights of a role."),
        operation<&Roles::set_functional_rights>("SetFunctionalRights", Version::v84, Access::roles, Effect::write,
            "Give a role exactly these functional rights."),
        operation<&Roles::set_data_right>("SetDataRight", Version::v84, Access::roles, Effect::write,
            "Set one cell of a role's data rights."),
        operation<&Roles::get_data_right>("GetDataRight", Version::v84, Access::any, Effect::read,
            "One cell of a role's data rights."),
        operation<&Roles::get_data_rights>("GetDataRights", Version::v84, Access::any, Effect::read,
            "A role's data rights on one table, by relation to the owner."),
        operation<&Roles::create_default_role_entity_from_type>("CreateDefaultRoleEntityFromType", Version::v84, Access::roles, Effect::read,
            "A new role of a type with default values, not saved."),
        operation<&Roles::find_roles_with_functional_right>("FindRolesWithFunctionalRight", Version::v84, Access::any, Effect::read,
            "Roles that have a functional right."),
        operation<&Roles::find_roles_with_functional_rights>("FindRolesWithFunctionalRights", Version::v84, Access::any, Effect::read,
            "Ids of roles that have at least one of the functional rights.").answers_as(&role_ids_answer),
        operation<&Roles::find_roles_without_functional_rights>("FindRolesWithoutFunctionalRights", Version::v84, Access::any, Effect::read,
            "Ids of roles that have none of the functional rights.").answers_as(&role_ids_answer),
        operation<&Users::get_user>("GetUser", Version::v84, Access::self, Effect::read,
            "A user.").about<Subject::Kind::associate_id, &UserIdRequest::user_id>().query(),
        operation<&Users::get_user_from_name>("GetUserFromName", Version::v84, Access::self, Effect::read,
            "A user by associate name.").about<Subject::Kind::associate_name, &UserNameRequest::user_name>(),
        operation<&Users::save_user_from_name>("SaveUserFromName", Version::v84, Access::users, Effect::write,
            "Create or update the user of this name."),
        operation<&Users::delete_user_from_name>("DeleteUserFromName", Version::v84, Access::users, Effect::destructive,
            "Delete a user by associate name."),
        operation<&Credentials::get_credential_types>("GetCredentialTypes", Version::v84, Access::any, Effect::read,
            "The types of credentials that the installation offers."),
        operation<&Credentials::save_untrusted_credentials>("SaveUntrustedCredentials", Version::v84, Access::any, Effect::write,
            "Save the caller's untrusted credentials of a type."),
        operation<&Credentials::get_untrusted_credentials>("GetUntrustedCredentials", Version::v84, Access::any, Effect::read,
            "The caller's untrusted credentials of a type."),
        operation<&Credentials::get_untrusted_credentials_for_associate>("GetUntrustedCredentialsForAssociate", Version::v84, Access::users, Effect::read,
            "An associate's untrusted credentials of a type."),
        operation<&Credentials::save_untrusted_credentials_for_associate>("SaveUntrustedCredentialsForAssociate", Version::v84, Access::users, Effect::write,
            "Save an associate's untrusted credentials of a type."),
        operation<&Credentials::remove_untrusted_credentials>("RemoveUntrustedCredentials", Version::v84, Access::any, Effect::destructive,
            "Remove the caller's untrusted credentials."),
        operation<&Credentials::remove_untrusted_credentials_for_associate>("RemoveUntrustedCredentialsForAssociate", Version::v84, Access::users, Effect::destructive,
            "Remove an associate's untrusted credentials."),
        operation<&Users::create_external_user>("CreateExternalUser", Version::v84, Access::externals, Effect::write,
            "Make an external user of a person.").answers_as(&associate_id_answer),
        operation<&Users::delete_external_user>("DeleteExternalUser", Version::v84, Access::externals, Effect::destructive,
            "Delete an external user.").about<Subject::Kind::associate_id, &AssociateIdRequest::associate_id>(),
        operation<&Users::set_external_user_info>("SetExternalUserInfo", Version::v84, Access::externals, Effect::write,
            "Change what the flags name of an external user.").about<Subject::Kind::associate_id, &SetExternalUserInfoRequest::associate_id>(),
        operation<&UserAgent::generate_new_password_for_external_user>("GenerateNewPasswordForExternalUser", Version::v84, Access::externals, Effect::write,
            "Generate and store a new password for an external user and return it once.").about<Subject::Kind::associate_name, &AssociateNameRequest::associate_name>(),
        operation<&UserAgent::change_password>("ChangePassword", Version::v84, Access::self, Effect::write,
            "Change an associate's password; administrators may leave the old one blank.").about<Subject::Kind::associate_id, &ChangePasswordRequest::associate_id>(),
        operation<&Users::get_user_from_person_id>("GetUserFromPersonId", Version::v84, Access::self, Effect::read,
            "The users of a person.").about<Subject::Kind::person_id, &GetUserFromPersonIdRequest::person_id>(),
        operation<&Users::create_default_user_from_user_type_and_person_id>("CreateDefaultUserFromUserTypeAndPersonId", Version::v84, Access::users, Effect::read,
            "A new user of a type for a person, not saved."),
        operation<&Users::create_default_user_from_user_type>("CreateDefaultUserFromUserType", Version::v84, Access::users, Effect::read,
            "A new system or anonymous user, not saved."),
        operation<&Users::get_user_from_ej_user_id>("GetUserFromEjUserId", Version::v84, Access::self, Effect::read,
            "The users with this customer service id.").about<Subject::Kind::ej_user_id, &GetUserFromEjUserIdRequest::ej_user_id>(),
        operation<&UserAgent::set_password_from_name>("SetPasswordFromName", Version::v84, Access::users, Effect::write,
            "Set an associate's password by name."),
        operation<&UserAgent::set_password>("SetPassword", Version::v84, Access::users, Effect::write,
            "Set an associate's password."),
        operation<&UserAgent::change_own_password>("ChangeOwnPassword", Version::v84, Access::any, Effect::write,
            "Change the caller's own password."),
        operation<&UserAgent::change_password_from_name>("ChangePasswordFromName", Version::v84, Access::self, Effect::write,
            "Change an associate's password by name; administrators may leave the old one blank.").about<Subject::Kind::associate_name, &ChangePasswordFromNameRequest::associate_name>(),
        operation<&UserAgent::is_user_name_valid>("IsUserNameValid", Version::v84, Access::any, Effect::read,
            "Whether a name could be given to this associate."),
        operation<&UserAgent::is_password_valid>("IsPasswordValid", Version::v84, Access::any, Effect::read,
            "Whether a password would satisfy the policy."),
        operation<&UserAgent::set_generated_password>("SetGeneratedPassword", Version::v84, Access::users, Effect::write,
            "Generate and store a new password for an associate and return it once."),
        operation<&UserAgent::set_generated_password_from_name>("SetGeneratedPasswordFromName", Version::v84, Access::users, Effect::write,
            "Generate and store a new password for an associate by name and return it once."),
        operation<&UserAgent::is_password_valid_with_reason>("IsPasswordValidWithReason", Version::v84, Access::any, Effect::read,
            "Whether a password would satisfy the policy, and why not."),
        operation<&UserAgent::is_user_name_valid_with_reason>("IsUserNameValidWithReason", Version::v84, Access::any, Effect::read,
            "Whether a name could be given to this associate, and why not."),
        operation<&Users::change_user_type>("ChangeUserType", Version::v84, Access::users, Effect::read,
            "The user carrier turned into another type, not saved."),
        operation<&Users::create_default_user_from_user_type_and_credential>("CreateDefaultUserFromUserTypeAndCredential", Version::v84, Access::users, Effect::read,
            "A new user of a type for a credential, not saved."),
        operation<&Users::get_valid_user_name>("GetValidUserName", Version::v84, Access::users, Effect::read,
            "A free user name made from a wish or from the person's name."),
        operation<&Users::remove_licenses>("RemoveLicenses", Version::v84, Access::users, Effect::destructive,
            "Take all licences from an associate."),
        operation<&Users::make_retired>("MakeRetired", Version::v84, Access::users, Effect::write,
            "Retire an associate, or bring one back."),
        operation<&Groups::add_owner_contact>("AddOwnerContact", Version::v84, Access::users, Effect::write,
            "Allow the persons of a contact to be internal associates."),
        operation<&Groups::remove_owner_contact>("RemoveOwnerContact", Version::v84, Access::users, Effect::destructive,
            "No longer allow the persons of a contact to be internal associates."),
        operation<&Users::resolve_user_from_info>("ResolveUserFromInfo", Version::v84, Access::users, Effect::write,
            "Find a user by credential, e-mail, phone or name, or create one."),
        operation<&Groups::get_user_group>("GetUserGroup", Version::v84, Access::any, Effect::read,
            "A user group.").query(),
        operation<&Groups::save_user_group>("SaveUserGroup", Version::v84, Access::users, Effect::write,
            "Create or update a user group."),
        operation<&Groups::get_all_user_groups>("GetAllUserGroups", Version::v84, Access::any, Effect::read,
            "All user groups in order of rank."),
        operation<&Groups::create_user_group>("CreateUserGroup", Version::v84, Access::users, Effect::write,
            "A new user group with the highest rank, not saved."),
        operation<&Groups::delete_user_group>("DeleteUserGroup", Version::v84, Access::users, Effect::destructive,
            "Delete a user group and move its members."),
        operation<&Groups::get_user_group_list>("GetUserGroupList", Version::v84, Access::any, Effect::read,
            "The user groups with these ids.").bare_body(),
        operation<&Users::get_user_info>("GetUserInfo", Version::v84, Access::any, Effect::read,
            "A user's most important properties.").query(),
        operation<&Users::get_user_info_list>("GetUserInfoList", Version::v84, Access::any, Effect::read,
            "The most important properties of these users.").bare_body(),
        operation<&Users::get_user_commands>("GetUserCommands", Version::v85, Access::users, Effect::read,
            "The commands that can be run on a user."),
        operation<&Users::execute_user_command>("ExecuteUserCommand", Version::v85, Access::users, Effect::write,
            "Run a command on a user.").no_select(),
        operation<&UserAgent::can_change_password>("CanChangePassword", Version::v85, Access::any, Effect::read,
            "Whether the caller could change an associate's password."),
        operation<&Credentials::get_credential_types_for_user_type>("GetCredentialTypesForUserType", Version::v86, Access::any, Effect::read,
            "The types of credentials for a type of user."),
        operation<&UserAgent::get_access_token>("GetAccessToken", Version::v87, Access::any, Effect::write,
            "An access token for the caller, valid for one hour."),
        operation<&Users::get_valid_user_name_for_new_user>("GetValidUserNameForNewUser", Version::v87, Access::users, Effect::read,
            "A free user name for a user that is not saved yet."),
        operation<&Users::get_default_associate_user_name>("GetDefaultAssociateUserName", Version::v87, Access::users, Effect::read,
            "The default associate name for a user that is not saved yet."),
        operation<&Users::is_nick_name_unique>("IsNickNameUnique", Version::v87, Access::any, Effect::read,
            "Whether no other associate has this nick name."),
        operation<&Users::validate_user>("ValidateUser", Version::v88, Access::users, Effect::read,
            "What would keep a user from being saved, by field."),
        operation<&Users::get_user_presence_status>("GetUserPresenceStatus", Version::v88, Access::any, Effect::read,
            "An associate's presence."),
        operation<&Users::set_user_presence_status>("SetUserPresenceStatus", Version::v88, Access::self, Effect::write,
            "Set an associate's presence.").about<Subject::Kind::associate_id, &SetUserPresenceStatusRequest::associate_id>(),
        operation<&ExternalTokens::get_access_gateway_info>("GetAccessGatewayInfo", Version::v88, Access::any, Effect::read,
            "The client registration with the OpenID provider."),
        operation<&ExternalTokens::get_or_register_access_gateway_info>("GetOrRegisterAccessGatewayInfo", Version::v88, Access::users, Effect::write,
            "The client registration with the OpenID provider, made if there is none."),
        operation<&ExternalTokens::register_with_access_gateway>("RegisterWithAccessGateway", Version::v88, Access::users, Effect::write,
            "Register this client with the OpenID provider."),
        operation<&ExternalTokens::check_access_gateway_registration>("CheckAccessGatewayRegistration", Version::v88, Access::any, Effect::read,
            "Whether this client is registered with the OpenID provider."),
        operation<&ExternalTokens::exchange_code_and_save_tokens>("ExchangeCodeAndSaveTokens", Version::v88, Access::any, Effect::write,
            "Exchange an authorization code for tokens and keep them under a key."),
        operation<&Roles::get_all_data_rights>("GetAllDataRights", Version::v88, Access::any, Effect::read,
            "A role's data rights on every table for one relation to the owner."),
        operation<&ExternalTokens::save_external_tokens>("SaveExternalTokens", Version::v88, Access::any, Effect::write,
            "Keep external tokens and return the key to them."),
        operation<&ExternalTokens::decrypt_and_save_external_tokens>("DecryptAndSaveExternalTokens", Version::v88, Access::any, Effect::write,
            "Decrypt external tokens, keep them and return the key to them."),
        operation<&ExternalTokens::get_external_tokens>("GetExternalTokens", Version::v88, Access::any, Effect::read,
            "The external tokens kept under a key."),
        operation<&UserAgent::get_supported_change_password_types>("GetSupportedChangePasswordTypes", Version::v88, Access::any, Effect::read,
            "The ways in which an associate's password can be changed."),
        operation<&UserAgent::send_change_password_email>("SendChangePasswordEMail", Version::v88, Access::self, Effect::write,
            "Mail an associate a one-use link to change the password.").about<Subject::Kind::associate_id, &AssociateIdRequest::associate_id>());

constexpr auto principal_operations = table(
        operation<&UserAgent::get_system_info>("GetSystemInfo", Version::v84, Access::open, Effect::read,
            "The installation, its version and licence.").of_principal(),
        operation<&UserAgent::authenticate_implicit>("AuthenticateImplicit", Version::v84, Access::open, Effect::write,
            "Log in with the identity of the connection.").of_principal().answers("AuthenticateResponse"),
        operation<&UserAgent::authenticate_username_password>("AuthenticateUsernamePassword", Version::v84, Access::open, Effect::write,
            "Log in with a user name and a password.").of_principal().answers("AuthenticateResponse"),
        operation<&UserAgent::authenticate_generic>("AuthenticateGeneric", Version::v84, Access::open, Effect::write,
            "Log in with a set of named values.").of_principal().answers("AuthenticateResponse"),
        operation<&UserAgent::authenticate_with_access_token>("AuthenticateWithAccessToken", Version::v86, Access::open, Effect::write,
            "Log in with an access token.").of_principal().answers("AuthenticateResponse"));

// The WebAPI's own GETs around the agent; no part of any WSDL.
constexpr auto webapi_operations = table(
        operation<&Archives::list_users>("listUsers", Version::v88, Access::any, Effect::read,
            "A page of a list of users."),
        operation<&Archives::list_archives>("listArchives", Version::v88, Access::any, Effect::read,
            "The lists of users that there are."),
        operation<&Archives::describe_archive>("describeArchive", Version::v88, Access::any, Effect::read,
            "The columns of a list."),
        operation<&Users::default_user>("defaultUser", Version::v88, Access::users, Effect::read,
            "A new user with default values, not saved."),
        operation<&Archives::list_roles>("listRoles", Version::v88, Access::any, Effect::read,
            "A page of all roles."),
        operation<&Archives::list_time_zones>("listTimeZones", Version::v88, Access::any, Effect::read,
            "A page of the time zones that a request may name."),
        operation<&Users::foreign_keys>("foreignKeys", Version::v88, Access::self, Effect::read,
            "Keys under which other systems know a user: none are kept.").about<Subject::Kind::associate_id, &UserIdRequest::user_id>(),
        operation<&Users::custom_fields>("customFields", Version::v88, Access::any, Effect::read,
            "The fields that the installation has defined for users: none."),
        operation<&Users::custom_field>("customField", Version::v88, Access::any, Effect::read,
            "A field that the installation has defined for users."),
        operation<&Users::commands_of_user>("userCommands", Version::v88, Access::users, Effect::read,
            "The commands that can be run on a user."),
        operation<&Users::chat_presence>("chatPresence", Version::v88, Access::any, Effect::read,
            "Who is there to chat."),
        operation<&Users::save_chat_presence>("saveChatPresence", Version::v88, Access::any, Effect::write,
            "Set who is there to chat."),
        operation<&Users::current_user>("currentUser", Version::v88, Access::any, Effect::read,
            "The user of the caller."),
        operation<&UserAgent::current_principal>("currentPrincipal", Version::v88, Access::any, Effect::read,
            "The principal of the caller."),
        operation<&UserAgent::current_associate>("currentAssociate", Version::v88, Access::any, Effect::read,
            "The associate of the caller."),
        operation<&UserAgent::current_token>("currentToken", Version::v88, Access::any, Effect::write,
            "An access token for the caller, valid for one hour."));
// clang-format on

// What the Archive agent offers of its operations; no part of any WSDL.
// clang-format off
constexpr auto archive_operations = table(
        operation<&Archives::get_archive_list_by_columns>("GetArchiveListByColumns", Version::v88, Access::any, Effect::read,
            "A page of a list of users: chosen columns, order and restrictions.").of_archive(),
        operation<&Archives::get_provider_names>("GetProviderNames", Version::v88, Access::any, Effect::read,
            "The names of the lists that there are.").of_archive(),
        operation<&Archives::get_available_columns>("GetAvailableColumns", Version::v88, Access::any, Effect::read,
            "The columns of a list.").of_archive(),
        operation<&Archives::get_available_entities>("GetAvailableEntities", Version::v88, Access::any, Effect::read,
            "The kinds of rows of a list.").of_archive(),
        operation<&Archives::get_archive_list_by_columns2>("GetArchiveListByColumns2", Version::v88, Access::any, Effect::read,
            "A page of a list of users, with columns, order and restrictions as texts.").of_archive());
// clang-format on

template <class Same> const Operation* find_row(Service service, std::string_view name, Same same) {
    if (service == Service::user) return user_operations.find(name, same);
    if (service == Service::archive) return archive_operations.find(name, same);
    return principal_operations.find(name, same);
}

}  // namespace

std::span<const Operation> operations(Service service) {
    if (service == Service::user) return user_operations.rows;
    if (service == Service::archive) return archive_operations.rows;
    return principal_operations.rows;
}

std::span<const Operation> rest_operations() { return webapi_operations.rows; }

const Operation* find_operation(Service service, std::string_view name) {
    return find_row(service, name, [](std::string_view a, std::string_view b) { return a == b; });
}

const Operation* find_operation_any_case(Service service, std::string_view name) {
    return find_row(service, name, ascii_iequals);
}

Invoke function_of(const Operation& operation) {
    const Invoke* function = user_operations.function_of(operation);
    if (function == nullptr) function = principal_operations.function_of(operation);
    if (function == nullptr) function = webapi_operations.function_of(operation);
    if (function == nullptr) function = archive_operations.function_of(operation);
    return *function;
}

}  // namespace uag
