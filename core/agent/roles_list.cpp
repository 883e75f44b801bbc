// All roles, a page at a time. There are few, so a page is cut from them all.
#include <algorithm>

#include "core/agent/fields.hpp"
#include "core/agent/list_limit.hpp"
#include "core/agent/roles.hpp"

namespace uag {
namespace {

RoleRow list_row_of(const RoleRecord& role) {
    RoleRow row;
    row.primary_key = std::to_string(role.id);
    row.entity_name = "role";
    row.role_id = role.id;
    row.name = role.name;
    row.tooltip = role.description;
    row.role_type = role.type;
    row.rank = role.rank;
    row.deleted = role.deleted;
    return row;
}

}  // namespace

Task<Result<Box<RolePage>>> Roles::list_roles(const Context&, const RoleListRequest& request) {
    if (request.top < 1 || request.top > static_cast<std::int32_t>(most_named))
        co_return wrong_argument("Top", "A page has 1 to 1000 rows.");
    if (request.skip < 0) co_return wrong_argument("Skip", "The number of rows to skip is negative.");
    const auto read = [&](Rows& rows) { return rows.roles(); };
    const Result<std::vector<RoleRecord>> roles = co_await read_rows(store_, read);
    if (!roles.has_value()) co_return roles.error();
    const std::size_t from = std::min(roles->size(), static_cast<std::size_t>(request.skip));
    const std::size_t to = std::min(roles->size(), from + static_cast<std::size_t>(request.top));
    RolePage page;
    page.next_link.presence = Presence::nil;
    if (to < roles->size()) page.next_link = std::to_string(to);
    page.value.presence = Presence::value;
    for (std::size_t i = from; i < to; ++i) page.value.items.emplace_back(list_row_of((*roles)[i]));
    co_return Box<RolePage>(std::move(page));
}

}  // namespace uag
