// What somebody may do follows their role with the next request, whatever they show: a ticket, Basic that was proven a
// moment ago, an access token, a web session; over every protocol.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenarios.hpp"
#include "support/page_browser.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Asks for what only administrators of users may have; whether tje0 got it.
using Ask = std::function<bool(GatewayFixture&)>;

struct Shown {
    std::string name;
    std::function<Ask(GatewayFixture&)> begin;
};

bool was_allowed(const HttpReply& reply) {
    CHECK((reply.status == 200 || reply.status == 403));
    return reply.status == 200;
}

Ask with_header(std::string value) {
    return [value = std::move(value)](GatewayFixture& gateway) {
        return was_allowed(gateway.rest("CreateDefaultUser", value, ""));
    };
}

std::vector<Shown> all_shown() {
    std::vector<Shown> all{
        {"Basic", [](GatewayFixture&) { return with_header(basic("tje0", "Tje0")); }},
        {"an access token",
         [](GatewayFixture& gateway) {
             const HttpReply token =
                 gateway.rest("GetAccessToken", basic("tje0", "Tje0"), R"({"AppToken":"","IncludeCsSession":false})");
             REQUIRE_MESSAGE(token.body.starts_with("\"8A:"), token.body);
             return with_header("Bearer " + token.body.substr(1, token.body.size() - 2));
         }},
        {"a web session",
         [](GatewayFixture& gateway) -> Ask {
             PageBrowser browser{gateway};
             REQUIRE(browser.sign_in().status == 303);
             const std::string session = browser.cookie("uag_session");
             const std::string token(xsrf_token_of(session).reveal());
             return [=](GatewayFixture& asked) {
                 return was_allowed(asked.send("POST", "/api/v1/Agents/User/CreateDefaultUser",
                                               {{"Cookie", "uag_session=" + session}, {"X-XSRF-TOKEN", token}}, ""));
             };
         }},
    };
    for (const Channel& channel : all_channels())
        all.push_back({"a ticket over " + channel.name, [channel](GatewayFixture& gateway) -> Ask {
                           const std::string ticket = gateway.ticket("tje0", "Tje0");
                           return [=](GatewayFixture& asked) {
                               const Reply reply = play(asked, channel, ticket, AnyRequest("CreateDefaultUser"));
                               CHECK((reply.error.empty() || reply.error == "SoSentryException"));
                               return reply.error.empty();
                           };
                       }});
    return all;
}

void done(const Reply& reply) { REQUIRE_MESSAGE(reply.error.empty(), reply.text(newest_version)); }

std::string administrator(GatewayFixture& gateway) { return gateway.ticket("ADM0", password_of("ADM0")); }

void give_role(GatewayFixture& gateway, std::int32_t role) {
    const std::string ticket = administrator(gateway);
    const Reply got = play(gateway, webapi(), ticket, AnyRequest("GetUser", UserIdRequest{2}));
    done(got);
    UserRequest request{got.value<Box<User>>()};
    request.user->role.emplace() = role_with(role);
    done(play(gateway, webapi(), ticket, AnyRequest("SaveUser", std::move(request))));
}

void give_rights(GatewayFixture& gateway, std::vector<std::int32_t> rights) {
    List<std::int32_t> ids;
    ids.presence = Presence::value;
    ids.items = std::move(rights);
    done(play(gateway, webapi(), administrator(gateway),
              AnyRequest("SetFunctionalRights", SetFunctionalRightsRequest{2, std::move(ids)})));
}

struct RoleChange {
    std::string_view name;
    std::function<void(GatewayFixture&)> give;
    std::function<void(GatewayFixture&)> take;
};

constexpr std::int32_t admin_users = 2;  // the right's id

}  // namespace

TEST_CASE("another role and other rights count from the next request on") {
    const std::vector<RoleChange> changes{
        {"the user gets another role", [](GatewayFixture& gateway) { give_role(gateway, 11); },
         [](GatewayFixture& gateway) { give_role(gateway, 2); }},
        {"the role gets another right", [](GatewayFixture& gateway) { give_rights(gateway, {admin_users}); },
         [](GatewayFixture& gateway) { give_rights(gateway, {}); }},
        {"the role is deleted, its members move",
         [](GatewayFixture& gateway) {
             done(play(gateway, webapi(), administrator(gateway), AnyRequest("DeleteRole", DeleteRoleRequest{2, 11})));
         },
         [](GatewayFixture& gateway) {
             done(play(gateway, webapi(), administrator(gateway), AnyRequest("DeleteRole", DeleteRoleRequest{11, 12})));
         }},
    };
    for (const Shown& shown : all_shown())
        for (const RoleChange& change : changes) {
            INFO(shown.name << ": " << change.name);
            GatewayFixture gateway;
            add_cast(gateway);
            const Ask may = shown.begin(gateway);
            CHECK_FALSE(may(gateway));
            change.give(gateway);
            CHECK(may(gateway));
            CHECK(may(gateway));
            change.take(gateway);
            CHECK_FALSE(may(gateway));
        }
}
