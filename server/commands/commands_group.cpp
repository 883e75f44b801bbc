// `useragentd group …`: user groups.
#include <array>
#include <iostream>

#include "core/agent/groups.hpp"
#include "server/commands/commands_common.hpp"

namespace uag {
namespace {

constexpr std::array<Column, 5> group_columns{
    {{"id", "ID"}, {"name", "NAME"}, {"rank", "RANK"}, {"members", "MEMBERS"}, {"deleted", "DELETED"}}};
constexpr std::array<Column, 7> group_lines{{{"id", "Id"},
                                             {"name", "Name"},
                                             {"tooltip", "Tooltip"},
                                             {"rank", "Rank"},
                                             {"deleted", "Deleted"},
                                             {"members", "Members"},
                                             {"associates", "Associates"}}};

struct GroupOptions {
    std::string name;  ///< for `add` the new one, else name or id
    std::string new_name;
    std::string tooltip;
    std::string target;  ///< group of the members of one that is deleted
    bool all = false;
    bool json = false;
};
using SharedGroupOptions = std::shared_ptr<GroupOptions>;

Result<Record> record_of(Rows& rows, const GroupRecord& group) {
    const auto members = rows.group_members(group.id);
    if (!members.has_value()) return members.error();
    return Record{{"id", group.id},
                  {"name", group.name},
                  {"tooltip", group.description},
                  {"rank", std::int32_t{group.rank}},
                  {"deleted", group.deleted},
                  {"members", *members}};
}

Result<void> list_groups(const CommandLine& line, const GroupOptions& options) {
    const auto core = LocalCore::open(line, "group list");
    if (!core.has_value()) return core.error();
    const auto records = (*core)->read([&](Rows& rows) -> Result<Values> {
        const auto groups = rows.groups();
        if (!groups.has_value()) return groups.error();
        Values all;
        for (const GroupRecord& group : *groups) {
            if (group.deleted && !options.all) continue;
            auto record = record_of(rows, group);
            if (!record.has_value()) return record.error();
            all.emplace_back(std::move(*record));
        }
        return all;
    });
    if (!records.has_value()) return records.error();
    show(options.json, group_columns, *records);
    return {};
}

Result<void> show_group(const CommandLine& line, const GroupOptions& options) {
    constexpr std::int32_t most_shown = 1000;
    const auto core = LocalCore::open(line, "group show");
    if (!core.has_value()) return core.error();
    const auto group = find_group(**core, options.name);
    if (!group.has_value()) return group.error();
    const auto record = (*core)->read([&](Rows& rows) -> Result<Record> {
        auto whole = record_of(rows, *group);
        if (!whole.has_value()) return whole;
        const auto found = rows.search_associates("", group->id, most_shown);
        if (!found.has_value()) return found.error();
        Values associates;
        for (const AssociateSummary& each : *found)
            associates.emplace_back(Record{{"id", each.associate.id}, {"name", each.associate.name}});
        whole->emplace_back("associates", std::move(associates));
        return whole;
    });
    if (!record.has_value()) return record.error();
    show(options.json, group_lines, *record);
    return {};
}

Result<void> add_group(const CommandLine& line, const GroupOptions& options) {
    const auto core = LocalCore::open(line, "group add");
    if (!core.has_value()) return core.error();
    auto made = run_local((*core)->groups().create_user_group((*core)->context()));
    if (!made.has_value()) return made.error();
    SaveUserGroupRequest request{std::move(*made)};
    request.user_group->value = options.name;
    request.user_group->tooltip = options.tooltip;
    const auto saved = run_local((*core)->groups().save_user_group((*core)->context(), request));
    if (!saved.has_value()) return saved.error();
    const UserGroup& group = **saved;
    show_added(options.json, "group", group.id, group.value.text);
    return {};
}

Result<void> rename_group(const CommandLine& line, const GroupOptions& options) {
    const auto core = LocalCore::open(line, "group rename");
    if (!core.has_value()) return core.error();
    const auto group = find_group(**core, options.name);
    if (!group.has_value()) return group.error();
    const GetUserGroupRequest wanted{group->id};
    auto read = run_local((*core)->groups().get_user_group((*core)->context(), wanted));
    if (!read.has_value()) return read.error();
    if (!read->has_value()) return fail_in_english(errc::not_found, "there is no group " + in_quotes(options.name));
    SaveUserGroupRequest request{std::move(*read)};
    request.user_group->value = options.new_name;
    const auto saved = run_local((*core)->groups().save_user_group((*core)->context(), request));
    if (!saved.has_value()) return saved.error();
    std::cout << "group " << in_quotes(group->name) << " is " << in_quotes((*saved)->value.text) << " now\n";
    return {};
}

Result<void> delete_group(const CommandLine& line, const GroupOptions& options) {
    const auto core = LocalCore::open(line, "group delete");
    if (!core.has_value()) return core.error();
    const auto group = find_group(**core, options.name);
    if (!group.has_value()) return group.error();
    DeleteUserGroupRequest request{group->id, 0};
    if (!options.target.empty()) {
        const auto target = find_group(**core, options.target);
        if (!target.has_value()) return target.error();
        request.user_group_to_move_to = target->id;
    }
    const auto done = run_local((*core)->groups().delete_user_group((*core)->context(), request));
    if (!done.has_value()) return about_option(done.error(), "UserGroupToMoveTo", "--move-to");
    std::cout << "group " << in_quotes(group->name) << " deleted\n";
    return {};
}

void take_name(Command& command, GroupOptions& options) {
    command.option("name", options.name, "group's name or id").required().type_name("NAME|ID");
}

void define_group_reading(Command& group, CommandLine& line, const SharedGroupOptions& options) {
    Command list = add_command(group, line, "list", "List the user groups", "group list --all");
    list.flag("--all", options->all, "deleted ones too");
    list.flag("--json", options->json, "as JSON");
    when_chosen(list, line, options, list_groups);

    Command show =
        add_command(group, line, "show", "Show a user group and its first 1000 associates", "group show Sales");
    take_name(show, *options);
    show.flag("--json", options->json, "as JSON");
    when_chosen(show, line, options, show_group);
}

void define_group_changes(Command& group, CommandLine& line, const SharedGroupOptions& options) {
    Command add = add_command(group, line, "add", "Add a user group", "group add Sales --tooltip \"They sell\"");
    add.option("name", options->name, "the new group's name").required().type_name("NAME");
    add.option("--tooltip", options->tooltip, "what the group is for");
    add.flag("--json", options->json, "print the new group as JSON");
    when_chosen(add, line, options, add_group);

    Command rename = add_command(group, line, "rename", "Give a user group another name", "group rename Sales Trade");
    take_name(rename, *options);
    rename.option("new-name", options->new_name, "the other name").required().type_name("NEW");
    when_chosen(rename, line, options, rename_group);

    Command remove =
        add_command(group, line, "delete", "Mark a user group as deleted", "group delete Sales --move-to Support");
    take_name(remove, *options);
    remove.option("--move-to", options->target, "group that the members get").type_name("NAME|ID");
    when_chosen(remove, line, options, delete_group);
}

}  // namespace

void add_group_commands(Command& app, CommandLine& line) {
    const auto options = std::make_shared<GroupOptions>();
    Command group = app.subcommand("group", "User groups: list, show, add, rename, delete", "group list");
    group.require_subcommands(1, 1);
    define_group_reading(group, line, options);
    define_group_changes(group, line, options);
}

}  // namespace uag
