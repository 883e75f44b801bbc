// An e-mail address logs somebody in, so nobody else is called so: not by a name, and not the other way round.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// Of tje0 and of old0, who is retired.
constexpr std::string_view her_mail = "TJE0@Example.com";
constexpr std::string_view retired_mail = "old0@example.com";

UserRequest named(std::string_view name, std::string_view user_name, std::string_view email = "new0@example.com") {
    User user = employee(name);
    user.user_name = user_name;
    user.person->email = email;
    return {std::move(user)};
}

Step is_free(std::int32_t associate, std::string_view name, bool expected) {
    return step("tje0", "IsUserNameValid",
                UserNameCandidateRequest{associate, UserType::internal_associate, 0, String(std::string(name))},
                is(expected ? "true" : "false"));
}

Step wished(std::string_view name, std::int32_t associate, std::string_view expected) {
    return step("ADM0", "GetValidUserName",
                UserNameCandidateRequest{associate, UserType::internal_associate, 0, String(std::string(name))},
                is("\"" + std::string(expected) + "\""));
}

std::vector<Scenario> mail_name_scenarios() {
    using Create = CreateExternalUserRequest;
    const auto her = [](const Replies& replies) { return user_from(replies, 0); };
    return {
        {"nobody is called by another's address",
         {step("ADM0", "SaveUser", named(her_mail, ""), invalid({"Name"})),
          step("ADM0", "SaveUser", named(retired_mail, ""), invalid({"Name"})),
          step("ADM0", "SaveUserFromName",
               SaveUserFromNameRequest{String(std::string(her_mail)), named("new0", "").user}, invalid({"Name"})),
          step("ADM0", "CreateExternalUser", Create{50, String(std::string(her_mail)), String(""), 3, true},
               refused())}},
        {"nor is that a user name",
         {step("ADM0", "SaveUser", named("new0", her_mail), invalid({"UserName"}))},
         Version::v86},
        {"one's own address is one's own",
         {step("tje0", "GetUser", UserIdRequest{2}, succeeds()),
          step_from(
              "ADM0", "SaveUser",
              [=](const Replies& replies) {
                  User user = her(replies);
                  user.user_name = her_mail;
                  return UserRequest{std::move(user)};
              },
              succeeds()),
          is_free(2, her_mail, true)},
         Version::v86},
        {"names are asked for",
         {is_free(0, her_mail, false), is_free(1, her_mail, false), is_free(2, her_mail, true),
          is_free(0, "free@example.com", true), wished("tje0@example.com", 0, "tje0@example.com2"),
          wished("tje0@example.com", 2, "tje0@example.com")}},
        {"nobody's address is another's name",
         {step("ADM0", "SaveUser", named("new0", "", "TINA.employee"), invalid({"Person"})),
          step("ADM0", "SaveUser", named("new0", "", "adm0"), invalid({"Person"}))}},
        {"an address that somebody has may be a second one's: then it logs nobody in",
         {then(step("ADM0", "SaveUser", named("new0", "", her_mail), succeeds()),
               [](GatewayFixture& gateway) { CHECK_FALSE(gateway.logs_in(her_mail, password_of("tje0"))); })}},
    };
}

}  // namespace

TEST_CASE("names and e-mail addresses are one set of log-in names") { run(mail_name_scenarios()); }

TEST_CASE("what an old database has of both stays as it is, and the name goes before the address") {
    GatewayFixture gateway;
    add_cast(gateway);
    gateway.sql(
        "UPDATE associate SET user_name = 'tje0@example.com' WHERE id = 11;"
        "INSERT INTO login_name (folded, associate_id, kind) VALUES ('tje0@example.com', 11, 2)");
    CHECK(gateway.logs_in(her_mail, password_of("usr0")));
    CHECK_FALSE(gateway.logs_in(her_mail, password_of("tje0")));
    CHECK(gateway.logs_in("tje0", password_of("tje0")));
    const std::string ticket = gateway.ticket("ADM0", password_of("ADM0"));
    for (const std::int32_t id : {2, 11}) {
        const Reply got = play(gateway, webapi(), ticket, AnyRequest("GetUser", UserIdRequest{id}));
        REQUIRE(got.error.empty());
        UserRequest request{got.value<Box<User>>()};
        request.user->tooltip = "edited";
        CHECK(play(gateway, webapi(), ticket, AnyRequest("SaveUser", request)).error.empty());
    }
}
