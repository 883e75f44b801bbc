#include "core/agent/whole_state.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace uag {

Result<std::vector<NewRole>> whole_roles(Rows& rows, const std::vector<FunctionalRight>& rights) {
    Result<std::vector<RoleRecord>> records = rows.roles();
    if (!records.has_value()) return records.error();
    std::ranges::sort(*records, {}, &RoleRecord::id);
    std::vector<NewRole> roles;
    for (RoleRecord& record : *records) {
        const auto entry = rows.role(record.id);
        if (!entry.has_value()) return entry.error();
        auto cells = rows.data_rights(record.id);
        if (!cells.has_value()) return cells.error();
        std::ranges::sort(*cells, {}, [](const DataRightCell& cell) { return std::pair(cell.table, cell.relation); });
        NewRole& role = roles.emplace_back(NewRole{std::move(record), {}, std::move(*cells)});
        for (const FunctionalRight& right : rights)
            if (entry->has_value() && contains((*entry)->functional_rights, right.id))
                role.functional_rights.push_back(right.code);
    }
    return roles;
}

Result<std::optional<NewAssociate>> whole_associate(Rows& rows, std::int32_t id, bool hashes) {
    Result<std::optional<UserEntry>> found = rows.user(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) return std::optional<NewAssociate>();
    UserEntry& entry = **found;
    NewAssociate associate;
    associate.associate = std::move(entry.identity.associate);
    if (entry.identity.person.id != 0) associate.person = std::move(entry.identity.person);
    associate.associate.person_id = 0;  // it is the person's own
    associate.secondary_groups = std::move(entry.identity.secondary_groups);
    associate.credentials = std::move(entry.credentials);
    std::ranges::sort(associate.credentials, {}, &LinkedCredential::type);
    associate.licenses = std::move(entry.licenses);
    Result<std::optional<PresenceRecord>> presence = rows.presence(id);
    if (!presence.has_value()) return presence.error();
    associate.presence = std::move(*presence);
    if (!hashes || !entry.identity.password) return std::optional(std::move(associate));
    associate.phc = std::move(entry.identity.password->phc);
    associate.must_change = entry.identity.password->must_change;
    associate.password_expires = entry.identity.password->expires;
    return std::optional(std::move(associate));
}

Result<Seed> whole_state(Rows& rows, bool hashes) {
    Seed seed;
    seed.whole = true;
    auto rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    auto roles = whole_roles(rows, *rights);
    if (!roles.has_value()) return roles.error();
    auto groups = rows.groups();
    if (!groups.has_value()) return groups.error();
    std::ranges::sort(*groups, {}, &GroupRecord::id);
    const auto associates = rows.associates();
    if (!associates.has_value()) return associates.error();
    for (const AssociateSummary& each : *associates) {
        auto associate = whole_associate(rows, each.associate.id, hashes);
        if (!associate.has_value()) return associate.error();
        if (!associate->has_value()) return fail_in_english(errc::internal, "an associate of the list is gone");
        seed.associates.push_back(std::move(**associate));
    }
    auto rules = rows.password_rules();
    if (!rules.has_value()) return rules.error();
    auto licenses = rows.module_licenses();
    if (!licenses.has_value()) return licenses.error();
    auto owners = rows.owner_contacts();
    if (!owners.has_value()) return owners.error();
    seed.rights = std::move(*rights);
    seed.roles = std::move(*roles);
    seed.groups = std::move(*groups);
    seed.password_rules = *rules;
    seed.licenses = std::move(*licenses);
    seed.owner_contacts = std::move(*owners);
    return seed;
}

}  // namespace uag
