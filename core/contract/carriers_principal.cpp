// The principal of a log-in, and the system with its licence.
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<SoPrincipalCarrier>() {
    static constexpr auto fields = carrier<SoPrincipalCarrier>(
        field<&SoPrincipalCarrier::user_type>("UserType"), field<&SoPrincipalCarrier::associate>("Associate"),
        field<&SoPrincipalCarrier::associate_id>("AssociateId").id("associate"),
        field<&SoPrincipalCarrier::is_person>("IsPerson"),
        field<&SoPrincipalCarrier::person_id>("PersonId").id("person"),
        field<&SoPrincipalCarrier::country_id>("CountryId"),
        field<&SoPrincipalCarrier::home_country_id>("HomeCountryId"),
        field<&SoPrincipalCarrier::contact_id>("ContactId"),
        field<&SoPrincipalCarrier::group_id>("GroupId").id("group"),
        field<&SoPrincipalCarrier::business_id>("BusinessId"), field<&SoPrincipalCarrier::category_id>("CategoryId"),
        field<&SoPrincipalCarrier::contact_owner>("ContactOwner"),
        field<&SoPrincipalCarrier::role_id>("RoleId").id("role"), field<&SoPrincipalCarrier::role_name>("RoleName"),
        field<&SoPrincipalCarrier::role_description>("RoleDescription"),
        field<&SoPrincipalCarrier::role_type>("RoleType"), field<&SoPrincipalCarrier::licenses>("Licenses"),
        field<&SoPrincipalCarrier::full_name>("FullName"), field<&SoPrincipalCarrier::email_address>("EMailAddress"),
        field<&SoPrincipalCarrier::function_rights>("FunctionRights"),
        field<&SoPrincipalCarrier::ej_user_id>("EjUserId").id("ej user"),
        field<&SoPrincipalCarrier::ej_access_level>("EjAccessLevel"),
        field<&SoPrincipalCarrier::ej_user_status>("EjUserStatus"),
        field<&SoPrincipalCarrier::provided_credentials>("ProvidedCredentials"),
        field<&SoPrincipalCarrier::secondary_groups>("SecondaryGroups").id("group"),
        field<&SoPrincipalCarrier::database_context_identifier>("DatabaseContextIdentifier"),
        field<&SoPrincipalCarrier::user_name>("UserName").only_rest());
    static constexpr TypeInfo info = object_info<SoPrincipalCarrier>("SoPrincipalCarrier", fields);
    return info;
}

template <> const TypeInfo& type_of<GrantedModuleLicense>() {
    static constexpr auto fields = carrier<GrantedModuleLicense>(
        extends<&GrantedModuleLicense::base>(), field<&GrantedModuleLicense::owner_id>("OwnerId"),
        field<&GrantedModuleLicense::owner_name>("OwnerName"),
        field<&GrantedModuleLicense::owner_description>("OwnerDescription"),
        field<&GrantedModuleLicense::module_id>("ModuleId"), field<&GrantedModuleLicense::name>("Name"),
        field<&GrantedModuleLicense::description>("Description"), field<&GrantedModuleLicense::version>("Version"),
        field<&GrantedModuleLicense::license_type>("LicenseType"),
        field<&GrantedModuleLicense::extra_flags>("ExtraFlags"), field<&GrantedModuleLicense::sort_order>("SortOrder"),
        field<&GrantedModuleLicense::license_number>("LicenseNumber"),
        field<&GrantedModuleLicense::is_hidden>("IsHidden"),
        field<&GrantedModuleLicense::is_unrestricted>("IsUnrestricted"),
        field<&GrantedModuleLicense::expiry_date>("ExpiryDate"));
    static constexpr TypeInfo info = object_info<GrantedModuleLicense>("GrantedModuleLicense", fields);
    return info;
}

