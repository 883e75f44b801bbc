// `useragentd user add|list|passwd|unlock`: the first administrator of a fresh database comes from here.
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <set>

#include "core/base/text.hpp"
#include "core/security/names.hpp"
#include "core/security/access.hpp"
#include "server/ops/commands.hpp"
#include "server/ops/run_local.hpp"
#include "server/ops/terminal.hpp"

namespace uag {
namespace {

constexpr const char* admin_right = "admin-all";
constexpr const char* admin_role = "User level 0";
constexpr const char* plain_role = "User level 1";
constexpr const char* first_group = "Main group";

struct UserOptions {
    std::string name;
    bool admin = false;
    std::string user_name;
    std::string email;
    std::string first_name;
    std::string last_name;
    std::string role;
    std::string group;
    std::string password_file;
    bool must_change = false;
    bool json = false;
};

Error refused(std::string text) {
    return fail(errc::invalid_argument, std::move(text));
}

bool holds_admin_right(const NewRole& role) {
    return std::ranges::find(role.functional_rights, admin_right) != role.functional_rights.end();
}

/// The item of that name, compared as names are; end of the list if there is none.
template <class List, class NameOf>
auto find_named(const List& list, std::string_view name, NameOf name_of) {
    const std::string folded = fold(name);
    return std::ranges::find_if(list, [&](const auto& item) { return fold(name_of(item)) == folded; });
}

Result<std::int32_t> find_or_make_role(Store& store, const UserOptions& options) {
    const auto roles = run_local(store.list_roles());
    if (!roles.has_value()) return roles.error();
    const std::string wanted = !options.role.empty() ? options.role : options.admin ? admin_role : plain_role;
    const auto found = find_named(*roles, wanted, [](const NewRole& role) { return role.role.name; });
    if (found != roles->end()) {
        if (options.admin && !holds_admin_right(*found))
            return refused("role \"" + wanted + "\" does not hold " + admin_right +
                           "; name another with --role");
        return found->role.id;
    }
    if (!options.role.empty()) return refused("there is no role \"" + wanted + "\"");

    Seed seed;
    NewRole role;
    role.role.name = wanted;
    if (options.admin) {
        seed.rights.push_back({0, admin_right, "General Administrator"});
        role.functional_rights.push_back(admin_right);
    }
    seed.roles.push_back(std::move(role));
    if (const auto made = run_local(store.load_seed(std::move(seed))); !made.has_value()) return made.error();
    const auto now = run_local(store.list_roles());
    if (!now.has_value()) return now.error();
    const auto made = find_named(*now, wanted, [](const NewRole& each) { return each.role.name; });
    if (made == now->end()) return fail(errc::server, "the role \"" + wanted + "\" could not be made");
    return made->role.id;
}

Result<std::int32_t> find_or_make_group(Store& store, const UserOptions& options) {
    auto groups = run_local(store.list_groups());
    if (!groups.has_value()) return groups.error();
    if (!options.group.empty()) {
        const auto found =
            find_named(*groups, options.group, [](const GroupRecord& group) { return group.name; });
        if (found == groups->end()) return refused("there is no group \"" + options.group + "\"");
        return found->id;
    }
    if (groups->empty()) {
        Seed seed;
        seed.groups.push_back({0, first_group, "", 1});
        if (const auto made = run_local(store.load_seed(std::move(seed))); !made.has_value())
            return made.error();
        groups = run_local(store.list_groups());
        if (!groups.has_value()) return groups.error();
    }
    if (groups->empty()) return fail(errc::server, "no group could be made");
    return groups->front().id;
}

/// A password that the policy lets pass, hashed.
Result<std::string> take_password(Store& store, const Config& config, const UserOptions& options,
                                  const std::string& whose, const std::vector<std::string>& words) {
    const auto rules = run_local(store.password_rules());
    if (!rules.has_value()) return rules.error();
    const auto password = read_new_password(options.password_file, whose);
    if (!password.has_value()) return password.error();
    if (const auto refusal = judge_password(password->reveal(), *rules, config.policy, words))
        return refused("the password is refused: " + refusal->reason);
    return hash_password(config, *password);
}

Result<void> check_texts(const UserOptions& options) {
    if (const auto wrong = judge_name(options.name)) return refused("NAME: " + *wrong);
    if (!options.user_name.empty())
        if (const auto wrong = judge_name(options.user_name)) return refused("--user-name: " + *wrong);
    for (const std::string* text : {&options.email, &options.first_name, &options.last_name})
        if (!is_utf8(*text) || has_control(*text))
            return refused("names and addresses must be UTF-8 without controls");
    const std::size_t at = options.email.find('@');
    const bool address = at != std::string::npos && at > 0 && at + 1 < options.email.size() &&
                         options.email.find_first_of(" @", at + 1) == std::string::npos;
    if (!options.email.empty() && !address) return refused("--email must be like tje0@example.com");
    return {};
}

Result<void> check_free(Store& store, const std::string& name) {
    if (name.empty()) return {};
    const auto owner = run_local(store.find_name_owner(fold(name)));
    if (!owner.has_value()) return owner.error();
    if (*owner)
        return refused("\"" + name + "\" is the name of associate " + std::to_string(**owner) + " already");
    return {};
}

Result<void> add_user(const CommandLine& line, const UserOptions& options) {
    if (auto texts = check_texts(options); !texts.has_value()) return texts;
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto store = open_database(*config, true);
    if (!store.has_value()) return store.error();
    for (const std::string& name : {options.name, options.user_name})
        if (auto free = check_free(**store, name); !free.has_value()) return free;

    NewAssociate added;
    added.associate.name = options.name;
    added.associate.user_name = options.user_name;
    PersonRecord person;
    person.first_name = options.first_name;
    person.last_name = options.last_name;
    person.email = options.email;
    // The password comes before anything is stored: whoever gives up at the prompt leaves no trace.
    auto phc = take_password(**store, *config, options, options.name, own_words(added.associate, person));
    if (!phc.has_value()) return phc.error();
    const auto role = find_or_make_role(**store, options);
    if (!role.has_value()) return role.error();
    const auto group = find_or_make_group(**store, options);
    if (!group.has_value()) return group.error();

    added.associate.role_id = *role;
    added.associate.group_id = *group;
    added.phc = std::move(*phc);
    if (!person.first_name.empty() || !person.last_name.empty() || !person.email.empty())
        added.person = person;
    const auto id = run_local((*store)->add_associate(std::move(added)));
    if (!id.has_value()) return id.error();
    std::cout << "associate " << *id << " \"" << options.name << "\" added\n";
    return {};
}

/// By anything that the associate may log in with.
Result<Identity> find_user(Store& store, const std::string& name) {
    auto found = run_local(store.find_identity_for_login(fold(name)));
    if (!found.has_value()) return found.error();
    if (!*found) return fail(errc::not_found, "there is no associate \"" + name + "\"");
    return std::move(**found);
}

Result<void> change_password(const CommandLine& line, const UserOptions& options) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto store = open_database(*config, false);
    if (!store.has_value()) return store.error();
    const auto identity = find_user(**store, options.name);
    if (!identity.has_value()) return identity.error();
    if (!may_have_password(identity->associate))
        return fail(errc::invalid_argument, "an associate of this type has no password");
    auto phc = take_password(**store, *config, options, identity->associate.name,
                             own_words(identity->associate, identity->person));
    if (!phc.has_value()) return phc.error();

