// What one kind of service does otherwise than another: where time and random values come from, and what there is beside
// the usual.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/gateway/core.hpp"
#include "server/http/connection.hpp"
#include "server/http/extra_routes.hpp"
#include "server/service/housekeeping.hpp"

namespace uag {

/// A service that is put together and does not listen yet.
struct ServedParts {
    Store& store;
    Core& core;
    Housekeeping& housekeeping;
    http::Service& service;
};

class ServeMode {
public:
    virtual ~ServeMode() = default;
    virtual const Clock& clock() const = 0;
    virtual Random& random() = 0;
    /// Of every answer.
    virtual std::vector<std::pair<std::string_view, std::string>> answer_fields() const { return {}; }
    /// Null: none.
    virtual const http::ExtraRoutes* routes() const { return nullptr; }
    /// Whether the service keeps house by the time on the wall.
    virtual bool has_timers() const { return true; }
    /// Before the first request. Errors end the service, with a text for the operator.
    virtual Result<void> begin(const ServedParts&) { return {}; }
};

class SystemMode final : public ServeMode {
public:
    const Clock& clock() const override { return clock_; }
    Random& random() override { return random_; }

private:
    SystemClock clock_;
    SystemRandom random_;
};

}  // namespace uag
