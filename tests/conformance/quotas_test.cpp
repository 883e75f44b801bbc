// What one may keep is bounded: up to the limit it is taken, one more is refused in every protocol, and nothing is changed then.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

FixtureSettings narrow() {
    FixtureSettings settings;
    settings.quotas.untrusted_credentials = 3;
    settings.quotas.service_accounts = 2;
    settings.quotas.external_tokens = 2;
    settings.quotas.roles = 10;  // 8 are there, with those of add_cast()
    settings.quotas.groups = 5;  // 3 are there
    settings.quotas.owner_contacts = 3;
    return settings;
}

Scenario limited(std::string name, std::vector<Step> steps) {
    return {std::move(name), std::move(steps), oldest_version, narrow()};
}

Expectation over(std::string field, std::string_view number, std::string_view what_to_do) {
    return [field = std::move(field), number, what_to_do](const Reply& reply) -> std::string {
        if (std::string complaint = invalid({field})(reply); !complaint.empty()) return complaint;
        for (const auto& [name, text] : reply.fields)
            if (text.find(number) != std::string::npos && text.find(what_to_do) != std::string::npos) return {};
        return "the text does not say the limit and what to do: " + reply.text(newest_version);
    };
}

Step keep(std::string_view caller, std::string_view type, std::string_view address, Expectation expected) {
    UntrustedCredentials made;
    made.public_value = address;
    made.secret_value = "mail-secret-9731";
    return step(caller, "SaveUntrustedCredentials", SaveUntrustedCredentialsRequest{type, std::move(made)},
                std::move(expected));
}

Step keep_for(std::string_view caller, std::int32_t id, std::string_view address, Expectation expected) {
    UntrustedCredentials made;
    made.public_value = address;
    made.secret_value = "mail-secret-9731";
    return step(caller, "SaveUntrustedCredentialsForAssociate",
                SaveUntrustedCredentialsForAssociateRequest{id, "Mail", std::move(made)}, std::move(expected));
}

std::vector<Scenario> untrusted_credentials() {
    const Expectation full = over("Credentials", "3", "Remove one first");
    const auto three = [](std::vector<Step> more) {
        std::vector<Step> steps{keep("tje0", "Mail", "a@example.com", is_done()),
                                keep("tje0", "Mail", "b@example.com", is_done()),
                                keep("tje0", "Chat", "c@example.com", is_done())};
        for (Step& each : more) steps.push_back(std::move(each));
        return limited("untrusted credentials", std::move(steps));
    };
    return {
        three({keep("tje0", "Mail", "d@example.com", full), keep("tje0", "Fax", "d@example.com", full)}),
        three({keep("tje0", "Mail", "a@example.com", is_done())}),
        three({step("tje0", "RemoveUntrustedCredentials", RemoveUntrustedCredentialsRequest{"Mail", "a@example.com"},
                    is_done()),
               keep("tje0", "Mail", "d@example.com", is_done()), keep("tje0", "Mail", "e@example.com", full)}),
        // Whose they are counts, not who saves them.
        three({keep_for("usr0", 2, "d@example.com", full), keep("usr0", "Mail", "d@example.com", is_done())}),
    };
}

std::vector<Scenario> service_accounts() {
    const auto save = [](std::string_view caller, std::string_view server, Expectation expected) {
        ServiceAuth made;
        made.server = server;
        return step(caller, "SaveServiceAuth", SaveServiceAuthRequest{std::move(made)}, std::move(expected));
    };
    const Expectation full = over("ServiceAuth", "2", "Remove one first");
    const auto change = step_from(
        "tje0", "SaveServiceAuth",
        [](const Replies& replies) {
            ServiceAuth changed = *replies.at(0).value<Box<ServiceAuth>>();
            changed.server = "other.example.com";
            return SaveServiceAuthRequest{std::move(changed)};
        },
        succeeds());
    return {limited("service accounts",
                    {save("tje0", "a.example.com", succeeds()), save("tje0", "b.example.com", succeeds()),
                     save("tje0", "c.example.com", full), change, save("usr0", "a.example.com", succeeds())})};
}

// Nobody can remove one, so the oldest goes.
std::vector<Scenario> tokens_of_a_provider() {
    TokenManagementInfo tokens;
    tokens.provider = "example";
    tokens.access_token = "access-token-5512";
    const auto save = step("tje0", "SaveExternalTokens", TokenManagementInfoRequest{tokens}, succeeds());
    const auto redeem = [](std::size_t saved, Expectation expected) {
        return step_from(
            "tje0", "GetExternalTokens",
            [saved](const Replies& replies) { return GetExternalTokensRequest{replies.at(saved).value<String>()}; },
            std::move(expected));
    };
    const auto are_there = gives<Box<TokenManagementInfo>>(
        [](const Box<TokenManagementInfo>& found) { return wrong(found.has_value(), "the record"); });
    return {limited("external tokens", {save, save, redeem(0, are_there), redeem(1, are_there), save,
                                        redeem(0, is_nil()), redeem(1, are_there), redeem(4, are_there)})};
}

std::vector<Scenario> of_the_installation() {
    const auto role = [](std::string_view name, Expectation expected) {
        RoleEntity made;
        made.name = name;
        made.role_type = RoleType::employee;
        return step("ADM0", "SaveRoleEntity", SaveRoleEntityRequest{std::move(made)}, std::move(expected));
    };
    const auto group = [](std::string_view name, Expectation expected) {
        UserGroup made;
        made.value = name;
        return step("ADM0", "SaveUserGroup", SaveUserGroupRequest{std::move(made)}, std::move(expected));
    };
    const auto contact = [](std::int32_t id, Expectation expected) {
        return step("ADM0", "AddOwnerContact", ContactIdRequest{id}, std::move(expected));
    };
    const auto drop = [](std::int32_t id) {
        return step("ADM0", "RemoveOwnerContact", ContactIdRequest{id}, is_done());
    };
    return {
        limited("roles",
                {role("A", succeeds()), role("B", succeeds()), role("C", over("Name", "10", "raise the limit"))}),
        limited("groups",
                {group("A", succeeds()), group("B", succeeds()), group("C", over("Value", "5", "raise the limit"))}),
        limited("owner contacts", {contact(70, is_done()), contact(71, is_done()), contact(72, is_done()),
                                   contact(73, over("ContactId", "3", "raise the limit")), contact(72, is_done()),
                                   drop(72), contact(73, is_done())}),
    };
}

}  // namespace

TEST_CASE("of what one may keep one more than the limit is refused, whoever saves it") {
    run(untrusted_credentials());
    run(service_accounts());
}

TEST_CASE("tokens of a provider beyond the limit end the oldest") { run(tokens_of_a_provider()); }

TEST_CASE("what there is once for all has a limit too") { run(of_the_installation()); }
