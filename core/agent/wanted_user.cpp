// Merges a carrier into what is stored of its user.
#include "core/agent/wanted_user.hpp"

#include <algorithm>

#include "core/agent/list_limit.hpp"
#include "core/agent/user_texts.hpp"
#include "core/base/text.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

void take(std::string& kept, const String& given) {
    if (given.presence != Presence::absent) kept = kept_name(given.text);
}

bool has_name(const Person& carrier) {
    return !trim(carrier.firstname.text).empty() || !trim(carrier.middle_name.text).empty() ||
           !trim(carrier.lastname.text).empty();
}

// Whether anything of it is different now.
bool take_person(PersonRecord& person, const Person& carrier) {
    PersonRecord after = person;
    for (const auto& [name, kept, told] : person_texts) take(after.*kept, carrier.*told);
    if (carrier.contact_id != 0) after.contact_id = carrier.contact_id;
    if (carrier.country_id != 0) after.country_id = carrier.country_id;
    after.rank = carrier.rank;
    const bool texts_stay =
        std::ranges::all_of(person_texts, [&](const auto& text) { return after.*text.kept == person.*text.kept; });
    const bool numbers_stay =
        after.contact_id == person.contact_id && after.country_id == person.country_id && after.rank == person.rank;
    person = std::move(after);
    return !texts_stay || !numbers_stay;
}

Result<void> want_person(Rows& rows, const Person& carrier, WantedUser& wanted, FieldErrors& errors) {
    const std::int32_t id = carrier.person_id != 0 ? carrier.person_id : wanted.associate.person_id;
    if (id == 0 && !has_name(carrier)) return {};
    if (id == 0) {
        take_person(wanted.person, carrier);
        wanted.write_person = true;
        return {};
    }
    auto found = rows.person(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) {
        errors.add("Person", sentence("There is no person with the id {0}.", {id}));
        return {};
    }
    wanted.person = std::move(**found);
    wanted.associate.person_id = id;
    if (has_name(carrier)) wanted.write_person = take_person(wanted.person, carrier);
    return {};
}

void want_licenses(const List<Box<ModuleLicenseLink>>& links, std::vector<std::int32_t>& licenses) {
    for (const Box<ModuleLicenseLink>& link : links.items) {
        if (!link.has_value()) continue;
        const auto at = std::lower_bound(licenses.begin(), licenses.end(), link->module_license_id);
        const bool there = at != licenses.end() && *at == link->module_license_id;
        if (link->assigned && !there) licenses.insert(at, link->module_license_id);
        if (!link->assigned && there) licenses.erase(at);
    }
}

bool is_stored(std::string_view type, std::string_view value, std::string_view display_value, const UserEntry& stored) {
    return std::any_of(stored.credentials.begin(), stored.credentials.end(), [&](const LinkedCredential& one) {
        return ascii_iequals(one.type, type) && one.value == value && one.display_value == display_value;
    });
}

// Of a type that is not known here the value may be a password under another name, and of a type that came already
// it may be one of a thousand: neither is copied or normalised.
void want_linked(const Credential& carrier, std::string_view type, const std::vector<LinkedCredentialType>& types,
                 WantedUser& wanted, FieldErrors& errors) {
    if (is_stored(type, carrier.value.text, carrier.display_value.text, wanted.stored)) return;
    if (find_type(types, type) == nullptr)
        return errors.add("Credentials", "The type of a credential is not known here.");
    const auto is_same_type = [&](const LinkedCredential& one) { return ascii_iequals(one.type, type); };
    if (std::any_of(wanted.credentials.begin(), wanted.credentials.end(), is_same_type))
        return errors.add("Credentials", "A user has one credential of a type at most.");
    LinkedCredential linked{std::string(type), kept_name(carrier.value.text), kept_name(carrier.display_value.text)};
    if (linked.display_value.empty()) linked.display_value = linked.value;
    wanted.credentials.push_back(std::move(linked));
}

void want_credential(const Credential& carrier, const std::vector<LinkedCredentialType>& types, WantedUser& wanted,
                     FieldErrors& errors) {
    const std::string_view type = carrier.type.has_value() ? trim(carrier.type->type.text) : std::string_view();
    if (type.empty()) {
        if (!carrier.value.blank()) errors.add("Credentials", "A credential needs a type.");
        return;
    }
    if (!ascii_iequals(type, password_credential_type)) return want_linked(carrier, type, types, wanted, errors);
    if (carrier.value.blank()) return;
    if (!wanted.password.empty()) errors.add("Credentials", "A user has one password at most.");
    wanted.password = carrier.value.text;
}

