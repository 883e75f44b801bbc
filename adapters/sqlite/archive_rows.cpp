// Pages of user lists: first which associates, then what they show.
#include <unordered_map>

#include "adapters/sqlite/archive_sql.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/security/names.hpp"

namespace uag::sqlite {
namespace {

ArchiveRecord read_archive_record(const Row& row, const std::vector<ArchiveSelected>& columns) {
    ArchiveRecord record;
    record.id = row.int32(0);
    record.active = row.flag(1);
    int at = 5;
    for (const ArchiveSelected& selected : columns) {
        std::string value = row.text(at++);
        if (selected.column == ArchiveColumn::full_name) {
            PersonRecord person;
            person.first_name = row.text(2);
            person.middle_name = row.text(3);
            person.last_name = row.text(4);
            value = full_name(person);
        }
        record.values.push_back(std::move(value));
    }
    return record;
}

}  // namespace

Result<ArchiveRecords> SqliteRows::archive(const ArchiveQuery& query) {
    ArchiveRecords records;
    std::string ids = "[";
    std::unordered_map<std::int32_t, std::size_t> places;
    const auto found = db_.each(archive_ids(query), [&](const Row& row) {
        if (!places.empty()) ids += ',';
        ids += std::to_string(row.int32(0));
        places.emplace(row.int32(0), places.size());
    });
    if (!found) return found.error();
    ids += ']';
    if (query.count) {
        const auto counted = db_.each(archive_count(query), [&](const Row& row) { records.count = row.int64(0); });
        if (!counted) return counted.error();
    }
    records.rows.resize(places.size());
    if (places.empty()) return records;
    const auto read = db_.each(archive_details(query, std::move(ids)), [&](const Row& row) {
        records.rows[places.at(row.int32(0))] = read_archive_record(row, query.columns);
    });
    if (!read) return read.error();
    return records;
}

}  // namespace uag::sqlite
