#include "core/agent/archive_request.hpp"

#include <algorithm>

#include "core/agent/archive_filter.hpp"
#include "core/agent/archive_order.hpp"
#include "core/agent/fields.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::size_t max_names = 4096;  // bytes of a list of columns or entities
constexpr std::size_t max_name = 64;     // bytes of one
constexpr std::size_t max_columns = 128;

Error refused(std::string_view parameter, MessagePattern<1> what) {
    return wrong_argument(std::string(parameter), sentence(what, {parameter}));
}

Error not_for_them(std::string_view name) {
    return fail(errc::access_denied, sentence("You may not use the column {0}.", {name}));
}

// Calls `visit(name)` for each of a list with commas.
template <class Visit> Result<void> for_each_name(std::string_view parameter, std::string_view text, Visit visit) {
    if (text.size() > max_names) return refused(parameter, "{0} is too long.");
    while (!text.empty()) {
        const std::size_t end = text.find(',');
        const std::string_view name = trim_blanks(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (name.empty()) continue;
        if (const Result<void> done = visit(name); !done.has_value()) return done;
    }
    return {};
}

template <class Visit> Result<void> for_each_name(std::string_view parameter, const List<String>& names, Visit visit) {
    if (names.items.size() > max_columns) return refused(parameter, "{0} is too long.");
    for (const String& name : names.items) {
        if (name.text.size() > max_names) return refused(parameter, "{0} is too long.");
        if (const std::string_view trimmed = trim_blanks(name.text); !trimmed.empty())
            if (const Result<void> done = visit(trimmed); !done.has_value()) return done;
    }
    return {};
}

// The licence's name of `superoffice_…`, lower case; empty for another name.
std::string license_of(std::string_view name) {
    const std::string_view prefix = name.substr(0, license_prefix.size());
    if (name.size() > max_name || name.size() <= prefix.size() || !ascii_iequals(prefix, license_prefix)) return {};
    std::string license;
    for (const char c : name.substr(prefix.size())) {
        if (!is_ascii_alphanumeric(c) && c != '-' && c != '_') return {};
        license += ascii_lower(c);
    }
    return license;
}

class Builder {
public:
    Builder(const Context& context, std::string_view provider) : caller_(context.caller) {
        const Result<const ArchiveProvider*> found = archive_provider(caller_, provider);
        if (!found.has_value()) {
            failure_ = found.error();
            return;
        }
        query_.only = (*found)->only;
        if (!caller_.rights.users) query_.only = UserType::internal_associate;
        query_.caller_id = caller_.associate_id;
    }

    // A list that everybody sees all of.
    Builder(const Context& context, ArchiveList list) : caller_(context.caller), list_(list) {}

    template <class Names> void columns(std::string_view parameter, const Names& names) {
        bool any = false;
        note(for_each_name(parameter, names, [&](std::string_view name) -> Result<void> {
            any = true;
            add_column(name);
            if (query_.columns.size() > max_columns) return refused(parameter, "{0} is too long.");
            return {};
        }));
        if (any) return;
        for (const ArchiveColumnInfo& info : archive_columns(list_))
            if (info.has_source && may_see(caller_, info)) query_.columns.push_back({info.column});
    }

    template <class Names> void entities(std::string_view parameter, const Names& names) {
        bool all = false;
        note(for_each_name(parameter, names, [&](std::string_view name) -> Result<void> {
            const bool every = ascii_iequals(name, "all") || ascii_iequals(name, entity_name_of(list_));
            all = all || every;
            if (every) return {};
            const std::string license = license_of(name);
            if (license.empty() || list_ != ArchiveList::users)
                return refused(parameter, "{0} has an entity that these lists do not have.");
            if (!caller_.rights.users) return not_for_them(license_prefix);
            query_.licenses.push_back(license);
            return {};
        }));
        if (all) query_.licenses.clear();
    }

    void filter(Result<std::optional<FilterNode>> filter) {
        if (!filter.has_value()) return note(filter.error());
        query_.filter = std::move(*filter);
        if (!query_.filter) return;
        for_each_term(*query_.filter, [&](const FilterTerm& term) { judge(term.column); });
    }

    void order(Result<std::vector<ArchiveOrder>> order) {
        if (!order.has_value()) return note(order.error());
        query_.order = std::move(*order);
        for (const ArchiveOrder& each : query_.order) judge(each.column);
    }

    void page(std::string_view parameter, std::int64_t skip, std::int32_t rows) {
        if (rows < 1 || rows > most_archive_rows)
            note(wrong_argument(std::string(parameter), "A page has 1 to 1000 rows."));
        if (skip < 0) note(wrong_argument("Skip", "The number of rows to skip is negative."));
        query_.skip = skip;
        query_.limit = rows;
    }

    void note(const Result<void>& done) {
        if (!done.has_value() && !failure_) failure_ = done.error();
    }

    ArchiveQuery& query() { return query_; }

    Result<ArchiveQuery> result() {
        if (failure_) return *failure_;
        return std::move(query_);
    }

private:
    // What there is not, and what is not for this caller, is left out.
    void add_column(std::string_view name) {
        const ArchiveColumnInfo* const info = find_archive_column(name, list_);
        ArchiveSelected selected;
        if (info != nullptr && may_see(caller_, *info))
            selected.column = info->column;
        else if (info != nullptr || !caller_.rights.users || list_ != ArchiveList::users)
            return;
        else if (selected.license = license_of(name); selected.license.empty())
            return;
        else
            selected.column = ArchiveColumn::license;
        const auto same = [&](const ArchiveSelected& each) {
            return each.column == selected.column && each.license == selected.license;
        };
        if (std::none_of(query_.columns.begin(), query_.columns.end(), same))
            query_.columns.push_back(std::move(selected));
    }

    // Rows that a hidden column lets through tell what it holds.
    void judge(ArchiveColumn column) {
        const ArchiveColumnInfo& info = info_of(column);
        if (!may_see(caller_, info)) note(not_for_them(info.name));
    }

    const Caller& caller_;
    const ArchiveList list_ = ArchiveList::users;
    ArchiveQuery query_;
    std::optional<Error> failure_;
};

Result<std::optional<FilterNode>> filter_of(std::string_view text, ArchiveList list = ArchiveList::users) {
    if (text.size() <= max_filter && trim(text).empty()) return std::optional<FilterNode>{};
    Result<FilterNode> node = parse_filter(text, list);
    if (!node.has_value()) return node.error();
    return std::optional<FilterNode>(std::move(*node));
}

bool is_one_of(const String& value, std::initializer_list<std::string_view> words) {
    return value.blank() || std::any_of(words.begin(), words.end(),
                                        [&](std::string_view word) { return ascii_iequals(word, value.text); });
}

// What would change the answer and is not done here is refused; the context is of other lists and has no meaning.
Result<void> judge_words(const ArchiveRequest& request) {
    constexpr MessagePattern<1> unsupported = "{0} has a value that is not supported here.";
    if (!is_one_of(request.mode, {"full", "slim"})) return refused("$mode", unsupported);
    if (!is_one_of(request.format, {"json", "xml"})) return refused("$format", unsupported);
    if (!is_one_of(request.inline_count, {"none", "allpages"})) return refused("$inlineCount", unsupported);
    if (!is_one_of(request.output, {"logical"})) return refused("$output", unsupported);
    if (!is_one_of(request.options, {"GrandTotal=false"})) return refused("$options", unsupported);
    return {};
}

Result<std::vector<ArchiveOrder>> order_of(const List<Box<ArchiveOrderByInfo>>& columns) {
    std::vector<ArchiveOrder> order;
    if (columns.items.size() > max_columns) return refused("SortOrder", "{0} is too long.");
    for (const Box<ArchiveOrderByInfo>& each : columns.items) {
        if (!each.has_value()) return wrong_argument("SortOrder", "The columns to sort by cannot be read.");
        const bool descending = each->direction == SortDirection::descending;
        if (const auto added = add_order(trim_blanks(each->name.text), descending, order); !added.has_value())
            return added.error();
    }
    return order;
}

// The provider has two names; they must not contradict each other.
template <class Request> std::string_view provider_of(const Request& request) {
    if (request.provider_name.blank()) return request.archive_provider_name.text;
    const bool agree = request.archive_provider_name.blank() ||
                       ascii_iequals(request.provider_name.text, request.archive_provider_name.text);
    return agree ? std::string_view(request.provider_name.text) : std::string_view{};
}

// A list of names, or the same as one text.
const List<String>& names_of(const List<String>& names) { return names; }
std::string_view names_of(const String& names) { return names.text; }

template <class Request> void read_common(Builder& builder, const Request& request) {
    builder.columns("Columns", names_of(request.columns));
    builder.entities("Entities", names_of(request.entities));
    builder.page("PageSize", std::int64_t{request.page} * request.page_size, request.page_size);
    if (request.page < 0) builder.note(wrong_argument("Page", "The number of rows to skip is negative."));
}

}  // namespace

