// `useragentd role list|show|rights`.
#include <algorithm>
#include <array>
#include <iostream>

#include "core/agent/roles.hpp"
#include "server/commands/commands_role.hpp"

namespace uag {
namespace {

constexpr std::array<Column, 6> role_columns{{{"id", "ID"},
                                              {"name", "NAME"},
                                              {"type", "TYPE"},
                                              {"rank", "RANK"},
                                              {"members", "MEMBERS"},
                                              {"tooltip", "TOOLTIP"}}};

constexpr std::array<Column, 9> role_lines{{{"id", "Id"},
                                            {"name", "Name"},
                                            {"tooltip", "Tooltip"},
                                            {"type", "Type"},
                                            {"rank", "Rank"},
                                            {"deleted", "Deleted"},
                                            {"members", "Members"},
                                            {"rights", "Rights"},
                                            {"updated", "Updated"}}};

constexpr std::array<Column, 3> right_columns{
    {{"code", "CODE"}, {"name", "NAME"}, {"role_types", "FOR ROLES OF TYPE"}}};

Value codes_of(const std::vector<FunctionalRight>& rights, const std::vector<std::int32_t>& ids) {
    Values codes;
    for (const FunctionalRight& right : rights)
        if (std::ranges::find(ids, right.id) != ids.end()) codes.emplace_back(right.code);
    return codes;
}

Result<Record> record_of(Rows& rows, const std::vector<FunctionalRight>& rights, std::int32_t role_id) {
    const auto entry = rows.role(role_id);
    if (!entry.has_value()) return entry.error();
    if (!entry->has_value()) return fail_in_english(errc::not_found, "the role is gone");
    const auto members = rows.role_members(role_id);
    if (!members.has_value()) return members.error();
    const RoleRecord& role = (*entry)->role;
    return Record{{"id", role.id},
                  {"name", role.name},
                  {"tooltip", role.description},
                  {"type", word_of(role.type)},
                  {"rank", std::int32_t{role.rank}},
                  {"deleted", role.deleted},
                  {"members", *members},
                  {"rights", codes_of(rights, (*entry)->functional_rights)},
                  {"updated", time_value((*entry)->stamps.updated.when)}};
}

/// A record a table that anything is allowed for: relation -> value.
Record matrix_of(const DataRights& rights) {
    Record matrix;
    for (std::size_t row = 0; row < rights.rows_info.items.size() && row < rights.rights.items.size(); ++row) {
        const auto& cells = rights.rights.items[row].items;
        Record line;
        for (std::size_t column = 0; column < rights.columns_info.items.size() && column < cells.size(); ++column)
            if (cells[column].has_value() && !cells[column]->value.blank())
                line.emplace_back(rights.columns_info.items[column]->value.text, cells[column]->value.text);
        if (!line.empty()) matrix.emplace_back(rights.rows_info.items[row]->table_name.text, std::move(line));
    }
    return matrix;
}

bool has_member(const Record& matrix, std::string_view relation) {
    return std::ranges::any_of(matrix, [&](const auto& table) {
        return std::ranges::any_of(std::get<Record>(table.second.held),
                                   [&](const auto& cell) { return cell.first == relation; });
    });
}

void print_matrix(const Record& matrix, const DataRights& rights) {
    std::vector<Column> columns{{"table", "DATA OF"}};
    for (const Box<RelationToOwner>& relation : rights.columns_info.items)
        if (has_member(matrix, relation->value.text)) columns.push_back({relation->value.text, relation->value.text});
    Values records;
    for (const auto& [table, cells] : matrix) {
        Record record = std::get<Record>(cells.held);
        record.emplace_back("table", table);
        records.emplace_back(std::move(record));
    }
    std::cout << '\n';
    print_table(std::cout, columns, records);
}

}  // namespace

Result<void> list_roles(const CommandLine& line, const RoleOptions& options) {
    const auto core = LocalCore::open(line, "role list");
    if (!core.has_value()) return core.error();
    const auto records = (*core)->read([&](Rows& rows) -> Result<Values> {
        const auto rights = rows.functional_rights();
        if (!rights.has_value()) return rights.error();
        const auto roles = rows.roles();
        if (!roles.has_value()) return roles.error();
        Values all;
        for (const RoleRecord& role : *roles) {
            if (role.deleted && !options.all) continue;
            auto record = record_of(rows, *rights, role.id);
            if (!record.has_value()) return record.error();
            all.emplace_back(std::move(*record));
        }
        return all;
    });
    if (!records.has_value()) return records.error();
    show(options.json, role_columns, *records);
    return {};
}

Result<void> show_role(const CommandLine& line, const RoleOptions& options) {
    const auto core = LocalCore::open(line, "role show");
    if (!core.has_value()) return core.error();
    const auto found = find_role(**core, options.name);
    if (!found.has_value()) return found.error();
    const GetRoleEntityRequest request{found->role.id};
    const auto entity = run_local((*core)->roles().get_role_entity((*core)->context(), request));
    if (!entity.has_value()) return entity.error();
    auto record = (*core)->read([&](Rows& rows) -> Result<Record> {
        const auto rights = rows.functional_rights();
        if (!rights.has_value()) return rights.error();
        return record_of(rows, *rights, found->role.id);
    });
    if (!record.has_value()) return record.error();
    const DataRights none;
    const bool has_matrix = entity->has_value() && (*entity)->data_rights.has_value();
    const DataRights& rights = has_matrix ? *(*entity)->data_rights : none;
    const Record matrix = matrix_of(rights);
    if (!options.json) {
        print_record(std::cout, role_lines, *record);
        if (!matrix.empty()) print_matrix(matrix, rights);
        return {};
    }
    record->emplace_back("data_rights", matrix);
    print_json(std::cout, std::move(*record));
    return {};
}

Result<void> list_rights(const CommandLine& line, const RoleOptions& options) {
    const auto core = LocalCore::open(line, "role rights");
    if (!core.has_value()) return core.error();
    const auto rights = (*core)->read([](Rows& rows) { return rows.functional_rights(); });
    if (!rights.has_value()) return rights.error();
    Values records;
    for (const FunctionalRight& right : *rights) {
        Values types;
        for (const EnumMember& type : type_of<RoleType>().members)
            if ((right.role_types >> type.value & 1) != 0) types.emplace_back(type.name);
        records.emplace_back(
            Record{{"id", right.id}, {"code", right.code}, {"name", right.name}, {"role_types", std::move(types)}});
    }
    show(options.json, right_columns, records);
    return {};
}

}  // namespace uag
