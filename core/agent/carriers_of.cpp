#include "core/agent/carriers_of.hpp"

#include <algorithm>

#include "core/agent/carrier_rights.hpp"
#include "core/agent/user_texts.hpp"
#include "core/security/access.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

// A carrier that came from here has its lists, empty where this service has nothing to put in.
template <class... Lists> void make_empty(Lists&... lists) { ((lists.presence = Presence::value), ...); }

DateTime datetime_or_none(const std::optional<TimePoint>& time) {
    if (!time) return {};
    return to_datetime(*time);
}

ModuleLicenseLink license_link(const ModuleLicenseRecord& record, bool assigned, std::int32_t sort_order) {
    ModuleLicenseLink link;
    make_empty(link.base.field_properties);
    link.unrestricted = record.unrestricted;
    link.total = record.unrestricted ? 0 : record.total;
    link.tooltip = record.description;
    link.in_use = record.in_use;
    link.free = record.unrestricted ? 0 : std::max(0, record.total - record.in_use);
    link.assigned = assigned;
    link.can_assign = record.unrestricted || assigned || link.free > 0;
    link.module_license_id = record.id;
    link.name = record.name;
    link.description = record.description;
    link.prerequisite_module_name = "";
    link.sort_order = sort_order;
    return link;
}

LicenseOwner license_owner(const std::string& name) {
    LicenseOwner owner;
    make_empty(owner.base.field_properties, owner.restricted_module_licenses, owner.unrestricted_module_licenses);
    owner.name = name;
    owner.description = "";
    return owner;
}

bool holds(const UserEntry& entry, std::int32_t license) {
    return std::binary_search(entry.licenses.begin(), entry.licenses.end(), license);
}

List<Box<LicenseOwner>> license_owners_of(const UserEntry& entry, const std::vector<ModuleLicenseRecord>& licenses) {
    List<Box<LicenseOwner>> owners;
    make_empty(owners);
    std::int32_t order = 0;
    for (const ModuleLicenseRecord& license : licenses) {
        const auto same = [&](const Box<LicenseOwner>& owner) { return owner->name.text == license.owner; };
        auto at = std::find_if(owners.items.begin(), owners.items.end(), same);
        if (at == owners.items.end()) at = owners.items.insert(at, license_owner(license.owner));
        auto& links = license.unrestricted ? (*at)->unrestricted_module_licenses : (*at)->restricted_module_licenses;
        links.items.emplace_back(license_link(license, holds(entry, license.id), order++));
    }
    return owners;
}

Credential credential(CredentialType type, const std::string& value, const std::string& display_value) {
    Credential shown;
    make_empty(shown.base.field_properties);
    shown.type = std::move(type);
    shown.value = value;
    shown.display_value = display_value;
    return shown;
}

// A type that is no longer configured is shown by its name alone.
CredentialType linked_type(const std::string& type, const std::vector<LinkedCredentialType>& types) {
    if (const LinkedCredentialType* known = find_type(types, type)) return credential_type_of(*known);
    LinkedCredentialType unknown;
    unknown.type = type;
    unknown.display_type = type;
    return credential_type_of(unknown);
}

// Of the password only that there is one is shown.
List<Box<Credential>> credentials_of(const UserEntry& entry, const std::vector<LinkedCredentialType>& types) {
    const AssociateRecord& associate = entry.identity.associate;
    List<Box<Credential>> credentials;
    make_empty(credentials);
    if (entry.identity.password)
        credentials.items.emplace_back(
            credential(password_type(), "", associate.user_name.empty() ? associate.name : associate.user_name));
    for (const LinkedCredential& linked : entry.credentials)
        credentials.items.emplace_back(credential(linked_type(linked.type, types), linked.value, linked.display_value));
    return credentials;
}

}  // namespace

User user_of(const UserEntry& entry, const Installation& installation) {
    const Identity& identity = entry.identity;
    const AssociateRecord& associate = identity.associate;
    User user;
    for (const auto& [name, kept, member] : associate_texts) user.*member = associate.*kept;
    user.associate_id = associate.id;
    user.rank = associate.rank;
    user.license_owners = license_owners_of(entry, installation.licenses);
    user.role = Box<Role>::nil();
    if (identity.role.id != 0) user.role = role_of(identity.role);
    user.user_group = Box<UserGroup>::nil();
    if (identity.group.id != 0) user.user_group = group_of(identity.group);
    for (const GroupRecord& group : entry.other_groups) user.other_groups.items.emplace_back(group_of(group));
    user.person = Box<Person>::nil();
    if (identity.person.id != 0) user.person = person_of(identity.person, &associate);
    user.deleted = associate.deleted;
    user.lastlogin = datetime_or_none(entry.last_login);
    user.lastlogout = datetime_or_none(entry.last_logout);
    user.ej_user_id = associate.ej_user_id;
    user.type = associate.type;
    user.is_person_retired = identity.person.retired;
    user.credentials = credentials_of(entry, installation.types);
    user.waiting_for_approval = associate.waiting_for_approval;
    make_empty(user.base.field_properties, user.other_groups, user.ticket_categories, user.extra_fields,
               user.custom_fields, user.post_save_commands);
    return user;
}

