// Associates of every kind and state for tests of user lists, and the specification of filters once more, without SQL.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/agent/archive_operators.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/names.hpp"
#include "support/gateway_fixture.hpp"
#include "support/run_task.hpp"
#include "support/store_rows.hpp"

namespace uag::test {

// What a row holds, as the specification says: a text or a number a column; of lists both.
struct Cell {
    std::string text;
    std::int64_t number = 0;
    std::vector<std::int32_t> ids{};  // otherGroups
};
struct ListedPerson {
    NewAssociate record;
    bool has_link = false;
    std::map<ArchiveColumn, Cell> cells;
};

template <class T> const T& pick(const std::vector<T>& from, std::mt19937& random) {
    return from[random() % from.size()];
}

inline const std::vector<std::string> listed_names{"Ann",    "ANNA",    "ann",  "Åse",     "A\xCC\x8Ase", "STRASSE",
                                                   "straße", "O'Brien", "100%", "under_s", "Zoë",         "",
                                                   "[I:5]",  "Ünal",    "%",    "_"};
inline const std::vector<std::string> listed_mails{"tje@example.com", "TJE@Example.com", "ann@x.org", "", "ünal@x.org"};

// Associates from 100 on, of all types and in all states.
class Population {
public:
    explicit Population(GatewayFixture& gateway, unsigned seed) {
        std::mt19937 random(seed);
        Seed rows;
        std::string sql;
        for (std::int32_t id = 100; id < 160; ++id) {
            ListedPerson made = person(id, random);
            rows.associates.push_back(made.record);
            sql += afterwards(made, random);
            people.push_back(std::move(made));
        }
        REQUIRE(run_task(plant(gateway.store(), std::move(rows), {gateway.clock.now(), 0})).has_value());
        gateway.sql(sql);
        gateway.sql("DELETE FROM associate WHERE id < 100 AND id > 1");
        for (ListedPerson& each : people) fill(each, gateway.clock.now());
    }

    std::vector<ListedPerson> people;

private:
    static ListedPerson person(std::int32_t id, std::mt19937& random) {
        constexpr UserType types[] = {UserType::internal_associate,  UserType::internal_associate,
                                      UserType::external_associate,  UserType::resource_associate,
                                      UserType::anonymous_associate, UserType::system_associate};
        constexpr std::int32_t roles[] = {1, 1, 3, 1, 4, 5};
        ListedPerson made;
        AssociateRecord& associate = made.record.associate;
        const std::size_t type = random() % std::size(types);
        associate.id = id;
        associate.name = pick(listed_names, random) + std::to_string(id % 7) + std::to_string(id);
        associate.user_name = random() % 2 == 0 ? "" : "U" + std::to_string(id) + pick(listed_names, random);
        associate.type = types[type];
        associate.role_id = random() % 5 == 0 ? 0 : roles[type];
        if (associate.type == UserType::internal_associate && associate.role_id != 0 && random() % 2 == 0)
            associate.role_id = 2;
        associate.group_id = static_cast<std::int32_t>(random() % 4);
        associate.ej_user_id = random() % 3 == 0 ? id : 0;
        associate.deleted = random() % 6 == 0;
        associate.retired = random() % 6 == 0;
        associate.waiting_for_approval = random() % 6 == 0;
        associate.tooltip = pick(listed_names, random);
        associate.nick_name = random() % 3 == 0 ? pick(listed_names, random) + "n" + std::to_string(id) : "";
        if (random() % 4 != 0) {
            PersonRecord record;
            record.id = 1000 + id;
            record.first_name = pick(listed_names, random);
            record.middle_name = random() % 3 == 0 ? pick(listed_names, random) : "";
            record.last_name = pick(listed_names, random);
            record.email = pick(listed_mails, random);
            record.mrmrs = random() % 2 == 0 ? "Mr." : "";
            record.title = pick(listed_names, random);
            record.contact_id = static_cast<std::int32_t>(random() % 3);
            made.record.person = record;
        }
        if (random() % 2 == 0) made.record.phc = "$argon2id$";
        for (std::int32_t group = 1; group <= 3; ++group)
            if (random() % 3 == 0) made.record.secondary_groups.push_back(group);
        return made;
    }

