// Whether an Origin is this service's own: one rule for the account's forms and for what is sent to the WebAPI.
#pragma once

#include <string_view>

#include "adapters/http/message.hpp"

namespace uag::http {

/// An authority or Host without the port that its scheme ("http" or "https", any case) has anyway (RFC 9110 4.2).
std::string_view without_default_port(std::string_view authority, std::string_view scheme);

/// Whether `origin` (the header's value, not empty) is the address that the request was sent to: its host and port are
/// those of the service's public address or of the request's Host, which no page of another site can choose. The scheme
/// is not compared, since a proxy may speak another one than we see; but its own port is no difference.
bool is_own_origin(std::string_view origin, const HttpRequest& request);

}  // namespace uag::http
