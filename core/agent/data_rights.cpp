#include "core/agent/data_rights.hpp"

#include <algorithm>

#include "core/agent/fields.hpp"
#include "core/agent/role_rules.hpp"
#include "core/agent/roles.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

Error bad_matrix(Message what) { return wrong_field("DataRights", std::move(what)); }

Error no_such_table() { return wrong_argument("TableName", "There are no data rights on a table of that name."); }

Error no_such_relation() { return wrong_argument("RelationToOwner", "There is no such relation to an owner."); }

Result<std::vector<const OwnerRelation*>> columns_of(const DataRights& matrix) {
    std::vector<const OwnerRelation*> columns;
    for (const Box<RelationToOwner>& info : matrix.columns_info.items) {
        const OwnerRelation* const relation = info.has_value() ? find_relation(info->id) : nullptr;
        if (relation == nullptr) return bad_matrix("A column names no known relation to an owner.");
        if (std::find(columns.begin(), columns.end(), relation) != columns.end())
            return bad_matrix(sentence("The column {0} stands twice.", {relation->name}));
        columns.push_back(relation);
    }
    return columns;
}

Result<std::vector<const DataTable*>> tables_of(const DataRights& matrix) {
    std::vector<const DataTable*> tables;
    for (const Box<EntityName>& info : matrix.rows_info.items) {
        const DataTable* const table = info.has_value() ? find_data_table(info->table_name.text) : nullptr;
        if (table == nullptr) return bad_matrix("A row names no known table.");
        if (std::find(tables.begin(), tables.end(), table) != tables.end())
            return bad_matrix(sentence("The row {0} stands twice.", {table->name}));
        tables.push_back(table);
    }
    return tables;
}

/// The stored cells of a role; nothing if there is no such role.
Result<std::optional<std::vector<DataRightCell>>> cells_of_role(Rows& rows, std::int32_t role_id) {
    const Result<std::optional<RoleEntry>> role = rows.role(role_id);
    if (!role.has_value()) return role.error();
    if (!role->has_value()) return std::optional<std::vector<DataRightCell>>();
    Result<std::vector<DataRightCell>> cells = rows.data_rights(role_id);
    if (!cells.has_value()) return cells.error();
    return std::optional<std::vector<DataRightCell>>(std::move(*cells));
}

}  // namespace

const DataTable* find_data_table(std::string_view name) {
    for (const DataTable& table : data_tables)
        if (ascii_iequals(table.name, name)) return &table;
    return nullptr;
}

const OwnerRelation* find_relation(std::int32_t id) {
    for (const OwnerRelation& relation : owner_relations)
        if (static_cast<std::int32_t>(relation.value) == id) return &relation;
    return nullptr;
}

std::optional<MessageId> describe_data_right(std::string_view value) {
    if (value.empty()) return label("None");
    if (value == "R") return label("Read");
    if (value == "CR") return label("Create and read");
    if (value == "CRU") return label("Create, read and update");
    if (value == "CRUD") return label("Create, read, update and delete");
    return std::nullopt;
}

std::string_view value_at(const std::vector<DataRightCell>& cells, std::string_view table,
                          RoleRelationToOwner relation) {
    for (const DataRightCell& cell : cells)
        if (cell.relation == relation && cell.table == table) return cell.value;
    return {};
}

DataRights data_rights_of(const std::vector<DataRightCell>& cells) {
    DataRights matrix;
    matrix.base.field_properties.presence = Presence::value;
    matrix.columns_info.presence = Presence::value;
    matrix.rows_info.presence = Presence::value;
    matrix.rights.presence = Presence::value;
    for (const OwnerRelation& relation : owner_relations) {
        RelationToOwner column;
        column.base.field_properties.presence = Presence::value;
        column.id = static_cast<std::int32_t>(relation.value);
        column.value = relation.name;
        column.tooltip = relation.tooltip;
        matrix.columns_info.items.emplace_back(std::move(column));
    }
    for (const DataTable& table : data_tables) {
        EntityName row;
        row.base.field_properties.presence = Presence::value;
        row.table_name = table.name;
        row.table_description = table.description;
        matrix.rows_info.items.emplace_back(std::move(row));
        std::vector<Box<DataRight>> rights;
        for (const OwnerRelation& relation : owner_relations) {
            DataRight right;
            right.base.field_properties.presence = Presence::value;
            right.value = value_at(cells, table.name, relation.value);
            const auto described = describe_data_right(right.value.text);
            right.description = described ? String(*described) : String("");
            rights.emplace_back(std::move(right));
        }
        matrix.rights.items.emplace_back(std::move(rights));
    }
    return matrix;
}

