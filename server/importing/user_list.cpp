#include "server/importing/user_list.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "adapters/xml/scalars.hpp"
#include "core/agent/operations.hpp"
#include "core/base/text.hpp"
#include "core/contract/archive.hpp"

namespace uag::importing {
namespace {

using Ids = std::vector<std::int32_t>;
using Listed = std::map<std::int32_t, std::optional<bool>>;  // whether they are active, by their id

constexpr std::string_view id_column = "associateDbId";
constexpr std::string_view active_column = "isActive";

Trouble too_many(const Source& source) {
    return {source.name() + ": it has more than " + std::to_string(most_users) + " users"};
}

// "[I:12]", or the number alone; nothing where there is no such column.
std::optional<std::int32_t> number_in(const ArchiveListItem& item, std::string_view column) {
    for (const ArchiveColumnEntry& entry : item.column_data.items)
        if (ascii_iequals(entry.key.text, column) && entry.value.has_value())
            return xml::parse_int(ascii_digits_of(entry.value->display_value.text));
    return std::nullopt;
}

std::optional<std::int32_t> id_of(const ArchiveListItem& item) {
    const std::optional<std::int32_t> id = number_in(item, id_column);
    return id ? id : item.primary_key;
}

// Pages until one is empty; what is listed twice, as somebody was added meanwhile, is one user.
Told<Listed> ids_of_list(Source& source) {
    const Operation& operation = *find_operation(Service::archive, "GetArchiveListByColumns");
    Listed ids;
    ArchiveListRequest request;
    request.provider_name = "AllUsers";
    request.columns = std::vector<String>{String(id_column), String(active_column)};
    request.sort_order = std::vector<Box<ArchiveOrderByInfo>>{Box(ArchiveOrderByInfo{String(id_column)})};
    request.page_size = most_archive_rows;
    for (;; ++request.page) {
        const auto rows = source.ask<List<Box<ArchiveListItem>>>(operation, request);
        if (!rows.has_value()) return rows.error();
        if (rows->items.empty()) return ids;
        const std::size_t before = ids.size();
        for (const Box<ArchiveListItem>& row : rows->items) {
            const std::optional<std::int32_t> id = row.has_value() ? id_of(*row) : std::nullopt;
            if (!id || *id <= 0) return Trouble{source.name() + ": its list of users has a row without an id", true};
            const std::optional<std::int32_t> active = number_in(*row, active_column);
            ids.emplace(*id, active ? std::optional(*active != 0) : std::nullopt);
        }
        if (ids.size() > most_users) return too_many(source);
        if (ids.size() == before) return Trouble{source.name() + ": its list of users has the same page twice", true};
    }
}

// How many of the ids belong to somebody.
Told<std::size_t> add_infos(Source& source, const Ids& asked, std::vector<ListedUser>& users) {
    GetUserInfoListRequest request;
    request.user_info_ids = asked;
    const auto infos = source.ask<List<Box<UserInfo>>>(user_operation("GetUserInfoList"), request);
    if (!infos.has_value()) return infos.error();
    std::set<std::int32_t> open(asked.begin(), asked.end());
    std::vector<ListedUser> found;
    for (const Box<UserInfo>& info : infos->items) {
        if (!info.has_value()) continue;
        if (open.erase(info->user_info_id) == 0)
            return Trouble{source.name() + ": GetUserInfoList answers about the user with the id " +
                           std::to_string(info->user_info_id) + ", who was not asked for"};
        found.push_back({info->user_info_id, info->user_name.text});
    }
    std::ranges::sort(found, {}, &ListedUser::id);
    std::ranges::move(found, std::back_inserter(users));
    return found.size();
}

Told<void> find_listed(Source& source, const Listed& listed, std::vector<ListedUser>& users) {
    Ids ids;
    for (const auto& [id, active] : listed) ids.push_back(id);
    for (std::size_t at = 0; at < ids.size(); at += ids_of_a_batch) {
        const std::size_t end = std::min(ids.size(), at + ids_of_a_batch);
        const auto added = add_infos(
            source, Ids(ids.begin() + static_cast<std::ptrdiff_t>(at), ids.begin() + static_cast<std::ptrdiff_t>(end)),
            users);
        if (!added.has_value()) return added.error();
    }
    for (ListedUser& user : users) user.is_active = listed.at(user.id);
    return {};
}

Told<void> find_by_ids(Source& source, std::int32_t up_to, std::vector<ListedUser>& users) {
    constexpr std::int32_t last = std::numeric_limits<std::int32_t>::max() - ids_of_a_batch;
    std::int32_t empty = 0;
    for (std::int32_t first = 1; first < last && (empty < empty_batches || first <= up_to); first += ids_of_a_batch) {
        Ids ids(ids_of_a_batch);
        std::iota(ids.begin(), ids.end(), first);
        const auto added = add_infos(source, ids, users);
        if (!added.has_value()) return added.error();
        if (users.size() > most_users) return too_many(source);
        empty = *added == 0 ? empty + 1 : 0;
    }
    return {};
}

}  // namespace

Told<UserList> list_users(Source& source, std::int32_t up_to) {
    UserList list;
    std::optional<Listed> ids;
    if (!source.has(*find_operation(Service::archive, "GetArchiveListByColumns"))) {
        list.without_list = source.face() + " has no list of users";
    } else {
        Told<Listed> told = ids_of_list(source);
        if (!told.has_value() && !told.error().is_of_this_call) return told.error();
        if (told.has_value())
            ids = std::move(*told);
        else
            list.without_list = told.error().text;
    }
    const Told<void> found = ids ? find_listed(source, *ids, list.users) : find_by_ids(source, up_to, list.users);
    if (!found.has_value()) return found.error();
    return list;
}

}  // namespace uag::importing
