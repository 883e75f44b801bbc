// ResolveUserFromInfo: found by credential, e-mail, phone or name within the contact, else made.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

using Info = ResolveUserFromInfoRequest;

Info info(std::int32_t contact, std::string_view name, std::vector<String> phones, std::vector<String> emails) {
    Info made;
    made.contact_id = contact;
    made.person_name = name;
    made.phone_numbers = List<String>(std::move(phones));
    made.emails = List<String>(std::move(emails));
    made.user_type = UserType::external_associate;
    return made;
}

template <class Look> Expectation resolves(Look look) {
    return gives<Box<ResolvedUser>>([look](const Box<ResolvedUser>& found) -> std::string {
        if (!found.has_value() || !found->user.has_value()) return "nobody was found or made";
        return look(*found);
    });
}

Expectation finds(std::int32_t associate) {
    return resolves([associate](const ResolvedUser& found) {
        return first_of({wrong(found.user->associate_id == associate, "AssociateId"),
                         wrong(!found.person_created, "PersonCreated")});
    });
}

FixtureSettings with_badge() {
    LinkedCredentialType type;
    type.type = "Badge";
    type.display_type = "Badge number";
    type.headings = {"Floor"};
    type.groups = {{"third", "Third floor"}};
    type.users = {{"b-17", "Badge 17", {"3"}, {"third"}, true}};
    FixtureSettings settings;
    settings.credential_types = {type};
    return settings;
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_resolving_users() {
    Info by_badge = info(1, "Somebody Else", {}, {});
    by_badge.credential = credential_of("Badge", "B-17");
    const auto phone = then(step("ADM0", "GetUser", UserIdRequest{2}, succeeds()), [](GatewayFixture& gateway) {
        gateway.sql(
            "UPDATE person SET direct_phone = '+47 22 51 81 00' WHERE id = 2;"
            "INSERT INTO person_phone (digits, person_id) VALUES ('4722518100', 2)");
    });
    const auto made = resolves([](const ResolvedUser& found) {
        return first_of(
            {wrong(found.person_created, "PersonCreated"), wrong(found.user->associate_id > 0, "AssociateId"),
             wrong(found.user->type == UserType::external_associate, "Type"),
             wrong(found.user->person.has_value() && found.user->person->contact_id == 9, "Person.ContactId"),
             wrong(found.user->person->lastname.text == "Newton", "Person.Lastname")});
    });
    return {
        {"by e-mail",
         {step("ADM0", "ResolveUserFromInfo", info(1, "", {}, {"TJE0@Example.com"}), finds(2)),
          step("usr0", "ResolveUserFromInfo", info(1, "", {}, {"none@example.com", "tje0@example.com"}), finds(2))}},
        {"by name", {step("ADM0", "ResolveUserFromInfo", info(1, "tina j. employee", {}, {}), finds(2))}},
        {"by phone", {phone, step("ADM0", "ResolveUserFromInfo", info(1, "", {"+47 22518100"}, {}), finds(2))}},
        {"e-mail goes before name",
         {step("ADM0", "ResolveUserFromInfo", info(1, "Ada Admin", {}, {"tje0@example.com"}), finds(2))}},
        {"by credential",
         {step("ADM0", "SaveCredential", SaveCredentialRequest{2, credential_of("Badge", "b-17")}, is("true")),
          step("ADM0", "ResolveUserFromInfo", by_badge, finds(2))},
         oldest_version,
         with_badge()},
        {"a person without a user gets one",
         {step("ADM0", "ResolveUserFromInfo", info(2, "", {}, {"paul@example.com"}),
               resolves([](const ResolvedUser& found) {
                   return first_of({wrong(!found.person_created, "PersonCreated"),
                                    wrong(found.user->associate_id > 0, "AssociateId"),
                                    wrong(found.user->person->person_id == 50, "Person")});
               }))}},
        {"nobody is found, so somebody is made",
         {step("ADM0", "ResolveUserFromInfo", info(9, "Isaac Newton", {"12345678"}, {"isaac@example.com"}), made),
          // And is found by each of these from now on.
          step("ADM0", "ResolveUserFromInfo", info(9, "", {}, {"isaac@example.com"}),
               resolves([](const ResolvedUser& found) { return wrong(!found.person_created, "PersonCreated"); })),
          step("ADM0", "ResolveUserFromInfo", info(9, "", {"1234 5678"}, {}),
               resolves([](const ResolvedUser& found) { return wrong(!found.person_created, "PersonCreated"); }))}},
        {"denied",
         {step("tje0", "ResolveUserFromInfo", info(1, "", {}, {"tje0@example.com"}), denied()),
          step("", "ResolveUserFromInfo", info(1, "", {}, {"tje0@example.com"}), nobody())}},
        {"nothing to go by",
         {step("ADM0", "ResolveUserFromInfo", info(1, " ", {}, {}), refused()),
          step("ADM0", "ResolveUserFromInfo", info(1, repeated("x", 600), {}, {}), refused())}},
    };
}

TEST_CASE("users found from what is known of them") { run(scenarios_of_resolving_users()); }