    PasswordChange change;
    change.associate_id = identity->associate.id;
    change.phc = std::move(*phc);
    change.must_change = options.must_change;
    change.when = SystemClock{}.now();
    const auto changed = run_local((*store)->change_password(std::move(change)));
    if (!changed.has_value()) return changed.error();
    if (*changed != PasswordChangeResult::changed) return fail(errc::not_found, "the associate is gone");
    std::cout << "password of \"" << identity->associate.name
              << "\" changed; their tickets and tokens have ended\n";
    return {};
}

Result<void> unlock(const CommandLine& line, const UserOptions& options) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto store = open_database(*config, false);
    if (!store.has_value()) return store.error();
    // Failures are counted under what was typed, and somebody may have typed any name of the associate's.
    std::set<std::string> names{fold(options.name)};
    const auto identity = find_user(**store, options.name);
    if (!identity.has_value() && identity.error().code != errc::not_found) return identity.error();
    if (identity.has_value())
        for (const std::string* name :
             {&identity->associate.name, &identity->associate.user_name, &identity->person.email})
            if (!name->empty()) names.insert(fold(*name));
    std::int32_t cleared = 0;
    for (const std::string& name : names) {
        const auto count = run_local((*store)->clear_failures(name));
        if (!count.has_value()) return count.error();
        cleared += *count;
    }
    if (!identity.has_value() && cleared == 0) return identity.error();
    std::cout << cleared << (cleared == 1 ? " counter" : " counters") << " of failed log-ins forgotten\n";
    return {};
}

std::string_view type_word(UserType type) {
    for (const EnumMember& member : type_of<UserType>().members)
        if (member.value == static_cast<std::int32_t>(type)) return member.name;
    return "Unknown";
}