UserInfo user_info_of(const UserEntry& entry, const Installation& installation) {
    const Identity& identity = entry.identity;
    const AssociateRecord& associate = identity.associate;
    UserInfo info;
    make_empty(info.base.field_properties, info.granted_licenses);
    info.deleted = associate.deleted;
    info.user_info_id = associate.id;
    info.user_name = associate.name;
    info.person_id = associate.person_id;
    info.rank = associate.rank;
    info.tooltip = associate.tooltip;
    info.user_group_id = identity.group.id;
    info.ej_user_id = associate.ej_user_id;
    info.user_type = associate.type;
    for (const ModuleLicenseRecord& license : installation.licenses)
        if (license.unrestricted || holds(entry, license.id)) info.granted_licenses.items.emplace_back(license.name);
    // Type, state and a credential; whether the password is within its dates at this moment is the log-in's
    // matter.
    const TimePoint when = identity.password ? identity.password->valid_from : TimePoint{};
    info.can_logon = (identity.password || !entry.credentials.empty()) && may_log_in(identity, when);
    info.role_name = identity.role.name;
    info.role_tooltip = identity.role.description;
    info.user_group_name = identity.group.name;
    info.user_group_tooltip = identity.group.description;
    return info;
}

Person person_of(const PersonRecord& record, const AssociateRecord* associate) {
    Person person;
    make_empty(person.base.field_properties);
    for (const auto& [name, kept, member] : person_texts) person.*member = record.*kept;
    person.person_id = record.id;
    person.full_name = full_name(record);
    person.formal_name = person.full_name;
    person.country_id = record.country_id;
    person.contact_id = record.contact_id;
    person.retired = record.retired ? std::int16_t{1} : std::int16_t{0};
    person.rank = record.rank;
    person.associate_name = associate != nullptr ? associate->name : std::string();
    person.associate_id = associate != nullptr ? associate->id : 0;
    for (String* text : {&person.contact_name, &person.contact_department, &person.contact_org_nr,
                         &person.contact_phone, &person.contact_fax, &person.post1, &person.post2, &person.post3,
                         &person.email_name, &person.contact_full_name, &person.category_name})
        *text = "";
    return person;
}

Associate associate_of(const Identity& identity) {
    const AssociateRecord& record = identity.associate;
    Associate associate;
    associate.associate_id = record.id;
    associate.name = record.name;
    associate.person_id = record.person_id;
    associate.rank = record.rank;
    associate.tooltip = record.tooltip;
    associate.type = record.type;
    associate.group_idx = record.group_id;
    associate.full_name = full_name(identity.person);
    associate.formal_name = full_name(identity.person);
    associate.deleted = record.deleted;
    associate.ej_user_id = record.ej_user_id;
    associate.user_name = record.user_name;
    if (record.user_name.empty()) associate.user_name.presence = Presence::nil;
    tell_rights(associate);
    make_empty(associate.extra_fields, associate.custom_fields);
    return associate;
}

Role role_of(const RoleRecord& record) {
    Role role;
    make_empty(role.base.field_properties);
    role.id = record.id;
    role.value = record.name;
    role.tooltip = record.description;
    return role;
}

UserGroup group_of(const GroupRecord& record) {
    UserGroup group;
    make_empty(group.base.field_properties);
    group.value = record.name;
    group.tooltip = record.description;
    group.id = record.id;
    group.rank = record.rank;
    group.deleted = record.deleted;
    return group;
}

CredentialType password_type() {
    CredentialType type;
    make_empty(type.base.field_properties);
    type.display_type = "Password";
    type.type = password_credential_type;
    type.description = label("A user name and a password that this service keeps.");
    type.value_control = CredentialControlType::password;
    type.is_user_name_supported = true;
    return type;
}

CredentialType credential_type_of(const LinkedCredentialType& linked) {
    CredentialType type;
    make_empty(type.base.field_properties);
    type.display_type = linked.display_type;
    type.type = linked.type;
    type.description = linked.description;
    type.value_control = linked.control;
    type.can_create_person = linked.can_create_person;
    type.is_user_name_supported = linked.is_user_name_supported;
    return type;
}

}  // namespace uag
