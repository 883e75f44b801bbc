// The wall clock is set back, by seconds or days: nobody waits longer than the pause, nothing lasts longer than its time.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/kept_mails.hpp"
#include "support/passwords.hpp"
#include "support/run_task.hpp"
#include "support/throttle_rig.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

constexpr std::chrono::milliseconds jumps[] = {-1s, -59s, -1h, -24h, -30 * 24h, 2h, -3h};

HttpReply principal_by(GatewayFixture& gateway, std::string_view authorization) {
    return gateway.send("GET", "/api/v1/User/currentPrincipal", {{"Authorization", std::string(authorization)}}, {});
}

bool is_alive(GatewayFixture& gateway, std::string_view ticket) {
    return principal_by(gateway, "SOTicket " + std::string(ticket)).status == 200;
}

}  // namespace

TEST_CASE("no pause grows, whenever and however far the clock is set back") {
    std::mt19937 random(20260101);
    for (int round = 0; round < 60; ++round) {
        CAPTURE(round);
        ManualClock clock;
        ThrottleSettings settings;
        settings.source_free = 1000;
        Throttle throttle(settings, clock);
        const int failures = round % 3 == 0 ? 100 : 5 + static_cast<int>(random() % 12);
        fail_times(throttle, failures, "nora", home_source);
        const seconds pause = throttle.check("nora", home_source).retry_after;
        REQUIRE(pause > 0s);
        // In ticks of real time with a look each, as housekeeping has them; the clock jumps in between.
        const seconds tick = std::max(pause / 64, 1s);
        const auto when = static_cast<std::int64_t>(random() % 60);
        seconds waited{0};
        for (std::int64_t i = 0; throttle.check("nora", home_source).kind != ThrottleDecision::Kind::pass; ++i) {
            clock.advance(tick);
            waited += tick;
            if (i == when) clock.advance(jumps[random() % std::size(jumps)]);
            REQUIRE(waited <= pause + 2 * tick);
        }
    }
}

TEST_CASE("a source's failures age as before, and a look from another process does not bring a pause back") {
    ManualClock clock;
    Throttle throttle({}, clock);
    fail_times(throttle, 8, "nora", home_source);
    for (int i = 0; i < 100; ++i) throttle.failed("name" + std::to_string(i), other_source);
    const seconds nora = throttle.check("nora", home_source).retry_after;
    const seconds source = throttle.check("ida", other_source).retry_after;
    std::vector<FailureRecord> stored = throttle.take_changes();
    clock.advance(-48h);
    CHECK(throttle.check("nora", home_source).retry_after == nora);
    CHECK(throttle.check("ida", other_source).retry_after == source);
    // What another process's change makes the service read again is from before the step.
    std::vector<FailureRecord> moved = throttle.take_changes();
    CHECK(moved.size() == stored.size());
    for (int i = 0; i < 20; ++i) {
        clock.advance(std::chrono::milliseconds(nora) / 20);
        throttle.load(moved);
    }
    clock.advance(1s);
    CHECK(throttle.check("nora", home_source).kind == ThrottleDecision::Kind::pass);

    // A start after the step: not longer than a pause from then on, and not a second one with the next reading.
    Throttle fresh({}, clock);
    fresh.load(stored);
    CHECK(fresh.check("nora", home_source).retry_after <= nora);
    clock.advance(nora + 1s);
    fresh.load(stored);
    CHECK(fresh.check("nora", home_source).kind == ThrottleDecision::Kind::pass);
}

TEST_CASE("nobody is locked out by a clock that is set back") {
    for (const std::chrono::milliseconds jump : jumps) {
        CAPTURE(jump.count());
        GatewayFixture gateway;
        const std::string ticket = gateway.ticket("tje0", "Tje0");
        CHECK(gateway.logs_in("ADM0", "Adm0-demo-only"));
        for (int i = 0; i < 6; ++i) CHECK_FALSE(gateway.logs_in("SYS0", "wrong"));
        gateway.clock.advance(jump);
        CHECK(is_alive(gateway, ticket));
        CHECK(gateway.logs_in("ADM0", "Adm0-demo-only"));
        CHECK(gateway.logs_in("tje0", "Tje0"));
        CHECK_FALSE(gateway.ticket("tje0", "Tje0").empty());
        gateway.clock.advance(3s);
        CHECK(gateway.logs_in("SYS0", "Sys0-demo-only"));
    }
}

TEST_CASE("no session lasts longer for a step back") {
    for (const std::chrono::milliseconds jump : jumps) {
        if (jump > 0ms) continue;
        CAPTURE(jump.count());
        GatewayFixture gateway;
        const std::string used = gateway.ticket("tje0", "Tje0");
        const std::string idle = gateway.ticket("tje0", "Tje0");
        const HttpReply reply = gateway.rest("GetAccessToken", "SOTicket " + used, "{}");
        const std::size_t at = reply.body.find("8A:");
        REQUIRE(at != std::string::npos);
        const std::string token = "Bearer " + reply.body.substr(at, reply.body.find('"', at) - at);
        const SessionSettings settings;  // those of the fixture
        const auto tick = 10min;
        for (auto real = tick; real <= settings.ticket_longest; real += tick) {
            CAPTURE(real.count());
            gateway.clock.advance(tick);
            CHECK(is_alive(gateway, used) == (real < settings.ticket_longest));
            CHECK((principal_by(gateway, token).status == 200) == (real < settings.token_time));
            if (real == 30min || real == 5h) {
                gateway.clock.advance(jump);
                // Seen at once, and what began since is not taken for older than it is.
                CHECK(is_alive(gateway, used));
                const std::string fresh = gateway.ticket("tje0", "Tje0");
                CHECK(is_alive(gateway, fresh));
            }
            if (real == settings.ticket_idle) CHECK_FALSE(is_alive(gateway, idle));
        }
    }
}

