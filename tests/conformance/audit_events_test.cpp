// What is audited, as a golden list: log-ins that worked and failed, denials, changes of passwords, roles, rights and
// credentials, and whom the throttle begins to slow down.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/log/audit_log.hpp"
#include "support/page_browser.hpp"
#include "support/run_task.hpp"
#include "support/scenario.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string line_of(const AuditEvent& event) {
    return std::string(name_of(event.kind)) + ' ' + event.operation + " by " +
           (event.actor.empty() ? "nobody" : event.actor) + (event.subject.empty() ? "" : " of " + event.subject) +
           " over " + event.protocol + " from " + event.source + (event.detail.empty() ? "" : ": " + event.detail);
}

// As the service's housekeeping stores what was counted.
std::vector<AuditEvent> stored_events(GatewayFixture& gateway) {
    const std::vector<AuditEvent> counted = gateway.core().audit.take_counted();
    std::function<Result<void>(Rows&)> work = [&](Rows& rows) { return count_events(rows, counted); };
    REQUIRE(run_task(gateway.store().write(std::move(work))).has_value());
    AuditFilter all;
    all.limit = 0;
    auto events = run_task(read_rows(gateway.store(), [&](Rows& rows) { return rows.events(all); }));
    REQUIRE(events.has_value());
    return std::move(*events);
}

std::vector<std::string> lines_of(GatewayFixture& gateway) {
    std::vector<std::string> lines;
    for (const AuditEvent& event : stored_events(gateway)) lines.push_back(line_of(event));
    return lines;
}

// What follows an action that is played alone.
struct AuditedAction {
    std::string_view what;
    std::function<void(GatewayFixture&, const std::string& ticket)> action;  // the ticket is ADM0's
    std::vector<std::string> events;
};

void rest(GatewayFixture& gateway, const std::string& ticket, std::string_view operation, std::string_view body) {
    const HttpReply reply = gateway.rest(operation, "SoTicket " + ticket, body);
    CHECK_MESSAGE(reply.status < 300, reply.body);
}

AuditedAction audited_change(std::string_view what, std::string_view operation, std::string_view body,
                             std::vector<std::string> events) {
    const std::string head = "change " + std::string(operation) + " by ADM0 of ";
    for (std::string& event : events) {
        const std::size_t colon = event.find(':');
        event = head + event.substr(0, colon) + " over rest from 192.0.2.1" + event.substr(colon);
    }
    return {what, [=](GatewayFixture& gateway, const std::string& ticket) { rest(gateway, ticket, operation, body); },
            std::move(events)};
}

void fail_logins(GatewayFixture& gateway, std::string_view user, int times) {
    for (int i = 0; i < times; ++i) CHECK_FALSE(gateway.logs_in(user, "wrong"));
}

