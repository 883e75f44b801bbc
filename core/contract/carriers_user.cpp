// Associates with their persons, groups, credentials and licences, and the lists and results around them.
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<User>() {
    static constexpr auto fields = carrier<User>(
        extends<&User::base>(), field<&User::associate_id>("AssociateId").id("associate"), field<&User::name>("Name"),
        field<&User::rank>("Rank"), field<&User::tooltip>("Tooltip"), field<&User::license_owners>("LicenseOwners"),
        field<&User::role>("Role"), field<&User::user_group>("UserGroup"), field<&User::other_groups>("OtherGroups"),
        field<&User::person>("Person"), field<&User::deleted>("Deleted").may_be_blank(),
        field<&User::lastlogin>("Lastlogin").stamp().may_be_blank(),
        field<&User::lastlogout>("Lastlogout").stamp().may_be_blank(),
        field<&User::ej_user_id>("EjUserId").id("ej user"),
        field<&User::request_signature>("RequestSignature").in(Version::v87), field<&User::type>("Type").may_be_blank(),
        field<&User::is_person_retired>("IsPersonRetired").may_be_blank(),
        field<&User::is_on_travel>("IsOnTravel").may_be_blank(), field<&User::credentials>("Credentials"),
        field<&User::user_name>("UserName").in(Version::v86),
        field<&User::ticket_categories>("TicketCategories").in(Version::v87),
        field<&User::nick_name>("NickName").in(Version::v87),
        field<&User::waiting_for_approval>("WaitingForApproval").in(Version::v87),
        field<&User::extra_fields>("ExtraFields").in(Version::v87),
        field<&User::custom_fields>("CustomFields").in(Version::v87),
        field<&User::post_save_commands>("PostSaveCommands").in(Version::v85));
    static constexpr TypeInfo info = object_info<User>("User", fields);
    return info;
}

template <> const TypeInfo& type_of<LicenseOwner>() {
    static constexpr auto fields =
        carrier<LicenseOwner>(extends<&LicenseOwner::base>(), field<&LicenseOwner::name>("Name"),
                              field<&LicenseOwner::description>("Description"),
                              field<&LicenseOwner::restricted_module_licenses>("RestrictedModuleLicenses"),
                              field<&LicenseOwner::unrestricted_module_licenses>("UnrestrictedModuleLicenses"));
    static constexpr TypeInfo info = object_info<LicenseOwner>("LicenseOwner", fields);
    return info;
}

template <> const TypeInfo& type_of<ModuleLicenseLink>() {
    static constexpr auto fields = carrier<ModuleLicenseLink>(
        extends<&ModuleLicenseLink::base>(), field<&ModuleLicenseLink::unrestricted>("Unrestricted").may_be_blank(),
        field<&ModuleLicenseLink::total>("Total").may_be_blank(), field<&ModuleLicenseLink::tooltip>("Tooltip"),
        field<&ModuleLicenseLink::can_assign>("CanAssign").may_be_blank(),
        field<&ModuleLicenseLink::free>("Free").may_be_blank(),
        field<&ModuleLicenseLink::in_use>("InUse").may_be_blank(),
        field<&ModuleLicenseLink::is_hidden>("IsHidden").in(Version::v87).may_be_blank(),
        field<&ModuleLicenseLink::assigned>("Assigned"),
        field<&ModuleLicenseLink::module_license_id>("ModuleLicenseId"), field<&ModuleLicenseLink::name>("Name"),
        field<&ModuleLicenseLink::description>("Description"),
        field<&ModuleLicenseLink::prerequisite_module_name>("PrerequisiteModuleName"),
        field<&ModuleLicenseLink::sort_order>("SortOrder").may_be_blank(),
        field<&ModuleLicenseLink::extra_flags>("ExtraFlags").in(Version::v88).may_be_blank());
    static constexpr TypeInfo info = object_info<ModuleLicenseLink>("ModuleLicenseLink", fields);
    return info;
}

template <> const TypeInfo& type_of<Role>() {
    static constexpr auto fields = carrier<Role>(extends<&Role::base>(), field<&Role::id>("Id").id("role"),
                                                 field<&Role::value>("Value"), field<&Role::tooltip>("Tooltip"));
    static constexpr TypeInfo info = object_info<Role>("Role", fields);
    return info;
}

