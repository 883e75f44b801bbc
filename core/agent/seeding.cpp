#include "core/agent/seeding.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/agent/data_rights.hpp"
#include "core/agent/directory.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/groups.hpp"
#include "core/agent/passwords.hpp"
#include "core/agent/role_rules.hpp"
#include "core/agent/users_validation.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/base/text.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

/// Seed id -> stored id, for rows that are stored already under another id.
using IdsById = std::map<std::int32_t, std::int32_t>;

std::int32_t mapped(const IdsById& ids, std::int32_t id) {
    const auto found = ids.find(id);
    return found == ids.end() ? id : found->second;
}

/// A refusal with what it is about in front of each field.
Error about(std::string what, Error error) {
    if (error.code == errc::storage) return error;
    if (error.messages.empty()) error.messages.emplace_back(error.field, error.public_text);
    for (auto& [field, text] : error.messages) field = field.empty() ? what : what + ": " + field;
    return error;
}

struct Loading {
    Change& change;
    const Seed& seed;
    SeedCounts counts{};
    IdsById roles{};
    IdsById groups{};
    std::vector<RoleRecord> deleted_roles{};
    std::vector<GroupRecord> deleted_groups{};

    Rows& rows = change.rows;

    Result<void> clear_built_in();
    Result<void> load_rights();
    Result<void> load_roles(bool deleted);
    Result<void> load_role(const NewRole& wanted);
    Result<void> store_role(const RoleRecord& role);
    Result<void> load_groups(bool deleted);
    Result<void> load_group(const GroupRecord& wanted);
    Result<void> delete_what_is_deleted();
    Result<void> load_associates();
    Result<void> load_associate(const NewAssociate& wanted);
    Result<void> load_licenses();
    Result<void> load_owner_contacts();
    Result<void> load_rules();

    void count(bool added) { ++(added ? counts.added : counts.kept); }
};

// Nobody has any of it yet, and a whole state names what is to stay.
Result<void> Loading::clear_built_in() {
    const auto associates = rows.associates();
    const auto stored_roles = rows.roles();
    const auto stored_groups = rows.groups();
    if (!associates.has_value()) return associates.error();
    if (!stored_roles.has_value()) return stored_roles.error();
    if (!stored_groups.has_value()) return stored_groups.error();
    if (!associates->empty())
        return fail_in_english(errc::invalid_argument,
                               "A whole state is for a database without associates, and this one has some.");
    for (RoleRecord role : *stored_roles) {
        role.deleted = true;
        if (Result<void> done = rows.update_role(role, change.stamp); !done.has_value()) return done;
    }
    for (GroupRecord group : *stored_groups) {
        group.deleted = true;
        if (Result<void> done = rows.update_group(group, change.stamp); !done.has_value()) return done;
    }
    return {};
}

Result<void> Loading::load_rights() {
    for (const FunctionalRight& right : seed.rights) {
        const auto stored = rows.functional_rights();
        if (!stored.has_value()) return stored.error();
        const bool has_code = std::ranges::any_of(*stored, [&](const auto& one) { return one.code == right.code; });
        const bool has_id = std::ranges::any_of(*stored, [&](const auto& one) { return one.id == right.id; });
        // Roles name rights by code, so a right that must be there may have another id.
        FunctionalRight added = right;
        if (seed.whole && has_id) added.id = 0;
        const bool there = has_code || (added.id != 0 && has_id);
        if (!there)
            if (const auto id = rows.insert_functional_right(added); !id.has_value()) return id.error();
        count(!there);
    }
    return {};
}

/// Of those that are stored the one with the name, else the one with the id. What is deleted has no name.
template <class Record>
const Record* find_same(const std::vector<Record>& stored, const std::string& name, std::int32_t id, bool deleted) {
    const std::string folded = fold(name);
    const Record* same = nullptr;
    for (const Record& one : stored) {
        const bool is_named = !deleted && !one.deleted && fold(one.name) == folded;
        if (is_named && (same == nullptr || fold(same->name) != folded || one.id < same->id)) same = &one;
        if (same == nullptr && one.id == id) same = &one;
    }
    return same;
}

Error unknown_right(const std::string& code) {
    return fail_in_english(errc::not_found, "There is no functional right with the code " + code + ".");
}

// Under its id, which a whole state may find in use by what is built in.
Result<void> Loading::store_role(const RoleRecord& role) {
    const auto stored = rows.role(role.id);
    if (!stored.has_value()) return stored.error();
    if (!seed.whole || !stored->has_value()) {
        const auto id = rows.insert_role(role, change.stamp);
        return id.has_value() ? Result<void>() : id.error();
    }
    if (Result<void> done = empty_cells(rows, role.id); !done.has_value()) return done;
    return rows.update_role(role, change.stamp);
}