template <> const TypeInfo& type_of<ProvidedCredential>() {
    static constexpr auto fields = carrier<ProvidedCredential>(
        field<&ProvidedCredential::type>("Type"), field<&ProvidedCredential::search_name>("SearchName"),
        field<&ProvidedCredential::display_name>("DisplayName"),
        field<&ProvidedCredential::credential_id>("CredentialId").id("credential"));
    static constexpr TypeInfo info = object_info<ProvidedCredential>("ProvidedCredential", fields);
    return info;
}

template <> const TypeInfo& type_of<SoSystemInfoCarrier>() {
    static constexpr auto fields = carrier<SoSystemInfoCarrier>(
        extends<&SoSystemInfoCarrier::base>(), field<&SoSystemInfoCarrier::license>("License"),
        field<&SoSystemInfoCarrier::warning_english>("WarningEnglish"),
        field<&SoSystemInfoCarrier::warning_resource>("WarningResource"),
        field<&SoSystemInfoCarrier::branch_name>("BranchName"), field<&SoSystemInfoCarrier::build_label>("BuildLabel"),
        field<&SoSystemInfoCarrier::assembly_version>("AssemblyVersion"),
        field<&SoSystemInfoCarrier::accumulated_next_check_date>("AccumulatedNextCheckDate"),
        field<&SoSystemInfoCarrier::file_version>("FileVersion"),
        field<&SoSystemInfoCarrier::description>("Description"),
        field<&SoSystemInfoCarrier::days_until_net_server_expiry>("DaysUntilNetServerExpiry"),
        field<&SoSystemInfoCarrier::build_type>("BuildType"),
        field<&SoSystemInfoCarrier::database_version>("DatabaseVersion"),
        field<&SoSystemInfoCarrier::is_unicode>("IsUnicode"), field<&SoSystemInfoCarrier::company_name>("CompanyName"),
        field<&SoSystemInfoCarrier::company_id>("CompanyId"),
        field<&SoSystemInfoCarrier::database_type>("DatabaseType"),
        field<&SoSystemInfoCarrier::database_minor>("DatabaseMinor"),
        field<&SoSystemInfoCarrier::database_name>("DatabaseName"),
        field<&SoSystemInfoCarrier::is_on_travel>("IsOnTravel"),
        field<&SoSystemInfoCarrier::is_satellite>("IsSatellite"));
    static constexpr TypeInfo info = object_info<SoSystemInfoCarrier>("SoSystemInfoCarrier", fields);
    return info;
}

template <> const TypeInfo& type_of<LicenseInfo>() {
    static constexpr auto fields = carrier<LicenseInfo>(
        field<&LicenseInfo::company_name>("CompanyName"), field<&LicenseInfo::serial_nr>("SerialNr"),
        field<&LicenseInfo::owner_name>("OwnerName"), field<&LicenseInfo::owner_description>("OwnerDescription"),
        field<&LicenseInfo::next_check_date>("NextCheckDate"), field<&LicenseInfo::maintenance_date>("MaintenanceDate"),
        field<&LicenseInfo::admin_warning_date>("AdminWarningDate"), field<&LicenseInfo::expiry_date>("ExpiryDate"),
        field<&LicenseInfo::grace_date>("GraceDate"), field<&LicenseInfo::extra_flags>("ExtraFlags"),
        field<&LicenseInfo::license_url>("LicenseUrl"), field<&LicenseInfo::license_version>("LicenseVersion"),
        field<&LicenseInfo::deployment_type>("DeploymentType"), field<&LicenseInfo::product_type>("ProductType"),
        field<&LicenseInfo::product_description>("ProductDescription"),
        field<&LicenseInfo::module_licenses>("ModuleLicenses"), field<&LicenseInfo::public_key>("PublicKey"),
        field<&LicenseInfo::signature>("Signature"));
    static constexpr TypeInfo info = object_info<LicenseInfo>("LicenseInfo", fields);
    return info;
}