Result<std::vector<DataRightCell>> cells_of(const DataRights& matrix) {
    std::vector<DataRightCell> cells;
    if (matrix.rights.items.empty()) return cells;
    const auto columns = columns_of(matrix);
    if (!columns.has_value()) return columns.error();
    const auto tables = tables_of(matrix);
    if (!tables.has_value()) return tables.error();
    if (matrix.rights.items.size() != tables->size())
        return bad_matrix("The data rights do not have as many rows as RowsInfo names.");
    for (std::size_t row = 0; row < tables->size(); ++row) {
        const std::vector<Box<DataRight>>& rights = matrix.rights.items[row].items;
        if (rights.size() != columns->size())
            return bad_matrix("The data rights do not have as many columns as ColumnsInfo names.");
        for (std::size_t column = 0; column < rights.size(); ++column) {
            if (!rights[column].has_value()) continue;
            // Clients send an empty text in three forms; all of them say "no right".
            const std::string& value = rights[column]->value.text;
            if (!describe_data_right(value))
                return bad_matrix(
                    sentence("A data right is empty, R, CR, CRU or CRUD; that of table {0} and "
                             "relation {1} is something else.",
                             {(*tables)[row]->name, (*columns)[column]->name}));
            cells.push_back({std::string((*tables)[row]->name), (*columns)[column]->value, value});
        }
    }
    return cells;
}

Task<Result<String>> Roles::get_data_right(const Context&, const GetDataRightRequest& request) {
    const DataTable* const table = find_data_table(request.table_name.text);
    if (table == nullptr) co_return no_such_table();
    if (find_relation(static_cast<std::int32_t>(request.relation_to_owner)) == nullptr) co_return no_such_relation();
    const auto read = [&](Rows& rows) -> Result<String> {
        const auto cells = cells_of_role(rows, request.role_id);
        if (!cells.has_value()) return cells.error();
        String answer;
        answer.presence = Presence::nil;
        if (cells->has_value()) answer = value_at(**cells, table->name, request.relation_to_owner);
        return answer;
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<List<StringKeyValuePair>>> Roles::get_data_rights(const Context&, const GetDataRightsRequest& request) {
    const DataTable* const table = find_data_table(request.table_name.text);
    if (table == nullptr) co_return no_such_table();
    const auto read = [&](Rows& rows) -> Result<List<StringKeyValuePair>> {
        const auto cells = cells_of_role(rows, request.role_id);
        if (!cells.has_value()) return cells.error();
        std::vector<StringKeyValuePair> pairs;
        if (!cells->has_value()) return List<StringKeyValuePair>(std::move(pairs));
        for (const OwnerRelation& relation : owner_relations)
            pairs.push_back({relation.name, value_at(**cells, table->name, relation.value)});
        return List<StringKeyValuePair>(std::move(pairs));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<List<StringKeyValuePair>>> Roles::get_all_data_rights(const Context&,
                                                                  const GetAllDataRightsRequest& request) {
    if (find_relation(static_cast<std::int32_t>(request.relation_to_owner)) == nullptr) co_return no_such_relation();
    const auto read = [&](Rows& rows) -> Result<List<StringKeyValuePair>> {
        const auto cells = cells_of_role(rows, request.role_id);
        if (!cells.has_value()) return cells.error();
        std::vector<StringKeyValuePair> pairs;
        if (!cells->has_value()) return List<StringKeyValuePair>(std::move(pairs));
        for (const DataTable& table : data_tables)
            pairs.push_back({table.name, value_at(**cells, table.name, request.relation_to_owner)});
        return List<StringKeyValuePair>(std::move(pairs));
    };
    co_return co_await read_rows(store_, read);
}

Result<DataRightCell> data_right_cell(std::string_view table, RoleRelationToOwner relation, std::string_view value) {
    const DataTable* const row = find_data_table(table);
    if (row == nullptr) return no_such_table();
    if (find_relation(static_cast<std::int32_t>(relation)) == nullptr) return no_such_relation();
    if (!describe_data_right(value))
        return wrong_argument("DataRightValue", "A data right is empty, R, CR, CRU or CRUD.");
    return DataRightCell{std::string(row->name), relation, std::string(value)};
}

Result<void> empty_cells(Rows& rows, std::int32_t role_id, const std::vector<DataRightCell>& kept) {
    const auto stored = rows.data_rights(role_id);
    if (!stored.has_value()) return stored.error();
    for (DataRightCell cell : *stored) {
        if (!value_at(kept, cell.table, cell.relation).empty()) continue;
        cell.value.clear();
        if (Result<void> put = rows.put_data_right(role_id, cell); !put.has_value()) return put;
    }
    return {};
}

Task<Result<void>> Roles::set_data_right(const Context& context, const SetDataRightRequest& request) {
    const Result<DataRightCell> cell =
        data_right_cell(request.table_name.text, request.relation_to_owner, request.data_right_value.text);
    if (!cell.has_value()) co_return cell.error();
    const auto set = [&](Change& change) -> Result<void> {
        const Result<RoleEntry> entry = role_to_change(change.rows, request.role_id, "RoleId");
        if (!entry.has_value()) return entry.error();
        Result<void> put = change.rows.put_data_right(request.role_id, *cell);
        if (!put.has_value()) return put;
        Result<void> stamped = change.rows.update_role(entry->role, change.stamp);
        if (!stamped.has_value()) return stamped;
        const OwnerRelation& relation = *find_relation(static_cast<std::int32_t>(cell->relation));
        change.done(
            request.role_id, subject_of(entry->role),
            "data right on " + cell->table + "/" + std::string(relation.name) + " set to '" + cell->value + "'");
        return {};
    };
    co_return co_await changes_.run(context, set);
}

}  // namespace uag
