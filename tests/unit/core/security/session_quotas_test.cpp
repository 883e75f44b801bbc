// How many sessions and audit rows somebody can make: as many as there may be, and nobody is locked out for it.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"
#include "support/credentials_rig.hpp"
#include "support/gateway_fixture.hpp"
#include "support/page_browser.hpp"
#include "support/run_task.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;

namespace {

FixtureSettings three_of_each() {
    FixtureSettings settings;
    settings.sessions.quotas = {3, 3, 3};
    return settings;
}

std::vector<SessionRecord> sessions_of(GatewayFixture& gateway, std::int32_t id) {
    const TimePoint now = gateway.clock.now();
    auto work = [id, now](Rows& rows) { return rows.sessions(id, now); };
    auto found = run_task(read_rows(gateway.store(), work));
    REQUIRE(found.has_value());
    return *found;
}

std::ptrdiff_t count_of(GatewayFixture& gateway, std::int32_t id, SessionKind kind) {
    return std::ranges::count(sessions_of(gateway, id), kind, &SessionRecord::kind);
}

bool is_session_alive(GatewayFixture& gateway, std::string_view ticket) {
    return gateway
               .send("GET", "/api/v1/User/currentPrincipal", {{"Authorization", "SOTicket " + std::string(ticket)}}, {})
               .status == 200;
}

std::string token_by(GatewayFixture& gateway, std::string_view ticket) {
    const HttpReply reply = gateway.rest("GetAccessToken", "SOTicket " + std::string(ticket), "{}");
    const std::size_t at = reply.body.find("8A:");
    return at == std::string::npos ? std::string() : reply.body.substr(at, reply.body.find('"', at) - at);
}

bool is_alive_token(GatewayFixture& gateway, const std::string& token) {
    return gateway.send("GET", "/api/v1/User/currentPrincipal", {{"Authorization", "Bearer " + token}}, {}).status ==
           200;
}

std::string by_name(std::string_view name) {
    return "<n:AuthenticateUsernamePassword><n:UserName>" + std::string(name) +
           "</n:UserName><n:Password>x</n:Password></n:AuthenticateUsernamePassword>";
}

std::string by_generic(std::string_view key, std::string_view value) {
    return "<n:AuthenticateGeneric><n:AuthenticationData><n:AuthenticationGenericDataKeyValuePair><n:Key>" +
           std::string(key) + "</n:Key><n:Value>" + std::string(value) +
           "</n:Value></n:AuthenticationGenericDataKeyValuePair></n:AuthenticationData></n:AuthenticateGeneric>";
}

}  // namespace

TEST_CASE("where the clock stands, the ticket that is given last stays and the first one ends") {
    GatewayFixture gateway(three_of_each());
    std::vector<std::string> tickets;
    for (int i = 0; i < 12; ++i) {
        tickets.push_back(gateway.ticket("tje0", "Tje0"));
        for (std::size_t at = 0; at < tickets.size(); ++at)
            CHECK(is_session_alive(gateway, tickets[at]) == (at + 3 >= tickets.size()));
    }
}

TEST_CASE("one ticket more than there may be ends the one that was not used for longest") {
    GatewayFixture gateway(three_of_each());
    std::vector<std::string> tickets;
    for (int i = 0; i < 3; ++i) {
        tickets.push_back(gateway.ticket("tje0", "Tje0"));
        gateway.clock.advance(10min);
        CHECK(std::ranges::all_of(tickets, [&](const std::string& each) { return is_session_alive(gateway, each); }));
    }
    // The first is used, so the second is the one.
    gateway.clock.advance(10min);
    CHECK(is_session_alive(gateway, tickets[2]));
    CHECK(is_session_alive(gateway, tickets[0]));
    gateway.clock.advance(10min);
    const std::string other = gateway.ticket("ADM0", "Adm0-demo-only");
    tickets.push_back(gateway.ticket("tje0", "Tje0"));
    CHECK_FALSE(is_session_alive(gateway, tickets[1]));
    for (const std::size_t alive : {0U, 2U, 3U}) CHECK(is_session_alive(gateway, tickets[alive]));
    CHECK(is_session_alive(gateway, other));
    CHECK(count_of(gateway, tje0_id, SessionKind::ticket) == 3);
    const std::vector<AuditEvent> told = gateway.audit.take();
    CHECK(std::ranges::count_if(
              told, [](const AuditEvent& event) { return event.detail.find("longest") != std::string::npos; }) == 1);
    // A program that logs in for every call goes on doing so.
    for (int i = 0; i < 20; ++i) CHECK(is_session_alive(gateway, gateway.ticket("tje0", "Tje0")));
    CHECK(count_of(gateway, tje0_id, SessionKind::ticket) == 3);
}

