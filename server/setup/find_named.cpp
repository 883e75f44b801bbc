#include "server/setup/find_named.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"
#include "core/security/identities.hpp"

namespace uag {
namespace {

bool is_number(std::string_view text, std::int32_t id) {
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number == id;
}

std::string quoted_name(const std::string& name) { return '"' + printable(name) + '"'; }

template <class Item>
Result<std::int32_t> id_of_named(std::string_view what, const std::vector<Item>& items, const std::string& name_or_id) {
    const std::string folded = folded_name(name_or_id);
    const auto is_named = [&](const Item& item) { return !item.deleted && fold(item.name) == folded; };
    const auto named = std::ranges::find_if(items, is_named);
    if (std::ranges::count_if(items, is_named) > 1)
        return fail_in_english(errc::invalid_argument, "more than one " + std::string(what) + " is called " +
                                                           quoted_name(name_or_id) + "; give the id");
    if (named != items.end()) return named->id;
    const auto numbered = std::ranges::find_if(items, [&](const Item& item) { return is_number(name_or_id, item.id); });
    if (numbered != items.end()) return numbered->id;
    return fail_in_english(errc::not_found, "there is no " + std::string(what) + " " + quoted_name(name_or_id));
}

}  // namespace

Result<RoleEntry> find_role(Rows& rows, const std::string& name_or_id) {
    const auto roles = rows.roles();
    if (!roles.has_value()) return roles.error();
    const auto id = id_of_named("role", *roles, name_or_id);
    if (!id.has_value()) return id.error();
    auto role = rows.role(*id);
    if (!role.has_value()) return role.error();
    if (!role->has_value()) return fail_in_english(errc::not_found, "there is no role " + quoted_name(name_or_id));
    return std::move(**role);
}

Result<GroupRecord> find_group(Rows& rows, const std::string& name_or_id) {
    const auto groups = rows.groups();
    if (!groups.has_value()) return groups.error();
    const auto id = id_of_named("group", *groups, name_or_id);
    if (!id.has_value()) return id.error();
    return *std::ranges::find(*groups, *id, &GroupRecord::id);
}

}  // namespace uag
