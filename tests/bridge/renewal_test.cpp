// How long a sealed ticket is good, with a clock that the test moves.
#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <string>

#include "adapters/bridge/bridge.hpp"
#include "core/agent/operations.hpp"
#include "support/fake_server.hpp"
#include "support/gateway_fixture.hpp"
#include "support/run_task.hpp"

using namespace uag;
using namespace uag::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

// A WebAPI that knows one user, whose token is the last one that it has given.
class TokenServer {
public:
    TokenServer() : server_([this](FakeServer::Connection& connection, std::size_t) { serve(connection); }) {}

    std::string url() const { return server_.url(); }
    std::atomic<bool> renews{true};
    std::atomic<bool> takes_old_tokens{false};
    std::atomic<bool> is_confused{false};  ///< says that whoever asks is somebody else
    std::atomic<bool> refuses_unread{false};  ///< says no before it has looked at who asks
    std::atomic<int> given{0};
    std::atomic<int> logged_in{0};
    std::atomic<int> asked{0};

private:
    std::string token() const { return "8A:" + std::to_string(given.load()); }

    void serve(FakeServer::Connection& connection) {
        while (true) {
            const std::string request = connection.read_request();
            if (request.empty()) return;
            ++asked;
            connection.send(answer_to(request));
        }
    }

    std::string answer_to(const std::string& request) {
        const auto has = [&](const std::string& text) { return request.find(text) != std::string::npos; };
        const std::string no = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
        const bool shows_password = has("Authorization: Basic YWRhOnNlY3JldA==");  // ada:secret
        const std::string shown =
            takes_old_tokens ? "Authorization: Bearer 8A:" : "Authorization: Bearer " + token() + "\r\n";
        const bool shows_token = has(shown);
        if (refuses_unread)
            return "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                   "90\r\n\r\n"
                   R"({"Error":true,"ErrorType":"ArgumentException","Message":"No.","ErrorSource":"somewhere  "})";
        if (!shows_password && !shows_token) return no;
        if (has("User/currentPrincipal") && is_confused)
            return ok_answer(R"({"AssociateId":1,"Associate":"boss","UserName":"boss@example.com"})",
                             "application/json; charset=utf-8");
        if (has("ChangeOwnPassword")) return ok_answer("true", "application/json; charset=utf-8");
        if (has("User/currentPrincipal"))
            return ok_answer(R"({"AssociateId":7,"Associate":"ada"})", "application/json; charset=utf-8");
        if (has("User/currentToken")) {
            ++logged_in;
            ++given;
            return ok_answer('"' + token() + '"', "application/json; charset=utf-8");
        }
        if (has("User/GetAccessToken")) {
            if (!renews) return no;
            ++given;
            return ok_answer('"' + token() + '"', "application/json; charset=utf-8");
        }
        return ok_answer(R"({"AssociateId":7,"Name":"ada"})", "application/json; charset=utf-8");
    }

    FakeServer server_;
};

class FilledParameters final : public Parameters {
public:
    explicit FilledParameters(std::function<void(void*)> fill) : fill_(std::move(fill)) {}
    Result<void> decode(const Operation&, void* request) override {
        fill_(request);
        return {};
    }

private:
    std::function<void(void*)> fill_;
};

KeyRing bridge_keys() {
    KeyRing keys;
    REQUIRE(keys.add(1, Secret(std::string(KeyRing::key_bytes, 'k'))).has_value());
    return keys;
}

struct BridgeRig {
    explicit BridgeRig(bool keep_password = false)
        : box(bridge_keys(), fixture.random),
          upstream(settings_of(server)),
          bridge(bridge_settings(keep_password),
                 {fixture.gateway(),
                  fixture.store(),
                  {upstream, box, fixture.throttle(), fixture.core().audit, fixture.clock, fixture.random}}) {}

    static bridge::UpstreamSettings settings_of(const TokenServer& server) {
        bridge::UpstreamSettings settings;
        settings.http.base_url = server.url();
        settings.connections = 2;
        return settings;
    }
    static bridge::BridgeSettings bridge_settings(bool keep_password) {
        bridge::BridgeSettings settings;
        settings.identity.keep_password = keep_password;
        return settings;
    }

    Outcome run(Service service, const char* name, Evidence evidence, std::function<void(void*)> fill) {
        FilledParameters parameters(std::move(fill));
        Call call;
        call.operation = find_operation(service, name);
        call.evidence = std::move(evidence);
        call.origin.address = "192.0.2.1";
        call.parameters = &parameters;
        return run_task(bridge.run(call));
    }

    Secret log_in() {
        const Outcome outcome = run(Service::so_principal, "AuthenticateUsernamePassword", {}, [](void* request) {
            auto& parameters = *static_cast<AuthenticateUsernamePasswordRequest*>(request);
            parameters.user_name = "ada";
            parameters.password = "secret";
        });
        REQUIRE(outcome.response.has_value());
        const auto& answer = *static_cast<const AuthenticateResponse*>(outcome.response->get());
        REQUIRE(answer.authentication_succeeded);
        CHECK(answer.response->associate_id == 7);
        return Secret(std::string_view(answer.credentials->ticket.text));
    }

    // Nothing: it was answered.
    std::optional<errc> get_user(const Secret& ticket) {
        const Outcome outcome = run(Service::user, "GetUser", {Evidence::Kind::ticket, {}, ticket},
                                    [](void* request) { static_cast<UserIdRequest*>(request)->user_id = 7; });
        if (!outcome.response.has_value()) return outcome.response.error().code;
        CHECK(outcome.associate_id == 7);
        CHECK(outcome.side == AnsweredBy::upstream);
        return std::nullopt;
    }