TEST_CASE("access tokens and signed-in browsers have a limit each") {
    GatewayFixture gateway(three_of_each());
    const std::string ticket = gateway.ticket("tje0", "Tje0");
    std::vector<std::string> tokens;
    for (int i = 0; i < 4; ++i) {
        tokens.push_back(token_by(gateway, ticket));
        gateway.clock.advance(1min);
        CHECK(is_alive_token(gateway, tokens.back()));
        CHECK(count_of(gateway, tje0_id, SessionKind::access_token) == std::min(i + 1, 3));
    }
    CHECK_FALSE(is_alive_token(gateway, tokens[0]));
    CHECK(is_alive_token(gateway, tokens[1]));
    CHECK(is_session_alive(gateway, ticket));

    std::vector<PageBrowser> browsers;
    for (int i = 0; i < 4; ++i) {
        browsers.push_back(PageBrowser{gateway});
        browsers.back().sign_in();
        gateway.clock.advance(2min);
        CHECK(browsers.back().is_signed_in());
        CHECK(count_of(gateway, tje0_id, SessionKind::web) == std::min(i + 1, 3));
    }
    CHECK_FALSE(browsers[0].is_signed_in());
    CHECK(browsers[1].is_signed_in());
}

TEST_CASE("a ticket in the place of a name is the log-in, and makes no other ticket") {
    GatewayFixture gateway(three_of_each());
    const std::string ticket = gateway.ticket("tje0", "Tje0");
    for (const Version version : {Version::v84, Version::v85, Version::v86, Version::v87, Version::v88}) {
        for (const std::string& body :
             {by_name(ticket), by_generic("Ticket", ticket), by_generic("UserName", ticket)}) {
            for (const bool soap12 : {false, true}) {
                const HttpReply reply = gateway.soap(Service::so_principal, version, {}, body, soap12);
                CHECK(element_text(reply.body, "Ticket") == ticket);
                CHECK(element_text(reply.body, "AuthenticationSucceeded") == "true");
            }
        }
    }
    CHECK(count_of(gateway, tje0_id, SessionKind::ticket) == 1);
    CHECK(is_session_alive(gateway, ticket));
    // One row a minute and operation, however often.
    const std::vector<AuditEvent> counted = gateway.core().audit.take_counted();
    REQUIRE(counted.size() == 2);
    for (const AuditEvent& event : counted) {
        CHECK(event.kind == AuditKind::login);
        CHECK(event.actor_id == tje0_id);
    }
    CHECK(counted[0].count + counted[1].count == 30);
    CHECK(element_text(
              gateway.soap(Service::so_principal, Version::v88, {}, by_name("7T:" + std::string(43, 'A') + "=")).body,
              "AuthenticationSucceeded") == "false");
}

