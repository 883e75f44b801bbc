// All users, a page at a time.
#include <algorithm>

#include "core/agent/fields.hpp"
#include "core/agent/users.hpp"

namespace uag {
namespace {

constexpr std::int32_t most_listed = 1000;

UserRow row_of(const AssociateSummary& summary) {
    const AssociateRecord& associate = summary.associate;
    UserRow row;
    row.primary_key = associate.id;
    row.entity_name = "associate";
    row.associate_id = associate.id;
    row.name = associate.name;
    row.user_name = associate.user_name;
    row.type = associate.type;
    row.person_id = associate.person_id;
    row.full_name = summary.full_name;
    row.email = summary.email;
    row.role_name = summary.role;
    row.group_id = associate.group_id;
    row.deleted = associate.deleted;
    return row;
}

}  // namespace

// One row more than asked for tells whether there is another page.
Task<Result<Box<UserPage>>> Users::list_users(const Context&, const UserListRequest& request) {
    if (request.top < 1 || request.top > most_listed)
        co_return wrong_argument("Top", "A page has 1 to 1000 users.");
    if (request.skip < 0) co_return wrong_argument("Skip", "The number of users to skip is negative.");
    auto read = [&](Rows& rows) { return rows.associates(request.skip, request.top + 1); };
    const Result<std::vector<AssociateSummary>> found = co_await read_rows(store_, read);
    if (!found.has_value()) co_return found.error();
    const auto count = std::min(found->size(), static_cast<std::size_t>(request.top));
    UserPage page;
    page.next_link.presence = Presence::nil;
    if (found->size() > count)
        page.next_link = std::to_string(std::int64_t{request.skip} + request.top);
    page.value.presence = Presence::value;
    for (std::size_t i = 0; i < count; ++i)
        page.value.items.emplace_back(row_of((*found)[i]));
    co_return Box<UserPage>(std::move(page));
}

}  // namespace uag
