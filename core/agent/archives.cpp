#include "core/agent/archives.hpp"

#include <algorithm>

#include "core/agent/archive_request.hpp"
#include "core/agent/archive_rows.hpp"
#include "core/agent/page_bounds.hpp"
#include "core/base/text.hpp"
#include "core/base/time_zone.hpp"

namespace uag {
namespace {

constexpr std::string_view every_row = "all";

std::string_view name_of_type(RoleType type) {
    for (const EnumMember& member : type_of<RoleType>().members)
        if (member.value == static_cast<std::int32_t>(type)) return member.name;
    return {};
}

// What people see; only types of users are stored as something else.
std::string shown(ColumnKind kind, std::string value) {
    if (kind != ColumnKind::type) return value;
    for (const EnumMember& member : type_of<UserType>().members)
        if (std::to_string(member.value) == value) return std::string(member.name);
    return value;
}

// As the vendor's clients decode them.
std::string display_value(ColumnKind kind, std::string value) {
    if (kind == ColumnKind::associate_id) return "[A:" + value + "]";
    if (is_numeric(kind) || kind == ColumnKind::boolean) return "[I:" + value + "]";
    return shown(kind, std::move(value));
}

std::string_view restriction_type(ColumnKind kind) {
    switch (kind) {
        case ColumnKind::text: return "string";
        case ColumnKind::number: return "int";
        case ColumnKind::boolean: return "bool";
        case ColumnKind::associate_id:
        case ColumnKind::associate_name: return "associate";
        case ColumnKind::list:
        case ColumnKind::type: return "listAny";
        case ColumnKind::group:
        case ColumnKind::groups: return "userGroup";
        case ColumnKind::none: break;
    }
    return "None";
}

ArchiveColumnCarrier carrier_of(const ArchiveColumnInfo& info) {
    ArchiveColumnCarrier shown;
    shown.display_name = info.title;
    shown.display_tooltip = info.title;
    shown.display_type = restriction_type(info.kind);
    shown.can_order_by = info.sortable;
    shown.name = info.name;
    shown.can_restrict_by = info.kind != ColumnKind::none;
    shown.restriction_type = restriction_type(info.kind);
    for (String* const none :
         {&shown.restriction_list_name, &shown.extra_info, &shown.width, &shown.icon_hint, &shown.heading_icon_hint})
        *none = "";
    shown.is_visible = info.has_source;
    return shown;
}

Box<MDOListItem> entity(std::int32_t id, std::string name, std::string title) {
    MDOListItem item;
    item.base.field_properties.presence = Presence::value;
    item.child_items.presence = Presence::value;
    item.id = id;
    item.full_name = title;
    item.name = std::move(title);
    item.type = std::move(name);
    for (String* const none : {&item.tooltip, &item.icon_hint, &item.extra_info, &item.style_hint}) *none = "";
    return item;
}

ArchiveListItem item_of(const ArchiveQuery& query, ArchiveRecord& record) {
    ArchiveListItem item;
    item.base.field_properties.presence = Presence::value;
    item.entity_name = every_row;
    item.primary_key = record.id;
    item.link_hint = "";
    item.style_hint = record.active ? "" : "retired";
    item.column_data.presence = Presence::value;
    for (std::size_t i = 0; i < query.columns.size(); ++i) {
        ArchiveColumnData data;
        data.display_value = display_value(kind_of(query.columns[i]), std::move(record.values[i]));
        data.tooltip_hint = "";
        data.link_hint = "";
        item.column_data.items.push_back({name_of(query.columns[i]), std::move(data)});
    }
    return item;
}

Box<ArchiveRow> row_of(const ArchiveQuery& query, ArchiveRecord& record) {
    ArchiveRow row;
    row.id = record.id;
    row.active = record.active;
    row.values.presence = Presence::value;
    for (std::size_t i = 0; i < query.columns.size(); ++i)
        row.values.items.emplace_back(shown(kind_of(query.columns[i]), std::move(record.values[i])));
    return row;
}

// As many rows as fit, and one more, which tells whether there is another page.
void limit_page(const ArchiveRequest& request, ArchiveQuery& query) {
    const PageForm form = ascii_iequals(request.mode.text, "full") ? PageForm::full : PageForm::slim;
    const auto fit = static_cast<std::int32_t>(rows_that_fit(query, form));
    query.limit = std::min(query.limit, fit) + 1;
}

Box<ArchivePage> page_of(const ArchiveQuery& query, ArchiveRecords found) {
    const std::size_t wanted = std::min(static_cast<std::size_t>(query.limit) - 1, rows_of_text(found.rows));
    ArchivePage page;
    page.next_skip.presence = Presence::nil;
    if (found.rows.size() > wanted) {
        found.rows.resize(wanted);
        page.next_skip = std::to_string(query.skip + static_cast<std::int64_t>(wanted));
    }
    if (query.count) page.count = std::to_string(found.count);
    page.columns.presence = Presence::value;
    for (const ArchiveSelected& column : query.columns) page.columns.items.emplace_back(name_of(column));
    page.rows.presence = Presence::value;
    for (ArchiveRecord& record : found.rows) page.rows.items.push_back(row_of(query, record));
    return page;
}

std::string flag(bool value) { return value ? "1" : "0"; }

// In the order of the list's columns.
ListedRow listed(const RoleRecord& role) {
    return {role.id,
            !role.deleted,
            {std::to_string(role.id), role.name, role.description, std::to_string(static_cast<std::int32_t>(role.type)),
             std::string(name_of_type(role.type)), flag(role.use_categories != 0), std::to_string(role.rank),
             flag(role.deleted), flag(true), flag(false)}};
}

std::string offset_text(int minutes) {
    if (minutes == 0) return "0";
    const int size = minutes < 0 ? -minutes : minutes;
    std::string text(1, minutes < 0 ? '-' : '+');
    text += std::to_string(size / 60);
    text += size % 60 < 10 ? ":0" : ":";
    return text += std::to_string(size % 60);
}

ListedRow listed(const TimeZone& zone) {
    const ZoneOffsets offsets = offsets_of(zone);
    const bool changes = offsets.standard != offsets.daylight;
    return {zone.id,
            true,
            {std::to_string(zone.id), std::string(zone.code), std::string(zone.country), std::string(zone.region),
             offset_text(offsets.standard), changes ? offset_text(offsets.daylight) : std::string(), flag(true)}};
}

// Reading the rules of all zones takes milliseconds; the table stays the same as long as the program runs.
const std::vector<ListedRow>& listed_zones() {
    static const std::vector<ListedRow> rows = [] {
        std::vector<ListedRow> made;
        for (const TimeZone& zone : time_zones()) made.push_back(listed(zone));
        return made;
    }();
    return rows;
}

}  // namespace

Task<Result<Box<ArchivePage>>> Archives::list_users(const Context& context, const ArchiveRequest& request) {
    Result<ArchiveQuery> query = archive_query(context, request);
    if (!query.has_value()) co_return query.error();
    query->now = clock_.now();
    limit_page(request, *query);
    auto read = [&](Rows& rows) { return rows.archive(*query); };
    Result<ArchiveRecords> found = co_await list_rows(store_, context.caller.associate_id, read);
    if (!found.has_value()) co_return found.error();
    co_return page_of(*query, std::move(*found));
}

Task<Result<Box<ArchivePage>>> Archives::list_roles(const Context& context, const ArchiveRequest& request) {
    Result<ArchiveQuery> query = archive_query(context, request, ArchiveList::roles);
    if (!query.has_value()) co_return query.error();
    limit_page(request, *query);
    auto read = [](Rows& rows) { return rows.roles(); };
    const Result<std::vector<RoleRecord>> roles = co_await read_rows(store_, read);
    if (!roles.has_value()) co_return roles.error();
    std::vector<ListedRow> rows;
    for (const RoleRecord& role : *roles) rows.push_back(listed(role));
    co_return page_of(*query, page_of(ArchiveList::roles, rows, *query));
}

Task<Result<Box<ArchivePage>>> Archives::list_time_zones(const Context& context, const ArchiveRequest& request) {
    Result<ArchiveQuery> query = archive_query(context, request, ArchiveList::time_zones);
    if (!query.has_value()) co_return query.error();
    limit_page(request, *query);
    co_return page_of(*query, page_of(ArchiveList::time_zones, listed_zones(), *query));
}

Task<Result<List<Box<ArchiveListItem>>>> Archives::list(const Context& context, Result<ArchiveQuery> query) {
    if (!query.has_value()) co_return query.error();
    if (static_cast<std::size_t>(query->limit) > rows_that_fit(*query, PageForm::slim)) co_return page_too_large();
    query->now = clock_.now();
    auto read = [&](Rows& rows) { return rows.archive(*query); };
    Result<ArchiveRecords> found = co_await list_rows(store_, context.caller.associate_id, read);
    if (!found.has_value()) co_return found.error();
    if (rows_of_text(found->rows) < found->rows.size()) co_return page_too_large();
    std::vector<Box<ArchiveListItem>> items;
    for (ArchiveRecord& record : found->rows) items.emplace_back(item_of(*query, record));
    co_return List<Box<ArchiveListItem>>(std::move(items));
}

Task<Result<List<Box<ArchiveListItem>>>> Archives::get_archive_list_by_columns(const Context& context,
                                                                               const ArchiveListRequest& request) {
    Result<ArchiveQuery> query = archive_query(context, request);
    Result<List<Box<ArchiveListItem>>> items = co_await list(context, std::move(query));
    if (!items.has_value()) co_return items.error();
    co_return std::move(*items);
}

Task<Result<List<Box<ArchiveListItem>>>> Archives::get_archive_list_by_columns2(const Context& context,
                                                                                const ArchiveTextListRequest& request) {
    Result<ArchiveQuery> query = archive_query(context, request);
    Result<List<Box<ArchiveListItem>>> items = co_await list(context, std::move(query));
    if (!items.has_value()) co_return items.error();
    co_return std::move(*items);
}

Task<Result<List<StringKeyValuePair>>> Archives::list_archives(const Context& context) {
    std::vector<StringKeyValuePair> names;
    for (const ArchiveProvider& provider : archive_providers())
        if (archive_provider(context.caller, provider.name).has_value())
            names.push_back({String(provider.name), String(provider.name)});
    co_return List<StringKeyValuePair>(std::move(names));
}

Task<Result<List<String>>> Archives::get_provider_names(const Context& context) {
    std::vector<String> names;
    for (const ArchiveProvider& provider : archive_providers())
        if (archive_provider(context.caller, provider.name).has_value()) names.emplace_back(provider.name);
    co_return List<String>(std::move(names));
}

Task<Result<List<Box<ArchiveColumnCarrier>>>> Archives::get_available_columns(const Context& context,
                                                                              const ArchiveProviderRequest& request) {
    const auto provider = archive_provider(context.caller, request.provider_name.text);
    if (!provider.has_value()) co_return provider.error();
    std::vector<Box<ArchiveColumnCarrier>> columns;
    for (const ArchiveColumnInfo& info : archive_columns())
        if (may_see(context.caller, info)) columns.emplace_back(carrier_of(info));
    co_return List<Box<ArchiveColumnCarrier>>(std::move(columns));
}

Task<Result<List<Box<ArchiveColumnCarrier>>>> Archives::describe_archive(const Context& context,
                                                                         const ArchiveProviderRequest& request) {
    Result<List<Box<ArchiveColumnCarrier>>> columns = co_await get_available_columns(context, request);
    if (!columns.has_value()) co_return columns.error();
    co_return std::move(*columns);
}

Task<Result<List<Box<MDOListItem>>>> Archives::get_available_entities(const Context& context,
                                                                      const ArchiveProviderRequest& request) {
    const auto provider = archive_provider(context.caller, request.provider_name.text);
    if (!provider.has_value()) co_return provider.error();
    std::vector<Box<MDOListItem>> entities;
    entities.push_back(entity(0, std::string(every_row), "All"));
    if (!context.caller.rights.users) co_return List<Box<MDOListItem>>(std::move(entities));
    auto read = [](Rows& rows) { return rows.module_licenses(); };
    const Result<std::vector<ModuleLicenseRecord>> licenses = co_await read_rows(store_, read);
    if (!licenses.has_value()) co_return licenses.error();
    for (const ModuleLicenseRecord& license : *licenses)
        if (ascii_iequals(license.owner + '_', license_prefix))
            entities.push_back(entity(license.id, std::string(license_prefix) + license.name, license.description));
    co_return List<Box<MDOListItem>>(std::move(entities));
}

}  // namespace uag
