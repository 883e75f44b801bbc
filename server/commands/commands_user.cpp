// `useragentd user …`: the first administrator of a fresh database comes from here.
#include "server/commands/commands_user.hpp"
#include "server/config/words.hpp"

namespace uag {
namespace {

using SharedUserOptions = std::shared_ptr<UserOptions>;

void take_name(Command& command, UserOptions& options) {
    command.option("name", options.name, "associate name, user name, e-mail address or id")
        .required()
        .type_name("NAME|ID");
}

void take_name_or(Command& group, UserOptions& options) {
    group.option("name", options.name, "associate name, user name, e-mail address or id").type_name("NAME|ID");
}

void take_password_file(Command& command, UserOptions& options) {
    command
        .option("--password-file", options.password_file,
                "file with the new password; without it standard input, or a prompt on a terminal")
        .type_name("FILE");
}

void define_add(Command& user, CommandLine& line, const SharedUserOptions& options) {
    Command add = add_command(user, line, "add", "Add an associate; a missing database is made",
                              "user add boss --admin --db users.db");
    add.option("name", options->name, "associate name").required().type_name("NAME");
    add.flag("--admin", options->admin, "general administrator: a role that holds admin-all");
    add.option("--type", options->type, "kind of associate; resource and anonymous have no password")
        .one_of(names_of(user_type_words))
        .show_default();
    add.option("--user-name", options->user_name, "log-in name beside the associate name");
    add.option("--email", options->email, "e-mail address");
    add.option("--first-name", options->first_name, "");
    add.option("--last-name", options->last_name, "");
    add.option("--person-id", options->person_id, "a person that is stored already").positive();
    add.option("--role", options->role,
               "without it the first of the type that administers nothing, for --admin the first that holds admin-all")
        .type_name("NAME|ID");
    add.option("--group", options->group, "primary user group; without it the first one").type_name("NAME|ID");
    take_password_file(add, *options);
    add.flag("--json", options->json, "print the new associate as JSON");
    when_chosen(add, line, options, add_user);
}

void define_user_reading(Command& user, CommandLine& line, const SharedUserOptions& options) {
    Command list = add_command(user, line, "list", "List the associates", "user list --json");
    list.flag("--without-password", options->without_password,
              "only those who would log in with a password and have none here");
    list.flag("--json", options->json, "as JSON");
    when_chosen(list, line, options, list_users);

    Command show =
        add_command(user, line, "show", "Show an associate with role, rights, groups and sessions", "user show tje0");
    take_name(show, *options);
    show.flag("--json", options->json, "as JSON");
    when_chosen(show, line, options, show_user);
}

void define_user_changes(Command& user, CommandLine& line, const SharedUserOptions& options) {
    Command disable = add_command(user, line, "disable", "Retire an associate: no log-in, no licences, tickets ended",
                                  "user disable tje0");
    take_name(disable, *options);
    when_chosen(disable, line, options, disable_user);

    Command enable = add_command(user, line, "enable", "Undo disable, but for the licences", "user enable tje0");
    take_name(enable, *options);
    when_chosen(enable, line, options, enable_user);

    Command role = add_command(user, line, "role", "Give an associate another role", "user role tje0 \"User level 1\"");
    take_name(role, *options);
    role.option("role", options->role, "role's name or id").required().type_name("ROLE");
    when_chosen(role, line, options, set_user_role);

    Command passwd = add_command(user, line, "passwd", "Set an associate's password and end their tickets and tokens",
                                 "user passwd tje0 --must-change");
    take_name(passwd, *options);
    passwd.flag("--must-change", options->must_change, "the next log-in shall ask for another one");
    take_password_file(passwd, *options);
    when_chosen(passwd, line, options, set_user_password);

    Command link = add_command(user, line, "mail-link",
                               "Mail a link to a new password, which works once, by the mail server of the settings",
                               "user mail-link --without-password --config useragentd.toml");
    Command to_whom = link.one_of("whom", "one of");
    take_name_or(to_whom, *options);
    to_whom.flag("--without-password", options->without_password,
                 "all who would log in with a password and have none here");
    link.when_chosen([&line, options] { line.chosen = [&line, options] { return mail_links(line, *options); }; });

    Command unlock = add_command(user, line, "unlock", "Forget the failed log-ins of an associate or of an address",
                                 "user unlock --source 192.0.2.7");
    Command whose = unlock.one_of("whose", "one of");
    take_name_or(whose, *options);
    whose.option("--source", options->source, "an address that is turned away (429); of IPv6 its whole /64")
        .type_name("ADDRESS");
    when_chosen(unlock, line, options, unlock_user);
}

}  // namespace

Error password_error(Error error) {
    if (error.code != errc::password_policy) return error;
    return refused("the password is refused: " + error.public_text.english());
}

void add_user_commands(Command& app, CommandLine& line) {
    const auto options = std::make_shared<UserOptions>();
    Command user =
        app.subcommand("user", "Associates: add, list, show, disable, passwords, roles", "user add boss --admin");
    user.require_subcommands(1, 1);
    define_add(user, line, options);
    define_user_reading(user, line, options);
    define_user_changes(user, line, options);
}

}  // namespace uag