template <> const TypeInfo& type_of<UserGroup>() {
    static constexpr auto fields = carrier<UserGroup>(
        extends<&UserGroup::base>(), field<&UserGroup::value>("Value"), field<&UserGroup::tooltip>("Tooltip"),
        field<&UserGroup::id>("Id").id("group"), field<&UserGroup::rank>("Rank"),
        field<&UserGroup::deleted>("Deleted").was(Kind::int16, Version::v87));
    static constexpr TypeInfo info = object_info<UserGroup>("UserGroup", fields);
    return info;
}

template <> const TypeInfo& type_of<Person>() {
    static constexpr auto fields = carrier<Person>(
        extends<&Person::base>(), field<&Person::position>("Position"),
        field<&Person::person_id>("PersonId").id("person"), field<&Person::mrmrs>("Mrmrs"),
        field<&Person::firstname>("Firstname"), field<&Person::lastname>("Lastname"),
        field<&Person::middle_name>("MiddleName"), field<&Person::title>("Title"),
        field<&Person::description>("Description"), field<&Person::email>("Email"),
        field<&Person::full_name>("FullName"), field<&Person::direct_phone>("DirectPhone"),
        field<&Person::formal_name>("FormalName"), field<&Person::country_id>("CountryId").may_be_blank(),
        field<&Person::contact_id>("ContactId").may_be_blank(), field<&Person::contact_name>("ContactName"),
        field<&Person::retired>("Retired").may_be_blank(), field<&Person::rank>("Rank"),
        field<&Person::active_interests>("ActiveInterests").may_be_blank(),
        field<&Person::contact_department>("ContactDepartment"),
        field<&Person::contact_country_id>("ContactCountryId").may_be_blank(),
        field<&Person::contact_org_nr>("ContactOrgNr"), field<&Person::fax_phone>("FaxPhone"),
        field<&Person::mobile_phone>("MobilePhone"), field<&Person::contact_phone>("ContactPhone"),
        field<&Person::associate_name>("AssociateName"),
        field<&Person::associate_id>("AssociateId").id("associate").may_be_blank(),
        field<&Person::use_person_address>("UsePersonAddress").may_be_blank(),
        field<&Person::contact_fax>("ContactFax"), field<&Person::kanafname>("Kanafname"),
        field<&Person::kanalname>("Kanalname"), field<&Person::post1>("Post1"), field<&Person::post2>("Post2"),
        field<&Person::post3>("Post3"), field<&Person::email_name>("EmailName"),
        field<&Person::contact_full_name>("ContactFullName"),
        field<&Person::active_erp_links>("ActiveErpLinks").may_be_blank(),
        field<&Person::ticket_priority_id>("TicketPriorityId").may_be_blank(),
        field<&Person::support_language_id>("SupportLanguageId").may_be_blank(),
        field<&Person::support_associate_id>("SupportAssociateId").in(Version::v85).may_be_blank(),
        field<&Person::category_name>("CategoryName").in(Version::v87),
        field<&Person::person_number>("PersonNumber").in(Version::v88));
    static constexpr TypeInfo info = object_info<Person>("Person", fields);
    return info;
}

template <> const TypeInfo& type_of<Credential>() {
    static constexpr auto fields = carrier<Credential>(extends<&Credential::base>(), field<&Credential::type>("Type"),
                                                       field<&Credential::value>("Value").secret(),
                                                       field<&Credential::display_value>("DisplayValue"));
    static constexpr TypeInfo info = object_info<Credential>("Credential", fields);
    return info;
}

template <> const TypeInfo& type_of<CredentialType>() {
    static constexpr auto fields = carrier<CredentialType>(
        extends<&CredentialType::base>(), field<&CredentialType::display_type>("DisplayType"),
        field<&CredentialType::type>("Type"), field<&CredentialType::description>("Description"),
        field<&CredentialType::value_control>("ValueControl").may_be_blank(),
        field<&CredentialType::can_create_person>("CanCreatePerson").may_be_blank(),
        field<&CredentialType::is_user_name_supported>("IsUserNameSupported").in(Version::v86).may_be_blank());
    static constexpr TypeInfo info = object_info<CredentialType>("CredentialType", fields);
    return info;
}

