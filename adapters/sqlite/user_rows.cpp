#include <algorithm>

#include "adapters/sqlite/queries.hpp"
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/base/text.hpp"

// What is stored of an associate, new or changed, and the parameters that it has in both statements.
#define UAG_ASSOCIATE_WRITTEN                                                                        \
    "name, user_name, type, person_id, role_id, group_id, ej_user_id, deleted, retired, "            \
    "waiting_for_approval, rank, tooltip, nick_name, folded_nick_name, request_signature, updated, " \
    "updated_by, folded_name"
#define UAG_ASSOCIATE_VALUES "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19"

namespace uag::sqlite {
namespace {

constexpr const char* no_associate = "There is no such associate.";

using Values = std::initializer_list<Value>;

// `run` with ?1, the id, and those of UAG_ASSOCIATE_VALUES.
template <class Run> auto with_values(const AssociateRecord& record, Stamp stamp, Run run) {
    return run(Values{id_or_null(record.id), record.name, record.user_name, static_cast<std::int32_t>(record.type),
                      id_or_null(record.person_id), id_or_null(record.role_id), id_or_null(record.group_id),
                      record.ej_user_id, record.deleted, record.retired, record.waiting_for_approval, record.rank,
                      record.tooltip, record.nick_name, fold(record.nick_name), record.request_signature, stamp.when,
                      stamp.by, fold(record.name)});
}

Result<void> store_name(Connection& db, std::int32_t id, const std::string& folded, std::int64_t kind) {
    return change(db, "INSERT INTO login_name (folded, associate_id, kind) VALUES (?, ?, ?)", {folded, id, kind});
}

Result<void> store_names(Connection& db, std::int32_t id, const AssociateRecord& record) {
    const std::string name = fold(record.name);
    if (const auto stored = store_name(db, id, name, associate_name); !stored) return stored.error();
    const std::string login = fold(record.user_name);
    if (login.empty() || login == name) return {};
    return store_name(db, id, login, user_name);
}

// What user() adds to the associate's row.
Result<void> read_times(Connection& db, UserEntry& entry) {
    const auto read = db.each(
        "SELECT last_login, last_logout, registered, registered_by, updated, updated_by FROM associate WHERE "
        "id = ?",
        {entry.identity.associate.id}, [&](const Row& row) {
            entry.last_login = read_time(row, 0);
            entry.last_logout = read_time(row, 1);
            entry.stamps = {{row.time(2), row.int32(3)}, {row.time(4), row.int32(5)}};
        });
    if (!read) return read.error();
    return {};
}

}  // namespace

Result<std::int32_t> insert_associate(Connection& db, const AssociateRecord& record, Stamp stamp) {
    const auto stored = with_values(record, stamp, [&](Values values) {
        return db.run("INSERT INTO associate (id, " UAG_ASSOCIATE_WRITTEN
                      ", registered, registered_by) VALUES "
                      "(coalesce(?1, 1 + max((SELECT coalesce(max(id), 0) FROM associate), "
                      "(SELECT coalesce(max(id), 0) FROM removed_associate))), " UAG_ASSOCIATE_VALUES ", ?17, ?18)",
                      values);
    });
    if (!stored) return stored.error();
    const std::int32_t id = db.last_id();
    if (const auto named = store_names(db, id, record); !named) return named.error();
    return id;
}

Result<bool> is_associate_id_used(Connection& db, std::int32_t associate_id) {
    return db.exists("SELECT 1 FROM associate WHERE id = ?1 UNION ALL SELECT 1 FROM removed_associate WHERE id = ?1",
                     {associate_id});
}

Result<std::optional<std::int32_t>> find_nick_name_owner(Connection& db, std::string_view folded_name) {
    return db.first("SELECT id FROM associate WHERE folded_nick_name = ? AND folded_nick_name <> ''", {folded_name},
                    read_id);
}

Result<std::optional<UserEntry>> SqliteRows::user(std::int32_t associate_id) {
    auto identity = find_identity(db_, associate_id);
    if (!identity) return identity.error();
    if (!*identity) return std::optional<UserEntry>{};
    UserEntry entry;
    entry.identity = std::move(**identity);
    if (const auto read = read_times(db_, entry); !read) return read.error();
    auto groups = read_all(db_,
                           "SELECT " UAG_GROUP_COLUMNS
                           " FROM associate_group x JOIN user_group g ON g.id = x.group_id WHERE x.associate_id = ? "
                           "ORDER BY g.rank, g.id",
                           {associate_id}, [](const Row& row) { return read_group(row); });
    if (!groups) return groups.error();
    entry.other_groups = std::move(*groups);
    auto credentials = read_all(
        db_, "SELECT type, value, display_value FROM linked_credential WHERE associate_id = ? ORDER BY type",
        {associate_id}, [](const Row& row) { return LinkedCredential{row.text(0), row.text(1), row.text(2)}; });
    if (!credentials) return credentials.error();
    entry.credentials = std::move(*credentials);
    auto licenses = read_ids(db_, "SELECT license_id FROM associate_license WHERE associate_id = ? ORDER BY license_id",
                             {associate_id});
    if (!licenses) return licenses.error();
    entry.licenses = std::move(*licenses);
    return std::optional<UserEntry>(std::move(entry));
}

Result<std::optional<std::int32_t>> SqliteRows::associate_by_name(std::string_view folded_name) {
    return find_associate_by_name(db_, folded_name);
}

Result<std::optional<std::int32_t>> SqliteRows::name_owner(std::string_view folded_name) {
    return find_name_owner(db_, folded_name);
}

Result<std::vector<std::int32_t>> SqliteRows::associates_called(std::string_view folded) {
    return find_associates_called(db_, folded);
}

Result<std::optional<std::int32_t>> SqliteRows::nick_name_owner(std::string_view folded_name) {
    return find_nick_name_owner(db_, folded_name);
}

Result<std::vector<std::int32_t>> SqliteRows::associates_of_person(std::int32_t person_id) {
    return read_ids(db_, "SELECT id FROM associate WHERE person_id = ? ORDER BY id", {person_id});
}

Result<std::vector<std::int32_t>> SqliteRows::associates_with_ej_user(std::int32_t ej_user_id) {
    return read_ids(db_, "SELECT id FROM associate WHERE ej_user_id = ? AND ej_user_id <> 0 ORDER BY id", {ej_user_id});
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

Result<bool> SqliteRows::has_administrator(TimePoint now) {
    // The conditions on the associate are those of the index associate_active_by_role, word for word; with those on the
    // password they are may_log_in's.
    return db_.exists(
        "SELECT 1 FROM functional_right f CROSS JOIN role_right x ON x.right_id = f.id CROSS JOIN associate "
        "a ON a.role_id = x.role_id CROSS JOIN password_credential c ON c.associate_id = a.id WHERE f.code = "
        "'admin-all' AND a.deleted = 0 AND a.retired = 0 AND a.waiting_for_approval = 0 AND a.type NOT IN (0, 2) "
        "AND c.valid_from <= ?1 AND ?1 < c.valid_to AND ?1 < c.expires",
        {now});
}

Result<std::int32_t> SqliteRows::insert_associate(const AssociateRecord& record, Stamp stamp) {
    AssociateRecord added = record;
    added.id = 0;
    return sqlite::insert_associate(db_, added, stamp);
}

Result<void> SqliteRows::update_associate(const AssociateRecord& record, Stamp stamp) {
    const auto stored = with_values(record, stamp, [&](Values values) {
        return change_one(db_,
                          "UPDATE associate SET (" UAG_ASSOCIATE_WRITTEN ") = (" UAG_ASSOCIATE_VALUES ") WHERE id = ?1",
                          values, no_associate);
    });
    if (!stored) return stored.error();
    const auto cleared = change(db_, "DELETE FROM login_name WHERE associate_id = ?", {record.id});
    if (!cleared) return cleared.error();
    return store_names(db_, record.id, record);
}

Result<void> SqliteRows::remove_associate(std::int32_t associate_id) {
    return change_one(db_, "DELETE FROM associate WHERE id = ?", {associate_id}, no_associate);
}

Result<void> SqliteRows::set_other_groups(std::int32_t associate_id, const std::vector<std::int32_t>& group_ids) {
    const auto left = change(db_, "DELETE FROM associate_group WHERE associate_id = ?", {associate_id});
    if (!left) return left.error();
    for (const std::int32_t group : group_ids) {
        const auto joined =
            change(db_, "INSERT INTO associate_group (associate_id, group_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                   {associate_id, group});
        if (!joined) return joined.error();
    }
    return {};
}

Result<void> SqliteRows::end_sessions(std::int32_t associate_id, const std::optional<Digest>& keep) {
    return sqlite::end_sessions(db_, associate_id, keep);
}

Result<bool> SqliteRows::end_session(std::int32_t associate_id, const Digest& key) {
    return changes_any(db_, "DELETE FROM session WHERE key = ? AND associate_id = ?", {key, associate_id});
}

Result<void> SqliteRows::record_logout(std::int32_t associate_id, TimePoint when) {
    return change(db_, "UPDATE associate SET last_logout = ? WHERE id = ?", {when, associate_id});
}

}  // namespace uag::sqlite