Result<const ArchiveProvider*> archive_provider(const Caller& caller, std::string_view name) {
    const ArchiveProvider* const provider = find_archive_provider(name);
    if (provider == nullptr) return fail(errc::not_found, "There is no archive of this name.");
    if (provider->only == UserType::external_associate && !caller.rights.users)
        return fail(errc::access_denied, "You do not have the right to do this.");
    return provider;
}

std::string name_of(const ArchiveSelected& selected) {
    if (selected.column == ArchiveColumn::license) return std::string(license_prefix) + selected.license;
    return std::string(info_of(selected.column).name);
}

ColumnKind kind_of(const ArchiveSelected& selected) {
    return selected.column == ArchiveColumn::license ? ColumnKind::number : info_of(selected.column).kind;
}

Result<ArchiveQuery> archive_query(const Context& context, const ArchiveRequest& request, ArchiveList list) {
    const bool named = request.provider.presence == Presence::value;
    Builder builder = list == ArchiveList::users
                          ? Builder(context, named ? std::string_view(request.provider.text) : "AllUsers")
                          : Builder(context, list);
    builder.columns("$select", std::string_view(request.select.text));
    builder.entities("$entities", std::string_view(request.entities.text));
    builder.filter(filter_of(std::string_view(request.filter.text), list));
    builder.order(parse_order(request.order_by.text, list));
    builder.page("Top", request.skip, request.top);
    builder.note(judge_words(request));
    builder.query().count = ascii_iequals(request.inline_count.text, "allpages");
    return builder.result();
}

Result<ArchiveQuery> archive_query(const Context& context, const ArchiveListRequest& request) {
    Builder builder(context, provider_of(request));
    read_common(builder, request);
    builder.filter(filter_of(request.restriction));
    builder.order(order_of(request.sort_order));
    return builder.result();
}

Result<ArchiveQuery> archive_query(const Context& context, const ArchiveTextListRequest& request) {
    Builder builder(context, provider_of(request));
    read_common(builder, request);
    builder.filter(filter_of(std::string_view(request.restrictions.text)));
    builder.order(parse_order(request.sort_order.text));
    return builder.result();
}

}  // namespace uag