    std::string afterwards(ListedPerson& made, std::mt19937& random) {
        const std::string id = std::to_string(made.record.associate.id);
        std::string sql;
        if (random() % 3 == 0) {
            made.has_link = true;
            sql += "INSERT INTO linked_credential (associate_id, type, value, folded_value, display_value) VALUES (" +
                   id + ", 'Dir', 'v" + id + "', 'v" + id + "', 'Shown " + id + "');";
        }
        if (made.record.phc && random() % 3 == 0) {
            expired.insert(made.record.associate.id);
            sql += "UPDATE password_credential SET valid_to = 1 WHERE associate_id = " + id + ";";
        }
        if (random() % 3 == 0) {
            present[made.record.associate.id] = static_cast<std::int32_t>(random() % 3);
            sql += "INSERT INTO presence (associate_id, status) VALUES (" + id + ", " +
                   std::to_string(present[made.record.associate.id]) + ");";
        }
        return sql;
    }

    void fill(ListedPerson& made, TimePoint now) {
        using C = ArchiveColumn;
        const AssociateRecord& a = made.record.associate;
        const PersonRecord p = made.record.person.value_or(PersonRecord{});
        auto& cells = made.cells;
        const std::map<std::int32_t, std::string> groups{{0, ""}, {1, "Management"}, {2, "Sales"}, {3, "Support"}};
        const std::map<std::int32_t, std::string> roles{
            {0, ""}, {1, "User level 0"}, {2, "User level 1"}, {3, "External user"}, {4, "Anonymous"}, {5, "System"}};
        cells[C::first_name].text = p.first_name;
        cells[C::last_name].text = p.last_name;
        cells[C::middle_name].text = p.middle_name;
        cells[C::full_name].text = full_name(p);
        cells[C::mr_mrs].text = p.mrmrs;
        cells[C::title].text = p.title;
        cells[C::contact_id].number = p.contact_id;
        cells[C::person_id].number = p.id;
        cells[C::associate_id].number = a.id;
        cells[C::user_group] = {groups.at(a.group_id), a.group_id};
        cells[C::user_group_id].number = a.group_id;
        cells[C::other_groups].ids = made.record.secondary_groups;
        cells[C::role] = {roles.at(a.role_id), a.role_id};
        cells[C::associate_name] = {a.name, a.id};
        cells[C::tooltip].text = a.tooltip;
        cells[C::associate_type].number = static_cast<std::int32_t>(a.type);
        cells[C::ej_user_id].number = a.ej_user_id;
        cells[C::ej_display_name].text = a.nick_name;
        cells[C::ej_status].number = present.contains(a.id) ? present.at(a.id) : 0;
        const std::string login = a.user_name.empty() ? a.name : a.user_name;
        cells[C::credential_type].text = made.record.phc ? "CRM5/PASSWORD" : made.has_link ? "Dir" : "";
        cells[C::credential_display_value].text = made.record.phc ? login
                                                  : made.has_link ? "Shown " + std::to_string(a.id)
                                                                  : "";
        cells[C::is_active].number = !a.deleted && !a.retired;
        cells[C::is_active_text].number = !a.deleted && !a.retired;
        cells[C::user_name].text = a.user_name;
        cells[C::email].text = p.email;
        Identity identity;
        identity.associate = a;
        if (made.record.phc) {
            identity.password.emplace();
            if (expired.contains(a.id)) identity.password->valid_to = TimePoint{std::chrono::milliseconds{1}};
        }
        cells[C::can_login].number = (made.record.phc || made.has_link) && may_log_in(identity, now);
        cells[C::get_all_rows].number = 1;
        for (const ArchiveColumnInfo& info : archive_columns()) cells[info.column];  // the rest is empty
    }

