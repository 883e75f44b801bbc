// The value of a Host field.
#pragma once

#include <string_view>

namespace uag::http {

/// RFC 9110 7.2: a name or an address (RFC 3986 3.2.2) and perhaps a port; empty where the target has no authority.
bool is_host_field(std::string_view text);

}  // namespace uag::http
