// Who has no password here logs in with the one that they have elsewhere: asked once, kept, and never wrong because
// nobody answers.
#include "core/security/first_log_in.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "core/security/identities.hpp"
#include "support/gateway_fixture.hpp"
#include "support/run_task.hpp"
#include "support/texts.hpp"
#include "support/ways_in.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr const char* good = "quiet-lantern-41";
constexpr const char* weak_password = "Tje0";

class Elsewhere final : public ElsewhereProof {
public:
    Task<Result<bool>> proves(std::int32_t, std::string name, Secret password) override {
        ++asked;
        if (const auto others = std::exchange(meanwhile, nullptr)) others();
        if (is_away) co_return fail(errc::internal, "Internal error.", "upstream.example does not answer");
        const auto found = passwords.find(name);
        co_return found != passwords.end() && found->second == password.reveal();
    }

    std::map<std::string, std::string> passwords{{"tje0", good}, {"old0", good}, {"room1", good}, {"ADM0", good}};
    int asked = 0;
    bool is_away = false;
    std::function<void()> meanwhile;
};

struct Migration {
    explicit Migration(TimePoint until = TimePoint::max()) : gateway(settings(until)) {
        gateway.sql(
            "DELETE FROM password_credential WHERE associate_id IN (SELECT id FROM associate WHERE name IN ('tje0', "
            "'old0'))");
        gateway.audit.take();
    }

    FixtureSettings settings(TimePoint until) {
        FixtureSettings made;
        made.elsewhere = &elsewhere;
        made.first_log_in.until = until;
        return made;
    }

    std::optional<PasswordRecord> stored(std::string_view name) {
        auto found = run_task(find_identity_by_name(gateway.store(), std::string(name)));
        return (*found)->password;
    }

    /// How many audit events say so.
    int told(std::string_view detail) {
        int count = 0;
        for (const AuditEvent& event : gateway.audit.take()) count += event.detail == detail ? 1 : 0;
        return count;
    }

    Elsewhere elsewhere;
    GatewayFixture gateway;
};

constexpr const char* taken_over = "password taken over at the first log-in";

}  // namespace

TEST_CASE("the first log-in is proven elsewhere, once, and the password is kept") {
    for (const WayIn& way : ways_in) {
        CAPTURE(std::string(way.name));
        Migration m;
        const HttpReply wrong = way.log_in(m.gateway, "nobody", "wrong");
        CHECK(m.elsewhere.asked == 0);
        CHECK(way.log_in(m.gateway, "tje0", good).body != wrong.body);
        CHECK(m.elsewhere.asked == 1);
        CHECK(m.gateway.hasher.hashes == 1);
        REQUIRE(m.stored("tje0").has_value());
        CHECK(m.stored("tje0")->phc == m.gateway.hasher.make(good));
        CHECK_FALSE(m.stored("tje0")->must_change);
        CHECK(m.told(taken_over) == 1);
        // From now on it is ours, whatever becomes of the other server and of the password there.
        m.elsewhere.is_away = true;
        m.elsewhere.passwords["tje0"] = "another-lantern-42";
        CHECK(way.log_in(m.gateway, "TJE0", good).body != wrong.body);
        CHECK(way.log_in(m.gateway, "tje0", "another-lantern-42").body == wrong.body);
        CHECK(m.elsewhere.asked == 1);
        CHECK_FALSE(m.gateway.is_on_disk(good));
    }
}

TEST_CASE("a password that the policy would not have is kept, and is to be changed") {
    Migration m;
    m.elsewhere.passwords["tje0"] = weak_password;
    CHECK(m.gateway.logs_in("tje0", weak_password));
    CHECK(m.stored("tje0")->must_change);
}

TEST_CASE("a no is a wrong password: the same text, the same cost, and it counts") {
    for (const WayIn& way : ways_in) {
        CAPTURE(std::string(way.name));
        Migration m;
        const auto attempt = [&](std::string_view user) {
            m.gateway.hasher.verifications = 0;
            HttpReply reply = way.log_in(m.gateway, user, "wrong");
            CHECK(m.gateway.hasher.verifications == 1);
            return reply;
        };
        const HttpReply unknown = attempt("nobody");
        const HttpReply no = attempt("tje0");
        CHECK(no.status == unknown.status);
        CHECK(no.body == unknown.body);
        CHECK(m.elsewhere.asked == 1);
        for (int i = 0; i < 6; ++i) attempt("tje0");
        // Slowed down by now: nobody is asked, and the right password is as wrong as any.
        const int asked = m.elsewhere.asked;
        CHECK(asked < 7);
        CHECK(way.log_in(m.gateway, "tje0", good).body == unknown.body);
        CHECK(m.elsewhere.asked == asked);
        CHECK_FALSE(m.stored("tje0").has_value());
        CHECK(m.gateway.hasher.hashes == 0);
    }
}

