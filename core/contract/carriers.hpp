// The contract's carriers: flat aggregates, members in the WSDL's order. One that extends Carrier has it as its first
// member. To add a member: one line here, one row in the carriers_*.cpp that describes the struct.
#pragma once

#include <cstdint>

#include "core/base/datetime.hpp"
#include "core/contract/enums.hpp"
#include "core/contract/values.hpp"

namespace uag {

struct SoCredentials;
struct SoTimeZone;
struct ServiceAuth;
struct Carrier;
struct TableRight;
struct FieldProperty;
struct FieldRight;
struct SoExceptionInfo;
struct RoleEntity;
struct Associate;
struct DataRights;
struct RelationToOwner;
struct EntityName;
struct DataRight;
struct UntrustedCredentials;
struct User;
struct LicenseOwner;
struct ModuleLicenseLink;
struct Role;
struct UserGroup;
struct Person;
struct Credential;
struct CredentialType;
struct CredentialsGroup;
struct CredentialsGroupUsers;
struct CredentialUser;
struct SelectableMDOListItem;
struct MDOListItem;
struct UserValidationResult;
struct ResolvedUser;
struct UserInfo;
struct CustomCommand;
struct CommandResult;
struct UserPresenceStatus;
struct AccessGatewayInfo;
struct TokenManagementInfo;
struct OperationResult;
struct SoSystemInfoCarrier;
struct LicenseInfo;
struct ModuleLicense;
struct SignedPublicKey;
struct SoPrincipalCarrier;
struct GrantedModuleLicense;
struct ProvidedCredential;
struct DSAParameters;

/// An entry of FieldPropertyDictionary.
struct FieldPropertyDictionaryKeyValuePair {
    String key;
    Box<FieldProperty> value;
};

/// An entry of SoExceptionInfoParameters.
struct SoExceptionInfoParametersKeyValuePair {
    String key;
    String value;
};

/// An entry of SoExtraInfo.
struct ExtraInfoNameValuePair {
    String key;
    String value;
};

/// An entry of StringDictionary.
struct StringKeyValuePair {
    String key;
    String value;
};

/// An entry of AuthenticationGenericData.
struct AuthenticationGenericDataKeyValuePair {
    String key;
    String value;
};

struct Carrier {
    Box<TableRight> table_right;
    List<FieldPropertyDictionaryKeyValuePair> field_properties;
};

struct TableRight {
    ETableRight mask{};
    String reason;
};

struct FieldProperty {
    Box<FieldRight> field_right;
    String field_type;
    std::int32_t field_length = 0;
};

struct FieldRight {
    EFieldRight mask{};
    String reason;
};

struct SoExceptionInfo {
    String message;
    String stack_trace;
    String friendly_text;
    String exception_type;
    String source;
    Box<SoExceptionInfo> inner_exception;
    List<SoExceptionInfoParametersKeyValuePair> parameters;
};

struct SoCredentials {
    String ticket;
};

struct SoTimeZone {
    std::int32_t so_time_zone_id = 0;
    String so_time_zone_location_code;
};

struct User {
    Carrier base;
    std::int32_t associate_id = 0;
    String name;
    std::int16_t rank = 0;
    String tooltip;
    List<Box<LicenseOwner>> license_owners;
    Box<Role> role;
    Box<UserGroup> user_group;
    List<Box<UserGroup>> other_groups;
    Box<Person> person;
    bool deleted = false;
    DateTime lastlogin;
    DateTime lastlogout;
    std::int32_t ej_user_id = 0;
    String request_signature;
    UserType type{};
    bool is_person_retired = false;
    bool is_on_travel = false;
    List<Box<Credential>> credentials;
    String user_name;
    List<Box<MDOListItem>> ticket_categories;
    String nick_name;
    bool waiting_for_approval = false;
    List<StringKeyValuePair> extra_fields;
    List<StringKeyValuePair> custom_fields;
    List<Box<CustomCommand>> post_save_commands;
};

struct LicenseOwner {
    Carrier base;
    String name;
    String description;
    List<Box<ModuleLicenseLink>> restricted_module_licenses;
    List<Box<ModuleLicenseLink>> unrestricted_module_licenses;
};

struct ModuleLicenseLink {
    Carrier base;
    bool unrestricted = false;
    std::int32_t total = 0;
    String tooltip;
    bool can_assign = false;
    std::int32_t free = 0;
    std::int32_t in_use = 0;
    bool is_hidden = false;
    bool assigned = false;
    std::int32_t module_license_id = 0;
    String name;
    String description;
    String prerequisite_module_name;
    std::int32_t sort_order = 0;
    std::int32_t extra_flags = 0;
};

struct Role {
    Carrier base;
    std::int32_t id = 0;
    String value;
    String tooltip;
};

struct UserGroup {
    Carrier base;
    String value;
    String tooltip;
    std::int32_t id = 0;
    std::int16_t rank = 0;
    bool deleted = false;
};

struct Person {
    Carrier base;
    String position;
    std::int32_t person_id = 0;
    String mrmrs;
    String firstname;
    String lastname;
    String middle_name;
    String title;
    String description;
    String email;
    String full_name;
    String direct_phone;
    String formal_name;
    std::int32_t country_id = 0;
    std::int32_t contact_id = 0;
    String contact_name;
    std::int16_t retired = 0;
    std::int16_t rank = 0;
    std::int16_t active_interests = 0;
    String contact_department;
    std::int32_t contact_country_id = 0;
    String contact_org_nr;
    String fax_phone;
    String mobile_phone;
    String contact_phone;
    String associate_name;
    std::int32_t associate_id = 0;
    bool use_person_address = false;
    String contact_fax;
    String kanafname;
    String kanalname;
    String post1;
    String post2;
    String post3;
    String email_name;
    String contact_full_name;
    std::int32_t active_erp_links = 0;
    std::int32_t ticket_priority_id = 0;
    std::int32_t support_language_id = 0;
    std::int32_t support_associate_id = 0;
    String category_name;
    String person_number;
};

struct Credential {
    Carrier base;
    Box<CredentialType> type;
    String value;
    String display_value;
};

struct CredentialType {
    Carrier base;
    String display_type;
    String type;
    String description;
    CredentialControlType value_control{};
    bool can_create_person = false;
    bool is_user_name_supported = false;
};

struct UserInfo {
    Carrier base;
    bool deleted = false;
    std::int32_t user_info_id = 0;
    String user_name;
    std::int32_t person_id = 0;
    std::int16_t rank = 0;
    String tooltip;
    std::int32_t user_group_id = 0;
    std::int32_t ej_user_id = 0;
    UserType user_type{};
    List<String> granted_licenses;
    bool can_logon = false;
    String role_name;
    String role_tooltip;
    String user_group_name;
    String user_group_tooltip;
};

struct UserValidationResult {
    Carrier base;
    String reason;
    bool result = false;
};

struct ResolvedUser {
    Carrier base;
    Box<User> user;
    bool person_created = false;
};

struct UserPresenceStatus {
    EjUserStatus status{};
    String message;
};

struct OperationResult {
    bool success = false;
    String message;
};

struct CustomCommand {
    Carrier base;
    String name;
    String display_name;
    String description;
    String tooltip;
    CommandAction actions{};
    String action_data;
};

struct CommandResult {
    Carrier base;
    bool success = false;
    String message;
    CommandActionResult result{};
};

struct MDOListItem {
    Carrier base;
    std::int32_t id = 0;
    String name;
    String tooltip;
    bool deleted = false;
    std::int32_t rank = 0;
    String type;
    List<Box<MDOListItem>> child_items;
    String icon_hint;
    std::int32_t color_block = 0;
    String extra_info;
    String style_hint;
    String full_name;
};

struct SelectableMDOListItem {
    Carrier base;
    std::int32_t id = 0;
    String name;
    String tooltip;
    bool deleted = false;
    std::int32_t rank = 0;
    String type;
    std::int32_t color_block = 0;
    String icon_hint;
    bool selected = false;
    DateTime last_changed;
    List<Box<SelectableMDOListItem>> child_items;
    String extra_info;
    String style_hint;
    bool hidden = false;
    String full_name;
};

struct RoleEntity {
    Carrier base;
    std::int32_t role_id = 0;
    String name;
    String tooltip;
    RoleType role_type{};
    std::int16_t deleted = 0;
    std::int16_t rank = 0;
    DateTime created;
    std::int16_t use_categories = 0;
    Box<Associate> created_by;
    DateTime updated;
    Box<Associate> updated_by;
    Box<DataRights> data_rights;
};

struct Associate {
    Carrier base;
    std::int32_t associate_id = 0;
    String name;
    std::int32_t person_id = 0;
    std::int16_t rank = 0;
    String tooltip;
    UserType type{};
    std::int32_t group_idx = 0;
    String full_name;
    String formal_name;
    bool deleted = false;
    std::int32_t ej_user_id = 0;
    String user_name;
    List<StringKeyValuePair> extra_fields;
    List<StringKeyValuePair> custom_fields;
};

struct DataRights {
    Carrier base;
    List<Box<RelationToOwner>> columns_info;
    List<Box<EntityName>> rows_info;
    List<List<Box<DataRight>>> rights;
};

struct RelationToOwner {
    Carrier base;
    std::int32_t id = 0;
    String value;
    String tooltip;
};

struct EntityName {
    Carrier base;
    String table_name;
    String table_description;
};

struct DataRight {
    Carrier base;
    String value;
    String description;
};

struct ServiceAuth {
    Carrier base;
    std::int32_t service_auth_id = 0;
    String server;
    std::int32_t port = 0;
    String auth_type;
    String username;
    String password;
};

struct UntrustedCredentials {
    Carrier base;
    DateTime valid_from;
    DateTime valid_to;
    String comment;
    String secret_value;
    String public_value;
    bool is_active = false;
};

struct CredentialsGroup {
    Carrier base;
    String name;
    String display_name;
};

struct CredentialsGroupUsers {
    Carrier base;
    List<String> headings;
    List<Box<CredentialUser>> users;
};

struct CredentialUser {
    Carrier base;
    String value;
    String display_value;
    List<String> columns;
    bool can_create_person = false;
};

struct TokenManagementInfo {
    Carrier base;
    String provider;
    String access_token;
    String refresh_token;
    String claims;
};

struct AccessGatewayInfo {
    Carrier base;
    String client_id;
    String redirect_uri;
};

struct SoPrincipalCarrier {
    UserType user_type{};
    String associate;
    std::int32_t associate_id = 0;
    bool is_person = false;
    std::int32_t person_id = 0;
    std::int32_t country_id = 0;
    std::int32_t home_country_id = 0;
    std::int32_t contact_id = 0;
    std::int32_t group_id = 0;
    std::int32_t business_id = 0;
    std::int32_t category_id = 0;
    std::int32_t contact_owner = 0;
    std::int32_t role_id = 0;
    String role_name;
    String role_description;
    RoleType role_type{};
    List<Box<GrantedModuleLicense>> licenses;
    String full_name;
    String email_address;
    List<String> function_rights;
    std::int32_t ej_user_id = 0;
    std::int32_t ej_access_level = 0;
    EjUserStatus ej_user_status{};
    List<Box<ProvidedCredential>> provided_credentials;
    List<std::int32_t> secondary_groups;
    String database_context_identifier;
    String user_name;  // WebAPI only
};

struct GrantedModuleLicense {
    Carrier base;
    std::int32_t owner_id = 0;
    String owner_name;
    String owner_description;
    std::int32_t module_id = 0;
    String name;
    String description;
    String version;
    LicenseType license_type{};
    std::int32_t extra_flags = 0;
    std::int32_t sort_order = 0;
    std::int32_t license_number = 0;
    bool is_hidden = false;
    bool is_unrestricted = false;
    DateTime expiry_date;
};

struct ProvidedCredential {
    String type;
    String search_name;
    String display_name;
    std::int32_t credential_id = 0;
};

struct SoSystemInfoCarrier {
    Carrier base;
    Box<LicenseInfo> license;
    String warning_english;
    String warning_resource;
    String branch_name;
    String build_label;
    String assembly_version;
    DateTime accumulated_next_check_date;
    String file_version;
    String description;
    std::int32_t days_until_net_server_expiry = 0;
    NetServerBuildType build_type{};
    std::int32_t database_version = 0;
    bool is_unicode = false;
    String company_name;
    std::int32_t company_id = 0;
    String database_type;
    String database_minor;
    String database_name;
    bool is_on_travel = false;
    bool is_satellite = false;
};

struct LicenseInfo {
    String company_name;
    String serial_nr;
    String owner_name;
    String owner_description;
    DateTime next_check_date;
    DateTime maintenance_date;
    DateTime admin_warning_date;
    DateTime expiry_date;
    DateTime grace_date;
    std::int32_t extra_flags = 0;
    String license_url;
    String license_version;
    std::int32_t deployment_type = 0;
    String product_type;
    String product_description;
    List<Box<ModuleLicense>> module_licenses;
    Box<SignedPublicKey> public_key;
    String signature;
};

struct ModuleLicense {
    String owner_name;
    String module_name;
    String module_description;
    String module_tooltip;
    String module_version;
    LicenseType license_type{};
    bool unrestricted = false;
    UserType allowed_user_type{};
    std::int32_t number_of_licenses = 0;
    std::int32_t extra_flags = 0;
    String extra_info;
    std::int32_t sort_order = 0;
    bool is_hidden = false;
    String prerequisite_module_name;
    String signature;
};

struct SignedPublicKey {
    String owner_name;
    DateTime sign_date;
    DateTime expiry_date;
    Box<DSAParameters> key;
    String signature;
};

struct DSAParameters {
    std::int32_t counter = 0;
    Bytes g;
    Bytes j;
    Bytes p;
    Bytes q;
    Bytes seed;
    Bytes y;
};

template <> const TypeInfo& type_of<FieldPropertyDictionaryKeyValuePair>();
template <> const TypeInfo& type_of<SoExceptionInfoParametersKeyValuePair>();
template <> const TypeInfo& type_of<ExtraInfoNameValuePair>();
template <> const TypeInfo& type_of<StringKeyValuePair>();
template <> const TypeInfo& type_of<AuthenticationGenericDataKeyValuePair>();
template <> const TypeInfo& type_of<Carrier>();
template <> const TypeInfo& type_of<TableRight>();
template <> const TypeInfo& type_of<FieldProperty>();
template <> const TypeInfo& type_of<FieldRight>();
template <> const TypeInfo& type_of<SoExceptionInfo>();
template <> const TypeInfo& type_of<SoCredentials>();
template <> const TypeInfo& type_of<SoTimeZone>();
template <> const TypeInfo& type_of<User>();
template <> const TypeInfo& type_of<LicenseOwner>();
template <> const TypeInfo& type_of<ModuleLicenseLink>();
template <> const TypeInfo& type_of<Role>();
template <> const TypeInfo& type_of<UserGroup>();
template <> const TypeInfo& type_of<Person>();
template <> const TypeInfo& type_of<Credential>();
template <> const TypeInfo& type_of<CredentialType>();
template <> const TypeInfo& type_of<UserInfo>();
template <> const TypeInfo& type_of<UserValidationResult>();
template <> const TypeInfo& type_of<ResolvedUser>();
template <> const TypeInfo& type_of<UserPresenceStatus>();
template <> const TypeInfo& type_of<OperationResult>();
template <> const TypeInfo& type_of<CustomCommand>();
template <> const TypeInfo& type_of<CommandResult>();
template <> const TypeInfo& type_of<MDOListItem>();
template <> const TypeInfo& type_of<SelectableMDOListItem>();
template <> const TypeInfo& type_of<RoleEntity>();
template <> const TypeInfo& type_of<Associate>();
template <> const TypeInfo& type_of<DataRights>();
template <> const TypeInfo& type_of<RelationToOwner>();
template <> const TypeInfo& type_of<EntityName>();
template <> const TypeInfo& type_of<DataRight>();
template <> const TypeInfo& type_of<ServiceAuth>();
template <> const TypeInfo& type_of<UntrustedCredentials>();
template <> const TypeInfo& type_of<CredentialsGroup>();
template <> const TypeInfo& type_of<CredentialsGroupUsers>();
template <> const TypeInfo& type_of<CredentialUser>();
template <> const TypeInfo& type_of<TokenManagementInfo>();
template <> const TypeInfo& type_of<AccessGatewayInfo>();
template <> const TypeInfo& type_of<SoPrincipalCarrier>();
template <> const TypeInfo& type_of<GrantedModuleLicense>();
template <> const TypeInfo& type_of<ProvidedCredential>();
template <> const TypeInfo& type_of<SoSystemInfoCarrier>();
template <> const TypeInfo& type_of<LicenseInfo>();
template <> const TypeInfo& type_of<ModuleLicense>();
template <> const TypeInfo& type_of<SignedPublicKey>();
template <> const TypeInfo& type_of<DSAParameters>();
template <> const TypeInfo& type_of<List<Box<RelationToOwner>>>();
template <> const TypeInfo& type_of<List<Box<EntityName>>>();
template <> const TypeInfo& type_of<List<List<Box<DataRight>>>>();
template <> const TypeInfo& type_of<List<Box<DataRight>>>();
template <> const TypeInfo& type_of<List<Box<LicenseOwner>>>();
template <> const TypeInfo& type_of<List<Box<ModuleLicenseLink>>>();
template <> const TypeInfo& type_of<List<Box<UserGroup>>>();
template <> const TypeInfo& type_of<List<Box<Credential>>>();
template <> const TypeInfo& type_of<List<Box<CredentialsGroup>>>();
template <> const TypeInfo& type_of<List<Box<CredentialUser>>>();
template <> const TypeInfo& type_of<List<Box<SelectableMDOListItem>>>();
template <> const TypeInfo& type_of<List<Box<MDOListItem>>>();
template <> const TypeInfo& type_of<List<Box<CredentialType>>>();
template <> const TypeInfo& type_of<List<Box<UntrustedCredentials>>>();
template <> const TypeInfo& type_of<List<Box<User>>>();
template <> const TypeInfo& type_of<List<Box<UserInfo>>>();
template <> const TypeInfo& type_of<List<Box<CustomCommand>>>();
template <> const TypeInfo& type_of<List<ChangePasswordType>>();
template <> const TypeInfo& type_of<List<Box<ModuleLicense>>>();
template <> const TypeInfo& type_of<List<Box<GrantedModuleLicense>>>();
template <> const TypeInfo& type_of<List<Box<ProvidedCredential>>>();
template <> const TypeInfo& type_of<List<FieldPropertyDictionaryKeyValuePair>>();
template <> const TypeInfo& type_of<List<SoExceptionInfoParametersKeyValuePair>>();
template <> const TypeInfo& type_of<List<ExtraInfoNameValuePair>>();
template <> const TypeInfo& type_of<List<StringKeyValuePair>>();
template <> const TypeInfo& type_of<List<AuthenticationGenericDataKeyValuePair>>();

}  // namespace uag
