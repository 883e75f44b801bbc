#include "adapters/sqlite/records.hpp"

#include "core/security/names.hpp"

namespace uag::sqlite {
namespace {

std::int16_t small(const Row& row, int column) { return static_cast<std::int16_t>(row.int32(column)); }

}  // namespace

AssociateRecord read_associate(const Row& row, int column) {
    AssociateRecord associate;
    associate.id = row.int32(column);
    associate.name = row.text(column + 1);
    associate.user_name = row.text(column + 2);
    associate.type = static_cast<UserType>(row.int32(column + 3));
    associate.person_id = row.int32(column + 4);
    associate.role_id = row.int32(column + 5);
    associate.group_id = row.int32(column + 6);
    associate.ej_user_id = row.int32(column + 7);
    associate.deleted = row.flag(column + 8);
    associate.retired = row.flag(column + 9);
    associate.waiting_for_approval = row.flag(column + 10);
    associate.rank = small(row, column + 11);
    associate.tooltip = row.text(column + 12);
    associate.nick_name = row.text(column + 13);
    associate.request_signature = row.text(column + 14);
    return associate;
}

PersonRecord read_person(const Row& row, int column) {
    PersonRecord person;
    person.id = row.int32(column);
    person.first_name = row.text(column + 1);
    person.middle_name = row.text(column + 2);
    person.last_name = row.text(column + 3);
    person.email = row.text(column + 4);
    person.contact_id = row.int32(column + 5);
    person.country_id = row.int32(column + 6);
    person.home_country_id = row.int32(column + 7);
    person.business_id = row.int32(column + 8);
    person.category_id = row.int32(column + 9);
    person.position = row.text(column + 10);
    person.mrmrs = row.text(column + 11);
    person.title = row.text(column + 12);
    person.description = row.text(column + 13);
    person.direct_phone = row.text(column + 14);
    person.mobile_phone = row.text(column + 15);
    person.fax_phone = row.text(column + 16);
    person.person_number = row.text(column + 17);
    person.kana_first_name = row.text(column + 18);
    person.kana_last_name = row.text(column + 19);
    person.rank = small(row, column + 20);
    person.retired = row.flag(column + 21);
    return person;
}

RoleRecord read_role(const Row& row, int column) {
    RoleRecord role;
    role.id = row.int32(column);
    role.name = row.text(column + 1);
    role.description = row.text(column + 2);
    role.type = static_cast<RoleType>(row.int32(column + 3));
    role.rank = small(row, column + 4);
    role.use_categories = small(row, column + 5);
    role.deleted = row.flag(column + 6);
    return role;
}

GroupRecord read_group(const Row& row, int column) {
    GroupRecord group;
    group.id = row.int32(column);
    group.name = row.text(column + 1);
    group.description = row.text(column + 2);
    group.rank = small(row, column + 3);
    group.deleted = row.flag(column + 4);
    return group;
}

PasswordRecord read_password(const Row& row, int column) {
    PasswordRecord password;
    password.phc = row.text(column);
    password.revision = row.int64(column + 1);
    password.must_change = row.flag(column + 2);
    password.valid_from = row.time(column + 3);
    password.valid_to = row.time(column + 4);
    password.expires = row.time(column + 5);
    return password;
}

SessionRecord read_session(const Row& row) {
    SessionRecord session;
    session.key = row.digest(0);
    session.kind = static_cast<SessionKind>(row.int32(1));
    session.associate_id = row.int32(2);
    session.issued = row.time(3);
    session.expires = row.time(4);
    session.ends = row.time(5);
    session.source = row.text(6);
    session.last_used = row.time(7);
    session.device = row.text(8);
    return session;
}

AssociateSummary read_summary(const Row& row) {
    PersonRecord person;
    person.first_name = row.text(associate_columns);
    person.middle_name = row.text(associate_columns + 1);
    person.last_name = row.text(associate_columns + 2);
    AssociateSummary summary;
    summary.associate = read_associate(row);
    summary.full_name = full_name(person);
    summary.email = row.text(associate_columns + 3);
    summary.role = row.text(associate_columns + 4);
    summary.has_password = row.flag(associate_columns + 5);
    return summary;
}

}  // namespace uag::sqlite
