// Secrets that must be read back: untrusted credentials and service accounts. They go to their owner and to
// system associates, and lie sealed in the database.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::string_view secret = "mail-secret-9731";

using Kept = List<Box<UntrustedCredentials>>;

UntrustedCredentials account(std::string_view address, std::string_view secret_value) {
    UntrustedCredentials made;
    made.public_value = address;
    made.secret_value = secret_value;
    made.comment = "A mail account";
    made.is_active = true;
    made.valid_from = *parse_datetime("2026-01-01T00:00:00");
    made.valid_to = *parse_datetime("2027-01-01T00:00:00");
    return made;
}

Expectation gives_accounts(std::vector<std::pair<std::string_view, std::string_view>> wanted) {
    return gives<Kept>([wanted](const Kept& kept) -> std::string {
        if (kept.items.size() != wanted.size()) return "the number of accounts is wrong";
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const UntrustedCredentials& one = *kept.items[i];
            const std::string complaint =
                first_of({wrong(one.public_value.text == wanted[i].first, "PublicValue"),
                          wrong(one.secret_value.text == wanted[i].second, "SecretValue"),
                          wrong(one.comment.text == "A mail account" && one.is_active, "Comment or IsActive"),
                          wrong(format(one.valid_from).starts_with("2026-01-01T00:00:00") &&
                                    format(one.valid_to).starts_with("2027-01-01T00:00:00"),
                                "ValidFrom or ValidTo")});
            if (!complaint.empty()) return complaint;
        }
        return {};
    });
}

void is_sealed(GatewayFixture& gateway) { CHECK_FALSE(gateway.is_on_disk(secret)); }

Step save_own(std::string_view caller, UntrustedCredentials credentials, Expectation expected) {
    return then(step(caller, "SaveUntrustedCredentials",
                     SaveUntrustedCredentialsRequest{"Mail", std::move(credentials)}, std::move(expected)),
                is_sealed);
}
Step own(std::string_view caller, std::string_view type, Expectation expected) {
    return step(caller, "GetUntrustedCredentials", GetUntrustedCredentialsRequest{type}, std::move(expected));
}
Step of_associate(std::string_view caller, std::int32_t id, Expectation expected) {
    return step(caller, "GetUntrustedCredentialsForAssociate", GetUntrustedCredentialsForAssociateRequest{id, "Mail"},
                std::move(expected));
}
Step save_for(std::string_view caller, std::int32_t id, Box<UntrustedCredentials> credentials, Expectation expected) {
    return step(caller, "SaveUntrustedCredentialsForAssociate",
                SaveUntrustedCredentialsForAssociateRequest{id, "Mail", std::move(credentials)}, std::move(expected));
}
Step remove_own(std::string_view caller, std::string_view address, Expectation expected) {
    return step(caller, "RemoveUntrustedCredentials", RemoveUntrustedCredentialsRequest{"Mail", address},
                std::move(expected));
}
Step remove_for(std::string_view caller, std::int32_t id, std::string_view address, Expectation expected) {
    return step(caller, "RemoveUntrustedCredentialsForAssociate",
                RemoveUntrustedCredentialsForAssociateRequest{id, "Mail", address}, std::move(expected));
}

std::vector<Scenario> untrusted() {
    UntrustedCredentials reversed = account("a@example.com", secret);
    std::swap(reversed.valid_from, reversed.valid_to);
    const auto mine = account("a@example.com", secret);
    return {
        {"made and not saved",
         {step("tje0", "CreateDefaultUntrustedCredentials",
               gives<Box<UntrustedCredentials>>([](const Box<UntrustedCredentials>& made) {
                   return wrong(made.has_value() && made->secret_value.blank(), "the default");
               })),
          own("tje0", "Mail", is_empty()), step("", "CreateDefaultUntrustedCredentials", nobody())}},
        {"kept for their owner",
         {save_own("tje0", mine, is_done()), own("tje0", "Mail", gives_accounts({{"a@example.com", secret}})),
          own("tje0", "Fax", is_empty()), own("ADM0", "Mail", is_empty())}},
        {"several, and one replaced",
         {save_own("tje0", account("b@example.com", "other"), is_done()), save_own("tje0", mine, is_done()),
          save_own("tje0", account("b@example.com", "another"), is_done()),
          own("tje0", "Mail", gives_accounts({{"a@example.com", secret}, {"b@example.com", "another"}}))}},
        {"an administrator sees no secret, the system does",
         {save_own("tje0", mine, is_done()), of_associate("ADM0", 2, gives_accounts({{"a@example.com", ""}})),
          of_associate("usr0", 2, gives_accounts({{"a@example.com", ""}})),
          of_associate("SYS0", 2, gives_accounts({{"a@example.com", secret}}))}},
        {"saved for another",
         {save_for("usr0", 2, mine, is_done()), own("tje0", "Mail", gives_accounts({{"a@example.com", secret}})),
          of_associate("usr0", 2, gives_accounts({{"a@example.com", ""}}))}},
        {"removed",
         {save_own("tje0", mine, is_done()), remove_own("tje0", "a@example.com", is_done()),
          own("tje0", "Mail", is_empty()), remove_own("tje0", "a@example.com", not_found())}},
        {"removed for another",
         {save_own("tje0", mine, is_done()), remove_for("usr0", 2, "a@example.com", is_done()),
          own("tje0", "Mail", is_empty()), remove_for("usr0", 2, "a@example.com", not_found())}},
        {"one's own are not another's",
         {save_own("tje0", mine, is_done()), remove_own("ADM0", "a@example.com", not_found()),
          own("tje0", "Mail", gives_accounts({{"a@example.com", secret}}))}},
        {"of nobody",
         {of_associate("ADM0", nobody_id, is_empty()), save_for("ADM0", nobody_id, mine, not_found()),
          remove_for("ADM0", nobody_id, "a@example.com", not_found())}},
        {"what must not be saved",
         {step("tje0", "SaveUntrustedCredentials", SaveUntrustedCredentialsRequest{"Mail", {}}, bad_argument()),
          step("tje0", "SaveUntrustedCredentials", SaveUntrustedCredentialsRequest{"", mine}, refused()),
          save_own("tje0", account("", secret), refused()),
          save_own("tje0", account(repeated("x", 300), secret), refused()), save_own("tje0", reversed, refused()),
          save_for("ADM0", 2, {}, bad_argument())}},
        {"others', denied",
         {of_associate("tje0", 1, denied()), of_associate("tje0", 2, denied()), save_for("tje0", 1, mine, denied()),
          remove_for("tje0", 1, "a@example.com", denied())}},
        {"nobody asks",
         {own("", "Mail", nobody()), save_own("", mine, nobody()), remove_own("", "a@example.com", nobody()),
          of_associate("", 2, nobody()), save_for("", 2, mine, nobody()),
          remove_for("", 2, "a@example.com", nobody())}},
    };
}

