// LinkedCredentialRows, and the part of UserRows that is about presence.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {

Result<void> SqliteRows::put_linked_credential(std::int32_t associate_id, const LinkedCredential& credential) {
    return change(db_,
                  "INSERT INTO linked_credential (associate_id, type, value, folded_value, display_value) VALUES (?, "
                  "?, ?, ?, ?) ON CONFLICT (associate_id, type) DO UPDATE SET type = excluded.type, value = "
                  "excluded.value, folded_value = excluded.folded_value, display_value = excluded.display_value",
                  {associate_id, credential.type, credential.value, fold(credential.value), credential.display_value});
}

Result<bool> SqliteRows::remove_linked_credential(std::int32_t associate_id, std::string_view type) {
    return changes_any(db_, "DELETE FROM linked_credential WHERE associate_id = ? AND type = ?", {associate_id, type});
}

Result<std::optional<std::int32_t>> SqliteRows::credential_owner(std::string_view type, std::string_view folded_value) {
    return db_.first("SELECT associate_id FROM linked_credential WHERE type = ? AND folded_value = ?",
                     {type, folded_value}, read_id);
}

Result<std::optional<PresenceRecord>> SqliteRows::presence(std::int32_t associate_id) {
    return db_.first("SELECT status, message FROM presence WHERE associate_id = ?", {associate_id}, [](const Row& row) {
        return PresenceRecord{static_cast<EjUserStatus>(row.int32(0)), row.text(1)};
    });
}

Result<std::vector<std::int32_t>> SqliteRows::associates_with_presence(std::int32_t limit) {
    return read_ids(db_, "SELECT associate_id FROM presence ORDER BY associate_id LIMIT ?", {limit});
}

Result<void> SqliteRows::put_presence(std::int32_t associate_id, const PresenceRecord& presence) {
    return change(db_,
                  "INSERT INTO presence (associate_id, status, message) VALUES (?, ?, ?) ON CONFLICT (associate_id) DO "
                  "UPDATE SET status = excluded.status, message = excluded.message",
                  {associate_id, static_cast<std::int32_t>(presence.status), presence.message});
}

}  // namespace uag::sqlite