TEST_CASE("a start finds out that the clock was set back while nobody looked") {
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("tje0", "Tje0");
    const auto of_tina = [&] {
        auto work = [](Rows& rows) { return rows.sessions(tje0_id, TimePoint{}); };
        auto found = run_task(read_rows(gateway.store(), work));
        REQUIRE(found.has_value());
        REQUIRE(found->size() == 1);
        return found->front();
    };
    const SessionRecord before = of_tina();
    gateway.clock.advance(-72h);
    Sessions fresh({}, gateway.store(), gateway.clock, gateway.random);
    REQUIRE(run_task(fresh.begin()).has_value());
    const SessionRecord after = of_tina();
    CHECK(after.issued == gateway.clock.now());
    CHECK(after.last_used == gateway.clock.now());
    CHECK(after.ends - after.issued == before.ends - before.issued);
    CHECK(after.expires - after.issued == before.expires - before.issued);
    REQUIRE(run_task(fresh.begin()).has_value());
    CHECK(of_tina().issued == after.issued);
}

TEST_CASE("mailed links keep their time, and their limits do not grow") {
    for (const std::chrono::milliseconds jump : jumps) {
        if (jump > 0ms) continue;
        CAPTURE(jump.count());
        KeptMails mailer;
        GatewayFixture gateway{FixtureSettings{.mailer = &mailer}};
        const auto ask = [&] {
            const HttpReply reply =
                gateway.rest("SendChangePasswordEMail", basic("ADM0", "Adm0-demo-only"), R"({"AssociateId":2})");
            return reply.body.find("\"Success\":true") != std::string::npos;
        };
        PasswordLinks& links = gateway.core().agent.part<PasswordLinks>();
        CHECK(ask());
        CHECK_FALSE(ask());
        const std::string token = mailer.token();
        gateway.clock.advance(10s);
        CHECK(run_task(links.look(Secret(token))).has_value());
        CHECK_FALSE(ask());
        gateway.clock.advance(jump);
        CHECK(run_task(links.look(Secret(token))).has_value());
        CHECK_FALSE(ask());
        // A pause of a minute and a life of half an hour, from when it was asked for.
        gateway.clock.advance(20min - 10s);
        CHECK(run_task(links.look(Secret(token))).has_value());
        gateway.clock.advance(10min);
        CHECK_FALSE(run_task(links.look(Secret(token))).has_value());
        CHECK(ask());
    }
}

TEST_CASE("the requests of an hour move together") {
    KeptMails mailer;
    GatewayFixture gateway{FixtureSettings{.mailer = &mailer}};
    const auto ask = [&] {
        const HttpReply reply =
            gateway.rest("SendChangePasswordEMail", basic("ADM0", "Adm0-demo-only"), R"({"AssociateId":2})");
        return reply.body.find("\"Success\":true") != std::string::npos;
    };
    for (int i = 0; i < 5; ++i) {
        CHECK(ask());
        gateway.clock.advance(2min);
    }
    CHECK_FALSE(ask());
    // By as much as lies between two of them.
    gateway.clock.advance(-2min);
    CHECK_FALSE(ask());
    gateway.clock.advance(-24h);
    CHECK_FALSE(ask());
    gateway.clock.advance(49min);
    CHECK_FALSE(ask());
    gateway.clock.advance(1min);
    CHECK(ask());
    CHECK_FALSE(ask());
}

TEST_CASE("a generated password and stored tokens last no longer for a step back") {
    FixtureSettings settings;
    settings.policy.generated_life = 2h;
    GatewayFixture gateway(settings);
    const HttpReply reply =
        gateway.rest("SetGeneratedPassword", basic("ADM0", "Adm0-demo-only"), R"({"AssociateId":2})");
    REQUIRE(reply.status == 200);
    const std::string password = reply.body.substr(1, reply.body.size() - 2);
    CHECK(gateway.logs_in("tje0", password));
    gateway.clock.advance(1h);
    CHECK(gateway.logs_in("tje0", password));
    gateway.clock.advance(-48h);
    CHECK(gateway.logs_in("tje0", password));
    gateway.clock.advance(59min);
    CHECK(gateway.logs_in("tje0", password));
    gateway.clock.advance(1min);
    CHECK_FALSE(gateway.logs_in("tje0", password));
}

TEST_CASE("a row of a minute goes on when the clock stands a little behind it") {
    GatewayFixture gateway;
    CHECK_FALSE(gateway.logs_in("nobody", "wrong"));
    gateway.audit.take();
    for (int i = 0; i < 10; ++i) {
        gateway.clock.advance(i % 2 == 0 ? -1min : 1min);
        CHECK_FALSE(gateway.logs_in("nobody", "wrong"));
    }
    // One of each minute was told, not one of each call.
    CHECK(gateway.audit.take().size() <= 2);
}
