// What the WebAPI's resources show of a user beside the carrier.
#include "core/agent/users.hpp"
#include "core/base/failures.hpp"

namespace uag {
namespace {

Task<Result<void>> find_user(Store& store, std::int32_t id) {
    const auto read = [&](Rows& rows) { return rows.user(id); };
    const Result<std::optional<UserEntry>> user = co_await read_rows(store, read);
    if (!user.has_value()) co_return user.error();
    if (!user->has_value()) co_return no_such_user();
    co_return Result<void>{};
}

}  // namespace

Task<Result<List<StringKeyValuePair>>> Users::foreign_keys(const Context&, const UserIdRequest& request) {
    const Result<void> found = co_await find_user(store_, request.user_id);
    if (!found.has_value()) co_return found.error();
    co_return List<StringKeyValuePair>(std::vector<StringKeyValuePair>{});
}

Task<Result<List<Box<FieldInfoBase>>>> Users::custom_fields(const Context&) {
    co_return List<Box<FieldInfoBase>>(std::vector<Box<FieldInfoBase>>{});
}

Task<Result<Box<FieldInfoBase>>> Users::custom_field(const Context&, const CustomFieldRequest&) {
    co_return fail(errc::not_found, "There is no such field.");
}

Task<Result<List<Box<CustomCommand>>>> Users::commands_of_user(const Context& context, const UserIdRequest& request) {
    const Result<void> found = co_await find_user(store_, request.user_id);
    if (!found.has_value()) co_return found.error();
    User user;
    user.associate_id = request.user_id;
    const UserRequest about{std::move(user)};
    co_return co_await get_user_commands(context, about);
}

}  // namespace uag
