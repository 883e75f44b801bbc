// Which users a server has. The WebAPI is asked for its list of all users; a server that has none, or will not tell it, for
// every id from 1 on, in batches, until so many ids behind the highest one belong to nobody.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/importing/source.hpp"

namespace uag::importing {

/// Ids that one call asks about.
inline constexpr std::int32_t ids_of_a_batch = 500;
/// So many batches in a row without anybody are the end.
inline constexpr std::int32_t empty_batches = 20;
/// More users than that are not taken.
inline constexpr std::size_t most_users = 1'000'000;

struct ListedUser {
    std::int32_t id = 0;
    std::string name;
    std::optional<bool> is_active{};  ///< nothing: there is no list that tells
};

struct UserList {
    std::vector<ListedUser> users{};  ///< in order of id
    std::string without_list{};  ///< why the list of all users was not used; empty: it was
};

/// `up_to`: where there is no list, ids up to this one are asked for however many belong to nobody. An answer about
/// anybody who was not asked for is a Trouble, for all.
Told<UserList> list_users(Source& source, std::int32_t up_to);

}  // namespace uag::importing