template <> const TypeInfo& type_of<UserInfo>() {
    static constexpr auto fields = carrier<UserInfo>(
        extends<&UserInfo::base>(), field<&UserInfo::deleted>("Deleted"),
        field<&UserInfo::user_info_id>("UserInfoId").id("associate"), field<&UserInfo::user_name>("UserName"),
        field<&UserInfo::person_id>("PersonId").id("person"), field<&UserInfo::rank>("Rank"),
        field<&UserInfo::tooltip>("Tooltip"), field<&UserInfo::user_group_id>("UserGroupId").id("group"),
        field<&UserInfo::ej_user_id>("EjUserId").id("ej user"), field<&UserInfo::user_type>("UserType"),
        field<&UserInfo::granted_licenses>("GrantedLicenses"), field<&UserInfo::can_logon>("CanLogon"),
        field<&UserInfo::role_name>("RoleName"), field<&UserInfo::role_tooltip>("RoleTooltip"),
        field<&UserInfo::user_group_name>("UserGroupName"), field<&UserInfo::user_group_tooltip>("UserGroupTooltip"));
    static constexpr TypeInfo info = object_info<UserInfo>("UserInfo", fields);
    return info;
}

template <> const TypeInfo& type_of<UserValidationResult>() {
    static constexpr auto fields = carrier<UserValidationResult>(extends<&UserValidationResult::base>(),
                                                                 field<&UserValidationResult::reason>("Reason"),
                                                                 field<&UserValidationResult::result>("Result"));
    static constexpr TypeInfo info = object_info<UserValidationResult>("UserValidationResult", fields);
    return info;
}

template <> const TypeInfo& type_of<ResolvedUser>() {
    static constexpr auto fields =
        carrier<ResolvedUser>(extends<&ResolvedUser::base>(), field<&ResolvedUser::user>("User"),
                              field<&ResolvedUser::person_created>("PersonCreated"));
    static constexpr TypeInfo info = object_info<ResolvedUser>("ResolvedUser", fields);
    return info;
}

template <> const TypeInfo& type_of<UserPresenceStatus>() {
    static constexpr auto fields = carrier<UserPresenceStatus>(field<&UserPresenceStatus::status>("Status"),
                                                               field<&UserPresenceStatus::message>("Message"));
    static constexpr TypeInfo info = object_info<UserPresenceStatus>("UserPresenceStatus", fields);
    return info;
}

template <> const TypeInfo& type_of<OperationResult>() {
    static constexpr auto fields = carrier<OperationResult>(field<&OperationResult::success>("Success"),
                                                            field<&OperationResult::message>("Message"));
    static constexpr TypeInfo info = object_info<OperationResult>("OperationResult", fields);
    return info;
}

template <> const TypeInfo& type_of<CustomCommand>() {
    static constexpr auto fields = carrier<CustomCommand>(
        extends<&CustomCommand::base>(), field<&CustomCommand::name>("Name"),
        field<&CustomCommand::display_name>("DisplayName"), field<&CustomCommand::description>("Description"),
        field<&CustomCommand::tooltip>("ToolTip"), field<&CustomCommand::actions>("Actions"),
        field<&CustomCommand::action_data>("ActionData"));
    static constexpr TypeInfo info = object_info<CustomCommand>("CustomCommand", fields);
    return info;
}

template <> const TypeInfo& type_of<CommandResult>() {
    static constexpr auto fields =
        carrier<CommandResult>(extends<&CommandResult::base>(), field<&CommandResult::success>("Success"),
                               field<&CommandResult::message>("Message"), field<&CommandResult::result>("Result"));
    static constexpr TypeInfo info = object_info<CommandResult>("CommandResult", fields);
    return info;
}

template <> const TypeInfo& type_of<MDOListItem>() {
    static constexpr auto fields = carrier<MDOListItem>(
        extends<&MDOListItem::base>(), field<&MDOListItem::id>("Id"), field<&MDOListItem::name>("Name"),
        field<&MDOListItem::tooltip>("ToolTip"), field<&MDOListItem::deleted>("Deleted"),
        field<&MDOListItem::rank>("Rank"), field<&MDOListItem::type>("Type"),
        field<&MDOListItem::child_items>("ChildItems"), field<&MDOListItem::icon_hint>("IconHint"),
        field<&MDOListItem::color_block>("ColorBlock"), field<&MDOListItem::extra_info>("ExtraInfo"),
        field<&MDOListItem::style_hint>("StyleHint"), field<&MDOListItem::full_name>("FullName"));
    static constexpr TypeInfo info = object_info<MDOListItem>("MDOListItem", fields);
    return info;
}

