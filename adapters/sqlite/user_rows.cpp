// The part of UserRows that reads and writes associates.
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

// login_name.kind
constexpr std::int64_t associate_name = 1;
constexpr std::int64_t user_name = 2;

constexpr MessageId no_associate = "There is no such associate.";

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

Result<std::int32_t> SqliteRows::insert_associate(const AssociateRecord& record, Stamp stamp) {
    const auto stored = with_values(record, stamp, [&](Values values) {
        return db_.run("INSERT INTO associate (id, " UAG_ASSOCIATE_WRITTEN
                       ", registered, registered_by) VALUES "
                       "(coalesce(?1, 1 + max((SELECT coalesce(max(id), 0) FROM associate), "
                       "(SELECT coalesce(max(id), 0) FROM removed_associate))), " UAG_ASSOCIATE_VALUES ", ?17, ?18)",
                       values);
    });
    if (!stored) return stored.error();
    const std::int32_t id = db_.last_id();
    if (const auto named = store_names(db_, id, record); !named) return named.error();
    return id;
}

Result<bool> SqliteRows::is_associate_id_used(std::int32_t associate_id) {
    return db_.exists("SELECT 1 FROM associate WHERE id = ?1 UNION ALL SELECT 1 FROM removed_associate WHERE id = ?1",
                      {associate_id});
}

Result<std::optional<UserEntry>> SqliteRows::user(std::int32_t associate_id) {
    auto who = identity(associate_id);
    if (!who) return who.error();
    if (!*who) return std::optional<UserEntry>{};
    UserEntry entry;
    entry.identity = std::move(**who);
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

Result<void> SqliteRows::stamp_associate(std::int32_t associate_id, Stamp stamp) {
    return change(db_, "UPDATE associate SET updated = ?, updated_by = ? WHERE id = ?",
                  {stamp.when, stamp.by, associate_id});
}

Result<void> SqliteRows::set_last_login(std::int32_t associate_id, TimePoint when) {
    return change(db_, "UPDATE associate SET last_login = ? WHERE id = ?", {when, associate_id});
}

Result<void> SqliteRows::set_last_logout(std::int32_t associate_id, TimePoint when) {
    return change(db_, "UPDATE associate SET last_logout = ? WHERE id = ?", {when, associate_id});
}

}  // namespace uag::sqlite
