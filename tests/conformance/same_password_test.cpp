// Provisioning scripts set the password that is set already, every night: that is true and changes nothing but the audit.
// Only who proves their own old password is told that the new one must differ.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

const String her_password{std::string("Tje0")};  // older than the policy, which would not take it

std::vector<AnyRequest> same_again(GatewayFixture& gateway, std::string_view ticket) {
    const Reply got = play(gateway, webapi(), ticket, AnyRequest("GetUser", UserIdRequest{2}));
    REQUIRE(got.error.empty());
    User user = *got.value<Box<User>>();
    user.credentials.items = {credential_of(password_type_name, her_password.text)};
    return {
        {"SetPassword", SetPasswordRequest{2, her_password}},
        {"SetPasswordFromName", SetPasswordFromNameRequest{String("TJE0"), her_password}},
        {"ChangePassword", ChangePasswordRequest{2, String(""), her_password}},
        {"ChangePassword", ChangePasswordRequest{2, her_password, her_password}},
        {"ChangePasswordFromName", ChangePasswordFromNameRequest{String("tje0"), String(""), her_password}},
        {"SaveCredential", SaveCredentialRequest{2, credential_of(password_type_name, her_password.text)}},
        {"SaveUser", UserRequest{std::move(user)}},
    };
}

// Without the audit, and without what every saved user is stamped with.
std::string state_but_audit(GatewayFixture& gateway) {
    gateway.sql("DELETE FROM audit_event; UPDATE associate SET updated = 0, updated_by = 0");
    return gateway.dump();
}

}  // namespace

TEST_CASE("the password that is set already is set again: true, and nothing changes") {
    for (const Channel& channel : all_channels()) {
        GatewayFixture gateway;
        add_cast(gateway);
        const std::string admin = gateway.ticket("ADM0", password_of("ADM0"));
        const std::string hers = gateway.ticket("tje0", "Tje0");
        const std::string before = state_but_audit(gateway);
        for (const AnyRequest& request : same_again(gateway, admin)) {
            if (!channel.has(request.operation())) continue;
            INFO(request.operation().name << " over " << channel.name);
            (void)gateway.audit.take();
            const Reply reply = play(gateway, channel, admin, request);
            REQUIRE_MESSAGE(reply.error.empty(), reply.text(newest_version));
            if (request.operation().name != "SaveUser") CHECK(reply.text(newest_version) == "true");
            CHECK(gateway.audit.take().size() == 1);
            CHECK(state_but_audit(gateway) == before);
            // Her session goes on.
            CHECK(play(gateway, webapi(), hers, AnyRequest("GetUser", UserIdRequest{2})).error.empty());
        }
        const Reply own = play(gateway, channel, hers,
                               AnyRequest("ChangeOwnPassword", ChangeOwnPasswordRequest{her_password, her_password}));
        CHECK(own.error == "SoInvalidPasswordException");
    }
}
