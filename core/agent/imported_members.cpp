#include "core/agent/imported_members.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/agent/data_rights.hpp"
#include "core/agent/user_texts.hpp"

namespace uag {
namespace {

std::string text_of_ids(const std::vector<std::int32_t>& ids) {
    std::string text;
    for (const std::int32_t id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
    return text;
}

template <class Enumeration> std::string word_for(Enumeration value) {
    for (const EnumMember& member : type_of<Enumeration>().members)
        if (member.value == static_cast<std::int32_t>(value)) return std::string(member.name);
    return std::to_string(static_cast<std::int32_t>(value));
}

std::string truth(bool is) { return is ? "true" : "false"; }

}  // namespace

Members members_of(const PersonRecord& person) {
    Members members{{"Person.PersonId", std::to_string(person.id)}};
    for (const auto& [name, kept, told] : person_texts)
        members.push_back({"Person." + std::string(name), person.*kept});
    members.push_back({"Person.ContactId", std::to_string(person.contact_id)});
    members.push_back({"Person.CountryId", std::to_string(person.country_id)});
    members.push_back({"Person.Rank", std::to_string(person.rank)});
    members.push_back({"Person.Retired", truth(person.retired)});
    return members;
}

Members members_of(const NewAssociate& user) {
    const AssociateRecord& associate = user.associate;
    Members members;
    for (const auto& [name, kept, told] : associate_texts) members.push_back({std::string(name), associate.*kept});
    members.push_back({"Type", word_for(associate.type)});
    members.push_back({"Rank", std::to_string(associate.rank)});
    members.push_back({"EjUserId", std::to_string(associate.ej_user_id)});
    members.push_back({"Role.Id", std::to_string(associate.role_id)});
    members.push_back({"UserGroup.Id", std::to_string(associate.group_id)});
    members.push_back({"OtherGroups", text_of_ids(user.secondary_groups)});
    members.push_back({"LicenseOwners", text_of_ids(user.licenses)});
    members.push_back({"Deleted", truth(associate.deleted)});
    members.push_back({"Retired", truth(associate.retired)});
    members.push_back({"WaitingForApproval", truth(associate.waiting_for_approval)});
    if (user.person) std::ranges::move(members_of(*user.person), std::back_inserter(members));
    for (const LinkedCredential& credential : user.credentials)
        members.push_back({"Credentials." + credential.type,
                           credential.value + std::string(1, '\0') + credential.display_value, false});
    if (!user.presence) return members;
    members.push_back({"Presence.Status", word_for(user.presence->status)});
    members.push_back({"Presence.Message", user.presence->message});
    return members;
}

Members members_of(const NewRole& role) {
    Members members{{"Name", role.role.name},
                    {"Tooltip", role.role.description},
                    {"RoleType", word_for(role.role.type)},
                    {"Rank", std::to_string(role.role.rank)},
                    {"UseCategories", std::to_string(role.role.use_categories)},
                    {"Deleted", truth(role.role.deleted)}};
    std::vector<std::string> codes = role.functional_rights;
    std::ranges::sort(codes);
    for (const std::string& code : codes) members.push_back({"FunctionalRights." + code, "yes"});
    for (const DataRightCell& cell : role.data_rights) {
        if (cell.value.empty()) continue;
        const OwnerRelation* const relation = find_relation(static_cast<std::int32_t>(cell.relation));
        members.push_back({"DataRights." + cell.table + '.' +
                               (relation != nullptr ? std::string(relation->name) : word_for(cell.relation)),
                           cell.value});
    }
    return members;
}

Members members_of(const GroupRecord& group) {
    return {{"Value", group.name},
            {"Tooltip", group.description},
            {"Rank", std::to_string(group.rank)},
            {"Deleted", truth(group.deleted)}};
}

std::vector<MemberChange> changes_between(const Members& before, const Members& after) {
    std::vector<MemberChange> changes;
    for (const Member& member : after) {
        const auto old = std::ranges::find(before, member.path, &Member::path);
        std::string text = old == before.end() ? std::string() : old->text;
        if (old != before.end() && text == member.text) continue;
        changes.push_back({member.path, std::move(text), member.text, member.is_shown});
    }
    for (const Member& member : before)
        if (std::ranges::find(after, member.path, &Member::path) == after.end())
            changes.push_back({member.path, member.text, {}, member.is_shown});
    return changes;
}

}  // namespace uag
