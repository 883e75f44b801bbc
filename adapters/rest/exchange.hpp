// One request of the WebAPI: from bytes to a call of the core, and from its outcome to bytes.
#pragma once

#include <memory>

#include "adapters/http/exchange.hpp"
#include "adapters/rest/routes.hpp"
#include "adapters/rest/settings.hpp"

namespace uag {

/// Reads the request. What can be refused without the core (method, content type, JSON, Authorization) is;
/// the parameters are read when the core asks for them. The request's body is overwritten when the exchange
/// goes; its views, and the settings, outlive the exchange.
std::unique_ptr<Exchange> make_rest_exchange(HttpRequest& request, const RestTarget& target,
                                             const RestSettings& settings);

}  // namespace uag