TEST_CASE("two calls for the last place get one place") {
    CredentialsRig rig({}, nullptr, [] {
        Quotas quotas;
        quotas.untrusted_credentials = 5;
        return quotas;
    }());
    const Context tina = rig.by("tje0");
    const auto save = [&](const std::string& address) {
        UntrustedCredentials made;
        made.public_value = address;
        return run_task(rig.credentials.save_untrusted_credentials(tina, {"Mail", std::move(made)})).has_value();
    };
    for (int i = 0; i < 4; ++i) REQUIRE(save("first" + std::to_string(i)));
    std::array<int, 4> taken{};
    std::vector<std::thread> callers;
    for (std::size_t i = 0; i < taken.size(); ++i)
        callers.emplace_back([&, i] { taken[i] = save("last" + std::to_string(i)) ? 1 : 0; });
    for (std::thread& caller : callers) caller.join();
    CHECK(std::ranges::count(taken, 1) == 1);
    auto look = [&, id = rig.id("tje0")](Rows& rows) { return rows.untrusted_count(id); };
    CHECK(*run_task(read_rows(rig.store(), look)) == 5);
}

TEST_CASE("failures from ever new sources are bounded a minute, and how many were left out is kept") {
    FixtureSettings settings;
    settings.audit.rows_a_minute = 5;
    GatewayFixture gateway(settings);
    const auto fail_from = [&](int first, int count) {
        for (int i = first; i < first + count; ++i) {
            gateway.address = "198.51." + std::to_string(i / 250) + "." + std::to_string(1 + i % 250);
            CHECK_FALSE(gateway.logs_in("name" + std::to_string(i), "wrong"));
        }
    };
    fail_from(0, 4);
    CHECK(gateway.core().audit.take_counted().size() == 4);
    fail_from(4, 1);
    CHECK(gateway.core().audit.take_counted().size() == 1);
    fail_from(5, 40);
    // Who is known goes on being counted by name, and a log-in is not pushed out by failures.
    fail_from(0, 1);
    gateway.address = "192.0.2.9";
    CHECK(gateway.logs_in("tje0", "Tje0"));
    std::vector<AuditEvent> counted = gateway.core().audit.take_counted();
    REQUIRE(counted.size() == 3);
    const auto rest = std::ranges::find_if(counted, [](const AuditEvent& event) { return event.source.empty(); });
    REQUIRE(rest != counted.end());
    CHECK(rest->kind == AuditKind::login_failed);
    CHECK(rest->actor.empty());
    CHECK(rest->count == 40);
    CHECK_FALSE(rest->detail.empty());
    CHECK(std::ranges::count(counted, AuditKind::login, &AuditEvent::kind) == 1);
    // What was left out in parts is one row of the database.
    const auto work = [&](const std::vector<AuditEvent>& events) -> std::function<Result<void>(Rows&)> {
        return [events](Rows& rows) { return count_events(rows, events); };
    };
    REQUIRE(run_task(gateway.store().write(work(counted))).has_value());
    fail_from(50, 7);
    counted = gateway.core().audit.take_counted();
    REQUIRE(counted.size() == 1);
    REQUIRE(run_task(gateway.store().write(work(counted))).has_value());
    AuditFilter filter;
    filter.kind = AuditKind::login_failed;
    auto look = [&](Rows& rows) { return rows.events(filter); };
    const auto stored = run_task(read_rows(gateway.store(), look));
    REQUIRE(stored.has_value());
    CHECK(std::ranges::count_if(
              *stored, [](const AuditEvent& event) { return event.source.empty() && event.count == 47; }) == 1);
    gateway.clock.advance(1min);
    fail_from(60, 3);
    CHECK(gateway.core().audit.take_counted().size() == 3);
}