// WaitingForApproval came with Services87. An older client sends nothing for it, which reads as false, and
// must not approve anybody by that: it is told from the texts and lists of the same version, which it does
// not send either.
bool knows_approval(const User& carrier) {
    return carrier.waiting_for_approval || carrier.request_signature.presence != Presence::absent ||
           carrier.nick_name.presence != Presence::absent || carrier.ticket_categories.presence != Presence::absent ||
           carrier.extra_fields.presence != Presence::absent || carrier.custom_fields.presence != Presence::absent;
}

void want_associate(const User& carrier, AssociateRecord& associate) {
    for (const auto& [name, kept, told] : associate_texts) take(associate.*kept, carrier.*told);
    associate.rank = carrier.rank;
    associate.ej_user_id = carrier.ej_user_id;
    if (carrier.type != UserType::unknown) associate.type = carrier.type;
    if (carrier.role.has_value()) associate.role_id = carrier.role->id;
    if (carrier.user_group.has_value()) associate.group_id = carrier.user_group->id;
    if (knows_approval(carrier)) associate.waiting_for_approval = carrier.waiting_for_approval;
}

// All modules' together.
std::size_t license_links(const User& carrier) {
    std::size_t links = 0;
    for (const Box<LicenseOwner>& owner : carrier.license_owners.items)
        if (owner.has_value())
            links += owner->restricted_module_licenses.items.size() + owner->unrestricted_module_licenses.items.size();
    return links;
}

}  // namespace

Result<void> judge_lists(const User& carrier) {
    Result<void> fits = judge_count("OtherGroups", carrier.other_groups.items.size());
    if (fits.has_value()) fits = judge_count("Credentials", carrier.credentials.items.size());
    if (fits.has_value()) fits = judge_count("LicenseOwners", license_links(carrier));
    return fits;
}

WantedUser wanted_as_stored(UserEntry stored) {
    WantedUser wanted;
    wanted.associate = stored.identity.associate;
    wanted.person = stored.identity.person;
    for (const GroupRecord& group : stored.other_groups) wanted.other_groups.push_back(group.id);
    wanted.licenses = stored.licenses;
    wanted.stored = std::move(stored);
    return wanted;
}

// How a User carrier is read, the same in SOAP and the WebAPI:
// - A text that was left out stays as it is (old services do not know every member); nil or empty clears it.
// - Type Unknown, and Role, UserGroup, Person, OtherGroups that are left out or nil, stay as they are. A
//   UserGroup with id 0 means none; OtherGroups that are there are all there are to be.
// - Credentials are added or replaced by type, never removed (DeleteCredential does that). An empty password,
//   as it is read, says nothing. Module licences not in LicenseOwners stay; the Assigned flag of the others is
//   what they become.
// - A Person with an id is that person; one without is the user's own, or a new one if there is none. Without
//   any name it only says which person, and nothing of that one is written. ContactId or CountryId 0: stays.
// - Deleted, IsPersonRetired, Lastlogin, Lastlogout, IsOnTravel, FullName and what has no source are read-only.
// - Lists longer than most_named are refused: each element costs a look-up in the store.
Result<WantedUser> wanted_user(Rows& rows, const User& carrier, UserEntry stored,
                               const std::vector<LinkedCredentialType>& types, FieldErrors& errors) {
    if (Result<void> fits = judge_lists(carrier); !fits.has_value()) return fits.error();
    const bool is_new = stored.identity.associate.id == 0;
    if (is_new) stored.identity.associate.type = UserType::unknown;
    WantedUser wanted = wanted_as_stored(std::move(stored));
    want_associate(carrier, wanted.associate);
    if (carrier.other_groups.has_value()) {
        wanted.other_groups.clear();
        for (const Box<UserGroup>& group : carrier.other_groups.items)
            if (group.has_value()) wanted.other_groups.push_back(group->id);
    }
    for (const Box<LicenseOwner>& owner : carrier.license_owners.items) {
        if (!owner.has_value()) continue;
        want_licenses(owner->restricted_module_licenses, wanted.licenses);
        want_licenses(owner->unrestricted_module_licenses, wanted.licenses);
    }
    for (const Box<Credential>& credential : carrier.credentials.items)
        if (credential.has_value()) want_credential(*credential, types, wanted, errors);
    std::erase_if(wanted.credentials, [&](const LinkedCredential& one) {
        return is_stored(one.type, one.value, one.display_value, wanted.stored);
    });
    if (!carrier.person.has_value()) return wanted;
    const Result<void> person = want_person(rows, *carrier.person, wanted, errors);
    if (!person.has_value()) return person.error();
    return wanted;
}

}  // namespace uag
