#include "adapters/sqlite/archive_columns.hpp"

#include <array>

namespace uag::sqlite {
namespace {

using C = ArchiveColumn;

// Who may log in, as core/security/access says it; a test compares the two.
#define UAG_ACTIVE "(a.deleted = 0 AND a.retired = 0)"

constexpr ArchiveSource text(C column, unsigned joins, Sql value, Sql key) {
    return {column, joins, value, key, "0", "0"};
}
constexpr ArchiveSource number(C column, unsigned joins, Sql value, Sql bare) {
    return {column, joins, value, value, value, bare};
}
constexpr ArchiveSource number(C column, unsigned joins, Sql value) { return number(column, joins, value, value); }
constexpr ArchiveSource no_text(C column) { return {column, join_none, "''", "''", "0", "0"}; }
// Not a bare number, which ORDER BY would take for the place of a column.
constexpr ArchiveSource constant(C column, Sql value) { return number(column, join_none, value); }

constexpr std::array sources{
    text(C::first_name, join_person, "p.first_name", "fold(coalesce(p.first_name, ''))"),
    text(C::last_name, join_person, "p.last_name", "fold(coalesce(p.last_name, ''))"),
    text(C::middle_name, join_person, "p.middle_name", "fold(coalesce(p.middle_name, ''))"),
    text(C::full_name, join_none, "''", "a.folded_full_name"),  // shown from its parts
    text(C::mr_mrs, join_person, "p.mrmrs", "fold(coalesce(p.mrmrs, ''))"),
    text(C::title, join_person, "p.title", "fold(coalesce(p.title, ''))"),
    number(C::contact_id, join_person, "coalesce(p.contact_id, 0)"),
    number(C::person_id, join_none, "coalesce(a.person_id, 0)", "a.person_id"),
    number(C::associate_id, join_none, "a.id"),
    no_text(C::contact_name),
    no_text(C::contact_department),
    no_text(C::contact_full_name),
    no_text(C::contact_category),
    ArchiveSource{C::user_group, join_group, "coalesce(g.name, '')", "coalesce(g.folded_name, '')",
                  "coalesce(a.group_id, 0)", "a.group_id"},
    number(C::user_group_id, join_none, "coalesce(a.group_id, 0)", "a.group_id"),
    text(C::other_groups, join_none,
         "coalesce((SELECT group_concat(name, ', ') FROM (SELECT o.name FROM associate_group x JOIN user_group o ON "
         "o.id = x.group_id WHERE x.associate_id = a.id ORDER BY o.rank, o.id)), '')",
         "''"),
    ArchiveSource{C::role, join_role, "coalesce(r.name, '')", "coalesce(r.folded_name, '')", "coalesce(a.role_id, 0)",
                  "a.role_id"},
    ArchiveSource{C::associate_name, join_none, "a.name", "a.folded_name", "a.id", "a.id"},
    text(C::tooltip, join_none, "a.tooltip", "fold(a.tooltip)"),
    number(C::associate_type, join_none, "a.type"),
    number(C::ej_user_id, join_none, "a.ej_user_id"),
    constant(C::simultaneous_ej_user, "(0 + 0)"),
    text(C::ej_display_name, join_none, "a.nick_name", "a.folded_nick_name"),
    number(C::ej_status, join_presence, "coalesce(s.status, 0)"),
    text(C::credential_type, join_password | join_credential,
         "iif(c.associate_id IS NOT NULL, 'CRM5/PASSWORD', coalesce(l.type, ''))",
         "fold(iif(c.associate_id IS NOT NULL, 'CRM5/PASSWORD', coalesce(l.type, '')))"),
    text(C::credential_display_value, join_password | join_credential,
         "iif(c.associate_id IS NOT NULL, iif(a.user_name <> '', a.user_name, a.name), coalesce(l.display_value, ''))",
         "fold(iif(c.associate_id IS NOT NULL, iif(a.user_name <> '', a.user_name, a.name), "
         "coalesce(l.display_value, '')))"),
    number(C::is_active, join_none, UAG_ACTIVE),
    number(C::is_active_text, join_none, UAG_ACTIVE),
    no_text(C::portrait),
    text(C::user_name, join_none, "a.user_name", "fold(a.user_name)"),
    text(C::email, join_person, "p.email", "a.folded_email"),
    no_text(C::location_address),
    constant(C::is_location, "(0 + 0)"),
    no_text(C::user_plan),
    // ?1 is the time.
    number(
        C::can_login, join_password | join_credential,
        "(" UAG_ACTIVE " AND a.waiting_for_approval = 0 AND a.type NOT IN (0, 2) AND "
        "iif(c.associate_id IS NULL, l.type IS NOT NULL, c.valid_from <= ?1 AND ?1 < c.valid_to AND ?1 < c.expires))"),
    constant(C::get_all_rows, "(1 + 0)"),
    constant(C::get_no_rows, "(0 + 0)"),
};
static_assert([] {
    for (std::size_t i = 0; i < sources.size(); ++i)
        if (sources[i].column != static_cast<C>(i)) return false;
    return sources.size() == static_cast<std::size_t>(C::license);
}());

}  // namespace

const ArchiveSource& source_of(ArchiveColumn column) { return sources.at(static_cast<std::size_t>(column)); }

Sql join_of(ArchiveJoin join) {
    switch (join) {
        case join_none: break;
        case join_person: return " LEFT JOIN person p ON p.id = a.person_id";
        case join_role: return " LEFT JOIN role r ON r.id = a.role_id";
        case join_group: return " LEFT JOIN user_group g ON g.id = a.group_id";
        case join_password: return " LEFT JOIN password_credential c ON c.associate_id = a.id";
        case join_credential:
            return " LEFT JOIN linked_credential l ON l.associate_id = a.id AND l.type = (SELECT min(m.type) FROM "
                   "linked_credential m WHERE m.associate_id = a.id)";
        case join_presence: return " LEFT JOIN presence s ON s.associate_id = a.id";
    }
    return "";
}

}  // namespace uag::sqlite
