// The part of UserRows that reads and writes persons.
#include "adapters/sqlite/records.hpp"
#include "adapters/sqlite/rows.hpp"
#include "core/base/text.hpp"
#include "core/security/names.hpp"

// What is stored of a person, new or changed, and the parameters that it has in both statements.
#define UAG_PERSON_WRITTEN                                                                              \
    "first_name, middle_name, last_name, folded_name, email, folded_email, contact_id, country_id, "    \
    "home_country_id, business_id, category_id, position, mrmrs, title, description, direct_phone, "    \
    "mobile_phone, fax_phone, person_number, kana_first_name, kana_last_name, rank, retired, updated, " \
    "updated_by"
#define UAG_PERSON_VALUES                                                                                    \
    "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, " \
    "?24, ?25, ?26"

namespace uag::sqlite {
namespace {

using Values = std::initializer_list<Value>;

// `run` with ?1, the id, and those of UAG_PERSON_VALUES.
template <class Run> auto with_values(const PersonRecord& record, Stamp stamp, Run run) {
    return run(Values{id_or_null(record.id),
                      record.first_name,
                      record.middle_name,
                      record.last_name,
                      fold(full_name(record)),
                      record.email,
                      fold(record.email),
                      record.contact_id,
                      record.country_id,
                      record.home_country_id,
                      record.business_id,
                      record.category_id,
                      record.position,
                      record.mrmrs,
                      record.title,
                      record.description,
                      record.direct_phone,
                      record.mobile_phone,
                      record.fax_phone,
                      record.person_number,
                      record.kana_first_name,
                      record.kana_last_name,
                      record.rank,
                      record.retired,
                      stamp.when,
                      stamp.by});
}

Result<void> store_phones(Connection& db, std::int32_t id, const PersonRecord& record) {
    for (const std::string* phone : {&record.direct_phone, &record.mobile_phone, &record.fax_phone}) {
        const std::string digits = ascii_digits_of(*phone);
        if (digits.empty()) continue;
        const auto stored = change(
            db, "INSERT INTO person_phone (digits, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING", {digits, id});
        if (!stored) return stored.error();
    }
    return {};
}

PersonRecord read_whole_person(const Row& row) { return read_person(row); }

}  // namespace

Result<std::int32_t> SqliteRows::insert_person(const PersonRecord& record, Stamp stamp) {
    const auto stored = with_values(record, stamp, [&](Values values) {
        return db_.run("INSERT INTO person (id, " UAG_PERSON_WRITTEN
                       ", registered, registered_by) VALUES (?1, " UAG_PERSON_VALUES ", ?25, ?26)",
                       values);
    });
    if (!stored) return stored.error();
    const std::int32_t id = db_.last_id();
    if (const auto phones = store_phones(db_, id, record); !phones) return phones.error();
    return id;
}

Result<std::optional<PersonRecord>> SqliteRows::person(std::int32_t person_id) {
    return db_.first("SELECT " UAG_PERSON_COLUMNS " FROM person p WHERE p.id = ?", {person_id}, read_whole_person);
}

Result<void> SqliteRows::update_person(const PersonRecord& record, Stamp stamp) {
    const auto stored = with_values(record, stamp, [&](Values values) {
        return change_one(db_, "UPDATE person SET (" UAG_PERSON_WRITTEN ") = (" UAG_PERSON_VALUES ") WHERE id = ?1",
                          values, "There is no such person.");
    });
    if (!stored) return stored.error();
    const auto cleared = change(db_, "DELETE FROM person_phone WHERE person_id = ?", {record.id});
    if (!cleared) return cleared.error();
    return store_phones(db_, record.id, record);
}

Result<std::vector<PersonRecord>> SqliteRows::persons_by_email(std::int32_t contact_id, std::string_view folded) {
    return read_all(
        db_,
        "SELECT " UAG_PERSON_COLUMNS
        " FROM person p WHERE p.folded_email = ?1 AND p.folded_email <> '' AND (?2 = 0 OR p.contact_id = ?2) "
        "ORDER BY p.id",
        {folded, contact_id}, read_whole_person);
}

Result<std::vector<PersonRecord>> SqliteRows::persons_by_phone(std::int32_t contact_id, std::string_view digits) {
    return read_all(db_,
                    "SELECT " UAG_PERSON_COLUMNS
                    " FROM person_phone x JOIN person p ON p.id = x.person_id WHERE x.digits = ?1 AND (?2 = "
                    "0 OR p.contact_id = ?2) ORDER BY p.id",
                    {digits, contact_id}, read_whole_person);
}

Result<std::vector<PersonRecord>> SqliteRows::persons_by_name(std::int32_t contact_id, std::string_view folded) {
    return read_all(db_,
                    "SELECT " UAG_PERSON_COLUMNS
                    " FROM person p WHERE p.folded_name = ?1 AND p.folded_name <> '' AND (?2 = 0 OR p.contact_id = ?2) "
                    "ORDER BY p.id",
                    {folded, contact_id}, read_whole_person);
}

}  // namespace uag::sqlite