template <> const TypeInfo& type_of<ModuleLicense>() {
    static constexpr auto fields = carrier<ModuleLicense>(
        field<&ModuleLicense::owner_name>("OwnerName"), field<&ModuleLicense::module_name>("ModuleName"),
        field<&ModuleLicense::module_description>("ModuleDescription"),
        field<&ModuleLicense::module_tooltip>("ModuleTooltip"), field<&ModuleLicense::module_version>("ModuleVersion"),
        field<&ModuleLicense::license_type>("LicenseType"), field<&ModuleLicense::unrestricted>("Unrestricted"),
        field<&ModuleLicense::allowed_user_type>("AllowedUserType"),
        field<&ModuleLicense::number_of_licenses>("NumberOfLicenses"), field<&ModuleLicense::extra_flags>("ExtraFlags"),
        field<&ModuleLicense::extra_info>("ExtraInfo"), field<&ModuleLicense::sort_order>("SortOrder"),
        field<&ModuleLicense::is_hidden>("IsHidden"),
        field<&ModuleLicense::prerequisite_module_name>("PrerequisiteModuleName"),
        field<&ModuleLicense::signature>("Signature"));
    static constexpr TypeInfo info = object_info<ModuleLicense>("ModuleLicense", fields);
    return info;
}

template <> const TypeInfo& type_of<SignedPublicKey>() {
    static constexpr auto fields = carrier<SignedPublicKey>(
        field<&SignedPublicKey::owner_name>("OwnerName"), field<&SignedPublicKey::sign_date>("SignDate"),
        field<&SignedPublicKey::expiry_date>("ExpiryDate"), field<&SignedPublicKey::key>("Key"),
        field<&SignedPublicKey::signature>("Signature"));
    static constexpr TypeInfo info = object_info<SignedPublicKey>("SignedPublicKey", fields);
    return info;
}

template <> const TypeInfo& type_of<DSAParameters>() {
    static constexpr auto fields = carrier<DSAParameters>(
        field<&DSAParameters::counter>("Counter").required(), field<&DSAParameters::g>("G").required(),
        field<&DSAParameters::j>("J").required(), field<&DSAParameters::p>("P").required(),
        field<&DSAParameters::q>("Q").required(), field<&DSAParameters::seed>("Seed").required(),
        field<&DSAParameters::y>("Y").required());
    static constexpr TypeInfo info = [] {
        TypeInfo key = object_info<DSAParameters>("DSAParameters", fields, TypeSpace::cryptography);
        key.is_value_type = true;
        return key;
    }();
    return info;
}

template <> const TypeInfo& type_of<List<Box<ModuleLicense>>>() {
    static constexpr TypeInfo info = array_info<Box<ModuleLicense>>("ArrayOfModuleLicense", "ModuleLicense");
    return info;
}

template <> const TypeInfo& type_of<List<Box<GrantedModuleLicense>>>() {
    static constexpr TypeInfo info =
        array_info<Box<GrantedModuleLicense>>("ArrayOfGrantedModuleLicense", "GrantedModuleLicense");
    return info;
}

template <> const TypeInfo& type_of<List<Box<ProvidedCredential>>>() {
    static constexpr TypeInfo info =
        array_info<Box<ProvidedCredential>>("ArrayOfProvidedCredential", "ProvidedCredential");
    return info;
}

template <> const TypeInfo& type_of<AuthenticationGenericDataKeyValuePair>() {
    static constexpr auto fields = carrier<AuthenticationGenericDataKeyValuePair>(
        field<&AuthenticationGenericDataKeyValuePair::key>("Key").required(),
        field<&AuthenticationGenericDataKeyValuePair::value>("Value").required());
    static constexpr TypeInfo info =
        object_info<AuthenticationGenericDataKeyValuePair>("AuthenticationGenericDataKeyValuePair", fields);
    return info;
}

template <> const TypeInfo& type_of<List<AuthenticationGenericDataKeyValuePair>>() {
    static constexpr TypeInfo info = dictionary_info<AuthenticationGenericDataKeyValuePair>(
        "AuthenticationGenericData", "AuthenticationGenericDataKeyValuePair");
    return info;
}

}  // namespace uag
