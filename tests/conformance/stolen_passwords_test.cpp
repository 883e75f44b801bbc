// A password of the list that `policy.breached_file` names is refused wherever one is chosen, with the reason in the
// caller's language; if the list cannot be read, nobody's password is changed.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Strong enough for every other rule.
constexpr std::string_view stolen = "marble-otter-77-canal";

class OneStolen final : public BreachedPasswords {
public:
    Task<Result<bool>> contains(Secret password) override {
        ++asked;
        if (broken) co_return fail(errc::storage, "The list of stolen passwords cannot be read.");
        co_return password.reveal() == stolen;
    }
    int asked = 0;
    bool broken = false;
};

constexpr std::string_view reason =
    "This password is on a list of passwords that were stolen somewhere, so others try it. Choose one that you use "
    "nowhere else.";

PasswordCandidateRequest candidate(std::string_view password) {
    return {2, UserType::internal_associate, 2, String(password)};
}

Expectation refused_for(std::string_view why) {
    return [why](const Reply& reply) -> std::string {
        if (reply.error != "SoInvalidPasswordException") return reply.text(newest_version);
        return wrong(reply.message == why, "the reason " + reply.message);
    };
}

std::vector<Scenario> stolen_scenarios(BreachedPasswords* list) {
    FixtureSettings settings;
    settings.breached = list;
    const auto judged = [](bool valid, std::string_view why) {
        return gives<Box<UserValidationResult>>([=](const Box<UserValidationResult>& result) {
            return first_of({wrong(result->result == valid, "Result"), wrong(result->reason.text == why, "Reason")});
        });
    };
    std::vector<Scenario> all{
        {"judged",
         {step("tje0", "IsPasswordValid", candidate(stolen), is("false")),
          step("tje0", "IsPasswordValid", candidate(good_password), is("true")),
          step("tje0", "IsPasswordValidWithReason", candidate(stolen), judged(false, reason)),
          step("tje0", "IsPasswordValidWithReason", candidate(good_password), judged(true, ""))}},
        {"one's own",
         {step("tje0", "ChangeOwnPassword", ChangeOwnPasswordRequest{String("Tje0"), String(stolen)},
               refused_for(reason))}},
        {"another's",
         {step("ADM0", "SetPassword", SetPasswordRequest{2, String(stolen)}, refused_for(reason)),
          step("ADM0", "SetPassword", SetPasswordRequest{2, String(good_password)}, is("true"))}},
        {"a credential",
         {step("ADM0", "SaveCredential", SaveCredentialRequest{2, credential_of("CRM5/PASSWORD", stolen)},
               refused_for(reason))}},
    };
    for (Scenario& scenario : all) scenario.settings = settings;
    return all;
}

}  // namespace

TEST_CASE("a stolen password is refused wherever one is chosen") {
    OneStolen list;
    run(stolen_scenarios(&list));
    CHECK(list.asked > 0);
}

TEST_CASE("the reason comes in every language, over both protocols") {
    OneStolen list;
    FixtureSettings settings;
    settings.breached = &list;
    GatewayFixture gateway(settings);
    const std::string ticket = gateway.ticket("tje0", "Tje0");
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> languages{
        {{"en", "This password is on a list"},
         {"nb", "Dette passordet står på en liste"},
         {"sv", "Det här lösenordet finns på en lista"},
         {"da", "Denne adgangskode står på en liste"},
         {"de", "Dieses Kennwort steht auf einer Liste"},
         {"nl", "Dit wachtwoord staat op een lijst"},
         {"fr", "Ce mot de passe figure sur une liste"}}};
    for (const auto& [language, words] : languages) {
        INFO(language);
        const std::string asked(language);
        const HttpReply rest = gateway.send(
            "POST", "/api/v1/Agents/User/IsPasswordValidWithReason",
            {{"Authorization", "SoTicket " + ticket}, {"Content-Type", "application/json"}, {"SO-Language", asked}},
            R"({"AssociateId":2,"Type":"InternalAssociate","PersonId":2,"Password":")" + std::string(stolen) + "\"}");
        CHECK_MESSAGE(rest.body.find(words) != std::string::npos, rest.body);
        const HttpReply soap = gateway.send(
            "POST", "/Remote/Services88/User.svc",
            {{"Content-Type", "text/xml; charset=utf-8"}, {"Accept-Language", asked}},
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
            "xmlns:n=\"http://www.superoffice.net/ws/crm/NetServer/Services88\"><s:Header><n:Credentials><n:Ticket>" +
                ticket + "</n:Ticket></n:Credentials></s:Header><s:Body><n:IsPasswordValidWithReason><n:AssociateId>2" +
                "</n:AssociateId><n:Type>InternalAssociate</n:Type><n:PersonId>2</n:PersonId><n:Password>" +
                std::string(stolen) + "</n:Password></n:IsPasswordValidWithReason></s:Body></s:Envelope>");
        CHECK_MESSAGE(soap.body.find(words) != std::string::npos, soap.body);
    }
}

TEST_CASE("a list that cannot be read changes nothing, and a generated password needs none") {
    OneStolen list;
    list.broken = true;
    FixtureSettings settings;
    settings.breached = &list;
    GatewayFixture gateway(settings);
    const std::string administrator = basic("ADM0", password_of("ADM0"));
    const HttpReply reply =
        gateway.rest("SetPassword", administrator, R"({"AssociateId":2,"Password":"quiet-lantern-41"})");
    CHECK(reply.status == 503);
    CHECK(gateway.logs_in("tje0", "Tje0"));
    list.broken = false;
    const int asked = list.asked;
    CHECK(gateway
              .rest("IsPasswordValid", administrator,
                    R"({"AssociateId":2,"Type":"InternalAssociate","PersonId":2,"Password":"short"})")
              .body == "false");
    CHECK(list.asked == asked);  // what another rule refuses is not looked for
}