Result<void> Loading::load_role(const NewRole& wanted) {
    RoleRecord role = wanted.role;
    Result<void> judged = judge_role(rows, role);
    if (!judged.has_value()) return judged;
    const auto asked = ids_of_codes(rows, wanted.functional_rights, unknown_right);
    if (!asked.has_value()) return asked.error();
    const auto rights = judge_rights(rows, *asked, role.type);
    if (!rights.has_value()) return rights.error();
    // Who has it is loaded yet.
    if (std::exchange(role.deleted, false)) deleted_roles.push_back(role);
    Result<void> stored = store_role(role);
    if (stored.has_value()) stored = rows.set_functional_rights(role.id, *rights);
    for (const DataRightCell& given : wanted.data_rights) {
        const auto cell = data_right_cell(given.table, given.relation, given.value);
        if (!cell.has_value()) return cell.error();
        if (stored.has_value()) stored = rows.put_data_right(role.id, *cell);
    }
    return stored;
}

Result<void> Loading::load_roles(bool deleted) {
    for (const NewRole& wanted : seed.roles) {
        if (wanted.role.deleted != deleted) continue;
        const auto stored = rows.roles();
        if (!stored.has_value()) return stored.error();
        const RoleRecord* const same =
            seed.whole ? nullptr : find_same(*stored, wanted.role.name, wanted.role.id, deleted);
        count(same == nullptr);
        if (same != nullptr) {
            roles[wanted.role.id] = same->id;
            continue;
        }
        const Result<void> loaded = load_role(wanted);
        if (!loaded.has_value()) return about("role " + wanted.role.name, loaded.error());
    }
    return {};
}

Result<void> Loading::load_group(const GroupRecord& wanted) {
    GroupRecord group = wanted;
    const Result<void> judged = judge_group(rows, group);
    if (!judged.has_value()) return about("group " + wanted.name, judged.error());
    if (std::exchange(group.deleted, false)) deleted_groups.push_back(group);
    const auto stored = rows.group(group.id);
    if (!stored.has_value()) return stored.error();
    if (seed.whole && stored->has_value()) return rows.update_group(group, change.stamp);
    const auto id = rows.insert_group(group, change.stamp);
    return id.has_value() ? Result<void>() : id.error();
}

Result<void> Loading::load_groups(bool deleted) {
    for (const GroupRecord& wanted : seed.groups) {
        if (wanted.deleted != deleted) continue;
        const auto stored = rows.groups();
        if (!stored.has_value()) return stored.error();
        const GroupRecord* const same = seed.whole ? nullptr : find_same(*stored, wanted.name, wanted.id, deleted);
        count(same == nullptr);
        if (same != nullptr) {
            groups[wanted.id] = same->id;
            continue;
        }
        if (Result<void> loaded = load_group(wanted); !loaded.has_value()) return loaded;
    }
    return {};
}

Result<void> Loading::delete_what_is_deleted() {
    for (RoleRecord& role : deleted_roles) {
        role.deleted = true;
        if (Result<void> done = rows.update_role(role, change.stamp); !done.has_value()) return done;
    }
    for (GroupRecord& group : deleted_groups) {
        group.deleted = true;
        if (Result<void> done = rows.update_group(group, change.stamp); !done.has_value()) return done;
    }
    return {};
}

// Whose an associate's name or id is already.
enum class Owner : std::uint8_t { nobody, itself, another };

Result<Owner> owner_of(Rows& rows, const AssociateRecord& associate) {
    const auto owner = rows.name_owner(fold(kept_name(associate.name)));
    if (!owner.has_value()) return owner.error();
    if (owner->has_value()) return Owner::itself;
    const auto is_used = rows.is_associate_id_used(associate.id);
    if (!is_used.has_value()) return is_used.error();
    return *is_used ? Owner::another : Owner::nobody;
}

bool is_a_person(UserType type) { return type == UserType::internal_associate || type == UserType::external_associate; }

/// The person: one that is stored already stands for itself.
Result<void> want_person(Rows& rows, const NewAssociate& given, WantedUser& wanted) {
    wanted.person = given.person.value_or(PersonRecord{});
    if (!given.person && is_a_person(given.associate.type)) wanted.person.last_name = wanted.associate.name;
    wanted.write_person = given.person.has_value() || is_a_person(given.associate.type);
    if (wanted.person.id == 0) return {};
    auto stored = rows.person(wanted.person.id);
    if (!stored.has_value()) return stored.error();
    if (!stored->has_value()) return {};
    wanted.person = std::move(**stored);
    wanted.associate.person_id = wanted.person.id;
    wanted.write_person = false;
    return {};
}

// Whether the installation offers a type is a setting, which may change; what a type is called is not.
void judge_types(const std::vector<LinkedCredential>& credentials, FieldErrors& errors) {
    for (auto each = credentials.begin(); each != credentials.end(); ++each) {
        const auto is_same = [&](const LinkedCredential& one) { return ascii_iequals(one.type, each->type); };
        if (each->type.empty()) errors.add("Credentials", "A credential needs a type.");
        if (is_password_type(each->type))
            errors.add("Credentials", Message::verbatim("A password stands in the associate itself."));
        if (std::any_of(credentials.begin(), each, is_same))
            errors.add("Credentials", "A user has one credential of a type at most.");
        if (auto reason = judge_text(each->type)) errors.add("Credentials", std::move(*reason));
    }
}