TEST_CASE("log-ins and changes of what is one's own are bounded a minute, and how many were left out is kept") {
    FixtureSettings settings;
    settings.audit.own_rows_a_minute = 3;
    GatewayFixture gateway(settings);
    const auto events = [&](AuditKind kind, std::string_view actor) {
        AuditFilter filter;
        filter.kind = kind;
        filter.actor = fold(actor);
        filter.limit = 0;
        auto look = [&](Rows& rows) { return rows.events(filter); };
        const auto found = run_task(read_rows(gateway.store(), look));
        REQUIRE(found.has_value());
        return *found;
    };
    const auto check_bounded = [](const std::vector<AuditEvent>& found, std::ptrdiff_t alone, std::int32_t left_out) {
        CHECK(std::ssize(found) == alone + (left_out == 0 ? 0 : 1));
        CHECK(std::ranges::count_if(found, [](const AuditEvent& event) { return event.request_id.empty(); }) ==
              (left_out == 0 ? 0 : 1));
        for (const AuditEvent& event : found) {
            if (!event.request_id.empty()) continue;
            CHECK(event.count == left_out);
            CHECK(event.actor_id != 0);
            CHECK_FALSE(event.detail.empty());
        }
    };
    std::string tina;
    for (int i = 0; i < 8; ++i) REQUIRE_FALSE((tina = gateway.ticket("tje0", "Tje0")).empty());
    check_bounded(events(AuditKind::login, "tje0"), 3, 5);
    // Somebody else's are their own.
    const std::string admin = gateway.ticket("ADM0", "Adm0-demo-only");
    check_bounded(events(AuditKind::login, "ADM0"), 1, 0);
    const auto call = [&](std::string_view ticket, std::string_view operation, std::string_view body) {
        const HttpReply reply = gateway.rest(operation, "SoTicket " + std::string(ticket), body);
        CHECK_MESSAGE(reply.status < 300, reply.body);
    };
    // Each is another: what is stored already is no change.
    int saved = 0;
    const auto mail = [&] {
        return R"("Type":"Mail","Credentials":{"PublicValue":"a","IsActive":true,"Comment":")" +
               std::to_string(++saved) + "\"}}";
    };
    const auto keep = [&](std::string_view ticket, std::string_view id) {
        call(ticket, "SaveUntrustedCredentialsForAssociate", R"({"AssociateId":)" + std::string(id) + "," + mail());
    };
    (void)gateway.audit.take();
    for (int i = 0; i < 7; ++i) call(tina, "SaveUntrustedCredentials", "{" + mail());
    check_bounded(events(AuditKind::change, "tje0"), 3, 4);
    CHECK(gateway.audit.take().size() == 4);
    // Another operation is not hidden behind them.
    call(tina, "ChangeOwnPassword", R"({"OldPassword":"Tje0","NewPassword":"amber-window-77-tide"})");
    check_bounded(events(AuditKind::change, "tje0"), 4, 4);
    CHECK(events(AuditKind::change, "tje0").back().operation == "ChangeOwnPassword");
    // What administrators do to others is all there; of their own it is as with anybody.
    for (int i = 0; i < 9; ++i) keep(admin, "2");
    check_bounded(events(AuditKind::change, "ADM0"), 9, 0);
    for (int i = 0; i < 5; ++i) keep(admin, "1");
    check_bounded(events(AuditKind::change, "ADM0"), 12, 2);
    gateway.clock.advance(1min);
    keep(admin, "1");
    check_bounded(events(AuditKind::change, "ADM0"), 13, 2);
}

TEST_CASE("tokens of a provider that are too old are not given out, and go") {
    CredentialsRig rig;
    const Context tina = rig.by("tje0");
    TokenManagementInfo info;
    info.access_token = "access-token-5512";
    const auto key = run_task(rig.tokens.save_external_tokens(tina, {info}));
    REQUIRE(key.has_value());
    const auto is_there = [&] {
        const auto found = run_task(rig.tokens.get_external_tokens(tina, {String(std::string(key->reveal()))}));
        REQUIRE(found.has_value());
        return found->has_value();
    };
    const auto clean = [&] {
        std::int32_t removed = -1;
        std::function<Result<void>(Rows&)> work = [&](Rows& rows) -> Result<void> {
            const auto gone = rows.remove_external_tokens_until(rig.clock.now() - Quotas{}.external_token_life);
            if (!gone.has_value()) return gone.error();
            removed = *gone;
            return {};
        };
        REQUIRE(run_task(rig.store().write(work)).has_value());
        return removed;
    };
    rig.clock.advance(Quotas{}.external_token_life - 1ms);
    CHECK(is_there());
    CHECK(clean() == 0);
    rig.clock.advance(1ms);
    CHECK_FALSE(is_there());
    CHECK(clean() == 1);
}
