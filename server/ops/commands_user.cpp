// `useragentd user …`: the first administrator of a fresh database comes from here.
#include "server/ops/commands_user.hpp"

namespace uag {
namespace {

using Options = std::shared_ptr<UserOptions>;

void take_name(CLI::App& command, UserOptions& options) {
    command.add_option("name", options.name, "associate name, user name, e-mail address or id")
        ->required()
        ->type_name("NAME|ID");
}

void take_password_file(CLI::App& command, UserOptions& options) {
    command
        .add_option("--password-file", options.password_file,
                    "file with the new password; without it standard input, or a prompt on a terminal")
        ->type_name("FILE");
}

void define_add(CLI::App& user, CommandLine& line, const Options& options) {
    auto* const add = add_command(user, line, "add", "Add an associate; a missing database is made");
    add->add_option("name", options->name, "associate name")->required()->type_name("NAME");
    add->add_flag("--admin", options->admin, "general administrator: a role that holds admin-all");
    add->add_option("--type", options->type, "kind of associate; resource and anonymous have no password")
        ->check(CLI::IsMember({"internal", "external", "resource", "system", "anonymous"}))
        ->capture_default_str();
    add->add_option("--user-name", options->user_name, "log-in name beside the associate name");
    add->add_option("--email", options->email, "e-mail address");
    add->add_option("--first-name", options->first_name, "");
    add->add_option("--last-name", options->last_name, "");
    add->add_option("--person-id", options->person_id, "a person that is stored already")
        ->check(CLI::PositiveNumber);
    add->add_option(
           "--role", options->role,
           "without it the first of the type that does not hold admin-all, for --admin the first that does")
        ->type_name("NAME|ID");
    add->add_option("--group", options->group, "primary user group; without it the first one")
        ->type_name("NAME|ID");
    take_password_file(*add, *options);
    add->add_flag("--json", options->json, "print the new associate as JSON");
    when_chosen(add, line, options, add_user);
}

void define_reading(CLI::App& user, CommandLine& line, const Options& options) {
    auto* const list = add_command(user, line, "list", "List the associates");
    list->add_flag("--json", options->json, "as JSON");
    when_chosen(list, line, options, list_users);

    auto* const show =
        add_command(user, line, "show", "Show an associate with role, rights, groups and sessions");
    take_name(*show, *options);
    show->add_flag("--json", options->json, "as JSON");
    when_chosen(show, line, options, show_user);
}

void define_changes(CLI::App& user, CommandLine& line, const Options& options) {
    auto* const disable =
        add_command(user, line, "disable", "Retire an associate: no log-in, no licences, tickets ended");
    take_name(*disable, *options);
    when_chosen(disable, line, options, disable_user);

    auto* const enable = add_command(user, line, "enable", "Undo disable, but for the licences");
    take_name(*enable, *options);
    when_chosen(enable, line, options, enable_user);

    auto* const role = add_command(user, line, "role", "Give an associate another role");
    take_name(*role, *options);
    role->add_option("role", options->role, "role's name or id")->required()->type_name("ROLE");
    when_chosen(role, line, options, set_user_role);

    auto* const passwd =
        add_command(user, line, "passwd", "Set an associate's password and end their tickets and tokens");
    take_name(*passwd, *options);
    passwd->add_flag("--must-change", options->must_change, "the next log-in shall ask for another one");
    take_password_file(*passwd, *options);
    when_chosen(passwd, line, options, set_user_password);

    auto* const unlock =
        add_command(user, line, "unlock", "Forget the failed log-ins of an associate or of an address");
    auto* const whose = unlock->add_option_group("whose", "one of");
    whose->add_option("name", options->name, "associate name, user name, e-mail address or id")->type_name("NAME|ID");
    whose->add_option("--source", options->source, "an address that is turned away (429); of IPv6 its whole /64")
        ->type_name("ADDRESS");
    whose->require_option(1);
    when_chosen(unlock, line, options, unlock_user);
}

}  // namespace

Error password_error(Error error) {
    if (error.code != errc::password_policy) return error;
    return refused("the password is refused: " + error.public_text);
}

void add_user_commands(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<UserOptions>();
    auto* const user = app.add_subcommand("user", "Associates: add, list, show, disable, passwords, roles");
    user->require_subcommand(1);
    define_add(*user, line, options);
    define_reading(*user, line, options);
    define_changes(*user, line, options);
}

}  // namespace uag