Result<void> Loading::load_associate(const NewAssociate& given) {
    WantedUser wanted;
    wanted.associate = given.associate;
    AssociateRecord& associate = wanted.associate;
    for (std::string* name : {&associate.name, &associate.user_name, &associate.nick_name}) *name = kept_name(*name);
    associate.role_id = mapped(roles, associate.role_id);
    associate.group_id = mapped(groups, associate.group_id);
    for (const std::int32_t group : given.secondary_groups) wanted.other_groups.push_back(mapped(groups, group));
    Result<void> done = want_person(rows, given, wanted);
    if (!done.has_value()) return done;

    wanted.licenses = given.licenses;
    wanted.credentials = given.credentials;
    FieldErrors errors;
    judge_types(given.credentials, errors);
    done = judge_user(rows, wanted, {}, errors);
    if (done.has_value()) done = errors.result();
    if (!done.has_value()) return done;

    if (wanted.write_person) {
        const auto person = rows.insert_person(wanted.person, change.stamp);
        if (!person.has_value()) return person.error();
        associate.person_id = *person;
    }
    // Who is deleted gets no password, so that comes last.
    const bool is_deleted = std::exchange(associate.deleted, false);
    const auto id = rows.insert_associate(associate, change.stamp);
    if (!id.has_value()) return id.error();
    done = rows.set_other_groups(*id, wanted.other_groups);
    if (done.has_value()) done = rows.set_licenses(*id, given.licenses);
    for (const LinkedCredential& credential : given.credentials)
        if (done.has_value()) done = rows.put_linked_credential(*id, credential);
    if (done.has_value() && given.presence) done = rows.put_presence(*id, *given.presence);
    if (done.has_value() && given.phc) {
        PasswordToStore password{NewPhc{*given.phc, {}, {}}};
        password.told = {};
        password.must_change = given.must_change;
        password.expires = given.password_expires;
        done = store_password(change, *id, password);
    }
    if (!done.has_value() || !is_deleted) return done;
    associate.id = *id;
    associate.deleted = true;
    return rows.update_associate(associate, change.stamp);
}

Result<void> Loading::load_associates() {
    for (const NewAssociate& wanted : seed.associates) {
        const auto owner = owner_of(rows, wanted.associate);
        if (!owner.has_value()) return owner.error();
        count(*owner == Owner::nobody);
        if (*owner == Owner::another) counts.other_associates.push_back(wanted.associate.name);
        if (*owner != Owner::nobody) continue;
        const Result<void> loaded = load_associate(wanted);
        if (!loaded.has_value()) return about("associate " + wanted.associate.name, loaded.error());
    }
    if (!seed.associates.empty()) change.names_changed();
    return {};
}

Result<void> Loading::load_licenses() {
    for (const ModuleLicenseRecord& license : seed.licenses) {
        const auto stored = rows.module_licenses();
        if (!stored.has_value()) return stored.error();
        const bool there = std::ranges::any_of(*stored, [&](const ModuleLicenseRecord& one) {
            return is_license(one, license.owner, license.name) || (license.id != 0 && one.id == license.id);
        });
        if (!there)
            if (const auto added = rows.insert_module_license(license); !added.has_value()) return added.error();
        count(!there);
    }
    return {};
}

Result<void> Loading::load_owner_contacts() {
    for (const std::int32_t contact : seed.owner_contacts) {
        const auto added = rows.add_owner_contact(contact, change.stamp);
        if (!added.has_value()) return added.error();
        count(*added);
    }
    return {};
}

Result<void> Loading::load_rules() {
    if (!seed.password_rules) return {};
    const auto stored = rows.password_rules();
    if (!stored.has_value()) return stored.error();
    count(!stored->has_value());
    if (stored->has_value()) return {};
    return rows.put_password_rules(*seed.password_rules);
}

}  // namespace

bool is_license(const ModuleLicenseRecord& license, std::string_view owner, std::string_view name) {
    return ascii_iequals(license.owner, owner) && ascii_iequals(license.name, name);
}

// Owner contacts come after the associates: who is loaded with them stays, as who is stored before them does.
Result<SeedCounts> load_seed(Change& change, const Seed& seed) {
    Loading loading{change, seed};
    Result<void> done = seed.whole ? loading.clear_built_in() : Result<void>();
    if (done.has_value()) done = loading.load_rights();
    for (const bool deleted : {false, true}) {
        if (done.has_value()) done = loading.load_roles(deleted);
        if (done.has_value()) done = loading.load_groups(deleted);
    }
    if (done.has_value()) done = loading.load_licenses();
    if (done.has_value()) done = loading.load_associates();
    if (done.has_value()) done = loading.delete_what_is_deleted();
    if (done.has_value()) done = loading.load_owner_contacts();
    if (done.has_value()) done = loading.load_rules();
    if (!done.has_value()) return done.error();
    return loading.counts;
}

}  // namespace uag
