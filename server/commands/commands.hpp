// The command line: `useragentd serve|seed|user|role|group|ticket|audit|key|hash|…`. Each commands_*.cpp adds
// its commands.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/secret.hpp"
#include "core/store/store.hpp"
#include "server/commands/command.hpp"
#include "server/config/config.hpp"

namespace uag {

/// Parses the command line, runs the command and reports an error on standard error: as one line, or one a
/// field.
int run_command_line(int argc, const char* const* argv);

/// Options that every command takes, and the command that the line chose.
struct CommandLine {
    std::string config_file;
    std::string database;
    std::string listen;
    std::function<Result<void>()> chosen;
    int exit_code = exit_ok;         ///< of a command that was done: what it found out
    int failed_code = exit_failed;   ///< of one that could not be done
};

/// The file's settings (the defaults without a file) under the line's overrides, checked as a whole.
Result<Config> effective_config(const CommandLine& line);
/// Opens the database as a tool beside a running service: the service notices what changes. A missing
/// database is an error unless `create`.
Result<std::unique_ptr<Store>> open_database(const Config& config, bool create);
/// A PHC string at the configured cost; errc::invalid_argument for a password that cannot be hashed.
Result<std::string> hash_password(const Config& config, const Secret& password);
/// A subcommand with `--config` and `--db`; see Command::subcommand().
Command add_command(Command& parent, CommandLine& line, const std::string& name, const std::string& what,
                    const std::string& example);

void add_user_commands(Command& app, CommandLine& line);
void add_role_commands(Command& app, CommandLine& line);
void add_group_commands(Command& app, CommandLine& line);
void add_ticket_commands(Command& app, CommandLine& line);
void add_audit_command(Command& app, CommandLine& line);
void add_key_commands(Command& app, CommandLine& line);
void add_backup_commands(Command& app, CommandLine& line);
void add_hash_commands(Command& app, CommandLine& line);
void add_export_commands(Command& app, CommandLine& line);
void add_recording_commands(Command& app, CommandLine& line);
void add_import_command(Command& app, CommandLine& line);
void add_compare_command(Command& app, CommandLine& line);
void add_replay_command(Command& app, CommandLine& line);
void add_upstream_commands(Command& app, CommandLine& line);
void add_version_command(Command& app, CommandLine& line);

}  // namespace uag
