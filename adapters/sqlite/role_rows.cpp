// RoleRows: roles, their functional rights and data rights.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {

Result<std::vector<RoleRecord>> SqliteRows::roles() {
    return read_all(db_, "SELECT " UAG_ROLE_COLUMNS " FROM role r ORDER BY r.rank, r.id", {},
                    [](const Row& row) { return read_role(row); });
}

Result<std::optional<RoleEntry>> SqliteRows::role(std::int32_t role_id) {
    auto found = db_.first("SELECT " UAG_ROLE_COLUMNS
                           ", r.registered, r.registered_by, r.updated, r.updated_by FROM role r WHERE r.id = ?",
                           {role_id}, [](const Row& row) {
                               RoleEntry entry;
                               entry.role = read_role(row);
                               entry.stamps = {{row.time(role_columns), row.int32(role_columns + 1)},
                                               {row.time(role_columns + 2), row.int32(role_columns + 3)}};
                               return entry;
                           });
    if (!found || !*found) return found;
    auto rights = read_ids(db_, "SELECT right_id FROM role_right WHERE role_id = ? ORDER BY right_id", {role_id});
    if (!rights) return rights.error();
    (*found)->functional_rights = std::move(*rights);
    return found;
}

Result<std::int32_t> SqliteRows::insert_role(const RoleRecord& record, Stamp stamp) {
    const auto stored = db_.run(
        "INSERT INTO role (id, name, folded_name, description, type, rank, use_categories, deleted, "
        "registered, registered_by, updated, updated_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
        "?9, ?10)",
        {id_or_null(record.id), record.name, fold(record.name), record.description,
         static_cast<std::int32_t>(record.type), record.rank, record.use_categories, record.deleted, stamp.when,
         stamp.by});
    if (!stored) return stored.error();
    return db_.last_id();
}

Result<void> SqliteRows::update_role(const RoleRecord& record, Stamp stamp) {
    return change_one(
        db_,
        "UPDATE role SET name = ?2, folded_name = ?3, description = ?4, type = ?5, rank = ?6, "
        "use_categories = ?7, deleted = ?8, updated = ?9, updated_by = ?10 WHERE id = ?1",
        {record.id, record.name, fold(record.name), record.description, static_cast<std::int32_t>(record.type),
         record.rank, record.use_categories, record.deleted, stamp.when, stamp.by},
        "There is no such role.");
}

Result<std::int32_t> SqliteRows::role_members(std::int32_t role_id) {
    const auto count = db_.first("SELECT count(*) FROM associate WHERE role_id = ?", {role_id}, read_id);
    if (!count) return count.error();
    return count->value_or(0);
}

Result<std::int32_t> SqliteRows::move_role_members(std::int32_t from, std::int32_t to, Stamp stamp) {
    const auto moved = db_.run("UPDATE associate SET role_id = ?2, updated = ?3, updated_by = ?4 WHERE role_id = ?1",
                               {from, to, stamp.when, stamp.by});
    if (!moved) return moved.error();
    return static_cast<std::int32_t>(*moved);
}

Result<std::vector<FunctionalRight>> SqliteRows::functional_rights() {
    return read_all(db_, "SELECT id, code, name, role_types FROM functional_right ORDER BY id", {}, [](const Row& row) {
        return FunctionalRight{row.int32(0), row.text(1), row.text(2), row.int32(3)};
    });
}

Result<std::int32_t> SqliteRows::insert_functional_right(const FunctionalRight& right) {
    const auto stored = db_.run("INSERT INTO functional_right (id, code, name, role_types) VALUES (?, ?, ?, ?)",
                                {id_or_null(right.id), right.code, right.name, right.role_types});
    if (!stored) return stored.error();
    return db_.last_id();
}

Result<std::vector<std::int32_t>> SqliteRows::roles_with_right(std::string_view code) {
    return read_ids(db_,
                    "SELECT x.role_id FROM functional_right f JOIN role_right x ON x.right_id = f.id WHERE f.code = ? "
                    "ORDER BY x.role_id",
                    {code});
}

Result<void> SqliteRows::set_functional_rights(std::int32_t role_id, const std::vector<std::int32_t>& right_ids) {
    const auto revoked = change(db_, "DELETE FROM role_right WHERE role_id = ?", {role_id});
    if (!revoked) return revoked.error();
    for (const std::int32_t right : right_ids) {
        const auto granted = change(
            db_, "INSERT INTO role_right (role_id, right_id) VALUES (?, ?) ON CONFLICT DO NOTHING", {role_id, right});
        if (!granted) return granted.error();
    }
    return {};
}

Result<std::vector<DataRightCell>> SqliteRows::data_rights(std::int32_t role_id) {
    return read_all(
        db_, "SELECT table_name, relation, value FROM data_right WHERE role_id = ? ORDER BY table_name, relation",
        {role_id}, [](const Row& row) {
            return DataRightCell{row.text(0), static_cast<RoleRelationToOwner>(row.int32(1)), row.text(2)};
        });
}

Result<void> SqliteRows::put_data_right(std::int32_t role_id, const DataRightCell& cell) {
    const auto relation = static_cast<std::int32_t>(cell.relation);
    if (cell.value.empty())
        return change(db_, "DELETE FROM data_right WHERE role_id = ? AND table_name = ? AND relation = ?",
                      {role_id, cell.table, relation});
    return change(db_,
                  "INSERT INTO data_right (role_id, table_name, relation, value) VALUES (?, ?, ?, ?) ON "
                  "CONFLICT (role_id, table_name, relation) DO UPDATE SET value = excluded.value",
                  {role_id, cell.table, relation, cell.value});
}

}  // namespace uag::sqlite
