// Presence, and the commands that administrators run on a user.
#include <doctest/doctest.h>

#include <algorithm>

#include "conformance/scenarios.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

UserPresenceStatus presence(EjUserStatus status, std::string message) {
    UserPresenceStatus made;
    made.status = status;
    made.message = std::move(message);
    return made;
}

Expectation is_present(EjUserStatus status, std::string message) {
    return gives<Box<UserPresenceStatus>>([=](const Box<UserPresenceStatus>& seen) -> std::string {
        if (!seen.has_value()) return "there is no presence";
        return wrong(seen->status == status && seen->message.text == message, "the presence");
    });
}

// No mail server: said so, and no exception, to whomever it is about.
Expectation sends_nothing() {
    return gives<Box<OperationResult>>([](const Box<OperationResult>& sent) -> std::string {
        if (!sent.has_value()) return "there is no result";
        return wrong(!sent->success && sent->message.text == "No mail server is configured.", "the result");
    });
}

std::vector<Scenario> presences() {
    constexpr auto away = EjUserStatus::status_not_available;
    const auto set = [](std::string_view caller, std::int32_t id, Box<UserPresenceStatus> status,
                        Expectation expected) {
        return step(caller, "SetUserPresenceStatus", SetUserPresenceStatusRequest{id, std::move(status)},
                    std::move(expected));
    };
    const auto get = [](std::string_view caller, std::int32_t id, Expectation expected) {
        return step(caller, "GetUserPresenceStatus", AssociateIdRequest{id}, std::move(expected));
    };
    return {
        {"one's own presence",
         {get("tje0", 2, is_present(EjUserStatus::status_none, "")),
          set("tje0", 2, presence(away, "Back at two"), is_present(away, "Back at two")),
          get("ext0", 2, is_present(away, "Back at two"))}},
        {"another's presence",
         {set("tje0", 1, presence(away, "Gone"), denied()), set("usr0", 2, presence(away, "Gone"), succeeds())}},
        {"the presence of nobody",
         {get("tje0", nobody_id, is_nil()), set("ADM0", nobody_id, presence(away, ""), not_found())}},
        {"no presence at all", {set("tje0", 2, {}, bad_argument())}},
        {"a message that is too long",
         {set("tje0", 2, presence(away, repeated("x", 3000)), fails({"SoValidationException"}))}},
        {"nobody asks for presence", {get("", 2, nobody()), set("", 2, presence(away, ""), nobody())}},
    };
}

User user_with(std::int32_t id) {
    User user;
    user.associate_id = id;
    return user;
}

Step execute(std::string_view caller, std::string command, std::int32_t id, Expectation expected) {
    return step(caller, "ExecuteUserCommand",
                ExecuteUserCommandRequest{String(std::move(command)), CommandActionResult::yes, user_with(id)},
                std::move(expected));
}

Expectation has_worked() {
    return gives<Box<CommandResult>>(
        [](const Box<CommandResult>& result) { return wrong(result.has_value() && result->success, "Success"); });
}

std::vector<Scenario> commands() {
    const auto lists_commands = gives<List<Box<CustomCommand>>>([](const List<Box<CustomCommand>>& all) -> std::string {
        for (const std::string_view name : {"unlock", "expire-tickets", "require-password-change"}) {
            const auto is_it = [&](const Box<CustomCommand>& command) { return command->name.text == name; };
            if (std::none_of(all.items.begin(), all.items.end(), is_it)) return std::string(name) + " is missing";
        }
        return {};
    });
    const auto wrong_passwords = [](GatewayFixture& gateway) {
        for (int i = 0; i < 8; ++i) CHECK_FALSE(gateway.logs_in("tje0", "wrong"));
        CHECK_FALSE(gateway.logs_in("tje0", "Tje0"));
    };
    const auto log_in_again = [](GatewayFixture& gateway) { CHECK(gateway.logs_in("tje0", "Tje0")); };
    const auto must_change = [](GatewayFixture& gateway) {
        CHECK(gateway.dump().find("\n2|$test$") != std::string::npos);
        CHECK(gateway.logs_in("tje0", "Tje0"));
    };
    return {
        {"the commands there are",
         {step("ADM0", "GetUserCommands", UserRequest{user_with(2)}, lists_commands),
          step("usr0", "GetUserCommands", UserRequest{user_with(2)}, lists_commands)}},
        {"commands are for administrators",
         {step("tje0", "GetUserCommands", UserRequest{user_with(2)}, denied()), execute("tje0", "unlock", 2, denied()),
          execute("", "unlock", 2, nobody()), step("", "GetUserCommands", UserRequest{user_with(2)}, nobody())}},
        {"unlock",
         {then(step("ADM0", "GetUser", UserIdRequest{2}, succeeds()), wrong_passwords),
          then(execute("ADM0", "unlock", 2, has_worked()), log_in_again)}},
        {"expire-tickets",
         {step("tje0", "GetUser", UserIdRequest{2}, succeeds()), execute("ADM0", "expire-tickets", 2, has_worked()),
          step("tje0", "GetUser", UserIdRequest{2}, nobody())}},
        {"require-password-change", {then(execute("usr0", "require-password-change", 2, has_worked()), must_change)}},
        {"a command that is none",
         {execute("ADM0", "format-disk", 2, fails({"SoInvalidArgumentException", "SoNotFoundException"})),
          execute("ADM0", "", 2, fails({"SoInvalidArgumentException", "SoNotFoundException"}))}},
        {"a command on nobody",
         {execute("ADM0", "unlock", nobody_id, not_found()), execute("ADM0", "expire-tickets", 0, not_found()),
          execute("ADM0", "require-password-change", nobody_id, not_found())}},
        {"a command on no carrier",
         {step("ADM0", "ExecuteUserCommand", ExecuteUserCommandRequest{"unlock", {}, {}}, bad_argument())}},
        {"mail is not configured",
         {step("tje0", "SendChangePasswordEMail", AssociateIdRequest{1}, denied()),
          step("", "SendChangePasswordEMail", AssociateIdRequest{2}, nobody()),
          step("ADM0", "SendChangePasswordEMail", AssociateIdRequest{2}, sends_nothing()),
          step("tje0", "SendChangePasswordEMail", AssociateIdRequest{2}, sends_nothing()),
          step("ADM0", "SendChangePasswordEMail", AssociateIdRequest{nobody_id}, not_found())}},
    };
}

}  // namespace

std::vector<Scenario> uag::test::scenarios_of_presence_and_commands() {
    std::vector<Scenario> all = presences();
    for (Scenario& scenario : commands()) all.push_back(std::move(scenario));
    return all;
}

TEST_CASE("presence and commands") { run(scenarios_of_presence_and_commands()); }
