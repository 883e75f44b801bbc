// The commands that an installation offers on a user: clear throttling, end sessions, ask for another
// password.
#include <array>

#include "core/agent/fields.hpp"
#include "core/agent/passwords.hpp"
#include "core/agent/users.hpp"
#include "core/base/text.hpp"
#include "core/security/stored_failures.hpp"

namespace uag {
namespace {

Result<std::string> unlock(Change& change, const Identity& identity) {
    for (const std::string& account : account_names(identity)) {
        const Result<std::int32_t> cleared = clear_failures(change.rows, account, change.stamp.when);
        if (!cleared.has_value()) return cleared.error();
    }
    return std::string("throttling cleared");
}

Result<std::string> expire_tickets(Change& change, const Identity& identity) {
    const Result<void> ended = change.rows.end_sessions(identity.associate.id, std::nullopt);
    if (!ended.has_value()) return ended.error();
    change.forget_sessions(identity.associate.id);
    return std::string("sessions ended");
}

Result<std::string> require_other_password(Change& change, const Identity& identity) {
    if (!identity.password) return wrong_field("Credentials", "The user has no password.");
    const Result<void> required = require_password_change(change, identity.associate.id);
    if (!required.has_value()) return required.error();
    return std::string("password change required");
}

struct UserCommand {
    std::string_view name;
    MessageId display_name;
    MessageId description;
    MessageId success;
    CommandAction action;
    Result<std::string> (*run)(Change& change, const Identity& identity);  ///< what the audit says of it
};

constexpr std::array user_commands{
    UserCommand{"unlock", label("Unlock"),
                "Forget the failed log-ins of this user, so that the next one is not delayed.",
                "The failed log-ins are forgotten.", CommandAction::implicit, &unlock},
    UserCommand{"expire-tickets", label("Expire tickets"),
                "End every session of this user; all programs must log in again.", "The sessions have ended.",
                CommandAction::yes_no, &expire_tickets},
    UserCommand{"require-password-change", label("Require password change"), "This user must choose another password.",
                "The user must change the password.", CommandAction::yes_no, &require_other_password},
};

const UserCommand* find_command(std::string_view name) {
    for (const UserCommand& command : user_commands)
        if (ascii_iequals(command.name, name)) return &command;
    return nullptr;
}

CustomCommand carrier_of(const UserCommand& command) {
    CustomCommand carrier;
    carrier.base.field_properties.presence = Presence::value;
    carrier.name = command.name;
    carrier.display_name = command.display_name;
    carrier.description = command.description;
    carrier.tooltip = command.description;
    carrier.actions = command.action;
    carrier.action_data = "";
    return carrier;
}

CommandResult result_of(bool success, MessageId message, CommandActionResult answer) {
    CommandResult result;
    result.base.field_properties.presence = Presence::value;
    result.success = success;
    result.message = message;
    result.result = answer;
    return result;
}

/// The identity that the command is about, and the associates' names that throttling knows.
Result<Identity> run_command(Change& change, const UserCommand& command, std::int32_t associate_id) {
    Result<std::optional<UserEntry>> user = change.rows.user(associate_id);
    if (!user.has_value()) return user.error();
    if (!user->has_value()) return fail(errc::not_found, "The associate does not exist.");
    Identity& identity = (*user)->identity;
    const Result<void> allowed = change.holding.may_take_over(change.rows, change.context.caller, identity);
    if (!allowed.has_value()) return allowed.error();
    const Result<std::string> detail = command.run(change, identity);
    if (!detail.has_value()) return detail.error();
    change.done(associate_id, associate_subject(identity.associate.name), *detail);
    return std::move(identity);
}

}  // namespace

Task<Result<List<Box<CustomCommand>>>> Users::get_user_commands(const Context&, const UserRequest& request) {
    const std::int32_t associate_id = request.user.has_value() ? request.user->associate_id : 0;
    List<Box<CustomCommand>> commands;
    commands.presence = Presence::value;
    // Nothing can be done to a user who has not been saved.
    if (associate_id == 0) co_return commands;
    const auto read = [&](Rows& rows) { return rows.user(associate_id); };
    const Result<std::optional<UserEntry>> user = co_await read_rows(store_, read);
    if (!user.has_value()) co_return user.error();
    if (!user->has_value()) co_return commands;
    for (const UserCommand& command : user_commands) commands.items.emplace_back(carrier_of(command));
    co_return commands;
}

Task<Result<Box<CommandResult>>> Users::execute_user_command(const Context& context,
                                                             const ExecuteUserCommandRequest& request) {
    const UserCommand* const command = find_command(request.command_name.text);
    if (command == nullptr) co_return wrong_argument("CommandName", "There is no command of that name.");
    if (!request.user.has_value()) co_return wrong_argument("User", "A user is needed.");
    const CommandActionResult answer = request.command_action_result;
    const std::int32_t associate_id = request.user->associate_id;
    if (answer == CommandActionResult::no || answer == CommandActionResult::cancel) {
        const auto read = [&](Rows& rows) { return rows.user(associate_id); };
        const Result<std::optional<UserEntry>> user = co_await read_rows(store_, read);
        if (!user.has_value()) co_return user.error();
        if (!user->has_value()) co_return fail(errc::not_found, "The associate does not exist.");
        co_return Box<CommandResult>(result_of(false, "Nothing was done.", answer));
    }
    const auto work = [&](Change& change) { return run_command(change, *command, associate_id); };
    const Result<Identity> done = co_await changes_.run(context, work);
    if (!done.has_value()) co_return done.error();
    // The counters in memory follow once the stored ones are gone.
    if (command->run == &unlock)
        for (const std::string& account : account_names(*done)) throttle_.unlock(account);
    co_return Box<CommandResult>(result_of(true, command->success, answer));
}

}  // namespace uag