TEST_CASE("no answer is never a wrong password: it says so, and counts for nothing") {
    for (const WayIn& way : ways_in) {
        CAPTURE(std::string(way.name));
        Migration m;
        m.elsewhere.is_away = true;
        for (int i = 0; i < 20; ++i) {
            const HttpReply reply = way.log_in(m.gateway, "tje0", good);
            CHECK(contains(reply.body, "Your password cannot be checked now. Try again in a moment."));
            CHECK_FALSE(contains(reply.body, "upstream.example"));
            CHECK_FALSE(contains(reply.body, "Authentication failed"));
        }
        CHECK(m.elsewhere.asked == 20);
        for (const AuditEvent& event : m.gateway.audit.take()) CHECK(event.kind != AuditKind::login_failed);
        m.elsewhere.is_away = false;
        CHECK_FALSE(contains(way.log_in(m.gateway, "tje0", good).body, "cannot be checked"));
        CHECK(m.stored("tje0").has_value());
    }
    Migration m;
    m.elsewhere.is_away = true;
    const HttpReply rest =
        m.gateway.send("GET", "/api/v1/User/currentPrincipal", {{"Authorization", basic("tje0", good)}}, {});
    CHECK(rest.status == 503);
    bool says_when = false;
    for (const auto& [name, value] : rest.headers) says_when = says_when || (name == "Retry-After" && value == "5");
    CHECK(says_when);
}

TEST_CASE("until a date, and not from then on") {
    ManualClock clock;
    const TimePoint until = clock.now() + std::chrono::hours(1);
    Migration m(until);
    m.gateway.clock.advance(std::chrono::minutes(59));
    m.elsewhere.passwords["tje0"] = "not-yet-lantern";
    CHECK_FALSE(m.gateway.logs_in("tje0", good));
    CHECK(m.elsewhere.asked == 1);
    m.elsewhere.passwords["tje0"] = good;
    m.gateway.clock.advance(std::chrono::minutes(1));
    CHECK_FALSE(m.gateway.logs_in("tje0", good));
    CHECK(m.elsewhere.asked == 1);
    CHECK_FALSE(m.stored("tje0").has_value());
}

TEST_CASE("nobody is asked about who cannot log in, has a password, or typed none") {
    Migration m;
    for (const auto& [user, password] : {std::pair("old0", good), std::pair("room1", good), std::pair("ADM0", good),
                                         std::pair("nobody", good), std::pair("tje0", "")})
        CHECK_FALSE(m.gateway.logs_in(user, password));
    CHECK_FALSE(m.gateway.logs_in("tje0", std::string(300, 'x')));
    CHECK(m.elsewhere.asked == 0);
}

TEST_CASE("two first log-ins at once store once, and both are in") {
    Migration m;
    m.elsewhere.meanwhile = [&] { CHECK(m.gateway.logs_in("tje0", good)); };
    CHECK(m.gateway.logs_in("tje0", good));
    CHECK(m.elsewhere.asked == 2);
    CHECK(m.told(taken_over) == 1);
}

TEST_CASE("a password that is set here while the other server is asked is the one that counts") {
    Migration m;
    const std::string admin = m.gateway.ticket("ADM0", "Adm0-demo-only");
    m.elsewhere.meanwhile = [&] {
        m.gateway.rest("SetPassword", "SOTicket " + admin, R"({"AssociateId":2,"Password":"another-lantern-42"})");
    };
    CHECK_FALSE(m.gateway.logs_in("tje0", good));
    CHECK(m.stored("tje0")->phc == m.gateway.hasher.make("another-lantern-42"));
    CHECK(m.told(taken_over) == 0);
    CHECK(m.gateway.logs_in("tje0", "another-lantern-42"));
}
