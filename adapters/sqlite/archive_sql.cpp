#include "adapters/sqlite/archive_sql.hpp"

#include <algorithm>

#include "adapters/sqlite/archive_columns.hpp"
#include "core/base/text.hpp"

namespace uag::sqlite {
namespace {

using Op = FilterOperator;

constexpr ArchiveJoin all_joins[] = {join_person, join_role, join_group, join_password, join_credential, join_presence};

// ?1 is the time in every statement.
Query begin(const ArchiveQuery& query, Sql text) {
    Query out;
    out << "WITH moment (now) AS (VALUES (";
    out.bind(query.now.time_since_epoch().count());
    out << ")) " << text;
    return out;
}

unsigned joins_of(const ArchiveQuery& query) {
    unsigned joins = join_none;
    if (query.filter)
        for_each_term(*query.filter, [&](const FilterTerm& term) { joins |= source_of(term.column).joins; });
    for (const ArchiveOrder& each : query.order) joins |= source_of(each.column).joins;
    return joins;
}

void add_joins(unsigned joins, Query& out) {
    for (const ArchiveJoin join : all_joins)
        if ((joins & join) != 0) out << join_of(join);
}

class Conditions {
public:
    Conditions(const ArchiveQuery& query, Query& out) : query_(query), out_(out) {}

    /// `by_list`: associates are joined to their groups or roles.
    void write(bool by_list = false) {
        out_ << " WHERE 1";
        if (query_.only) {
            // Most users are of the type, which the planner does not know: an index of the filter or of a list is better,
            // and the sign keeps the type's away.
            out_ << (query_.filter || by_list ? Sql(" AND +a.type = ") : Sql(" AND a.type = "));
            out_.bind(static_cast<std::int64_t>(*query_.only));
        }
        if (query_.filter) {
            out_ << " AND ";
            node(*query_.filter);
        }
        if (query_.licenses.empty()) return;
        out_ << " AND (0";
        for (const std::string& license : query_.licenses) {
            out_ << " OR ";
            holds(license, out_);
        }
        out_ << ")";
    }

    static void holds(const std::string& license, Query& out) {
        out << "EXISTS (SELECT 1 FROM module_license m WHERE m.owner = 'superoffice' AND m.name = ";
        out.bind(license);
        out << " AND (m.unrestricted = 1 OR EXISTS (SELECT 1 FROM associate_license x WHERE x.associate_id = a.id AND "
               "x.license_id = m.id)))";
    }

private:
    void node(const FilterNode& node) {
        if (node.kind == FilterNode::Kind::term) return term(node.term);
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            if (i == 0)
                out_ << "(";
            else if (node.kind == FilterNode::Kind::all)
                out_ << " AND ";
            else
                out_ << " OR ";
            this->node(node.children[i]);
        }
        out_ << ")";
    }

    void term(const FilterTerm& term) {
        const ArchiveSource& source = source_of(term.column);
        if (term.op == Op::current_associate) {
            out_ << "a.id = ";
            return out_.bind(std::int64_t{query_.caller_id});
        }
        if (term.column == ArchiveColumn::other_groups) return groups(term);
        switch (term.op) {
            case Op::is_set: out_ << source.id << " <> 0"; return;
            case Op::equal:
            case Op::not_equal:
            case Op::one_of:
            case Op::not_one_of: return members(source, term);
            case Op::between: return between(source, term);
            case Op::begins:
            case Op::not_begins:
            case Op::contains:
            case Op::not_contains:
            case Op::ends: return part(source, term);
            default: break;
        }
        out_ << source.key;
        if (term.op == Op::less) out_ << " < ";
        if (term.op == Op::less_or_equal) out_ << " <= ";
        if (term.op == Op::greater) out_ << " > ";
        if (term.op == Op::greater_or_equal) out_ << " >= ";
        out_.bind(number(term.values.front()));
    }

    static std::int64_t number(const FilterValue& value) { return std::get<std::int64_t>(value); }