std::vector<AuditedAction> rows() {
    return {
        {"a log-in over SOAP",
         [](GatewayFixture& gateway, const std::string&) { CHECK_FALSE(gateway.ticket("TJE0", "Tje0").empty()); },
         {"login AuthenticateUsernamePassword by tje0 over soap11 from 192.0.2.1"}},
        {"a log-in with Basic",
         [](GatewayFixture& gateway, const std::string&) { CHECK(gateway.logs_in("tje0", "Tje0")); },
         {"login currentPrincipal by tje0 over rest from 192.0.2.1"}},
        {"a log-in at the account page",
         [](GatewayFixture& gateway, const std::string&) { CHECK(PageBrowser{gateway}.sign_in().status == 303); },
         {"login SignIn by tje0 over web from 192.0.2.1"}},
        {"a failed log-in over SOAP",
         [](GatewayFixture& gateway, const std::string&) { CHECK(gateway.ticket("Tje0", "wrong").empty()); },
         {"login-failed AuthenticateUsernamePassword by tje0 over soap11 from 192.0.2.1"}},
        {"a failed log-in of nobody",
         [](GatewayFixture& gateway, const std::string&) { CHECK_FALSE(gateway.logs_in("Nobody", "wrong")); },
         {"login-failed currentPrincipal by nobody over rest from 192.0.2.1"}},
        {"a denial",
         [](GatewayFixture& gateway, const std::string&) {
             const HttpReply reply =
                 gateway.rest("DeleteUser?userId=1", "SoTicket " + gateway.ticket("tje0", "Tje0"), "");
             CHECK(reply.status == 403);
         },
         {"login AuthenticateUsernamePassword by tje0 over soap11 from 192.0.2.1",
          "denied DeleteUser by tje0 over rest from 192.0.2.1"}},
        audited_change("a password set", "SetPassword", R"({"AssociateId":2,"Password":"quiet-lantern-41"})",
                       {"associate tje0: password changed"}),
        audited_change("a password generated", "SetGeneratedPassword", R"({"AssociateId":2})",
                       {"associate tje0: password changed"}),
        audited_change("one's own password", "ChangeOwnPassword",
                       R"({"OldPassword":"Adm0-demo-only","NewPassword":"quiet-lantern-41"})",
                       {"associate ADM0: password changed"}),
        audited_change("rights of a role", "SetFunctionalRights", R"({"RoleId":2,"FunctionalRightIds":[10]})",
                       {"role User level 1: functional rights: create-selection"}),
        audited_change("a data right of a role", "SetDataRight",
                       R"({"RoleId":2,"TableName":"contact","RelationToOwner":"MyOwn","DataRightValue":"R"})",
                       {"role User level 1: data right on contact/MyOwn set to 'R'"}),
        audited_change("another role for the members of one", "DeleteRole",
                       R"({"RoleIdToDelete":2,"ReplacingRoleId":11})",
                       {"role User level 1: deleted, 2 moved to role 11"}),
        audited_change("retired", "MakeRetired", R"({"AssociateId":2,"Retired":true})", {"associate tje0: retired"}),
        audited_change("a credential", "SaveCredential",
                       R"({"UserId":2,"Credential":{"Type":{"Type":"CRM5/PASSWORD"},"Value":"quiet-lantern-41"}})",
                       {"associate tje0: password changed"}),
        audited_change("a credential removed", "DeleteCredential", R"({"UserId":2,"CredentialType":"CRM5/PASSWORD"})",
                       {"associate tje0: credential CRM5/PASSWORD removed"}),
        {"an access token",
         [](GatewayFixture& gateway, const std::string& ticket) {
             rest(gateway, ticket, "GetAccessToken", R"({"AppToken":"","IncludeCsSession":false})");
         },
         {"login GetAccessToken by ADM0 over rest from 192.0.2.1: access token"}},
        {"an account that has to wait, and is turned away",
         [](GatewayFixture& gateway, const std::string&) { fail_logins(gateway, "tje0", 8); },
         {"login-failed currentPrincipal by tje0 over rest from 192.0.2.1",
          "throttled currentPrincipal by tje0 over rest from 192.0.2.1: too many failures: the account has to wait "
          "from this source"}},
        {"a wrong old password counts",
         [](GatewayFixture& gateway, const std::string& ticket) {
             for (int i = 0; i < 5; ++i)
                 rest(gateway, ticket, "ChangeOwnPassword", R"({"OldPassword":"x","NewPassword":"quiet-lantern-41"})");
         },
         {"throttled ChangeOwnPassword by adm0 over rest from 192.0.2.1: too many failures: the account has to wait "
          "from this source"}},
    };
}

}  // namespace

TEST_CASE("the golden list") {
    for (const AuditedAction& row : rows()) {
        INFO(row.what);
        GatewayFixture gateway;
        add_cast(gateway);
        const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
        const std::size_t before = stored_events(gateway).size();
        row.action(gateway, ticket);
        std::vector<std::string> lines = lines_of(gateway);
        lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(before));
        std::ranges::sort(lines);
        std::vector<std::string> wanted = row.events;
        std::ranges::sort(wanted);
        REQUIRE_MESSAGE(lines.size() == wanted.size(), (lines.empty() ? "nothing" : lines.front()));
        for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i] == wanted[i]);
    }
}

TEST_CASE("an account that fails and fails is one event each minute it begins, and one when it is stopped") {
    GatewayFixture gateway;
    for (int i = 0; i < 100; ++i) {
        fail_logins(gateway, "tje0", 1);
        gateway.clock.advance(std::chrono::minutes(16));
    }
    int began = 0;
    int stopped = 0;
    for (const AuditEvent& event : stored_events(gateway)) {
        if (event.kind != AuditKind::throttled) continue;
        CHECK(event.actor == "tje0");
        began += event.detail.find("has to wait") != std::string::npos;
        stopped += event.detail.find("is stopped") != std::string::npos;
    }
    CHECK(began == 1);
    CHECK(stopped == 1);
}

TEST_CASE("a flood of log-ins does not fill the table") {
    GatewayFixture gateway;
    for (int round = 0; round < 20; ++round)
        for (int name = 0; name < 100; ++name) (void)gateway.logs_in("name" + std::to_string(name % 10), "wrong");
    int of_sources = 0;
    int of_accounts = 0;
    int failed = 0;
    for (const AuditEvent& event : stored_events(gateway)) {
        if (event.kind == AuditKind::login_failed) ++failed;
        if (event.kind != AuditKind::throttled) continue;
        ++(event.actor.empty() ? of_sources : of_accounts);
        CHECK(event.source == "192.0.2.1");
    }
    // Two thousand attempts in one minute: a row a name, and one for the source that ends them.
    CHECK(of_sources == 1);
    CHECK(of_accounts == 10);
    CHECK(failed == 10);
}
