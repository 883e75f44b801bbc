// The log's line of one exchange.
#pragma once

#include <string_view>

#include "adapters/http/exchange.hpp"
#include "server/log/log.hpp"

namespace uag::http {

/// Logs `line`, which has what the route says, with what the exchange says of the call and what it came to. Both may be
/// null: then `problem` says why there was none.
void log_exchange(RequestLog line, const Exchange* exchange, const Outcome* outcome, std::string_view problem);

}  // namespace uag::http
