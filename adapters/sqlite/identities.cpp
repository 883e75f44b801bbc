#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/records.hpp"

namespace uag::sqlite {
namespace {

Identity read_identity(const Row& row) {
    constexpr int person = associate_columns;
    constexpr int role = person + person_columns;
    constexpr int group = role + role_columns;
    constexpr int password = group + group_columns;
    Identity identity;
    identity.associate = read_associate(row);
    if (!row.is_null(person)) identity.person = read_person(row, person);
    if (!row.is_null(role)) identity.role = read_role(row, role);
    if (!row.is_null(group)) identity.group = read_group(row, group);
    if (!row.is_null(password))
        identity.password = PasswordRecord{row.text(password),     row.int64(password + 1), row.flag(password + 2),
                                           row.time(password + 3), row.time(password + 4),  row.time(password + 5)};
    return identity;
}

// The associate of that e-mail address; nothing if several have it.
Result<std::optional<std::int32_t>> find_email_owner(Connection& db, std::string_view folded_email) {
    const auto owners =
        read_ids(db,
                 "SELECT a.id FROM person p JOIN associate a ON a.person_id = p.id WHERE p.folded_email = ? "
                 "AND p.folded_email <> '' AND a.deleted = 0 LIMIT 2",
                 {folded_email});
    if (!owners) return owners.error();
    if (owners->size() != 1) return std::optional<std::int32_t>{};
    return std::optional(owners->front());
}

}  // namespace

Result<std::optional<Identity>> find_identity(Connection& db, std::int32_t associate_id) {
    auto found =
        db.first("SELECT " UAG_ASSOCIATE_COLUMNS ", " UAG_PERSON_COLUMNS ", " UAG_ROLE_COLUMNS ", " UAG_GROUP_COLUMNS
                 ", c.phc, c.revision, c.must_change, c.valid_from, c.valid_to, c.expires FROM associate a LEFT JOIN "
                 "person p ON p.id = a.person_id LEFT JOIN role r ON r.id = a.role_id LEFT JOIN user_group g ON g.id = "
                 "a.group_id "
                 "LEFT JOIN password_credential c ON c.associate_id = a.id WHERE a.id = ?",
                 {associate_id}, read_identity);
    if (!found || !*found) return found;

    Identity& identity = **found;
    auto groups =
        read_ids(db, "SELECT group_id FROM associate_group WHERE associate_id = ? ORDER BY group_id", {associate_id});
    if (!groups) return groups.error();
    identity.secondary_groups = std::move(*groups);
    auto rights = read_all(db,
                           "SELECT f.code FROM role_right r JOIN functional_right f ON f.id = r.right_id "
                           "WHERE r.role_id = ? ORDER BY f.code",
                           {identity.role.id}, [](const Row& row) { return row.text(0); });
    if (!rights) return rights.error();
    identity.functional_rights = std::move(*rights);
    return found;
}

Result<std::optional<std::int32_t>> find_associate_by_name(Connection& db, std::string_view folded_name) {
    return db.first("SELECT associate_id FROM login_name WHERE folded = ? AND kind = ?", {folded_name, associate_name},
                    read_id);
}

Result<std::optional<Identity>> find_identity_by_name(Connection& db, std::string_view folded_name) {
    const auto id = find_associate_by_name(db, folded_name);
    if (!id) return id.error();
    if (!*id) return std::optional<Identity>{};
    return find_identity(db, **id);
}

Result<std::optional<Identity>> find_identity_for_login(Connection& db, std::string_view folded_login) {
    // An associate name and a user name are never the same, so one look-up answers for both. A name goes before an
    // address: who has it has no other way in.
    auto id = find_name_owner(db, folded_login);
    if (!id) return id.error();
    if (!*id) id = find_email_owner(db, folded_login);
    if (!id) return id.error();
    if (!*id) return std::optional<Identity>{};
    return find_identity(db, **id);
}

Result<std::optional<std::int32_t>> find_name_owner(Connection& db, std::string_view folded_name) {
    return db.first("SELECT associate_id FROM login_name WHERE folded = ?", {folded_name}, read_id);
}

Result<std::vector<std::int32_t>> find_associates_called(Connection& db, std::string_view folded) {
    return read_ids(db,
                    "SELECT associate_id FROM login_name WHERE folded = ?1 UNION SELECT a.id FROM person p JOIN "
                    "associate a ON a.person_id = p.id WHERE p.folded_email = ?1 AND p.folded_email <> '' LIMIT 2",
                    {folded});
}

Result<std::vector<AssociateSummary>> list_associates(Connection& db) {
    return read_all(db, "SELECT " UAG_SUMMARY_COLUMNS " FROM associate a" UAG_SUMMARY_JOINS "ORDER BY a.id", {},
                    read_summary);
}

Result<std::int64_t> generation(Connection& db) {
    const auto value = db.first("SELECT value FROM generation", {}, [](const Row& row) { return row.int64(0); });
    if (!value) return value.error();
    return value->value_or(0);
}

}  // namespace uag::sqlite
