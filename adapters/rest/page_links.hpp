// The links of a page of rows, made addresses.
#pragma once

#include <string_view>

#include "core/contract/user_list.hpp"

namespace uag::rest {

/// `api` is the address of `…/api` without a slash, `path` what stands behind "…/v1/", `query` the query string
/// as sent: the link to the next page is the same query with its `$skip`.
void link_page(std::string_view api, std::string_view path, std::string_view query, UserPage& page);

}  // namespace uag::rest
