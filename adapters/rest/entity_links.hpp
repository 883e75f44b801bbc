// `_Links` of an entity: where it stands, and where what it is one of is listed and described.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/rest/data_format.hpp"
#include "adapters/rest/resources.hpp"

namespace uag::rest {

inline constexpr std::string_view links_member = "_Links";

/// The id of the entity that a response holds; 0 if it holds none.
std::int32_t entity_id(const Operation& operation, const void* response);

/// Puts `_Links` behind the last member of the entity that ends the text. `api` is the address of "…/api".
void append_links(const RestResource& row, std::string_view api, std::int32_t id, DataFormat format, std::string& out);

}  // namespace uag::rest
