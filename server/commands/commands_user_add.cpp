// `useragentd user add`: the core's default user of the type, with what the line says, saved under the core's
// rules.
#include <algorithm>
#include <array>
#include <utility>

#include "core/agent/users.hpp"
#include "core/security/access.hpp"
#include "core/security/names.hpp"
#include "server/commands/commands_user.hpp"
#include "server/commands/terminal.hpp"
#include "server/config/words.hpp"

namespace uag {
namespace {

constexpr std::string_view administrator_right = "admin-all";

Result<Box<User>> default_user(LocalCore& core, UserType type, std::int32_t person_id) {
    if (person_id != 0)
        return run_local(
            core.users().create_default_user_from_user_type_and_person_id(core.context(), {type, person_id}));
    Result<Box<User>> made = run_local(core.users().create_default_user(core.context()));
    if (!made.has_value() || type == UserType::internal_associate) return made;
    const ChangeUserTypeRequest request{std::move(*made), type};
    return run_local(core.users().change_user_type(core.context(), request));
}

Result<bool> is_administrators(Rows& rows, const RoleEntry& role) {
    const auto rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    const auto right = std::ranges::find(*rights, administrator_right, &FunctionalRight::code);
    return right != rights->end() &&
           std::ranges::find(role.functional_rights, right->id) != role.functional_rights.end();
}

/// The first role of the user's type that makes an administrator.
Result<RoleEntry> administrators_role(LocalCore& core, UserType type) {
    return core.read([&](Rows& rows) -> Result<RoleEntry> {
        const auto roles = rows.roles();
        if (!roles.has_value()) return roles.error();
        for (const RoleRecord& each : *roles) {
            if (each.deleted || each.type != role_type_for(type)) continue;
            auto role = rows.role(each.id);
            if (!role.has_value()) return role.error();
            const auto is = is_administrators(rows, **role);
            if (!is.has_value()) return is.error();
            if (*is) return std::move(**role);
        }
        return refused("no role for this type of associate holds " + std::string(administrator_right));
    });
}

/// The role that the line names, which must make an administrator if the line says so.
Result<RoleEntry> named_role(LocalCore& core, const UserOptions& options) {
    Result<RoleEntry> role = find_role(core, options.role);
    if (!role.has_value() || !options.admin) return role;
    const auto is = core.read([&](Rows& rows) { return is_administrators(rows, *role); });
    if (!is.has_value()) return is.error();
    if (!*is)
        return refused("role " + in_quotes(role->role.name) + " does not hold " + std::string(administrator_right) +
                       "; name another with --role");
    return role;
}

Result<void> fill_links(LocalCore& core, const UserOptions& options, User& user) {
    // A system associate may do everything whatever its role holds.
    const bool administers = options.admin && user.type != UserType::system_associate;
    if (!options.role.empty() || administers) {
        const auto role = options.role.empty() ? administrators_role(core, user.type) : named_role(core, options);
        if (!role.has_value()) return role.error();
        Role& carrier = user.role.emplace();
        carrier.id = role->role.id;
        carrier.value = role->role.name;
    }
    // The core's own choice makes nobody an administrator.
    if (!user.role.has_value()) return refused("there is no role for this type of associate; see role add");
    if (!options.group.empty()) {
        const auto group = find_group(core, options.group);
        if (!group.has_value()) return group.error();
        UserGroup& main = user.user_group.emplace();
        main.id = group->id;
        main.value = group->name;
    }
    return {};
}

/// Internal and external associates are persons: one who is given no name is called as the associate is.
void fill_person(const UserOptions& options, UserType type, User& user) {
    const bool named = !options.first_name.empty() || !options.last_name.empty();
    const bool needed = type == UserType::internal_associate || type == UserType::external_associate;
    if (!named && options.email.empty() && (options.person_id != 0 || !needed)) return;
    Person& person = user.person.has_value() ? *user.person : user.person.emplace();
    if (!options.first_name.empty()) person.firstname = options.first_name;
    if (!options.last_name.empty()) person.lastname = options.last_name;
    if (!options.email.empty()) person.email = options.email;
    if (!named && options.person_id == 0) person.lastname = options.name;
}

Result<void> check_email(const std::string& email) {
    const std::size_t at = email.find('@');
    const bool address = at != std::string::npos && at > 0 && at + 1 < email.size() &&
                         email.find_first_of(" @", at + 1) == std::string::npos;
    if (!email.empty() && !address) return refused("--email must be like tje0@example.com");
    return {};
}

/// What the core has against the user, before a person is asked for a password in vain.
Result<void> judge(LocalCore& core, const UserRequest& request) {
    const auto judged = run_local(core.users().validate_user(core.context(), request));
    if (!judged.has_value()) return judged.error();
    if (judged->items.empty()) return {};
    Error error = fail_in_english(errc::validation, judged->items.front().value.text);
    for (const StringKeyValuePair& each : judged->items)
        error.messages.emplace_back(each.key.text, Message::verbatim(each.value.text));
    return error;
}

void fill_password(const Secret& password, User& user) {
    Credential credential;
    CredentialType& type = credential.type.emplace();
    type.type = password_credential_type;
    credential.value = password.reveal();
    user.credentials.items.emplace_back(std::move(credential));
    user.credentials.presence = Presence::value;
}

void wipe_passwords(User& user) {
    for (Box<Credential>& credential : user.credentials.items)
        if (credential.has_value()) wipe(credential->value.text);
}

}  // namespace

Result<void> add_user(const CommandLine& line, const UserOptions& options) {
    if (auto email = check_email(options.email); !email.has_value()) return email;
    const auto opened = LocalCore::open(line, "user add", true);
    if (!opened.has_value()) return opened.error();
    LocalCore& core = **opened;
    const UserType type = value_of(user_type_words, options.type).value_or(UserType::unknown);
    Result<Box<User>> made = default_user(core, type, options.person_id);
    if (!made.has_value()) return made.error();
    if (!made->has_value()) return refused("no such associate can be made");
    UserRequest request{std::move(*made)};
    User& user = *request.user;
    user.name = options.name;
    user.user_name = options.user_name;
    fill_person(options, type, user);
    if (auto filled = fill_links(core, options, user); !filled.has_value()) return filled;
    if (auto judged = judge(core, request); !judged.has_value()) return judged;

    AssociateRecord record;
    record.type = type;
    if (may_have_password(record)) {
        const auto password = read_new_password(options.password_file, options.name);
        if (!password.has_value()) return password.error();
        fill_password(*password, user);
    }
    const auto saved = run_local(core.users().save_user(core.context(), request));
    wipe_passwords(user);
    if (!saved.has_value()) return password_error(saved.error());
    const User& added = **saved;
    show_added(options.json, "associate", added.associate_id, added.name.text);
    return {};
}

}  // namespace uag
