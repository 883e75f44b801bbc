// What the commands about users, roles, groups, tickets and audit events share: finding a thing by what a
// person types, words for numbers of the contract, and the hand-over from the parsed line to the command's
// function.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "server/commands/local_core.hpp"
#include "server/commands/table.hpp"

namespace uag {

/// By anything that the associate may log in with, else by id; deleted and retired ones too. errc::not_found.
Result<UserEntry> find_user(LocalCore& core, const std::string& name_or_id);
/// By name among those that are not deleted, else by id. errc::not_found.
Result<RoleEntry> find_role(LocalCore& core, const std::string& name_or_id);
Result<GroupRecord> find_group(LocalCore& core, const std::string& name_or_id);

/// UTC, whole seconds; null for the beginning and the end of time, which stand for "never".
Value time_value(TimePoint time);
/// "active", "waiting", "retired" or "deleted".
std::string_view state_of(const AssociateRecord& associate);
/// The contract's word for a member of an enumeration ("InternalAssociate").
template <class Enumeration> std::string_view word_of(Enumeration value) {
    for (const EnumMember& member : type_of<Enumeration>().members)
        if (member.value == static_cast<std::int32_t>(value)) return member.name;
    return "Unknown";
}

/// A wrong command: what the person who typed it is told.
inline Error refused(std::string text) { return fail_in_english(errc::invalid_argument, std::move(text)); }
/// The error with what is about the member `field` of a carrier told of `option`, which the person typed or can type.
Error about_option(Error error, std::string_view field, std::string_view option);
/// `text` in double quotes, fit for a terminal.
std::string in_quotes(std::string_view text);

/// What a command found, on standard output: JSON if `json` is wanted, else a table, or a line a column.
void show(bool json, std::span<const Column> columns, const Values& records);
void show(bool json, std::span<const Column> columns, const Record& record);
/// What a command added: `what 12 "Name" added`, or id and name as JSON.
void show_added(bool json, std::string_view what, std::int32_t id, const std::string& name);

/// The command's function gets its options once the line is known to be right.
template <class Options> void when_chosen(Command& command, CommandLine& line, const std::shared_ptr<Options>& options,
                                          Result<void> (*action)(const CommandLine&, const Options&)) {
    command.when_chosen(
        [&line, options, action] { line.chosen = [&line, options, action] { return action(line, *options); }; });
}

}  // namespace uag
