#include <array>

#include "adapters/sqlite/queries.hpp"
#include "core/security/names.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {
namespace {

constexpr std::int64_t associate_name = 1;  // login_name.kind
constexpr std::int64_t user_name = 2;

Error invalid(std::string field, std::string text) {
    Error error = fail(errc::validation, text);
    error.field = field;
    error.messages.emplace_back(std::move(field), std::move(text));
    return error;
}

Error missing(std::string field, std::string what, std::int32_t id) {
    Error error = fail(errc::not_found, "There is no " + what + " with the id " + std::to_string(id) + ".");
    error.field = std::move(field);
    return error;
}

// Which roles a user of that type may have; nothing if the type says nothing about it.
std::optional<RoleType> role_type_for(UserType type) {
    switch (type) {
        case UserType::internal_associate:
        case UserType::resource_associate:
            return RoleType::employee;
        case UserType::external_associate:
            return RoleType::external_user;
        case UserType::anonymous_associate:
            return RoleType::anonymous;
        case UserType::system_associate:
            return RoleType::system;
        case UserType::unknown:
            break;
    }
    return std::nullopt;
}

Result<void> check_names(Connection& db, const AssociateRecord& associate) {
    if (associate.name.empty()) return invalid("Name", "The name is empty.");
    Error error = fail(errc::validation, "The name is in use.");
    const std::array<std::pair<std::string_view, std::string_view>, 2> names{
        {{"Name", associate.name}, {"UserName", associate.user_name}}};
    for (const auto& [field, name] : names) {
        if (name.empty()) continue;
        const auto owner = find_name_owner(db, fold(name));
        if (!owner) return owner.error();
        if (*owner) error.messages.emplace_back(field, "The name is in use.");
    }
    if (error.messages.empty()) return {};
    error.field = error.messages.front().first;
    return error;
}

Result<void> check_role(Connection& db, const AssociateRecord& associate) {
    if (associate.role_id == 0) return {};
    const auto type = db.first("SELECT type FROM role WHERE id = ?", {associate.role_id},
                               [](const Row& row) { return static_cast<RoleType>(row.int32(0)); });
    if (!type) return type.error();
    if (!*type) return missing("Role", "role", associate.role_id);
    const auto wanted = role_type_for(associate.type);
    if (wanted && *wanted != **type) return invalid("Role", "The role is not one for this type of user.");
    return {};
}

Result<void> check_group(Connection& db, std::int32_t group_id) {
    if (group_id == 0) return {};
    const auto known = db.exists("SELECT 1 FROM user_group WHERE id = ?", {group_id});
    if (!known) return known.error();
    if (!*known) return missing("UserGroup", "group", group_id);
    return {};
}

Result<void> check(Connection& db, const NewAssociate& added) {
    const AssociateRecord& associate = added.associate;
    const auto used = db.exists("SELECT 1 FROM associate WHERE id = ?", {associate.id});
    if (!used) return used.error();
    if (*used) return invalid("AssociateId", "The associate id is in use.");
    if (const auto fine = check_names(db, associate); !fine) return fine.error();
    if (const auto fine = check_role(db, associate); !fine) return fine.error();
    if (const auto fine = check_group(db, associate.group_id); !fine) return fine.error();
    for (const std::int32_t group : added.secondary_groups)
        if (const auto fine = check_group(db, group); !fine) return fine.error();
    return {};
}

// The id of the associate's person: one that exists already is taken as it is, another is added.
Result<std::int32_t> settle_person(Connection& db, const NewAssociate& added, TimePoint now) {
    const std::int32_t wanted =
        added.person && added.person->id != 0 ? added.person->id : added.associate.person_id;
    const auto known = db.exists("SELECT 1 FROM person WHERE id = ?", {wanted});
    if (!known) return known.error();
    if (*known) return wanted;
    if (!added.person) {
        if (wanted == 0) return 0;
        return missing("Person", "person", wanted);
    }
    const PersonRecord& person = *added.person;
    const auto stored = db.run(
        "INSERT INTO person (id, first_name, middle_name, last_name, email, folded_email, contact_id, "
        "country_id, "
        "home_country_id, business_id, category_id, registered, updated) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)",
        {id_or_null(wanted), person.first_name, person.middle_name, person.last_name, person.email,
         fold(person.email), person.contact_id, person.country_id, person.home_country_id, person.business_id,
         person.category_id, now});
    if (!stored) return stored.error();
    return db.last_id();
}

Result<void> store_name(Connection& db, std::int32_t id, const std::string& folded, std::int64_t kind) {
    const auto stored =
        db.run("INSERT INTO login_name (folded, associate_id, kind) VALUES (?, ?, ?)", {folded, id, kind});
    if (!stored) return stored.error();
    return {};
}

Result<void> store_names(Connection& db, std::int32_t id, const AssociateRecord& associate) {
    const std::string name = fold(associate.name);
    if (const auto stored = store_name(db, id, name, associate_name); !stored) return stored.error();
    const std::string login = fold(associate.user_name);
    if (login.empty() || login == name) return {};
    return store_name(db, id, login, user_name);
}

Result<std::int32_t> store_associate(Connection& db, const AssociateRecord& associate, std::int32_t person_id,
                                     TimePoint now) {
    const auto stored = db.run(
        "INSERT INTO associate (id, name, user_name, type, person_id, role_id, group_id, ej_user_id, "
        "deleted, retired, "
        "waiting_for_approval, registered, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
        "?12, ?12)",
        {id_or_null(associate.id), associate.name, associate.user_name,
         static_cast<std::int32_t>(associate.type), id_or_null(person_id), id_or_null(associate.role_id),
         id_or_null(associate.group_id), associate.ej_user_id, associate.deleted, associate.retired,
         associate.waiting_for_approval, now});
    if (!stored) return stored.error();
    return db.last_id();
}

}  // namespace

Result<std::int32_t> add_associate(Connection& db, const NewAssociate& wanted, TimePoint now) {
    NewAssociate added = wanted;
    added.associate.name = kept_name(wanted.associate.name);
    added.associate.user_name = kept_name(wanted.associate.user_name);
    if (const auto fine = check(db, added); !fine) return fine.error();
    const auto person_id = settle_person(db, added, now);
    if (!person_id) return person_id.error();
    const auto id = store_associate(db, added.associate, *person_id, now);
    if (!id) return id.error();
    if (const auto stored = store_names(db, *id, added.associate); !stored) return stored.error();
    for (const std::int32_t group : added.secondary_groups) {
        const auto joined = db.run(
            "INSERT OR IGNORE INTO associate_group (associate_id, group_id) VALUES (?, ?)", {*id, group});
        if (!joined) return joined.error();
    }
    if (!added.phc) return id;
    const auto secured = db.run(
        "INSERT INTO password_credential (associate_id, phc, must_change, valid_from, valid_to, changed_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {*id, *added.phc, added.must_change, TimePoint{}, TimePoint::max(), now});
    if (!secured) return secured.error();
    return id;
}

}  // namespace uag::sqlite
