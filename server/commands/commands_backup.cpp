// `useragentd backup` and `restore`: a copy of the database beside a running service, and back again without one.
#include <iostream>
#include <memory>
#include <string>

#include "adapters/files/secret_file.hpp"
#include "adapters/sqlite/backup.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/local_core.hpp"
#include "server/setup/key_file.hpp"

namespace uag {
namespace {

Result<void> audit(const CommandLine& line, std::string_view operation, const std::string& file) {
    const auto core = LocalCore::open(line, operation);
    if (!core.has_value()) return core.error();
    return (*core)->change([&](Change& change) -> Result<void> {
        change.done(0, "file " + file, "");
        return {};
    });
}

Result<void> back_up(const CommandLine& line, const std::string& file) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    if (const auto closed = check_database_closed(config->database.path); !closed.has_value()) return closed.error();
    const auto done = back_up_database(config->database.path, file);
    if (!done.has_value()) return done.error();
    const auto told = audit(line, "backup", file);
    if (!told.has_value()) return told.error();
    std::cout << printable(file) << ": a copy of " << printable(config->database.path) << "; "
              << printable(key_file_of(*config)) << " is not in it: keep a copy of that elsewhere\n";
    return {};
}

Result<void> restore(const CommandLine& line, const std::string& file) {
    const auto config = effective_config(line);
    if (!config.has_value()) return config.error();
    const auto kept = restore_database(file, config->database.path);
    if (!kept.has_value()) return kept.error();
    std::cout << printable(config->database.path) << ": is what " << printable(file) << " holds; "
              << (kept->empty() ? "nothing was there before" : "what was there before is " + printable(*kept))
              << std::endl;
    // Told before: where the original is must be known, whatever comes now.
    const auto told = audit(line, "restore", file);
    if (!told.has_value()) return told.error();
    return {};
}

void add_file_command(Command& app, CommandLine& line, const std::string& name, const std::string& what,
                      const std::string& example, const std::string& file_is,
                      Result<void> (*run)(const CommandLine&, const std::string&)) {
    Command command = add_command(app, line, name, what, example);
    const auto file = std::make_shared<std::string>();
    command.option("file", *file, file_is).required().type_name("FILE");
    command.when_chosen([&line, file, run] { line.chosen = [&line, file, run] { return run(line, *file); }; });
}

}  // namespace

void add_backup_commands(Command& app, CommandLine& line) {
    add_file_command(app, line, "backup", "Copy the database; the service may go on", "backup users-monday.db",
                     "a new file", back_up);
    add_file_command(app, line, "restore", "Put a backup in the place of the database; stop the service first",
                     "restore users-monday.db", "a file that backup made", restore);
}

}  // namespace uag
