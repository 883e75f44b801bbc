#include <map>

#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/records.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {
namespace {

/// Seed id -> stored id, for rows that are stored already under another id.
using Ids = std::map<std::int32_t, std::int32_t>;

std::int32_t mapped(const Ids& ids, std::int32_t id) {
    const auto found = ids.find(id);
    return found == ids.end() ? id : found->second;
}

Result<void> load_rights(Connection& db, const Seed& seed, SeedCounts& counts) {
    for (const FunctionalRight& right : seed.rights) {
        const auto added =
            changes_any(db,
                        "INSERT INTO functional_right (id, code, name, role_types) VALUES (?, ?, ?, ?) ON "
                        "CONFLICT DO NOTHING",
                        {id_or_null(right.id), right.code, right.name, right.role_types});
        if (!added) return added.error();
        ++(*added ? counts.added : counts.kept);
    }
    return {};
}

Result<void> grant(Connection& db, std::int32_t role_id, const std::vector<std::string>& codes) {
    for (const std::string& code : codes) {
        const auto right = db.first("SELECT id FROM functional_right WHERE code = ?", {code}, read_id);
        if (!right) return right.error();
        if (!*right) return fail(errc::not_found, "There is no functional right with the code " + code + ".");
        const auto granted = change(
            db, "INSERT INTO role_right (role_id, right_id) VALUES (?, ?) ON CONFLICT DO NOTHING", {role_id, **right});
        if (!granted) return granted.error();
    }
    return {};
}

Result<Ids> load_roles(Connection& db, const Seed& seed, TimePoint now, SeedCounts& counts) {
    Ids ids;
    for (const auto& [role, rights, cells] : seed.roles) {
        const std::string folded = fold(role.name);
        const auto same = db.first(
            "SELECT id FROM role WHERE (folded_name = ?1 AND deleted = 0) OR id = ?2 ORDER BY folded_name = "
            "?1 DESC, id LIMIT 1",
            {folded, role.id}, read_id);
        if (!same) return same.error();
        if (*same) {
            ids[role.id] = **same;
            ++counts.kept;
            continue;
        }
        const auto added = insert_role(db, role, {now, 0});
        if (!added) return added.error();
        if (const auto granted = grant(db, *added, rights); !granted) return granted.error();
        for (const DataRightCell& cell : cells)
            if (const auto put = put_data_right(db, *added, cell); !put) return put.error();
        ++counts.added;
    }
    return ids;
}

Result<Ids> load_groups(Connection& db, const Seed& seed, TimePoint now, SeedCounts& counts) {
    Ids ids;
    for (const GroupRecord& group : seed.groups) {
        const std::string folded = fold(group.name);
        const auto same = db.first(
            "SELECT id FROM user_group WHERE (folded_name = ?1 AND deleted = 0) OR id = ?2 ORDER BY "
            "folded_name = ?1 DESC, id LIMIT 1",
            {folded, group.id}, read_id);
        if (!same) return same.error();
        if (*same) {
            ids[group.id] = **same;
            ++counts.kept;
            continue;
        }
        const auto added = insert_group(db, group, {now, 0});
        if (!added) return added.error();
        ++counts.added;
    }
    return ids;
}

Result<bool> is_stored(Connection& db, const AssociateRecord& associate) {
    const auto owner = find_name_owner(db, fold(associate.name));
    if (!owner) return owner.error();
    if (*owner) return true;
    // One that was removed is not brought back.
    return is_associate_id_used(db, associate.id);
}

Result<void> load_associates(Connection& db, const Seed& seed, const Ids& roles, const Ids& groups, TimePoint now,
                             SeedCounts& counts) {
    for (const NewAssociate& wanted : seed.associates) {
        const auto kept = is_stored(db, wanted.associate);
        if (!kept) return kept.error();
        if (*kept) {
            ++counts.kept;
            continue;
        }
        NewAssociate added = wanted;
        added.associate.role_id = mapped(roles, added.associate.role_id);
        added.associate.group_id = mapped(groups, added.associate.group_id);
        for (std::int32_t& group : added.secondary_groups) group = mapped(groups, group);
        if (const auto stored = add_associate(db, added, now); !stored) {
            Error error = stored.error();
            error.public_text = "Associate " + wanted.associate.name + ": " + error.public_text;
            return error;
        }
        ++counts.added;
    }
    return {};
}

Result<void> load_rules(Connection& db, const PasswordRules& rules, SeedCounts& counts) {
    const auto added = changes_any(
        db,
        "INSERT INTO password_rules (id, min_characters, min_numbers, "
        "min_lowercase, min_uppercase, min_special) VALUES (1, ?, ?, ?, ?, ?) ON "
        "CONFLICT DO NOTHING",
        {rules.min_characters, rules.min_numbers, rules.min_lowercase, rules.min_uppercase, rules.min_special});
    if (!added) return added.error();
    ++(*added ? counts.added : counts.kept);
    return {};
}

Result<void> load_licenses(Connection& db, const Seed& seed, SeedCounts& counts) {
    for (const ModuleLicenseRecord& license : seed.licenses) {
        const auto added = changes_any(db,
                                       "INSERT INTO module_license (id, owner, name, description, total, "
                                       "unrestricted) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                                       {id_or_null(license.id), license.owner, license.name, license.description,
                                        license.total, license.unrestricted});
        if (!added) return added.error();
        ++(*added ? counts.added : counts.kept);
    }
    return {};
}

Result<void> load_owner_contacts(Connection& db, const Seed& seed, TimePoint now, SeedCounts& counts) {
    for (const std::int32_t contact : seed.owner_contacts) {
        const auto added =
            changes_any(db, "INSERT INTO owner_contact (contact_id, registered) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        {contact, now});
        if (!added) return added.error();
        ++(*added ? counts.added : counts.kept);
    }
    return {};
}

}  // namespace

Result<SeedCounts> load_seed(Connection& db, const Seed& seed, TimePoint now) {
    SeedCounts counts;
    if (const auto done = load_rights(db, seed, counts); !done) return done.error();
    const auto roles = load_roles(db, seed, now, counts);
    if (!roles) return roles.error();
    const auto groups = load_groups(db, seed, now, counts);
    if (!groups) return groups.error();
    if (const auto done = load_associates(db, seed, *roles, *groups, now, counts); !done) return done.error();
    if (const auto done = load_licenses(db, seed, counts); !done) return done.error();
    if (const auto done = load_owner_contacts(db, seed, now, counts); !done) return done.error();
    if (!seed.password_rules) return counts;
    if (const auto done = load_rules(db, *seed.password_rules, counts); !done) return done.error();
    return counts;
}

}  // namespace uag::sqlite