    void between(const ArchiveSource& source, const FilterTerm& term) {
        out_ << source.key << " BETWEEN ";
        out_.bind(number(term.values[0]));
        out_ << " AND ";
        out_.bind(number(term.values[1]));
    }

    // Numbers are ids, texts are names; a list may have both.
    void members(const ArchiveSource& source, const FilterTerm& term) {
        const bool is_negative = term.op == Op::not_equal || term.op == Op::not_one_of;
        const auto is_number = [](const FilterValue& value) { return std::holds_alternative<std::int64_t>(value); };
        const auto numbers = std::count_if(term.values.begin(), term.values.end(), is_number);
        const bool has_texts = static_cast<std::size_t>(numbers) != term.values.size();
        out_ << "(";
        if (numbers != 0) {
            const bool has_zero = std::any_of(term.values.begin(), term.values.end(), [&](const FilterValue& value) {
                return is_number(value) && number(value) == 0;
            });
            out_ << (is_negative || has_zero ? source.id : source.bare_id);
            list(term, is_negative, is_number);
        }
        if (numbers != 0 && has_texts) out_ << (is_negative ? Sql(" AND ") : Sql(" OR "));
        if (has_texts) {
            out_ << source.key;
            list(term, is_negative, [&](const FilterValue& value) { return !is_number(value); });
        }
        out_ << ")";
    }

    template <class Fits> void list(const FilterTerm& term, bool is_negative, Fits fits) {
        out_ << (is_negative ? Sql(" NOT IN (") : Sql(" IN ("));
        bool is_first = true;
        for (const FilterValue& value : term.values) {
            if (!fits(value)) continue;
            if (!is_first) out_ << ", ";
            is_first = false;
            if (const auto* const text = std::get_if<std::string>(&value))
                out_.bind(fold(*text));
            else
                out_.bind(number(value));
        }
        out_ << ")";
    }

    void part(const ArchiveSource& source, const FilterTerm& term) {
        const std::string text = fold(std::get<std::string>(term.values.front()));
        const bool is_negative = term.op == Op::not_begins || term.op == Op::not_contains;
        if (text.empty()) {
            out_ << (is_negative ? Sql("0") : Sql("1"));
            return;
        }
        if (term.op == Op::ends) {
            out_ << "substr(" << source.key << ", -";
            out_.bind(static_cast<std::int64_t>(code_points(text)));
            out_ << ") = ";
            return out_.bind(text);
        }
        if (term.op == Op::begins) return begins(source, text);
        out_ << "place(" << source.key << ", ";
        out_.bind(text);
        out_ << ")";
        if (term.op == Op::not_begins) out_ << " <> 1";
        if (term.op == Op::contains) out_ << " > 0";
        if (term.op == Op::not_contains) out_ << " = 0";
    }

    // All texts that begin so stand together in an index, and before the same with a byte that no UTF-8 has.
    void begins(const ArchiveSource& source, const std::string& text) {
        out_ << "(" << source.key << " >= ";
        out_.bind(text);
        out_ << " AND " << source.key << " < ";
        out_.bind(text + '\xFF');
        out_ << ")";
    }

    void groups(const FilterTerm& term) {
        const bool is_negative = term.op == Op::not_equal || term.op == Op::not_one_of;
        out_ << (is_negative ? Sql("a.id NOT IN (") : Sql("a.id IN ("))
             << "SELECT x.associate_id FROM associate_group x";
        if (term.op != Op::is_set) {
            out_ << " WHERE x.group_id";
            list(term, false, [](const FilterValue&) { return true; });
        }
        out_ << ")";
    }