std::string_view state_word(const AssociateRecord& associate) {
    if (associate.deleted) return "deleted";
    if (associate.retired) return "retired";
    return associate.waiting_for_approval ? "waiting" : "active";
}

void print_json(const std::vector<AssociateSummary>& users) {
    rapidjson::OStreamWrapper stream(std::cout);
    rapidjson::PrettyWriter<rapidjson::OStreamWrapper> out(stream);
    const auto text = [&](const char* key, std::string_view value) {
        out.Key(key);
        out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    };
    out.StartArray();
    for (const AssociateSummary& user : users) {
        out.StartObject();
        out.Key("id");
        out.Int(user.associate.id);
        text("name", user.associate.name);
        text("user_name", user.associate.user_name);
        text("type", type_word(user.associate.type));
        text("full_name", user.full_name);
        text("email", user.email);
        text("role", user.role);
        text("state", state_word(user.associate));
        out.Key("has_password");
        out.Bool(user.has_password);
        out.EndObject();
    }
    out.EndArray();
    std::cout << '\n';
}

void print_table(const std::vector<AssociateSummary>& users) {
    std::vector<std::vector<std::string>> rows{
        {"ID", "NAME", "TYPE", "STATE", "PASSWORD", "ROLE", "FULL NAME", "E-MAIL"}};
    for (const AssociateSummary& user : users)
        rows.push_back({std::to_string(user.associate.id), user.associate.name,
                        std::string(type_word(user.associate.type)), std::string(state_word(user.associate)),
                        user.has_password ? "yes" : "no", user.role, user.full_name, user.email});
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], code_points(row[i]));
    for (const auto& row : rows) {
        std::string text;
        std::size_t gap = 0;  // written before the next cell, so that no line ends in blanks
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].empty()) text += std::string(gap, ' ') + row[i];
            gap = (row[i].empty() ? gap + widths[i] : widths[i] - code_points(row[i])) + 2;
        }
        std::cout << text << '\n';
    }
}

Result<void> list_users(const CommandLine& line, const UserOptions& options) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto store = open_database(*config, false);
    if (!store.has_value()) return store.error();
    const auto users = run_local((*store)->list_associates());
    if (!users.has_value()) return users.error();
    if (options.json)
        print_json(*users);
    else
        print_table(*users);
    return {};
}

void add_password_option(CLI::App& command, UserOptions& options) {
    command
        .add_option("--password-file", options.password_file,
                    "file with the new password; without it standard input, or a prompt on a terminal")
        ->type_name("FILE");
}

}  // namespace

void add_user_commands(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<UserOptions>();
    auto* const user = app.add_subcommand("user", "Add, list and unlock associates, set their passwords");
    user->require_subcommand(1);
    const auto choose = [&line, options](CLI::App* command,
                                         Result<void> (*action)(const CommandLine&, const UserOptions&)) {
        command->callback([&line, options, action] {
            line.chosen = [&line, options, action] { return action(line, *options); };
        });
    };

    auto* const add = add_command(*user, line, "add", "Add an associate; a missing database is made");
    add->add_option("name", options->name, "associate name")->required()->type_name("NAME");
    add->add_flag("--admin", options->admin, "general administrator: a role that holds admin-all");
    add->add_option("--user-name", options->user_name, "log-in name beside the associate name");
    add->add_option("--email", options->email, "e-mail address");
    add->add_option("--first-name", options->first_name, "");
    add->add_option("--last-name", options->last_name, "");
    add->add_option(
        "--role", options->role,
        "role's name; without it \"User level 0\" for --admin, else \"User level 1\", made if missing");
    add->add_option("--group", options->group,
                    "user group's name; without it the first one, made if missing");
    add_password_option(*add, *options);
    choose(add, add_user);

    auto* const list = add_command(*user, line, "list", "List the associates");
    list->add_flag("--json", options->json, "as JSON");
    choose(list, list_users);

    auto* const passwd =
        add_command(*user, line, "passwd", "Set an associate's password and end their tickets and tokens");
    passwd->add_option("name", options->name, "associate name, user name or e-mail address")
        ->required()
        ->type_name("NAME");
    passwd->add_flag("--must-change", options->must_change, "the next log-in shall ask for another one");
    add_password_option(*passwd, *options);
    choose(passwd, change_password);

    auto* const unlocked = add_command(*user, line, "unlock", "Forget an associate's failed log-ins");
    unlocked->add_option("name", options->name, "associate name, user name or e-mail address")
        ->required()
        ->type_name("NAME");
    choose(unlocked, unlock);
}

}  // namespace uag
