#include "server/service/test_routes.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <utility>

#include "adapters/http/method.hpp"
#include "core/base/datetime.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

using http::Method;

constexpr std::chrono::seconds longest_move{std::chrono::days(365 * 8000)};

void write_line(std::string_view line, unsigned status, HttpReply& reply) {
    reply.status = status;
    reply.content_type = "text/plain; charset=utf-8";
    (reply.body += line) += '\n';
}

class TestExchange : public PageExchange {
public:
    TestExchange(TestControl& control, std::string_view operation) : control_(control), operation_(operation) {}
    std::size_t held_bytes() const override { return 0; }
    std::string_view operation() const override { return operation_; }
    std::int32_t associate_id() const override { return 0; }
    void answer(HttpReply& reply) override {
        if (!done_.has_value()) return write_line(done_.error().public_text.english(), 500, reply);
        write_line(format(to_datetime(control_.now())), 200, reply);
    }

protected:
    TestControl& control_;
    Result<void> done_{};

private:
    const std::string_view operation_;
};

class ClockExchange final : public TestExchange {
public:
    ClockExchange(TestControl& control, TimePoint to) : TestExchange(control, "test/clock"), to_(to) {}
    Task<void> run() override { return control_.move_clock(to_); }

private:
    const TimePoint to_;
};

class ResetExchange final : public TestExchange {
public:
    explicit ResetExchange(TestControl& control) : TestExchange(control, "test/reset") {}
    Task<void> run() override { done_ = co_await control_.reset(); }
};

}  // namespace

Result<TimePoint> read_clock_move(std::string_view text, TimePoint now) {
    const std::string_view words = trim(text);
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), seconds);
    TimePoint to{};
    if (error == std::errc{} && end == words.data() + words.size()) {
        to = now + std::chrono::seconds(std::clamp(seconds, -longest_move.count(), longest_move.count()));
    } else {
        const auto instant = words.size() <= 64 ? parse_datetime(words) : std::nullopt;
        if (!instant || instant->zone == DateTime::Zone::unspecified)
            return fail_in_english(errc::invalid_argument,
                                   "The body must be a time with its zone (2026-01-31T12:00:00Z) or a whole number of "
                                   "seconds to move on by.");
        to = to_time_point(*instant);
    }
    const TimePoint latest = std::chrono::sys_days(std::chrono::year(9000) / 1 / 1);
    if (to < TimePoint{} || to > latest)
        return fail_in_english(errc::invalid_argument, "The clock goes from the year 1970 to the year 9000.");
    return to;
}

std::optional<Exchange> TestRoutes::open(const HttpRequest& request, HttpReply& reply) const {
    const bool is_clock = request.path == "/test/clock";
    if (!is_clock && request.path != "/test/reset") return std::nullopt;
    // A page that somebody happens to have open must not reach it.
    if (!request.header("Origin").empty()) {
        write_line("Pages may not call this.", 403, reply);
        return Answered{"test"};
    }
    if (is_clock && request.method == Method::get) {
        write_line(format(to_datetime(control_.now())), 200, reply);
        return Answered{"test/clock"};
    }
    if (request.method != Method::post) {
        write_line(is_clock ? "The clock takes GET and POST." : "This takes POST.", 405, reply);
        reply.headers.emplace_back("Allow", is_clock ? "GET, POST" : "POST");
        return Answered{"test"};
    }
    if (!is_clock) return Exchange(std::make_unique<ResetExchange>(control_));
    const auto to = read_clock_move({request.body.data(), request.body.size()}, control_.now());
    if (to.has_value()) return Exchange(std::make_unique<ClockExchange>(control_, *to));
    write_line(to.error().public_text.english(), 400, reply);
    return Answered{"test/clock"};
}

}  // namespace uag
