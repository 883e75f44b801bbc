// GroupRows.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {

Result<std::vector<GroupRecord>> SqliteRows::groups() {
    return read_all(db_, "SELECT " UAG_GROUP_COLUMNS " FROM user_group g ORDER BY g.rank, g.id", {},
                    [](const Row& row) { return read_group(row); });
}

Result<std::optional<GroupRecord>> SqliteRows::group(std::int32_t group_id) {
    return db_.first("SELECT " UAG_GROUP_COLUMNS " FROM user_group g WHERE g.id = ?", {group_id},
                     [](const Row& row) { return read_group(row); });
}

Result<std::int32_t> SqliteRows::insert_group(const GroupRecord& record, Stamp stamp) {
    const auto stored = db_.run(
        "INSERT INTO user_group (id, name, folded_name, description, rank, deleted, registered, "
        "registered_by, updated, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7, ?8)",
        {id_or_null(record.id), record.name, fold(record.name), record.description, record.rank, record.deleted,
         stamp.when, stamp.by});
    if (!stored) return stored.error();
    return db_.last_id();
}

Result<void> SqliteRows::update_group(const GroupRecord& record, Stamp stamp) {
    return change_one(db_,
                      "UPDATE user_group SET name = ?2, folded_name = ?3, description = ?4, rank = ?5, deleted = ?6, "
                      "updated = ?7, updated_by = ?8 WHERE id = ?1",
                      {record.id, record.name, fold(record.name), record.description, record.rank, record.deleted,
                       stamp.when, stamp.by},
                      "There is no such group.");
}

Result<std::int32_t> SqliteRows::group_members(std::int32_t group_id) {
    const auto count = db_.first(
        "SELECT count(*) FROM (SELECT id FROM associate WHERE group_id = ?1 UNION SELECT associate_id FROM "
        "associate_group WHERE group_id = ?1)",
        {group_id}, read_id);
    if (!count) return count.error();
    return count->value_or(0);
}

Result<void> SqliteRows::move_group_members(std::int32_t from, std::int32_t to, Stamp stamp) {
    // A group that replaces itself would lose its other members below.
    if (from == to) return {};
    const auto stamped = change(db_,
                                "UPDATE associate SET updated = ?2, updated_by = ?3 WHERE id IN (SELECT "
                                "associate_id FROM associate_group WHERE group_id = ?1)",
                                {from, stamp.when, stamp.by});
    if (!stamped) return stamped.error();
    const auto moved =
        change(db_, "UPDATE associate SET group_id = ?2, updated = ?3, updated_by = ?4 WHERE group_id = ?1",
               {from, to, stamp.when, stamp.by});
    if (!moved) return moved.error();
    const auto joined = change(db_,
                               "INSERT INTO associate_group (associate_id, group_id) SELECT associate_id, ?2 FROM "
                               "associate_group WHERE group_id = ?1 ON CONFLICT DO NOTHING",
                               {from, to});
    if (!joined) return joined.error();
    // Nobody is in a group beside having it as the primary one.
    return change(db_,
                  "DELETE FROM associate_group WHERE group_id = ?1 OR (group_id = ?2 AND associate_id IN "
                  "(SELECT id FROM associate WHERE group_id = ?2))",
                  {from, to});
}

}  // namespace uag::sqlite