    const ArchiveQuery& query_;
    Query& out_;
};

void add_page(const ArchiveQuery& query, Query& out) {
    out << " LIMIT ";
    out.bind(std::int64_t{query.limit});
    out << " OFFSET ";
    out.bind(query.skip);
}

void add_direction(bool descending, Query& out) {
    if (descending) out << " DESC";
}

// Equal rows stand in order of id, in the direction of the first column: an index that ends with the id serves that.
bool is_descending(const ArchiveQuery& query) { return !query.order.empty() && query.order.front().descending; }

// Sorted by a list's names: its rows in order, and of each those who have it; before all of them who have none.
struct NamedList {
    ArchiveColumn column;
    ArchiveJoin join;
    Sql none;  ///< condition
    Sql of_none;  ///< what stands for name and id then: NULL, as an index knows
    Sql driver;  ///< what associates are joined to
    Sql name;
    Sql id;
};
constexpr NamedList named_lists[] = {
    {ArchiveColumn::user_group, join_group, " AND a.group_id IS NULL", "a.group_id, a.group_id",
     "user_group g CROSS JOIN associate a ON a.group_id = g.id", "g.folded_name", "g.id"},
    {ArchiveColumn::role, join_role, " AND a.role_id IS NULL", "a.role_id, a.role_id",
     "role r CROSS JOIN associate a ON a.role_id = r.id", "r.folded_name", "r.id"},
};
constexpr Sql sort_columns[] = {"4", "5", "6", "7", "8", "9", "10"};
static_assert(std::size(sort_columns) + 1 == max_order);

void add_keys(const ArchiveQuery& query, Query& out) {
    for (std::size_t i = 1; i < query.order.size(); ++i) out << ", " << source_of(query.order[i].column).key;
}

Query ids_by_list(const ArchiveQuery& query, const NamedList& list) {
    const unsigned joins = joins_of(query);
    Query out = begin(query, "SELECT a.id, ");
    out << list.of_none;
    add_keys(query, out);
    out << " FROM associate a";
    add_joins(joins, out);
    Conditions(query, out).write(true);
    out << list.none << " UNION ALL SELECT a.id, " << list.name << ", " << list.id;
    add_keys(query, out);
    out << " FROM " << list.driver;
    add_joins(joins & ~unsigned{list.join}, out);
    Conditions(query, out).write(true);
    const bool descending = is_descending(query);
    out << " ORDER BY 2";
    add_direction(descending, out);
    out << ", 3";
    add_direction(descending, out);
    for (std::size_t i = 1; i < query.order.size(); ++i) {
        out << ", " << sort_columns[i - 1];
        add_direction(query.order[i].descending, out);
    }
    out << ", 1";
    add_direction(descending, out);
    add_page(query, out);
    return out;
}

}  // namespace

Query archive_ids(const ArchiveQuery& query) {
    for (const NamedList& list : named_lists)
        if (!query.order.empty() && query.order.front().column == list.column) return ids_by_list(query, list);
    Query out = begin(query, "SELECT a.id FROM associate a");
    add_joins(joins_of(query), out);
    Conditions(query, out).write();
    out << " ORDER BY ";
    for (const ArchiveOrder& each : query.order) {
        out << source_of(each.column).key;
        add_direction(each.descending, out);
        out << ", ";
    }
    out << "a.id";
    add_direction(is_descending(query), out);
    add_page(query, out);
    return out;
}

Query archive_count(const ArchiveQuery& query) {
    Query out = begin(query, "SELECT count(*) FROM associate a");
    add_joins(joins_of(query), out);
    Conditions(query, out).write();
    return out;
}

Query archive_details(const ArchiveQuery& query, std::string ids) {
    unsigned joins = join_person;
    Query out = begin(query, "SELECT a.id, ");
    out << source_of(ArchiveColumn::is_active).value << ", p.first_name, p.middle_name, p.last_name";
    for (const ArchiveSelected& selected : query.columns) {
        out << ", ";
        if (selected.column == ArchiveColumn::license) {
            Conditions::holds(selected.license, out);
            continue;
        }
        joins |= source_of(selected.column).joins;
        out << source_of(selected.column).value;
    }
    out << " FROM associate a";
    add_joins(joins, out);
    out << " WHERE a.id IN (SELECT value FROM json_each(";
    out.bind(std::move(ids));
    out << "))";
    return out;
}

}  // namespace uag::sqlite
