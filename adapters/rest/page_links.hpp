// What a page of rows has of the request: its links, and the columns that were asked for.
#pragma once

#include <string>
#include <string_view>

#include "core/contract/user_list.hpp"

namespace uag::rest {

/// `api` is the address of `…/api` without a slash, `path` what stands behind "…/v1/", `query` the query string
/// as sent: the link to the next page is the same query with its `$skip`.
void link_page(std::string_view api, std::string_view path, std::string_view query, UserPage& page);

/// `$select` of a page names columns of its rows; this names the same as members of the page, with what every
/// page and row has.
std::string select_columns(std::string_view names);

}  // namespace uag::rest
