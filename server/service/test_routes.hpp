// `/test/clock` and `/test/reset` of a deterministic service (server/docs/deterministic.md). No other service has them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/async.hpp"
#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "server/http/extra_routes.hpp"

namespace uag {

/// What the addresses do.
class TestControl {
public:
    virtual ~TestControl() = default;
    virtual TimePoint now() const = 0;
    /// Moves the clock, forwards or back, and keeps house.
    virtual Task<void> move_clock(TimePoint to) = 0;
    /// Everything is as it began.
    virtual Task<Result<void>> reset() = 0;
};

/// The moment that a body of `/test/clock` means: an instant with its zone (`2026-01-31T12:00:00Z`), or seconds from `now`
/// (`90`, `-90`). errc::invalid_argument for anything else, and for what is before 1970 or after 9000.
Result<TimePoint> read_clock_move(std::string_view text, TimePoint now);

class TestRoutes final : public http::ExtraRoutes {
public:
    /// `control` outlives this and the exchanges.
    explicit TestRoutes(TestControl& control) : control_(control) {}
    std::optional<Exchange> open(const HttpRequest& request, HttpReply& reply) const override;

private:
    TestControl& control_;
};

}  // namespace uag