    std::set<std::int32_t> expired;
    std::map<std::int32_t, std::int32_t> present;
};

inline bool equals(const ArchiveColumnInfo& info, const Cell& cell, const FilterValue& value) {
    if (const auto* const text = std::get_if<std::string>(&value)) return fold(cell.text) == fold(*text);
    const std::int64_t number = std::get<std::int64_t>(value);
    if (info.column != ArchiveColumn::other_groups) return cell.number == number;
    return std::find(cell.ids.begin(), cell.ids.end(), number) != cell.ids.end();
}

// The specification once more, without SQL.
inline bool holds(const FilterTerm& term, const ListedPerson& person) {
    using Op = FilterOperator;
    const ArchiveColumnInfo& info = info_of(term.column);
    const Cell& cell = person.cells.at(term.column);
    const auto same = [&](const FilterValue& value) { return equals(info, cell, value); };
    const auto number = [&](std::size_t i) { return std::get<std::int64_t>(term.values[i]); };
    const auto text = [&] { return fold(std::get<std::string>(term.values[0])); };
    switch (term.op) {
        case Op::equal:
        case Op::one_of: return std::any_of(term.values.begin(), term.values.end(), same);
        case Op::not_equal:
        case Op::not_one_of: return std::none_of(term.values.begin(), term.values.end(), same);
        case Op::less: return cell.number < number(0);
        case Op::less_or_equal: return cell.number <= number(0);
        case Op::greater: return cell.number > number(0);
        case Op::greater_or_equal: return cell.number >= number(0);
        case Op::between: return number(0) <= cell.number && cell.number <= number(1);
        case Op::is_set: return cell.number != 0 || !cell.ids.empty();
        case Op::begins: return fold(cell.text).starts_with(text());
        case Op::not_begins: return !fold(cell.text).starts_with(text());
        case Op::contains: return fold(cell.text).find(text()) != std::string::npos;
        case Op::not_contains: return fold(cell.text).find(text()) == std::string::npos;
        case Op::ends: return fold(cell.text).ends_with(text());
        case Op::current_associate: return person.record.associate.id == 1;
    }
    return false;
}

inline bool holds(const FilterNode& node, const ListedPerson& person) {
    const auto each = [&](const FilterNode& child) { return holds(child, person); };
    switch (node.kind) {
        case FilterNode::Kind::term: return holds(node.term, person);
        case FilterNode::Kind::all: return std::all_of(node.children.begin(), node.children.end(), each);
        case FilterNode::Kind::any: break;
    }
    return std::any_of(node.children.begin(), node.children.end(), each);
}

// A term that fits, with values that some rows have.
inline FilterTerm some_term(const ArchiveColumnInfo& info, FilterOperator op, const std::vector<ListedPerson>& people,
                            std::mt19937& random) {
    using Op = FilterOperator;
    FilterTerm term{info.column, op, {}};
    const bool compares_text =
        op == Op::begins || op == Op::not_begins || op == Op::contains || op == Op::not_contains || op == Op::ends;
    const bool takes_text = fits(Op::begins, info.kind);
    const bool takes_number = info.kind != ColumnKind::text;
    std::size_t count = op == Op::is_set || op == Op::current_associate ? 0 : 1;
    if (op == Op::between) count = 2;
    if (op == Op::one_of || op == Op::not_one_of) count = 1 + random() % 3;
    for (std::size_t i = 0; i < count; ++i) {
        const Cell& cell = pick(people, random).cells.at(info.column);
        if (compares_text || (takes_text && (!takes_number || random() % 2 == 0))) {
            std::string text = random() % 4 == 0 ? pick(listed_names, random) : cell.text;
            if (compares_text && random() % 2 == 0) text = text.substr(0, utf8_prefix(text.substr(0, 2)));
            if (text.starts_with('[') && takes_number) text = "x";  // an encoded number stands for an id
            term.values.emplace_back(std::move(text));
        } else if (!cell.ids.empty()) {
            term.values.emplace_back(std::int64_t{cell.ids.front()});
        } else {
            term.values.emplace_back(cell.number);
        }
    }
    return term;
}

}  // namespace uag::test
