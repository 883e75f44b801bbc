// The columns of each record and how a row of them is read, for every statement that hands one over. The
// lists are macros so that statements stay literals, as Sql wants them; each names its table by one letter.
#pragma once

#include <optional>
#include <vector>

#include "adapters/sqlite/connection.hpp"
#include "core/store/records.hpp"

#define UAG_ASSOCIATE_COLUMNS                                                                          \
    "a.id, a.name, a.user_name, a.type, a.person_id, a.role_id, a.group_id, a.ej_user_id, a.deleted, " \
    "a.retired, a.waiting_for_approval, a.rank, a.tooltip, a.nick_name, a.request_signature"
#define UAG_PERSON_COLUMNS                                                                           \
    "p.id, p.first_name, p.middle_name, p.last_name, p.email, p.contact_id, p.country_id, "          \
    "p.home_country_id, p.business_id, p.category_id, p.position, p.mrmrs, p.title, p.description, " \
    "p.direct_phone, p.mobile_phone, p.fax_phone, p.person_number, p.kana_first_name, "              \
    "p.kana_last_name, p.rank, p.retired"
#define UAG_ROLE_COLUMNS "r.id, r.name, r.description, r.type, r.rank, r.use_categories, r.deleted"
#define UAG_GROUP_COLUMNS "g.id, g.name, g.description, g.rank, g.deleted"
#define UAG_PASSWORD_COLUMNS "c.phc, c.revision, c.must_change, c.valid_from, c.valid_to, c.expires"
#define UAG_SESSION_COLUMNS \
    "s.key, s.kind, s.associate_id, s.issued, s.expires, s.ends, s.source, s.last_used, s.device"

// An associate's summary, and what it is joined from beside the associate.
#define UAG_SUMMARY_COLUMNS \
    UAG_ASSOCIATE_COLUMNS   \
    ", p.first_name, p.middle_name, p.last_name, p.email, r.name, c.associate_id IS NOT NULL"
#define UAG_SUMMARY_JOINS                                                                       \
    " LEFT JOIN person p ON p.id = a.person_id LEFT JOIN role r ON r.id = a.role_id LEFT JOIN " \
    "password_credential c ON c.associate_id = a.id "

namespace uag::sqlite {

inline constexpr int associate_columns = 15;
inline constexpr int person_columns = 22;
inline constexpr int role_columns = 7;
inline constexpr int group_columns = 5;

// Each reads its columns from `column` on.
AssociateRecord read_associate(const Row& row, int column = 0);
PersonRecord read_person(const Row& row, int column = 0);
RoleRecord read_role(const Row& row, int column = 0);
GroupRecord read_group(const Row& row, int column = 0);
PasswordRecord read_password(const Row& row, int column);
SessionRecord read_session(const Row& row);
AssociateSummary read_summary(const Row& row);

/// Of the first column.
inline std::int32_t read_id(const Row& row) { return row.int32(0); }

/// Nothing for NULL.
inline std::optional<TimePoint> read_time(const Row& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.time(column));
}

/// The first column of every row.
inline Result<std::vector<std::int32_t>> read_ids(Connection& db, Sql sql, std::initializer_list<Value> values) {
    std::vector<std::int32_t> ids;
    const auto read = db.each(sql, values, [&](const Row& row) { ids.push_back(row.int32(0)); });
    if (!read) return read.error();
    return ids;
}

/// `read(row)` of every row.
template <class Read> auto read_all(Connection& db, Sql sql, std::initializer_list<Value> values, Read read)
    -> Result<std::vector<std::invoke_result_t<Read&, const Row&>>> {
    std::vector<std::invoke_result_t<Read&, const Row&>> records;
    const auto done = db.each(sql, values, [&](const Row& row) { records.push_back(read(row)); });
    if (!done) return done.error();
    return records;
}

/// Runs a statement that changes rows, however many.
inline Result<void> change(Connection& db, Sql sql, std::initializer_list<Value> values) {
    const auto changed = db.run(sql, values);
    if (!changed) return changed.error();
    return {};
}

/// Runs a statement that changes one row; `missing` is the answer when there is none.
inline Result<void> change_one(Connection& db, Sql sql, std::initializer_list<Value> values, MessageId missing) {
    const auto changed = db.run(sql, values);
    if (!changed) return changed.error();
    if (*changed == 0) return fail(errc::not_found, missing);
    return {};
}

/// Runs a statement; whether it changed anything.
inline Result<bool> changes_any(Connection& db, Sql sql, std::initializer_list<Value> values) {
    const auto changed = db.run(sql, values);
    if (!changed) return changed.error();
    return *changed > 0;
}

}  // namespace uag::sqlite
