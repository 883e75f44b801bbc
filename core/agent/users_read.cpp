// Users as they are stored, whole or in short.
#include <map>

#include "core/agent/carrier_rights.hpp"
#include "core/agent/carriers_of.hpp"
#include "core/agent/conditions.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/list_limit.hpp"
#include "core/agent/users.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

Result<Box<UserInfo>> info_of(Rows& rows, std::int32_t id, const Installation& installation) {
    const Result<std::optional<UserEntry>> entry = rows.user(id);
    if (!entry.has_value()) return entry.error();
    if (!entry->has_value()) return Box<UserInfo>::nil();
    return Box<UserInfo>(user_info_of(**entry, installation));
}

// Several associates may have the person or the id of customer service: without `users` one sees oneself only.
std::vector<std::int32_t> visible(std::vector<std::int32_t> ids, const Caller& caller) {
    if (!caller.rights.users) std::erase_if(ids, [&](std::int32_t id) { return id != caller.associate_id; });
    return ids;
}

std::size_t text_of(const UserInfo& info) {
    std::size_t bytes = 0;
    for (const String* const each : {&info.user_name, &info.tooltip, &info.role_name, &info.role_tooltip,
                                     &info.user_group_name, &info.user_group_tooltip})
        bytes += each->text.size();
    for (const String& license : info.granted_licenses.items) bytes += license.text.size();
    return bytes;
}

}  // namespace

Result<void> Users::tell_rights_to(const Context& context, Rows& rows, const Identity& identity, User& user) {
    UserAccess access;
    access.saves = context.caller.rights.users;
    access.is_own = identity.associate.id != 0 && identity.associate.id == context.caller.associate_id;
    if (access.saves) {
        const Result<void> allowed = changes_.holding().may_take_over(rows, context.caller, identity);
        if (!allowed.has_value() && allowed.error().code != errc::access_denied) return allowed;
        access.takes_over = allowed.has_value();
    }
    tell_rights(access, user);
    return {};
}

Result<Box<User>> Users::show(const Context& context, Rows& rows, const UserEntry& entry) {
    Result<std::vector<ModuleLicenseRecord>> licenses = rows.module_licenses();
    if (!licenses.has_value()) return licenses.error();
    Box<User> user(user_of(entry, {std::move(*licenses), types_}));
    const Result<void> told = tell_rights_to(context, rows, entry.identity, *user);
    if (!told.has_value()) return told.error();
    return user;
}

Result<Box<User>> Users::show(const Context& context, Rows& rows, std::int32_t id) {
    const Result<std::optional<UserEntry>> entry = rows.user(id);
    if (!entry.has_value()) return entry.error();
    if (!entry->has_value()) return Box<User>::nil();
    note_age(context, **entry);
    return show(context, rows, **entry);
}

Result<List<Box<User>>> Users::show_all(const Context& context, Rows& rows, const std::vector<std::int32_t>& ids) {
    std::vector<Box<User>> users;
    for (const std::int32_t id : ids) {
        Result<Box<User>> user = show(context, rows, id);
        if (!user.has_value()) return user.error();
        users.push_back(std::move(*user));
    }
    return List<Box<User>>(std::move(users));
}

Task<Result<Box<User>>> Users::get_user(const Context& context, const UserIdRequest& request) {
    auto read = [&](Rows& rows) { return show(context, rows, request.user_id); };
    co_return co_await read_rows(store_, read);
}

// Whoever was removed since the session was looked at is nobody any more.
Task<Result<Box<User>>> Users::current_user(const Context& context) {
    auto read = [&](Rows& rows) -> Result<Box<User>> {
        Result<Box<User>> user = show(context, rows, context.caller.associate_id);
        if (user.has_value() && !user->has_value()) return not_authenticated();
        return user;
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<User>>> Users::get_user_from_name(const Context& context, const UserNameRequest& request) {
    auto read = [&](Rows& rows) -> Result<Box<User>> {
        const auto id = rows.associate_by_name(folded_name(request.user_name.text));
        if (!id.has_value()) return id.error();
        if (!id->has_value()) return Box<User>::nil();
        return show(context, rows, **id);
    };
    co_return co_await read_rows(store_, read);
}

// Of a person that is not there the list is as empty as of one without users.
Task<Result<List<Box<User>>>> Users::get_user_from_person_id(const Context& context,
                                                             const GetUserFromPersonIdRequest& request) {
    auto read = [&](Rows& rows) -> Result<List<Box<User>>> {
        const Result<std::vector<std::int32_t>> ids = rows.associates_of_person(request.person_id);
        if (!ids.has_value()) return ids.error();
        return show_all(context, rows, visible(*ids, context.caller));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<List<Box<User>>>> Users::get_user_from_ej_user_id(const Context& context,
                                                              const GetUserFromEjUserIdRequest& request) {
    auto read = [&](Rows& rows) -> Result<List<Box<User>>> {
        // 0 is what associates have that are not users of customer service.
        if (request.ej_user_id == 0) return show_all(context, rows, {});
        const Result<std::vector<std::int32_t>> ids = rows.associates_with_ej_user(request.ej_user_id);
        if (!ids.has_value()) return ids.error();
        return show_all(context, rows, visible(*ids, context.caller));
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<UserInfo>>> Users::get_user_info(const Context&, const GetUserInfoRequest& request) {
    auto read = [&](Rows& rows) -> Result<Box<UserInfo>> {
        Result<std::vector<ModuleLicenseRecord>> licenses = rows.module_licenses();
        if (!licenses.has_value()) return licenses.error();
        return info_of(rows, request.user_info_id, {std::move(*licenses), types_});
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<List<Box<UserInfo>>>> Users::get_user_info_list(const Context&, const GetUserInfoListRequest& request) {
    if (const auto fits = judge_count("UserInfoIds", request.user_info_ids.items.size()); !fits.has_value())
        co_return fits.error();
    auto read = [&](Rows& rows) -> Result<List<Box<UserInfo>>> {
        Result<std::vector<ModuleLicenseRecord>> licenses = rows.module_licenses();
        if (!licenses.has_value()) return licenses.error();
        const Installation installation{std::move(*licenses), types_};
        std::map<std::int32_t, Box<UserInfo>> known;   // an id may be asked for many times
        std::vector<Box<UserInfo>> list;
        std::size_t text = 0;
        for (const std::int32_t id : request.user_info_ids.items) {
            auto at = known.find(id);
            if (at == known.end()) {
                Result<Box<UserInfo>> info = info_of(rows, id, installation);
                if (!info.has_value()) return info.error();
                at = known.emplace(id, std::move(*info)).first;
            }
            if (!at->second.has_value()) continue;
            text += text_of(*at->second);
            if (text > most_text)
                return wrong_argument("UserInfoIds", "An answer has at most 1 MiB of text: ask for fewer.");
            list.push_back(at->second);
        }
        return List<Box<UserInfo>>(std::move(list));
    };
    co_return co_await read_rows(store_, read);
}

}  // namespace uag