template <> const TypeInfo& type_of<SelectableMDOListItem>() {
    static constexpr auto fields = carrier<SelectableMDOListItem>(
        extends<&SelectableMDOListItem::base>(), field<&SelectableMDOListItem::id>("Id"),
        field<&SelectableMDOListItem::name>("Name"), field<&SelectableMDOListItem::tooltip>("ToolTip"),
        field<&SelectableMDOListItem::deleted>("Deleted"), field<&SelectableMDOListItem::rank>("Rank"),
        field<&SelectableMDOListItem::type>("Type"), field<&SelectableMDOListItem::color_block>("ColorBlock"),
        field<&SelectableMDOListItem::icon_hint>("IconHint"), field<&SelectableMDOListItem::selected>("Selected"),
        field<&SelectableMDOListItem::last_changed>("LastChanged").stamp(),
        field<&SelectableMDOListItem::child_items>("ChildItems"),
        field<&SelectableMDOListItem::extra_info>("ExtraInfo"), field<&SelectableMDOListItem::style_hint>("StyleHint"),
        field<&SelectableMDOListItem::hidden>("Hidden"), field<&SelectableMDOListItem::full_name>("FullName"));
    static constexpr TypeInfo info = object_info<SelectableMDOListItem>("SelectableMDOListItem", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<LicenseOwner>>>() {
    static constexpr TypeInfo info = array_info<Box<LicenseOwner>>("ArrayOfLicenseOwner", "LicenseOwner");
    return info;
}

template <> const TypeInfo& type_of<List<Box<ModuleLicenseLink>>>() {
    static constexpr TypeInfo info =
        array_info<Box<ModuleLicenseLink>>("ArrayOfModuleLicenseLink", "ModuleLicenseLink");
    return info;
}

template <> const TypeInfo& type_of<List<Box<UserGroup>>>() {
    static constexpr TypeInfo info = array_info<Box<UserGroup>>("ArrayOfUserGroup", "UserGroup");
    return info;
}

template <> const TypeInfo& type_of<List<Box<Credential>>>() {
    static constexpr TypeInfo info = array_info<Box<Credential>>("ArrayOfCredential", "Credential");
    return info;
}

template <> const TypeInfo& type_of<List<Box<SelectableMDOListItem>>>() {
    static constexpr TypeInfo info =
        array_info<Box<SelectableMDOListItem>>("ArrayOfSelectableMDOListItem", "SelectableMDOListItem");
    return info;
}

template <> const TypeInfo& type_of<List<Box<MDOListItem>>>() {
    static constexpr TypeInfo info = array_info<Box<MDOListItem>>("ArrayOfMDOListItem", "MDOListItem");
    return info;
}

template <> const TypeInfo& type_of<List<Box<CredentialType>>>() {
    static constexpr TypeInfo info = array_info<Box<CredentialType>>("ArrayOfCredentialType", "CredentialType");
    return info;
}

template <> const TypeInfo& type_of<List<Box<User>>>() {
    static constexpr TypeInfo info = array_info<Box<User>>("ArrayOfUser", "User");
    return info;
}

template <> const TypeInfo& type_of<List<Box<UserInfo>>>() {
    static constexpr TypeInfo info = array_info<Box<UserInfo>>("ArrayOfUserInfo", "UserInfo");
    return info;
}

template <> const TypeInfo& type_of<List<Box<CustomCommand>>>() {
    static constexpr TypeInfo info = array_info<Box<CustomCommand>>("ArrayOfCustomCommand", "CustomCommand");
    return info;
}

template <> const TypeInfo& type_of<List<ChangePasswordType>>() {
    static constexpr TypeInfo info = array_info<ChangePasswordType>("ArrayOfChangePasswordType", "ChangePasswordType");
    return info;
}

}  // namespace uag
