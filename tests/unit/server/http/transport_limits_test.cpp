// Limits of a connection without one: how slow a body may be, and what is counted.
#include <doctest/doctest.h>

#include <optional>

#include "adapters/http/errors.hpp"
#include "adapters/http/status.hpp"
#include "server/http/counters.hpp"
#include "server/http/limits.hpp"
#include "server/http/response.hpp"

using namespace uag::http;
using namespace std::chrono_literals;

namespace {

// A client that sends `bytes` every `interval`, by a clock of its own; when it is cut, or nothing if it gets through.
std::optional<std::chrono::milliseconds> drip(const Limits& limits, std::size_t bytes,
                                              std::chrono::milliseconds interval, std::size_t body) {
    const SteadyTime begun{};
    SteadyTime now = begun;
    for (std::size_t received = 0; received < body; received += bytes) {
        const SteadyTime deadline = body_deadline(limits, begun, begun, received);
        now += interval;
        if (now > deadline) return std::chrono::duration_cast<std::chrono::milliseconds>(deadline - begun);
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a body comes at 500 bytes a second on average after five seconds of grace, or is cut") {
    const Limits limits;
    CHECK(drip(limits, 1, 1s, 1000) == 5010ms);
    CHECK(drip(limits, 499, 1s, 10'000) == std::nullopt);  // the grace carries so short a body
    CHECK(drip(limits, 400, 1s, 13'000).has_value());
    CHECK(drip(limits, 500, 1s, 14'000) == std::nullopt);
    CHECK(drip(limits, 5000, 4s, 40'000).has_value());  // 30 seconds are the end of any request
    CHECK(drip(limits, 1, 6s, 1) == 5000ms);
    // What was sent early is saved for a pause later.
    CHECK(body_deadline(limits, {}, {}, 5000) == SteadyTime{} + 15s);
    CHECK(body_deadline(limits, {}, {}, 1 << 20) == SteadyTime{} + 30s);
    CHECK(body_deadline(limits, {}, SteadyTime{} + 9s, 0) == SteadyTime{} + 14s);
}

TEST_CASE("without a rate only the time of the whole request ends a body") {
    Limits limits;
    limits.body_rate = 0;
    CHECK(body_deadline(limits, {}, SteadyTime{} + 9s, 0) == SteadyTime{} + 30s);
}

TEST_CASE("why connections ended is counted, and what has risen is told once") {
    Counters counters;
    CHECK(counters.take_risen().empty());
    counters.add(Cause::idle);
    counters.add(Cause::idle);
    counters.add(Cause::refused);
    CHECK(counters.take_risen() == "idle 2, refused 1");
    CHECK(counters.take_risen().empty());
    counters.add(Cause::idle);
    CHECK(counters.take_risen() == "idle 1");
}

TEST_CASE("every status that is answered has its phrase") {
    CHECK(reason_of(302) == "Found");
    CHECK(reason_of(303) == "See Other");
    CHECK(reason_of(599) == "Unknown");
    for (int code = 0; code <= static_cast<int>(uag::errc::password_throttled); ++code) {
        const uag::ErrorForm& form = uag::form_of(static_cast<uag::errc>(code));
        CAPTURE(form.status);
        CHECK(reason_of(form.status) != "Unknown");
    }
    for (const unsigned status :
         {400U, 401U, 403U, 404U, 405U, 408U, 412U, 413U, 414U, 415U, 417U, 431U, 500U, 501U, 503U, 505U}) {
        CAPTURE(status);
        CHECK(uag::form_of(uag::refused_with(status)).status == status);
        CHECK(reason_of(status) != "Unknown");
    }
    CHECK(uag::refused_with(405) == uag::Refused::wrong_method);
    CHECK(uag::refused_with(599) == uag::Refused::malformed);
}