ServiceAuth service(std::int32_t id, std::string_view server, std::string_view password, std::int32_t port = 993) {
    ServiceAuth made;
    made.service_auth_id = id;
    made.server = server;
    made.port = port;
    made.auth_type = "Basic";
    made.username = "robot";
    made.password = password;
    return made;
}

Expectation gives_service(std::string_view server, std::string_view password) {
    return gives<Box<ServiceAuth>>([=](const Box<ServiceAuth>& found) -> std::string {
        if (!found.has_value()) return "there is no service account";
        return first_of(
            {wrong(found->service_auth_id > 0, "ServiceAuthId"), wrong(found->server.text == server, "Server"),
             wrong(found->port == 993 && found->auth_type.text == "Basic" && found->username.text == "robot",
                   "the rest"),
             wrong(found->password.text == password, "Password")});
    });
}

Step save_service(std::string_view caller, Box<ServiceAuth> changed, Expectation expected) {
    return then(step(caller, "SaveServiceAuth", SaveServiceAuthRequest{std::move(changed)}, std::move(expected)),
                is_sealed);
}

Step get_first(std::string_view caller, Expectation expected) {
    return step_from(
        caller, "GetServiceAuth",
        [](const Replies& r) { return ServiceAuthIdRequest{r[0].value<Box<ServiceAuth>>()->service_auth_id}; },
        std::move(expected));
}

std::vector<Scenario> services() {
    const auto saved = save_service("ADM0", service(0, "mail.example.com", secret), succeeds());
    const auto changed = [](const Replies& r) {
        return SaveServiceAuthRequest{
            service(r[0].value<Box<ServiceAuth>>()->service_auth_id, "imap.example.com", "another")};
    };
    const auto removed = [](const Replies& r) {
        return ServiceAuthIdRequest{r[0].value<Box<ServiceAuth>>()->service_auth_id};
    };
    return {
        {"a service account that is not saved",
         {step("tje0", "CreateDefaultServiceAuth", gives<Box<ServiceAuth>>([](const Box<ServiceAuth>& made) {
                   return wrong(made.has_value() && made->service_auth_id == 0 && made->password.blank(),
                                "the default");
               })),
          step("", "CreateDefaultServiceAuth", nobody())}},
        {"its password goes to its owner and the system",
         {saved, get_first("ADM0", gives_service("mail.example.com", secret)),
          get_first("SYS0", gives_service("mail.example.com", secret)),
          get_first("usr0", gives_service("mail.example.com", ""))}},
        {"changed by its owner",
         {saved, step_from("ADM0", "SaveServiceAuth", changed, succeeds()),
          get_first("ADM0", gives_service("imap.example.com", "another"))}},
        {"deleted by its owner",
         {saved, step_from("ADM0", "DeleteServiceAuth", removed, is_done()), get_first("ADM0", is_nil()),
          step_from("ADM0", "DeleteServiceAuth", removed, not_found())}},
        {"a service account that is none",
         {step("tje0", "GetServiceAuth", ServiceAuthIdRequest{nobody_id}, is_nil()),
          step("tje0", "GetServiceAuth", ServiceAuthIdRequest{0}, is_nil()),
          step("ADM0", "DeleteServiceAuth", ServiceAuthIdRequest{nobody_id}, not_found()),
          save_service("ADM0", service(nobody_id, "x", "y"), not_found())}},
        {"what must not be saved",
         {save_service("ADM0", {}, bad_argument()),
          save_service("ADM0", service(0, "x", "y", 70'000), fails({"SoValidationException"})),
          save_service("ADM0", service(0, "x", "y", -1), fails({"SoValidationException"})),
          save_service("ADM0", service(0, repeated("x", 300), "y"), fails({"SoValidationException"}))}},
        {"nobody asks",
         {step("", "GetServiceAuth", ServiceAuthIdRequest{1}, nobody()),
          step("", "DeleteServiceAuth", ServiceAuthIdRequest{1}, nobody()),
          save_service("", service(0, "x", "y"), nobody())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_sealed_credentials() {
    std::vector<Scenario> all = untrusted();
    for (Scenario& scenario : services()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("untrusted credentials and service accounts") { run(scenarios_of_sealed_credentials()); }
