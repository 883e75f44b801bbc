// One user's life over mixed protocols: made by SOAP 85, logged in by the WebAPI, promoted by SOAP 88,
// retired by the WebAPI, refused by SOAP 87; the audit trail tells all of it.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "core/security/recorded_name.hpp"
#include "support/run_task.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::vector<AuditEvent> audit_trail(GatewayFixture& gateway) {
    const auto events = run_task(read_rows(gateway.store(), [](Rows& rows) {
        AuditFilter filter;
        filter.limit = 0;
        return rows.events(filter);
    }));
    REQUIRE(events.has_value());
    return *events;
}

struct Told {
    std::string_view operation;
    std::string_view protocol;
};

// What was stored of changes to her, oldest first.
void tells(const std::vector<AuditEvent>& trail, std::int32_t subject, const std::vector<Told>& expected) {
    std::vector<AuditEvent> about_her;
    for (const AuditEvent& event : trail)
        if (event.kind == AuditKind::change && event.subject_id == subject) about_her.push_back(event);
    REQUIRE(about_her.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(about_her[i].operation == expected[i].operation);
        CHECK(about_her[i].protocol == expected[i].protocol);
        CHECK(about_her[i].actor == "ADM0");
        CHECK(about_her[i].actor_id == 1);
        CHECK(about_her[i].source == "192.0.2.1");
        CHECK(about_her[i].subject.find("nina") != std::string::npos);
    }
}

std::string log_in(GatewayFixture& gateway, Version version) {
    const std::string number = std::to_string(static_cast<int>(version));
    const HttpReply reply =
        gateway.soap(Service::so_principal, version, {},
                     "<n:AuthenticateUsernamePassword><n:UserName>nina</n:UserName><n:Password>" +
                         std::string(good_password) + "</n:Password></n:AuthenticateUsernamePassword>");
    CHECK(element_text(reply.body, "Succeeded") == "true");
    return element_text(reply.body, "Ticket");
}

}  // namespace

TEST_CASE("a day in the life of a user") {
    GatewayFixture gateway;
    const std::string admin = gateway.ticket("ADM0", password_of("ADM0"));

    const Reply made = play(gateway, soap(Version::v85), admin, AnyRequest("SaveUser", UserRequest{employee("nina")}));
    REQUIRE_MESSAGE(made.response, made.text(Version::v85));
    const std::int32_t nina = made.value<Box<User>>()->associate_id;

    // She logs in with her password, and may do what an employee may.
    const std::string herself = basic("nina", good_password);
    const Reply own = play(gateway, webapi(), herself, AnyRequest("GetUser", UserIdRequest{nina}));
    REQUIRE_MESSAGE(own.response, own.text(newest_version));
    CHECK(play(gateway, webapi(), herself, AnyRequest("GetUser", UserIdRequest{1})).error == "SoSentryException");
    const std::string ticket = log_in(gateway, Version::v87);
    REQUIRE(!ticket.empty());

    // What she sees is what the administrator promotes.
    gateway.clock.advance(std::chrono::minutes(1));
    User promoted = *own.value<Box<User>>();
    promoted.role = role_with(1);
    const Reply saved = play(gateway, soap(Version::v88), admin, AnyRequest("SaveUser", UserRequest{promoted}));
    REQUIRE_MESSAGE(saved.response, saved.text(newest_version));
    CHECK(saved.value<Box<User>>()->role->id == 1);
    CHECK(play(gateway, soap(Version::v87), ticket, AnyRequest("GetUser", UserIdRequest{1})).error.empty());

    gateway.clock.advance(std::chrono::minutes(1));
    const Reply retired = play(gateway, webapi(), basic("ADM0", password_of("ADM0")),
                               AnyRequest("MakeRetired", MakeRetiredRequest{nina, true}));
    REQUIRE_MESSAGE(retired.response, retired.text(newest_version));

    CHECK(play(gateway, soap(Version::v87), ticket, AnyRequest("GetUser", UserIdRequest{nina})).error ==
          "SoSessionException");
    CHECK(play(gateway, webapi(), herself, AnyRequest("GetUser", UserIdRequest{nina})).error == "SoSessionException");
    CHECK(log_in(gateway, Version::v87).empty());

    tells(audit_trail(gateway), nina, {{"SaveUser", "soap11"}, {"SaveUser", "soap11"}, {"MakeRetired", "rest"}});
    bool told_log_in = false;
    bool told_denial = false;
    bool told_failure = false;
    for (const AuditEvent& event : gateway.audit.take()) {
        told_log_in = told_log_in || (event.kind == AuditKind::login && event.actor == "nina");
        told_denial =
            told_denial || (event.kind == AuditKind::denied && event.actor == "nina" && event.operation == "GetUser");
        told_failure = told_failure || (event.kind == AuditKind::login_failed && event.actor == "nina");
        for (const std::string& text : {event.actor, event.subject, event.detail})
            CHECK(text.find(good_password) == std::string::npos);
    }
    CHECK(told_log_in);
    CHECK(told_denial);
    CHECK(told_failure);
}

TEST_CASE("a name that nobody can have, for its length too, is not in the audit") {
    GatewayFixture gateway;
    gateway.audit.take();
    CHECK(gateway.ticket(repeated("w", 30'000), "quiet").empty());
    const std::vector<AuditEvent> events = gateway.audit.take();
    REQUIRE(events.size() == 1);
    CHECK(events.front().kind == AuditKind::login_failed);
    CHECK(events.front().actor == unrecorded_name);
}
