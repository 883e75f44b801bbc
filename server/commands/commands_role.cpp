// `useragentd role …`: the commands' lines, and those that change a role.
#include "server/commands/commands_role.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <utility>

#include "core/agent/roles.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

using SharedRoleOptions = std::shared_ptr<RoleOptions>;

RoleType role_type_named(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, RoleType>, 4> words{{{"employee", RoleType::employee},
                                                                                 {"external", RoleType::external_user},
                                                                                 {"anonymous", RoleType::anonymous},
                                                                                 {"system", RoleType::system}}};
    const auto found = std::ranges::find(words, word, &std::pair<std::string_view, RoleType>::first);
    return found == words.end() ? RoleType::employee : found->second;
}

Result<std::vector<std::int32_t>> ids_of(LocalCore& core, const std::vector<std::string>& codes) {
    const auto rights = core.read([](Rows& rows) { return rows.functional_rights(); });
    if (!rights.has_value()) return rights.error();
    std::vector<std::int32_t> ids;
    for (const std::string& code : codes) {
        const auto right =
            std::ranges::find_if(*rights, [&](const FunctionalRight& each) { return ascii_iequals(each.code, code); });
        if (right == rights->end())
            return fail_in_english(errc::not_found,
                                   "there is no functional right " + in_quotes(code) + "; see role rights");
        ids.push_back(right->id);
    }
    return ids;
}

/// Sets what the role shall hold; says how many rights that adds or takes.
Result<void> change_rights(const CommandLine& line, const RoleOptions& options, std::string_view operation,
                           bool grant) {
    const auto core = LocalCore::open(line, operation);
    if (!core.has_value()) return core.error();
    const auto role = find_role(**core, options.name);
    if (!role.has_value()) return role.error();
    const auto ids = ids_of(**core, options.rights);
    if (!ids.has_value()) return ids.error();
    std::vector<std::int32_t> held = role->functional_rights;
    const std::size_t before = held.size();
    for (const std::int32_t id : *ids) {
        std::erase(held, id);
        if (grant) held.push_back(id);
    }
    const std::size_t changed = grant ? held.size() - before : before - held.size();
    if (changed != 0) {
        const SetFunctionalRightsRequest request{role->role.id, held};
        const auto set = run_local((*core)->roles().set_functional_rights((*core)->context(), request));
        if (!set.has_value()) return set.error();
    }
    std::cout << "role " << in_quotes(role->role.name) << ": " << changed << (changed == 1 ? " right" : " rights")
              << (grant ? " granted\n" : " revoked\n");
    return {};
}

void take_name(Command& command, RoleOptions& options) {
    command.option("name", options.name, "role's name or id").required().type_name("NAME|ID");
}

void define_role_reading(Command& role, CommandLine& line, const SharedRoleOptions& options) {
    Command list = add_command(role, line, "list", "List the roles", "role list --json");
    list.flag("--all", options->all, "deleted ones too");
    list.flag("--json", options->json, "as JSON");
    when_chosen(list, line, options, list_roles);

    Command show = add_command(role, line, "show", "Show a role with its functional rights and data rights",
                               "role show \"User level 1\"");
    take_name(show, *options);
    show.flag("--json", options->json, "as JSON");
    when_chosen(show, line, options, show_role);

    Command rights = add_command(role, line, "rights", "List the functional rights that there are", "role rights");
    rights.flag("--json", options->json, "as JSON");
    when_chosen(rights, line, options, list_rights);
}

void define_role_changes(Command& role, CommandLine& line, const SharedRoleOptions& options) {
    Command grant = add_command(role, line, "grant", "Give a role functional rights", "role grant Support admin-users");
    take_name(grant, *options);
    grant.option("rights", options->rights, "code names, as admin-users").required().type_name("CODE");
    when_chosen(grant, line, options, grant_rights);

    Command revoke =
        add_command(role, line, "revoke", "Take functional rights from a role", "role revoke Support admin-users");
    take_name(revoke, *options);
    revoke.option("rights", options->rights, "code names, as admin-users").required().type_name("CODE");
    when_chosen(revoke, line, options, revoke_rights);

    Command add = add_command(role, line, "add", "Add a role without functional rights",
                              "role add Support --tooltip \"Helps users\"");
    add.option("name", options->name, "the new role's name").required().type_name("NAME");
    add.option("--type", options->type, "for which associates; it never changes")
        .one_of({"employee", "external", "anonymous", "system"})
        .show_default();
    add.option("--tooltip", options->tooltip, "what the role is for");
    add.flag("--json", options->json, "print the new role as JSON");
    when_chosen(add, line, options, add_role);

    Command remove = add_command(role, line, "delete", "Mark a role as deleted",
                                 "role delete Support --replace-with \"User level 1\"");
    take_name(remove, *options);
    remove.option("--replace-with", options->replacing, "role of the same type that the members get")
        .type_name("NAME|ID");
    when_chosen(remove, line, options, delete_role);
}

}  // namespace

Result<void> grant_rights(const CommandLine& line, const RoleOptions& options) {
    return change_rights(line, options, "role grant", true);
}

Result<void> revoke_rights(const CommandLine& line, const RoleOptions& options) {
    return change_rights(line, options, "role revoke", false);
}

Result<void> add_role(const CommandLine& line, const RoleOptions& options) {
    const auto core = LocalCore::open(line, "role add");
    if (!core.has_value()) return core.error();
    const CreateDefaultRoleEntityFromTypeRequest wanted{role_type_named(options.type)};
    auto made = run_local((*core)->roles().create_default_role_entity_from_type((*core)->context(), wanted));
    if (!made.has_value()) return made.error();
    SaveRoleEntityRequest request{std::move(*made)};
    request.role_entity->name = options.name;
    request.role_entity->tooltip = options.tooltip;
    const auto saved = run_local((*core)->roles().save_role_entity((*core)->context(), request));
    if (!saved.has_value()) return saved.error();
    const RoleEntity& role = **saved;
    show_added(options.json, "role", role.role_id, role.name.text);
    return {};
}

Result<void> delete_role(const CommandLine& line, const RoleOptions& options) {
    const auto core = LocalCore::open(line, "role delete");
    if (!core.has_value()) return core.error();
    const auto role = find_role(**core, options.name);
    if (!role.has_value()) return role.error();
    DeleteRoleRequest request{role->role.id, 0};
    if (!options.replacing.empty()) {
        const auto replacing = find_role(**core, options.replacing);
        if (!replacing.has_value()) return replacing.error();
        request.replacing_role_id = replacing->role.id;
    }
    const auto done = run_local((*core)->roles().delete_role((*core)->context(), request));
    if (!done.has_value()) return about_option(done.error(), "ReplacingRoleId", "--replace-with");
    std::cout << "role " << in_quotes(role->role.name) << " deleted\n";
    return {};
}

void add_role_commands(Command& app, CommandLine& line) {
    const auto options = std::make_shared<RoleOptions>();
    Command role = app.subcommand("role", "Roles: list, show, grant and revoke functional rights",
                                  "role grant Support admin-users");
    role.require_subcommands(1, 1);
    define_role_reading(role, line, options);
    define_role_changes(role, line, options);
}

}  // namespace uag
