#include "adapters/sqlite/queries.hpp"

namespace uag::sqlite {
namespace {

constexpr std::int64_t associate_name = 1;  // login_name.kind

PersonRecord read_person(const Row& row, int column) {
    PersonRecord person;
    person.id = row.int32(column);
    person.first_name = row.text(column + 1);
    person.middle_name = row.text(column + 2);
    person.last_name = row.text(column + 3);
    person.email = row.text(column + 4);
    person.contact_id = row.int32(column + 5);
    person.country_id = row.int32(column + 6);
    person.home_country_id = row.int32(column + 7);
    person.business_id = row.int32(column + 8);
    person.category_id = row.int32(column + 9);
    return person;
}

AssociateRecord read_associate(const Row& row) {
    AssociateRecord associate;
    associate.id = row.int32(0);
    associate.name = row.text(1);
    associate.user_name = row.text(2);
    associate.type = static_cast<UserType>(row.int32(3));
    associate.person_id = row.int32(4);
    associate.role_id = row.int32(5);
    associate.group_id = row.int32(6);
    associate.ej_user_id = row.int32(7);
    associate.deleted = row.flag(8);
    associate.retired = row.flag(9);
    associate.waiting_for_approval = row.flag(10);
    return associate;
}

Identity read_identity(const Row& row) {
    Identity identity;
    identity.associate = read_associate(row);
    if (!row.is_null(11)) identity.person = read_person(row, 11);
    if (!row.is_null(21))
        identity.role = {row.int32(21), row.text(22), row.text(23), static_cast<RoleType>(row.int32(24))};
    if (!row.is_null(25))
        identity.group = {row.int32(25), row.text(26), row.text(27),
                          static_cast<std::int16_t>(row.int32(28))};
    if (!row.is_null(29))
        identity.password = PasswordRecord{row.text(29), row.int64(33), row.flag(30), row.time(31), row.time(32)};
    return identity;
}

// The associate of that e-mail address; nothing if several have it.
Result<std::optional<std::int32_t>> find_email_owner(Connection& db, std::string_view folded_email) {
    std::vector<std::int32_t> owners;
    const auto read = db.each(
        "SELECT a.id FROM person p JOIN associate a ON a.person_id = p.id "
        "WHERE p.folded_email = ? AND p.folded_email <> '' AND a.deleted = 0 LIMIT 2",
        {folded_email}, [&](const Row& row) { owners.push_back(row.int32(0)); });
    if (!read) return read.error();
    if (owners.size() != 1) return std::optional<std::int32_t>{};
    return std::optional(owners.front());
}

std::string full_name(const Row& row, int column) {
    std::string name;
    for (int part = column; part < column + 3; ++part) {
        const std::string word = row.text(part);
        if (word.empty()) continue;
        if (!name.empty()) name += ' ';
        name += word;
    }
    return name;
}

}  // namespace

Result<std::optional<Identity>> find_identity(Connection& db, std::int32_t associate_id) {
    auto found = db.first(
        "SELECT a.id, a.name, a.user_name, a.type, a.person_id, a.role_id, a.group_id, a.ej_user_id, "
        "a.deleted, "
        "a.retired, a.waiting_for_approval, "
        "p.id, p.first_name, p.middle_name, p.last_name, p.email, p.contact_id, p.country_id, "
        "p.home_country_id, "
        "p.business_id, p.category_id, "
        "r.id, r.name, r.description, r.type, g.id, g.name, g.description, g.rank, "
        "c.phc, c.must_change, c.valid_from, c.valid_to, c.revision "
        "FROM associate a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN role r ON r.id = a.role_id "
        "LEFT JOIN user_group g ON g.id = a.group_id LEFT JOIN password_credential c ON c.associate_id = "
        "a.id "
        "WHERE a.id = ?",
        {associate_id}, read_identity);
    if (!found || !*found) return found;

    Identity& identity = **found;
    const auto groups =
        db.each("SELECT group_id FROM associate_group WHERE associate_id = ? ORDER BY group_id",
                {associate_id}, [&](const Row& row) { identity.secondary_groups.push_back(row.int32(0)); });
    if (!groups) return groups.error();
    const auto rights = db.each(
        "SELECT f.code FROM role_right r JOIN functional_right f ON f.id = r.right_id WHERE r.role_id = ? "
        "ORDER BY f.code",
        {identity.role.id}, [&](const Row& row) { identity.functional_rights.push_back(row.text(0)); });
    if (!rights) return rights.error();
    return found;
}

Result<std::optional<Identity>> find_identity_by_name(Connection& db, std::string_view folded_name) {
    const auto id = db.first("SELECT associate_id FROM login_name WHERE folded = ? AND kind = ?",
                             {folded_name, associate_name}, [](const Row& row) { return row.int32(0); });
    if (!id) return id.error();
    if (!*id) return std::optional<Identity>{};
    return find_identity(db, **id);
}

Result<std::optional<Identity>> find_identity_for_login(Connection& db, std::string_view folded_login) {
    // An associate name and a user name are never the same, so one look-up answers for both.
    auto id = find_name_owner(db, folded_login);
    if (!id) return id.error();
    if (!*id) id = find_email_owner(db, folded_login);
    if (!id) return id.error();
    if (!*id) return std::optional<Identity>{};
    return find_identity(db, **id);
}

Result<std::optional<std::int32_t>> find_name_owner(Connection& db, std::string_view folded_name) {
    return db.first("SELECT associate_id FROM login_name WHERE folded = ?", {folded_name},
                    [](const Row& row) { return row.int32(0); });
}

Result<std::vector<AssociateSummary>> list_associates(Connection& db) {
    std::vector<AssociateSummary> summaries;
    const auto read = db.each(
        "SELECT a.id, a.name, a.user_name, a.type, a.person_id, a.role_id, a.group_id, a.ej_user_id, "
        "a.deleted, "
        "a.retired, a.waiting_for_approval, p.first_name, p.middle_name, p.last_name, p.email, r.name, "
        "c.associate_id IS NOT NULL "
        "FROM associate a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN role r ON r.id = a.role_id "
        "LEFT JOIN password_credential c ON c.associate_id = a.id ORDER BY a.id",
        {}, [&](const Row& row) {
            summaries.push_back(
                {read_associate(row), full_name(row, 11), row.text(14), row.text(15), row.flag(16)});
        });
    if (!read) return read.error();
    return summaries;
}

Result<std::vector<NewRole>> list_roles(Connection& db) {
    std::vector<NewRole> roles;
    const auto read = db.each(
        "SELECT r.id, r.name, r.description, r.type, f.code FROM role r LEFT JOIN role_right x ON x.role_id "
        "= r.id "
        "LEFT JOIN functional_right f ON f.id = x.right_id ORDER BY r.id, f.code",
        {}, [&](const Row& row) {
            if (roles.empty() || roles.back().role.id != row.int32(0))
                roles.push_back(
                    {{row.int32(0), row.text(1), row.text(2), static_cast<RoleType>(row.int32(3))}, {}});
            if (!row.is_null(4)) roles.back().functional_rights.push_back(row.text(4));
        });
    if (!read) return read.error();
    return roles;
}

Result<std::vector<GroupRecord>> list_groups(Connection& db) {
    std::vector<GroupRecord> groups;
    const auto read = db.each(
        "SELECT id, name, description, rank FROM user_group ORDER BY rank, id", {}, [&](const Row& row) {
            groups.push_back(
                {row.int32(0), row.text(1), row.text(2), static_cast<std::int16_t>(row.int32(3))});
        });
    if (!read) return read.error();
    return groups;
}

Result<std::int64_t> generation(Connection& db) {
    const auto value =
        db.first("SELECT value FROM generation", {}, [](const Row& row) { return row.int64(0); });
    if (!value) return value.error();
    return value->value_or(0);
}

}  // namespace uag::sqlite
