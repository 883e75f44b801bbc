#include "server/commands/commands_common.hpp"

#include <algorithm>
#include <charconv>
#include <iostream>

#include "core/base/datetime.hpp"
#include "core/base/text.hpp"
#include "core/security/identities.hpp"

namespace uag {
namespace {

std::optional<std::int32_t> number_of(std::string_view text) {
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Error nothing_named(std::string_view what, const std::string& name) {
    return fail_in_english(errc::not_found, "there is no " + std::string(what) + " " + in_quotes(name));
}

/// The role or group of that name, else the one with that number.
template <class Item>
Result<std::int32_t> id_of(std::string_view what, const std::vector<Item>& items, const std::string& name_or_id) {
    const std::string folded = folded_name(name_or_id);
    const auto is_named = [&](const Item& item) { return !item.deleted && fold(item.name) == folded; };
    const auto named = std::ranges::find_if(items, is_named);
    if (std::ranges::count_if(items, is_named) > 1)
        return refused("more than one " + std::string(what) + " is called " + in_quotes(name_or_id) + "; give the id");
    if (named != items.end()) return named->id;
    const auto number = number_of(name_or_id);
    const auto numbered = std::ranges::find_if(items, [&](const Item& item) { return number && item.id == *number; });
    if (numbered != items.end()) return numbered->id;
    return nothing_named(what, name_or_id);
}

}  // namespace

Result<UserEntry> find_user(LocalCore& core, const std::string& name_or_id) {
    const auto named = core.read([&](Rows& rows) { return identity_for_login(rows, folded_name(name_or_id)); });
    if (!named.has_value()) return named.error();
    const auto id = named->has_value() ? std::optional((*named)->associate.id) : number_of(name_or_id);
    if (!id) return nothing_named("associate", name_or_id);
    auto entry = core.read([&](Rows& rows) { return rows.user(*id); });
    if (!entry.has_value()) return entry.error();
    if (!entry->has_value()) return nothing_named("associate", name_or_id);
    return std::move(**entry);
}

Result<RoleEntry> find_role(LocalCore& core, const std::string& name_or_id) {
    return core.read([&](Rows& rows) -> Result<RoleEntry> {
        const auto roles = rows.roles();
        if (!roles.has_value()) return roles.error();
        const auto id = id_of("role", *roles, name_or_id);
        if (!id.has_value()) return id.error();
        auto role = rows.role(*id);
        if (!role.has_value()) return role.error();
        if (!role->has_value()) return nothing_named("role", name_or_id);
        return std::move(**role);
    });
}

Result<GroupRecord> find_group(LocalCore& core, const std::string& name_or_id) {
    return core.read([&](Rows& rows) -> Result<GroupRecord> {
        const auto groups = rows.groups();
        if (!groups.has_value()) return groups.error();
        const auto id = id_of("group", *groups, name_or_id);
        if (!id.has_value()) return id.error();
        return *std::ranges::find(*groups, *id, &GroupRecord::id);
    });
}

Value time_value(TimePoint time) {
    if (time == TimePoint{} || time >= TimePoint::max()) return {};
    return format(to_datetime(std::chrono::floor<std::chrono::seconds>(time)));
}

std::string_view state_of(const AssociateRecord& associate) {
    if (associate.retired) return "retired";  // marks it as deleted too
    if (associate.deleted) return "deleted";
    return associate.waiting_for_approval ? "waiting" : "active";
}

Error about_option(Error error, std::string_view field, std::string_view option) {
    for (auto& [named, text] : error.messages)
        if (named == field) named = option;
    return error;
}

std::string in_quotes(std::string_view text) { return '"' + printable(text) + '"'; }

void show(bool json, std::span<const Column> columns, const Values& records) {
    if (json) return print_json(std::cout, records);
    print_table(std::cout, columns, records);
}

void show(bool json, std::span<const Column> columns, const Record& record) {
    if (json) return print_json(std::cout, record);
    print_record(std::cout, columns, record);
}

void show_added(bool json, std::string_view what, std::int32_t id, const std::string& name) {
    if (json) return print_json(std::cout, Record{{"id", id}, {"name", name}});
    std::cout << what << ' ' << id << ' ' << in_quotes(name) << " added\n";
}

}  // namespace uag
