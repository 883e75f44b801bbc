// One request of the WebAPI: from bytes to a call of the core, and from its outcome to bytes.
#pragma once

#include "adapters/http/exchange.hpp"
#include "adapters/rest/routes.hpp"
#include "adapters/rest/settings.hpp"

namespace uag {

/// Reads the request. What can be refused without the core (method, content type, JSON, Authorization) is, and so is what
/// needs no core answered: into `reply`; the parameters of a call are read when the core asks for them. `target` is not
/// the description. The request's body is overwritten when the exchange goes; its views, and the settings, outlive it.
Exchange make_rest_exchange(HttpRequest& request, const RestTarget& target, const RestSettings& settings,
                            HttpReply& reply);

}  // namespace uag
