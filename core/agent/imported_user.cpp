#include "core/agent/imported_user.hpp"

#include <algorithm>

#include "core/agent/directory.hpp"
#include "core/agent/user_texts.hpp"
#include "core/base/text.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

void take_told_text(std::string& kept, const String& told) {
    if (told.presence != Presence::absent) kept = kept_name(told.text);
}

void take_person_told(NewAssociate& user, const Person& told, bool retired) {
    if (!user.person || (told.person_id != 0 && user.person->id != told.person_id)) user.person = PersonRecord{};
    PersonRecord& person = *user.person;
    if (told.person_id != 0) person.id = told.person_id;
    for (const auto& [name, kept, member] : person_texts) take_told_text(person.*kept, told.*member);
    person.contact_id = told.contact_id;
    person.country_id = told.country_id;
    person.rank = told.rank;
    person.retired = retired || told.retired != 0;
}

void take_credentials(NewAssociate& user, const List<Box<Credential>>& told) {
    if (!told.has_value()) return;
    user.credentials.clear();
    for (const Box<Credential>& each : told.items) {
        if (!each.has_value() || !each->type.has_value()) continue;
        const std::string type(trim(each->type->type.text));
        if (is_password_type(type)) continue;
        LinkedCredential linked{type, kept_name(each->value.text), kept_name(each->display_value.text)};
        if (linked.display_value.empty()) linked.display_value = linked.value;
        user.credentials.push_back(std::move(linked));
    }
    std::ranges::sort(user.credentials, {}, &LinkedCredential::type);
}

template <class Visit> void for_each_license(const User& user, Visit&& visit) {
    for (const Box<LicenseOwner>& owner : user.license_owners.items) {
        if (!owner.has_value()) continue;
        for (const auto* links : {&owner->restricted_module_licenses, &owner->unrestricted_module_licenses})
            for (const Box<ModuleLicenseLink>& link : links->items)
                if (link.has_value()) visit(*owner, *link);
    }
}

void take_licenses(NewAssociate& user, const User& told, const std::vector<ModuleLicenseRecord>& here) {
    if (!told.license_owners.has_value()) return;
    user.licenses.clear();
    for_each_license(told, [&](const LicenseOwner& owner, const ModuleLicenseLink& link) {
        const auto same = std::ranges::find_if(
            here, [&](const ModuleLicenseRecord& one) { return is_license(one, owner.name.text, link.name.text); });
        if (link.assigned && same != here.end()) user.licenses.push_back(same->id);
    });
    std::ranges::sort(user.licenses);
    const auto twice = std::ranges::unique(user.licenses);
    user.licenses.erase(twice.begin(), twice.end());
}

// Of what is nil there is none.
template <class T> std::int32_t id_told(const Box<T>& told, std::int32_t stored) {
    if (told.presence() == Presence::absent) return stored;
    return told.has_value() ? told->id : 0;
}

}  // namespace

std::vector<ModuleLicenseRecord> licenses_told(const User& user) {
    std::vector<ModuleLicenseRecord> licenses;
    for_each_license(user, [&](const LicenseOwner& owner, const ModuleLicenseLink& link) {
        ModuleLicenseRecord license;
        license.id = link.module_license_id;
        license.owner = owner.name.text;
        license.name = link.name.text;
        license.description = link.description.text;
        license.total = link.unrestricted ? 0 : link.total;
        license.unrestricted = link.unrestricted;
        licenses.push_back(std::move(license));
    });
    return licenses;
}

NewAssociate imported_user(const NewAssociate& stored, const ToldUser& told,
                           const std::vector<ModuleLicenseRecord>& licenses) {
    const User& user = *told.user;
    NewAssociate wanted = stored;
    AssociateRecord& associate = wanted.associate;
    associate.id = user.associate_id;
    for (const auto& [name, kept, member] : associate_texts) take_told_text(associate.*kept, user.*member);
    if (user.type != UserType::unknown) associate.type = user.type;
    associate.rank = user.rank;
    associate.ej_user_id = user.ej_user_id;
    associate.role_id = id_told(user.role, associate.role_id);
    associate.group_id = id_told(user.user_group, associate.group_id);
    associate.deleted = user.deleted;
    if (user.deleted)
        associate.retired = user.is_person_retired;
    else if (told.is_inactive)
        associate.retired = *told.is_inactive;
    if (told.version >= Version::v87) associate.waiting_for_approval = user.waiting_for_approval;
    if (user.other_groups.has_value()) {
        wanted.secondary_groups.clear();
        for (const Box<UserGroup>& group : user.other_groups.items)
            if (group.has_value()) wanted.secondary_groups.push_back(group->id);
        std::ranges::sort(wanted.secondary_groups);
    }
    if (user.person.has_value()) take_person_told(wanted, *user.person, user.is_person_retired);
    take_credentials(wanted, user.credentials);
    take_licenses(wanted, user, licenses);
    const PresenceRecord before = wanted.presence.value_or(PresenceRecord{});
    if (told.presence && *told.presence != before) wanted.presence = told.presence;
    return wanted;
}

}  // namespace uag
