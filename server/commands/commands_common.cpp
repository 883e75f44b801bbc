#include "server/commands/commands_common.hpp"

#include <algorithm>
#include <charconv>
#include <iostream>

#include "core/base/datetime.hpp"
#include "core/base/text.hpp"
#include "core/security/identities.hpp"
#include "server/setup/find_named.hpp"

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
    return core.read([&](Rows& rows) { return find_role(rows, name_or_id); });
}

Result<GroupRecord> find_group(LocalCore& core, const std::string& name_or_id) {
    return core.read([&](Rows& rows) { return find_group(rows, name_or_id); });
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
