// LicenseRows: module licences, who has them, and the contacts that own the installation.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"

namespace uag::sqlite {

Result<std::vector<ModuleLicenseRecord>> SqliteRows::module_licenses() {
    return read_all(db_,
                    "SELECT id, owner, name, description, total, unrestricted, in_use FROM module_license ORDER BY id",
                    {}, [](const Row& row) {
                        return ModuleLicenseRecord{row.int32(0), row.text(1), row.text(2), row.text(3),
                                                   row.int32(4), row.flag(5), row.int32(6)};
                    });
}

// in_use is counted by triggers.
Result<std::int32_t> SqliteRows::insert_module_license(const ModuleLicenseRecord& record) {
    const auto stored = db_.run(
        "INSERT INTO module_license (id, owner, name, description, total, unrestricted) VALUES (?, ?, ?, ?, ?, ?)",
        {id_or_null(record.id), record.owner, record.name, record.description, record.total, record.unrestricted});
    if (!stored) return stored.error();
    return db_.last_id();
}

Result<void> SqliteRows::set_licenses(std::int32_t associate_id, const std::vector<std::int32_t>& license_ids) {
    const auto returned = change(db_, "DELETE FROM associate_license WHERE associate_id = ?", {associate_id});
    if (!returned) return returned.error();
    for (const std::int32_t license : license_ids) {
        const auto given =
            change(db_, "INSERT INTO associate_license (associate_id, license_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                   {associate_id, license});
        if (!given) return given.error();
    }
    return {};
}

Result<std::vector<std::int32_t>> SqliteRows::owner_contacts() {
    return read_ids(db_, "SELECT contact_id FROM owner_contact ORDER BY contact_id", {});
}

Result<bool> SqliteRows::add_owner_contact(std::int32_t contact_id, Stamp stamp) {
    return changes_any(db_,
                       "INSERT INTO owner_contact (contact_id, registered, registered_by) VALUES (?, ?, ?) "
                       "ON CONFLICT DO NOTHING",
                       {contact_id, stamp.when, stamp.by});
}

Result<bool> SqliteRows::remove_owner_contact(std::int32_t contact_id) {
    return changes_any(db_, "DELETE FROM owner_contact WHERE contact_id = ?", {contact_id});
}

}  // namespace uag::sqlite
