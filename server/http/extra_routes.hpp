// Addresses that a kind of service has beside the usual ones.
#pragma once

#include <optional>

#include "adapters/http/exchange.hpp"
#include "adapters/http/message.hpp"

namespace uag::http {

class ExtraRoutes {
public:
    virtual ~ExtraRoutes() = default;
    /// As Router::open; nothing if none of these addresses is asked for. Safe from any thread.
    virtual std::optional<Exchange> open(const HttpRequest& request, HttpReply& reply) const = 0;
};

}  // namespace uag::http
