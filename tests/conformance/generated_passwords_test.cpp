// A generated password: strong, to be changed, shown once and nowhere else, and good for as long as the setting says.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/kept_mails.hpp"
#include "support/page_browser.hpp"
#include "support/scenario.hpp"

using namespace uag;
using namespace uag::test;
using namespace std::chrono_literals;

namespace {

struct Way {
    std::string_view operation;
    std::string_view whom;
    AnyRequest request;
};

std::vector<Way> ways() {
    return {
        {"by id", "tje0", AnyRequest("SetGeneratedPassword", AssociateIdRequest{2})},
        {"by name", "tje0", AnyRequest("SetGeneratedPasswordFromName", AssociateNameRequest{String("tje0")})},
        {"external", "ext0", AnyRequest("GenerateNewPasswordForExternalUser", AssociateNameRequest{String("ext0")})}};
}

FixtureSettings with_life(std::chrono::hours life) {
    FixtureSettings settings;
    settings.policy.generated_life = life;
    return settings;
}

std::string generate(GatewayFixture& gateway, const Channel& channel, const Way& way) {
    const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
    const Reply reply = play(gateway, channel, ticket, way.request);
    REQUIRE_MESSAGE(reply.error.empty(), reply.text(newest_version));
    return reply.value<String>().text;
}

}  // namespace

TEST_CASE("as often as it is asked for, over every protocol: another one, of a hundred bits") {
    constexpr std::string_view readable = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::vector<std::string> seen;
    for (const Channel& channel : all_channels()) {
        GatewayFixture gateway;
        for (const Way& way : ways()) {
            INFO(way.operation << " over " << channel.name);
            const std::string password = generate(gateway, channel, way);
            CHECK(password.find_first_not_of(readable) == std::string::npos);
            CHECK(static_cast<double>(password.size()) * std::log2(static_cast<double>(readable.size())) >= 100);
        }
    }
    // One generator goes on: a thousand passwords, none twice, and each place takes every character.
    GatewayFixture gateway;
    const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
    std::vector<std::set<char>> at(20);
    for (int i = 0; i < 1000; ++i) {
        const Reply reply = play(gateway, webapi(), ticket, ways().front().request);
        seen.push_back(reply.value<String>().text);
        REQUIRE(seen.back().size() == at.size());
        for (std::size_t place = 0; place < at.size(); ++place) at[place].insert(seen.back()[place]);
    }
    std::ranges::sort(seen);
    CHECK(std::ranges::adjacent_find(seen) == seen.end());
    for (const std::set<char>& characters : at) CHECK(characters.size() == readable.size());
}

TEST_CASE("it has to be changed, and is in the answer and nowhere else") {
    for (const Channel& channel : all_channels())
        for (const Way& way : ways()) {
            INFO(way.operation << " over " << channel.name);
            KeptMails mailer;
            GatewayFixture gateway(FixtureSettings{.mailer = &mailer});
            const std::string password = generate(gateway, channel, way);
            CHECK(gateway.logs_in(way.whom, password));
            CHECK(gateway.dump().find("|1|0|9223372036854775807|") != std::string::npos);  // must_change
            CHECK_FALSE(gateway.is_on_disk(password));
            CHECK(mailer.mails.empty());
            for (const AuditEvent& event : gateway.audit.take())
                CHECK((event.detail + event.subject + event.actor).find(password) == std::string::npos);
            // Nobody is shown it again: the user's carrier has no value of a credential.
            const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
            const Reply user = play(gateway, channel, ticket, AnyRequest("GetUser", UserIdRequest{2}));
            CHECK(user.text(newest_version).find(password) == std::string::npos);
        }
}

TEST_CASE("it logs in for so many hours, and takes its sessions with it") {
    for (const Channel& channel : all_channels())
        for (const Way& way : ways()) {
            INFO(way.operation << " over " << channel.name);
            GatewayFixture gateway(with_life(2h));
            const std::string password = generate(gateway, channel, way);
            const std::string ticket = gateway.ticket(way.whom, password);
            const AnyRequest question("GetAllUserGroups");
            gateway.clock.advance(2h - 1s);
            CHECK(gateway.logs_in(way.whom, password));
            CHECK(play(gateway, channel, ticket, question).error.empty());
            gateway.clock.advance(1s);
            CHECK_FALSE(gateway.logs_in(way.whom, password));  // though Basic has just proven it
            CHECK(gateway.ticket(way.whom, password).empty());
            CHECK(play(gateway, channel, ticket, question).error == "SoSessionException");
            CHECK(PageBrowser{gateway}.sign_in(way.whom, password).status != 303);
        }
}

TEST_CASE("a password that somebody chose does not expire, nor one that is generated by default") {
    struct Row {
        std::string_view what;
        std::chrono::hours life;
        std::function<std::string(GatewayFixture&, const std::string&)> then;  // the password from then on
    };
    const std::vector<Row> rows{
        {"no limit is set", 0h, [](GatewayFixture&, const std::string& generated) { return generated; }},
        {"the user changed it", 2h,
         [](GatewayFixture& gateway, const std::string& generated) {
             const HttpReply reply =
                 gateway.rest("ChangeOwnPassword", basic("tje0", generated),
                              R"({"OldPassword":")" + generated + R"(","NewPassword":"quiet-lantern-41"})");
             CHECK(reply.body == "true");
             return std::string("quiet-lantern-41");
         }},
        {"an administrator set one after it had expired", 2h,
         [](GatewayFixture& gateway, const std::string&) {
             gateway.clock.advance(3h);
             const std::string administrator = basic("ADM0", password_of("ADM0"));
             CHECK(gateway.rest("SetPassword", administrator, R"({"AssociateId":2,"Password":"quiet-lantern-41"})")
                       .body == "true");
             return std::string("quiet-lantern-41");
         }},
        {"an administrator saved one with the user", 2h,
         [](GatewayFixture& gateway, const std::string&) {
             const std::string administrator = basic("ADM0", password_of("ADM0"));
             const HttpReply reply = gateway.rest(
                 "SaveCredential", administrator,
                 R"({"UserId":2,"Credential":{"Type":{"Type":"CRM5/PASSWORD"},"Value":"quiet-lantern-41"}})");
             CHECK_MESSAGE(reply.status < 300, reply.body);
             return std::string("quiet-lantern-41");
         }},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        GatewayFixture gateway(with_life(row.life));
        const std::string generated = generate(gateway, webapi(), ways().front());
        const std::string now = row.then(gateway, generated);
        gateway.clock.advance(std::chrono::hours(24 * 400));
        CHECK(gateway.logs_in("tje0", now));
    }
}