    TokenServer server;
    GatewayFixture fixture;
    SecretBox box;
    bridge::Upstream upstream;
    bridge::Bridge bridge;
};

}  // namespace

TEST_CASE("a token is renewed after three quarters of its life, when it is used and when nobody does") {
    BridgeRig rig;
    const Secret ticket = rig.log_in();
    CHECK(rig.server.given == 1);
    rig.fixture.clock.advance(minutes(44));
    CHECK_FALSE(rig.get_user(ticket).has_value());
    CHECK(rig.server.given == 1);
    rig.fixture.clock.advance(minutes(1));
    CHECK_FALSE(rig.get_user(ticket).has_value());
    CHECK(rig.server.given == 2);
    rig.fixture.clock.advance(minutes(46));
    run_task(rig.bridge.look_after_sessions());
    CHECK(rig.server.given == 3);
    run_task(rig.bridge.look_after_sessions());
    CHECK(rig.server.given == 3);
    CHECK_FALSE(rig.get_user(ticket).has_value());
    CHECK(rig.server.logged_in == 1);
}

TEST_CASE("a ticket ends six hours after its last use and a day after the log-in, without a question to anybody") {
    BridgeRig rig;
    Secret ticket = rig.log_in();
    rig.fixture.clock.advance(hours(6) - minutes(1));
    CHECK_FALSE(rig.get_user(ticket).has_value());
    rig.fixture.clock.advance(hours(6));
    int asked = rig.server.asked;
    CHECK(rig.get_user(ticket) == errc::session);
    CHECK(rig.server.asked == asked);

    ticket = rig.log_in();
    for (int i = 0; i < 4; ++i) {
        rig.fixture.clock.advance(hours(5));
        CHECK_FALSE(rig.get_user(ticket).has_value());
    }
    rig.fixture.clock.advance(hours(4));
    asked = rig.server.asked;
    CHECK(rig.get_user(ticket) == errc::session);
    run_task(rig.bridge.look_after_sessions());
    CHECK(rig.server.asked == asked);
}

TEST_CASE("where a token is not renewed the session ends, and with keep_password it begins anew") {
    for (const bool keep_password : {false, true}) {
        CAPTURE(keep_password);
        BridgeRig rig(keep_password);
        rig.server.renews = false;
        const Secret ticket = rig.log_in();
        rig.fixture.clock.advance(minutes(46));
        const std::optional<errc> failed = rig.get_user(ticket);
        if (keep_password) {
            CHECK_FALSE(failed.has_value());
            CHECK(rig.server.logged_in == 2);
            // Another token than the one that is remembered: it is refused once, and got anew.
            ++rig.server.given;
            CHECK_FALSE(rig.get_user(ticket).has_value());
            CHECK(rig.server.logged_in == 3);
        } else {
            CHECK(failed == errc::session);
        }
    }
}

TEST_CASE("a password that is changed here ends the tickets of before, whatever the server behind goes on taking") {
    BridgeRig rig;
    rig.server.takes_old_tokens = true;
    const Secret other = rig.log_in();
    const Secret own = rig.log_in();
    rig.fixture.clock.advance(minutes(1));
    const Outcome changed =
        rig.run(Service::user, "ChangeOwnPassword", {Evidence::Kind::ticket, {}, own}, [](void* request) {
            auto& parameters = *static_cast<ChangeOwnPasswordRequest*>(request);
            parameters.old_password = "secret";
            parameters.new_password = "another secret";
        });
    REQUIRE(changed.response.has_value());
    const int asked = rig.server.asked;
    CHECK(rig.get_user(other) == errc::session);
    CHECK(rig.server.asked == asked);
    CHECK_FALSE(rig.get_user(own).has_value());
    rig.fixture.clock.advance(minutes(1));
    CHECK_FALSE(rig.get_user(rig.log_in()).has_value());
}

TEST_CASE("who logs in is who was named, or nobody") {
    BridgeRig rig;
    rig.server.is_confused = true;
    const Outcome outcome = rig.run(Service::so_principal, "AuthenticateUsernamePassword", {}, [](void* request) {
        auto& parameters = *static_cast<AuthenticateUsernamePasswordRequest*>(request);
        parameters.user_name = "ada";
        parameters.password = "secret";
    });
    REQUIRE_FALSE(outcome.response.has_value());
    CHECK(outcome.response.error().code == errc::upstream_failed);
    for (const AuditEvent& event : rig.fixture.audit.take()) CHECK(event.kind != AuditKind::login);
}

TEST_CASE("an error that comes before anybody has looked at the password makes no log-in, and forgives no wrong one") {
    BridgeRig rig;
    const auto attempt = [&] {
        const Outcome outcome =
            rig.run(Service::user, "GetUser", {Evidence::Kind::basic, "ada", Secret(std::string_view("a guess"))},
                    [](void* request) { static_cast<UserIdRequest*>(request)->user_id = 7; });
        REQUIRE_FALSE(outcome.response.has_value());
        return outcome.response.error().code;
    };
    CHECK(attempt() == errc::session);
    CHECK(attempt() == errc::session);
    rig.server.refuses_unread = true;
    for (int i = 0; i < 3; ++i) CHECK(attempt() != errc::session);
    rig.server.refuses_unread = false;
    for (int i = 0; i < 20; ++i) CHECK(attempt() == errc::session);
    // Slowed down long ago: what had come between has forgiven nothing.
    CHECK(rig.server.asked < 12);
    for (const AuditEvent& event : rig.fixture.audit.take()) CHECK(event.kind != AuditKind::login);
}
