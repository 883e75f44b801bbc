#include <array>

#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/records.hpp"
#include "core/base/messages.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/names.hpp"

namespace uag::sqlite {
namespace {

Error invalid(std::string field, std::string text) {
    Error error = fail(errc::validation, text);
    error.field = field;
    error.messages.emplace_back(std::move(field), std::move(text));
    return error;
}

Error missing(std::string field, std::string_view english, std::int32_t id) {
    Error error = fail(errc::not_found, sentence(english, {id}));
    error.field = std::move(field);
    return error;
}

Result<void> check_names(Connection& db, const NewAssociate& added) {
    const AssociateRecord& associate = added.associate;
    if (associate.name.empty()) return invalid("Name", "The name is empty.");
    Error error = fail(errc::validation, "The name is in use.");
    const std::array<std::pair<std::string_view, std::string_view>, 2> names{
        {{"Name", associate.name}, {"UserName", associate.user_name}}};
    for (const auto& [field, name] : names) {
        if (name.empty()) continue;
        const auto called = find_associates_called(db, fold(name));
        if (!called) return called.error();
        if (!called->empty()) error.messages.emplace_back(field, "The name is in use.");
    }
    const std::int32_t person_id = added.person && added.person->id != 0 ? added.person->id : associate.person_id;
    const auto stored_email = db.first("SELECT folded_email FROM person WHERE id = ?", {person_id},
                                       [](const Row& row) { return row.text(0); });
    if (!stored_email) return stored_email.error();
    std::string email = stored_email->value_or("");
    if (!*stored_email && added.person) email = fold(added.person->email);
    const auto email_owner = find_name_owner(db, email);
    if (!email_owner) return email_owner.error();
    if (*email_owner) error.messages.emplace_back("Person", "The e-mail address is another user's name.");
    const auto nick_owner = find_nick_name_owner(db, fold(associate.nick_name));
    if (!nick_owner) return nick_owner.error();
    if (*nick_owner) error.messages.emplace_back("NickName", "The nick name is in use.");
    if (error.messages.empty()) return {};
    error.field = error.messages.front().first;
    return error;
}

Result<void> check_role(Connection& db, const AssociateRecord& associate) {
    if (associate.role_id == 0) return {};
    const auto type = db.first("SELECT type FROM role WHERE id = ? AND deleted = 0", {associate.role_id},
                               [](const Row& row) { return static_cast<RoleType>(row.int32(0)); });
    if (!type) return type.error();
    if (!*type) return missing("Role", "There is no role with the id {}.", associate.role_id);
    const auto wanted = role_type_for(associate.type);
    if (wanted && *wanted != **type) return invalid("Role", "The role is not one for this type of user.");
    return {};
}

Result<void> check_group(Connection& db, std::int32_t group_id) {
    if (group_id == 0) return {};
    const auto known = db.exists("SELECT 1 FROM user_group WHERE id = ? AND deleted = 0", {group_id});
    if (!known) return known.error();
    if (!*known) return missing("UserGroup", "There is no group with the id {}.", group_id);
    return {};
}

Result<void> check(Connection& db, const NewAssociate& added) {
    const AssociateRecord& associate = added.associate;
    const auto used = is_associate_id_used(db, associate.id);
    if (!used) return used.error();
    if (*used) return invalid("AssociateId", "The associate id is in use.");
    if (const auto fine = check_names(db, added); !fine) return fine.error();
    if (const auto fine = check_role(db, associate); !fine) return fine.error();
    if (const auto fine = check_group(db, associate.group_id); !fine) return fine.error();
    for (const std::int32_t group : added.secondary_groups)
        if (const auto fine = check_group(db, group); !fine) return fine.error();
    return {};
}

// The id of the associate's person: one that exists already is taken as it is, another is added.
Result<std::int32_t> settle_person(Connection& db, const NewAssociate& added, TimePoint now) {
    const std::int32_t wanted = added.person && added.person->id != 0 ? added.person->id : added.associate.person_id;
    const auto known = db.exists("SELECT 1 FROM person WHERE id = ?", {wanted});
    if (!known) return known.error();
    if (*known) return wanted;
    if (!added.person) {
        if (wanted == 0) return 0;
        return missing("Person", "There is no person with the id {}.", wanted);
    }
    PersonRecord person = *added.person;
    person.id = wanted;
    return insert_person(db, person, {now, 0});
}

}  // namespace

Result<std::int32_t> add_associate(Connection& db, const NewAssociate& wanted, TimePoint now) {
    NewAssociate added = wanted;
    added.associate.name = kept_name(wanted.associate.name);
    added.associate.user_name = kept_name(wanted.associate.user_name);
    added.associate.nick_name = kept_name(wanted.associate.nick_name);
    if (const auto fine = check(db, added); !fine) return fine.error();
    const auto person_id = settle_person(db, added, now);
    if (!person_id) return person_id.error();
    added.associate.person_id = *person_id;
    const auto id = insert_associate(db, added.associate, {now, 0});
    if (!id) return id.error();
    for (const std::int32_t group : added.secondary_groups) {
        const auto joined =
            change(db, "INSERT INTO associate_group (associate_id, group_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                   {*id, group});
        if (!joined) return joined.error();
    }
    if (!added.phc) return id;
    if (const auto secured = put_password(db, *id, *added.phc, added.must_change, {now, 0}); !secured)
        return secured.error();
    return id;
}

}  // namespace uag::sqlite
