// The part of UserRows that says who an associate is and who is called what.
#include <algorithm>

#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"

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
    if (!row.is_null(password)) identity.password = read_password(row, password);
    return identity;
}

}  // namespace

Result<std::optional<Identity>> SqliteRows::identity(std::int32_t associate_id) {
    auto found = db_.first(
        "SELECT " UAG_ASSOCIATE_COLUMNS ", " UAG_PERSON_COLUMNS ", " UAG_ROLE_COLUMNS ", " UAG_GROUP_COLUMNS
        ", " UAG_PASSWORD_COLUMNS
        " FROM associate a LEFT JOIN "
        "person p ON p.id = a.person_id LEFT JOIN role r ON r.id = a.role_id LEFT JOIN user_group g ON g.id = "
        "a.group_id "
        "LEFT JOIN password_credential c ON c.associate_id = a.id WHERE a.id = ?",
        {associate_id}, read_identity);
    if (!found || !*found) return found;

    Identity& who = **found;
    auto groups =
        read_ids(db_, "SELECT group_id FROM associate_group WHERE associate_id = ? ORDER BY group_id", {associate_id});
    if (!groups) return groups.error();
    who.secondary_groups = std::move(*groups);
    auto rights = read_all(db_,
                           "SELECT f.code FROM role_right r JOIN functional_right f ON f.id = r.right_id "
                           "WHERE r.role_id = ? ORDER BY f.code",
                           {who.role.id}, [](const Row& row) { return row.text(0); });
    if (!rights) return rights.error();
    who.functional_rights = std::move(*rights);
    return found;
}

Result<std::optional<std::int32_t>> SqliteRows::associate_by_name(std::string_view folded_name) {
    return db_.first("SELECT associate_id FROM login_name WHERE folded = ? AND kind = 1", {folded_name}, read_id);
}

Result<std::optional<std::int32_t>> SqliteRows::name_owner(std::string_view folded_name) {
    return db_.first("SELECT associate_id FROM login_name WHERE folded = ?", {folded_name}, read_id);
}

Result<std::vector<std::int32_t>> SqliteRows::associates_called(std::string_view folded) {
    return read_ids(db_,
                    "SELECT associate_id FROM login_name WHERE folded = ?1 UNION SELECT a.id FROM person p JOIN "
                    "associate a ON a.person_id = p.id WHERE p.folded_email = ?1 AND p.folded_email <> '' LIMIT 2",
                    {folded});
}

Result<std::vector<std::int32_t>> SqliteRows::associates_of_address(std::string_view folded_email) {
    return read_ids(db_,
                    "SELECT a.id FROM person p JOIN associate a ON a.person_id = p.id WHERE p.folded_email = ? "
                    "AND p.folded_email <> '' AND a.deleted = 0 LIMIT 2",
                    {folded_email});
}

Result<std::optional<std::int32_t>> SqliteRows::nick_name_owner(std::string_view folded_name) {
    return db_.first("SELECT id FROM associate WHERE folded_nick_name = ? AND folded_nick_name <> ''", {folded_name},
                     read_id);
}

Result<std::vector<std::int32_t>> SqliteRows::associates_of_person(std::int32_t person_id) {
    return read_ids(db_, "SELECT id FROM associate WHERE person_id = ? ORDER BY id", {person_id});
}

Result<std::vector<std::int32_t>> SqliteRows::associates_with_ej_user(std::int32_t ej_user_id) {
    return read_ids(db_, "SELECT id FROM associate WHERE ej_user_id = ? AND ej_user_id <> 0 ORDER BY id", {ej_user_id});
}

Result<std::vector<AssociateRecord>> SqliteRows::associates_of_role(std::int32_t role_id, std::int32_t after,
                                                                    std::int32_t limit) {
    return read_all(
        db_, "SELECT " UAG_ASSOCIATE_COLUMNS " FROM associate a WHERE a.role_id = ? AND a.id > ? ORDER BY a.id LIMIT ?",
        {role_id, after, limit}, [](const Row& row) { return read_associate(row); });
}

Result<std::vector<AssociateSummary>> SqliteRows::associates() {
    return read_all(db_, "SELECT " UAG_SUMMARY_COLUMNS " FROM associate a" UAG_SUMMARY_JOINS "ORDER BY a.id", {},
                    read_summary);
}

// Walks the names in order until enough are found; of a group, only its members'.
#define UAG_SUMMARY_MATCHES                                                                                 \
    "a.deleted = 0 AND (instr(n.folded, ?1) > 0 OR instr(p.folded_name, ?1) > 0 OR instr(p.folded_email, "  \
    "?1) > 0 "                                                                                              \
    "OR EXISTS (SELECT 1 FROM login_name u WHERE u.associate_id = a.id AND u.kind = 2 AND instr(u.folded, " \
    "?1) > 0)) "                                                                                            \
    "ORDER BY n.folded LIMIT ?2"

Result<std::vector<AssociateSummary>> SqliteRows::search_associates(std::string_view folded_text,
                                                                    std::optional<std::int32_t> group_id,
                                                                    std::int32_t limit) {
    const std::int32_t most = std::max(limit, 0);
    if (!group_id)
        return read_all(db_,
                        "SELECT " UAG_SUMMARY_COLUMNS
                        " FROM login_name n CROSS JOIN associate a ON a.id = n.associate_id" UAG_SUMMARY_JOINS
                        "WHERE n.kind = 1 AND " UAG_SUMMARY_MATCHES,
                        {folded_text, most}, read_summary);
    return read_all(db_,
                    "WITH member (id) AS (SELECT id FROM associate WHERE group_id = ?3 UNION SELECT "
                    "associate_id FROM associate_group WHERE group_id = ?3) SELECT " UAG_SUMMARY_COLUMNS
                    " FROM member m CROSS JOIN associate a ON a.id = m.id CROSS JOIN login_name n ON "
                    "n.associate_id = a.id AND n.kind = 1" UAG_SUMMARY_JOINS "WHERE " UAG_SUMMARY_MATCHES,
                    {folded_text, most, *group_id}, read_summary);
}

}  // namespace uag::sqlite
